#!/bin/sh
# Completion offers what the program takes, in bash, zsh and fish.
# shellcheck source=tests/e2e/lib.sh
. "${abs_top_srcdir:-.}/tests/e2e/lib.sh"

cli=$abs_top_srcdir/src/cli
scripts=$abs_top_builddir/src/cli/complete
tab=$(printf '\t')

# The program as the shells call it.
mkdir "$tmp/bin" "$tmp/home" "$tmp/work" "$tmp/work/days"
cat >"$tmp/bin/paperfeed" <<END
#!/bin/sh
exec $PAPERFEED "\$@"
END
chmod +x "$tmp/bin/paperfeed"
PATH=$tmp/bin:$PATH HOME=$tmp/home
export PATH HOME
unset XDG_CONFIG_HOME XDG_DATA_HOME ZDOTDIR
site work - <<END
site {
	url = "https://papers.example.org/"
	output = "$tmp/public"
	database = "$tmp/paperfeed.db"
}
topic agents {
	match = 'agent'
}
topic rag {
	match = 'RAG'
}
END
pf import "$data/day-2026-11-19.html"
cd "$tmp/work" || exit 99
touch 'a b.html' page.html

# options FILE: those of its option table and of its letters, sorted
options() {
	{
		sed -nE 's/.*\{ "([a-z-]+)", (no|required)_argument.*/--\1/p' "$1"
		sed -nE 's/.*getopt_long\(argc, argv, "\+?([a-zA-Z:]*)".*/\1/p' \
		    "$1" | sed 's/://g; s/./-&\n/g' | sed '/^$/d'
	} | sort -u
}

# The lines to complete, and what is to be offered, as LINE, tab, word.
expect() {
	sed "s|^|$1$tab|" >>"$tmp/expected"
	printf '%s\n' "$1" >>"$tmp/lines"
}
sed -nE 's/^\t\{ "([a-z]+)", command_.*/\1/p' "$cli/main.c" >"$tmp/commands"
expect 'paperfeed ' <"$tmp/commands"
options "$cli/main.c" | expect 'paperfeed -'
while read -r command; do
	{
		options "$cli/command_$command.c"
		echo --help
	} | expect "paperfeed $command -"
done <"$tmp/commands"
# the command comes behind the configuration, whatever that is called
options "$cli/command_export.c" >"$tmp/export"
{ cat "$tmp/export"; echo --help; } | expect 'paperfeed -c check export -'
sed -nE 's/^\t\{ "([a-z]+)", (record|write)_.*/\1/p' "$cli/command_export.c" \
    >"$tmp/formats"
expect 'paperfeed export --format ' <"$tmp/formats"
grep ^c "$tmp/formats" | expect 'paperfeed export --format=c'
printf '%s\n' agents all rag | expect 'paperfeed export -t '
echo rag | expect 'paperfeed export --topic=r'
echo rag | expect "paperfeed -c $conf export -t r"
printf '%s\n' page.html paperfeed.conf |
    expect 'paperfeed import p'
echo page.html | expect 'paperfeed publish --changed pag'
echo paperfeed.conf | expect 'paperfeed --config paperfeed.c'
echo days | expect 'paperfeed init '
expect 'paperfeed backfill ' </dev/null
expect 'paperfeed topics -t ' </dev/null
sort -u "$tmp/expected" >"$tmp/sorted"

# Each prints what its shell offers for lines, in the same form.
offered_bash() {
	# shellcheck disable=SC2016 # the other bash's
	bash --norc --noprofile -c '
	. "$1" || exit
	complete -p paperfeed >/dev/null || exit
	shift
	for line; do
		# bash makes words of it, and = is one of them
		split=${line//=/ = }
		read -ra COMP_WORDS <<<"$split"
		[[ $split != *" " ]] || [[ $line == *= ]] || COMP_WORDS+=("")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		_paperfeed paperfeed
		for word in "${COMPREPLY[@]}"; do
			printf "%s\t%s\n" "$line" "$word"
		done
	done' bash "$scripts/paperfeed" "$@"
}

offered_zsh() {
	zsh -f "$abs_top_srcdir/tests/e2e/completion.zsh" "$scripts" "$@"
}

offered_fish() {
	# shellcheck disable=SC2016 # fish's
	fish --no-config -c '
	source $argv[1]; or exit
	for line in $argv[2..-1]
		for hit in (complete -C $line)
			printf "%s\t%s\n" $line (string split \t -- $hit)[1]
		end
	end' "$scripts/paperfeed.fish" "$@"
}

# offers SHELL: what is expected, and nothing else.  Folders may end with a slash,
# and fish repeats the option of --format=csv.
offers() {
	while IFS= read -r line; do
		set -- "$@" "$line"
	done <"$tmp/lines"
	offers_shell=$1
	shift
	"offered_$offers_shell" "$@" >"$tmp/offered" || return
	sed -E "s|/\$||; s/${tab}--[a-z]+=/$tab/" "$tmp/offered" | sort -u |
	    diff "$tmp/sorted" -
}

check 'there are commands and options to offer' \
    test "$(wc -l <"$tmp/sorted")" -gt 60
for shell in bash zsh fish; do
	if command -v "$shell" >/dev/null; then
		check "$shell offers what the program takes" offers "$shell"
	else
		skip "$shell offers what the program takes" "needs $shell"
	fi
done

# a line of help that tells too little stops the build
sed 's/.*--trend .*//' "$cli/help.txt" >"$tmp/help.txt"
mute() {
	awk -f "$cli/completion.awk" "$tmp/help.txt" "$cli/completion.bash"
}
check 'help without a line for an option is refused' status 1 mute
check 'it is named' grep -F -e '--trend of topics' "$err"

done_testing

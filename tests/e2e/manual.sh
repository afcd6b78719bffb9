#!/bin/sh
# The manuals, --help and the program say the same.
# shellcheck source=tests/e2e/lib.sh
. "${abs_top_srcdir:-.}/tests/e2e/lib.sh"

src=$abs_top_srcdir/src

# words PATTERN FILE: what the pattern's group finds, a line each
words() {
	sed -nE "s/$1/\\1/p" "$2" | sort -u
}

run --help >"$tmp/help"

# every command and every long option of --help is in paperfeed(1) and back
words '^  ([a-z]+)( .*)?$' "$tmp/help" | grep -v '^-' >"$tmp/commands"
words '^\.It Cm ([a-z]+).*' "$src/cli/paperfeed.1" >"$tmp/manual-commands"
check 'commands: --help and paperfeed(1)' \
    diff "$tmp/commands" "$tmp/manual-commands"
check 'there are commands' test -s "$tmp/commands"
sed -nE 's/^  (-[a-zA-Z],|   ) --([a-z-]+).*/\2/p' "$tmp/help" | sort -u \
    >"$tmp/options"
sed -nE 's/.*Fl -([a-z-]+).*/\1/p' "$src/cli/paperfeed.1" | sort -u \
    >"$tmp/manual-options"
check 'options: --help and paperfeed(1)' \
    diff "$tmp/options" "$tmp/manual-options"

grep -hoE '\{ "[a-z-]+", (no|required)_argument' "$src"/cli/main.c \
    "$src"/cli/command_*.c | sed -E 's/.*"([a-z-]+)".*/\1/' | sort -u \
    >"$tmp/program-options"
check 'options: --help and the program' \
    diff "$tmp/options" "$tmp/program-options"

# the synopsis of each command has the same options in --help and paperfeed(1)
sed -nE '/^Commands:/,/^Options:/s/^  ([a-z]+)( .*)?$/\1\2/p' "$tmp/help" |
    while read -r command rest; do
	    printf '%s' "$command"
	    echo "$rest" | grep -oE -e '--?[a-z-]+' | sort | tr '\n' ' ' |
		sed 's/^/ /'
	    echo
    done | sed 's/ *$//' | sort >"$tmp/synopses"
sed -nE 's/^\.It Cm ([a-z]+)/\1/p' "$src/cli/paperfeed.1" |
    while read -r command rest; do
	    printf '%s' "$command"
	    echo "$rest" | grep -oE 'Fl -?[a-z-]+' | sed 's/Fl /-/' | sort |
		tr '\n' ' ' | sed 's/^/ /'
	    echo
    done | sed 's/ *$//' | sort >"$tmp/manual-synopses"
check 'synopses: --help and paperfeed(1)' \
    diff "$tmp/synopses" "$tmp/manual-synopses"
check 'there are synopses with options' grep -q ' --' "$tmp/synopses"

# every option of config_block.c is in paperfeed.conf(5) and the reverse
sed -nE 's/^\t\{ "(site|source|arxiv|topic|mail)", "([a-z-]+)",.*/\2/p' \
    "$src/config/config_block.c" | sort -u >"$tmp/keys"
sed -n '/^\.Ss Queries/q;p' "$src/config/paperfeed.conf.5" |
    sed -nE 's/^\.It Cm ([a-z-]+)$/\1/p' | sort -u >"$tmp/manual-keys"
check 'configuration: program and paperfeed.conf(5)' \
    diff "$tmp/keys" "$tmp/manual-keys"
check 'there are options' test -s "$tmp/keys"

# paperfeed-topics(7) has each condition of a topic, and no key that is none
sed -n '/^At least one of/,/^must be set/s/^\.Cm \([a-z-]*\).*/\1/p' \
    "$src/config/paperfeed.conf.5" | sort >"$tmp/conditions"
topics=$src/topic/paperfeed-topics.7
{
	grep -hoE '(Cm|,) [a-z-]+' "$topics" | sed 's/.* //'
	sed -nE 's/^\t([a-z-]+) *= .*/\1/p' "$topics"
} | sort -u >"$tmp/topics-words"
check 'conditions of topics: paperfeed.conf(5) and paperfeed-topics(7)' sh -c "
	comm -23 '$tmp/conditions' '$tmp/topics-words' | diff /dev/null -"
check 'there are conditions' test "$(wc -l <"$tmp/conditions")" -ge 9
sed -nE 's/^\t([a-z-]+) *= .*/\1/p; s/.*Cm ([a-z-]+).*/\1/p' "$topics" |
    grep -vx arxiv | sort -u >"$tmp/topics-keys"
check 'keys in paperfeed-topics(7) are options' sh -c "
	comm -23 '$tmp/topics-keys' '$tmp/keys' | diff /dev/null -"

# the topic of the installed examples that it shows is as it is there
sed -n '/^topic state-space {/,/^}/p' "$topics" >"$tmp/shown"
sed -n '/^topic state-space {/,/^}/p' "$abs_top_srcdir/feeds/paperfeed.conf" \
    >"$tmp/installed"
check 'the topic that paperfeed-topics(7) shows is the installed one' \
    diff "$tmp/installed" "$tmp/shown"
check 'there is one' test -s "$tmp/shown"

# each manual names the others, and --help names all of them
pages='paperfeed.1 paperfeed-record.5 paperfeed.conf.5 paperfeed-topics.7'
(cd "$src" && ls ./*/*.[1-9]) | sed 's|.*/||' | sort >"$tmp/pages"
check 'these are the manuals' sh -c "
	printf '%s\n' $pages | sort | diff '$tmp/pages' -"
for page in $pages; do
	grep -vx "$page" "$tmp/pages" >"$tmp/others"
	sed -n '/^\.Sh SEE ALSO/,$p' "$src"/*/"$page" |
	    sed -nE 's/^\.Xr (paperfeed[a-z.-]*) ([0-9]).*/\1.\2/p' | sort \
	    >"$tmp/see-also"
	check "$page names the others" diff "$tmp/others" "$tmp/see-also"
	check "--help names $page" grep -qF "${page%.*}(${page##*.})" "$tmp/help"
	check "README names $page" grep -qF "${page%.*}(${page##*.})" \
	    "$abs_top_srcdir/README.md"
done

# every key of the record is in paperfeed-record(5), in the record's order
sed -nE 's/.*(json|write)_[a-z]+\(&j, "([a-z_]+)".*/\2/p' \
    "$src/paper/record_json.c" >"$tmp/record"
grep '^\.It Cm' "$src/paper/paperfeed-record.5" |
    sed -E 's/^\.It //; s/Cm //g; s/ , /\n/g' >"$tmp/manual-record"
check 'records: program and paperfeed-record(5)' \
    sh -c "grep -vx links '$tmp/manual-record' | grep -vx listings |
	diff '$tmp/record' -"

# every exit status the program uses is in paperfeed(1)
for status in 64 65 66 69 70 71 73 74 75 78; do
	check "exit status $status is explained" \
	    grep -qx "\\.It $status" "$src/cli/paperfeed.1"
done

done_testing

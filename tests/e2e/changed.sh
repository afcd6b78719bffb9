#!/bin/sh
# --changed FILE: the list of what a publishing made or removed, whatever happens
# to the run or to the list.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

page=$data/day-2026-11-19.html
api=$data/day-2026-11-20.json
list=$tmp/list

# files FOLDER: a line each, its content's sum and its name
files() {
	(cd "$1" && find . -type f -exec cksum {} + | sed 's|\./||' | sort)
}

# expect_list FOLDER: $list names exactly the files that differ between FOLDER,
# which was copied before, and the output; each of them as often
expect_list() {
	files "$1" >"$tmp/old"
	files "$site/public" >"$tmp/new"
	comm -3 "$tmp/old" "$tmp/new" | awk '{ print $3 }' | sort -u \
	    >"$tmp/expected"
	sort -u "$list" | diff "$tmp/expected" - || return
	[ "$(wc -l <"$list")" -eq $((2 * $(wc -l <"$tmp/expected"))) ]
}

# keep: copy the output, and begin the list anew
keep() {
	rm -rf "$tmp/kept" "$list"
	cp -Rp "$site/public" "$tmp/kept"
}

# in_order: pages of the past, of topics, archives, feeds, lists, status.json; a
# twin before its file
in_order() {
	head -n $(($(wc -l <"$list") / 2)) "$list" | awk '
	{ plain = $0; sub(/\.gz$/, "", plain) }
	{ class = 1 }
	plain ~ /^[^\/]*\.html$/		{ class = 2 }
	plain ~ /^archive\//			{ class = 3 }
	plain ~ /^[^\/]*\.(atom|rss|json)$/	{ class = 4 }
	plain ~ /^(index\.html|feeds\.opml)$/	{ class = 5 }
	plain == "status.json"			{ class = 6 }
	class < last { print "too late: " $0; bad = 1 }
	twin != "" && plain != twin { print "no twin of: " $0; bad = 1 }
	{ last = class; seen[class]++; twin = $0 == plain ? "" : plain }
	END {
		for (class = 1; class < 6; class++)
			bad = bad || !seen[class]
		exit bad
	}'
}

# a topic whose feed is short enough for an archive
site first - <<'END'
site {
	title = "Papers under test"
	url = "https://papers.example.org/"
}
topic agents {
	title = "Agents"
	match = 'agent'
}
END
mkdir "$tmp/empty"
check 'the first import' status 0 pf import --changed "$list" "$page"
check 'it names all files, twins and status.json as well' \
    expect_list "$tmp/empty"
keep
sed 's/"2026-\(..\)-/"2025-\1-/g; s/2611\./2511./g' "$api" >"$tmp/earlier.json"
check 'a day of last year' \
    status 0 pf import --changed "$list" "$tmp/earlier.json"
check 'what links to a file is named after it' in_order
keep
check 'a second day' status 0 pf import --changed "$list" "$api"
check 'it names what changed, and nothing else' expect_list "$tmp/kept"
check 'some files stay out' grep -q '/2025-' "$tmp/new"
check 'which the list does not name' sh -c "! grep -q '2025-' '$list'"

keep
check 'again' status 0 pf publish --changed "$list"
check 'nothing changed: an empty list' sh -c "[ -e '$list' -a ! -s '$list' ]"
keep
SOURCE_DATE_EPOCH=1795431600
check 'an hour later' status 0 pf publish --changed "$list"
check 'only the time of the run changed: status.json' \
    sh -c "sort -u '$list' | grep -qx status.json && expr $(sort -u "$list" |
    wc -l) = 1"

keep
cp "$conf" "$tmp/conf"
sed -i '/^topic/,$d' "$conf"
check 'without the topic' status 0 pf publish --prune --changed "$list"
check 'removed files are named' expect_list "$tmp/kept"
check 'at the end' sh -c "tail -n 1 '$list' | grep -q agents"
cp "$tmp/conf" "$conf"
pf publish || :

keep
name=$(python3 -c 'import json, sys
print(json.load(open(sys.argv[1]))[0]["paper"]["id"])' "$api")
check 'remove' status 0 pf remove --changed "$list" "$name"
check 'it names what changed' expect_list "$tmp/kept"

# The list itself.
keep
check 'a dry run' status 0 pf import --dry-run --changed "$list" "$api"
check 'makes no list' [ ! -e "$list" ]
(cd "$tmp" && mkdir here && cd here && pf import --changed there "$api")
check 'a list is relative to the current folder' [ -e "$tmp/here/there" ]
printf 'older\n' >"$list"
pf publish --all --changed "$list"
check 'what is in the list stays' [ "$(head -n 1 "$list")" = older ]
check 'the option needs its argument' status 64 pf publish --changed

# refused STATUS FILE: a list that cannot be written
refused() {
	site refused
	rm -f "$site/paperfeed.db"*
	rm -rf "$site/public"
	pf import "$page"
	files "$site/public" >"$tmp/unhurt"
	status "$1" pf import --changed "$2" "$api" && says "$2" || return
	files "$site/public" | diff "$tmp/unhurt" - || return
	keep
	status 0 pf publish --changed "$list" && expect_list "$tmp/kept"
}
check 'a list in a folder that is missing: 73, nothing published; later all' \
    refused 73 "$tmp/none/list"
check 'a list on a full disk: 74, nothing published; later all' \
    refused 74 /dev/full

# The run dies, or a deployment takes the list.
renames=rename,renameat,renameat2

# traced INJECTION: an import of the second day, with a fault
traced() {
	rm -rf "$tmp/hurt" "$list"
	cp -Rp "$tmp/before" "$tmp/hurt"
	site=$tmp/hurt conf=$tmp/hurt/paperfeed.conf
	ASAN_OPTIONS=detect_leaks=0:$ASAN_OPTIONS \
	    strace -f -o "$tmp/trace" -e trace="$renames" -e inject="$1" \
	    "$PAPERFEED" -q -c "$conf" import --changed "$list" "$api" \
	    >"$out" 2>"$err"
}

# killed N: killed at the Nth file; the next run's names complete the list
killed() {
	traced "$renames:signal=SIGKILL:when=$1"
	[ $? -eq 137 ] || return
	status 0 pf import --changed "$list" "$api" || return
	files "$tmp/before/public" >"$tmp/old"
	files "$site/public" >"$tmp/new"
	comm -3 "$tmp/old" "$tmp/new" | awk '{ print $3 }' | sort -u \
	    >"$tmp/expected"
	sort -u "$list" | comm -23 "$tmp/expected" - >"$tmp/unnamed"
	cat "$tmp/unnamed"
	[ ! -s "$tmp/unnamed" ]
}

# taken: a deployment takes the list before the first file is in its place.  Taken
# at once, the names are twice in the next one.
taken() {
	rm -f "$list"
	traced "$renames:delay_enter=1500000:when=1" &
	taken_job=$!
	timeout 20 sh -c "until [ -s '$list' ]; do sleep 0.05; done" || return
	mv "$list" "$tmp/taken"
	[ ! -e "$tmp/hurt/public/day/2026-11-20.html" ] || return
	wait "$taken_job" || return
	sort "$tmp/taken" >"$tmp/names"
	sort -u "$list" | diff "$tmp/names" -
}

site before
pf import "$page" || :
case $PAPERFEED in
*' '*)
	skip 'killed half-way' 'the program runs inside another one' ;;
*)
	if ! strace -f -o "$tmp/trace" -e inject=write:error=EIO:when=99 true \
	    2>"$tmp/strace"; then
		skip 'killed half-way' 'strace is missing or not allowed'
		done_testing
	fi
	check 'traced' traced "$renames:delay_enter=1:when=1"
	last=$(grep -c '^[0-9]* *rename' "$tmp/trace")
	check 'there are files to be killed at' [ "$last" -gt 10 ]
	for when in 1 2 $((last / 2)) "$last"; do
		check "killed at file $when: the list names all" killed "$when"
	done
	check 'the list is taken meanwhile: the next one names all again' taken
	;;
esac

done_testing

#!/bin/sh
# Saved listings in, feeds out: every shape, one file or several, good or bad.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

text=$data/search-2026-11-18.txt
page=$data/day-2026-11-19.html
api=$data/day-2026-11-20.json
version=$(run --version) version=${version#paperfeed }

# golden FILE NAME: the file has the bytes of the golden one, which says
# @VERSION@ for the program's version
golden() {
	sed "s/@VERSION@/$version/" "$data/golden/$2" | diff -u - "$1"
}

records() {
	pf export >"$site/export.ndjson"
}

# holds N: the store has N papers
holds() {
	records && [ "$(wc -l <"$site/export.ndjson")" -eq "$1" ]
}

# field TITLE KEY: a record's value, as JSON
field() {
	records && python3 - "$site/export.ndjson" "$1" "$2" <<-'END'
	import json, sys
	for line in open(sys.argv[1], encoding="utf-8"):
	    record = json.loads(line)
	    if record["title"] == sys.argv[2]:
	        print(json.dumps(record[sys.argv[3]], ensure_ascii=False))
	END
}

# is TITLE KEY VALUE
is() {
	is_got=$(field "$1" "$2")
	[ "$is_got" = "$3" ] && return
	echo "$2 of '$1' is $is_got, not $3"
	return 1
}

silent() {
	cat "$1"
	[ ! -s "$1" ]
}

has_line() {
	cat "$out"
	grep -qF -e "$1" "$out"
}

# Neither store nor output, nor anything else.
nothing_made() {
	ls -A "$site"
	[ "$(ls -A "$site")" = paperfeed.conf ]
}

# Everything that a reader or another program can see of a site.
contents() {
	records && (cd "$site" && cksum export.ndjson public/*)
}

same_contents() {
	contents | diff -u "$tmp/contents" -
}

# Every shape, together.
site golden
check 'text, page and API in one command' \
    status 0 run -c "$conf" import "$text" "$page" "$api"
check 'success is silent where standard output is no terminal' silent "$out"
check 'success says nothing on standard error' silent "$err"
for topic in all agents rag; do
	for format in atom rss json; do
		check "$topic.$format has the golden bytes" \
		    golden "$site/public/$topic.$format" "$topic.$format"
	done
done
for name in feeds.opml status.json; do
	check "$name has the golden bytes" golden "$site/public/$name" "$name"
done
check 'the records end with 0' records
check 'the records have the golden bytes' \
    golden "$site/export.ndjson" export.ndjson

site apart
check 'the text alone' status 0 pf import "$text"
check 'the text has four papers' holds 4
check 'the page on standard input' \
    status 0 sh -c "$PAPERFEED -c '$conf' import - <'$page'"
check 'the page has eight papers' holds 12
check 'the API alone' status 0 pf import "$api"
check 'the API has three new papers, one was there' holds 15
check 'one by one gives the same feeds' \
    golden "$site/public/all.atom" all.atom
check 'the same again' status 0 pf import "$page" "$api"
check 'the same again: the records end with 0' records
check 'the same again changes no record' \
    golden "$site/export.ndjson" export.ndjson
check 'a file named -- behind the options' \
    status 0 pf import -- "$text"

# What people are told.
site told
check '-v ends with 0' status 0 run -v -c "$conf" import "$page" "$api"
check '-v names the page, its day and its papers' \
    has_line "$page: day 2026-11-19: papers: 8 read, 8 new"
check '-v says how many of a listing are new' has_line 'papers: 4 read, 3 new'
check '-v has a line of summary' has_line \
    'papers: 12 read, 11 new, 1 changed; files: 27 written in '
check '-v has one line for each listing and the summary' \
    [ "$(wc -l <"$out")" -eq 3 ]
check '-v says nothing on standard error' silent "$err"
check '-q is silent' status 0 run -q -c "$conf" import "$api"
check '-q prints nothing' silent "$out"
check_terminal 'a terminal: ends with 0' \
    status 0 on_terminal -c "$conf" import "$api"
check_terminal 'a terminal gets the summary' has_line \
    'papers: 4 read, 0 new, 0 changed; files: 0 written'
check_terminal 'a terminal gets one line' [ "$(wc -l <"$out")" -eq 1 ]
check_terminal 'a terminal with -q: ends with 0' \
    status 0 on_terminal -q -c "$conf" import "$api"
check_terminal 'a terminal with -q gets nothing' silent "$out"

# Nothing good: nothing is made.
site refused
for bad in cut.html:'no </html>' cut.json:cut error.json:'quay is closed' \
    login.html:LoginForm renamed.html:'paperList'; do
	file=${bad%%:*}
	check "$file ends with 65" status 65 pf import "$data/hostile/$file"
	check "$file is named, and what is wrong" says "$file: "
	check "$file: what was found is said" says "${bad#*:}"
done
check 'types.json ends with 65' status 65 pf import "$data/hostile/types.json"
check 'types.json: the bad items are named' \
    grep -F 'types.json: item 3 left out: its paper has a wrong type' "$err"
check 'types.json: the whole listing is refused' \
    grep -F 'types.json: 3 of 4 items' "$err"
: >"$tmp/empty"
check 'an empty file ends with 65' status 65 pf import "$tmp/empty"
check 'an empty file is named' says "$tmp/empty: "
printf 'GIF89a\0\1\2\3' >"$tmp/binary"
check 'a binary file ends with 65' status 65 pf import "$tmp/binary"
check 'a binary file is named' says "$tmp/binary: "
printf 'Dear reader,\n\nall is well.\n' >"$tmp/letter"
check 'a letter ends with 65' status 65 pf import -d 2026-11-20 "$tmp/letter"
check 'a letter is named' says "$tmp/letter: "
check 'bad standard input ends with 65' status 65 \
    sh -c "echo '{}' | $PAPERFEED -c '$conf' import -"
check 'bad standard input is named' says 'standard input: '
head -c 33554433 /dev/zero | tr '\0' ' ' >"$tmp/large"
check 'more than 32 MiB end with 65' status 65 pf import "$tmp/large"
check 'more than 32 MiB: the limit is said' says '32 MiB'
check 'a missing file ends with 66' status 66 pf import "$tmp/missing.html"
check 'a missing file is named' says "$tmp/missing.html: No such file"
check 'a folder ends with 66' status 66 pf import "$tmp"
check 'a folder is named' says "$tmp: "
check 'refused files make nothing' nothing_made

# Days without a listing.
echo '[]' >"$tmp/none.json"
check 'no papers on a Saturday' \
    status 0 pf import -d 2026-11-21 "$tmp/none.json"
check 'no papers on a Friday end with 65' \
    status 65 pf import -d 2026-11-20 "$tmp/none.json"
check 'no papers on a Friday: the day is said' says 2026-11-20
check 'no papers on no day end with 65' status 65 pf import "$tmp/none.json"
check 'no papers on no day: -d is said' says '-d DATE'
check 'no papers make nothing' nothing_made

# -d
check '-d with a day that is none ends with 64' \
    status 64 pf import -d 2026-11-31 "$api"
check '-d with a day to come ends with 64' \
    status 64 pf import -d 2026-11-26 "$api"
check '-d with another form ends with 64' status 64 pf import -d 20.11.26 "$api"
check 'wrong usage makes nothing' nothing_made
cat >"$tmp/bare.json" <<'END'
[{"paper": {"id": "2611.00041", "title": "Tides without a Day",
"authors": [], "publishedAt": "2026-11-10T00:00:00.000Z"}}]
END
check 'items without a day end with 65' status 65 pf import "$tmp/bare.json"
check 'items without a day: -d is said' says '-d DATE'
check '-d gives items their day' \
    status 0 pf import -d 2026-11-12 "$tmp/bare.json"
check '-d is when it was listed' \
    is 'Tides without a Day' listed '"2026-11-12T00:00:00Z"'
check '-d is its listing' is 'Tides without a Day' listings \
    '[{"kind": "day", "label": "2026-11-12", "rank": 1}]'
check 'a count that is not shown is null' \
    is 'Tides without a Day' upvotes null

# Bad ones among good ones.
site mixed
check 'bad files among good ones end with 65' status 65 pf import \
    "$data/hostile/cut.html" "$page" "$tmp/missing.html" \
    "$data/hostile/error.json" "$api"
check 'each bad file has its line' [ "$(wc -l <"$err")" -eq 3 ]
check 'the good ones are stored' holds 11
check 'the good ones are published' grep -qF 2611.00013 "$site/public/rag.atom"
check 'a missing file among good ones ends with 66' \
    status 66 pf import "$tmp/missing.html" "$text"
check 'the good one is stored' holds 15
# What is near a paper is found when it is published, before the text was there.
# golden_alone: the golden bytes of all.rss but for that
golden_alone() {
	sed "s/@VERSION@/$version/
	    s/&lt;p&gt;&lt;strong&gt;See also:.*\\(&lt;p&gt;&lt;img\\)/\\1/" \
	    "$data/golden/all.rss" | diff -u - "$site/public/all.rss"
}
check 'all of them published: the golden bytes' golden_alone
contents >"$tmp/contents"
for file in "$data"/hostile/cut.* "$data"/hostile/[elr]*; do
	pf import "$file" 2>>"$tmp/ignored"
done
check 'bad files alone change neither store nor output' same_contents
check 'one bad item among good ones ends with 0' \
    status 0 pf import "$data/hostile/untitled.json"
check 'one bad item is named by its place' \
    says 'untitled.json: item 2 left out: it has no title'
check 'the others are stored' holds 17
check 'their rank is the place in the source' is 'Ropes Again' listings \
    '[{"kind": "day", "label": "2026-11-20", "rank": 3}]'

# The same id twice in one listing: one record, what was said last.
site twice
cat >"$tmp/twice.json" <<'END'
[{"paper": {"id": "2611.00051", "title": "First Form", "authors": [],
"submittedOnDailyAt": "2026-11-20T01:00:00.000Z", "upvotes": 3}},
{"paper": {"id": "2611.00051v2", "title": "Second Form", "authors": [],
"submittedOnDailyAt": "2026-11-20T01:00:00.000Z", "upvotes": 2}}]
END
check 'an id twice' status 0 pf import "$tmp/twice.json"
check 'it is one record' holds 1
check 'the record of an id given twice has the last title' \
    is 'Second Form' id '"2611.00051"'
contents >"$tmp/contents"
check 'an id twice, again' status 0 pf import "$tmp/twice.json"
check 'that changes nothing' same_contents

# A paper first seen without its id keeps its guid.
site known
title='Slow Clocks: Reading Sundials from Single Photographs'
cat >"$tmp/known.txt" <<'END'
Daily Papers

Nov 18

Slow clocks - reading sundials, from single photographs

A sundial shows the hour only where the sun shines. We read it from one
photograph, by day or by lamp, and once by moonlight, which was a mistake.

  • 3 authors
·
Nov 17
END
check 'a text without ids' status 0 pf import "$tmp/known.txt"
check 'it has one paper' holds 1
old='Slow clocks - reading sundials, from single photographs'
guid=$(field "$old" guid)
check 'its guid is a UUID' \
    expr "$guid" : '"urn:uuid:[0-9a-f]\{8\}-[0-9a-f]\{4\}-5[0-9a-f-]*"$'
check 'then the page' status 0 pf import "$page"
check 'it is one row' holds 8
check 'the id is learnt' is "$title" id '"2611.00004"'
check 'the guid stays' is "$title" guid "$guid"
check 'listed stays' is "$title" listed '"2026-11-18T00:00:00Z"'
check 'updated moves' is "$title" updated '"2026-11-19T23:59:59Z"'
check 'the feed has the old guid' \
    grep -qF "<id>$(echo "$guid" | tr -d \")</id>" "$site/public/all.atom"
check 'the feed has no other guid' \
    [ "$(grep -c '<id>https://arxiv.org/abs/2611.00004<' \
    "$site/public/all.atom")" -eq 0 ]
check 'the text again' status 0 pf import "$tmp/known.txt"
check 'it blanks nothing' is "$title" authors '["Tove Lindqvist", "Marek Dvořák"]'

done_testing

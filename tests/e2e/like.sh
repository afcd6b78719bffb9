#!/bin/sh
# Topics by example: what they learn, what enters, and what stays.
# shellcheck source=tests/e2e/lib.sh
. "${abs_top_srcdir:-.}/tests/e2e/lib.sh"

# Listings of 21 days: each has papers on flows, robots and whales.
python3 - "$tmp" <<'END'
import datetime
import json
import sys

WORDS = {"Flow matching": "We learn a velocity field; flow matching trains it "
         "by regression along a probability path.",
         "Robot": "A robot arm grasps objects in the kitchen by a policy.",
         "Whale": "Songs of the whale are heard in all of the oceans."}
FILL = ["quick", "deep", "wide", "calm", "bright", "late", "round"]


def paper(number, title, text, listed):
    return {"paper": {"id": f"2611.{number:05d}", "title": title,
                      "summary": text, "upvotes": number % 10,
                      "ai_keywords": [title.split(" for ")[0].lower()],
                      "submittedOnDailyAt": listed}}


for n in range(24):
    day = datetime.date(2026, 10, 27) + datetime.timedelta(days=n)
    fill = FILL[n % 7], FILL[n * 3 % 7]
    items = [paper(n * 10 + k, f"{name} for {fill[k % 2]} {fill[0]} things",
                   text + f" It is {fill[k % 2]}.",
                   f"{day}T08:0{k}:00Z")
             for k, (name, text) in enumerate(WORDS.items(), 1)]
    with open(f"{sys.argv[1]}/{n:02d}.json", "w", encoding="utf-8") as out:
        json.dump(items, out)
with open(f"{sys.argv[1]}/late.json", "w", encoding="utf-8") as out:
    json.dump([paper(999, "Whale songs for all", WORDS["Whale"],
                     "2026-11-19T09:00:00Z")], out)
END
days=$(echo "$tmp"/0?.json "$tmp"/1?.json "$tmp"/20.json)

configure() {
	site "$1" - <<-END
	site {
		title = "Papers under test"
		url = "https://papers.example.org/"
		gzip = no
	}
	topic flows {
		title = "Flows"
		like = "2611.00001, https://arxiv.org/abs/2611.00011v2 arXiv:2611.00021"
		about = 6
	}
	$2
	END
}

# Numbers of the papers that a feed has.
feed_has() {
	grep -o '<id>https://arxiv.org/abs/2611\.[0-9]*' "$site/public/$1.atom" |
	    sed 's/.*\.0*//' | sort -n | tr '\n' ' '
}

has() {
	[ "$(feed_has "$1")" = "$2 " ] && return
	echo "$1 has $(feed_has "$1"), not $2"
	return 1
}

ones() {
	seq -s ' ' 1 10 "$1"
}

configure first ''
# shellcheck disable=SC2086 # a list
check 'three weeks of papers' status 0 pf import $days
check 'the topic has the papers that are like its examples' has flows \
    "$(ones 201)"
check 'the feed says so' grep -qF \
    "<subtitle>Hugging Face's Daily Papers like the examples of Flows</subtitle>" \
    "$site/public/flows.atom"
check 'the page says so' grep -qF \
    ', like the papers below, about 6 a week.</p>' "$site/public/flows.html"
check 'the page links to the examples' grep -qF \
    '<li><a href="https://arxiv.org/abs/2611.00011" dir="auto">Flow matching for' \
    "$site/public/flows.html"
check 'topics' status 0 pf topics
check 'tells what it asks for' grep -Eq \
    '^ +about 6 papers a week like its examples: a score from [0-9.]+ on$' "$out"
check 'and warns of nothing' [ ! -s "$err" ]

cp -R "$site/public" "$tmp/before"
check 'once more' status 0 pf publish --all
check 'the same bytes' diff -r "$tmp/before" "$site/public"
check 'a dry run' status 0 pf publish --dry-run
check 'has nothing to do' [ ! -s "$out" ]

configure second ''
# shellcheck disable=SC2046,SC2086 # a list
check 'the same papers in another order' status 0 pf import \
    $(printf '%s\n' $days | sort -r)
check 'make the same bytes' diff -r "$tmp/before" "$site/public"

configure day ''
check 'one day' status 0 pf import "$tmp/00.json" "$tmp/01.json"
check 'tells nothing yet: examples alone' has flows '1 11'
check 'topics says that it waits' status 0 pf topics
check 'for two weeks of papers' grep -q 'examples: waits for two weeks' "$out"
# shellcheck disable=SC2086 # a list
check 'the rest of them' status 0 pf import $days
check 'after which it has the others' has flows "$(ones 201)"

site=$tmp/first conf=$tmp/first/paperfeed.conf
check 'another day' status 0 pf import "$tmp/21.json"
check 'of which one paper enters' has flows "$(ones 211)"

configure first 'topic seas {
	like = "2611.00002 2611.00999 2611.00003"
	unlike = 2611.00012
	about = 3
}'
check 'a topic whose example is missing' status 0 pf publish
check 'topics warns of it' status 0 pf topics
check 'by its name' says "seas: the store has no paper '2611.00999'"
feed_has seas | tr ' ' '\n' >"$tmp/seas"
check 'the counter-example is not in it' [ "$(grep -c '^12$' "$tmp/seas")" -eq 0 ]
check 'the page names the missing one' grep -q '<li>2611.00999</li>' \
    "$site/public/seas.html"
check 'it arrives' status 0 pf import "$tmp/late.json"
feed_has seas | tr ' ' '\n' >"$tmp/seas-now"
check 'it is in the topic' grep -q '^999$' "$tmp/seas-now"
check 'and nobody has left' [ -z "$(sort "$tmp/seas" "$tmp/seas-now" |
    uniq -u | grep -vxFf "$tmp/seas-now")" ]
check 'the page names it by its title' grep -q 'Whale songs for all</a></li>' \
    "$site/public/seas.html"
check 'topics' status 0 pf topics
check 'warns no longer' [ ! -s "$err" ]

configure first 'topic both {
	like = "2611.00001 2611.00011 2611.00021"
	match = "flow AND calm"
	min-upvotes = 1
	about = 50
}
topic none {
	like = "2611.00001"
	match = whale
}
topic rare {
	like = "2611.00001 2611.00011"
	min-upvotes = 2
}'
check 'topics with other conditions' status 0 pf publish
check 'have what meets them all' [ -n "$(feed_has both)" ]
check 'papers about something else as well as nobody' [ -z "$(feed_has none |
    tr ' ' '\n' | grep -v '3$')" ]
check 'an example without votes is not in it' [ -z "$(feed_has rare |
    tr ' ' '\n' | grep '1$')" ]

check 'why a paper is there' status 0 pf topics --paper 2611.00101
check 'it is' grep -q '^yes   flows$' "$out"
check 'by these words' grep -Eq \
    '^ +like: score [0-9.]+ of [0-9.]+: .*flow matching [0-9]+ %' "$out"
check 'why another one is not' status 0 pf topics --paper 2611.00102
check 'it is not like them' grep -q \
    '^no    flows: it is not like the examples$' "$out"
check 'why an example is' status 0 pf topics --paper 2611.00001
check 'it is one' grep -q '^ *like: it is an example; score' "$out"

check 'examples are tried' status 0 pf topics --like '2611.00002, 2611.00012'
check 'robots come first' grep -Eq \
    '^[0-9.]+  2026-[0-9-]+  2611\.00[0-9]*2  Robot for' "$out"
check 'without the examples' [ "$(grep -c '2611.000[01]2' "$out")" -eq 0 ]
check 'with the threshold' grep -Eq \
    '^with about = 10, papers from a score of [0-9.]+ on would enter$' "$out"
check 'thirty of them at most' [ "$(wc -l <"$out")" -le 31 ]
check 'counter-examples' status 0 pf topics --like 2611.00002 --unlike 2611.00022
check 'are left out' [ "$(grep -c '2611.00022' "$out")" -eq 0 ]
check 'an unknown example' status 66 pf topics --like 2611.77777
check 'is named' grep -q "^paperfeed: --like: the store has no paper '2611.77777'$" \
    "$err"
check '--unlike alone' status 64 pf topics --unlike 2611.00002
check 'is refused' says '--unlike goes with --like'
check '--like with a query' status 64 pf topics --like 2611.00002 -t robot
check 'is refused as well' says '--like goes with neither'

# A library: one paper that the store has, one that it lacks, one of no use.
cat >"$tmp/first/library.bib" <<'END'
@misc{a, title = {Whale for {quick} things}, eprint = {2611.00003},
  archivePrefix = {arXiv}}
@article{b, title = {Songs of the Whale}, year = 1999,
  abstract = {Songs of whales, in all of the oceans.}}
@misc{c, note = {nothing}}
END
configure first 'topic library { like-file = library.bib about = 3 }'
check 'a library of papers' status 0 pf publish
feed_has library | tr ' ' '\n' | grep . >"$tmp/library"
check 'brings papers on its subject' [ "$(grep -c '3$' "$tmp/library")" -ge 5 ]
check 'and no others' [ "$(grep -vcE '3$|^999$' "$tmp/library")" -eq 0 ]
check 'the page names what the store has' grep -q \
    '<li><a href="https://arxiv.org/abs/2611.00003"' "$site/public/library.html"
check 'and what it lacks' grep -q 'Songs of the Whale' "$site/public/library.html"
cp "$site/public/library.atom" "$tmp/library.atom"
check 'once more' status 0 pf publish --all
check 'the same bytes' cmp "$tmp/library.atom" "$site/public/library.atom"
printf 'https://arxiv.org/abs/2611.00002v1\n# robots\n2611.00012\n' \
    >"$tmp/first/library.bib"
check 'another library' status 0 pf publish
check 'begins anew' [ "$(feed_has library | tr ' ' '\n' | grep -c '3$')" -eq 0 ]
echo 'no paper here' >"$tmp/first/library.bib"
check 'a file without papers' status 78 pf publish
check 'is named' says 'library.bib'
configure first 'topic library { like-file = missing.bib }'
check 'a missing file' status 78 pf publish
check 'is named, too' says "missing.bib' cannot be read: No such file"

# What enters is fixed: the same topic that begins anew may have others.
configure first 'topic seas { like = "2611.00003 2611.00013 2611.00023" about = 3 }'
check 'other examples' status 0 pf publish
check 'begin anew' [ -z "$(feed_has seas | tr ' ' '\n' | grep '2$')" ]
configure first ''
check 'a topic that is gone' status 0 pf publish
learnt() {
	python3 -c 'import sqlite3, sys
print(*[row[0] for row in sqlite3.connect(sys.argv[1]).execute(
    "SELECT topic FROM learnt ORDER BY topic")])' "$site/paperfeed.db"
}
check 'is forgotten' [ "$(learnt)" = flows ]

done_testing

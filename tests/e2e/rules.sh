#!/bin/sh
# What a topic asks of its papers beside its query: votes of the day, an
# organization, keywords, a source; and what topics --paper and --trend say.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

site rules - <<'END'
site {
	url = "https://papers.example.org/"
}
source daily {
	url = "https://huggingface.co/papers/date/{date}"
}
source trending {
	url = "https://huggingface.co/papers/trending?x=1"
	in-topics = no
}
source kelp {
	url = "https://huggingface.co/papers?q=kelp%20and+tide"
	in-topics = no
}
topic top {
	per-day = 2
}
topic tides {
	match = 'tide'
	keywords-only = yes
}
topic lab {
	organization = "coast LAB"
}
topic liked-tides {
	match = 'tide'
	min-upvotes = 5
	per-day = 1
}
topic trending {
	source = trending
}
topic from-days {
	match = 'paper'
	source = daily
}
END

# items FILE DAY ID:UPVOTES[:KEYWORD[:ORGANIZATION]]...: the API's answer
items() {
	python3 - "$@" <<-'PY'
	import json, sys
	out = []
	for item in sys.argv[3:]:
	    id, votes, keyword, lab = (item.split(":") + ["", ""])[:4]
	    paper = {"id": id, "title": "Paper " + id, "summary": "A tide.",
	        "authors": [{"name": "Ada Mensah", "hidden": False}],
	        "publishedAt": sys.argv[2] + "T00:00:00.000Z",
	        "submittedOnDailyAt": sys.argv[2] + "T00:00:00.000Z",
	        "upvotes": int(votes)}
	    if keyword:
	        paper["ai_keywords"] = [keyword]
	    if lab:
	        paper["organization"] = {"name": "x", "fullname": lab}
	    out.append({"paper": paper, "title": paper["title"],
	        "publishedAt": paper["publishedAt"], "numComments": 0})
	json.dump(out, open(sys.argv[1], "w"))
	PY
}

# holds TOPIC ID...: export and the feed have these papers and no others
holds() {
	holds_topic=$1
	shift
	for holds_id; do
		echo "$holds_id"
	done | sort >"$tmp/want"
	pf export -t "$holds_topic" | sed 's/^{"id":"\([^"]*\)".*/\1/' | sort |
	    diff "$tmp/want" - || return
	sed -n 's|.*<id>https://arxiv.org/abs/\(.*\)</id>.*|\1|p' \
	    "$site/public/$holds_topic.atom" | sort | diff "$tmp/want" -
}

items "$tmp/one.json" 2026-04-08 2604.00001:3:tides:"Coast Lab" \
    2604.00002:7:tide 2604.00003:5 2604.00004:1::"Coast Lab Two"
check 'import of a day' status 0 pf import "$tmp/one.json"
check 'per-day: the most voted of the day' holds top 2604.00002 2604.00003
check 'keywords-only: not where the abstract alone says it' \
    holds tides 2604.00001 2604.00002
check 'organization: its full name, in any case' holds lab 2604.00001
check 'per-day with a query and votes' holds liked-tides 2604.00002
check 'source: of the source whose URL is of days' \
    holds from-days 2604.00001 2604.00002 2604.00003 2604.00004
check 'no paper has trended' holds trending

# Others overtake: they come in, and who is in stays.
items "$tmp/two.json" 2026-04-08 2604.00001:30:tides:"Coast Lab" \
    2604.00002:7:tide 2604.00003:5 2604.00004:1::"Coast Lab Two"
check 'another reading of the day' status 0 pf import "$tmp/two.json"
check 'who overtakes comes in, who is in stays' \
    holds top 2604.00001 2604.00002 2604.00003
check 'in each topic by its own rule' holds liked-tides 2604.00001 2604.00002
cp -pR "$site/public" "$tmp/before"
check 'the same reading again' status 0 pf import "$tmp/two.json"
check 'changes nothing' diff -r --exclude=status.json "$tmp/before" \
    "$site/public"

# What trends stays out of the other feeds, unless it is in a day as well.
items "$tmp/trend.json" 2026-04-01 2603.00009:99:tide 2604.00002:7:tide
check 'import of what trends' status 0 pf import -s trending "$tmp/trend.json"
check 'it is in the topic of its source' holds trending 2603.00009 2604.00002
check 'all goes without it' holds all 2604.00001 2604.00002 2604.00003 \
    2604.00004
check 'other topics as well' holds tides 2604.00001 2604.00002
check 'the export without a topic has it' \
    [ "$(pf export | grep -c '"id":"2603.00009"')" -eq 1 ]
check 'each paper is there once' [ "$(pf export | wc -l)" -eq 5 ]
sed -n 's|.*<published>\(.*\)</published>.*|\1|p' \
    "$site/public/trending.atom" | sort >"$tmp/dates"
items "$tmp/late.json" 2026-04-01 2603.00009:99:tide
check 'a day shows it, too' status 0 pf import -s daily "$tmp/late.json"
check 'now it is in all' holds all 2603.00009 2604.00001 2604.00002 \
    2604.00003 2604.00004
check 'and in the topics' holds tides 2603.00009 2604.00001 2604.00002
sed -n 's|.*<published>\(.*\)</published>.*|\1|p' \
    "$site/public/trending.atom" | sort >"$tmp/dates-now"
check 'with its dates' diff "$tmp/dates" "$tmp/dates-now"
check 'a source that is none ends with 64' status 64 pf import -s none \
    "$tmp/one.json"
check 'it names it' says '-s none: no such source'

# The other way: what in-topics changes takes effect with the next publishing.
cp "$conf" "$tmp/kept.conf"
sed 's/in-topics = no/in-topics = yes/' "$tmp/kept.conf" >"$conf"
items "$tmp/trend2.json" 2026-04-02 2603.00010:1:tide
check 'all sources are in topics' status 0 pf import -s trending \
    "$tmp/trend2.json"
check 'then all has it' holds all 2603.00009 2603.00010 2604.00001 \
    2604.00002 2604.00003 2604.00004
cp "$tmp/kept.conf" "$conf"
check 'publish with the old configuration' status 0 pf publish
check 'all is without it again' holds all 2603.00009 2604.00001 2604.00002 \
    2604.00003 2604.00004

# An old paper that begins to trend is in the live feed, and first.
set --
for n in $(seq 10 79); do
	set -- "$@" "2604.000$n:1"
done
items "$tmp/many.json" 2026-04-20 "$@"
check 'seventy newer papers trend' status 0 pf import -s trending \
    "$tmp/many.json"
items "$tmp/old.json" 2026-04-21 2604.00004:1::"Coast Lab Two" 2605.00001:1
check 'an old one begins to' status 0 pf import -d 2026-04-22 -s trending \
    "$tmp/old.json"
check 'it is in the live feed' grep -q 'abs/2604.00004<' \
    "$site/public/trending.atom"
check 'the counts' status 0 pf topics
check 'are without what trends' grep -q '^all  *5 ' "$out"

# Why.  (The rule of `top` has changed, to and fro: it was chosen anew.)
check 'why a paper is in topics' status 0 pf topics --paper 2604.00003
check 'each topic says so' diff - "$out" <<'END'
2026-04-08  2604.00003  Paper 2604.00003
yes   all
no    top: its day is not over, or others of it had more upvotes
no    tides: match finds nothing in it
no    lab: its organization is not known
no    liked-tides: its day is not over, or others of it had more upvotes
no    trending: sources that have shown it: daily
yes   from-days
        title: [Paper] 2604.00003
END
check 'votes' status 0 pf topics --paper https://arxiv.org/abs/2604.00004v2
check 'a URL with a version will do' \
    grep -q 'liked-tides: it has had 1 of 5 upvotes' "$out"
check 'a paper that is not there ends with 66' status 66 \
    pf topics --paper 2699.00001
check 'with a query' status 0 pf topics --paper 2604.00001 \
    -t 'title:paper AND (kelp OR "a tide") NOT lighthouse'
check 'each part says so' diff - "$out" <<'END'
2026-04-08  2604.00001  Paper 2604.00001
yes   all of
yes     title: "paper"
          title: [Paper] 2604.00001
yes     the first, none of the others
yes       any of
no          "kelp"
yes         "a tide"
              abstract: [A tide].
no        "lighthouse"
END
check 'a query marks what it finds' status 0 pf topics -t 'keywords:tide'
check 'in brackets' grep -q 'keywords: \[tides\]' "$out"

# Papers per week.
check 'the trend' status 0 pf topics --trend
check 'has the weeks of the newest paper' \
    grep -q '^week of  *03-16  *03-23  *03-30  *04-06  *04-13  *04-20' "$out"
check 'and the numbers' grep -q '^from-days  *0  *0  *1  *4  *0  *0 ' "$out"
check 'not with a query' status 64 pf topics --trend -t tide

# A site whose only papers trend: no page draws weeks that are not there.
site alone - <<'END'
site {
	url = "https://papers.example.org/"
}
source trending {
	url = "https://huggingface.co/papers/trending"
	in-topics = no
}
topic trending {
	source = trending
}
END
check 'import of what trends alone' status 0 pf import -s trending \
    "$tmp/trend.json"
check 'all is empty' holds all
check 'the topic is not' holds trending 2603.00009 2604.00002
check 'its chart is on the first page' grep -q '<svg class="bars small"' \
    "$site/public/index.html"

# A day that is not over has no most voted papers yet.
mkdir "$tmp/days"
site open - <<END
site {
	url = "https://papers.example.org/"
}
source daily {
	url    = "file://$tmp/days/{date}.json"
	reread = 1
}
topic top {
	per-day = 2
}
END
items "$tmp/days/2026-04-08.json" 2026-04-08 2604.00001:3 2604.00002:7 \
    2604.00003:5
SOURCE_DATE_EPOCH=1775649600 # 2026-04-08T12:00:00Z
export SOURCE_DATE_EPOCH
check 'update at noon' status 0 pf update
check 'all has the papers' holds all 2604.00001 2604.00002 2604.00003
check 'per-day waits' holds top
SOURCE_DATE_EPOCH=1775714400 # 2026-04-09T06:00:00Z
check 'update on the next morning, nothing is new' status 0 pf update
check 'per-day has chosen' holds top 2604.00002 2604.00003

done_testing

#!/bin/sh
# The pages for people: valid, to be used with a keyboard and a screen reader,
# the same papers as in the feeds, and nothing in them that the topics and the
# papers do not say.  pages.py asks the questions.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

judge=$abs_top_srcdir/tests/e2e/pages.py

# The strict parser is html5lib, where some python3 has it; else our own.
python=$(python_with html5lib) || python=python3

# topics: the site's topics as JSON, from standard input, and their records
topics() {
	cat >"$site/topics.json" || return
	mkdir -p "$site/records" || return
	for slug in $(python3 -c 'import json, sys
for topic in json.load(open(sys.argv[1], encoding="utf-8")):
    print(topic[0])' "$site/topics.json"); do
		if [ "$slug" = all ]; then
			pf export
		else
			pf export -t "$slug"
		fi >"$site/records/$slug.ndjson" || return
	done
}

# papers TOPIC: how many it has
papers() {
	wc -l <"$site/records/$1.ndjson"
}

# judged QUESTION NAME
judged() {
	check "$(basename "$site"): $2" "$python" "$judge" "$1" \
	    "$site/public" "$site/topics.json" "$site/records"
}

judge_all() {
	judged validity 'valid HTML5'
	judged frame 'one h1, headings in order, landmarks, a skip link'
	judged nothing_active 'no script, no style, nothing from elsewhere'
	judged links 'every link leads to a file, every fragment to an element'
	judged discovery 'readers find each feed, by a title of its own'
	judged addresses 'people find each feed, and can copy its address'
	judged queries 'the query is folded on the page of its topic'
	judged headings 'titles are what the feeds say'
	judged counts 'how many papers, and the newest day'
	judged charts 'the numbers of the charts'
	judged small_charts 'the numbers of the small charts'
	judged entries 'the papers are those of the feed'
	judged newest "the newest days' papers, and the way to others"
	judged past "a topic's months"
	judged days 'days, in the order of their listings'
	judged overviews 'weeks and months'
	judged search 'what the search looks into'
	judged style 'the style sheet'
	judged icon 'the icon'
}

# Bytes of all pages, style and icon.
pages() {
	(cd "$site/public" &&
	    cat ./*.html ./*/*.html ./*.bib day/*.bib search/*.txt \
	    style.css favicon.ico)
}

# again SECONDS: all is made anew at another time, and is the same
again() {
	pages >"$tmp/before" || return
	rm -rf "$site/public"
	SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + $1)) pf publish &&
	    pages | cmp "$tmp/before" -
}

site few - <<'END'
site {
	title = "Papers & <others> under test"
	url = "https://papers.example.org/"
}
topic agents {
	title = "Agents <&> \"tools\""
	match = 'agent OR "<b>bold</b> & so on"'
}
topic liked {
	title = "מודלים"
	match = 'model'
	min-upvotes = 10
}
topic nothing {
	match = 'zyzzyva'
}
END
check 'import' status 0 pf import "$data/search-2026-11-18.txt" \
    "$data/day-2026-11-19.html" "$data/day-2026-11-20.json"
check 'records to compare with' topics <<'END'
[["all", "All papers", null, 0],
 ["agents", "Agents <&> \"tools\"", "agent OR \"<b>bold</b> & so on\"", 0],
 ["liked", "מודלים", "model", 10],
 ["nothing", "nothing", "zyzzyva", 0]]
END
check 'all have papers' [ "$(papers all)" -ge 10 ]
check 'a topic has papers' [ "$(papers agents)" -gt 0 ]
check 'another has papers' [ "$(papers liked)" -gt 0 ]
check 'one has none' [ "$(papers nothing)" -eq 0 ]
judge_all
judged no_clock 'no time of the run'
check 'the same bytes a year later' again 31536000

# More than a feed shows, of more weeks than a chart shows.
site many - <<'END'
site {
	title = "Papers & <others> under test"
	url = "https://papers.example.org/"
	votes = true
}
topic odd {
	match = 'odd'
}
topic early {
	title = "Early & late"
	match = 'early'
	min-upvotes = 1
}
topic single {
	match = 'single'
	min-upvotes = 1000
}
END
# 1,110 papers on 37 Mondays and Thursdays; the early ones end long before.
python3 - "$site" <<'END'
import datetime, json, sys
start = datetime.date(2026, 2, 2)
title = ["<b>Bold</b> &amp; \"brave\" %d", "نماذج لغوية %d", "🪝 %d",
    "A" * 300 + " %d", "Plain %d"]
for n in range(37):
    day = start + datetime.timedelta(days=7 * n + 3 * (n % 2))
    papers = []
    for i in range(30):
        k = 30 * n + i
        words = ["odd"] * (k % 2 and i < n) + ["early"] * (n < 9 and i < 5) + \
            ["single"] * (k == 777)
        papers.append({"paper": {"id": "26%02d.%05d" % (day.month, k + 1),
            "title": title[k % 5] % k, "upvotes": 1000 if k == 777 else k % 7,
            "summary": "About %s, x < y & so on." % " ".join(words),
            "authors": [{"name": "Author %d <%d>" % (k, a)}
                for a in range(40 if k % 50 == 0 else k % 4)],
            "publishedAt": "%sT00:00:00.000Z" % day,
            "submittedOnDailyAt": "%sT01:%02d:00.000Z" % (day, i)}})
    with open("%s/%s.json" % (sys.argv[1], day), "w") as f:
        json.dump(papers, f)
END
check 'import of many' status 0 pf import "$site"/2026-*.json
check 'records of many' topics <<'END'
[["all", "All papers", null, 0],
 ["odd", "odd", "odd", 0],
 ["early", "Early & late", "early", 1],
 ["single", "single", "single", 1000]]
END
check 'many are more than are shown' [ "$(papers all)" -eq 1110 ]
check 'many of a topic, too' [ "$(papers odd)" -gt 200 ]
check 'a topic of one paper' [ "$(papers single)" -eq 1 ]
judge_all
check 'many: the same bytes a year later' again 31536000

# No topic but that of all papers.
site alone - <<'END'
site {
	title = "Papers & <others> under test"
	url = "https://papers.example.org/"
	thumbnails = false
}
END
check 'import without topics' status 0 pf import "$data/day-2026-11-20.json"
check 'records without topics' topics <<'END'
[["all", "All papers", null, 0]]
END
judge_all

# The listing orders its papers anew, and says nothing else of them.
site turned - <<'END'
site {
	url = "https://papers.example.org/"
}
END
check 'import a day' status 0 pf import "$data/day-2026-11-20.json"
ids() {
	grep -o '<article class="paper" id="[^"]*' "$site/public/day/2026-11-20.html"
}
ids >"$tmp/order"
check 'it has papers' [ "$(wc -l <"$tmp/order")" -gt 2 ]
python3 -c 'import json, sys
print(json.dumps(json.load(open(sys.argv[1], encoding="utf-8"))[::-1]))' \
    "$data/day-2026-11-20.json" >"$tmp/turned.json"
check 'import it in another order' status 0 pf import "$tmp/turned.json"
ids >"$tmp/order-now"
check 'its page has that order' [ "$(cat "$tmp/order-now")" = \
    "$(sed '1!G;h;$!d' "$tmp/order")" ]
cp -R "$site/public" "$tmp/turned-pages"
check 'all made anew' status 0 pf publish --all
check 'is the same' diff -r -x status.json "$tmp/turned-pages" "$site/public"

# Fewer pages, and then all of them again.
site fewer - <<'END'
site {
	title = "Papers & <others> under test"
	url = "https://papers.example.org/"
}
topic agents {
	match = 'agent'
}
END
sed 's/2026-11-/2026-10-/g; s/"2611\./"2610./; s/"id": "2611\./"id": "2610./
    s/arxiv-2611/arxiv-2610/g' "$data/day-2026-11-20.json" \
    >"$tmp/october.json"
# pages_are NAME...: these pages there are, and no others
pages_are() {
	(cd "$site/public" && find . -name '*.html' | sed 's|^\./||' | sort) \
	    >"$tmp/pages"
	printf '%s\n' "$@" | diff - "$tmp/pages"
}
# leading FOLDER PATTERN: the links of pages, feeds and list that are like that
leading() {
	grep -rhoE --include='*.html' --include='*.atom' --include='*.opml' \
	    "(href|htmlUrl)=\"[^\"]*$2\"" "$1"
}
# leads_nowhere PATTERN: there is none, but there were some with all pages
leads_nowhere() {
	leading "$tmp/all-pages" "$1" >"$tmp/ignored" || return
	! leading "$site/public" "$1"
}
check 'import two months' status 0 pf import "$tmp/october.json" \
    "$data/day-2026-11-19.html" "$data/day-2026-11-20.json"
cp -R "$site/public" "$tmp/all-pages"
check 'there are pages of the past' [ -s "$site/public/agents-2026-10.html" ]
# pages_set WORD: publish with these pages
pages_set() {
	sed "s/^site {/&\n\tpages = $1/" "$conf" >"$site/pages.conf"
	status 0 run -c "$site/pages.conf" publish
}
check 'pages = newest' pages_set newest
check 'removes the past' pages_are agents.html all.html index.html
check 'with its twins and references' [ -z "$(find "$site"/public/day \
    "$site"/public/week "$site"/public/month -type f)" ]
check 'nothing leads there' leads_nowhere \
    '(day/|week/|month/|-[0-9]{4}-[0-9]{2}\.html).*'
check 'papers still have an anchor' grep -q \
    '<a class="mark" href="#2611.00003">' "$site/public/all.html"
check 'pages = no' pages_set no
check 'leaves the first page' pages_are index.html
check 'nothing leads to pages of topics' leads_nowhere '(all|agents)\.html'
check 'a feed names the site instead' grep -qF \
    '<link rel="alternate" type="text/html" href="https://papers.example.org/"/>' \
    "$site/public/agents.atom"
check 'pages = no, once more' pages_set no
check 'pages = all' pages_set all
check 'gives the same bytes as ever' \
    diff -r -x status.json "$tmp/all-pages" "$site/public"
check 'pages = some' status 78 sh -c "sed 's/^site {/&\\n\\tpages = some/' \
    '$conf' >'$site/pages.conf' && $PAPERFEED -c '$site/pages.conf' publish"
check 'says what there is' says "$site/pages.conf:2: "

# Papers of more topics than an entry names: it names the smallest ones.
{
	printf 'site {\n\turl = "https://papers.example.org/"\n}\n'
	seq -f 'topic t%g { match = "alpha OR beta" }' 24
} >"$tmp/crowded.conf"
site crowded - <"$tmp/crowded.conf"
for day in 2026-09-01=alpha 2026-10-01=beta; do
	printf '[{"paper":{"id":"26%s.00001","title":"On %s",
	    "submittedOnDailyAt":"%sT01:00:00.000Z"}}]' \
	    "${day%%=*}" "${day#*=}" "${day%%=*}" |
	    sed 's/"26....-\(..\)-../"26\1/' >"$tmp/${day#*=}.json"
done
check 'papers of 24 topics' status 0 pf import "$tmp/alpha.json" "$tmp/beta.json"
# tags DAY: which topics the page of a day names
tags() {
	grep -o 'href="../t[0-9]*' "$site/public/day/$1.html" |
	    sed 's/.*\///' | tr '\n' ' '
}
check 'name 20' [ "$(tags 2026-09-01 | wc -w)" -eq 20 ]
check 'and not the last ones by name' \
    [ "$(tags 2026-09-01 | grep -c 't[789] ')" -eq 0 ]
# Three topics lose the other paper, and so they are named before others.
sed 's/^\(topic t[789] .*\) OR beta/\1/' "$tmp/crowded.conf" >"$conf"
check 'three topics of fewer papers' status 0 pf publish
check 'are named by the paper that has not moved' \
    [ "$(tags 2026-09-01 | grep -o 't[789] ' | tr -d '\n')" = 't7 t8 t9 ' ]
cp -R "$site/public" "$tmp/by-and-by"
check 'all made anew' status 0 pf publish --all
check 'gives the same' diff -r -x status.json "$tmp/by-and-by" "$site/public"

done_testing

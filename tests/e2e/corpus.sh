#!/bin/sh
# A listing of everything that ever broke a feed (tests/data/nasty.py), and
# what becomes of it: in every format, by our own rules, by those of the W3C
# feed validator, and by real readers.  Each reader must hand out exactly the
# items that were written, with their identifiers, titles and links; where one
# cannot, corpus.py says what it makes of them, and why.
#
# NODE_MODULES_DIR is a folder with the npm packages rss-parser (3.13.0) and
# feedsmith (3.0.1), if those are to be asked.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

judge=$abs_top_srcdir/tests/e2e/corpus.py
rules=$abs_top_srcdir/tests/e2e/w3c_rules.py
nasty=$data/nasty.py
url=https://papers.example.org

have() {
	command -v "$1" >"$tmp/ignored" 2>&1
}

# python_with MODULE: an interpreter that has it
python_with() {
	for other in "$interpreter" /usr/bin/python3; do
		if "$other" -c "import $1" 2>"$tmp/ignored"; then
			echo "$other"
			return
		fi
	done
}

# node_has PACKAGE
node_has() {
	have node && [ -n "${NODE_MODULES_DIR-}" ] &&
	    [ -d "$NODE_MODULES_DIR/$1" ]
}

# absent NAME: nobody says what that reader would have said
absent() {
	skip "$1" 'it is not installed'
}

cat >"$tmp/by_feedparser.py" <<'END_OF_SCRIPT'
import feedparser, json, sys
d = feedparser.parse(sys.argv[1], sanitize_html=False)
assert not d.bozo, d.bozo_exception
for e in d.entries:
    assert e.published_parsed, e.id
    print(json.dumps([e.id, e.title, e.link]))
END_OF_SCRIPT

cat >"$tmp/by_node.cjs" <<'END_OF_SCRIPT'
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const load = createRequire(process.env.NODE_MODULES_DIR + "/");
const [reader, name] = process.argv.slice(2);
const text = readFileSync(name, "utf8");
const say = (id, title, link) =>
	console.log(JSON.stringify([id, title, link]));
const kind = name.split(".").pop();
if (reader === "rss-parser") {
	const Parser = load("rss-parser");
	new Parser().parseString(text).then((feed) =>
		feed.items.forEach((i) => say(i.id || i.guid, i.title, i.link)));
} else if (kind === "opml") {
	const { parseOpml } = load("feedsmith");
	const walk = (o) => o.xmlUrl ? console.log(o.xmlUrl) :
		o.outlines.forEach(walk);
	parseOpml(text).body.outlines.forEach(walk);
} else {
	const { format, feed } = load("feedsmith").parseFeed(text);
	if (format !== kind)
		throw new Error("it takes the feed for " + format);
	for (const i of feed.entries || feed.items)
		say(i.guid ? i.guid.value : i.id,
			i.title.value === undefined ? i.title : i.title.value,
			i.url || i.link ||
			i.links.find((l) => l.rel === "alternate").href);
}
END_OF_SCRIPT

by_feedparser() {
	"$feedparser" "$tmp/by_feedparser.py" "$1" >"$tmp/got" &&
	    "$interpreter" "$judge" same feedparser "$1" <"$tmp/got"
}

# In a cache of its own: it keeps one item for an identifier, whatever the feed.
by_newsboat() {
	rm -rf "$tmp/newsboat"
	mkdir "$tmp/newsboat"
	cp "$1" "$tmp/newsboat/feed"
	echo "file://$tmp/newsboat/feed" >"$tmp/newsboat/urls"
	: >"$tmp/newsboat/config"
	HOME=$tmp/newsboat timeout 60 newsboat -q -u "$tmp/newsboat/urls" \
	    -C "$tmp/newsboat/config" -c "$tmp/newsboat/cache" -x reload \
	    </dev/null &&
	    "$interpreter" "$judge" newsboat "$tmp/newsboat/cache" >"$tmp/got" &&
	    "$interpreter" "$judge" same newsboat "$1" <"$tmp/got"
}

by_sfeed() {
	sfeed <"$1" >"$tmp/sfeed" &&
	    "$interpreter" -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8", newline="\n"):
    time, title, link, content, kind, ident, *more = line.split("\t")
    assert int(time) and content and kind == "html", line[:80]
    print(json.dumps([ident, title, link]))' "$tmp/sfeed" >"$tmp/got" &&
	    "$interpreter" "$judge" same sfeed "$1" <"$tmp/got"
}

# by_node READER FEED
by_node() {
	node "$tmp/by_node.cjs" "$1" "$2" >"$tmp/got" &&
	    "$interpreter" "$judge" same "$1" "$2" <"$tmp/got"
}

# The addresses in the list of feeds, one a line.
opml_by_node() {
	node "$tmp/by_node.cjs" feedsmith "$site/public/feeds.opml" |
	    diff "$tmp/addresses" -
}

opml_by_listparser() {
	"$listparser" -c 'import listparser, sys
d = listparser.parse(open(sys.argv[1], encoding="utf-8").read())
assert not d.bozo, d.bozo_exception
for feed in d.feeds:
    print(feed.url)' "$site/public/feeds.opml" | diff "$tmp/addresses" -
}

# contents: what can be seen of the site, but for the times of its runs
contents() {
	(cd "$site/public" && cksum ./*.* archive/* | grep -v status.json)
}

same_contents() {
	contents | diff "$tmp/contents" -
}

site corpus - <<'END_OF_CONFIGURATION'
site {
	title = "Papers & <others> under test"
	url = "https://papers.example.org/"
	thumbnails = yes
	votes = yes
}
topic titles {
	title = "Titles <&> \"quoted\" ]]> 'so'"
	match = 'quincewood'
}
topic bodies { match = 'medlarwood OR abstract' }
topic links { match = 'rowanwood' }
topic crowd { match = 'crowdwood' }
topic heavy { match = 'heavywood' }
END_OF_CONFIGURATION
topics='all titles bodies links crowd heavy'

"$interpreter" "$nasty" listing >"$tmp/listing.json"
"$interpreter" "$nasty" titles >"$tmp/titles.json"
check 'import' status 0 pf import "$tmp/listing.json"
check 'import says nothing' [ ! -s "$err" ]
for topic in $topics; do
	pf export -t "$topic" >"$tmp/$topic.ndjson"
done
check 'every paper is stored, with the title that it should have' \
    "$interpreter" "$judge" export "$tmp/titles.json" "$tmp/all.ndjson"
contents >"$tmp/contents"
check 'the same again' status 0 pf import "$tmp/listing.json"
check 'the same again changes no file' same_contents

feedparser=$(python_with feedparser)
html5lib=$(python_with html5lib)
listparser=$(python_with listparser)

# judge_feed NAME: one feed, by rules
judge_feed() {
	feed=$site/public/$1
	topic=${1##*/} topic=${topic%.*} topic=${topic%-20??-??}
	check "$1: our rules" "$interpreter" "$judge" feed "$url/$1" "$feed" \
	    "$tmp/$topic.ndjson"
	if [ "${1##*.}" = json ]; then
		return
	fi
	check "$1: the rules of the W3C validator" \
	    "$interpreter" "$rules" "$url/$1" "$feed" "$tmp/$topic.ndjson"
	if have xmllint; then
		check "$1: xmllint" xmllint --nonet --noout "$feed"
	fi
}

# read_feed NAME: one feed, by all that read its format
read_feed() {
	feed=$site/public/$1
	if node_has feedsmith; then
		check "$1: feedsmith" by_node feedsmith "$feed"
	fi
	if [ "${1##*.}" = json ]; then
		return
	fi
	if [ -n "$feedparser" ]; then
		check "$1: feedparser" by_feedparser "$feed"
	fi
	if have newsboat; then
		check "$1: newsboat" by_newsboat "$feed"
	fi
	if have sfeed; then
		check "$1: sfeed" by_sfeed "$feed"
	fi
	if node_has rss-parser; then
		check "$1: rss-parser" by_node rss-parser "$feed"
	fi
}

for slug in $topics; do
	for format in atom rss json; do
		judge_feed "$slug.$format"
		# Megabytes would only tell how patient we are.
		[ "$slug" = heavy ] || read_feed "$slug.$format"
	done
	check "$slug: all formats hold the same papers" "$interpreter" "$judge" \
	    formats "$site/public/$slug.atom" "$site/public/$slug.rss" \
	    "$site/public/$slug.json"
	check "$slug: its archive is whole" "$interpreter" "$judge" archive \
	    "$site/public" "$slug" "$tmp/$slug.ndjson"
	if [ -n "$html5lib" ] && [ "$slug" != heavy ]; then
		check "$slug.html: the page" "$html5lib" "$judge" page \
		    "$site/public/$slug.html" "$site/public/$slug.atom"
	fi
done
judge_feed archive/heavy-2026-10.atom
for document in all-2026-09 all-2026-11 crowd-2026-09 crowd-2026-11; do
	judge_feed "archive/$document.atom"
	read_feed "archive/$document.atom"
done

# shellcheck disable=SC2086 # several words
check 'feeds.opml: our rules' \
    "$interpreter" "$judge" opml "$site/public/feeds.opml" $topics
check 'feeds.opml: the rules of the W3C validator' \
    "$interpreter" "$rules" "$url/feeds.opml" "$site/public/feeds.opml"
for slug in $topics; do
	echo "$url/$slug.atom"
done >"$tmp/addresses"
if node_has feedsmith; then
	check 'feeds.opml: feedsmith' opml_by_node
fi
if [ -n "$listparser" ]; then
	check 'feeds.opml: listparser' opml_by_listparser
fi
if [ -n "$html5lib" ]; then
	check 'index.html: the page' "$html5lib" "$judge" page \
	    "$site/public/index.html"
	for name in "$site"/public/day/*.html "$site"/public/month/*.html \
	    "$site"/public/week/*.html "$site"/public/*-2[0-9]*.html; do
		case $name in
		*/heavy-*)	continue ;;
		esac
		check "${name#"$site"/public/}: the page" "$html5lib" "$judge" \
		    page "$name"
	done
fi

have xmllint || absent xmllint
have newsboat || absent newsboat
have sfeed || absent sfeed
[ -n "$feedparser" ] || absent feedparser
[ -n "$html5lib" ] || absent html5lib
[ -n "$listparser" ] || absent listparser
node_has rss-parser || absent rss-parser
node_has feedsmith || absent feedsmith

done_testing

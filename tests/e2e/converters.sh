#!/bin/sh
# What programs that save pages as text make of a listing's pages: it is read as
# a whole, or refused as a whole, and nothing lies between.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# Pages as the source shows them, for people: without their data.
cards() {
	python3 - "$1" <<'END'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
print(re.sub(r' data-props="[^"]*"', "", text))
END
}

# What each program prints of $tmp/page.html, under names.
convert() {
	case $1 in
	w3m) w3m -dump -T text/html -I UTF-8 -O UTF-8 "$2" ;;
	lynx) lynx -dump -force_html -assume_charset=utf-8 \
	    -display_charset=utf-8 "$2" ;;
	lynx-nolist) lynx -dump -nolist -force_html -assume_charset=utf-8 \
	    -display_charset=utf-8 "$2" ;;
	links2) links2 -dump -html-assume-codepage utf-8 -codepage utf-8 "$2" ;;
	elinks) elinks -dump -no-home -dump-charset utf-8 "$2" ;;
	html2text) html2text -utf8 "$2" ;;
	html2markdown.py3) html2markdown.py3 "$2" utf-8 ;;
	pandoc) pandoc -f html -t markdown "$2" ;;
	pandoc-plain) pandoc -f html -t commonmark-raw_html "$2" ;;
	esac
}

# whole_or_nothing FILE TITLES: either these titles or 65 with an empty store
whole_or_nothing() {
	rm -rf "$site/paperfeed.db"* "$site/public"
	pf import -d 2026-11-19 "$1" 2>"$err"
	whole=$?
	pf export 2>"$tmp/ignored" |
	    sed -n 's/.*"title":"\(\([^"\\]\|\\.\)*\)".*/\1/p' | sort >"$tmp/titles"
	case $whole in
	0) diff "$2" "$tmp/titles" ;;
	65) [ ! -s "$tmp/titles" ] && [ "$(wc -l <"$err")" -eq 1 ] ;;
	*) echo "status $whole"; cat "$err"; return 1 ;;
	esac
}

# save HOW NAME: what that program makes of $tmp/page.html is in $tmp/text; if it
# is not here, the test is skipped
save() {
	command -v "${1%-*}" >"$tmp/ignored" || {
		skip "$2" "there is no ${1%-*}"
		return 1
	}
	# A program that fails leaves no text, which the tests see.
	convert "$1" "$tmp/page.html" >"$tmp/text" 2>"$tmp/ignored" || true
}

site converters
for page in day cards; do
	cat "$data/day-2026-11-19.html" >"$tmp/page.html"
	[ $page = day ] || cards "$data/day-2026-11-19.html" >"$tmp/page.html"
	pf import -d 2026-11-19 "$tmp/page.html"
	pf export | sed -n 's/.*"title":"\(\([^"\\]\|\\.\)*\)".*/\1/p' |
	    sort >"$tmp/wanted"
	check "$page: the page has papers" test -s "$tmp/wanted"
	for how in w3m lynx lynx-nolist links2 elinks html2text; do
		save "$how" "$page by $how" || continue
		check "$page: $how makes a text of it" \
		    grep -q 'Census.of.30.Lighthouses' "$tmp/text"
		check "$page: read whole or refused, by $how" \
		    whole_or_nothing "$tmp/text" "$tmp/wanted"
	done
done

# Today's pages have a box for each vote, by which the cards are found in what
# browsers for terminals print: titles, votes and people are read, all of them.
titles_and_votes() {
	rm -rf "$site/paperfeed.db"* "$site/public"
	pf import -d 2026-11-19 "$1" && pf export | python3 -c 'import json, sys
for r in map(json.loads, sys.stdin):
    print(r["title"], r["upvotes"], r.get("author_count"))' | sort
}
# boxes: a page's cards with the boxes and people of the source's cards
boxes() {
	sed 's|\(<a href="/login[^>]*>\)\(<div[^>]*>[^<]*</div>\)</a>|\
<div>Submitted by <span>Ann</span></div>\1<div><input disabled=""\
type="checkbox"/>\2</div></a>|g'
}
site boxes
cards "$data/day-2026-11-19.html" | boxes >"$tmp/page.html"
titles_and_votes "$tmp/page.html" >"$tmp/wanted"
check 'the page with boxes has papers' test -s "$tmp/wanted"
for how in w3m lynx lynx-nolist links2 elinks; do
	save "$how" "all titles and votes, by $how" || continue
	titles_and_votes "$tmp/text" >"$tmp/got"
	check "all titles and votes, by $how" diff "$tmp/wanted" "$tmp/got"
done

# Markdown has the ids in its links: all that the cards show is read.
# records FILE: what is stored of it, but for when
records() {
	rm -rf "$site/paperfeed.db"* "$site/public"
	pf import -d 2026-11-19 "$1" && pf export
}
site markdown
cards "$data/day-2026-11-19.html" >"$tmp/page.html"
records "$tmp/page.html" >"$tmp/wanted"
check 'the cards have papers' test -s "$tmp/wanted"
for how in html2markdown.py3 pandoc pandoc-plain; do
	save "$how" "Markdown by $how" || continue
	records "$tmp/text" >"$tmp/got"
	check "Markdown by $how: every record" diff "$tmp/wanted" "$tmp/got"
done

done_testing

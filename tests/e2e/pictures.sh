#!/bin/sh
# README's pictures show what the sample makes: the page byte for byte, the reader's
# screen word for word.  `make pictures` draws them again.
# shellcheck source=tests/e2e/lib.sh
. "${abs_top_srcdir:-.}/tests/e2e/lib.sh"

pictures=$abs_top_srcdir/feeds/pictures
site pictures - <"$abs_top_srcdir/feeds/paperfeed.conf"
check 'the sample is published' status 0 pf import \
    "$abs_top_srcdir"/feeds/sample/*.html

# draw NAME: into NAME.svg.
draw() {
	"$abs_top_srcdir/tests/pictures" "$site/public" "$1" >"$1.svg" 2>"$err"
}

# shows PICTURE TEXT: as text, not as markup.
shows() {
	words "$1" | grep -F -q "$2"
}

# words PICTURE: its text.
words() {
	python3 -c 'import sys, xml.etree.ElementTree as ET
print("\n".join(s.strip() for s in ET.parse(sys.argv[1]).getroot().itertext()))' "$1"
}

# No picture asks for anything: where it is shown, nothing would answer.
is_alone() {
	! grep -E '<(img|script|link|image|iframe)|src=|url\(' "$1"
}

for name in pages reader; do
	check "$name.svg asks for nothing" is_alone "$pictures/$name.svg"
	check "$name.svg is shown by README" grep -F -q \
	    "(feeds/pictures/$name.svg)" "$abs_top_srcdir/README.md"
done
missing=
if PYTHON=$(python_with html5lib); then
	export PYTHON
	check 'the page is drawn' draw pages
	check 'it is the one that README shows' cmp pages.svg "$pictures/pages.svg"
	check 'and has the papers' shows pages.svg 'A World Model for Kitchens'
else
	skip 'the page' 'python3 has no html5lib'
	missing=' python3-html5lib'
fi
for tool in newsboat tmux aha; do
	command -v $tool >"$tmp/ignored" 2>&1 || missing="$missing $tool"
done
if [ -z "$missing" ]; then
	check "the reader's screen is drawn" draw reader
	words reader.svg >drawn
	words "$pictures/reader.svg" >shown
	check 'it is the one that README shows' diff shown drawn
	check 'and has the papers' shows reader.svg 'A World Model for Kitchens'
else
	skip "the reader's screen" "not installed:$missing"
fi
done_testing

#!/bin/sh
# Records as JSON lines, for programs.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

site export
check 'import' status 0 pf import "$data/search-2026-11-18.txt" \
    "$data/day-2026-11-19.html" "$data/day-2026-11-20.json"

# guids ARGUMENT...: what an export with them holds, into $tmp/guids
guids() {
	status 0 pf export "$@" && python3 -c 'import json, sys
for line in sys.stdin:
    print(json.loads(line)["guid"])' <"$out" >"$tmp/guids"
}

# gives N ARGUMENT...: an export with them has so many records
gives() {
	gives_want=$1
	shift
	guids "$@" || return
	[ "$(wc -l <"$tmp/guids")" -eq "$gives_want" ] && return
	echo "$gives_want records wanted, got:"
	cat "$tmp/guids"
	return 1
}

silent() {
	cat "$1"
	[ ! -s "$1" ]
}

# Every line is an object with the promised keys, in their order, each with
# its type; the lines are in the order of `listed`.
well_formed() {
	python3 - "$out" <<-'END'
	import json, re, sys

	NULL = type(None)
	KEYS = [("id", (str, NULL)), ("guid", str), ("title", str),
	    ("abstract", (str, NULL)), ("authors", list),
	    ("author_count", (int, NULL)), ("organization", (str, NULL)),
	    ("published", (str, NULL)), ("listed", str), ("updated", str),
	    ("upvotes", (int, NULL)), ("peak_upvotes", (int, NULL)),
	    ("comments", (int, NULL)), ("stars", (int, NULL)),
	    ("submitter", (str, NULL)), ("summary", (str, NULL)),
	    ("keywords", list), ("categories", list),
	    ("comment", (str, NULL)), ("journal", (str, NULL)),
	    ("doi", (str, NULL)), ("version", (int, NULL)),
	    ("arxiv_updated", (str, NULL)), ("withdrawn", bool),
	    ("links", dict), ("listings", list), ("topics", list)]
	LINKS = ["listing", "abs", "pdf", "code", "project", "thumbnail"]
	INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"

	with open(sys.argv[1], encoding="utf-8", newline="") as f:
	    lines = f.read().split("\n")
	assert lines.pop() == "", "the last line ends in a line feed"
	before = ""
	for line in lines:
	    r = json.loads(line, parse_constant=lambda name: 1 / 0)
	    assert list(r) == [key for key, kind in KEYS], list(r)
	    for key, kind in KEYS:
	        assert isinstance(r[key], kind), (key, r[key])
	    assert list(r["links"]) == [k for k in LINKS if k in r["links"]]
	    assert all(re.match("https?://", u) for u in r["links"].values())
	    for seen in r["listings"]:
	        assert list(seen) == ["kind", "label", "rank"], seen
	        assert seen["rank"] >= 1
	    assert re.fullmatch(INSTANT, r["listed"]), r["listed"]
	    assert re.fullmatch(INSTANT, r["updated"]), r["updated"]
	    assert r["listed"] <= r["updated"]
	    assert r["published"] is None or \
	        re.fullmatch(r"\d{4}-\d\d-\d\d", r["published"])
	    assert r["id"] is None or \
	        r["guid"] == "https://arxiv.org/abs/" + r["id"]
	    assert r["id"] or r["guid"].startswith("urn:uuid:")
	    assert before < r["listed"], (before, r["listed"])
	    before = r["listed"]
	assert len(lines) == 15, len(lines)
	END
}

check 'export ends with 0' status 0 pf export
check 'export says nothing on standard error' silent "$err"
check 'each line is a record, oldest first' well_formed
cp "$out" "$tmp/first"
check 'export again' status 0 pf export
check 'gives the same bytes' cmp "$tmp/first" "$out"
check 'in another zone and language' status 0 \
    env TZ=Pacific/Apia LC_ALL=tr_TR.UTF-8 sh -c \
    "$PAPERFEED -q -c '$conf' export"
check 'gives the same bytes there' cmp "$tmp/first" "$out"

# -t
check '-t agents has two' gives 2 -t agents
check '-t agents has these' [ "$(cat "$tmp/guids")" = \
    'https://arxiv.org/abs/2611.00003
https://arxiv.org/abs/2611.00007' ]
check '--topic is -t' gives 2 --topic=rag
check '-t all has all' gives 15 -t all
check 'a record names its topics' grep -q '"id":"2611.00007".*"topics":\["agents"\]' \
    "$tmp/first"
check 'an unknown topic ends with 64' status 64 pf export -t nothing
check 'an unknown topic is said in one line' says topic
check 'an unknown topic prints nothing' silent "$out"

# -s: listed or changed since
check '-s with a day' gives 4 -s 2026-11-20
check '-s has what was changed since' \
    grep -qx https://arxiv.org/abs/2611.00003 "$tmp/guids"
check '-s with an instant that it includes' gives 12 -s 2026-11-18T00:00:03Z
check '--since is -s' gives 11 --since=2026-11-18T00:00:04Z
check '-s with a day to come' gives 0 -s 2027-01-01
check '-s and -t' gives 1 -s 2026-11-20 -t agents
for bad in yesterday 2026-13-01 2026-02-29 '' 2026-11-20x; do
	check "-s '$bad' ends with 64" status 64 pf export -s "$bad"
	check "-s '$bad' is said in one line" says '-s '
done
check 'an argument ends with 64' status 64 pf export all
check 'an unknown option ends with 64' status 64 pf export -Z

# Where it cannot be written.
if [ -w /dev/full ]; then
	check 'a full disk ends with 74' \
	    status 74 sh -c "$PAPERFEED -c '$conf' export >/dev/full"
	check 'a full disk is said' says 'standard output'
	check '--help to a full disk ends with 74' \
	    status 74 sh -c "$PAPERFEED --help >/dev/full"
else
	skip 'a full disk' 'no /dev/full here'
fi
check 'a closed standard output ends with 74' \
    status 74 sh -c "$PAPERFEED -c '$conf' export >&-"
case $PAPERFEED in
*' '*)
	skip 'a closed standard error' 'the program runs inside another one' ;;
*)
	check 'a closed standard error does not matter' \
	    status 0 sh -c "$PAPERFEED -c '$conf' export 2>&-"
	check 'it gives the same bytes' cmp "$tmp/first" "$out" ;;
esac

# Other formats say the same.
check 'an unknown format ends with 64' status 64 pf export --format xml
check 'an unknown format is said' says '--format xml: neither'
check '--format json is what comes without it' status 0 pf export --format json
check 'the same lines' cmp "$tmp/first" "$out"

# table RECORDS: standard output is a table of these records
table() {
	python3 - "$1" "$out" <<-'END'
	import csv, json, sys
	csv.field_size_limit(1 << 24)
	with open(sys.argv[1], encoding="utf-8") as f:
	    records = [json.loads(line) for line in f]
	with open(sys.argv[2], encoding="utf-8", newline="") as f:
	    rows = list(csv.DictReader(f, strict=True))
	assert len(rows) == len(records) > 0, (len(rows), len(records))
	def cell(text):
	    text = text or ""
	    return "'" + text if text[:1] in tuple("=+-@") else text
	for row, r in zip(rows, records):
	    assert None not in row and None not in row.values(), row
	    for name in "guid", "title", "id", "abstract", "summary", \
	        "organization", "listed", "published":
	        assert row[name] == cell(r[name]), (name, row[name], r[name])
	    for name in "authors", "keywords", "topics":
	        assert row[name] == cell("; ".join(r[name])), row[name]
	    assert row["upvotes"] == ("" if r["upvotes"] is None else
	        str(r["upvotes"]))
	END
}
check 'as a table' status 0 pf export --format csv
check 'with all of it' table "$tmp/first"

# references RECORDS FILE: pybtex reads these records there, and their titles
# and people are those of the records
references() {
	/usr/bin/python3 - "$1" "$2" <<-'END'
	import json, re, sys
	from pybtex.database import parse_file
	SIGNS = {"backslash": "\\", "braceleft": "{", "braceright": "}",
	    "asciitilde": "~", "asciicircum": "^", "less": "<", "greater": ">",
	    "bar": "|", "quotedbl": '"'}
	def plain(text):
	    def sign(m):
	        return m[2] or SIGNS[m[1]]
	    return re.sub(r"\\(?:text(\w+)\{\}|([#$%&_]))", sign, text)
	with open(sys.argv[1], encoding="utf-8") as f:
	    records = [json.loads(line) for line in f]
	entries = parse_file(sys.argv[2], encoding="utf-8").entries
	assert len(entries) == len(records) > 0, (len(entries), len(records))
	for r in records:
	    arxiv = r["guid"].startswith("https://arxiv.org/abs/")
	    e = entries["arXiv:" + r["id"] if arxiv else
	        "paper:" + r["guid"].rpartition(":")[2]]
	    title = e.fields["title"]
	    assert title[0] == "{" and title[-1] == "}", title
	    assert plain(title[1:-1]) == r["title"], (title, r["title"])
	    assert ("eprint" in e.fields) == arxiv
	    people = e.persons.get("author", [])
	    assert len(people) == (len(r["authors"]) or bool(r["organization"])), \
	        (people, r["authors"])
	    assert e.fields["year"] == (r["published"] or r["listed"])[:4]
	END
}
check 'as references' status 0 pf export --format bibtex
cp "$out" "$tmp/all.bib"
if /usr/bin/python3 -c 'import pybtex' 2>"$tmp/ignored"; then
	check 'pybtex reads them' references "$tmp/first" "$tmp/all.bib"
	site nasty
	python3 "$data/nasty.py" listing >"$tmp/listing.json"
	pf import -d 2026-11-20 "$tmp/listing.json" || :
	check 'whatever breaks feeds' status 0 pf export
	cp "$out" "$tmp/hard"
	check 'breaks no references' status 0 pf export --format bibtex
	cp "$out" "$tmp/hard.bib"
	check 'pybtex reads these' references "$tmp/hard" "$tmp/hard.bib"
	grep '"listed":"2026-11-20' "$tmp/hard" >"$tmp/of-day"
	check "a day's references as well" \
	    references "$tmp/of-day" "$site/public/day/2026-11-20.bib"
	check 'and breaks no table' status 0 pf export --format csv
	check 'of these papers' table "$tmp/hard"
	site export-again
	cp "$tmp/export/paperfeed.db" "$site/paperfeed.db"
	cp -R "$tmp/export/public" "$site/public"
else
	skip 'pybtex reads references' 'no python3-pybtex here'
fi

# Reading changes nothing.
cksum "$site"/public/* "$site/paperfeed.db" >"$tmp/sums"
check 'export once more' status 0 pf export
check 'export changes neither store nor output' \
    [ "$(cksum "$site"/public/* "$site/paperfeed.db")" = \
    "$(cat "$tmp/sums")" ]

site none
check 'export without a store ends with 66' status 66 pf export
check 'export without a store names it' says "$site/paperfeed.db: "
check 'export without a store makes none' \
    [ "$(ls -A "$site")" = paperfeed.conf ]

done_testing

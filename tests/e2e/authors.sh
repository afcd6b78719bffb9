#!/bin/sh
# Topics of people: authors-file, from the file to the feeds.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

site authors - <<'END'
site {
	url = "https://papers.example.org/"
}
topic lab {
	title        = "Our lab"
	authors-file = people.txt
}
topic wang {
	title        = "One of many"
	authors-file = lists/shared.txt
}
topic both {
	title        = "People and words"
	authors-file = people.txt
	match        = 'anchor'
	min-upvotes  = 10
}
topic top {
	title        = "Best of each day"
	authors-file = people.txt
	per-day      = 1
}
END
mkdir "$site/lists"
cat >"$site/people.txt" <<'END'
# who is in our lab

Hruby, P.		# Pavel
Trần Bao
Doe, Jane
王晓明
END
cat >"$site/lists/shared.txt" <<'END'
Wei Wang | Harbour Lab | Coast Survey
END

# listing FILE ID|TITLE|VOTES|ORGANIZATION|AUTHOR,AUTHOR... -> a day in JSON
listing() {
	python3 - "$@" >"$1" <<'END'
import json, sys
items = []
for n, text in enumerate(sys.argv[2:]):
    id, title, votes, organization, authors = text.split("|")
    paper = {"id": id, "title": title, "upvotes": int(votes),
             "publishedAt": "2026-11-20T00:00:00Z", "summary": "About boats.",
             "authors": [{"name": a} for a in authors.split(",") if a],
             "submittedOnDailyAt": "2026-11-20T1%d:00:00Z" % n}
    if organization:
        paper["organization"] = {"fullname": organization}
    items.append({"paper": paper})
print(json.dumps(items))
END
}

# holds TOPIC ID...: the papers of the topic in its Atom and JSON feeds; urn is
# the one without an arXiv id when it came
holds() {
	holds_topic=$1
	shift
	python3 - "$site/public/$holds_topic" "$@" <<'END'
import json, re, sys
import xml.etree.ElementTree as ET
name, wanted = sys.argv[1], sorted(sys.argv[2:])
ns = "{http://www.w3.org/2005/Atom}"
ids = [e.findtext(ns + "id") for e in ET.parse(name + ".atom").iter(ns + "entry")]
found = sorted(re.search(r"urn|[0-9.]+$", i).group() for i in ids)
also = [i["id"] for i in json.load(open(name + ".json"))["items"]]
if found != wanted or also != ids:
    sys.exit("%s has %s, wanted %s" % (name, found, wanted))
END
}

# explains ID TEXT: topics --paper has that line
explains() {
	status 0 pf topics --paper "$1" && grep -qxF -e "$2" "$out" && return
	echo "wanted '$2', got:"
	cat "$out"
	return 1
}

says_line() {
	[ "$(wc -l <"$err")" -eq 1 ] && grep -qxF -e "paperfeed: $1" "$err" &&
	    return
	echo "wanted 'paperfeed: $1', got:"
	cat "$err"
	return 1
}

day=$tmp/day.json
listing "$day" '2611.00101|Anchors|12||Ann Lee,Pavel A. Hrubý' \
    '2611.00102|Buoys|30|Harbour Lab|Bao Tran,Wei Wang' \
    '2611.00103|Chains|40||Wei Wang,Parvati Hruby' \
    '2611.00104|Docks|50|Elsewhere|W. Wang,Janet Doe' \
    '2611.00105|Anchor eyes|3||晓明 王' '2611.00106|Ferries|60||'
check 'import' status 0 pf import "$day" \
    "$data/search-2026-11-18.txt"

check 'initials, order and accents' holds lab 2611.00101 2611.00102 \
    2611.00103 2611.00105
check 'a shared name, by its organization' holds wang 2611.00102
check 'with match and min-upvotes' holds both 2611.00101
status 0 pf topics
check 'topics counts them' diff - "$out" <<'END'
all                           10  2026-11-20  All papers
lab                            4  2026-11-20  Our lab
wang                           1  2026-11-20  One of many
both                           1  2026-11-20  People and words
top                            1  2026-11-20  Best of each day
END

check 'which line it was' explains 2611.00101 \
    "        by Pavel A. Hrubý: $site/people.txt, line 3: Hruby, P."
check 'nobody' explains 2611.00104 \
    "no    lab: none of its authors is in $site/people.txt"
check 'another organization' explains 2611.00104 \
    "no    wang: Wei Wang is in $site/lists/shared.txt, line 1, with Harbour Lab | Coast Survey, but its organization is Elsewhere"
check 'no organization' explains 2611.00103 \
    "no    wang: Wei Wang is in $site/lists/shared.txt, line 1, with Harbour Lab | Coast Survey, but its organization is not known"
check 'no authors' explains 2611.00106 \
    'no    lab: its authors are not known'

check 'the subtitle' grep -qF \
    "<subtitle>Hugging Face's Daily Papers on Our lab: papers by 4 people</subtitle>" \
    "$site/public/lab.atom"
check 'one person' grep -qF 'papers by 1 person' "$site/public/wang.rss"
check 'the page names them' grep -qF \
    ', by 4 people (<bdi>Hruby, P.</bdi>; <bdi>Trần Bao</bdi>; <bdi>Doe, Jane</bdi>; <bdi>王晓明</bdi>)' \
    "$site/public/lab.html"

# What becomes known later.
listing "$day" '2611.00106|Ferries|60||Jane Q. Doe' \
    '2611.00103|Chains|40|Coast Survey|Wei Wang,Parvati Hruby'
check 'authors and an organization become known' status 0 pf import "$day"
check 'a paper whose authors are known now comes in' holds lab 2611.00101 \
    2611.00102 2611.00103 2611.00105 2611.00106
check 'and one whose organization is' holds wang 2611.00102 2611.00103
listing "$day" '2607.00107|Anchors Away: Dropping Weights that Nobody Misses|20||J. Doe,A. Roe,B. Poe'
check 'before, the text had only a count' explains \
    'urn:uuid:'"$(pf export | grep 'Anchors Away' | sed 's/.*urn:uuid:\([^"]*\)".*/\1/')" \
    'no    lab: its authors are not known'
check 'the count gets its names' status 0 pf import "$day"
check 'it comes in, and with match' holds both 2611.00101 urn

# per-day.
listing "$day" '2611.00201|Eddies|5||Ann Lee'
sed -i 's/2026-11-20T1/2026-11-21T1/' "$day"
check 'the next day' status 0 pf import "$day"
check 'the best of each day that is theirs, and those that were' holds top \
    2611.00103 2611.00106 urn

# Another file.
cp "$site/public/lab.atom" "$tmp/lab.atom"
sed -i 's/^# who.*/# another comment/; /^$/d' "$site/people.txt"
check 'a comment and a blank line are no change' status 0 pf publish --dry-run
check 'nothing is made again' sh -c "! grep -q lab '$out'"
sed -i '/Jane/d' "$site/people.txt"
check 'a name less' status 0 pf publish
check 'its papers have left' holds lab 2611.00101 2611.00102 2611.00103 \
    2611.00105
check 'the subtitle follows' grep -qF 'papers by 3 people' \
    "$site/public/lab.atom"
echo 'Jane Doe' >>"$site/people.txt"
check 'a name more' status 0 pf publish
check 'its papers are back' holds lab 2611.00101 2611.00102 2611.00103 \
    2611.00105 2611.00106 urn
check 'entries are as before' python3 - "$tmp/lab.atom" \
    "$site/public/lab.atom" <<'END'
import re, sys
old, new = ({re.search("<id>(.*?)</id>", e).group(): re.sub("<summary.*", "", e)
             for e in re.findall("<entry>.*?</entry>", open(f).read(), re.S)}
            for f in sys.argv[1:])
dates = lambda e: re.findall("<(?:published|updated)>.*?<", e)
assert old.keys() == new.keys() and old
assert all(dates(old[i]) == dates(new[i]) for i in old)
END
cp -r "$site/public" "$tmp/public"
check 'publish again' status 0 pf publish
check 'the same bytes' diff -r "$tmp/public" "$site/public"
python3 -c 'for i in range(21): print("Ann", "Lee" + "abcdefghijklmnopqrstu"[i])' \
    >"$site/people.txt"
check 'many people' status 0 pf publish
check 'only their number is on the page' grep -qF ', by 21 people.' \
    "$site/public/lab.html"

# Files that are refused.
printf 'Jane Doe\n\nLeCun # who?\n' >"$site/people.txt"
check 'one word' status 78 pf publish
check 'is told with its place' says_line \
    "$site/people.txt:3: expected a family name with another name or an initial: one word alone would be everybody's, found 'LeCun'"
check 'check tells it, too' status 78 pf check
printf 'Jane Doe | \n' >"$site/people.txt"
check 'no organization behind the bar' status 78 pf publish
check 'is told' says "people.txt:1: expected an organization behind |, found 'Jane Doe |'"
printf '# nobody\n' >"$site/people.txt"
check 'nobody' status 78 pf publish
check 'is told' says 'people.txt:1: expected a name in some line, found none'
printf 'Jane Doe\nJ\366rg Doe\n' >"$site/people.txt"
check 'no UTF-8' status 78 pf publish
check 'is told' says 'people.txt:2: expected text in UTF-8'
rm "$site/people.txt"
check 'no file' status 78 pf publish
check 'is told with the line of the configuration' says_line \
    "$conf:6: authors-file '$site/people.txt' cannot be read: No such file or directory"

done_testing

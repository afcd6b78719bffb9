#!/bin/sh
# Archives (RFC 5005): every paper of a topic once, a document a month, linked
# in both directions; what is closed stays as it is, byte, time and inode.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# day.py DAY [VOTES [ID WORD TITLE]...]: the API's answer of an invented day,
# 3 to 20 papers by its date.  An id given has another title, and another word
# in its abstract.
cat >"$tmp/day.py" <<'END'
import json, sys
import zlib

# Days of papers with these words in their abstracts.
WORDS = {
    "gull": "2025-11-04 2025-11-18 2026-01-13 2026-02-10 2025-12-16",
    "owl": "2026-01-06 2026-01-20",
    "heron": "2025-11-25 2026-01-27",
}
day, votes = sys.argv[1], int(sys.argv[2] if len(sys.argv) > 2 else 1)
changes = {id: (word, title) for id, word, title in
    zip(sys.argv[3::3], sys.argv[4::3], sys.argv[5::3])}
count = 3 + zlib.crc32(day.encode()) % 18
items = []
for i in range(count):
    id = day[2:4] + day[5:7] + ".%05d" % (int(day[8:]) * 100 + i)
    word = "agent" if i % 3 != 1 else "tide"
    if i == 2:
        word = next((w for w in WORDS if day in WORDS[w].split()), word)
    word, title = changes.get(id, (word, "Paper %d of %s" % (i, day)))
    items.append({
        "paper": {
            "id": id,
            "title": title,
            "summary": "What a%s %s did that day, <and> why & how." %
                ("n" if word[0] in "ao" else "", word),
            "authors": [{"name": "Ada Ätna"}, {"name": "Bo"}],
            "submittedOnDailyAt": "%sT%02d:%02d:%02dZ" %
                (day, 8 + i // 3, i * 7 % 60, i * 11 % 60),
            "publishedAt": day + "T00:00:00.000Z",
            "upvotes": votes + i,
        },
        "numComments": votes,
    })
json.dump(items, sys.stdout)
END

# walk.py PUBLIC TOPIC...: from each live feed back through its archive, as a
# reader does; everything that RFC 5005 and FEEDS.md say of it.
cat >"$tmp/walk.py" <<'END'
import gzip, json, os, re, sys
import xml.etree.ElementTree as ET

A = "{http://www.w3.org/2005/Atom}"
FH = "{http://purl.org/syndication/history/1.0}"
BASE = "https://papers.example.org/"
public = sys.argv[1]

def links(root, rel):
    return [l.get("href") for l in root.findall(A + "link")
        if l.get("rel") == rel]

def fetch(url):
    assert url.startswith(BASE), url
    path = os.path.join(public, url[len(BASE):])
    with open(path, "rb") as f:
        data = f.read()
    with gzip.open(path + ".gz") as f:
        assert f.read() == data, "another twin: " + path
    assert os.stat(path).st_mtime_ns == os.stat(path + ".gz").st_mtime_ns
    return ET.fromstring(data)

def entries(root):
    found = [(e.findtext(A + "id"), e.findtext(A + "published"),
        e.findtext(A + "updated")) for e in root.findall(A + "entry")]
    order = sorted(found, key=lambda e: e[0])
    order.sort(key=lambda e: e[1], reverse=True)
    assert found == order, "not newest first"
    # A feed is also updated by what it says of itself.
    assert root.findtext(A + "updated") >= max((e[2] for e in found),
        default="")
    return found

def walk(topic, records):
    wanted = [r for r in records if topic in ["all"] + r["topics"]]
    wanted = sorted((r["guid"], r["listed"], r["updated"]) for r in wanted)
    months = sorted({w[1][:7] for w in wanted})

    live_url = BASE + topic + ".atom"
    live = fetch(live_url)
    shown = entries(live)
    assert links(live, "self") == [live_url]
    assert not links(live, "current") and not links(live, "next-archive")
    assert live.find(FH + "archive") is None
    assert live.find(FH + "complete") is None
    assert live.findtext(A + "id") == BASE + topic
    assert len(set(shown)) == len(shown)
    assert set(shown) <= set(wanted), set(shown) - set(wanted)

    walked, archived, newer, at = [], [], [], live
    while links(at, "prev-archive"):
        [url] = links(at, "prev-archive")
        assert url not in walked, "a loop at " + url
        at = fetch(url)
        walked.append(url)
        month = re.fullmatch(re.escape(BASE + "archive/" + topic) +
            r"-(\d{4}-\d\d)\.atom", url).group(1)
        assert at.find(FH + "archive") is not None, url
        assert at.find(FH + "complete") is None
        assert links(at, "self") == [url]
        assert links(at, "current") == [live_url], links(at, "current")
        assert links(at, "next-archive") == newer, url
        assert at.findtext(A + "id") == BASE + topic
        part = entries(at)
        assert part, url + " is empty"
        assert all(e[1][:7] == month for e in part), url
        # Topics and votes come and go, and must not change the past.
        assert not [c for c in at.iter(A + "category") if c.get("scheme")], url
        assert "upvote" not in ET.tostring(at, encoding="unicode"), url
        archived += part
        newer = [url]
    there = sorted(name for name in documents
        if re.fullmatch(re.escape(topic) + r"-\d{4}-\d\d\.atom", name))
    assert there == sorted(u.rsplit("/", 1)[1] for u in walked), (there, walked)
    if len(months) > 1 or len(shown) < len(wanted):
        assert len(walked) == len(months), (walked, months)
        assert sorted(archived) == wanted, "archive and records differ"
    else:
        assert not walked and sorted(shown) == wanted
    assert sorted(set(shown) | set(archived)) == wanted

# Documents of 2001 are somebody else's.
folder = os.path.join(public, "archive")
documents = [name for name in os.listdir(folder) if "2001" not in name] \
    if os.path.isdir(folder) else []
with open("records", encoding="utf-8") as f:
    records = [json.loads(line) for line in f]
for topic in sys.argv[2:]:
    walk(topic, records)
END

# state.py PUBLIC: name, inode, times and sum of every file but the one that
# tells the time of the run.  A file removed and made again may get its old
# inode and time; the time of its change tells.
cat >"$tmp/state.py" <<'END'
import hashlib, os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        path = os.path.join(folder, name)
        st = os.lstat(path)
        with open(path, "rb") as f:
            sum = hashlib.sha256(f.read()).hexdigest()
        name = os.path.relpath(path, sys.argv[1])
        if name != "status.json":
            print(name, st.st_ino, st.st_mtime_ns, st.st_ctime_ns, sum)
END

state() {
	python3 "$tmp/state.py" "$site/public" | sort
}

remember() {
	state >"$tmp/state"
}

# differ [PATTERN]: what happened since remember() to each file, those like the
# pattern: + made, ~ written anew, - gone.  A twin shares the lot of its file.
differ() {
	state >"$tmp/state-now"
	python3 - "$tmp/state" "$tmp/state-now" "${1-.}" <<-'END'
	import re, sys
	old, new = ({l.split()[0]: l.split()[1:] for l in open(name)}
	    for name in sys.argv[1:3])
	assert new, "no files"
	said = {}
	for name in old.keys() | new.keys():
	    if old.get(name) != new.get(name):
	        said[name] = "+" if name not in old else \
	            "-" if name not in new else "~"
	for name, sign in sorted(said.items()):
	    if not re.search(sys.argv[3], name):
	        continue
	    if not name.endswith(".gz"):
	        print(sign + name + ("" if said.get(name + ".gz") == sign
	            else " without its twin"))
	    elif said.get(name[:-3]) != sign:
	        print(sign + name + " alone")
	END
}

# documents [SIGNED-NAME]...: since remember() this has happened to documents
# of archives, as in ~all-2026-01, and nothing else
documents() {
	for documents_name; do
		printf '%.1sarchive/%s.atom\n' "$documents_name" \
		    "${documents_name#?}"
	done | sort >"$tmp/documents-want"
	differ '^archive/' | sort | diff "$tmp/documents-want" -
}

# files [SIGNED-NAME]...: the same of all files in the folder
files() {
	for files_name; do
		echo "$files_name"
	done | sort >"$tmp/files-want"
	differ | sort | diff "$tmp/files-want" -
}

# live SIGN TOPIC...: a topic's live files, for files()
live() {
	live_sign=$1
	shift
	for live_topic; do
		for live_format in $formats; do
			echo "$live_sign$live_topic.$live_format"
		done
	done
}

# pages_of DAY WEEK MONTH: since remember() a day was added to a month, and only
# its own pages were made or written anew; the day before leads to it now
pages_of() {
	pages_before=$(cd "$site/public" && printf '%s\n' day/*.html |
	    grep -B 1 "$1" | head -n 1)
	{
		printf '+day/%s\n' "$1.bib" "$1.html"
		printf '~%s\n' "$pages_before" "week/$2.html" "month/$3.html" \
		    "search/$3.txt" index.html all.bib all.html frequent.bib \
		    frequent.html "frequent-$3.html"
	} | sort >"$tmp/pages-want"
	differ '\.(html|txt|bib)$' | sort | diff "$tmp/pages-want" -
}

# naming TOPIC: the pages of days and of others' months that name it, for files()
naming() {
	(cd "$site/public" && grep -l "href=\"\(../\)*$1.html\"" \
	    day/*.html ./*-[0-9][0-9][0-9][0-9]-[0-9][0-9].html) |
	    sed "s|^\./||; /^$1-/d; s/^/~/"
}

# same_sums: whatever was written, all files have the bytes of remember()
same_sums() {
	state | sed 's/ .* / /' >"$tmp/sums"
	sed 's/ .* / /' "$tmp/state" | diff - "$tmp/sums"
}

# walks TOPIC...: their archives are whole and in order
walks() {
	pf export >"$tmp/records" || return
	python3 "$tmp/walk.py" "$site/public" "$@"
}

# exports TOPIC...: the records of a topic are those that name it
exports() {
	pf export >"$tmp/records" || return
	for exports_topic; do
		pf export -t "$exports_topic" >"$tmp/records-of-topic" || return
		python3 -c 'import json, sys
print(end="".join(line for line in open("records", encoding="utf-8")
    if sys.argv[1] in ["all"] + json.loads(line)["topics"]))' \
		    "$exports_topic" | diff - "$tmp/records-of-topic" || return
	done
}

# day DAY [ARGUMENT...]: makes its file, and names it
day() {
	mkdir -p "$tmp/days"
	python3 "$tmp/day.py" "$@" >"$tmp/days/$1.json"
	echo "$tmp/days/$1.json"
}

# take DAY...: imports them in one run
take() {
	take_files=
	for take_day; do
		take_files="$take_files $(day "$take_day")"
	done
	# shellcheck disable=SC2086 # names without blanks
	pf import $take_files
}

# correct DAY ARGUMENT...: imports a day again, as read at the end of the year
correct() {
	pf import -d 2026-10-31 "$(day "$@")"
}

# configure EDIT: changes the configuration by a line of sed, and publishes
configure() {
	sed "$1" "$conf" >"$conf.new" && mv "$conf.new" "$conf" && pf publish
}

site history - <<'END'
site {
	title = "Papers under test"
	url = "https://papers.example.org/"
}
topic frequent { match = 'agent' }
topic rare { match = 'gull' }
topic empty { match = 'zyzzyva' }
topic single { match = 'owl' }
END


# The first months.
check 'a first day' take 2025-11-04
check 'all topics have their papers' walks all frequent rare empty single
check 'papers of one month, all in the feeds: no archive' \
    [ ! -e "$site/public/archive" ]
check 'a month of days' take 2025-11-05 2025-11-06 2025-11-07 \
    2025-11-11 2025-11-13 2025-11-18 2025-11-20 2025-11-25 2025-11-27 \
    2025-11-28
check 'one month, and more than the feed shows: an archive' \
    [ -s "$site/public/archive/frequent-2025-11.atom" ]
check 'all shown: none' [ ! -e "$site/public/archive/rare-2025-11.atom" ]
check 'each paper is there, once' walks all frequent rare empty single
check 'December' take 2025-12-02 2025-12-04 2025-12-09 2025-12-11 2025-12-18 \
    2025-12-23 2025-12-30 2025-12-31
check 'January' take 2026-01-02 2026-01-06 2026-01-08 2026-01-13 2026-01-20 \
    2026-01-22 2026-01-27
check 'archives are whole over the turn of the year' \
    walks all frequent rare empty single
check 'a month without papers has no document' \
    [ ! -e "$site/public/archive/rare-2025-12.atom" ]
check 'a topic of one month, all in its feed, has no archive' \
    [ "$(pf export -t single | wc -l) $(find "$site/public/archive" \
    -name 'single-*' -o -name 'empty-*')" = '2 ' ]

# What is closed stays.
remember
check 'another day of the running month' take 2026-01-29
check 'changes its documents only' documents '~all-2026-01' '~frequent-2026-01'
check 'and the pages of its day, week, month and topics, and the day before' \
    pages_of 2026-01-29 2026-W05 2026-01
remember
check "the next month's first day" take 2026-02-03
check 'writes the month before for the last time, and none before that' \
    documents '~all-2026-01' '+all-2026-02' '~frequent-2026-01' \
    '+frequent-2026-02'
check 'all is linked' walks all frequent rare empty single
remember
check "the next month's second day" take 2026-02-05
check 'changes the new month only' documents '~all-2026-02' '~frequent-2026-02'
remember
check 'a rare paper of the new month' take 2026-02-10
check "closes the rare topic's month, too" documents '~all-2026-02' \
    '~frequent-2026-02' '~rare-2026-01' '+rare-2026-02'
check 'all is linked over the gap' walks all frequent rare empty single
remember
check 'publish again' pf publish
check 'a second publish touches nothing' files
check 'publish --all' pf publish --all
check 'publish --all touches nothing either' files
check 'other votes' pf import "$(day 2026-02-10 50)" "$(day 2025-11-18 60)"
check 'votes are stored' \
    [ "$(pf export -t rare | grep -c '"comments":[56]0,')" -eq 2 ]
check 'votes change nothing but the lists of the most voted' files \
    '~month/2025-11.html' '~month/2026-02.html' '~week/2025-W47.html'
check 'site { votes = yes }' configure 's/^site {/&\n\tvotes = yes/'
check 'they are shown now' grep -q '5[0-9] upvotes' "$site/public/rare.atom"
check 'shown votes change no archive' documents
remember
check 'other votes again' \
    pf import "$(day 2026-02-10 70)" "$(day 2025-11-18 80)"
check 'the feed shows them' grep -q '7[0-9] upvotes' "$site/public/rare.atom"
check 'the archives do not change' documents
check 'archives hold no votes' walks all frequent rare empty single
remember
echo "topic late { match = 'tide' }" >>"$conf"
check 'one topic more' pf publish
check 'adds its documents and changes no other' documents \
    '+late-2025-11' '+late-2025-12' '+late-2026-01' '+late-2026-02'
check 'its archive is whole' walks late
check 'the feeds name the topic' grep -q '"late"' "$site/public/all.atom"

# The store is rebuilt from nothing.
remember
rm "$site"/paperfeed.db*
check 'a new store, in one run' take 2025-11-04 2025-11-05 2025-11-06 \
    2025-11-07 2025-11-11 2025-11-13 2025-11-18 2025-11-20 2025-11-25 \
    2025-11-27 2025-11-28 2025-12-02 2025-12-04 2025-12-09 2025-12-11 \
    2025-12-18 2025-12-23 2025-12-30 2025-12-31 2026-01-02 2026-01-06 \
    2026-01-08 2026-01-13 2026-01-20 2026-01-22 2026-01-27 2026-01-29 \
    2026-02-03 2026-02-05 2026-02-10
check 'finds every document as it is' documents
check 'archives of the new store hold all papers' \
    walks all frequent rare empty single late

# Days that were read late.
remember
check 'a day of an old month' take 2025-11-26
check 'changes that month only' documents '~all-2025-11' '~frequent-2025-11' \
    '~late-2025-11'
remember
check 'a month between two' take 2025-12-16
check 'a new month between two changes only its neighbours' \
    documents '~all-2025-12' \
    '~frequent-2025-12' '~late-2025-12' '~rare-2025-11' '+rare-2025-12' \
    '~rare-2026-01'
check 'a month between two is linked in both directions' \
    walks all frequent rare late
remember
check 'a month before all others' take 2025-07-15
check 'a new first month changes only the month that was the oldest' \
    documents '+all-2025-07' '~all-2025-11' \
    '+frequent-2025-07' '~frequent-2025-11' '+late-2025-07' '~late-2025-11'
check 'a new first month is linked with the next' \
    walks all frequent rare empty single late
remember
check 'two months in one run' take 2025-09-16 2025-10-14
check 'two new months change only their neighbours' documents \
    '~all-2025-07' '+all-2025-09' '+all-2025-10' '~all-2025-11' \
    '~frequent-2025-07' '+frequent-2025-09' '+frequent-2025-10' \
    '~frequent-2025-11' \
    '~late-2025-07' '+late-2025-09' '+late-2025-10' '~late-2025-11'
check 'two new months are linked with each other' \
    walks all frequent rare empty single late
remember
check 'the last day of a month and the first of the next in one run' \
    take 2026-02-27 2026-03-02
check 'the old month is closed and the new one begun' documents '~all-2026-02' \
    '+all-2026-03' '~frequent-2026-02' '+frequent-2026-03' '~late-2026-02' \
    '+late-2026-03'
check 'the closed month and the new one are linked' \
    walks all frequent rare empty single late
remember
check 'three months in one run, two of one day, its last and first' \
    take 2026-03-03 2026-04-30 2026-05-01
check 'three new months are linked' walks all frequent rare empty single late
check 'of the older documents only the month before changes' documents \
    '~all-2026-03' '+all-2026-04' '+all-2026-05' \
    '~frequent-2026-03' '+frequent-2026-04' '+frequent-2026-05' \
    '~late-2026-03' '+late-2026-04' '+late-2026-05'

# Corrections.
remember
check 'a corrected title of an old paper' \
    correct 2025-12-04 1 2512.00400 agent 'Paper, corrected'
check "changes its months' documents only" \
    documents '~all-2025-12' '~frequent-2025-12'
check 'the title is there' grep -q 'Paper, corrected' \
    "$site/public/archive/all-2025-12.atom"
check 'its dates are those of the record' walks all frequent
remember
check 'the only paper of a month leaves its topic' \
    correct 2025-12-16 1 2512.01602 agent 'No bird'
check 'its document goes, and the neighbours are linked' documents \
    '~all-2025-12' '~frequent-2025-12' '~rare-2025-11' '-rare-2025-12' \
    '~rare-2026-01'
check 'the neighbours of a removed document are linked with each other' \
    walks all frequent rare
remember
check 'the only paper of the month comes back' \
    correct 2025-12-16 1 2512.01602 gull 'A bird'
check 'its document comes back, and the neighbours link it' \
    documents '~all-2025-12' '~frequent-2025-12' \
    '~rare-2025-11' '+rare-2025-12' '~rare-2026-01'
check 'archives hold the paper that came back' walks all frequent rare
remember
check 'a changed query' \
    configure "s/match = 'gull'/match = 'gull OR heron'/"
check "changes its topic's archive only" documents '~rare-2025-11' \
    '~rare-2026-01'
check 'the archive of a changed query is whole' \
    walks all frequent rare empty single late
check 'the old query' configure 's/ OR heron//'
check 'gives the old bytes' same_sums
remember
check 'a query that finds papers of fewer months' \
    configure "s/match = 'gull'/match = 'heron'/"
check 'removes the documents of the others' documents '~rare-2025-11' \
    '-rare-2025-12' '~rare-2026-01' '-rare-2026-02'
check 'the documents that stay are linked' walks all frequent rare late
check 'the old query' configure "s/match = 'heron'/match = 'gull'/"
check 'gives the old bytes' same_sums

# A topic goes.
for name in archive/notes.txt archive/rare-2001-01.atom old.atom rare.txt \
    archive/rare-2026-01.atom.orig; do
	echo mine >"$site/public/$name"
done
cp "$conf" "$tmp/with-rare.conf"
remember
naming rare >"$tmp/naming"
check 'publish without a topic' configure '/^topic rare/d'
# shellcheck disable=SC2046 # names without blanks
check 'its files stay as they are, only what names it changes' \
    files '~all.atom' '~all.html' '~all.json' '~all.rss' '~feeds.opml' \
    '~index.html' $(cat "$tmp/naming") \
    $(cd "$site/public" && printf '~%s\n' search/*.txt)
check 'pages of days and of other topics named it' \
    [ "$(wc -l <"$tmp/naming")" -gt 4 ]
check 'the status names it' grep -q '"retired":\["rare"\]' \
    "$site/public/status.json"
remember
check 'a day for the others' take 2026-05-05
check 'leaves them alone' documents '~all-2026-05' '~frequent-2026-05' \
    '~late-2026-05'
pf publish
remember
cp -pR "$site/public" "$tmp/whole"
check 'publish --prune' pf publish --prune
# shellcheck disable=SC2046
check 'removes all of its files with their twins, and nothing else' files \
    $(live - rare) -archive/rare-2025-11.atom -archive/rare-2025-12.atom \
    -archive/rare-2026-01.atom -archive/rare-2026-02.atom \
    -rare-2025-11.html -rare-2025-12.html -rare-2026-01.html \
    -rare-2026-02.html
check 'the status names none' grep -q '"retired":\[\]' \
    "$site/public/status.json"
remember
check 'publish --prune again' pf publish --prune
check 'touches nothing' files
cp "$tmp/with-rare.conf" "$conf"
check 'the topic is back' pf publish
check 'a topic that comes back has all its documents again' \
    documents +rare-2025-11 +rare-2025-12 \
    +rare-2026-01 +rare-2026-02
same_rare() {
	for same_file in "$tmp/whole"/archive/rare-????-??.atom; do
		cmp "$same_file" "$site/public/archive/${same_file##*/}" ||
		    return
	done
}
check 'documents that come back have the same bytes' same_rare
check 'archives are whole when a topic comes back' \
    walks all frequent rare empty single late

# Whatever somebody did to a document is undone.
remember
rm "$site/public/archive/all-2025-12.atom" \
    "$site/public/archive/frequent-2026-01.atom.gz"
sed 's/agent/spy/' "$site/public/archive/late-2026-02.atom" >"$tmp/edited"
mv "$tmp/edited" "$site/public/archive/late-2026-02.atom"
sed 's/gull/swan/' "$site/public/archive/rare-2026-01.atom" >"$tmp/edited"
mv "$tmp/edited" "$site/public/archive/rare-2026-01.atom"
check 'publish over removed and edited documents' pf publish
differ '^archive/' >"$tmp/differ"
check 'they are restored, others not touched' diff - "$tmp/differ" <<'END'
~archive/all-2025-12.atom
~archive/frequent-2026-01.atom.gz alone
~archive/late-2026-02.atom
~archive/rare-2026-01.atom
END
check 'documents made again have the same bytes' same_sums
check 'documents made again have compressed copies' walks all frequent rare late
remember
check 'publish again' pf publish
check 'touches nothing' files
rm -r "$site/public/archive"
check 'publish without the folder' pf publish
# Files of somebody else are gone for good.
grep -v '^[^ ]*\(notes\.txt\|rare\.txt\|\.orig\|2001\)' "$tmp/state" >"$tmp/state.new"
echo "rare.txt 0 0 0 $(sha256sum <"$site/public/rare.txt" | cut -c -64)" \
    >>"$tmp/state.new"
sort "$tmp/state.new" >"$tmp/state"
check 'restores it' same_sums
remember
python3 - "$site/public/archive/all-2026-01.atom" <<'END'
import os, sys
st = os.stat(sys.argv[1])
with open(sys.argv[1], "r+b") as f:
    data = f.read().replace(b"agent", b"angel")
    f.seek(0)
    f.write(data)
os.utime(sys.argv[1], ns=(st.st_atime_ns, st.st_mtime_ns))
END
check 'the edit is there' grep -q angel "$site/public/archive/all-2026-01.atom"
check 'publish --all over an edit that shows neither in size nor time' \
    pf publish --all
check 'restores it, others are not touched' documents '~all-2026-01'
check 'a changed document is made again with the same bytes' same_sums
check 'a document made again has its compressed copy' walks all

# What a dead run left, and nothing else, is swept with the next document.
echo half >"$site/public/archive/.all-2026-06.atom.paperfeed-new"
echo mine >"$site/public/archive/all-2026-06.atom.paperfeed-new"
remember
check 'a new month' take 2026-06-01
check "a dead run's document is swept" \
    [ ! -e "$site/public/archive/.all-2026-06.atom.paperfeed-new" ]
check "somebody's file is left" \
    [ -e "$site/public/archive/all-2026-06.atom.paperfeed-new" ]
check 'export -t has the records that name the topic' \
    exports all frequent rare empty single late
check 'all is linked at the end' walks all frequent rare empty single late

# What every document says.
remember
check 'another title of the site' configure 's/Papers under test/Old papers/'
differ '^archive/' >"$tmp/differ"
(cd "$site/public" && printf '~%s\n' archive/*.atom) >"$tmp/documents-all"
check 'a new title of the site is in every document' \
    diff "$tmp/documents-all" "$tmp/differ"
check 'with a new title of the site all stay linked' \
    walks all frequent rare empty single late

# Without twins.
remember
check 'site { gzip = no }' configure 's/^site {/&\n\tgzip = no/'
check 'all twins are gone' \
    [ -z "$(find "$site/public" -name '*.gz')" ]
differ '[^z]$' >"$tmp/differ"
check 'their files are not touched' [ ! -s "$tmp/differ" ]

done_testing

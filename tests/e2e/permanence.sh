#!/bin/sh
# What readers remember, and so may never change by accident: ids, dates, the
# order of entries, and that what has left a feed does not come back.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# items.py [CHANGE=ID]...: one answer of the API with invented papers; that of
# the id, or each, is changed as named.
cat >"$tmp/items.py" <<'END'
import json, sys

PAPERS = [
    ("2611.00105", "2026-11-17T09:30:00Z",
        "Études in C++: GPT-4.5 vs. “C#” & 中文, <b>bold</b>?!"),
    ("cs/0112017", "2026-11-17T08:00:00.999Z", "An Old-Style Identifier"),
    ("2611.00106", "2026-11-17T07:00:00Z", "Attention is all you need"),
    # Two of one title, listed in one second: the second enters a second later.
    ("2611.00104", "2026-11-16T10:00:00Z", "Same Title"),
    ("2611.00103", "2026-11-16T10:00:00Z", "same title!"),
    # Only the day is known.
    ("2611.00108", "2026-11-16T00:00:00.000Z", "Second of its day"),
    ("2611.00107", "2026-11-16T00:00:00.000Z", "Third of its day"),
    ("2610.00101", "2026-10-05T12:00:00+02:00", "Plain Paper"),
]
changes = [argument.split("=") for argument in sys.argv[1:]]
items = []
for i, (id, listed, title) in enumerate(PAPERS):
    def changed(name):
        return [name, id] in changes or [name, "each"] in changes
    space = " \n " if changed("space") else " "
    items.append({
        "paper": {
            "id": id,
            "title": title.upper() + " (revised)" if changed("title")
                else title,
            "summary": "What an agent%sdid%s." % (space,
                " next" if changed("abstract") else ""),
            "ai_summary": "It did, again." if changed("summary")
                else "It did.",
            "ai_keywords": ["boats" if changed("keywords") else "ships"],
            "authors": [{"name": "Ada Ätna"}],
            "submittedOnDailyAt": listed,
            "submittedOnDailyBy":
                {"name": "bo" if changed("submitter") else "ada"},
            "publishedAt": "2026-09-01T00:00:00.000Z",
            "upvotes": 99 if changed("votes") else i,
            "githubRepo": "https://code.example.org/" + id,
            "githubStars": 99 if changed("votes") else 1,
        },
        "thumbnail": "https://thumbs.example.org/%s%s.png" %
            (id, "-new" if changed("thumbnail") else ""),
        "numComments": 99 if changed("votes") else 0,
    })
json.dump(items, sys.stdout)
END

# The same as a page saved as text, without ids, and two more papers; a title
# is there twice, written in two ways.
cat >"$tmp/page.txt" <<'END'
Daily Papers

byThe harbour master

Nov 18

Attention: Is All You Need!

What an agent needs.

  • 3 authors
·
Nov 11

Ebb, Flood & Slack -- a Study

What an agent at sea needs.

  • 2 authors
·
Nov 12

EBB, Flood & Slack: A study

What an agent at sea needs.

  • 2 authors
·
Nov 12
END

# Newest first: id, published, updated.
cat >"$tmp/pins" <<'END'
urn:uuid:8c3d5d48-32f7-5d6c-b66a-c3999fedeab2 2026-11-18T00:00:01Z 2026-11-18T00:00:01Z
urn:uuid:eca33f5b-03fa-506e-9e59-c0d6db433499 2026-11-18T00:00:00Z 2026-11-18T23:59:59Z
https://arxiv.org/abs/2611.00105 2026-11-17T09:30:00Z 2026-11-17T09:30:00Z
https://arxiv.org/abs/cs/0112017 2026-11-17T08:00:00Z 2026-11-17T08:00:00Z
https://arxiv.org/abs/2611.00103 2026-11-16T10:00:01Z 2026-11-16T10:00:01Z
https://arxiv.org/abs/2611.00104 2026-11-16T10:00:00Z 2026-11-16T10:00:00Z
https://arxiv.org/abs/2611.00107 2026-11-16T00:00:01Z 2026-11-16T00:00:01Z
https://arxiv.org/abs/2611.00108 2026-11-16T00:00:00Z 2026-11-16T00:00:00Z
https://arxiv.org/abs/2610.00101 2026-10-05T10:00:00Z 2026-10-05T10:00:00Z
END

# pins.py PUBLIC PINS TOPIC...: every file that shows these papers says so.
cat >"$tmp/pins.py" <<'END'
import email.utils, json, os, re, sys
import xml.etree.ElementTree as ET

A = "{http://www.w3.org/2005/Atom}"
public = sys.argv[1]
with open(sys.argv[2]) as f:
    pins = [tuple(line.split()) for line in f]

def atom(name):
    return [(e.findtext(A + "id"), e.findtext(A + "published"),
        e.findtext(A + "updated")) for e in
        ET.parse(os.path.join(public, name)).getroot().iter(A + "entry")]

def rss(name):
    items = list(ET.parse(os.path.join(public, name)).getroot().iter("item"))
    assert all(i.find("guid").get("isPermaLink") == "false" for i in items)
    return [(i.findtext("guid"),
        email.utils.parsedate_to_datetime(i.findtext("pubDate"))
            .strftime("%Y-%m-%dT%H:%M:%SZ")) for i in items]

def feed(name):
    with open(os.path.join(public, name), encoding="utf-8") as f:
        items = json.load(f)["items"]
    # A date of change is said where it is another one.
    return [(i["id"], i["date_published"],
        i.get("date_modified", i["date_published"])) for i in items]

def expect(name, got, wanted):
    assert got == wanted, "%s:\n%s\nwanted\n%s" % (name,
        "\n".join(map(" ".join, got)), "\n".join(map(" ".join, wanted)))

for topic in sys.argv[3:]:
    expect(topic + ".atom", atom(topic + ".atom"), pins)
    expect(topic + ".json", feed(topic + ".json"), pins)
    expect(topic + ".rss", rss(topic + ".rss"), [p[:2] for p in pins])
    for month in sorted({p[1][:7] for p in pins}):
        name = "archive/%s-%s.atom" % (topic, month)
        expect(name, atom(name), [p for p in pins if p[1][:7] == month])
END

pinned() {
	python3 "$tmp/pins.py" "$site/public" "$tmp/pins" all agents "$@"
}

# moved ID UPDATED: from now on this one is pinned
moved() {
	sed "s|^\(https://arxiv.org/abs/$1 [^ ]*\) .*|\1 $2|" "$tmp/pins" \
	    >"$tmp/pins.new" && mv "$tmp/pins.new" "$tmp/pins"
}

# reread DAY [CHANGE]...: the papers as they were read at the end of that day
reread() {
	reread_day=$1
	shift
	python3 "$tmp/items.py" "$@" >"$tmp/items.json" &&
	    pf import -d "$reread_day" "$tmp/items.json"
}

# configure EDIT: changes the configuration by a line of sed, and publishes
configure() {
	sed "$1" "$conf" >"$conf.new" && mv "$conf.new" "$conf" && pf publish
}

site permanent - <<'END'
site {
	url = "https://papers.example.org/"
}
topic agents { match = 'agent' }
END
check 'papers without ids' pf import "$tmp/page.txt"
check 'papers with ids, and one id learnt' reread 2026-11-18
cp "$tmp/pins" "$tmp/pins-first"
check 'they have these ids and dates, in this order, everywhere' pinned

# What is read again, on what day, by what change, and what is `updated` then.
changes=
while read -r day change updated what; do
	changes="$changes $change"
	# shellcheck disable=SC2086 # words
	check "$what" reread "$day" $changes
	[ "$updated" = - ] || moved "${change#*=}" "$updated"
	check "$what: ids and dates" pinned
done <<'END'
2026-11-18 nothing=each - nothing new
2026-11-19 nothing=each - nothing new, a day later
2026-11-19 votes=each - other votes, comments and stars
2026-11-19 title=2610.00101 2026-11-19T23:59:59Z another title
2026-11-20 abstract=cs/0112017 2026-11-20T23:59:59Z another abstract
2026-11-20 summary=2611.00103 2026-11-20T23:59:59Z another AI summary
2026-11-20 title=2611.00103 2026-11-21T00:00:00Z two changes of one instant
2026-11-21 thumbnail=each - another picture
2026-11-21 keywords=each - other keywords
2026-11-21 submitter=each - another submitter
2026-11-21 space=each - other white space
END
# shellcheck disable=SC2086
check 'two papers that change at one instant' reread 2026-11-22 $changes \
    abstract=2611.00107 abstract=2611.00105
moved 2611.00107 2026-11-22T23:59:59Z
moved 2611.00105 2026-11-23T00:00:00Z
check 'changed papers are updated a second apart' pinned
check 'all of that was stored' [ "$(pf export | grep -c \
    '"upvotes":99,.*"submitter":"bo",.*"keywords":\["boats"\],.*-new\.png')" \
    -eq 8 ]

# The same papers in another format, and as a search finds them.
check 'the page without ids again' pf import "$tmp/page.txt"
check 'changes nothing' pinned

# What the configuration says of topics and site.
echo "topic boats { match = 'sea OR keywords:boats' }" >>"$conf"
check 'one topic more' pf publish
check 'changes nothing of the others' pinned
check 'the new topic shows the same papers' pinned boats
check 'another title of a topic' \
    configure 's/^topic agents {/& title = "Moles"/'
check 'changes nothing' pinned boats
check 'another title of the site' configure 's/^site {/&\n\ttitle = "Gulls"/'
check 'changes nothing' pinned boats
check 'another host and scheme' \
    configure 's|https://papers\.example\.org/|http://gulls.example.net/x/|'
check 'changes nothing' pinned boats
check 'votes, and neither pictures nor twins' configure \
    's/^site {/&\n\tvotes = yes\n\tthumbnails = no\n\tgzip = no/'
check 'change nothing' pinned boats
check 'publish --all' pf publish --all
check 'changes nothing' pinned boats

# The store is rebuilt from nothing.
rm -r "$site"/paperfeed.db* "$site/public"
cp "$tmp/pins" "$tmp/pins-last"
cp "$tmp/pins-first" "$tmp/pins"
check 'a new store: papers without ids' pf import "$tmp/page.txt"
check 'a new store: papers with ids' reread 2026-11-18
check 'ids and dates are those of the first time' pinned

# As days pass an entry that has left does not come back.

# days.py make FOLDER: writes the listings of 62 days, and in FOLDER/steps for
# each day what is read that day.
# days.py check FOLDER: with the feeds as they were after each step.
cat >"$tmp/days.py" <<'END'
import datetime, json, os, sys
import xml.etree.ElementTree as ET

START = datetime.date(2026, 9, 1)
folder = sys.argv[2]
A = "{http://www.w3.org/2005/Atom}"

def density(n):
    """Papers of a day: bursts of more than 200 in 14 days, and droughts."""
    if n < 12:
        return 8
    if n < 22:
        return 30
    if n < 35:
        return n == 30
    if n < 46:
        return 5 * (n != 40)
    return 40 if n < 53 else 1

class Paper:
    def __init__(self, n, i, words, votes):
        day = START + datetime.timedelta(n)
        self.id = "%02d%02d.%05d" % (day.year % 100, day.month,
            day.day * 100 + i)
        self.guid = "https://arxiv.org/abs/" + self.id
        self.listed = "%sT%02d:%02d:%02dZ" % (day, 8 + i // 10,
            i % 10 * 5 + n % 5, i)
        self.words, self.votes = set(words), votes
        self.back = False

    def item(self):
        return {"paper": {"id": self.id, "title": "Paper " + self.id,
            "summary": " ".join(sorted(self.words)) + ".",
            "submittedOnDailyAt": self.listed, "upvotes": self.votes}}

TOPICS = {
    "all": lambda p: True,
    "busy": lambda p: "agent" in p.words,
    "rare": lambda p: "gull" in p.words,
    "liked": lambda p: "agent" in p.words and p.votes >= 10,
}
LEAST = {"all": 100, "busy": 50, "rare": 50, "liked": 50}

def words(n, i):
    return (["agent"] if i % 5 < 3 else ["tide"]) + \
        (["gull"] if i == 0 and n % 3 == 0 else [])

def steps():
    """For each day the days that are read, by their papers, then."""
    days = {}
    for n in range(62):
        read = set()
        if density(n):
            days[n] = [Paper(n, i, words(n, i), i % 4 * 3)
                for i in range(density(n))]
            read.add(n)
        # Votes that grow: papers of five days ago enter `liked`.
        if n % 4 == 3 and n - 5 in days:
            for p in days[n - 5][::3]:
                p.votes += 10
            read.add(n - 5)
        # Corrections: papers leave `busy` and `liked`, young ones and old.
        if n % 7 == 5:
            for age in (1, 6, 15):
                for p in days.get(n - age, [])[:2]:
                    p.words = {"tide"} | p.words - {"agent"}
                    read.add(n - age)
        # Days of long ago are read late, and some of last week's.
        if n % 9 == 8:
            old = -n if n % 2 == 0 else n - 7
            more = [Paper(old, 50 + i, ["agent", "gull"], 20)
                for i in range(4)]
            for p in more:
                p.back = True
            days.setdefault(old, []).extend(more)
            read.add(old)
        yield n, {m: days[m] for m in read}

def entries(n, topic):
    root = ET.parse("%s/%02d/%s.atom" % (folder, n, topic)).getroot()
    return [(e.findtext(A + "id"), e.findtext(A + "published"))
        for e in root.iter(A + "entry")]

def days_between(old, new):
    parse = datetime.datetime.fromisoformat
    return (parse(new[:-1]) - parse(old[:-1])) / datetime.timedelta(days=1)

def check(topic, step, members, shown, gone, left):
    """One feed after one step: gone are ids that were shown and are not, left
    is when the newest paper was listed that the window has lost."""
    where = "%s after step %d: " % (topic, step)
    dates = dict(shown)
    newest = sorted(members, key=lambda p: p.listed, reverse=True)
    assert not gone & dates.keys(), where + "back: %s" % (gone & dates.keys())
    assert shown == [(p.guid, p.listed) for p in newest[:len(shown)]], \
        where + "not the newest ones"
    if not shown:
        assert not members, where + "empty"
        return
    assert len(shown) <= 200, where + "too many"
    young = [p for p in newest if p.listed > left]
    span = [p for p in young
        if days_between(p.listed, newest[0].listed) <= 14]
    # What is there and may be shown is shown.
    wanted = min(200, max(len(span), min(LEAST[topic], len(young))))
    assert len(shown) == wanted, where + "%d shown, %d wanted" % (len(shown),
        wanted)

seen = {}
papers = {}
shown = {t: [] for t in TOPICS}
gone = {t: set() for t in TOPICS}
left = {t: "" for t in TOPICS}
met = set()
with open(os.path.join(folder, "steps"), "w") as f:
    for step, read in steps():
        for day in read:
            papers.update((p.id, p) for p in read[day])
            name = "%s/%02d-%03d.json" % (folder, step, day + 100)
            if sys.argv[1] == "make":
                with open(name, "w") as g:
                    json.dump([p.item() for p in read[day]], g)
        names = " ".join("%s/%02d-%03d.json" % (folder, step, day + 100)
            for day in sorted(read))
        f.write("%02d %s %s\n" % (step, START + datetime.timedelta(step),
            names))
        if sys.argv[1] == "make":
            continue
        for topic, has in TOPICS.items():
            members = [p for p in papers.values() if has(p)]
            now = entries(step, topic)
            ids = {e[0] for e in now}
            gone[topic] |= {e[0] for e in shown[topic]} - ids
            hidden = [p for p in members
                if now and p.listed < now[-1][1]]
            lost = [p for p in hidden if p.guid in gone[topic]]
            check(topic, step, members, now, gone[topic], left[topic])
            # What this test is for must have happened.
            met |= {"200 of " + topic} if len(now) == 200 else set()
            met |= {"least of " + topic} if len(now) == LEAST[topic] else set()
            met |= {"less of " + topic} \
                if len(now) < LEAST[topic] < len(members) else set()
            met |= {"left " + topic} if lost else set()
            met |= {"back in " + topic} if [p for p in members
                if p.back and p.guid in ids] else set()
            met |= {"back but not in " + topic} if [p for p in members
                if p.back and p.guid not in ids] else set()
            if lost:
                left[topic] = max([left[topic]] + [p.listed for p in lost])
            shown[topic] = now
if sys.argv[1] == "check":
    print(sorted(met))
    for what in ("200 of all", "least of all", "left all", "left busy",
        "left liked", "less of busy", "back in rare", "back but not in all",
        "back but not in busy", "back in liked"):
        assert what in met, "never: " + what
END

site days - <<'END'
site {
	url = "https://papers.example.org/"
	gzip = no
}
topic busy { match = 'agent' }
topic rare { match = 'gull' }
topic liked {
	match = 'agent'
	min-upvotes = 10
}
END
steps=$tmp/steps
mkdir "$steps"
check 'days are made' python3 "$tmp/days.py" make "$steps"
while read -r step day files; do
	if [ -n "$files" ]; then
		# shellcheck disable=SC2086 # names without blanks
		pf import -d "$day" $files ||
		    echo "$step" >>"$tmp/failed"
	fi
	mkdir "$steps/$step"
	cp "$site"/public/*.atom "$steps/$step"
done <"$steps/steps"
check 'every day is imported' [ ! -e "$tmp/failed" ]
check 'what has left a feed never comes back' \
    python3 "$tmp/days.py" check "$steps"

# What is counted as days pass is what is there.
for topic in all busy rare liked; do
	printf '%s %d\n' "$topic" "$(pf export -t "$topic" | wc -l)"
done >"$tmp/counts"
python3 -c 'import json, sys
for topic in json.load(sys.stdin)["topics"]:
    print(topic["slug"], topic["papers"])' <"$site/public/status.json" \
    >"$tmp/counted"
check 'the papers of each topic are counted' \
    diff "$tmp/counts" "$tmp/counted"

# A changed query: the window is what the rule says, with true dates.
cat >"$tmp/newest.py" <<'END'
import datetime, json, sys
import xml.etree.ElementTree as ET

A = "{http://www.w3.org/2005/Atom}"
shown = [(e.findtext(A + "id"), e.findtext(A + "published"),
    e.findtext(A + "updated"))
    for e in ET.parse(sys.argv[1]).getroot().iter(A + "entry")]
newest = [(r["guid"], r["listed"], r["updated"])
    for r in map(json.loads, sys.stdin)]
newest.sort(key=lambda r: r[1], reverse=True)
first = datetime.datetime.fromisoformat(newest[0][1][:-1]) - \
    datetime.timedelta(days=14)
span = [r for r in newest if r[1] >= first.isoformat() + "Z"]
assert 0 < len(span) < 200, len(span)
assert shown == newest[:max(50, len(span))], (len(shown), len(span))
END

newest() {
	pf export -t "$1" | python3 "$tmp/newest.py" "$site/public/$1.atom"
}

check 'a changed query' \
    configure "s/^\(topic busy .*\)agent/\1gull/
    s/^\(topic rare .*\)gull/\1tide/"
check 'fills the feed anew, with the dates of the papers' newest rare
check 'even with what had left it' newest busy
check 'a changed number of votes' \
    configure 's/min-upvotes = 10/min-upvotes = 3/'
check 'fills the feed anew, with the dates of the papers' newest liked

done_testing

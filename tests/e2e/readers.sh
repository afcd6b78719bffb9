#!/bin/sh
# What real readers make of the feeds: as many entries as were written, with
# the same ids and titles.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

have() {
	command -v "$1" >"$tmp/ignored" 2>&1
}

# absent NAME
absent() {
	skip "$1" 'it is not installed'
}

site readers - <<'END'
site {
	title = "Papers & <others> under test"
	url = "https://papers.example.org/"
}
topic agents {
	title = "Agents <&> \"tools\""
	match = 'agent'
}
topic nothing {
	match = 'zyzzyva'
}
END
check 'import' status 0 pf import "$data/search-2026-11-18.txt" \
    "$data/day-2026-11-19.html" "$data/day-2026-11-20.json"
pf export >"$tmp/all.ndjson"
pf export -t agents >"$tmp/agents.ndjson"
pf export -t nothing >"$tmp/nothing.ndjson"
check 'there are papers to compare with' \
    [ "$(cat "$tmp"/*.ndjson | wc -l)" -eq 17 ]

# Lines of id, title and link, newest first: of a topic's records, and of its
# feed by Python's own XML parser.
cat >"$tmp/entries.py" <<'END'
import json, sys
import xml.etree.ElementTree as ET
from urllib.parse import quote

ATOM = "{http://www.w3.org/2005/Atom}"
name = sys.argv[1]
if name.endswith(".ndjson"):
    records = [json.loads(line) for line in open(name, encoding="utf-8")]
    for r in reversed(records):
        search = "https://huggingface.co/papers?q=" + quote(r["title"], safe="")
        print(r["guid"], r["title"], r["links"].get("listing", search),
            sep="\t")
    sys.exit()
root = ET.parse(name).getroot()
if name.endswith(".atom"):
    for e in root.iter(ATOM + "entry"):
        links = [l.get("href") for l in e.iter(ATOM + "link")
            if l.get("rel") == "alternate"]
        print(e.findtext(ATOM + "id"), e.findtext(ATOM + "title"), *links,
            sep="\t")
else:
    for i in root.iter("item"):
        print(i.findtext("guid"), i.findtext("title"), i.findtext("link"),
            sep="\t")
END
for topic in all agents nothing; do
	python3 "$tmp/entries.py" "$tmp/$topic.ndjson" >"$tmp/$topic.want"
done

# written FEED: its entries are its topic's records
written() {
	python3 "$tmp/entries.py" "$site/public/$1" |
	    diff -u "$tmp/${1%.*}.want" -
}

# The content is HTML of allowed elements, absolute links and escaped text.
cat >"$tmp/content.py" <<'END'
import html.parser, json, sys
import xml.etree.ElementTree as ET

class Checker(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.text = [], ""
    def handle_starttag(self, tag, attributes):
        names = {"p": [], "strong": [], "a": ["href"],
            "img": ["src", "alt"]}
        assert [name for name, value in attributes] == names[tag], tag
        for name, value in attributes:
            assert name == "alt" or value.startswith("https://"), value
        if tag != "img":
            self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open.pop() == tag
    def handle_data(self, data):
        self.text += data

records = {}
for line in open(sys.argv[1], encoding="utf-8"):
    r = json.loads(line)
    records[r["guid"]] = r
A = "{http://www.w3.org/2005/Atom}"
root = ET.parse(sys.argv[2]).getroot()
entries = [(e.findtext(A + "id"), e.findtext(A + "content"))
    for e in root.iter(A + "entry")]
entries += [(i.findtext("guid"), i.findtext("description"))
    for i in root.iter("item")]
assert len(entries) == len(records), len(entries)
for guid, content in entries:
    c = Checker()
    c.feed(content)
    c.close()
    assert not c.open, c.open
    for text in [records[guid]["abstract"], records[guid]["summary"]]:
        assert text is None or text.replace("\n\n", "") in c.text, c.text
    for name in records[guid]["authors"]:
        assert name in c.text, name
END

# The rules of FEEDS.md that need no reader.
cat >"$tmp/rules.py" <<'END'
import email.utils, re, sys
import xml.etree.ElementTree as ET

A = "{http://www.w3.org/2005/Atom}"
name, site = sys.argv[1], "https://papers.example.org/"
with open(name, "rb") as f:
    data = f.read()
text = data.decode("utf-8")
slug, kind = name.rsplit("/", 1)[1].split(".")
assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n')
assert text.endswith(">\n") and "\r" not in text
assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]",
    text)
assert "<![CDATA[" not in text
root = ET.fromstring(text)
if kind == "atom":
    assert root.tag == A + "feed"
    assert root.findtext(A + "id") == site + slug
    assert [l.get("href") for l in root.findall(A + "link")
        if l.get("rel") == "self"] == [site + name.rsplit("/", 1)[1]]
    assert len(root.findall(A + "author")) == 1
    tags = [child.tag for child in root]
    assert A + "entry" not in tags[:tags.index(A + "generator")]
    entries = root.findall(A + "entry")
    dates = [(e.findtext(A + "published"), e.findtext(A + "updated"))
        for e in entries]
    newest = max([u for p, u in dates] or [root.findtext(A + "updated")])
    assert root.findtext(A + "updated") == newest
    assert all(p <= u for p, u in dates)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", d)
        for both in dates for d in both)
    published = [p for p, u in dates]
    for e in entries:
        assert len(e.findall(A + "title")) == len(e.findall(A + "id")) == 1
        authors = [a.findtext(A + "name") for a in e.findall(A + "author")]
        assert len(authors) <= 26 and all(authors), authors
        hrefs = [(l.get("rel"), l.get("href")) for l in e.findall(A + "link")]
        assert [rel for rel, href in hrefs].count("alternate") == 1
        assert len({href for rel, href in hrefs}) == len(hrefs), hrefs
        assert {rel for rel, href in hrefs} <= {"alternate", "related"}
    ids = [e.findtext(A + "id") for e in entries]
else:
    channel = root.find("channel")
    assert channel.findtext("pubDate") == channel.findtext("lastBuildDate")
    assert channel.find(A + "link").get("href") == \
        site + name.rsplit("/", 1)[1]
    items = channel.findall("item")
    published = []
    for i in items:
        day = email.utils.parsedate_to_datetime(i.findtext("pubDate"))
        assert day.strftime("%a, %d %b %Y %H:%M:%S GMT") == \
            i.findtext("pubDate")
        published.append(day.isoformat())
        assert i.find("guid").get("isPermaLink") == "false"
        assert i.find("author") is None and i.find("enclosure") is None
    ids = [i.findtext("guid") for i in items]
assert published == sorted(published, reverse=True)
assert len(set(published)) == len(published), "two share an instant"
assert len(set(ids)) == len(ids)
END

# by_feedparser FEED: what feedparser reads
cat >"$tmp/by_feedparser.py" <<'END'
import feedparser, sys
d = feedparser.parse(sys.argv[1], sanitize_html=False)
assert not d.bozo, d.bozo_exception
for e in d.entries:
    print(e.id, e.title, e.link, sep="\t")
END

by_feedparser() {
	"$feedparser" "$tmp/by_feedparser.py" "$site/public/$1" >"$tmp/got" &&
	    python3 - "$tmp/${1%.*}.want" "$tmp/got" <<-'END'
	import html, sys
	# It hands out titles as HTML, and Atom's plain text as it is.
	want, got = ([l.rstrip("\n").split("\t") for l in open(name,
	    encoding="utf-8")] for name in sys.argv[1:])
	assert len(want) == len(got), (len(want), len(got))
	for w, g in zip(want, got):
	    assert w[0] == g[0] and w[2] == g[2], (w, g)
	    assert w[1] in (g[1], html.unescape(g[1])), (w, g)
	END
}

# by_newsboat FEED: what newsboat stores, in a cache of its own
by_newsboat() {
	rm -rf "$tmp/newsboat"
	mkdir "$tmp/newsboat"
	cp "$site/public/$1" "$tmp/newsboat/feed"
	echo "file://$tmp/newsboat/feed" >"$tmp/newsboat/urls"
	: >"$tmp/newsboat/config"
	HOME=$tmp/newsboat timeout 60 newsboat -q -u "$tmp/newsboat/urls" \
	    -C "$tmp/newsboat/config" -c "$tmp/newsboat/cache" -x reload \
	    </dev/null || return
	python3 - "$tmp/newsboat/cache" <<-'END' | diff -u "$tmp/${1%.*}.want" -
	import sqlite3, sys
	for row in sqlite3.connect(sys.argv[1]).execute("SELECT guid, title, url"
	    " FROM rss_item ORDER BY pubDate DESC"):
	    print(*row, sep="\t")
	END
}

# by_sfeed FEED: what sfeed prints: time, title, link, content, type, id ...
by_sfeed() {
	sfeed <"$site/public/$1" |
	    awk -F '\t' -v OFS='\t' '{ print $6, $2, $3 }' |
	    diff -u "$tmp/${1%.*}.want" -
}

# in_any_order FEED: the input is what is wanted, as readers have it that do not
# go by dates
in_any_order() {
	sort "$tmp/${1%.*}.want" >"$tmp/sorted"
	sort | diff -u "$tmp/sorted" -
}

# new_home NAME: a folder for what a reader keeps
new_home() {
	home=$tmp/$1
	rm -rf "$home"
	mkdir "$home"
}

# at_home COMMAND...: with what it says in a file, as readers say how they do
at_home() {
	HOME=$home timeout 60 "$@" >>"$home/said" 2>&1 || {
		cat "$home/said"
		return 1
	}
}

# by_rss2email FEED: the mails that it makes, in a folder
by_rss2email() {
	new_home rss2email
	mkdir -p "$home/mails/in/cur" "$home/mails/in/new" "$home/mails/in/tmp"
	cat >"$home/conf" <<-END
	[DEFAULT]
	to = me@example.org
	from = feeds@example.org
	email-protocol = maildir
	maildir-path = $home/mails
	maildir-mailbox = in
	END
	at_home r2e -c "$home/conf" -d "$home/data" add feed \
	    "file://$site/public/$1" &&
	    at_home r2e -c "$home/conf" -d "$home/data" run || return
	python3 - "$home/mails/in/new" <<-'END' | in_any_order "$1"
	import email, email.policy, os, sys
	for name in os.listdir(sys.argv[1]):
	    with open(os.path.join(sys.argv[1], name), "rb") as f:
	        mail = email.message_from_binary_file(f, policy=email.policy.default)
	    print(mail["X-RSS-ID"], mail["Subject"], mail["X-RSS-URL"], sep="\t")
	END
}

# by_feed2exec FEED: what it gives to a command
by_feed2exec() {
	new_home feed2exec
	: >"$home/got"
	cat >"$home/take" <<-'END'
	#!/bin/sh
	printf '%s\t%s\t%s\n' "$@" >>"${0%/*}/got"
	END
	chmod +x "$home/take"
	at_home feed2exec --config "$home/conf" --database "$home/db" \
	    add feed "file://$site/public/$1" --output exec \
	    --args "$home/take {item.id} {item.title} {item.link}" &&
	    at_home feed2exec --config "$home/conf" --database "$home/db" fetch &&
	    in_any_order "$1" <"$home/got"
}

# by_elfeed FEED: what Emacs has in Elfeed's database
by_elfeed() {
	new_home elfeed
	cat >"$home/read.el" <<-'END'
	(package-initialize)
	(require 'elfeed)
	(setq elfeed-db-directory (expand-file-name "~/db")
	      elfeed-feeds (list (getenv "FEED"))
	      coding-system-for-write 'utf-8)
	(elfeed-update)
	(with-timeout (50 (kill-emacs 1))
	  (while (> (elfeed-queue-count-total) 0)
	    (accept-process-output nil 0.1)))
	(with-temp-file "~/got"
	  (with-elfeed-db-visit (entry feed)
	    (insert (cdr (elfeed-entry-id entry)) "\t"
		    (elfeed-entry-title entry) "\t"
		    (elfeed-entry-link entry) "\n")))
	END
	FEED=file://$site/public/$1 at_home emacs --batch -l "$home/read.el" &&
	    diff -u "$tmp/${1%.*}.want" "$home/got"
}

# by_newsticker FEED: what Emacs has that brings Newsticker; the first one of its
# items is the feed itself
by_newsticker() {
	new_home newsticker
	cat >"$home/read.el" <<-'END'
	(require 'newsticker)
	(setq newsticker-dir (expand-file-name "~/dir")
	      newsticker-url-list-defaults nil
	      newsticker-url-list `(("feed" ,(getenv "FEED")))
	      newsticker-retrieval-method 'intern
	      coding-system-for-write 'utf-8)
	(newsticker-get-all-news)
	(with-timeout (50 (kill-emacs 1))
	  (while (null (cdr (assoc 'feed newsticker--cache)))
	    (accept-process-output nil 0.1)))
	(with-temp-file "~/got"
	  (dolist (item (cdr (assoc 'feed newsticker--cache)))
	    (when (newsticker--guid item)
	      (insert (newsticker--guid item) "\t"
		      (newsticker--title item) "\t"
		      (newsticker--link item) "\n"))))
	END
	FEED=file://$site/public/$1 at_home emacs --batch -l "$home/read.el" &&
	    in_any_order "$1" <"$home/got"
}

# has_reader NAME
has_reader() {
	case $1 in
	rss2email)	have r2e ;;
	elfeed)		have emacs &&
	    emacs --batch -f package-initialize -l elfeed 2>"$tmp/ignored" ;;
	newsticker)	have emacs ;;
	*)		have "$1" ;;
	esac
}

readers=
for reader in newsboat sfeed rss2email feed2exec elfeed newsticker; do
	if has_reader "$reader"; then
		readers="$readers $reader"
	else
		absent "$reader"
	fi
done
feedparser=$(python_with feedparser) || feedparser=

for feed in all.atom all.rss agents.atom agents.rss nothing.atom nothing.rss
do
	check "$feed: the records are in it" written "$feed"
	check "$feed: the rules" python3 "$tmp/rules.py" "$site/public/$feed"
	check "$feed: the content" python3 "$tmp/content.py" \
	    "$tmp/${feed%.*}.ndjson" "$site/public/$feed"
	if have xmllint; then
		check "$feed: xmllint" \
		    xmllint --nonet --noout "$site/public/$feed"
	fi
	if [ -n "$feedparser" ]; then
		check "$feed: feedparser" by_feedparser "$feed"
	fi
	for reader in $readers; do
		check "$feed: $reader" "by_$reader" "$feed"
	done
done
have xmllint || absent xmllint
[ -n "$feedparser" ] || absent feedparser

done_testing

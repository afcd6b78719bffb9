#!/usr/bin/env python3
"""Judges of corpus.sh: what is published against what the store holds.

  corpus.py export TITLES EXPORT	records have the titles they should have
  corpus.py feed URL FILE EXPORT	a feed, by our own rules
  corpus.py same READER FILE <LINES	what a reader made of a feed
  corpus.py newsboat CACHE		newsboat's items as such LINES
  corpus.py formats FILE...		they hold the same papers
  corpus.py archive FOLDER SLUG EXPORT	the chain of its documents is whole
  corpus.py page FILE FEED		a topic's page (needs html5lib)
  corpus.py opml FILE SLUG...		the list names these feeds

LINES are JSON arrays of identifier, title and link.  EXPORT is what
`paperfeed export -t TOPIC` prints.
"""
import datetime
import email.utils
import html
import json
import os
import re
import sys
import xml.etree.ElementTree as ET
from html.entities import entitydefs
from urllib.parse import quote, unquote, urlsplit

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
DC = "{http://purl.org/dc/elements/1.1/}"
FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufeff"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
URL = re.compile(r"https?://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?"
    r"([/?#]([A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?", re.I)
# Content, whole: nothing else may stand there.
TAG = re.compile(r"<(/?)(p|strong|a|img)((?: [a-z]+=\"[^\"<>]*\")*)>")
TEXT = re.compile(r"([^<>&]|&(amp|lt|gt|quot|#13);)*")
ATTRIBUTES = {"p": [], "strong": [], "a": ["href"], "img": ["src", "alt"]}
AUTHORS, KEYWORDS = 25, 30	# of an entry
DAYS, LEAST, LEAST_ALL, MOST = 14, 50, 100, 200	# of a live feed
# From here on a feed may leave out the papers that would make it too large.
LARGE, TOO_LARGE = 2000000, 5000000


def fail(*words):
    sys.exit(" ".join(str(word)[:2000] for word in words))


def same(got, want, *where):
    if got != want:
        fail(*where, "is", repr(got)[:800], "and should be",
            repr(want)[:800])


def read_export(name):
    with open(name, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    if not records:
        fail(name, "has no records")
    return sorted(sorted(records, key=lambda r: r["guid"]),
        key=lambda r: r["listed"], reverse=True)


def read_bytes(name):
    with open(name, "rb") as file:
        text = file.read().decode("utf-8")	# strictly
    bad = FORBIDDEN.search(text)
    if bad:
        fail(name, "has", ascii(bad[0]), "at", bad.start())
    if "\r" in text or not text.endswith("\n"):
        fail(name, "has line ends that are not ours")
    return text


def text_of(parent, tag):
    """The text of the one element of that name, or None."""
    found = parent.findall(tag)
    if len(found) > 1 or (found and len(found[0])):
        fail(tag, "stands twice or has children")
    return found[0].text or "" if found else None


def atom_entry(e):
    links = e.findall(ATOM + "link")
    for link in links:
        if not set(link.keys()) <= {"rel", "type", "href", "title"}:
            fail("link with", link.keys())
    content = e.find(ATOM + "content")
    same(content.get("type"), "html", "type of content")
    pictures = e.findall(MEDIA + "thumbnail")
    if len(pictures) > 1:
        fail("two thumbnails")
    return {
        "id": text_of(e, ATOM + "id"),
        "title": text_of(e, ATOM + "title"),
        "link": [l.get("href") for l in links if l.get("rel") == "alternate"],
        "related": [l.get("href") for l in links if l.get("rel") == "related"],
        "relations": {l.get("rel") for l in links},
        "content": text_of(e, ATOM + "content"),
        "summary": text_of(e, ATOM + "summary"),
        "published": text_of(e, ATOM + "published"),
        "updated": text_of(e, ATOM + "updated"),
        "authors": [text_of(a, ATOM + "name")
            for a in e.findall(ATOM + "author")],
        "keywords": [c.get("term") for c in e.findall(ATOM + "category")
            if c.get("scheme") is None],
        "topics": [c.get("term") for c in e.findall(ATOM + "category")
            if c.get("scheme") is not None],
        "thumbnail": pictures[0].get("url") if pictures else None,
    }


def rss_instant(text):
    when = email.utils.parsedate_to_datetime(text)
    same(email.utils.format_datetime(when, usegmt=True), text, "date")
    return when.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)


def rss_item(i):
    same(i.find("guid").get("isPermaLink"), "false", "isPermaLink")
    pictures = i.findall(MEDIA + "thumbnail")
    creator = text_of(i, DC + "creator")
    return {
        "id": text_of(i, "guid"),
        "title": text_of(i, "title"),
        "link": [text_of(i, "link")],
        "content": text_of(i, "description"),
        "published": rss_instant(text_of(i, "pubDate")),
        "creator": creator,
        "keywords": [c.text or "" for c in i.findall("category")
            if c.get("domain") is None],
        "thumbnail": pictures[0].get("url") if pictures else None,
    }


def json_item(i):
    known = {"id", "url", "external_url", "title", "content_html", "summary",
        "image", "date_published", "date_modified", "authors", "tags"}
    for key, value in i.items():
        if key not in known and not key.startswith("_"):
            fail("item has", key)
        if not value or (key not in ("authors", "tags") and
                not isinstance(value, str)):
            fail("item with an empty or odd", key, repr(value))
    for author in i.get("authors", []):
        same(list(author), ["name"], "author's keys")
    for key in ("url", "external_url", "image"):
        if key in i and not URL.fullmatch(i[key]):
            fail(key, "is no URL:", i[key])
    folded = [tag.lower() for tag in i.get("tags", [])]
    if len(set(folded)) < len(folded) or not all(folded):
        fail("tags", folded)
    return {
        "id": i["id"],
        "title": i["title"],
        "link": [i["url"]],
        "content": i["content_html"],
        "summary": i.get("summary"),
        "published": i["date_published"],
        "updated": i["date_modified"],
        "authors": [author["name"] for author in i.get("authors", [])],
        "tags": i.get("tags", []),
        "thumbnail": i.get("image"),
    }


def no_doubles(pairs):
    if len(dict(pairs)) < len(pairs):
        fail("a JSON object has a member twice")
    return dict(pairs)


def every_string(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from every_string(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from every_string(item)


def read_json(name, text):
    feed = json.loads(text, object_pairs_hook=no_doubles)
    for string in every_string(feed):
        if FORBIDDEN.search(string) or "\r" in string:
            fail(name, "has a bad character in", ascii(string))
    same(feed["version"], "https://jsonfeed.org/version/1.1", "version")
    for item in feed["items"]:
        if not isinstance(item["id"], str):
            fail("id is no string", item["id"])
    return feed, [json_item(item) for item in feed["items"]]


def read_feed(name):
    """The feed as it is, and its entries as we understand them, strictly."""
    text = read_bytes(name)
    if name.endswith(".json"):
        return read_json(name, text)
    if not text.startswith('<?xml version="1.0" encoding="utf-8"?>\n<') or \
            re.search(r"<!|<\?(?!xml )", text):
        fail(name, "has a bad start, a declaration, a section or a comment")
    root = ET.fromstring(text)
    if name.endswith(".atom"):
        return root, [atom_entry(e) for e in root.findall(ATOM + "entry")]
    return root, [rss_item(i) for i in root.find("channel").findall("item")]


def instant(record):
    return datetime.datetime.fromisoformat(record["listed"].rstrip("Z"))


def window(records, slug):
    """What a live feed shows of a topic's records."""
    least = LEAST_ALL if slug == "all" else LEAST
    oldest = instant(records[0]) - datetime.timedelta(days=DAYS)
    return [r for n, r in enumerate(records[:MOST])
        if n < least or instant(r) >= oldest]


def without_mail(name):
    """A name as an author's: no word of it is an e-mail address."""
    words = [word for word in name.split(" ") if word and "@" not in word]
    return " ".join(words) or name.split("@")[0] or "Unknown"


def capped(names, most=AUTHORS):
    names = [without_mail(name) for name in names]
    rest = len(names) - most
    if rest <= 0:
        return names
    return names[:most] + ["and %d other%s" % (rest, "s" * (rest > 1))]


def distinct(names):
    return list(dict.fromkeys(name for name in names if name))


def paragraphs(content):
    """Texts and addresses of HTML that may have nothing but our tags."""
    texts, urls, stack, at = [], [], [], 0

    def take(text):
        if not TEXT.fullmatch(text):
            fail("content with bad text:", text)
        if text and not stack:
            fail("content with text outside of paragraphs:", text)
        if text:
            texts[-1] += html.unescape(text)

    for tag in TAG.finditer(content):
        take(content[at:tag.start()])
        at = tag.end()
        closing, name, rest = tag.groups()
        attributes = re.findall(r' ([a-z]+)="([^"]*)"', rest)
        if closing:
            if rest or not stack or stack.pop() != name:
                fail("content with a bad", tag[0])
            continue
        same([a for a, v in attributes], ATTRIBUTES[name], tag[0])
        for attribute, value in attributes:
            if not TEXT.fullmatch(value):
                fail("content with a bad", tag[0])
            if attribute != "alt":
                urls.append(html.unescape(value))
                if not URL.fullmatch(urls[-1]):
                    fail("content with a bad link:", tag[0])
            elif not html.unescape(value).strip():
                fail("a picture without words for it")
        if (name == "p") != (not stack):
            fail("content with", tag[0], "in", stack)
        if name == "p":
            texts.append("")
        if name != "img":
            stack.append(name)
    take(content[at:])
    if stack:
        fail("content with open", stack)
    return texts, urls


def check_content(e, r):
    texts, urls = paragraphs(e["content"])
    want = []
    if r["summary"]:
        want += ("AI summary: " + r["summary"]).split("\n\n")
    if r["abstract"]:
        want += r["abstract"].split("\n\n")
    if texts[:len(want)] != want:
        for got, one in zip(texts, want):
            same(got, one, r["guid"], "paragraph")
        fail(r["guid"], len(texts), "paragraphs")
    rest = "\n".join(texts[len(want):])
    for text in [", ".join(r["authors"]), r["organization"] or ""]:
        if text not in rest:
            fail(r["guid"], "has not in its content", text)
    for key, url in r["links"].items():
        if url not in urls and key != "thumbnail":
            fail(r["guid"], "does not link", url)
    same("\n" in rest.replace("\n\n", ""), True, "paragraphs at the end")


def check_entry(e, r, archive):
    where = r["guid"]
    same(e["title"], r["title"], where, "title")
    search = "https://huggingface.co/papers?q=" + quote(r["title"], safe="")
    same(e["link"], [r["links"].get("listing", search)], where, "link")
    same(e["published"], r["listed"], where, "published")
    same(e.get("updated", r["updated"]), r["updated"], where, "updated")
    same(e.get("summary", r["summary"]), r["summary"], where, "summary")
    same(e["thumbnail"], r["links"].get("thumbnail"), where, "thumbnail")
    names = capped(r["authors"])
    same(e.get("authors", names), names, where, "authors")
    same(e.get("creator", ", ".join(names) or None),
        ", ".join(names) or None, where, "dc:creator")
    words = distinct(r["keywords"])[:KEYWORDS]
    same(e.get("keywords", words), words, where, "keywords")
    if "topics" in e:
        same(sorted(e["topics"]),
            [] if archive else sorted(set(r["topics"]) - {"all"}), where,
            "topics")
    if "tags" in e:
        folded = [tag.lower() for tag in e["tags"]]
        for word in words:
            if word.lower() not in folded:
                fail(where, "has no tag", word)
    if "related" in e:
        same(e["relations"], {"alternate", "related"}, where, "relations")
        same(len(set(e["related"] + e["link"])),
            len(e["related"] + e["link"]), where, "distinct links")
        for key, url in r["links"].items():
            if key != "thumbnail" and url not in e["related"] + e["link"]:
                fail(where, "has no link", key)
    check_content(e, r)


def check_head(feed, name, url, entries):
    slug, base = os.path.basename(name).rsplit(".", 1)[0], url.rsplit("/", 1)
    newest = max(e["updated"] for e in entries) if "updated" in entries[0] \
        else None
    if name.endswith(".json"):
        same(feed["feed_url"], url, "feed_url")
        same(feed["home_page_url"], "%s/%s.html" % (base[0], slug), "home")
        return
    if name.endswith(".rss"):
        channel = feed.find("channel")
        same(channel.find(ATOM + "link").get("href"), url, "self")
        same(channel.findtext("pubDate"), channel.findtext("lastBuildDate"),
            "pubDate")
        return
    links = [(l.get("rel"), l.get("href")) for l in feed.findall(ATOM + "link")]
    same([href for rel, href in links if rel == "self"], [url], "self")
    same(len(set(rel for rel, href in links)), len(links), "relations")
    if feed.findtext(ATOM + "updated") < newest:
        fail("feed is older than its newest entry")


def check_feed(url, name, export):
    records = read_export(export)
    feed, entries = read_feed(name)
    archive = "/archive/" in name
    slug = os.path.basename(name).split(".")[0]
    if archive:
        month = slug[-len("-2026-03"):][1:]
        want = [r for r in records if r["listed"].startswith(month)]
    else:
        want = window(records, slug)
    size = os.path.getsize(name)
    if not archive and size > LARGE and len(entries) < len(want):
        want = want[:len(entries)]
    same([e["id"] for e in entries], [r["guid"] for r in want], "ids")
    same(len(set(e["id"] for e in entries)), len(entries), "distinct ids")
    for e, r in zip(entries, want):
        check_entry(e, r, archive)
    check_head(feed, name, url, entries)
    if not archive and size > TOO_LARGE:
        fail(size, "bytes: readers and the W3C validator give up at 5 MB")


def check_export(titles, export):
    with open(titles, encoding="utf-8") as file:
        want = json.load(file)
    got = {r["id"]: r["title"] for r in read_export(export)}
    same(sorted(got), sorted(want), "identifiers")
    for ident, title in got.items():
        same(title, want[ident], ident)


def seen_by(reader, name, triple):
    """An entry as that reader hands it out; most change nothing."""
    ident, title, link = triple
    if reader == "feedparser" and name.endswith(".rss"):
        # A title of RSS that looks like HTML (looks_like_html(): not with an
        # entity that HTML has not) goes through its HTML parser, which writes
        # numeric references in small letters (handle_charref()).
        if set(re.findall(r"&(\w+);", title)) <= set(entitydefs):
            title = re.sub("&#x[0-9A-Fa-f]+;", lambda m: m[0].lower(), title)
    return [ident, title, link]


def check_same(reader, name):
    want = [seen_by(reader, name, (e["id"], e["title"], e["link"][0]))
        for e in read_feed(name)[1]]
    got = [json.loads(line) for line in sys.stdin]
    same(len(got), len(want), "number of items")
    # The order is the reader's own.
    for g, w in zip(sorted(got), sorted(want)):
        same(g, w, reader)


def print_newsboat(cache):
    import sqlite3
    for row in sqlite3.connect(cache).execute("SELECT guid, title, url,"
            " pubDate, length(content) FROM rss_item"):
        if not row[4]:
            fail("no content:", row)
        print(json.dumps(row[:3]))


def check_formats(names):
    ids = [[e["id"] for e in read_feed(name)[1]] for name in names]
    for name, some in zip(names, ids):
        same(some, ids[0], name)


def check_archive(folder, slug, export):
    """RFC 5005, section 4: whoever walks it meets every paper once."""
    live, entries = read_feed("%s/%s.atom" % (folder, slug))
    records = {r["guid"] for r in read_export(export)}
    documents, after, ids = {}, None, []

    def link(feed, rel):
        found = feed.findall(ATOM + "link[@rel='%s']" % rel)
        return found[0].get("href") if found else None

    url = link(live, "prev-archive")
    if url is None:
        same({e["id"] for e in entries}, records, "papers without archive")
        return
    site = link(live, "self").rsplit("/", 1)[0]
    while url is not None:
        if url in documents:
            fail(url, "leads to itself")
        name = folder + url[len(site):]
        feed, entries = read_feed(name)
        same(link(feed, "self"), url, name, "self")
        same(link(feed, "current"), link(live, "self"), name, "current")
        same(link(feed, "next-archive"), after, name, "next-archive")
        same(feed.findtext(ATOM + "id"), live.findtext(ATOM + "id"), "id")
        same(len(feed.findall("{http://purl.org/syndication/history/1.0}"
            "archive")), 1, name, "fh:archive")
        documents[url] = name
        ids += [e["id"] for e in entries]
        after, url = url, link(feed, "prev-archive")
    same(len(ids), len(set(ids)), "papers in one document each")
    same(set(ids), records, "papers of the archive")
    same(sorted(os.path.basename(n) for n in documents.values()),
        sorted(n for n in os.listdir(folder + "/archive")
            if re.fullmatch(re.escape(slug) + r"-\d{4}-\d\d\.atom", n)),
        "documents")


def check_page(name, feed):
    import html5lib
    text = read_bytes(name)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False,
        tree=html5lib.getTreeBuilder("etree"))
    document = parser.parse(text)
    for position, code, _ in parser.errors:
        fail(name, "line", position[0], code)
    entries = read_feed(feed)[1] if feed else []
    papers = [e for e in document.iter("article")]
    headings = [next(e for e in p if re.fullmatch("h[234]", e.tag))
        for p in papers]
    if feed:
        same(["".join(h.itertext()) for h in headings],
            [e["title"] for e in entries], "titles")
        same([h.find("a").get("href") for h in headings],
            [e["link"][0] for e in entries], "links")
    first = name.endswith("/index.html")
    for paper in papers:
        # Nothing that a text of the source could have brought.
        odd = {e.tag for e in paper.iter()} - {"article", "h2", "h3", "h4",
            "a", "p", "time", "span", "bdi", "ul", "li", "img"}
        if odd:
            fail("papers with", odd)
    for element in document.iter():
        if not isinstance(element.tag, str):	# a comment
            fail("a comment:", element.text)
        if element.tag in ("style", "iframe", "object", "embed", "base") or \
                element.tag in ("script", "form") and not first:
            fail("a page with", element.tag)
        if element.tag == "script":
            same((element.get("src"), element.text), ("search.js", None),
                "the script")
        for key, value in element.items():
            if key.startswith("on") or key == "style":
                fail(element.tag, "with", key, value)
            if key in ("href", "src") and urlsplit(value).scheme and \
                    not URL.fullmatch(value):
                fail(element.tag, "leads to", value)
            if key in ("href", "src") and not urlsplit(value).scheme:
                path = unquote(urlsplit(value).path)
                if path and not os.path.exists(
                        os.path.join(os.path.dirname(name), path)):
                    fail("dead link", value)
    ids = [e.get("id") for e in document.iter() if e.get("id") is not None]
    same(len(ids), len(set(ids)), "distinct ids of elements")


def check_opml(name, slugs):
    root = ET.fromstring(read_bytes(name))
    urls = [o.get("xmlUrl") for o in root.iter("outline") if o.get("xmlUrl")]
    same([u.rsplit("/", 1)[1] for u in urls],
        [slug + ".atom" for slug in slugs], "feeds")
    for url in urls:
        if not os.path.exists(os.path.join(os.path.dirname(name),
                url.rsplit("/", 1)[1])):
            fail("no such file:", url)


if __name__ == "__main__":
    command, arguments = sys.argv[1], sys.argv[2:]
    {
        "export": check_export,
        "feed": check_feed,
        "same": check_same,
        "newsboat": print_newsboat,
        "formats": lambda *names: check_formats(names),
        "archive": check_archive,
        "page": lambda name, feed=None: check_page(name, feed),
        "opml": lambda name, *slugs: check_opml(name, list(slugs)),
    }[command](*arguments)

"""What pages.sh asks of the pages for people.

usage: pages.py CHECK PUBLIC TOPICS RECORDS

PUBLIC is the output folder; TOPICS a JSON list of [slug, title, match,
min-upvotes], `all` first; RECORDS the folder with SLUG.ndjson, each topic's
records by `paperfeed export`.  A check is a function below.
"""
import collections
import datetime
import glob
import html.parser
import json
import os
import re
import struct
import sys
import urllib.parse
import xml.etree.ElementTree as ET

try:
    import html5lib
except ImportError:
    html5lib = None     # then our own parser is the only judge

WEEKS = 26
SITE = "https://papers.example.org/"
TITLE = "Papers & <others> under test"
FORMATS = [("Atom", "atom", "application/atom+xml"),
    ("RSS", "rss", "application/rss+xml"),
    ("JSON Feed", "json", "application/feed+json")]
ATOM = "{http://www.w3.org/2005/Atom}"
VOID = {"meta", "link", "img", "br", "hr", "wbr"}
KNOWN = VOID | set("""html head title body header nav main footer section
    article figure figcaption h1 h2 h3 p ul ol li a div span strong code bdi
    time details summary svg g rect path""".split())
BLOCKS = set("""p ul ol div section article figure h1 h2 h3 header main footer
    nav details""".split())


class Element:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children = []

    def get(self, name):
        return self.attributes.get(name)

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag, cls=None):
        return [e for e in self.walk() if e.tag == tag and
            (cls is None or cls in (e.get("class") or "").split())]

    def one(self, tag, cls=None):
        found = self.all(tag, cls)
        assert len(found) == 1, (tag, cls, len(found))
        return found[0]

    def text(self):
        return "".join(c if isinstance(c, str) else c.text()
            for c in self.children)

    def inside(self, tag):
        e = self.parent
        while e is not None and e.tag != tag:
            e = e.parent
        return e


class Parser(html.parser.HTMLParser):
    """A tree of a page that closes whatever it opens; anything else fails."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", {}, None)
        self.doctypes = []

    def handle_decl(self, decl):
        assert not self.root.children, "a doctype that is not first"
        self.doctypes.append(decl)

    def handle_starttag(self, tag, attributes):
        assert tag in KNOWN, "<%s> is new to this test" % tag
        names = [name for name, value in attributes]
        assert len(set(names)) == len(names), (tag, names)
        # Left out or empty values: only those of alt would be meant.
        assert all(value for name, value in attributes if name != "alt"), \
            (tag, attributes)
        if tag in BLOCKS:
            outer = [tag for tag in ("p", "h1", "h2", "h3", "span", "code",
                "strong", "a", "summary") if self.at.tag == tag or
                self.at.inside(tag) is not None]
            assert not outer, "<%s> inside <%s>" % (tag, outer[0])
        if tag == "a":
            assert self.at.inside("a") is None, "a link inside a link"
        if self.at.tag in ("ul", "ol"):
            assert tag == "li", "<%s> as the child of a list" % tag
        if tag == "li":
            assert self.at.tag in ("ul", "ol"), "<li> outside of a list"
        e = Element(tag, dict(attributes), self.at)
        self.at.children.append(e)
        if tag not in VOID:
            self.at = e

    def handle_startendtag(self, tag, attributes):
        assert self.at.tag in ("svg", "g"), "<%s/> outside of SVG" % tag
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.at.tag == tag, "</%s> for <%s>" % (tag, self.at.tag)
        self.at = self.at.parent

    def handle_data(self, data):
        if self.at.tag in ("ul", "ol", "html", "head", ""):
            assert not data.strip(), (self.at.tag, data)
        self.at.children.append(data)

    def handle_comment(self, data):
        raise AssertionError("a comment: " + data)

    def unknown_decl(self, data):
        raise AssertionError("a declaration: " + data)

    handle_pi = unknown_decl


def parse(path):
    with open(path, encoding="utf-8", newline="") as f:
        source = f.read()
    assert "\r" not in source and source.endswith("</html>\n")
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
        "\ufeff\ufffd-\uffff]", source)
    # A bare & or < would be forgiven, and be something else one day.
    assert not re.search(r"&(?!(amp|lt|gt|quot|#\d+);)", source)
    assert not re.search(r"<(?![a-z/]|!DOCTYPE html>)", source)
    p = Parser()
    p.feed(source)
    p.close()
    assert p.at is p.root and p.doctypes == ["DOCTYPE html"]
    return [c for c in p.root.children if isinstance(c, Element)][0]


def one_line(text):
    return " ".join(text.split())


class Site:
    def __init__(self, folder, topics, records):
        self.folder = folder
        with open(topics, encoding="utf-8") as f:
            self.topics = json.load(f)
        self.records = {}
        for slug, *rest in self.topics:
            with open("%s/%s.ndjson" % (records, slug), encoding="utf-8") as f:
                self.records[slug] = [json.loads(line) for line in f][::-1]
        self.paths = sorted(glob.glob(folder + "/*.html"))
        assert [os.path.basename(p) for p in self.paths] == sorted(
            slug + ".html" for slug in list(self.records) + ["index"])
        self.pages = {os.path.basename(p)[:-5]: parse(p) for p in self.paths}
        self.index = self.pages["index"]

    def topic_pages(self):
        for topic in self.topics:
            yield topic, self.pages[topic[0]], self.records[topic[0]]

    def entries(self, slug):
        return ET.parse("%s/%s.atom" % (self.folder, slug)).getroot() \
            .findall(ATOM + "entry")

    def card(self, slug):
        """A topic on the first page; `all` has no card but a box."""
        links = [a for a in self.index.one("main").all("a")
            if a.get("href") == slug + ".html" and a.parent.tag in ("h2",
            "h3")]
        assert len(links) == 1, (slug, len(links))
        return links[0].inside("section" if slug == "all" else "li")


def validity(s):
    for path in s.paths if html5lib else []:
        with open(path, "rb") as f:
            parser = html5lib.HTMLParser()
            parser.parse(f.read())
        assert not parser.errors, (path, parser.errors[:5])
    for page in s.pages.values():
        ids = [e.get("id") for e in page.walk() if e.get("id")]
        assert len(set(ids)) == len(ids), ids
        for img in page.all("img"):
            assert img.get("alt") and img.get("loading") == "lazy"
        for time in page.all("time"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
                time.get("datetime")), time.get("datetime")
            assert time.text() == time.get("datetime")[:10]


def frame(s):
    for slug, page in s.pages.items():
        head, body = [c for c in page.children if isinstance(c, Element)]
        assert (head.tag, body.tag) == ("head", "body")
        assert page.get("lang") == "en"
        first = [c for c in head.children if isinstance(c, Element)][0]
        assert first.get("charset") == "utf-8"
        metas = {m.get("name"): m.get("content") for m in head.all("meta")}
        assert metas["viewport"].startswith("width=device-width")
        assert "user-scalable" not in metas["viewport"]
        assert len(metas["description"]) > 20
        for tag in ("h1", "header", "main", "footer"):
            body.one(tag)
        assert body.all("nav") and all(n.get("aria-label")
            for n in body.all("nav"))
        levels = [int(e.tag[1]) for e in body.walk()
            if e.tag in ("h1", "h2", "h3")]
        assert levels[0] == 1 and levels.count(1) == 1, levels
        assert all(b <= a + 1 for a, b in zip(levels, levels[1:])), levels
        by_id = {e.get("id"): e for e in page.walk() if e.get("id")}
        for e in page.walk():
            if e.get("aria-labelledby"):
                assert by_id[e.get("aria-labelledby")].tag in ("h2", "h3")
        assert all(x.get("aria-labelledby") for x in body.all("section"))
        for e in body.walk():       # everything lies in a landmark
            if isinstance(e, Element) and e.tag in ("p", "h1", "h2", "h3"):
                assert any(e.inside(t) for t in ("header", "main", "footer"))
        skip = body.all("a")[0]
        assert by_id[skip.get("href")[1:]].tag == "main"
        canonical = [x.get("href") for x in head.all("link")
            if x.get("rel") == "canonical"]
        assert canonical == [SITE if slug == "index" else
            "%s%s.html" % (SITE, slug)]
        for d in body.all("details"):
            children = [c for c in d.children if isinstance(c, Element)]
            assert children[0].tag == "summary" and d.one("summary").text()


def nothing_active(s):
    """What default-src 'none'; style-src 'self'; img-src 'self' https: allows"""
    for page in s.pages.values():
        for e in page.walk():
            assert e.tag not in ("script", "style", "iframe", "form", "base",
                "object", "embed")
            for name, value in e.attributes.items():
                assert name != "style" and not name.startswith("on"), name
                if name in ("href", "src"):
                    assert re.match(r"https?://|#|[a-z0-9-]+[./]", value), value
                    assert not re.match(r"(?!https?:)[^/#]*:", value), value
            if e.tag == "link" and e.get("rel") in ("stylesheet", "icon"):
                assert e.get("href") in ("style.css", "favicon.ico")
        sheets = [e for e in page.all("link") if e.get("rel") == "stylesheet"]
        assert len(sheets) == 1


def links(s):
    ids = {name: {e.get("id") for e in page.walk()}
        for name, page in s.pages.items()}
    for name, page in s.pages.items():
        for e in page.all("a") + page.all("link"):
            url = urllib.parse.urlsplit(e.get("href"))
            if url.scheme:
                assert e.get("rel") == "canonical" or \
                    not e.get("href").startswith(SITE), e.get("href")
                continue
            assert not url.query and not url.path.startswith(("/", ".")), url
            path = url.path or name + ".html"
            assert os.path.isfile(os.path.join(s.folder, path)), path
            if url.fragment:
                assert url.fragment in ids[path[:-5]], e.get("href")


def discovery(s):
    def feeds(page):
        return [(e.get("type"), e.get("title"), e.get("href"))
            for e in page.one("head").all("link")
            if e.get("rel") == "alternate"]

    def wanted(topic):
        return [(kind, "%s – %s (%s)" % (topic[1], TITLE, name),
            "%s.%s" % (topic[0], extension))
            for name, extension, kind in FORMATS]

    want = [feed for topic in s.topics for feed in wanted(topic)]
    assert feeds(s.index) == want, feeds(s.index)
    assert want[0][2] == "all.atom"
    assert len({title for kind, title, href in want}) == len(want)
    for topic, page, records in s.topic_pages():
        assert feeds(page) == wanted(topic), topic


def addresses(s):
    """Every feed is linked in sight, and what one copies is absolute."""
    def copied(e):
        return [c.text() for c in e.all("code", "address")]

    main = s.index.one("main")
    assert SITE + "feeds.opml" in copied(main)
    names = []
    for topic, page, records in s.topic_pages():
        slug, title = topic[:2]
        hrefs = [(a.get("href"), one_line(a.text()))
            for a in page.one("main").all("a")]
        for name, extension, kind in FORMATS:
            assert ("%s.%s" % (slug, extension), name) in hrefs
        want = ["%s%s.%s" % (SITE, slug, f[1]) for f in FORMATS]
        assert copied(page) == want, copied(page)
        card = s.card(slug)
        assert set(copied(card)) & set(want[:1]), slug
        for name, extension, kind in FORMATS:
            a = [a for a in card.all("a")
                if a.get("href") == "%s.%s" % (slug, extension)]
            assert len(a) == 1, (slug, extension)
            names.append(one_line(a[0].text()))
            if slug != "all":
                assert names[-1] == "%s%s of %s" % (name,
                    "" if name.endswith("Feed") else " feed", one_line(title))
    assert len(set(names)) == len(names), names


def queries(s):
    for (slug, title, match, votes), page, records in s.topic_pages():
        main = page.one("main")
        codes = [c.text() for c in main.all("code") if not c.get("class")]
        assert codes[:1] == ([match] if match else []), (slug, codes)
        about = one_line(main.one("div", "about").text())
        said = "at least %s upvote%s" % ("{:,}".format(votes),
            "" if votes == 1 else "s")
        assert (said in about) == (votes > 0), about
        if slug == "all":
            continue
        query = s.card(slug).one("p", "query")
        assert query.one("code").text() == match, query.text()
        assert (said in query.text()) == (votes > 0), query.text()


def headings(s):
    for (slug, title, match, votes), page, records in s.topic_pages():
        assert page.one("h1").text() == title, (slug, page.one("h1").text())
        feed = ET.parse("%s/%s.atom" % (s.folder, slug)).getroot()
        assert page.one("head").one("title").text() == \
            feed.findtext(ATOM + "title")
        described = [m.get("content") for m in page.all("meta")
            if m.get("name") == "description"]
        assert described == [feed.findtext(ATOM + "subtitle")]
        assert page.one("header").one("p", "site").text() == TITLE
        assert [a.get("href") for a in page.one("header").all("a")][0] == \
            "index.html"
        heading = [a.text() for a in s.index.one("main").all("a")
            if a.get("href") == slug + ".html" and a.parent.tag in ("h2",
            "h3")]
        assert heading == [title], heading
    assert s.index.one("h1").text() == TITLE
    assert s.index.one("head").one("title").text() == TITLE


def counts(s):
    for topic, page, records in s.topic_pages():
        n = len(records)
        want = "No papers yet" if n == 0 else "%s paper%s, newest %s" % (
            "{:,}".format(n), "" if n == 1 else "s", records[0]["listed"][:10])
        box = s.card(topic[0]) if topic[0] != "all" else \
            s.index.one("div", "about")
        assert one_line(box.one("p", "facts").text()) == want, box.text()
        main = page.one("main")
        if n == 0:
            assert not main.all("p", "facts") and not main.all("svg")
            assert "Nothing here yet" in main.text()
            assert not box.all("svg")
            continue
        assert one_line(main.one("p", "facts").text()) == want
        shown = len(main.all("article"))
        assert ("newest %d of %s papers" % (shown, "{:,}".format(n))
            in main.text()) == (shown < n), (topic, shown)


def monday(day):
    return day - datetime.timedelta(days=day.weekday())


def weeks_until(records, last):
    """Papers a week, the week of the Monday `last` being the last one."""
    n = collections.Counter()
    for r in records:
        day = monday(datetime.date.fromisoformat(r["listed"][:10]))
        n[(last - day).days // 7] += 1
    return [n[week] for week in reversed(range(WEEKS))]


def newest_week(records):
    return monday(datetime.date.fromisoformat(records[0]["listed"][:10]))


def check_bars(heights, want):
    """As high as they should be, by a unit, and to be seen at all."""
    for h, n in zip(heights, want):
        assert (h > 0) == (n > 0), (heights, want)
        assert abs(h - 100 * n / max(want)) <= 1 or h <= 3, (heights, want)
    assert max(heights) == 100


def charts(s):
    for topic, page, records in s.topic_pages():
        if not records:
            continue
        last = newest_week(records)
        want = weeks_until(records, last)
        for where in [page] + [s.index] * (topic[0] == "all"):
            svg = where.one("figure").one("svg")
            assert svg.get("role") == "img"
            label = svg.get("aria-label")
            dates, numbers, most = re.fullmatch(
                r"(.*): ([\d, ]+)\. Most in a week: ([\d,]+)\.", label).groups()
            assert [int(n) for n in numbers.split(", ")] == want, label
            first = last - datetime.timedelta(weeks=WEEKS - 1)
            assert re.findall(r"\d{4}-\d\d-\d\d", dates) == \
                [str(first), str(last)], label
            assert int(most.replace(",", "")) == max(want)
            groups = svg.all("g")
            assert [g.one("title").text() for g in groups] == [
                "Week of %s: %s paper%s" % (
                first + datetime.timedelta(weeks=i), "{:,}".format(n),
                "" if n == 1 else "s") for i, n in enumerate(want)]
            bars = [g.all("rect", "bar") for g in groups]
            assert all(int(b.get("y")) + int(b.get("height")) == 100
                for bar in bars for b in bar)
            check_bars([int(bar[0].get("height")) if bar else 0
                for bar in bars], want)


def small_charts(s):
    last = newest_week(s.records["all"])
    for topic, page, records in s.topic_pages():
        want = weeks_until(records, last)
        if topic[0] == "all":
            continue
        svgs = s.card(topic[0]).all("svg")
        assert len(svgs) == (sum(want) > 0), topic
        if not svgs:
            continue
        assert svgs[0].get("role") == "img"
        assert svgs[0].one("title").text() == "%s paper%s in the %d weeks up " \
            "to that of %s; most in a week: %s" % ("{:,}".format(sum(want)),
            "" if sum(want) == 1 else "s", WEEKS, last,
            "{:,}".format(max(want)))
        heights = [0] * WEEKS
        for x, up, down in re.findall(r"M(\d+) 100v-(\d+)h8v(\d+)z",
            svgs[0].one("path").get("d")):
            assert up == down
            heights[int(x) // 10] = int(up)
        check_bars(heights, want)


def entries(s):
    """The page's papers are the feed's, in its order, with what it says."""
    pages = {topic[0]: topic[1] for topic in s.topics}
    for topic, page, records in s.topic_pages():
        articles = page.one("main").all("article")
        feed = s.entries(topic[0])
        assert len(articles) == len(feed) == len({a.one("h3").text()
            for a in articles}), (topic, len(articles), len(feed))
        by_guid = {r["guid"]: r for r in records}
        for article, entry in zip(articles, feed):
            record = by_guid[entry.findtext(ATOM + "id")]
            hrefs = {rel: [x.get("href") for x in entry.findall(ATOM + "link")
                if x.get("rel") == rel] for rel in ("alternate", "related")}
            h3 = article.one("h3")
            assert h3.get("dir") == "auto"
            assert h3.text() == entry.findtext(ATOM + "title"), h3.text()
            assert [h3.one("a").get("href")] == hrefs["alternate"]
            assert article.one("time").get("datetime") == \
                entry.findtext(ATOM + "published")
            assert [b.text() for b in article.one("p", "by").all("bdi")] == [
                a.findtext(ATOM + "name") for a in entry.findall(ATOM +
                "author")]
            related = [a.get("href") for u in article.all("ul", "links")
                for a in u.all("a")]
            assert related == hrefs["related"], related
            tags = [(a.get("href"), a.text()) for u in article.all("ul",
                "tags") for a in u.all("a")]
            assert tags == [(c.get("term") + ".html", c.get("label"))
                for c in entry.findall(ATOM + "category")
                if c.get("scheme") == SITE + "topics" and
                c.get("term") != "all"], tags
            assert all(pages[href[:-5]] == text for href, text in tags)
            assert topic[0] == "all" or topic[0] + ".html" in dict(tags)
            text = article.one("details").one("div", "text").text()
            for said in (record["abstract"], record["summary"]):
                assert said is None or \
                    said.replace("\n\n", "") in text, text
            content = entry.findtext(ATOM + "content")
            assert one_line(text) == one_line(html.unescape(re.sub("<[^>]*>",
                "", content))), (text, content)
            thumbnail = entry.find("{http://search.yahoo.com/mrss/}thumbnail")
            assert [i.get("src") for i in article.all("img")] == (
                [] if thumbnail is None else [thumbnail.get("url")])


def newest(s):
    items = [li for ol in s.index.all("ol", "newest") for li in ol.all("li")]
    feed = s.entries("all")[:20]
    assert len(items) == len(feed)
    for li, entry in zip(items, feed):
        a = li.one("a")
        assert a.text() == entry.findtext(ATOM + "title"), a.text()
        assert a.get("href") == entry.find(ATOM + "link").get("href")
        assert a.get("dir") == "auto" or a.parent.get("dir") == "auto"
        assert li.one("time").get("datetime") == \
            entry.findtext(ATOM + "published")


def archives(s):
    """The link to older papers is that of the feed (RFC 5005)."""
    for topic, page, records in s.topic_pages():
        feed = ET.parse("%s/%s.atom" % (s.folder, topic[0])).getroot()
        want = [x.get("href") for x in feed.findall(ATOM + "link")
            if x.get("rel") == "prev-archive"]
        got = [SITE + a.get("href") for a in page.all("a")
            if a.get("href").startswith("archive/")]
        assert got == want, (topic, got, want)


def style(s):
    with open(s.folder + "/style.css", encoding="utf-8") as f:
        css = f.read()
    assert not re.search(r"url\(|@import|@font-face|expression|!important", css)
    assert css.count("{") == css.count("}") > 20
    for wanted in ("prefers-color-scheme: dark", "forced-colors", "print",
        ":focus-visible", "user-select: all"):
        assert wanted in css, wanted
    # Each class in use is styled, or it was renamed in one place only.
    used = {c for page in s.pages.values() for e in page.walk()
        for c in (e.get("class") or "").split()}
    styled = set(re.findall(r"\.([a-z]+)", css))
    assert used <= styled, used - styled
    # What is named is defined, for the light and for the dark.
    names = set(re.findall(r"var\((--[a-z]+)\)", css))
    assert names == set(re.findall(r"(--[a-z]+):", css)), names


def icon(s):
    with open(s.folder + "/favicon.ico", "rb") as f:
        data = f.read()
    assert struct.unpack("<HHH", data[:6]) == (0, 1, 1)
    width, height, colours, zero, planes, bits, size, offset = \
        struct.unpack("<BBBBHHII", data[6:22])
    assert (width, height, zero, planes) == (32, 32, 0, 1)
    assert offset == 22 and offset + size == len(data)
    header = struct.unpack("<IiiHHIIiiII", data[22:62])
    assert header[:6] == (40, 32, 64, 1, bits, 0), header
    assert 2 ** bits == colours
    pixels = 62 + 4 * colours
    mask = pixels + 32 * 32 * bits // 8
    assert mask + 32 * 4 == len(data)
    assert header[6] == len(data) - pixels
    # Some of it is transparent, some in one colour, some in another.
    assert 100 < sum(bin(b).count("1") for b in data[mask:]) < 600
    assert len(set(data[pixels:mask])) > 3


def no_clock(s):
    """SOURCE_DATE_EPOCH of lib.sh is this day, no paper is of it."""
    for path in s.paths + [s.folder + "/style.css"]:
        with open(path, encoding="utf-8") as f:
            text = f.read()
        assert not re.search(r"2026-11-2[1-9]|Nov 2[1-9]|2[1-9] Nov", text)
        assert not re.search(r"\b\d\d:\d\d\b(?!:\d\dZ\")", re.sub(
            r'datetime="[^"]*"', "", text)), path


if __name__ == "__main__":
    globals()[sys.argv[1]](Site(*sys.argv[2:]))

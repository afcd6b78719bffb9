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
VOID = {"meta", "link", "img", "br", "hr", "wbr", "input"}
KNOWN = VOID | set("""html head title body header nav main footer section
    article figure figcaption h1 h2 h3 h4 p pre ul ol li a div span strong code
    bdi time details summary svg g rect path table caption thead tbody tr th td
    abbr form label input button script""".split())
BLOCKS = set("""p pre ul ol div section article figure h1 h2 h3 h4 header main
    footer nav details table""".split())
HEADINGS = ("h1", "h2", "h3", "h4")


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
        assert all(value for name, value in attributes
            if name not in ("alt", "defer", "data-months")), \
            (tag, attributes)
        if tag == "tr":
            assert self.at.tag in ("thead", "tbody"), self.at.tag
        if tag in ("th", "td"):
            assert self.at.tag == "tr", self.at.tag
        if tag in BLOCKS:
            outer = [tag for tag in ("p", "pre", *HEADINGS, "span", "code",
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
        self.paths = sorted(glob.glob(folder + "/**/*.html", recursive=True))
        self.pages = {os.path.relpath(p, folder)[:-5]: parse(p)
            for p in self.paths}
        assert sorted(self.pages) == sorted(self.wanted()), sorted(
            set(self.pages) ^ set(self.wanted()))
        self.index = self.pages["index"]

    def wanted(self):
        """The pages that there must be, and no others."""
        days = self.days()
        yield "index"
        for slug, records in self.records.items():
            yield slug
            for month in self.months(slug) if slug != "all" else []:
                yield "%s-%s" % (slug, month)
        for name in days:
            yield "day/" + name
        for name in {day[:7] for day in days}:
            yield "month/" + name
        for name in {week_of(day) for day in days}:
            yield "week/" + name

    def days(self):
        """The days with papers, newest first."""
        return sorted({r["listed"][:10] for r in self.records["all"]})[::-1]

    def months(self, slug):
        """The months of a topic that have a page, newest first."""
        months = sorted({r["listed"][:7] for r in self.records[slug]})[::-1]
        cut = len(self.entries(slug)) < len(self.records[slug])
        return months if len(months) > 1 or cut else []

    def of_day(self, day):
        """The records of a day in the order of its listing."""
        def place(r):
            ranks = [x["rank"] for x in r["listings"]
                if (x["kind"], x["label"]) == ("day", day)]
            return min(ranks, default=1e9), r["listed"]
        return sorted((r for r in self.records["all"]
            if r["listed"][:10] == day), key=place)

    def topic_pages(self):
        for topic in self.topics:
            yield topic, self.pages[topic[0]], self.records[topic[0]]

    def entries(self, slug):
        return ET.parse("%s/%s.atom" % (self.folder, slug)).getroot() \
            .findall(ATOM + "entry")

    def card(self, slug):
        """A topic on the first page."""
        links = [a for a in self.index.one("ul", "topics").all("a", "name")
            if a.get("href") == slug + ".html"]
        assert len(links) == 1, (slug, len(links))
        return links[0].inside("li")


def week_of(day):
    year, week, weekday = datetime.date.fromisoformat(day).isocalendar()
    return "%d-W%02d" % (year, week)


def long_date(day):
    date = datetime.date.fromisoformat(day)
    return "%d %s" % (date.day, date.strftime("%B %Y"))


def long_day(day):
    return datetime.date.fromisoformat(day).strftime("%A, ") + long_date(day)


def anchor(record):
    on_arxiv = record["guid"].startswith("https://arxiv.org/abs/")
    return record["id"] if on_arxiv else record["guid"].rpartition(":")[2]


def plural(n, thing):
    return "{:,} {}{}".format(n, thing, "" if n == 1 else "s")


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
            # The title beside it says what the picture is of.
            assert img.get("alt") == "" and img.get("loading") == "lazy"
            assert int(img.get("width")) > int(img.get("height")) > 0
        for time in page.all("time"):
            day = time.get("datetime")
            assert time.text() == (str(int(day[8:])) if time.inside("td")
                else long_date(day)), (day, time.text())


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
            if e.tag in HEADINGS]
        assert levels[0] == 1 and levels.count(1) == 1, levels
        assert all(b <= a + 1 for a, b in zip(levels, levels[1:])), levels
        by_id = {e.get("id"): e for e in page.walk() if e.get("id")}
        for e in page.walk():
            if e.get("aria-labelledby"):
                assert by_id[e.get("aria-labelledby")].tag in ("h2", "h3")
        assert all(x.get("aria-labelledby") for x in body.all("section"))
        for e in body.walk():       # everything lies in a landmark
            if isinstance(e, Element) and e.tag in ("p", *HEADINGS):
                assert any(e.inside(t) for t in ("header", "main", "footer"))
        skip = body.all("a")[0]
        assert by_id[skip.get("href")[1:]].tag == "main"
        canonical = [x.get("href") for x in head.all("link")
            if x.get("rel") == "canonical"]
        assert canonical == [SITE if slug == "index" else
            "%s%s.html" % (SITE, slug)]
        assert len(body.all("p", "site")) == (slug != "index")
        for d in body.all("details"):
            children = [c for c in d.children if isinstance(c, Element)]
            assert children[0].tag == "summary" and d.one("summary").text()


def nothing_active(s):
    """What default-src 'none'; style-src 'self'; img-src 'self' https: allows"""
    for slug, page in s.pages.items():
        active = [(e.tag, e.get("src") or e.get("action"))
            for e in page.walk() if e.tag in ("script", "form")]
        assert active == ([("script", "search.js"),
            ("form", "https://huggingface.co/papers")]
            if slug == "index" else []), (slug, active)
        for e in page.walk():
            assert e.tag not in ("style", "iframe", "base", "object", "embed")
            assert e.tag != "script" or not e.children
            for name, value in e.attributes.items():
                assert name != "style" and not name.startswith("on"), name
                if name in ("href", "src"):
                    assert re.match(r"https?://|#|(\.\./)?[A-Za-z0-9-]+[./]",
                        value), value
                    assert not re.match(r"(?!https?:)[^/#]*:", value), value
            if e.tag == "link" and e.get("rel") in ("stylesheet", "icon"):
                assert os.path.basename(e.get("href")) in ("style.css",
                    "favicon.ico")
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
            assert not url.query and not url.path.startswith("/"), url
            path = os.path.normpath(os.path.join(os.path.dirname(name),
                url.path)) if url.path else name + ".html"
            assert os.path.isfile(os.path.join(s.folder, path)), (name, path)
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
    for name, page in s.pages.items():
        if "/" in name:
            assert feeds(page) == [(kind, title, "../" + href)
                for kind, title, href in wanted(s.topics[0])], name
        elif name not in s.records and name != "index":
            topic = [t for t in s.topics if name[:-8] == t[0]]
            assert feeds(page) == wanted(topic[0]), name


def addresses(s):
    """Every feed is linked in sight, and what one copies is absolute."""
    def copied(e):
        return [c.text() for c in e.all("code", "address")]

    want = [SITE + "all." + f[1] for f in FORMATS] + [SITE + "feeds.opml"]
    assert copied(s.index) == want, copied(s.index)
    names = []
    for topic, page, records in s.topic_pages():
        slug, title = topic[:2]
        want = ["%s%s.%s" % (SITE, slug, f[1]) for f in FORMATS]
        box = page.one("section", "box")
        assert copied(page) == copied(box) == want, copied(page)
        hrefs = [a.get("href") for a in box.all("a")]
        for name, extension, kind in FORMATS:
            assert "%s.%s" % (slug, extension) in hrefs
        feed = s.card(slug).one("a", "feed")
        assert feed.get("href") == slug + ".atom"
        names.append(one_line(feed.text()))
        assert names[-1] == "Atom feed of " + one_line(title), names[-1]
        assert slug + ".bib" in hrefs
    assert len(set(names)) == len(names), names


def queries(s):
    """Queries are on the topics' pages, folded, and nowhere else."""
    for (slug, title, match, votes), page, records in s.topic_pages():
        rules = page.all("details", "rule")
        assert len(rules) == (match is not None), slug
        for rule in rules:
            assert rule.one("code").text() == match, rule.text()
        about = one_line(page.one("div", "about").text())
        said = "at least %s" % plural(votes, "upvote")
        assert (said in about) == (votes > 0), about
    assert not [c for c in s.index.all("code") if not c.get("class")]


def headings(s):
    for (slug, title, match, votes), page, records in s.topic_pages():
        assert page.one("h1").text() == title, (slug, page.one("h1").text())
        feed = ET.parse("%s/%s.atom" % (s.folder, slug)).getroot()
        assert page.one("head").one("title").text() == \
            feed.findtext(ATOM + "title")
        described = [m.get("content") for m in page.all("meta")
            if m.get("name") == "description"]
        assert described == [feed.findtext(ATOM + "subtitle")]
        assert s.card(slug).one("a", "name").text() == title
    for name, page in s.pages.items():
        if name == "index":
            continue
        assert page.one("header").one("p", "site").text() == TITLE
        assert [a.get("href") for a in page.one("header").all("a")][0] == \
            ("../" if "/" in name else "") + "index.html"
    assert s.index.one("h1").text() == TITLE
    assert s.index.one("head").one("title").text() == TITLE


def counts(s):
    for topic, page, records in s.topic_pages():
        n = len(records)
        want = "No papers yet" if n == 0 else "%s, newest %s" % (
            plural(n, "paper"), long_date(records[0]["listed"][:10]))
        main = page.one("main")
        assert one_line(main.one("p", "facts").text()) == want, want
        count = one_line(s.card(topic[0]).one("span", "count").text())
        assert count == plural(n, "paper"), count
        if n == 0:
            assert not main.all("svg") and "Nothing here yet" in main.text()
            assert not s.card(topic[0]).all("svg")
            continue
        shown = len(main.all("article"))
        assert ("newest %d of %s" % (shown, plural(n, "paper"))
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


def shown_weeks(records, last):
    """How many weeks a chart up to that one has."""
    n = (last - monday(datetime.date.fromisoformat(
        records[-1]["listed"][:10]))).days // 7 + 1
    return min(max(n, 4), WEEKS)


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
        shown = shown_weeks(records, last)
        want = weeks_until(records, last)[-shown:]
        svg = page.one("figure").one("svg")
        assert svg.get("role") == "img"
        assert svg.get("viewbox") == "0 0 %d 100" % (10 * shown)
        label = svg.get("aria-label")
        dates, numbers, most = re.fullmatch(
            r"(.*): ([\d, ]+)\. Most in a week: ([\d,]+)\.", label).groups()
        assert [int(n) for n in numbers.split(", ")] == want, label
        first = last - datetime.timedelta(weeks=shown - 1)
        assert re.findall(r"\d{4}-\d\d-\d\d", dates) == \
            [str(first), str(last)], label
        assert int(most.replace(",", "")) == max(want)
        groups = svg.all("g")
        assert [g.one("title").text() for g in groups] == [
            "Week of %s: %s" % (first + datetime.timedelta(weeks=i),
            plural(n, "paper")) for i, n in enumerate(want)]
        bars = [g.all("rect", "bar") for g in groups]
        assert all(int(b.get("y")) + int(b.get("height")) == 100
            for bar in bars for b in bar)
        assert all(0 <= int(b.get("x")) - 10 * i < 10
            for i, bar in enumerate(bars) for b in bar)
        check_bars([int(bar[0].get("height")) if bar else 0
            for bar in bars], want)


def small_charts(s):
    last = newest_week(s.records["all"])
    shown = shown_weeks(s.records["all"], last)
    for topic, page, records in s.topic_pages():
        want = weeks_until(records, last)[-shown:]
        svgs = s.card(topic[0]).all("svg")
        assert len(svgs) == (sum(want) > 0), topic
        if not svgs:
            continue
        assert svgs[0].get("role") == "img"
        assert svgs[0].get("viewbox") == "0 0 %d 100" % (10 * shown)
        assert svgs[0].one("title").text() == "%s in the %d weeks up to that " \
            "of %s; most in a week: %s" % (plural(sum(want), "paper"), shown,
            last, "{:,}".format(max(want)))
        heights = [0] * shown
        for x, up, down in re.findall(r"M(\d+) 100v-(\d+)h8v(\d+)z",
            svgs[0].one("path").get("d")):
            assert up == down
            heights[int(x) // 10] = int(up)
        check_bars(heights, want)


def check_gist(article, record):
    """The summary or, where there is none, how the abstract begins."""
    gists = article.all("p", "gist")
    assert len(gists) == bool(record["summary"] or record["abstract"])
    for p in gists:
        assert p.get("dir") == "auto"
        # What is no summary says so.
        assert ("begun" in p.get("class").split()) == (not record["summary"])
        text = p.text()
        if record["summary"]:
            assert text == record["summary"], text
        else:
            begun = text[:-2] if text.endswith(" …") else text
            assert record["abstract"].startswith(begun) and begun, text
            assert len(begun.encode()) <= 330, text


def check_people(article, record):
    people = article.all("p", "by")
    names = record["authors"][:3]
    n = max(record["author_count"] or 0, len(record["authors"]))
    assert len(people) == bool(record["organization"] or n), people
    for p in people:
        said = [b.text() for b in p.all("bdi")]
        assert said == [x for x in [record["organization"]] if x] + names, said
        rest = n - len(names)
        assert one_line(p.text()).endswith(" and " + plural(rest, "other")) == \
            (rest > 0 and bool(names)), p.text()


def check_earlier(s, paragraphs, record, root, brief):
    """Earlier papers, on the pages of their days, as the feed names them."""
    assert len(paragraphs) <= 1 - brief
    if brief:
        return
    by_guid = {e.findtext(ATOM + "id"): e for e in s.entries("all")}
    links = [a for p in paragraphs for a in p.all("a")]
    assert len(links) <= 3
    known = {"%sday/%s.html#%s" % (root, r["listed"][:10], anchor(r)): r
        for r in s.records["all"]}
    for a in links:
        other = known[a.get("href")]
        assert other["listed"] < record["listed"], other
        text = a.text()
        begun = text[:-2] if text.endswith(" …") else text
        assert other["title"].startswith(begun) and len(text) > 1, text
        if text == begun:
            assert other["title"][len(text):][:1] in ("", ":"), text
    if record["guid"] in by_guid:
        content = by_guid[record["guid"]].findtext(ATOM + "content")
        named = content.partition("See also:")[2]
        want = [known[a.get("href")]["links"].get("listing") for a in links]
        got = [html.unescape(x) for x in re.findall('href="([^"]*)"', named)]
        assert len(got) == len(want) and all(w in (None, g)
            for w, g in zip(want, got)), (got, want)


def check_card(s, article, record, root, dated=True, day_page=False,
    brief=False):
    """A paper on a page: all that it says, and nothing else."""
    heading = [h for tag in HEADINGS for h in article.all(tag)]
    assert len(heading) == 1 and heading[0].get("dir") == "auto"
    assert heading[0].text() == record["title"], heading[0].text()
    if record["links"].get("listing"):
        assert heading[0].one("a").get("href") == record["links"]["listing"]
    assert article.get("id") == anchor(record)
    check_gist(article, record)
    check_people(article, record)
    ways = article.all("p", "ways")[0]
    check_earlier(s, article.all("p", "ways")[1:], record, root, brief)
    mark = ways.one("a", "mark")
    day = record["listed"][:10]
    assert mark.get("href") == ("#" if day_page else "%sday/%s.html#" % (root,
        day)) + anchor(record), mark.get("href")
    if dated:
        assert mark.one("time").get("datetime") == day
    # A date comes first, a sign last.
    hrefs = [a.get("href") for a in ways.all("a")]
    hrefs = hrefs[1:] if dated else hrefs[:-1]
    links = record["links"]
    want = [links.get("abs"), links.get("pdf")]
    if links.get("pdf") and record["id"] > "2312":
        want.append("https://arxiv.org/html/" + record["id"])
    want += [links.get("code"), links.get("project")]
    if links.get("listing"):
        want.append(links["listing"] + "#community")
    want = [x for i, x in enumerate(want) if x and x not in want[:i]]
    assert hrefs == want, (hrefs, want)
    tags = [(a.get("href"), a.text()) for u in article.all("ul", "tags")
        for a in u.all("a")]
    titles = {t[0]: t[1] for t in s.topics}
    assert tags == [(root + slug + ".html", titles[slug])
        for slug in record["topics"]], (tags, record["topics"])
    assert [i.get("src") for i in article.all("img")] in ([],
        [links.get("thumbnail")])


def entries(s):
    """The page's papers are the feed's, in its order."""
    for topic, page, records in s.topic_pages():
        articles = page.one("main").all("article")
        feed = s.entries(topic[0])
        assert len(articles) == len(feed), (topic, len(articles), len(feed))
        by_guid = {r["guid"]: r for r in records}
        for article, entry in zip(articles, feed):
            record = by_guid[entry.findtext(ATOM + "id")]
            check_card(s, article, record, "", topic[0] != "all")
            assert topic[0] == "all" or topic[0] in record["topics"]
            thumbnail = entry.find("{http://search.yahoo.com/mrss/}thumbnail")
            assert len(article.all("img")) == (thumbnail is not None)


def newest(s):
    """The first page has the newest days' papers, and the way to others."""
    section = s.index.one("main").all("section")[0]
    days, left = s.days(), s.days()
    articles = section.all("article")
    while left and len(days) - len(left) < 3 and len([r for day in days
        if day not in left for r in s.of_day(day)]) < 10:
        left = left[1:]
    shown = [day for day in days if day not in left]
    want = [r for day in shown for r in s.of_day(day)]
    assert [a.get("id") for a in articles] == [anchor(r) for r in want]
    for article, record in zip(articles, want):
        check_card(s, article, record, "", dated=False, brief=True)
    assert [a.get("href") for p in section.all("p", "on") for a in p.all("a")
        ] == ["day/%s.html" % day for day in left[:1]]
    assert [(h.text(), h.one("a").get("href")) for h in section.all("h2")] == \
        [(long_day(day), "day/%s.html" % day) for day in shown]
    earlier = [(li.one("a").get("href"), one_line(li.text()))
        for ul in s.index.all("ul", "days") for li in ul.all("li")]
    assert earlier == [("day/%s.html" % day, "%s %s" % (long_day(day),
        plural(len(s.of_day(day)), "paper"))) for day in left[:7]], earlier
    months = [a.get("href") for a in s.index.one("ul", "months").all("a")]
    assert months == ["month/%s.html" % month
        for month in sorted({day[:7] for day in days})[::-1]], months


def turns(page):
    """Where a page leads, at its top and at its end alike: older, newer."""
    navs = page.all("nav", "turn")
    found = [[[a.get("href") for a in nav.all("a") if a.get("rel") == rel]
        for rel in ("prev", "next")] for nav in navs]
    assert len(navs) in (0, 2) and found[:1] == found[1:], found
    return found[0] if found else [[], []]


def check_chain(s, names, page_name):
    """Names, newest first, lead one to the next and back."""
    for i, name in enumerate(names):
        want = [[page_name(x) for x in names[i + 1:i + 2]],
            [page_name(x) for x in names[max(i - 1, 0):i]]]
        got = [[os.path.normpath(href)[:-5] for href in hrefs]
            for hrefs in turns(s.pages[page_name(name)])]
        want = [[os.path.basename(x) for x in xs] for xs in want]
        assert got == want, (name, got, want)


def past(s):
    """A topic's months have all its papers, and lead to one another."""
    for topic, page, records in s.topic_pages():
        slug = topic[0]
        months = s.months(slug)
        linked = [a.get("href") for u in page.all("ul", "months")
            for a in u.all("a")]
        if slug == "all":
            assert linked == ["month/%s.html" % m for m in sorted({r["listed"]
                [:7] for r in records})[::-1]], linked
            continue
        assert linked == ["%s-%s.html" % (slug, m) for m in months], linked
        check_chain(s, months, lambda m: "%s-%s" % (slug, m))
        for month in months:
            found = s.pages["%s-%s" % (slug, month)]
            want = [r for r in records if r["listed"][:7] == month]
            articles = found.all("article")
            assert [a.get("id") for a in articles] == [anchor(r) for r in want]
            for article, record in zip(articles, want):
                check_card(s, article, record, "")
                assert not article.all("span", "votes")
            assert plural(len(want), "paper") in found.one("p", "facts").text()


def days(s):
    """A day has its papers in the listing's order; days lead to one another."""
    names = s.days()
    check_chain(s, names, lambda day: "day/" + day)
    for day in names:
        page = s.pages["day/" + day]
        assert page.one("h1").text() == long_day(day)
        want = s.of_day(day)
        articles = page.all("article")
        assert [a.get("id") for a in articles] == [anchor(r) for r in want]
        for article, record in zip(articles, want):
            check_card(s, article, record, "../", dated=False, day_page=True)
        hrefs = [a.get("href") for a in page.one("p", "facts").all("a")]
        assert hrefs == ["../week/%s.html" % week_of(day),
            "../month/%s.html" % day[:7], day + ".bib"], hrefs
        with open("%s/day/%s.bib" % (s.folder, day), encoding="utf-8") as f:
            keys = re.findall(r"(?m)^@misc\{\w+:(.*),$", f.read())
        assert keys == [anchor(r) for r in want], keys


def overviews(s):
    """Weeks and months count the papers of each day, and name the best."""
    names = {"month": sorted({d[:7] for d in s.days()})[::-1],
        "week": sorted({week_of(d) for d in s.days()})[::-1]}
    for kind, periods in names.items():
        check_chain(s, periods, lambda x: "%s/%s" % (kind, x))
        for name in periods:
            page = s.pages["%s/%s" % (kind, name)]
            records = [r for r in s.records["all"] if name == (
                r["listed"][:7] if kind == "month" else
                week_of(r["listed"][:10]))]
            assert one_line(page.one("p", "facts").text()).startswith(
                plural(len(records), "paper"))
            counted = collections.Counter(r["listed"][:10] for r in records)
            cells = page.one("tbody").all("td")
            assert len(cells) % 7 == 0
            found = {c.one("time").get("datetime"): int(c.one("strong").text()
                ) if c.all("strong") else 0 for c in cells if c.all("time")}
            assert {d: n for d, n in found.items() if n} == counted
            assert len(found) == (7 if kind == "week" else (
                datetime.date(int(name[:4]) + (name[5:] == "12"),
                int(name[5:]) % 12 + 1, 1) - datetime.timedelta(1)).day)
            assert all(a.get("href") == "../day/%s.html" %
                a.one("time").get("datetime") for a in
                page.one("tbody").all("a") if a.all("time"))
            best = sorted((r for r in records if r["peak_upvotes"]),
                key=lambda r: (-r["peak_upvotes"], r["listed"]))[:10]
            lines = [li.all("a")[0].text() for ol in page.all("ol", "lines")
                for li in ol.all("li")]
            assert lines == [r["title"] for r in best], (name, lines)


def search(s):
    """The indexes have all papers, newest first, and little else."""
    form = s.index.one("form")
    months = sorted({r["listed"][:7] for r in s.records["all"]})[::-1]
    assert form.get("data-months") == " ".join(months[:13])
    assert form.one("label").get("for") == form.one("input").get("id")
    slugs = [t[0] for t in s.topics]
    for month in months:
        with open("%s/search/%s.txt" % (s.folder, month),
            encoding="utf-8", newline="\n") as f:
            lines = f.read().split("\n")
        assert lines.pop() == ""
        want, day, over = [], None, 0
        for r in (r for r in s.records["all"] if r["listed"][:7] == month):
            if r["listed"][:10] != day:
                day = r["listed"][:10]
                want.append([day])
            want.append([anchor(r), ",".join(sorted((str(slugs.index(t))
                for t in r["topics"]), key=int)), r["title"],
                ", ".join(r["authors"][:100])])
        assert [line.split("\t") for line in lines] == want, month
        papers = [line for line in lines if "\t" in line]
        searched = sum(len("".join(line.split("\t")[2:]).encode())
            for line in papers)
        over = sum(len(line.encode()) + 1 for line in lines) - searched
        assert over <= 25 * len(papers), (over, len(papers))


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
    for path in s.paths + [s.folder + "/style.css"] + glob.glob(
        s.folder + "/**/*.bib", recursive=True):
        with open(path, encoding="utf-8") as f:
            text = re.sub("<td>.*?</td>", "", f.read())
        assert not re.search(r"2026-11-2[1-9]|Nov 2[1-9]|2[1-9] Nov", text)
        assert not re.search(r"\b\d\d:\d\d\b(?!:\d\dZ\")", re.sub(
            r'datetime="[^"]*"', "", text)), path


if __name__ == "__main__":
    globals()[sys.argv[1]](Site(*sys.argv[2:]))

#!/usr/bin/env python3
"""What the W3C feed validator would say at its level AA, without it.

  w3c_rules.py URL FILE [EXPORT]

The file, Atom, RSS 2.0 or OPML, is served at URL.  Prints a line for each
finding, which starts with the name of the validator's event, and fails if
there is one.  EXPORT has the records in it (paperfeed export): their own
texts may look like HTML, which the validator warns of and which is right, and
of those that were truly listed in one second the dates are alike.

Only what our writers could do wrong is looked at; the validator knows more.
"""
import datetime
import email.utils
import html.parser
import json
import os
import re
import sys
import time
import xml.etree.ElementTree as ET
from html.entities import name2codepoint
from urllib.parse import urlsplit

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML = "{http://www.w3.org/XML/1998/namespace}"
PREFIXES = {	# NonstdPrefix, UnknownNamespace
    "http://www.w3.org/2005/Atom": ("", "atom"),
    "http://search.yahoo.com/mrss/": ("media",),
    "http://purl.org/syndication/history/1.0": ("fh",),
    "http://purl.org/dc/elements/1.1/": ("dc",),
}
RELATIONS = {"alternate", "current", "enclosure", "first", "hub", "last",
    "license", "next", "next-archive", "prev-archive", "previous", "related",
    "replies", "self", "up", "via"}
# HTML that it takes for safe, as far as we have a use for it.
ELEMENTS = {"a", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt",
    "em", "i", "img", "li", "ol", "p", "pre", "span", "strong", "sub", "sup",
    "ul"}
ATTRIBUTES = {"alt", "dir", "height", "href", "hreflang", "lang", "rel",
    "src", "title", "type", "width"}
HTML_ELEMENTS = ELEMENTS | {"body", "button", "form", "h1", "h2", "h3",
    "head", "html", "iframe", "object", "script", "style", "svg", "table",
    "title"}
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9;/?:@&=+$.\-_!~*'()%,#"
    r"\[\]]+")
NOW = datetime.datetime.fromtimestamp(
    int(os.environ.get("SOURCE_DATE_EPOCH", time.time())),
    datetime.timezone.utc)

findings = []
texts, instants = set(), {}	# what the records themselves say


def find(event, *detail):
    findings.append("%s: %s" % (event, " ".join(map(str, detail))[:200]))


def check_uri(value, where):
    value = value or ""
    if value != value.strip():
        find("UnexpectedWhitespace", where, repr(value))
    elif not URI.fullmatch(value):
        find("InvalidFullLink", where, repr(value))
    elif value.lower().startswith("http") and not urlsplit(value).hostname:
        find("InvalidFullLink", where, repr(value))


def check_canonical(value, where):
    """RFC 3986, section 6.2.2 and 6.2.3."""
    check_uri(value, where)
    parts = urlsplit(value or "")
    if parts.scheme in ("http", "https") and (
            value.split(":")[0] != parts.scheme or
            parts.netloc != parts.netloc.lower() or parts.path == "" or
            re.search(r":(80|443)?$", parts.netloc) or
            "/." in parts.path or re.search("%[0-9a-fA-F]?[a-f]", value)):
        find("NonCanonicalURI", where, value)


def check_text(value, where, event="ContainsHTML"):
    """Plain text that looks like HTML; that of a record may."""
    if value is None or value in texts:
        return
    for name in re.findall(r"</(\w+)>", value):
        if name.lower() in HTML_ELEMENTS:
            find(event, where, repr(value))
    for name in re.findall(r"&(#?\w+)", value):
        if name in name2codepoint or name == "apos" or not name.isalpha():
            find(event, where, repr(value))


def check_once(parent, names, optional=()):
    for name in names:
        if len(parent.findall(name)) > 1:
            find("DuplicateElement", parent.tag, name)
        elif parent.find(name) is None and name not in optional:
            find("MissingElement", parent.tag, name)
        elif parent.find(name) is not None and \
                not (parent.findtext(name) or "").strip():
            find("NotBlank", parent.tag, name)


class Html(html.parser.HTMLParser):
    def __init__(self, where):
        super().__init__(convert_charrefs=True)
        self.where, self.stack = where, []

    def handle_starttag(self, tag, attributes):
        if tag not in ELEMENTS:
            find("SecurityRisk", self.where, tag)
        if tag not in ("br", "img"):
            self.stack.append(tag)
        for name, value in attributes:
            if name not in ATTRIBUTES:
                find("SecurityRiskAttr", self.where, name)
            if name in ("href", "src"):
                if not urlsplit(value or "").scheme:
                    find("ContainsRelRef", self.where, value)
                else:
                    check_uri(value, self.where)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            find("NotHtml", self.where, "</%s>" % tag)

    def unknown_decl(self, data):
        find("NotHtml", self.where, data)

    handle_decl = handle_pi = handle_comment = unknown_decl


def check_html(value, where):
    reader = Html(where)
    reader.feed(value or "")
    reader.close()
    if reader.stack:
        find("NotHtml", where, "open", *reader.stack)
    if re.search(r"&(?!(#\d+|#x[0-9A-Fa-f]+|\w+);)", value or ""):
        find("NotHtml", where, "a bare &")


def check_plausible(when, where):
    if when.year < 1990 or when > NOW + datetime.timedelta(minutes=10):
        find("ImplausibleDate", where, when)


def check_rfc3339(value, where):
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)",
            value or ""):
        find("InvalidRFC3339Date", where, repr(value))
        return
    check_plausible(
        datetime.datetime.fromisoformat(value.replace("Z", "+00:00")), where)


def check_rfc822(value, where):
    match = re.fullmatch(r"(\w{3}), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT",
        value or "")
    try:
        when = email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError):
        match = None
    if not match:
        find("InvalidRFC2822Date", where, repr(value))
    elif email.utils.format_datetime(when, usegmt=True) != value:
        find("IncorrectDOW", where, value)
    else:
        check_plausible(when, where)


def check_distinct(values, event):
    seen = set()
    for value in values:
        if value in seen:
            find(event, value)
        seen.add(value)


def check_thumbnails(parent):
    for thumbnail in parent.findall(MEDIA + "thumbnail"):
        if set(thumbnail.keys()) - {"url", "width", "height"}:
            find("UnexpectedAttribute", "media:thumbnail", thumbnail.keys())
        if thumbnail.get("url") is None:
            find("MissingAttribute", "media:thumbnail", "url")
        else:
            check_uri(thumbnail.get("url"), "media:thumbnail")


def check_atom_links(parent, url=None):
    alternates = []
    for link in parent.findall(ATOM + "link"):
        rel, href = link.get("rel", "alternate"), link.get("href")
        mime = link.get("type")
        if rel not in RELATIONS:
            find("UnregisteredAtomLinkRel", rel)
        if mime is not None and not re.fullmatch(r"[\w.+-]+/[\w.+-]+", mime):
            find("InvalidMIMEType", mime)
        if href is None:
            find("MissingHref", rel)
        check_uri(href, "link " + rel)
        if link.get("title") is not None:
            check_text(link.get("title"), "link title")
            if not link.get("title").strip():
                find("AttrNotBlank", "link title")
        if rel == "alternate":
            alternates.append((mime, link.get("hreflang")))
        if rel == "self" and mime not in (None, "application/atom+xml",
                "application/rss+xml"):
            find("SelfNotAtom", mime)
        if rel == "self" and url is not None and href != url:
            find("SelfDoesntMatchLocation", href)
        if rel == "enclosure" and link.get("length") is None:
            find("MissingAttribute", "enclosure length")
    check_distinct(alternates, "DuplicateAtomLink")
    if url is not None and not parent.findall(ATOM + "link[@rel='self']"):
        find("MissingAtomSelfLink", url)


def check_person(person):
    check_once(person, [ATOM + "name"])
    name = person.findtext(ATOM + "name")
    check_text(name, "author")
    if re.search(r"<[^<>@\s]+@[^<>@\s]+>", name or ""):
        find("ContainsEmail", name)


def check_categories(parent):
    for category in parent.findall(ATOM + "category"):
        if not (category.get("term") or "").strip():
            find("MissingAttribute", "category term")
        if category.get("scheme") is not None:
            check_uri(category.get("scheme"), "category scheme")
        check_text(category.get("label"), "category label")
        if category.text or len(category):
            find("UndefinedElement", "in category")


def check_entry(entry):
    name = entry.findtext(ATOM + "id")
    if set(child.tag for child in entry) - {ATOM + tag for tag in ("id",
            "title", "published", "updated", "author", "link", "category",
            "summary", "content", "rights")} - {MEDIA + "thumbnail"}:
        find("UndefinedElement", name, [child.tag for child in entry])
    check_once(entry, [ATOM + tag for tag in ("id", "title", "updated",
        "published", "summary", "content")],
        [ATOM + tag for tag in ("published", "summary", "content")])
    check_canonical(name, "id")
    check_text(entry.findtext(ATOM + "title"), "title",
        "ContainsUndeclaredHTML")
    check_text(entry.findtext(ATOM + "summary"), "summary",
        "ContainsUndeclaredHTML")
    for tag in ("published", "updated"):
        check_rfc3339(entry.findtext(ATOM + tag), name)
    for person in entry.findall(ATOM + "author"):
        check_person(person)
    check_atom_links(entry)
    check_categories(entry)
    check_thumbnails(entry)
    content = entry.find(ATOM + "content")
    if content is None:
        if entry.find(ATOM + "summary") is None:
            find("MissingTextualContent", name)
        if entry.find(ATOM + "link[@rel='alternate']") is None:
            find("MissingContentOrAlternate", name)
    elif content.get("type") == "html":
        check_html(content.text, name)


def check_atom(root, url):
    children = [child.tag for child in root]
    if ATOM + "entry" in children and set(
            children[children.index(ATOM + "entry"):]) != {ATOM + "entry"}:
        find("MisplacedMetadata", children)
    if set(children) - {ATOM + tag for tag in ("id", "title", "subtitle",
            "updated", "author", "link", "category", "icon", "logo",
            "rights", "generator", "entry")} - {HISTORY + "archive"}:
        find("UndefinedElement", set(children))
    check_once(root, [ATOM + tag for tag in ("id", "title", "updated",
        "subtitle", "generator", "icon", "logo", "rights")],
        [ATOM + tag for tag in ("subtitle", "generator", "icon", "logo",
        "rights")])
    check_canonical(root.findtext(ATOM + "id"), "feed id")
    check_rfc3339(root.findtext(ATOM + "updated"), "feed")
    for tag in ("title", "subtitle", "generator"):
        check_text(root.findtext(ATOM + tag), tag, "ContainsUndeclaredHTML")
    if root.find(ATOM + "icon") is not None:
        check_uri(root.findtext(ATOM + "icon"), "icon")
    generator = root.find(ATOM + "generator")
    if generator is not None and generator.get("uri") is not None:
        check_uri(generator.get("uri"), "generator")
    for person in root.findall(ATOM + "author"):
        check_person(person)
    check_atom_links(root, url)
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*",
            root.get(XML + "lang") or ""):
        find("InvalidLanguage", root.get(XML + "lang"))
    relations = {link.get("rel") for link in root.findall(ATOM + "link")}
    if root.find(HISTORY + "archive") is not None and \
            "current" not in relations:
        find("MissingCurrentInArchive", url)
    if root.find(HISTORY + "archive") is None and "current" in relations:
        find("CurrentNotInArchive", url)
    entries = root.findall(ATOM + "entry")
    for entry in entries:
        check_entry(entry)
        if root.find(ATOM + "author") is None and \
                entry.find(ATOM + "author") is None:
            find("MissingElement", "author")
    check_distinct([e.findtext(ATOM + "id") for e in entries],
        "DuplicateEntries")
    # Two that truly changed at one instant may say so.
    check_distinct([(e.findtext(ATOM + "updated"),
        instants.get(e.findtext(ATOM + "id"))) for e in entries],
        "DuplicateUpdated")


def check_item(item):
    name = item.findtext("guid")
    if set(child.tag for child in item) - {"title", "link", "description",
            "guid", "pubDate", "category", "comments", "source", "enclosure",
            DC + "creator", MEDIA + "thumbnail"}:
        find("UndefinedElement", name, [child.tag for child in item])
    check_once(item, ["title", "link", "description", "guid", "pubDate",
        "comments", DC + "creator", "enclosure"],
        ["pubDate", "comments", DC + "creator", "enclosure"])
    check_uri(item.findtext("link"), "link")
    if item.find("comments") is not None:
        check_uri(item.findtext("comments"), "comments")
    if item.find("guid") is None:
        find("MissingGuid", name)
    elif item.find("guid").get("isPermaLink", "true") == "true" and \
            not name.startswith("http"):
        find("InvalidPermalink", name)
    elif item.find("guid").get("isPermaLink", "true") not in ("true",
            "false"):
        find("InvalidBooleanAttribute", name)
    check_text(item.findtext("title"), "title")
    check_rfc822(item.findtext("pubDate"), name)
    check_html(item.findtext("description"), name)
    for category in item.findall("category"):
        if not (category.text or "").strip():
            find("NotBlank", "category")
        if set(category.keys()) - {"domain"}:
            find("UnexpectedAttribute", "category")
    for enclosure in item.findall("enclosure"):
        if set(enclosure.keys()) != {"url", "length", "type"}:
            find("MissingAttribute", "enclosure")
    check_thumbnails(item)


def check_rss(root, url, text):
    channel = root.find("channel")
    if root.get("version") != "2.0" or channel is None:
        find("ObsoleteVersion", root.get("version"))
        return
    children = [child.tag for child in channel]
    if "item" in children and \
            set(children[children.index("item"):]) != {"item"}:
        find("MisplacedItem", children)
    if set(children) - {"title", "link", "description", "language",
            "pubDate", "lastBuildDate", "docs", "generator", "ttl", "item",
            "image", "category", ATOM + "link"}:
        # AvoidTextInput, and skipHours, managingEditor without an address
        find("UndefinedElement", set(children))
    if not (channel.findtext("description") or "").strip():
        find("MissingDescription", url)
    check_once(channel, ["title", "link", "description", "language",
        "pubDate", "lastBuildDate", "docs", "generator", "ttl"], ["image"])
    for tag in ("link", "docs"):
        check_uri(channel.findtext(tag), tag)
    for tag in ("pubDate", "lastBuildDate"):
        check_rfc822(channel.findtext(tag), tag)
    for tag in ("title", "description", "generator"):
        check_text(channel.findtext(tag), tag)
    if not re.fullmatch("[1-9][0-9]*", channel.findtext("ttl") or ""):
        find("InvalidPositiveInteger", "ttl")
    if not re.fullmatch("[a-z]{2,3}(-[A-Za-z0-9]+)*",
            channel.findtext("language") or ""):
        find("InvalidLanguage", channel.findtext("language"))
    check_atom_links(channel, url)
    items = channel.findall("item")
    for item in items:
        check_item(item)
    check_distinct([i.findtext("guid") for i in items], "DuplicateValue")
    # Text that is no HTML has & and < as numbers.
    for tag, raw in re.findall(r"<(title|category|dc:creator)(?: [^>]*)?>"
            r"([^<]*)</", text):
        if "&lt;" in raw or "&amp;" in raw:
            find("CharacterData", tag, raw)


def check_opml(root, url):
    del url
    if root.get("version") not in ("1.0", "1.1", "2.0"):
        find("InvalidOPMLVersion", root.get("version"))
    head, body = root.find("head"), root.find("body")
    if head is None or body is None:
        find("MissingElement", "head or body")
        return
    if set(child.tag for child in head) - {"title", "dateCreated",
            "dateModified", "ownerName", "ownerEmail"}:
        find("UndefinedElement", [child.tag for child in head])
    check_once(head, ["title", "dateCreated", "dateModified", "ownerName"],
        ["dateCreated", "dateModified", "ownerName"])
    for tag in ("dateCreated", "dateModified"):
        if head.find(tag) is not None:
            check_rfc822(head.findtext(tag), tag)
    for outline in body.iter("outline"):
        keys = set(outline.keys())
        if not (outline.get("text") or "").strip():
            find("MissingAttribute", "outline text")
        if keys - {"text", "title", "type", "xmlUrl", "htmlUrl", "language",
                "description", "version", "created", "category",
                "isComment", "isBreakpoint"}:
            find("UndefinedAttribute", keys)
        if outline.get("type") == "rss":
            if outline.get("xmlUrl") is None:
                find("MissingXmlURL", outline.get("text"))
            if outline.get("title") is None:
                find("MissingTitleAttr", outline.get("text"))
            if outline.get("version") not in (None, "RSS", "RSS1", "RSS2"):
                find("InvalidOutlineVersion", outline.get("version"))
        elif outline.get("type") is not None:
            find("InvalidOutlineType", outline.get("type"))
        elif keys & {"xmlUrl", "htmlUrl", "title", "description"}:
            find("MissingOutlineType", outline.get("text"))
        for key in ("xmlUrl", "htmlUrl"):
            if outline.get(key) is not None:
                check_uri(outline.get(key), key)


def read_export(name):
    with open(name, encoding="utf-8") as export:
        for line in export:
            record = json.loads(line)
            texts.update([record["title"], record["summary"]],
                record["authors"])
            # Not of a second that we chose ourselves.
            if record["title"].startswith("Of one second"):
                instants[record["guid"]] = record["title"]


def main(url, name, export=None):
    with open(name, "rb") as file:
        text = file.read().decode("utf-8")
    if export is not None:
        read_export(export)
    if re.search("[\x80-\x9f\ufffd\ufeff]", text):
        find("BadCharacters", name)
    if "/archive/" not in url and len(text.encode("utf-8")) > 5000000:
        find("TooLarge", len(text), "characters, it reads 5 MB")
    for _, (prefix, uri) in ET.iterparse(name, ["start-ns"]):
        if uri not in PREFIXES:
            find("UnknownNamespace", uri)
        elif prefix not in PREFIXES[uri]:
            find("NonstdPrefix", prefix)
    root = ET.fromstring(text)
    if root.tag == ATOM + "feed":
        check_atom(root, url)
    elif root.tag == "rss":
        check_rss(root, url, text)
    elif root.tag == "opml":
        check_opml(root, url)
    else:
        find("UndefinedElement", root.tag)
    print("\n".join(findings))
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

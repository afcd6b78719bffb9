#!/usr/bin/env python3
"""A listing that no source should have: whatever broke a feed somewhere.

  nasty.py listing	the API's answer, one array, on standard output
  nasty.py titles	what titles must become: a JSON object by identifier

All of it is invented; identifiers are 2611.9xxxx and some odd ones.
"""
import json
import sys

# A word each abstract of a group has, for the topics to find it by.
TITLED, BODIED, LINKED, CROWD, HEAVY = (
    "quincewood", "medlarwood", "rowanwood", "crowdwood", "heavywood")

DAY = "2026-11-20T01:%02d:%02d.000Z"

# Titles and what becomes of them: None for nothing but folded white space.
TITLES = [
    ("Weight of <b>bold</b> and <i>thin</i> words", None),
    ("Salt &amp; pepper, once escaped", None),
    ("Salt &amp;amp; pepper, twice escaped", None),
    ("Salt &amp;amp;amp; pepper, thrice escaped", None),
    ("A tag &lt;i> half escaped &#60;b&#62; &#x3C;u&#x3E;", None),
    ("AT&T, R&D; &c. and &nosuch; &copy &hellip; &#0; &#xD800;", None),
    ("The end ]]> of a section", None),
    ("<![CDATA[x]]> is no section", None),
    ("\"Double\" and 'single' quotes, \"unbalanced", None),
    ("A line\nand another\r\nand a third\rone", None),
    ("Tabs\tbetween\t\twords", None),
    ("No\u00a0break\u00a0spaces\u202fat\u2007all", None),
    ("\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 family, flag "
        "\U0001f1e9\U0001f1ea, pirate \U0001f3f4\u200d\u2620\ufe0f, hand "
        "\U0001f44b\U0001f3fd", None),
    ("\U0001f600", None),
    ("Combining e\u0301, a\u030a\u0323, Z\u0351\u036b\u0343\u0363a\u0327l\u0308"
        "\u035bg\u0321\u0489o", None),
    ("\u0301A mark with nothing before it", None),
    # The marks that turn what follows are dropped, those inside are kept.
    ("\u202bعنوان عربي (RTL) 123\u202c and \u2067עברית\u2069 \u202eback",
        "عنوان عربي (RTL) 123 and עברית back"),
    ("עברית: כותרת בעברית\u200f!", None),
    ("漢字かな交じり文、全角スペース\u3000と「括弧」", None),
    ("Ende </title></entry></item></feed> der Datei", None),
    ("<script>alert(1)</script>", None),
    ("<img src=x onerror=alert(1)> \"><svg onload=alert(2)>", None),
    ("<!-- a comment --> and --> its end", None),
    ("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM "
        "\"file:///etc/hostname\">]> &e;", None),
    ("100 %s%n%x %d %% and {0} {{x}} ${HOME} `id` $(id)", None),
    ("A path C:\\path\\to\\new.txt and \\\"quotes\\\"", None),
    ("Only a backslash at the end \\", None),
    ("<", None),
    ("&", None),
    (">", None),
    ("X", None),
    ("42", None),
    ("0", None),
    ("-", None),
    ("null", None),
    ("https://www.example.org/a?b=1&c=2#d", None),
    ("   leading and trailing blanks \t\n ", None),
    ("\u3000\u00a0other blanks\u2003\u2028", None),
    ("p < .001 and q<0.05 where a<b and c>d", None),
    ("x<y and y<z", None),
    ("Zero\u0000inside", "Zero inside"),
    ("Tabulator\u000bof lines", None),
    ("Noncharacters\ufffe here\uffff \ufdd0and\U0001fffe there",
        "Noncharacters here and there"),
    ("Next line\u0085of Latin-1", None),
    ("Half a pair \ud83d and \ude00 the other", "Half a pair and the other"),
    ("Wrong order \ude00\ud83d of halves", "Wrong order of halves"),
    ("Escape\u001b[31m and bell\u0007 and delete\u007f",
        "Escape[31m and bell and delete"),
    ("Replaced \ufffd and marked \ufeff", "Replaced and marked"),
    ("Windows\u0092 \u0093marks\u0094 \u0096 \u0080", "Windows’ “marks” –"),
    ("\u2068Isolated\u2069 \u202aembedded\u202c", "Isolated embedded"),
    ("Soft\u00adhyphen, zero\u200bwidth, word\u2060joiner", None),
    ("A ligature \ufb01, \u212b and \u00c5, \u1e9b\u0323", None),
    ("Plane sixteen \U0010fffd and tags \U000e0041\U000e007f", None),
    ("T" + "oo long" * 285 + "!!!!", None),
    ("<&>\"'" * 400, None),
    ("é" * 1024, None),
    ("Long without end " + "word " * 1000, "Long without end " +
        " ".join(["word"] * 405) + "…"),
    ("[link](javascript:alert(1)) *bold* _thin_ # head", None),
    ("=cmd|'/c calc'!A1", None),
    # Dashes as in TeX are made one.
    ("'; DROP TABLE paper; --", "'; DROP TABLE paper; –"),
    ("a,b;c|d\te", None),
    ("&lt;b&gt;twice&lt;/b&gt; and &quot;quoted&quot; &apos;", None),
    ("Same Title Twice", None),
    ("Same Title Twice", None),
]

PARAGRAPH = "In the orchard of %s <b>every</b> tree & bush bears fruit (p < " \
    ".001), \"said\" 'they' ]]> &amp; &lt;i&gt; went on. "

# Abstracts; the group's word is put before.
ABSTRACTS = [
    PARAGRAPH % "one long paragraph" * 2400,		# 300 KB
    "\n\n".join(PARAGRAPH % i for i in range(400)),
    "",
    None,
    " \n\n \t ",
    "p < .001, a<b, b<c and c>a, so x<y>z holds; 1 << 2 >> 3 && 4",
    "<p>A <b>bold</b> <i>claim</i><br/>with <a href=\"javascript:alert(1)\">"
        "a link</a>, <a href='https://example.org/'>another</a>.</p></div>"
        "</body></html>",
    "<script>alert(1)</script><style>p{}</style><iframe src=//x></iframe>",
    "<img src=x onerror=alert(1)><svg/onload=alert(2)><math><mi//xlink:href="
        "\"data:x,<script>alert(3)</script>\">",
    "See javascript:alert(1), https://example.org/?a=1&b=2&lt=3, "
        "<https://example.org/x>, www.example.org and mailto:a@example.org.",
    "]]> and <![CDATA[ ]]> and &#x0; &#1; &nbsp; &bogus; &amp;amp;",
    "Controls \u0000 \u0001 \u000b \u000c \u001f \u007f \u0085 \u009f \ufffe "
        "\uffff \ufffd \ud800 \udfff \ufdd0 end",
    "\u202eturned\u202c \u2067isolated\u2069 عربي \U0001f468\u200d\U0001f4bb "
        "e\u0301 漢字",
    "\n\n\n\nA first\n\n\n\nand a second\n \n\nparagraph\r\n\r\nby CR LF\u2029"
        "\u2029and by U+2029",
    "Lines\nthat wrap in words, hy-\nphens too.\n\n- a list\n- of points",
    "<p>" * 2000,
    "&" * 3000,
    "\"" * 3000,
    "word" * 25000,
    "a\u0300" * 2000,
]

NAME = "Agrippa von Nettesheim "
AUTHORS = [
    [],
    ["Ada Onlyone"],
    ["Author %02d" % i for i in range(25)],
    ["Author %02d" % i for i in range(26)],
    ["Author %02d" % i for i in range(27)],
    ["Author %d of Many" % i for i in range(3303)],
    ["O'Neil \"Nils\" Fjord", "Comma, Name", "A <b>bold</b> one",
        "Amp &amp; Sand", "& Co.", "]]>", "</name>", "<script>", "%s"],
    ["Jane Mail <jane@example.org>", "jane@example.org", "tab\tand\nline"],
    ["", " ", "\u00a0", "\u0000", "Somebody", "\u200b"],
    [NAME * 22],
    ["\U0001f468\u200d\U0001f469\u200d\U0001f467" * 40],
    ["Same Name", "Same Name", "same name"],
    ["عربي \u202eturned", "漢字", "e\u0301\u0323", "X"],
]

KEYWORDS = [
    [],
    ["", "", " "],
    ["twice", "twice", "Twice", "twice "],
    ["with, comma", "with; semicolon", "a/b"],
    ["<b>", "a<b", "</category>", "]]>", "&amp;", "&", "\"quoted\"", "'"],
    ["line\nbreak", "tab\tinside", "\u0000", "\u202eturned", "\U0001f600"],
    ["k%d" % i for i in range(60)],
    ["x" * 5000],
    [None, 3, True, [], {}, "string"],
]

LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.org/relative",
    "/relative",
    "relative",
    "",
    " ",
    "https://example.org/with blank",
    " https://example.org/trimmed ",
    "https://exa mple.org/",
    "https://bücher.example/",
    "https://example.org/bücher?ä=ö#ü",
    "https://example.org/" + "x" * 4096,
    "https://example.org/?q=<script>&amp;\"'`{}|\\^[]",
    "https://example.org/%zz%2g%",
    "https://example.org/a#b#c",
    "https://user:secret@example.org/",
    "https://example.org:99999/",
    "https://[::1]/x",
    "HTTPS://EXAMPLE.ORG/Upper",
    "http://example.org",
    "https://example.org?x",
    "https:///nohost",
    "https://.example.org/",
    "https://example.org/\u0000nul",
    "https://example.org/\u202eturned",
    "https://example.org/a,b;c=d!e~f*g(h)i'j$k@l:m",
    "https://example.org/]]>",
    "https://example.org/&#x3C;b&#x3E;",
]

# Instants as sources may write them.
INSTANTS = [
    "2099-01-01T00:00:00.000Z",		# to come
    "9999-12-31T23:59:59.999Z",
    "0001-01-01T00:00:00.000Z",
    "0000-01-01T00:00:00.000Z",
    "1969-12-31T23:59:59Z",
    "1970-01-01T00:00:00Z",
    "1989-12-31T23:59:59Z",
    "2026-11-20T07:30:00+05:30",
    "2026-11-19T21:00:01-0500",
    "2026-11-20T02:00:02.123456789Z",
    "2026-11-20t02:00:03z",
    "2026-11-20",
    "2026-13-45T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "2026-11-20T24:00:00Z",
    "2026-11-20T23:59:60Z",
    "2026-11-20 02:00:04",
    "Fri, 20 Nov 2026 02:00:05 GMT",
    "1795140000",
    "",
    " ",
]

VOTES = ["0", "1", "-5", "12.7", "1e400", "-1e400", "9223372036854775808",
    "999999999999", "1e9", "-0", "0.5"]

HOSTILE_NAMES = ["R&D <desk>", "<b>Institute</b> &amp; Co.", "]]>", "x" * 400,
    "\u202eturned", ""]

papers, titles = [], {}


def paper(title, clean=None, word=CROWD, abstract="", at=None, ident=None,
        **more):
    """Add an item; `more` is put over what the API has."""
    n = len(papers)
    ident = ident or "2611.9%04d" % n
    if abstract is not None:
        abstract = "%s %s" % (word, abstract) if word else abstract
    inner = {
        "id": ident,
        "authors": [{"name": "Ada Onlyone", "hidden": False},
            {"name": "Hidden Person", "hidden": True}],
        "publishedAt": "2026-11-18T00:00:00.000Z",
        "submittedOnDailyAt": at or DAY % (n // 60, n % 60),
        "title": title,
        "summary": abstract,
        "upvotes": 3,
    }
    outer = {"paper": inner, "title": title, "numComments": 2,
        "thumbnail": "https://thumbs.example.org/%d.png" % n}
    for key, value in more.items():
        (outer if key in ("thumbnail", "organization", "submittedBy",
            "numComments") else inner)[key] = value
    papers.append(outer)
    titles[ident] = clean if clean is not None else " ".join(title.split())


for raw, clean in TITLES:
    paper(raw, clean, TITLED)
# What has no word of its group is in the topic by its title.
for n, text in enumerate(ABSTRACTS):
    bare = text is None or not text.strip()
    paper("Abstract %d of %s" % (n, BODIED), word=None if bare else BODIED,
        abstract=text, ai_summary="Short </summary> & <b>sweet</b> ]]> \u000b"
        if n % 2 else None)
for n, names in enumerate(AUTHORS):
    paper("Authors %d" % n, word=BODIED,
        authors=[{"name": name, "hidden": False} for name in names] +
        [{"name": "Hidden Person", "hidden": True}, {"hidden": False}])
for n, words in enumerate(KEYWORDS):
    paper("Keywords %d" % n, word=BODIED, ai_keywords=words)
for n, name in enumerate(HOSTILE_NAMES):
    paper("Names %d" % n, word=BODIED, organization={"fullname": name},
        submittedBy={"fullname": name})
for n, count in enumerate(VOTES):
    # A number that Python's own JSON would not write.
    paper("Votes %d" % n, word=BODIED, upvotes="@%s@" % count,
        numComments="@%s@" % count, githubStars="@%s@" % count)
for n, url in enumerate(LINKS):
    paper("Links %d" % n, word=LINKED, githubRepo=url,
        projectPage=LINKS[-n], thumbnail=url)
for n, instant in enumerate(INSTANTS):
    paper("Published %d" % n, word=LINKED, publishedAt=instant)
    paper("Listed %d" % n, word=LINKED, at=instant or " ")
for n in range(2):
    paper("Of one second %d" % n, word=LINKED, at="2026-11-20T09:59:59.%dZ" % n)
# Pages that are known already.
for n, own in enumerate(["https://huggingface.co/papers/%s",
        "https://huggingface.co/papers/%s#community",
        "https://arxiv.org/abs/%s", "https://arxiv.org/pdf/%s"]):
    ident = "2611.98%03d" % n
    paper("Of its own page %d" % n, word=LINKED, ident=ident,
        projectPage=own % ident, githubRepo=own % ident)
paper("Of an old identifier", word=LINKED, ident="cs/0112017")
paper("Of an odd identifier", word=LINKED, ident="Odd_id-1.x")
paper("Of a version", word=LINKED, ident="2611.99999v12")
titles["2611.99999"] = titles.pop("2611.99999v12")
# More than a feed shows, all of one midnight, and an older month.
for n in range(230):
    paper("One of %03d" % n, word=CROWD, at="2026-11-19T00:00:00.000Z")
for n in range(20):
    paper("Older %02d" % n, word=CROWD, at="2026-09-15T00:00:00.000Z")
# More than 5 MB of feed, all of one month.
for n in range(8):
    paper("Heavy %02d" % n, word=HEAVY, abstract="<&>\"" * 35000,
        at="2026-10-28T00:00:00.000Z")


def dump(item, escaped):
    text = json.dumps(item, ensure_ascii=escaped)
    for count in VOTES:
        text = text.replace('"@%s@"' % count, count)
    return text


if sys.argv[1:] == ["titles"]:
    print(json.dumps(titles))
elif sys.argv[1:] == ["listing"]:
    parts = []
    for n, item in enumerate(papers):
        part = dump(item, n % 2 == 0)
        try:
            part.encode("utf-8")
        except UnicodeEncodeError:	# half a pair cannot stand as it is
            part = dump(item, True)
        parts.append(part)
    sys.stdout.buffer.write(("[" + ",\n".join(parts) + "]\n").encode("utf-8"))
else:
    sys.exit(__doc__)

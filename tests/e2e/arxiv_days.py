"""Real days beside an arXiv whose facts are invented and true in shape.

PAPERFEED_REAL names a folder of the API's answers, a file a day.  Every record
has the facts of its id, and what a listing showed stays; topics of categories and
comments hold the papers that they should.
"""
import glob
import hashlib
import json
import os
import xml.etree.ElementTree as ET

from case import START, main, tap
import arxiv_server

CONF = """
site {
	url  = "https://papers.example.org/"
	gzip = no
}
%s
topic robots { category = cs.RO }
topic computing { category = "cs.*" }
topic accepted { match = "comment:accepted NOT category:cs.CV" }
topic agents { match = agent }
"""
BLOCK = """arxiv {
	enrich = yes
	url    = "%s"
	pause  = 0
	most   = 5000
}
"""
CATEGORIES = ["cs.CL", "cs.CV", "cs.RO", "cs.LG", "stat.ML", "eess.AS",
    "math.OC", "q-bio.NC"]


def number(name, what, most):
    """A number below `most` that an id has for something."""
    return int(hashlib.sha256(("%s %s" % (what, name)).encode())
        .hexdigest()[:8], 16) % most


def invent(name):
    """What arXiv says of an id."""
    first = CATEGORIES[number(name, "first", len(CATEGORIES))]
    rest = [c for c in CATEGORIES if c != first and number(name, c, 4) == 0]
    pages = "%d pages" % (8 + number(name, "pages", 40))
    comment = ["Accepted at the Conference of Ports and Harbours, with %s and "
        "a supplement" % pages, pages, "Code is at https://example.org/code",
        None][number(name, "comment", 4)]
    if number(name, "withdrawn", 50) == 0:
        comment = "This paper has been withdrawn by the authors"
    day = 1 + number(name, "day", 28)
    return {"categories": [first] + rest, "comment": comment,
        "version": 1 + number(name, "version", 4),
        "doi": None if number(name, "doi", 3) else "10.1000/xyz.%d"
            % number(name, "doi", 10 ** 6),
        "journal": None if number(name, "journal", 5) else
            "J. Harb. Res. %d (2026)" % number(name, "journal", 90),
        "updated": "2026-05-%02dT12:34:56Z" % day,
        "title": "Another title than the listing's", "authors": ["Nobody"],
        "summary": "Another abstract than the listing's."}


def read(site, files, conf):
    with open(site.conf, "w") as f:
        f.write(conf)
    done = site.run(START, "-q", "import", *files)
    tap.check("the days are read", done.returncode == 0 and not done.stdout,
        done)
    return {r["guid"]: r for r in map(json.loads,
        site.records().splitlines())}


def wrong_facts(record):
    """Which of a record's facts are not those that were invented."""
    told = invent(record["id"])
    told["arxiv_updated"] = told["updated"]
    told["withdrawn"] = "withdrawn" in (told["comment"] or "")
    return ["%s: %s: %r, not %r" % (record["id"], key, record[key], told[key])
        for key in ("categories", "comment", "doi", "journal", "version",
            "arxiv_updated", "withdrawn") if record[key] != told[key]]


def wrong_rest(record, before):
    """What of a record is not what the listing showed."""
    allowed = {"categories", "comment", "doi", "journal", "version",
        "arxiv_updated", "withdrawn", "topics"}
    if record["withdrawn"] or before["abstract"] is None:
        allowed.add("updated")
    allowed |= {key for key in ("abstract", "published")
        if before[key] is None}
    if not before["authors"]:
        allowed |= {"authors", "author_count"}
    return ["%s: %s: %r was %r" % (record["id"], key, record[key],
        before[key]) for key in record if key not in allowed
        and record[key] != before[key]]


def wanted_topics(record):
    found = {"robots": "cs.RO" in record["categories"],
        "computing": any(c.startswith("cs.") for c in record["categories"]),
        "accepted": "accepted" in (record["comment"] or "").lower()
            and "cs.CV" not in record["categories"]}
    return {slug for slug in found if found[slug]}


def real_days(bench):
    files = sorted(glob.glob(os.environ["PAPERFEED_REAL"] + "/*.json"))
    bare = read(bench.new_site(), files, CONF % "")
    ids = [r["id"] for r in bare.values() if r["id"]]
    with arxiv_server.Arxiv({name: invent(name) for name in ids}) as arxiv:
        conf = CONF % (BLOCK % arxiv.url)
        site = bench.new_site()
        records = read(site, files, conf)
        requests = arxiv.take()
        state = site.state()
        done = site.run(START, "publish", "--all")
        tap.check("published again, no file is touched",
            done.returncode == 0 and site.state() == state, done)
    tap.check("the same papers", set(records) == set(bare), len(records))
    tap.check("in batches of 100", len(requests) == (len(ids) + 99) // 100,
        len(requests), len(ids))
    found = [r for r in records.values() if r["id"]]
    for what, wrong in (("facts", sum(map(wrong_facts, found), [])),
            ("the listing's own", sum((wrong_rest(r, bare[r["guid"]])
                for r in found), []))):
        tap.check("%s: right in %d records" % (what, len(found)), not wrong
            and found, len(wrong), *wrong[:9])
    wrong = [(r["id"], r["topics"], r["categories"], r["comment"])
        for r in found
        if set(r["topics"]) - {"agents"} != wanted_topics(r)]
    tap.check("topics of categories and comments", not wrong, len(wrong),
        *wrong[:5])
    for name in os.listdir(site.public):
        if name.endswith((".atom", ".rss")):
            ET.parse(os.path.join(site.public, name))
    tap.check("feeds are well-formed", True)
    print("# %d papers, %d withdrawn, %d accepted, %d in cs.RO" % (len(found),
        sum(r["withdrawn"] for r in found),
        sum("accepted" in r["topics"] for r in found),
        sum("robots" in r["topics"] for r in found)))


if __name__ == "__main__":
    main([real_days], [])

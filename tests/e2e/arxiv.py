"""arXiv as a second source of facts.

Each fault is met by a run that has new papers: they are published, the exit
status is 0, nothing is said, and half a minute is all it may cost.  A run without
the fault then makes of the site what one is that never met it.
"""
import json
import os
import subprocess
import time

from case import START, Case, hours, main, tap
import arxiv_server

CONF = """
site {
	url = "https://papers.example.org/"
	contact = "https://example.org/about"
}
%s
topic agents { match = 'agent' }
"""
BLOCK = """arxiv {
	enrich = yes
	url = "%s"
	%s
}"""

# Margin of a run beside arXiv, in seconds of the program's clock.
MARGIN = 6
SPEED = 10          # of that clock, where a fault is slow


def name(n):
    return "2611.%05d" % (17000 + n)


# What arXiv knows: papers 1 to 8, some with all their fields.
PAPERS = {name(n): {"title": "Agents that wait, part %d" % n,
    "summary": "We measure the tide number %d. Nothing else is claimed." % n,
    "authors": ["Ada Quay", "Bo Pier"], "categories": ["cs.AI"]}
    for n in range(1, 9)}
PAPERS[name(1)].update(categories=["cs.CL", "cs.AI", "68T50", "I.2.7"],
    primary="cs.AI", comment="Accepted at the $\\textbf{Harbour}$ Conference "
    "of 2026, 12 pages with a table, and a line that is long", version=3,
    doi="10.1000/tides.1", journal="J. Harb. 12 (2026) 1--9",
    updated="2026-11-18T01:02:03Z",
    summary="We measure $\\alpha$-tides with \\emph{lanterns}, in a text that "
    "arXiv wraps over several lines, as <&> ever.")
PAPERS[name(2)].update(version=2,
    comment="This paper has been withdrawn by the author")


def listing(numbers, **more):
    """A listing in JSON that shows little of each paper."""
    return json.dumps([{"paper": dict({"id": name(n),
        "title": "Agents that wait, part %d" % n, "upvotes": n,
        "submittedOnDailyAt": "2026-11-19T0%d:00:00.000Z" % (n % 10)}, **more)}
        for n in numbers])


class Place:
    """A site beside its arXiv; `with` starts and ends that."""

    def __init__(self, bench, options="pause = 0", papers=None):
        self.bench, self.options = bench, options
        self.arxiv = arxiv_server.Arxiv(dict(PAPERS if papers is None
            else papers))
        self.site = bench.new_site()
        self.now = START

    def __enter__(self):
        self.arxiv.__enter__()
        self.configure(BLOCK % (self.arxiv.url, self.options))
        return self

    def __exit__(self, *failure):
        self.arxiv.__exit__()

    def configure(self, block):
        with open(self.site.conf, "w") as f:
            f.write(CONF % block)

    def run(self, *arguments, **environment):
        return self.site.run(self.now, *arguments, **environment)

    def put(self, text, *options, suffix="json", **environment):
        path = os.path.join(self.site.path, "listing." + suffix)
        with open(path, "w") as f:
            f.write(text)
        return self.run(*options, "import", path, **environment)

    def records(self):
        return {r["id"]: r for r in map(json.loads,
            self.run("export").stdout.splitlines())}

    def asked(self):
        """The ids of each request since the last call."""
        return [entry["ids"] for entry in self.arxiv.take()]

    def status(self):
        return json.loads(self.run("status", "--json").stdout).get("arxiv")

    def read(self, file):
        with open(os.path.join(self.site.public, file)) as f:
            return f.read()


def quiet(done):
    return (done.returncode, done.stdout, done.stderr) == (0, "", "")


def right_answers(bench):
    with Place(bench, "pause = 0\n\tbatch = 3\n\tmost = 5") as p:
        done = p.put(listing(range(1, 8)))
        log = p.arxiv.take()
        tap.check("a first import asks arXiv, in silence", quiet(done), done)
        tap.check("the newest first, in batches, as many as a run may",
            [entry["ids"] for entry in log] == [[name(7), name(6), name(5)],
            [name(4), name(3)]], log)
        tap.check("each batch asks for as many as it names",
            [entry["most"] for entry in log] == [3, 2], log)
        tap.check("over one connection, with the contact",
            len({entry["connection"] for entry in log}) == 1 and
            all(entry["headers"]["User-Agent"].endswith(
            " (+https://example.org/about)") for entry in log), log)
        state = p.status()
        tap.check("status tells of the success and of who waits",
            state["error"] is None and state["waiting"] == 2 and
            state["attempted"] == state["succeeded"] == "2026-11-19T10:00:00Z",
            state)
        done = p.run("status")
        tap.check("also in words", "arxiv\n  last attempt   2026-11-19T10:00:00Z"
            in done.stdout and "  papers waiting 2\n" in done.stdout and
            "last error" not in done.stdout, done)
        published = json.loads(p.read("status.json"))["arxiv"]
        tap.check("and in status.json", published == state, published)
        done = p.put(listing(range(1, 8)))
        tap.check("the next run asks for the others", quiet(done) and
            p.asked() == [[name(2), name(1)]], done)
        facts(p.records())
        tap.check("an entry shows what arXiv says", "Accepted at" in
            p.read("all.atom"))
        files = p.site.bytes()
        done = p.put(listing(range(1, 8)))
        tap.check("nothing is asked twice, and no byte changes", quiet(done)
            and p.asked() == [] and p.site.bytes() == files, done)
        p.now = START + hours(24 * 31)
        done = p.put(listing([8]))
        tap.check("a month later new ones come first, then the oldest answers",
            quiet(done) and sum(p.asked(), []) == [name(8), name(7), name(6),
            name(5), name(4)], done)
        p.run("publish")
        tap.check("publish asks for nothing", p.asked() == [])
        why_not(p)


def why_not(p):
    """A topic of another category says what the paper's are."""
    p.put(listing([9]))
    with open(p.site.conf, "a") as f:
        f.write('topic vision { category = "cs.CV" match = "agents" }\n')
    p.run("publish")
    for n, words in (1, "are cs.AI cs.CL"), (9, "are not known"):
        done = p.run("topics", "--paper", name(n))
        tap.check("why a topic has it not: its categories " + words,
            "no    vision: its categories at arXiv %s\n" % words in
            done.stdout, done)


def facts(records):
    """What the records have that no listing showed."""
    r = records[name(1)]
    tap.check("fields of arXiv", (r["categories"], r["doi"], r["journal"],
        r["version"], r["arxiv_updated"], r["published"]) ==
        (["cs.AI", "cs.CL"], "10.1000/tides.1", "J. Harb. 12 (2026) 1\u20139",
        3, "2026-11-18T01:02:03Z", "2026-11-16"), r)
    tap.check("wrapped lines and TeX", r["comment"] ==
        "Accepted at the Harbour Conference of 2026, 12 pages with a table, "
        "and a line that is long" and r["abstract"] == "We measure "
        "\u03b1-tides with lanterns, in a text that arXiv wraps over several "
        "lines, as <&> ever.", r)
    tap.check("authors that the listing lacked",
        r["authors"] == ["Ada Quay", "Bo Pier"], r)
    tap.check("a withdrawn paper", records[name(2)]["withdrawn"] is True and
        not records[name(3)].get("withdrawn"), records[name(2)])


def missing_ids(bench):
    """Ids that arXiv does not know, and some that it cannot know."""
    with Place(bench) as p:
        text = json.loads(listing(range(7, 11)))
        text[0]["paper"]["id"] = "my-own-paper"
        text.append({"paper": dict(text[0]["paper"], id="2699.00001",
            title="Agents of no month")})
        done = p.put(json.dumps(text))
        log = p.asked()
        tap.check("ids that are not of arXiv's shape are not asked for",
            quiet(done) and log == [[name(9), name(8), name(10)]], done, log)
        records = p.records()
        tap.check("what is known is kept, what is missing stays",
            records[name(8)]["categories"] == ["cs.AI"] and
            not records[name(9)].get("categories"), records)
        p.put(listing([9, 10]))
        tap.check("a missing one is not asked for again soon",
            p.asked() == [] and p.status()["waiting"] == 0)
        p.now = START + hours(24 * 31)
        p.put(listing([9, 10]))
        tap.check("but later it is", sorted(sum(p.asked(), [])) ==
            [name(8), name(9), name(10)])


TEXT = """Daily Papers

Nov 18

The Quiet Radio: Speech Recognition below the Waves

Water swallows the high tones first. We listen to what is left of a sentence and
guess the rest, which is right nine times in ten at a depth of three metres, and
seven times at ten metres.

Harbour Lab Harbour Lab
·
Nov 11 2

Mooring Lines: Which Benchmarks Still Hold

A benchmark that everybody solves holds nothing. We pull at forty of them, one
after another, and list the nine that did not give way: they have hidden answers,
fresh questions and a price for guessing.

  • 3 authors
·
Jul 10, 2025

"""


def by_title(bench):
    """Papers of a saved text have no id, until arXiv gives them one."""
    papers = {
        "2611.11001": {"title": "The Quiet Radio:  Speech Recognition Below "
            "the Waves", "summary": "Water swallows tones.",
            "published": "2026-11-11T17:00:00Z"},
        "2611.11002": {"title": "The Quiet Radio: Speech Recognition below "
            "the Waves, Again", "summary": "More water.",
            "published": "2026-11-11T17:00:00Z"},
        "2401.00001": {"title": "Mooring Lines: Which Benchmarks Still Hold",
            "summary": "Another one.", "published": "2024-01-01T00:00:00Z"},
    }
    with Place(bench, papers=papers) as p:
        done = p.put(TEXT, suffix="txt")
        log = p.arxiv.take()
        tap.check("each is looked for by its title", quiet(done) and
            sorted(entry["title"] for entry in log) ==
            ['ti:"Mooring Lines Which Benchmarks Still Hold"',
            'ti:"The Quiet Radio Speech Recognition below the Waves"'], done,
            log)
        records = {r["title"].split()[0]: r
            for r in map(json.loads, p.run("export").stdout.splitlines())}
        quiet_radio, mooring = records["The"], records["Mooring"]
        tap.check("title and date agree: it takes the id and the links",
            quiet_radio.get("id") == "2611.11001" and
            "https://arxiv.org/abs/2611.11001" in json.dumps(
            quiet_radio["links"]), quiet_radio)
        tap.check("with the guid that it had",
            quiet_radio["guid"].startswith("urn:uuid:"), quiet_radio)
        tap.check("the title alone is not enough",
            mooring.get("id") is None, mooring)
        p.put(TEXT, suffix="txt")
        tap.check("none is looked for again", p.arxiv.take() == [])


#   fault               what status says, or None: no failure
FAULTS = [
    ("rate-exceeded", 'no answer: it is no XML, but begins with "Rate '
        'exceeded."'),
    ("406", "HTTP 406 Not Acceptable"),
    ("429", "HTTP 429 Too Many Requests"),
    ("429-hour", "HTTP 429 Too Many Requests"),
    ("503", "HTTP 503 Service Unavailable"),
    ("503-hour", "HTTP 503 Service Unavailable"),
    ("500", "HTTP 500"),
    ("404", "HTTP 404 Not Found"),
    ("html", "no answer: it declares a document type, or the like"),
    ("error-entry", "no answer: arXiv refuses the request: incorrect id "
        "format for 12"),
    ("no-entries", "no answer: it has no entries"),
    ("nothing", "no answer: it is empty"),
    ("other-feed", "no answer: it is no Atom feed, but <rss>"),
    ("cut", "no answer: line "),
    ("cut-length", "the body was cut off"),
    ("reset", "connection lost"),
    ("dropped", "closed without an answer"),
    ("silent", "no answer within "),
    ("slow", "slower than 100 bytes/s"),
    ("drip", "not done within "),
    ("huge", "no answer: it is larger than 16 MiB"),
    ("endless", "larger than 32 MiB"),
    ("deep", "no answer: elements are nested more than 16 deep"),
    ("long-tag", "no answer: it has a tag of more than 4 KiB"),
    ("many-entries", "no answer: it has more than 2000 entries"),
    ("dtd", "no answer: it declares a document type"),
    ("outside-entity", "no answer: it declares a document type"),
    ("entity-bomb", "no answer: it declares a document type"),
    ("redirect-loop", "more than 5 redirects"),
    ("redirect-file", "redirect to neither https nor http"),
]

SLOW = {"silent", "slow", "drip"}


def read_without_fault(bench):
    """What a site is that never met one."""
    with Place(bench, "batch = 2") as p:
        p.put(listing([1, 2]))
        p.now += hours(2)
        p.put(listing([1, 2, 3, 4, 5]))
        return p.records()


def faults(bench):
    wanted = read_without_fault(bench)
    for row in FAULTS:
        meet_fault(bench, wanted, *row)


def meet_fault(bench, wanted, fault, said):
    with Place(bench, "batch = 2") as p:
        p.put(listing([1, 2]))
        p.arxiv.take()
        p.arxiv.choose = lambda n: fault
        p.now += hours(2)
        done, seconds = time_run(p, fault)
        log = [entry for entry in p.arxiv.take() if entry["ids"]]
        tap.check("%s: no failure of the run" % fault, quiet(done), done)
        tap.check("%s: the new papers are published" % fault,
            all("part %d" % n in p.read("all.atom") for n in range(1, 6)))
        tap.check("%s: nothing of it is believed" % fault,
            not any(p.records()[name(n)].get("categories")
            for n in (3, 4, 5)) and "vil" not in p.run("export").stdout)
        tap.check("%s: it costs 30 seconds at most" % fault,
            seconds <= 30 + MARGIN, seconds)
        tap.check("%s: asked once more at most, and for nothing else" % fault,
            len({tuple(entry["ids"]) for entry in log}) == 1 and
            len(log) <= 2, log)
        state = p.status()
        tap.check("%s: status says why" % fault, said in (state["error"] or "")
            and state["attempted"] > state["succeeded"] and
            state["waiting"] == 3, state)
        tap.check("%s: that is not status's failure" % fault, quiet(
            p.run("-q", "status")))
        if "hour" in fault:
            p.now += hours(0.9)
            tap.check("%s: it is left alone until then" % fault,
                quiet(p.put(listing([1, 2, 3, 4, 5]))) and
                p.arxiv.take() == [] and
                "left alone until" in p.status()["error"], p.status())
            p.now += hours(0.2)
        recovers(p, fault, wanted)


def time_run(p, fault):
    """Run it, and find out how long it took by the program's own clock."""
    speed = SPEED if fault in SLOW else 1
    warp = os.path.join(p.site.path, "warp.log")
    began = time.monotonic()
    done = p.put(listing([1, 2, 3, 4, 5]), WARP_SPEED=str(speed),
        WARP_LOG=warp)
    seconds = (time.monotonic() - began) * speed
    if os.path.exists(warp):
        with open(warp) as f:
            seconds += sum(int(line.split()[1]) for line in f) / 1000
    return done, seconds


def recovers(p, fault, wanted):
    """Without the fault a later run gets what is missing."""
    p.arxiv.choose = lambda n: None
    done = p.put(listing([1, 2, 3, 4, 5]))
    found = p.records()
    for records in (found, wanted):
        for record in records.values():
            record.pop("updated", None)
    tap.check("%s: the next run gets it" % fault, quiet(done) and
        sum(p.asked(), []) == [name(5), name(4), name(3)] and found == wanted,
        done, found, wanted)
    tap.check("%s: and all is well" % fault, p.status()["error"] is None and
        p.status()["waiting"] == 0, p.status())


def disliked_id(bench):
    """An id that only arXiv dislikes spoils one answer, and no more."""
    with Place(bench) as p:
        p.arxiv.disliked = name(2)
        done = p.put(listing([1, 2, 3]))
        tap.check("an id that arXiv dislikes: no answer", quiet(done) and
            "incorrect id format for " + name(2) in p.status()["error"] and
            len(p.asked()) == 1, done, p.status())
        done = p.put(listing([1, 2, 3]))
        tap.check("the next run leaves it out", quiet(done) and
            p.asked() == [[name(3), name(1)]] and
            p.records()[name(1)]["version"] == 3, done)


def second_batch(bench):
    """What came before a fault is kept, and nothing is asked after it."""
    with Place(bench, "pause = 0\n\tbatch = 2") as p:
        p.arxiv.choose = lambda n: "406" if n == 1 else None
        done = p.put(listing(range(1, 7)))
        log = p.asked()
        tap.check("a fault of the second batch", quiet(done) and
            log == [[name(6), name(5)], [name(4), name(3)]], done, log)
        records = p.records()
        tap.check("the first one is kept", [name(n) for n in range(1, 7)
            if records[name(n)].get("categories")] == [name(5), name(6)])
        p.arxiv.choose = lambda n: None
        done = p.put(listing([7]), "-v")
        tap.check("-v says what it asked", done.returncode == 0 and
            "arxiv %s: papers: 5 asked for, 5 known\n" % p.arxiv.url
            in done.stdout, done)


def once_more(bench):
    """A fault that passes is no failure: after its pause, arXiv is asked again."""
    for fault in ("429", "503", "dropped"):
        with Place(bench) as p:
            p.arxiv.choose = lambda n: fault if n == 0 else None
            done = p.put(listing([1, 2]))
            tap.check("%s once: asked again" % fault, quiet(done) and
                len(p.asked()) == 2 and p.status()["error"] is None and
                p.records()[name(1)]["version"] == 3, done)
    with Place(bench) as p:
        p.arxiv.choose = lambda n: "429-seconds" if n == 0 else None
        log = os.path.join(p.site.path, "warp.log")
        p.put(listing([1, 2]), WARP_LOG=log)
        with open(log) as f:
            pauses = [int(line.split()[1]) for line in f]
        tap.check("Retry-After of two seconds: waited for",
            len(p.asked()) == 2 and 1000 <= sum(pauses) <= 4000, pauses)


def pause(bench):
    """The time between requests, in a run and from one to the next."""
    with Place(bench, "pause = 1\n\tbatch = 1") as p:
        run = bench.program + ["-q", "-c", p.site.conf, "import",
            os.path.join(p.site.path, "listing.json")]
        environment = {k: v for k, v in bench.environment(START).items()
            if k not in ("LD_PRELOAD", "SOURCE_DATE_EPOCH")}
        for numbers in ([1, 2, 3], [4], [5], [6]):
            with open(run[-1], "w") as f:
                f.write(listing(numbers))
            # The program knows the time of its start in whole seconds.
            time.sleep(0.3)
            subprocess.run(run, check=True, env=environment)
        times = [entry["time"] for entry in p.arxiv.take()]
        gaps = [b - a for a, b in zip(times, times[1:])]
        tap.check("a pause between requests, also of two runs",
            len(gaps) == 5 and min(gaps) >= 0.98, gaps)


def off(bench):
    """Without the block, or without need, nothing is asked or even loaded."""
    with Place(bench) as p:
        # A shorter pause would have the URL looked at, by libcurl.
        block = BLOCK % (p.arxiv.url, "pause = 3")
        for text, what in (("", "no block"),
                (block.replace("yes", "no"), "enrich = no")):
            p.configure(text)
            done = p.put(listing([1, 2]))
            tap.check("%s: arXiv is not asked" % what, quiet(done) and
                p.arxiv.take() == [] and p.status() is None, done)
        p.configure(block)
        done = p.put(listing([1, 2]), "-q")
        tap.check("enrich = yes: it is", quiet(done) and
            len(p.arxiv.take()) == 1, done)
        if late(bench):
            tap.check("with nothing to ask, no library is loaded",
                (found := loads(p, listing([1, 2]))) == set(), found)
            tap.check("with something to ask, they are",
                len(loads(p, listing([3]))) == 2)
        else:
            tap.skip("no library is loaded", "they are linked")
        p.arxiv.take()
        path = os.path.join(p.site.path, "listing.json")
        with open(path, "w") as f:
            f.write(listing([4]))
        done = p.run("import", "--dry-run", path)
        tap.check("--dry-run asks for nothing", done.returncode == 0 and
            p.arxiv.take() == [], done)


def late(bench):
    """Does the program load libcurl and libxml2 when it needs them?"""
    done = subprocess.run(["ldd", bench.program[-1]], capture_output=True,
        text=True)
    return not bench.slow and done.returncode == 0 and not any(
        library in done.stdout for library in ("libcurl", "libxml2", "libasan"))


def loads(p, text):
    """The libraries of the two that a run loads."""
    log = os.path.join(p.site.path, "loaded")
    p.put(text, LD_DEBUG="files", LD_DEBUG_OUTPUT=log)
    found = set()
    for file in os.listdir(p.site.path):
        if file.startswith("loaded."):
            with open(os.path.join(p.site.path, file)) as f:
                said = f.read()
            os.unlink(os.path.join(p.site.path, file))
            found |= {library for library in ("libcurl", "libxml2")
                if library in said}
    return found


def other_runs(bench):
    """update and backfill ask arXiv, too, on a client of their own."""
    with arxiv_server.Arxiv({}) as arxiv:
        block = "}\n" + BLOCK.rstrip("}") % (arxiv.url, "pause = 0")
        for arguments in (["update"], ["backfill", "2026-11-18"]):
            with Case(bench, more=block) as c:
                done = c.run(START, *arguments)
                ids = sum((entry["ids"] for entry in arxiv.take()), [])
                tap.check("%s asks arXiv" % arguments[0],
                    done.returncode == 0 and ids and
                    set(ids) <= set(c.site.ids()), done, ids)
                arxiv.choose = lambda n: "429"
                c.server.choose = lambda path: "404"
                done = c.run(START + hours(8), "update")
                tap.check("a source's failure stays what it is",
                    done.returncode == 69 and "HTTP 404" in done.stderr, done)
                arxiv.choose = lambda n: None
                arxiv.take()


if __name__ == "__main__":
    main([right_answers, missing_ids, by_title, faults, disliked_id,
        second_batch, once_more, pause, off, other_runs], [right_answers, by_title])

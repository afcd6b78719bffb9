"""A site beside a source on loopback, and runs of update and backfill.

Each test that uses it is NAME.py, which NAME.sh runs with the arguments
FOLDER WARP PROGRAM...  WARP is the library that lets pauses pass at once
(warp.c).  source.py is the source.
"""
import datetime
import hashlib
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET

import source

START = source.instant("2026-11-19T10:00:00")       # a Thursday
LATER = START + datetime.timedelta(hours=7)         # more papers are listed
FIRST = datetime.date(2026, 11, 2)

CONF = """
site {
	url = "https://papers.example.org/"
	contact = "https://example.org/about"
}
source daily {
	url = "%s"
	%s
	timeout = 4
	%s
}
topic agents { match = 'agent' }
"""


class Tap:
    count = failed = 0

    def check(self, name, good, *why):
        self.count += 1
        self.failed += not good
        print("%sok %d - %s" % ("" if good else "not ", self.count, name))
        if not good:
            for line in "\n".join(str(w) for w in why).splitlines()[:20]:
                print("# %s" % line)
        sys.stdout.flush()

    def skip(self, name, why):
        self.count += 1
        print("ok %d - %s # SKIP %s" % (self.count, name, why))


tap = Tap()


class Bench:
    """The folder, the program, and sites that have read the source once."""

    def __init__(self, folder, warp, program):
        self.folder, self.warp, self.program = folder, warp, program
        self.slow = "valgrind" in program[0]
        self.count = 0
        self.reference = None

    def environment(self, now, **more):
        """No proxy but the test's own; time that passes at once.

        AddressSanitizer wants to be the first library, but need not be.
        """
        asan = "verify_asan_link_order=0:" + os.environ.get("ASAN_OPTIONS", "")
        return dict({k: v for k, v in os.environ.items()
            if "proxy" not in k.lower()}, LD_PRELOAD=self.warp,
            ASAN_OPTIONS=asan, SOURCE_DATE_EPOCH=str(int(now.timestamp())),
            **more)

    def new_site(self):
        self.count += 1
        return Site(self, os.path.join(self.folder, "site%d" % self.count))


class Site:
    def __init__(self, bench, path):
        self.bench, self.path = bench, path
        self.conf = os.path.join(path, "paperfeed.conf")
        self.public = os.path.join(path, "public")
        os.mkdir(path)

    def configure(self, url, fallback=None, more=""):
        with open(self.conf, "w") as f:
            f.write(CONF % (url, "fallback = \"%s\"" % fallback
                if fallback else "", more))

    def run(self, now, *arguments, **environment):
        """Run the program; the result's status, stdout and stderr."""
        return subprocess.run(self.bench.program + ["-c", self.conf]
            + list(arguments or ["update"]), capture_output=True, text=True,
            env=self.bench.environment(now, **environment), timeout=120)

    def ids(self):
        done = self.run(START, "export")
        return sorted(json.loads(line)["id"]
            for line in done.stdout.splitlines())

    def records(self):
        return self.run(START, "export").stdout

    def state(self):
        """Every published file but the status: inode, time and sum."""
        found = {}
        for folder, _, names in os.walk(self.public):
            for name in names:
                path = os.path.join(folder, name)
                st = os.lstat(path)
                with open(path, "rb") as f:
                    found[os.path.relpath(path, self.public)] = (st.st_ino,
                        st.st_mtime_ns, hashlib.sha256(f.read()).hexdigest())
        found.pop("status.json", None)
        return found

    def bytes(self):
        return {name: state[2] for name, state in self.state().items()}


def always(name):
    return lambda path: name


def once(name):
    left = [name]
    return lambda path: left.pop() if left else None


def lines(text):
    return len(text.splitlines())


def hours(n):
    return datetime.timedelta(hours=n)


def entries(c, name):
    """Ids of a feed's entries."""
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.parse(os.path.join(c.site.public, name + ".atom")).getroot()
    return [e.findtext(atom + "id") for e in feed.findall(atom + "entry")]


def same_papers(a, b):
    """Are records the same, but for the places in listings?"""
    def strip(text):
        found = [json.loads(line) for line in text.splitlines()]
        for record in found:
            record.pop("listings")
        return found
    return strip(a) == strip(b)


def health(c, now):
    """The exit status of status, what it says, and its word for the source."""
    done = c.site.run(now, "status", "--json")
    return (done.returncode, done.stderr,
        json.loads(done.stdout)["sources"][0]["health"])


class Case:
    """A site beside its source; `with Case(bench) as c` makes both."""

    def __init__(self, bench, fallback=False, more="", **how):
        self.world = source.World(per_day=8, first=FIRST)
        self.server = source.Source(self.world, START, **how)
        self.site = bench.new_site()
        self.url = self.server.url + "/papers/date/{date}"
        self.api = self.server.url + "/api/daily_papers?date={date}&limit=5"
        self.site.configure(self.url, self.api if fallback else None, more)

    def __enter__(self):
        self.server.__enter__()
        return self

    def __exit__(self, *failure):
        self.server.__exit__(*failure)

    def run(self, now, *arguments, **environment):
        self.server.now = now
        del self.server.log[:]
        return self.site.run(now, *arguments, **environment)

    def paths(self):
        return [entry["path"] for entry in self.server.log]


def read_without_fault(bench):
    with Case(bench) as c:
        first = c.run(START)
        early = c.site.ids()
        second = c.run(LATER)
        tap.check("without a fault: both runs succeed in silence",
            (first.returncode, first.stdout, first.stderr, second.returncode,
            second.stdout, second.stderr) == (0, "", "") * 2,
            first, second)
        tap.check("without a fault: the second run has more",
            len(early) > 20 and set(early) < set(c.site.ids()), early)
        return early, c.site.records(), c.site.bytes()


def reference(bench):
    """What a site without a fault has after both runs."""
    if bench.reference is None:
        bench.reference = read_without_fault(bench)
    return bench.reference


def main(cases, under_valgrind):
    """Run the cases; under valgrind, which is slow, only some of them."""
    folder, warp, program = sys.argv[1], sys.argv[2], sys.argv[3:]
    bench = Bench(folder, warp, program)
    chosen = under_valgrind if bench.slow else cases
    for case in chosen:
        case(bench)
    if not chosen:
        tap.skip("all cases", "they take too long under valgrind")
    print("1..%d" % tap.count)
    sys.exit(tap.failed != 0)

"""A month of runs, four a day, against a source that fails one time in five.

usage: month.py FOLDER WARP PROGRAM...

Prints a TAP line for each thing that must hold; month.sh runs it.  WARP is
the library that lets pauses pass at once (warp.c).  What goes wrong comes from
a seed, so that each run of the test is the same but for the machine's speed.
"""
import collections
import datetime
import glob
import json
import os
import random
import subprocess
import sys
import time
import xml.etree.ElementTree as ET

import source

START = source.instant("2026-10-05T05:17:00")
DAYS = 30
RUNS = [0, 6, 12, 18]                   # hours after START's
HOLIDAY = datetime.date(2026, 10, 20)
WINDOW, QUOTA = 300, {"pages": 100, "api": 500}
ATOM = "{http://www.w3.org/2005/Atom}"
STATUSES = {0, 65, 69, 75}

CONF = """
site {
	url = "https://papers.example.org/"
	contact = "https://example.org/about"
	gzip = no
}
source daily {
	url = "%(url)s/papers/date/{date}"
	%(fallback)s
	timeout = 4
}
topic agents { match = 'agent' }
topic tides { match = '"retrieval augmented"' }
"""


class Month:
    def __init__(self, folder, warp, program, fallback, seed):
        self.world = source.World(per_day=8, first=datetime.date(2026, 9, 1),
            skipped=[HOLIDAY])
        self.folder = folder
        self.fallback = fallback
        self.program = program
        self.warp_log = os.path.join(folder, "warp")
        self.environment = dict({k: v for k, v in os.environ.items()
            if "proxy" not in k.lower()}, LD_PRELOAD=warp,
            WARP_LOG=self.warp_log, ASAN_OPTIONS="verify_asan_link_order=0:"
            + os.environ.get("ASAN_OPTIONS", ""))
        self.chance = random.Random(seed)
        self.faults = list(source.FAULTS)
        self.met = collections.Counter()
        self.wrong = collections.defaultdict(list)
        self.sizes = {}         # of each feed
        self.known = {}         # by id: published
        self.updated = {}
        self.times = {"pages": [], "api": []}   # of requests, simulated
        self.requests = 0
        self.unchanged = 0

    def choose(self, path):
        """One request in five fails, in each way as often as in any other."""
        if self.chance.random() >= 0.2:
            return None
        rarest = min(self.met[f] for f in self.faults)
        name = self.chance.choice([f for f in self.faults
            if self.met[f] == rarest])
        self.met[name] += 1
        return name

    def complain(self, what, detail):
        self.wrong[what].append("%s: %s" % (self.server.now, detail))

    def run(self):
        """One run; returns its exit status."""
        self.environment["SOURCE_DATE_EPOCH"] = str(
            int(self.server.now.timestamp()))
        open(self.warp_log, "w").close()
        del self.server.log[:]
        began = time.time()
        done = subprocess.run(self.program + ["-q", "-c",
            os.path.join(self.folder, "paperfeed.conf"), "update"],
            env=self.environment, capture_output=True, text=True, timeout=300)
        self.look_at_requests(began)
        self.look_at_words(done)
        self.look_at_feeds()
        return done.returncode

    def look_at_requests(self, began):
        """When each was sent, with the pauses that passed at once."""
        pauses = [line.split() for line in open(self.warp_log)]
        for entry in self.server.log:
            slept = sum(int(ms) / 1000 for at, ms in pauses
                if int(at) / 1e9 <= entry["time"])
            kind = "api" if entry["path"].startswith("/api/") else "pages"
            self.times[kind].append(self.server.now.timestamp()
                + entry["time"] - began + slept)
            self.unchanged += "If-None-Match" in entry["headers"]
            if entry["headers"].get("Cookie") or \
                    entry["headers"].get("Referer"):
                self.complain("manners", entry["headers"])
        self.requests += len(self.server.log)

    def look_at_words(self, done):
        lines = done.stderr.splitlines()
        if done.stdout:
            self.complain("words", "standard output: " + done.stdout)
        if done.returncode not in STATUSES:
            self.complain("words", "status %d: %s"
                % (done.returncode, done.stderr))
        if (done.returncode != 0 and len(lines) == 0) or len(lines) > 2:
            self.complain("words", "status %d and %d lines: %s"
                % (done.returncode, len(lines), done.stderr))
        for line in lines:
            if not line.startswith("paperfeed: source daily: http"):
                self.complain("words", line)

    def look_at_feeds(self):
        for path in glob.glob(os.path.join(self.folder, "public", "*.atom")):
            name = os.path.basename(path)
            entries = ET.parse(path).getroot().findall(ATOM + "entry")
            if len(entries) < self.sizes.get(name, 0):
                self.complain("shorter", "%s: %d, was %d"
                    % (name, len(entries), self.sizes[name]))
            self.sizes[name] = len(entries)
            for entry in entries:
                self.look_at_entry(entry)

    def look_at_entry(self, entry):
        guid = entry.findtext(ATOM + "id")
        title = entry.findtext(ATOM + "title")
        published = entry.findtext(ATOM + "published")
        updated = entry.findtext(ATOM + "updated")
        if self.known.setdefault(guid, (title, published)) != \
                (title, published):
            self.complain("changed", guid)
        if updated < self.updated.get(guid, updated):
            self.complain("changed", guid + " was updated later")
        self.updated[guid] = updated

    def run_all(self):
        fallback = "fallback = \"%s/api/daily_papers?date={date}&limit=5\""
        self.failed = 0
        with source.Source(self.world, START) as self.server:
            with open(os.path.join(self.folder, "paperfeed.conf"), "w") as f:
                f.write(CONF % {"url": self.server.url, "fallback":
                    fallback % self.server.url if self.fallback else ""})
            self.server.choose = self.choose
            for day in range(DAYS):
                for hour in RUNS:
                    self.server.now = START + datetime.timedelta(days=day,
                        hours=hour)
                    self.failed += self.run() != 0
            self.server.choose = lambda path: None
            self.server.now += datetime.timedelta(hours=6)
            self.last = self.run()

    def check_papers(self):
        """Every paper exactly once, as of its own day."""
        done = subprocess.run(self.program + ["-c",
            os.path.join(self.folder, "paperfeed.conf"), "export"],
            capture_output=True, text=True)
        records = [json.loads(line) for line in done.stdout.splitlines()]
        stored = collections.Counter(r["id"] for r in records)
        wanted = {}
        day = START.date()
        while day <= self.server.now.date():
            if self.world.has_listing(day):
                for came, item in self.world.papers(day):
                    if came <= self.server.now:
                        wanted[item["paper"]["id"]] = \
                            item["paper"]["submittedOnDailyAt"][:19] + "Z"
            day += source.DAY
        for paper, times in stored.items():
            if times != 1:
                self.complain("papers", "%s %d times" % (paper, times))
        for paper in set(wanted) - set(stored):
            self.complain("papers", paper + " is missing")
        for r in records:
            if wanted.get(r["id"], r["listed"]) != r["listed"]:
                self.complain("papers", "%s listed %s" % (r["id"],
                    r["listed"]))
        return len(stored)

    def check_pace(self):
        """Most requests in any five minutes."""
        most = {}
        for kind, times in self.times.items():
            times.sort()
            first = 0
            most[kind] = 0
            for last, at in enumerate(times):
                while times[first] < at - WINDOW:
                    first += 1
                most[kind] = max(most[kind], last - first + 1)
        return most


class Tap:
    def __init__(self):
        self.count = 0

    def check(self, name, good, why=()):
        self.count += 1
        print("%sok %d - %s" % ("" if good else "not ", self.count, name))
        for line in list(why)[:8]:
            print("# %s" % line)
        sys.stdout.flush()


def report(tap, name, month):
    papers = month.check_papers()
    most = month.check_pace()
    wrong = month.wrong
    print("# %s: %d papers, %d requests (%d conditional), %d faults of %d "
        "kinds, %d of %d runs failed; in 5 minutes at most %d pages and %d "
        "of the API" % (name, papers, month.requests, month.unchanged,
        sum(month.met.values()), len(month.met), month.failed,
        DAYS * len(RUNS), most["pages"], most["api"]))
    missed = [f for f in month.faults if not month.met[f]]
    tap.check(name + ": every fault was met", not missed, missed)
    tap.check(name + ": every paper is stored once, as of its day",
        not wrong["papers"] and papers > 150, wrong["papers"])
    tap.check(name + ": no feed was ever shorter than before",
        not wrong["shorter"] and month.sizes.get("all.atom", 0) >= 100,
        wrong["shorter"])
    tap.check(name + ": no entry has another title or date",
        not wrong["changed"] and len(month.known) > 150, wrong["changed"])
    tap.check(name + ": one line for a failure, none for a success",
        not wrong["words"], wrong["words"])
    tap.check(name + ": no cookie, no referrer", not wrong["manners"],
        wrong["manners"])
    tap.check(name + ": within the limits of the source",
        all(most[k] <= QUOTA[k] for k in QUOTA) and most["pages"] > 0, [most])
    tap.check(name + ": most requests are conditional",
        month.unchanged > month.requests / 3)
    tap.check(name + ": the run without a fault succeeds", month.last == 0)


def main():
    folder, warp, program = sys.argv[1], sys.argv[2], sys.argv[3:]
    tap = Tap()
    for name, fallback, seed in (("a page", False, 5), ("two ways", True, 6)):
        place = os.path.join(folder, name.replace(" ", "-"))
        os.mkdir(place)
        month = Month(place, warp, program, fallback, seed)
        month.run_all()
        report(tap, name, month)
    print("1..%d" % tap.count)


if __name__ == "__main__":
    main()

"""A month of mails and of a hub: both fail one time in four, and runs are killed.

usage: digest_month.py FOLDER WARP PROGRAM...

Each paper of a mail's topics must come in exactly one mail that was taken; what
is taken twice has the same Message-ID and the same papers.  Each feed that changed
must be announced after that, and none before its file is in its place.  What goes
wrong comes from a seed.
"""
import collections
import datetime
import glob
import hashlib
import http.server
import json
import os
import random
import signal
import subprocess
import urllib.parse

import mails
import source
import websub
from case import Case, main, tap

START = source.instant("2026-11-02T05:17:00")       # a Monday
DAYS = 30
RUNS = [0, 6, 12, 18]                   # hours after START's

CONF = """
site {
	url = "https://papers.example.org/"
	hub = "%(hub)s"
	gzip = no
	pages = no
}
source daily {
	url = "%(url)s"
	timeout = 4
}
topic agents { match = 'agent' }
topic tides { match = '"retrieval augmented"' }
topic liked { min-upvotes = 40 }
mail daily {
	to = "me@example.org" from = "papers@example.org" sendmail = "%(command)s"
	topics = agents tides liked  every = day  most = 100
}
mail weekly {
	to = "me@example.org" from = "papers@example.org" sendmail = "%(command)s"
	topics = tides, agents  every = week  order = date  most = 100
}
"""


class HubHandler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(
            self.headers["Content-Length"])).decode())
        if self.owner.chance.random() < 0.25:
            self.send_response(503)
        else:
            self.owner.told += [(self.owner.run, url.rpartition("/")[2],
                self.owner.sums(url.rpartition("/")[2]))
                for url in form["hub.url"]]
            self.send_response(204)
        self.end_headers()


class Hub(websub.Server):
    """Notes in which run it was told of which feed, and the file's sum then."""

    def __init__(self, folder, seed):
        super().__init__(HubHandler)
        self.folder, self.chance = folder, random.Random(seed)
        self.run, self.told = 0, []

    def sums(self, name):
        with open(os.path.join(self.folder, name), "rb") as f:
            return hashlib.sha256(f.read()).hexdigest()

    def feeds(self):
        """The sums of all live feeds, as they lie there."""
        return {name: self.sums(name) for kind in ("atom", "rss", "json")
            for name in map(os.path.basename, glob.glob(os.path.join(
                self.folder, "*." + kind))) if name != "status.json"}


class Month:
    def __init__(self, bench, seed):
        self.case = Case(bench)
        self.bench = bench
        self.chance = random.Random(seed)
        self.outbox = mails.Outbox(os.path.join(self.case.site.path,
            "outbox"))
        self.hub = Hub(self.case.site.public, seed)
        with open(self.case.site.conf, "w") as f:
            f.write(CONF % {"url": self.case.url, "hub": self.hub.url,
                "command": self.outbox.command})
        self.changes = []       # of feeds: in which run, which, and their sum
        self.early = []         # announcements of files that changed later
        self.outbox.fates(self.chance.choice(["fail", "fail", "lose", "die",
            "take", "take", "take", "take", "take", "take", "take", "take"])
            for _ in range(2000))
        self.killed, self.was_killed = 0, False
        self.statuses = collections.Counter()

    def run(self, now):
        """A run, of which two in five are killed where they are."""
        self.case.server.now = now
        self.hub.run += 1
        before = self.hub.feeds()
        unlucky = self.chance.random() < 0.4
        run = subprocess.Popen(self.bench.program + ["-c",
            self.case.site.conf, "update", "--digest"],
            env=self.bench.environment(now,
                **({"UNCOUNTED": "1"} if unlucky else {})),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if unlucky:
            try:
                run.wait(self.chance.random() * 0.06)
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                self.killed += 1
        words = run.communicate(timeout=120)[1]
        self.statuses[run.returncode] += 1
        after = self.hub.feeds()
        self.changes += [(self.hub.run, name, after[name]) for name in after
            if after[name] != before.get(name)]
        # What a run said before it was killed may be heard in the next one.
        heard = before if self.was_killed else after
        self.early += [(name, at) for at, name, told in self.hub.told
            if at == self.hub.run and told not in (after[name],
                heard.get(name))]
        self.was_killed = run.returncode == -9
        if run.returncode not in (0, 69, -9):
            tap.check("a run at %s" % now, False, run.returncode, words)

    def wanted(self, topics, first, last):
        """Ids of the topics' papers of a time."""
        found = set()
        for topic in topics:
            done = self.case.site.run(START, "export", "-t", topic)
            for line in done.stdout.splitlines():
                record = json.loads(line)
                if first <= source.instant(record["listed"][:19]) < last:
                    found.add(record["id"])
        return found


def copies_are_equal(found):
    """All messages of one id have the same papers."""
    by_id = collections.defaultdict(set)
    for mail in found:
        by_id[mail.id].add(tuple(mail.papers))
    return all(len(papers) == 1 for papers in by_id.values())


def look(month, name, topics, first, last):
    """Is each paper in one mail of a name that was taken?"""
    found = [m for m in month.outbox.mails() if m.id.startswith("<%s."
        % name)]
    once = {m.id: m for m in found}
    counts = collections.Counter(p for m in once.values() for p in m.papers)
    wanted = month.wanted(topics, first, last)
    tap.check("%s: copies have one id and the same papers" % name,
        copies_are_equal(found), [m.id for m in found])
    tap.check("%s: each paper in exactly one mail" % name,
        len(wanted) > 50 and set(counts) == wanted
        and set(counts.values()) == {1},
        len(wanted), sorted(set(counts) ^ wanted),
        [p for p in counts if counts[p] > 1])
    tap.check("%s: no paper is only counted" % name,
        all(m.more == 0 for m in found))
    print("# %s: %d mails of %d papers, %d taken twice" % (name, len(once),
        len(wanted), len(found) - len(once)))
    return len(found) - len(once)


def look_at_hub(month):
    told = month.hub.told
    missing = [(at, name) for at, name, _ in month.changes
        if not any(name == other and when >= at for when, other, _ in told)]
    tap.check("the hub is told of each feed that changed",
        len(month.changes) > 200 and not missing, len(month.changes), missing)
    tap.check("of none before its file is in its place", not month.early,
        month.early)
    print("# %d changes of feeds, %d announcements" % (len(month.changes),
        len(told)))


def month_of_mails(bench):
    month = Month(bench, seed=14)
    with month.case, month.hub:
        for day in range(DAYS):
            for hour in RUNS:
                month.run(START + datetime.timedelta(days=day, hours=hour))
        # All is well again; the last week and the last day are over.
        month.outbox.fates([])
        end = START + datetime.timedelta(days=DAYS + 5)
        month.chance = random.Random(0)
        month.case.server.now = end
        month.hub.chance = random.Random(1)
        for hour in range(4):
            month.hub.run += 1
            done = month.case.run(end + datetime.timedelta(hours=hour),
                "update", "--digest")
            tap.check("the last runs succeed", done.returncode == 0, done)
        look_at_hub(month)
        monday = datetime.datetime(2026, 11, 2, tzinfo=source.UTC)
        midnight = end.replace(hour=0, minute=0)
        twice = look(month, "daily", ["agents", "tides", "liked"],
            monday - datetime.timedelta(days=1), midnight)
        twice += look(month, "weekly", ["tides", "agents"],
            monday - datetime.timedelta(days=7),
            midnight - datetime.timedelta(days=midnight.weekday()))
        tap.check("runs failed, were killed, and sent again",
            month.killed > 10 and month.statuses[69] > 5 and twice > 3,
            month.killed, month.statuses, twice)
        print("# %d runs killed, statuses %s" % (month.killed,
            dict(month.statuses)))


main([month_of_mails], [])

"""Each statement of SQL fails, in each command.

usage: statements.py FOLDER WARP PROGRAM

A command is run again and again from the same state, each time with another of
its statements failing whenever it is begun (statement.c), until it has no more.
It must say so in one line and leave old or new files; a run after it must make
good.  Where a statement does not matter, all must be as ever.
"""
import collections
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys

from case import tap
from torture import FINE, MAIL, SENDMAIL, SITE

DATA = os.path.join(os.environ["abs_top_srcdir"], "tests/data")
PAGE = os.path.join(DATA, "day-2026-11-19.html")
API = os.path.join(DATA, "day-2026-11-20.json")
EARLIER, NOW = "1795100000", "1795428000"   # 2026-11-19 and 2026-11-23
EVENING = "1795204800"                      # 2026-11-20T20:00:00Z
MORE = """
topic near { like = "2611.00001 2611.00007" about = 5 }
topic daily { per-day = 3 }
source daily { url = "file://%s/{date}" }
"""

State = collections.namedtuple("State", "files papers rest")


class Command:
    """What is run, from which folder, and what it does when nothing fails."""

    def __init__(self, bench, before, arguments, reads):
        self.bench, self.before, self.reads = bench, before, reads
        self.arguments, self.site = arguments, os.path.join(bench, "site")
        self.fresh()
        self.old = self.look()
        self.done = self.run()
        self.new = self.look()

    def fresh(self):
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.copytree(os.path.join(self.bench, self.before), self.site)

    def run(self, **environment):
        return run(self.site, *self.arguments, **environment)

    def look(self):
        """Sums of what is published, and the papers that are known."""
        files, rest = {}, set()
        for folder, _, names in os.walk(self.site):
            for name in names:
                path = os.path.join(folder, name)
                short = os.path.relpath(path, self.site)
                if not short.startswith("public/") or "/." in short:
                    rest.add(short)
                elif name != "status.json":
                    with open(path, "rb") as f:
                        files[short] = hashlib.sha256(f.read()).hexdigest()
        return State(files, papers(os.path.join(self.site, "paperfeed.db")),
            rest - {"paperfeed.db-wal", "paperfeed.db-shm"})

    def fault(self, number):
        """What is wrong after a statement failed: nothing, or None if there is
        none of that number."""
        log = os.path.join(self.bench, "statement")
        self.fresh()
        done = self.run(LD_PRELOAD=os.path.join(os.path.dirname(sys.argv[2]),
            "statement.so") + " " + sys.argv[2], STATEMENT_AT=str(number),
            STATEMENT_LOG=log)
        with open(log) as f:
            text = f.read()
        if text == "":
            return None
        wrong = list(self.judge(done, self.look()))
        if not self.reads and not wrong:
            again = self.run()
            if again.returncode == 66:  # it is removed, but not from the files
                again = run(self.site, "publish")
            now = self.look()
            if again.returncode != 0:
                wrong.append("the next run: %s" % again.stderr)
            elif now != self.new:
                wrong.append("the next run leaves: %s" % difference(now,
                    self.new))
        return ["%s: %s" % (text[:60], w) for w in wrong]

    def judge(self, done, now):
        said = done.stderr.splitlines()
        if done.returncode == self.done.returncode:
            if (done.stdout, done.stderr, now) != (self.done.stdout,
                    self.done.stderr, self.new):
                yield "ends as ever, but: %s %s" % (done.stderr,
                    difference(now, self.new))
            return
        if done.returncode not in FINE:
            yield "ends with %d: %s" % (done.returncode, done.stderr)
        if not said or not all(s.startswith("paperfeed: ") for s in said):
            yield "ends with %d and says %s" % (done.returncode, said)
        if now.papers not in (self.old.papers, self.new.papers):
            yield "some of its papers are stored"
        for name, sum in now.files.items():
            if sum not in (self.old.files.get(name), self.new.files.get(name)):
                yield "%s is neither the old nor the new one" % name
        if self.reads and (now.files, now.papers) != (self.old.files,
                self.old.papers):
            yield "it changed what it should only read"


def difference(now, wanted):
    names = {n for n, _ in set(now.files.items()) ^ set(wanted.files.items())}
    return "files %s, papers %s, others %s" % (sorted(names)[:4],
        now.papers == wanted.papers, sorted(now.rest ^ wanted.rest))


def papers(store):
    """The papers that a store has, or none where it is missing or not yet one."""
    if not os.path.exists(store):
        return []
    db = sqlite3.connect(store)
    try:
        return sorted(db.execute("SELECT guid, title FROM paper"))
    except sqlite3.OperationalError:
        return []
    finally:
        db.close()


def run(site, *arguments, **environment):
    leaks = "detect_leaks=0:verify_asan_link_order=0:"
    environment.setdefault("SOURCE_DATE_EPOCH", NOW)
    environment = dict(os.environ,
        ASAN_OPTIONS=leaks + os.environ.get("ASAN_OPTIONS", ""),
        **environment)
    return subprocess.run([sys.argv[3], "-q", "-c", os.path.join(site,
        "paperfeed.conf"), *arguments], capture_output=True, text=True,
        env=environment, stdin=subprocess.DEVNULL, timeout=60)


def configure(site, title="Papers under test"):
    with open(os.path.join(site, "paperfeed.conf"), "w") as f:
        f.write(SITE % title + MORE % os.path.join(sys.argv[1], "source") +
            MAIL % os.path.join(site, "outbox", "sendmail"))


def make_source(folder):
    """Papers of each day before the evening."""
    os.mkdir(folder)
    for day in range(9, 21):
        with open(os.path.join(folder, "2026-11-%02d" % day), "w") as f:
            json.dump([{"paper": {"id": "2611.1%02d%02d" % (day, n),
                "title": "Agent %d of day %d" % (n, day),
                "summary": "Retrieval of tides and agents.",
                "authors": [{"name": "Ada Quay"}],
                "submittedOnDailyAt": "2026-11-%02dT08:00:00.000Z" % day}}
                for n in range(3)], f)


def make_states(folder):
    """The folders from which commands start; each is made in the same place."""
    site = os.path.join(folder, "site")
    make_source(os.path.join(folder, "source"))

    def good(*arguments, now=EARLIER):
        done = run(site, *arguments, SOURCE_DATE_EPOCH=now)
        assert done.returncode == 0, done

    def keep(name):
        shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
        shutil.copytree(site, os.path.join(folder, name))

    os.makedirs(os.path.join(site, "outbox"))
    with open(os.path.join(site, "outbox", "sendmail"), "w") as f:
        f.write(SENDMAIL % site)
    os.chmod(f.name, 0o700)
    configure(site)
    keep("empty")
    good("import", PAGE)
    keep("one")
    good("digest")
    good("import", API, now=EVENING)
    keep("two")
    configure(site, "Another title")
    keep("changed")


# A command, the folder where it starts, its words, and whether it only reads.
WRITES, READS = False, True
PAPER = "2611.00003"
COMMANDS = (
    ("first import", "empty", ["import", PAGE], WRITES),
    ("import", "one", ["import", API], WRITES),
    ("update", "one", ["update", "--digest"], WRITES),
    ("backfill", "one", ["backfill", "2026-11-16", "2026-11-18"], WRITES),
    ("publish", "changed", ["publish"], WRITES),
    ("remove", "two", ["remove", PAPER], WRITES),
    ("digest", "two", ["digest"], WRITES),
    ("digest --print", "two", ["digest", "--print", "daily"], READS),
    ("publish --dry-run", "two", ["publish", "--dry-run"], READS),
    ("remove --dry-run", "two", ["remove", "--dry-run", PAPER], READS),
    ("status", "two", ["status"], READS),
    ("topics", "two", ["topics"], READS),
    ("topics --trend", "two", ["topics", "--trend"], READS),
    ("topics --paper", "two", ["topics", "--paper", PAPER], READS),
    ("topics -t --paper", "two", ["topics", "-t", "agent", "--paper", PAPER],
        READS),
    ("topics -t", "two", ["topics", "-t", "agent"], READS),
    ("topics --like", "two", ["topics", "--like", PAPER], READS),
    ("check", "two", ["check"], READS),
    ("export", "two", ["export", "-t", "agents"], READS),
)


def main():
    folder = sys.argv[1]
    make_states(folder)
    for name, before, arguments, reads in COMMANDS:
        command = Command(folder, before, arguments, reads)
        wrong, number = [], 1
        while (found := command.fault(number)) is not None:
            wrong += found
            number += 1
        print("# %d statements" % (number - 1))
        tap.check("%s: each statement fails" % name,
            number > 1 and not wrong, *wrong)
    print("1..%d" % tap.count)
    sys.exit(tap.failed > 0)


if __name__ == "__main__":
    main()

"""Exhaustion: each call that changes something, and each allocation, fails.

usage: torture.py FOLDER WARP PROGRAM

A command is run once without a fault, to learn which system calls it makes and
how many allocations.  Then it is run again and again from the same state, each
time with one fault, and each time what FAULTS.md calls I1 to I5, I7 and I9 must
hold; at last it is run without a fault and must come to the same bytes.

In the environment:
    TORTURE_SEED     draws the sample; it is printed
    TORTURE_SAMPLE   how many faults are tried, or `all`
    TORTURE_JOBS     how many processes try them
    TORTURE_ONLY     words that a fault's name must have, as in
                     `import EIO fsync`, which make a failure happen again
"""
import collections
import datetime
import gzip
import hashlib
import json
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
import time
import xml.dom.minidom

import source
from case import CONF as SOURCE_CONF, LATER, START

LIMIT = 30                  # seconds for a run of 0.1
FINE = {0, 66, 69, 70, 71, 73, 74, 75, 78}  # how a run with a fault may end

# Calls that change something, or give what a change needs; names differ
# between machines.
WRITES = "write pwrite64 writev pwritev".split()
SYNCS = "fsync fdatasync syncfs".split()
NAMES = ("rename renameat renameat2 unlink unlinkat mkdir mkdirat link linkat "
    "symlink symlinkat rmdir").split()
SIZES = "ftruncate fallocate".split()
MODES = "chmod fchmod fchmodat fchown fchown32 utimensat".split()
OPENS = "open openat creat".split()
LOCKS = "fcntl flock".split()
NET = "socket connect sendto sendmsg recvfrom recvmsg".split()
STARTS = "pipe pipe2 dup dup2 fork vfork clone clone3".split()
SLOW = "read write pread64 pwrite64 connect recvfrom sendto wait4 poll".split()

FAULTS = {
    "KILL": WRITES + SYNCS + NAMES + SIZES + MODES + OPENS + LOCKS + NET
        + STARTS + ["close"],
    "ENOSPC": WRITES + NAMES + SIZES + OPENS,
    "EIO": WRITES + SYNCS + NAMES + SIZES + OPENS + ["close", "read",
        "pread64", "getdents64"],
    "EACCES": NAMES + MODES + OPENS + NET[:2] + LOCKS,
    "EMFILE": OPENS + STARTS + NET[:1],
    "EINTR": SLOW + SYNCS + OPENS + ["close"],
    "ENOLCK": LOCKS,
    "EXDEV": [n for n in NAMES if n.startswith(("rename", "link"))],
    "EPERM": NAMES + MODES,
}
SIGNALS = {"KILL": 9, "TERM": 15, "INT": 2}
FAULTS["TERM"] = FAULTS["KILL"]
FAULTS["INT"] = WRITES + SYNCS + NAMES

KINDS = list(FAULTS) + ["NOMEM", "NOMEM-ON"]
# Of these kinds a sample has the same number each; of allocations as well.
ALL_CALLS = sorted({c for calls in FAULTS.values() for c in calls})

SITE = """
site {
	title = "%s"
	url = "https://papers.example.org/"
	output = "public"
	database = "paperfeed.db"
}
topic agents { title = "Agents" match = 'agent' }
topic rag { title = "Retrieval" match = 'RAG OR "retrieval augmented"' }
"""

MAIL = """
mail daily {
	to = "me@example.org"
	from = "Papers <papers@example.org>"
	sendmail = "%s"
	topics = agents rag
}
"""

# Takes a message that is whole; the same one twice is one file.
SENDMAIL = """#!/bin/sh
cd "%s/outbox" && cat >coming && [ -s coming ] || exit 75
mv coming "$(sha256sum <coming | cut -c 1-32).eml"
"""

SOUND = """
PRAGMA integrity_check;
PRAGMA foreign_key_check;
"""


Calls = collections.namedtuple("Calls", "early all of_child")


class Failed(Exception):
    pass


def require(good, *words):
    if not good:
        raise Failed(" ".join(str(w) for w in words))


class Tools:
    """The program and what looks at it."""

    def __init__(self, folder, warp, program):
        self.folder, self.warp, self.program = folder, warp, program
        here = os.path.dirname(warp)
        self.scarce = os.path.join(here, "scarce.so")
        self.sql = os.path.join(here, "store_sql")
        self.data = os.path.join(os.environ["abs_top_srcdir"], "tests/data")
        asan = b"__asan_init" in open(program, "rb").read()
        self.kinds = [k for k in KINDS if not (asan and "NOMEM" in k)]

    def run_sql(self, store, text):
        done = subprocess.run([self.sql, store], input=text, text=True,
            capture_output=True, timeout=LIMIT)
        require(done.returncode == 0, "store:", done.stderr)
        return done.stdout

    def sound(self, store):
        """The store says so itself, and so do its full-text indexes."""
        indexes = self.run_sql(store, "SELECT name FROM sqlite_schema"
            " WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'").split()
        said = self.run_sql(store, SOUND + "".join(
            "INSERT INTO %s (%s, rank) VALUES ('integrity-check', 1);"
            % (name, name) for name in indexes))
        require(said == "ok\n", "store:", said)


class Scenario:
    """A state, a command that changes it, and the state it must come to."""
    instant = datetime.datetime(2026, 11, 23, tzinfo=source.UTC)
    arguments, server, preload = [], None, ""
    scarce_options = ["--no-sandbox"]   # what parses is one process then, too
    kinds = KINDS
    between = False     # may an output file be neither old nor new?

    def __init__(self, tools, folder):
        self.tools = tools
        self.name = type(self).__name__.lower()
        self.site = os.path.join(folder, "site")
        self.before = os.path.join(folder, "before-" + self.name)
        self.copy = os.path.join(folder, "copy")
        self.trace = os.path.join(folder, "trace")
        self.conf = os.path.join(self.site, "paperfeed.conf")
        self.store = os.path.join(self.site, "paperfeed.db")
        self.page = os.path.join(tools.data, "day-2026-11-19.html")
        self.api = os.path.join(tools.data, "day-2026-11-20.json")
        self.seen = {}      # states that were looked at
        self.calls = None   # Calls of a run without a fault
        shutil.rmtree(self.site, ignore_errors=True)
        os.mkdir(self.site)
        self.configure("Papers under torture")
        self.make()
        os.rename(self.site, self.before)
        self.fresh()
        self.old = self.look()
        done = self.run(self.arguments)
        require(done.returncode == 0 and done.stderr == "", self.name,
            "without a fault:", done)
        self.new = self.look()
        require(self.old["files"] != self.new["files"] or
            self.old["mails"] != self.new["mails"], self.name, "does nothing")

    def configure(self, title, more=""):
        with open(self.conf, "w") as f:
            f.write(SITE % title + more)

    def good(self, *arguments):
        done = self.run(list(arguments))
        require(done.returncode == 0, done)

    def make(self):
        self.good("import", self.page)

    def fresh(self):
        """The state before, with the times of its files."""
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.copytree(self.before, self.site)

    def run(self, arguments, wrapper=(), preload="", **environment):
        """Run the command; in a wrapper that loads libraries itself."""
        preload = " ".join(filter(None, [preload, self.preload]))
        loads = ["LD_PRELOAD=" + preload] if preload else []
        command = list(wrapper) + ["env"] * bool(loads and not wrapper)
        command += [w for l in loads for w in (["-E", l] if wrapper else [l])]
        command += [self.tools.program, "-q", "-c", self.conf] + arguments
        instant = str(int(self.instant.timestamp()))
        leaks = "detect_leaks=0:verify_asan_link_order=0:"
        environment = dict({k: v for k, v in os.environ.items()
            if "proxy" not in k.lower()}, SOURCE_DATE_EPOCH=instant,
            ASAN_OPTIONS=leaks + os.environ.get("ASAN_OPTIONS", ""),
            **environment)
        if self.server:
            self.server.now = self.instant
        try:
            return subprocess.run(command, capture_output=True, text=True,
                env=environment, timeout=LIMIT, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            raise Failed("it hangs")

    def again(self):
        """The command, once more and without a fault."""
        return self.run(self.arguments)

    def tree(self):
        for folder, _, names in os.walk(self.site):
            for name in names:
                path = os.path.join(folder, name)
                yield os.path.relpath(path, self.site), path

    def key(self):
        """What tells one state of all files from another."""
        sum = hashlib.blake2b()
        for name, path in sorted(self.tree()):
            with open(path, "rb") as f:
                sum.update(b"%s %d %d\n" % (os.fsencode(name),
                    os.stat(path).st_mtime_ns, len(name)))
                sum.update(f.read())
        return sum.digest()

    def look(self):
        """Files, records and mails, by their names and sums."""
        found = {"files": {}, "mails": [], "others": []}
        for name, path in self.tree():
            with open(path, "rb") as f:
                sum = hashlib.sha256(f.read()).hexdigest()
            if name.startswith("outbox/"):
                if name.endswith(".eml"):
                    found["mails"].append(name)
            elif name.startswith("public/") and "/." not in name:
                found["files"][name] = sum
            else:
                found["others"].append(name)
        for key in "mails", "others":
            found[key].sort()
        found["files"].pop("public/status.json", None)
        found["records"] = self.records()
        return found

    def records(self):
        if not os.path.exists(self.store):
            return ""
        done = self.run(["export"])
        require(done.returncode == 0, "export:", done)
        return done.stdout

    def hurt(self, fault):
        """Run the command with a fault, and look at what is left."""
        kind, call, when = fault
        if kind.startswith("NOMEM"):
            done = self.run(self.scarce_options + self.arguments,
                preload=self.tools.scarce, NOMEM_AT=str(when),
                **({"NOMEM_FOREVER": "1"} if kind == "NOMEM-ON" else {}))
        else:
            what = "signal=SIG" + kind if kind in SIGNALS else \
                "error=" + kind
            done = self.run(self.arguments, wrapper=["strace",
                *self.follow(call, when), "-o", "/dev/null", "-e",
                "trace=" + call, "-e", "inject=%s:%s:when=%d" %
                (call, what, when)])
        if kind in SIGNALS:
            # Where pauses differ, this run may make fewer calls.
            require(done.returncode in (0, -SIGNALS[kind]), "not killed:", done)
        else:
            self.ends_well(done, kind, call)
        return done

    def follow(self, call, when):
        """Options that let the other calls go by: three times as fast.

        They also follow its children, which count their calls from one, so they
        are taken only where no child makes so many.
        """
        return ["-f", "--seccomp-bpf"] * (when > self.calls.of_child[call])

    def ends_well(self, done, kind, call):
        """It ends with a status of its own and has said why.

        A source that could not be stored has a line beside that of the store.
        Without any memory there may be a line of each step that fails.  The C
        library's loader ends a program by itself, once that has spoken or
        before, where it has no memory for variables that a library has for each
        thread, or for a symbol that is to be unique, as those of libstdc++ are;
        libgnutls speaks as well.  It takes no interrupted call for what it is,
        either.
        """
        said = done.stderr.splitlines()
        loader = kind.startswith("NOMEM") and ("thread-local" in done.stderr or
            done.stderr == "out of memory\n")
        require(done.returncode in FINE or loader and done.returncode == 127,
            "ends with", done.returncode, done.stderr)
        require(done.returncode == 0 or loader or
            sum(line.startswith("paperfeed: ") for line in said) >= 1 and
            (len(said) == 1 or kind == "NOMEM-ON" or self.between and
            len(said) == 2), "says", done.stderr)
        require(done.returncode == 0 or kind != "EINTR" or call not in SLOW
            or "a library is missing" in done.stderr,
            "an interrupted call is a failure:", done.stderr)

    def try_fault(self, fault):
        self.fresh()
        done = self.hurt(fault)
        key = (self.key(), done.returncode == 0)
        if key in self.seen:
            require(self.seen[key] is None, self.seen[key])
            return
        try:
            self.inspect(done.returncode)
            self.seen[key] = None
        except Failed as e:
            self.seen[key] = "%s %s" % (e, done.stderr)
            raise Failed(self.seen[key])

    def inspect(self, status):
        self.whole()
        if os.path.exists(self.store):
            shutil.rmtree(self.copy, ignore_errors=True)
            shutil.copytree(self.site, self.copy)
            self.tools.sound(os.path.join(self.copy, "paperfeed.db"))
        now = self.look()
        self.listings(now["records"])
        if status == 0:
            self.same(now, "ends with 0, but")
        done = self.again()
        require(done.returncode == 0, "the next run ends with", done)
        now = self.look()
        self.same(now, "after the next run")
        require(now["others"] == self.new["others"], "left behind:",
            set(now["others"]) ^ set(self.new["others"]))
        self.tools.sound(self.store)

    def same(self, now, when):
        for what in "files", "records", "mails":
            if now[what] == self.new[what]:
                continue
            if what == "files":
                names = set(dict(set(now[what].items()) ^
                    set(self.new[what].items())))
                raise Failed("%s other files: %s" % (when, sorted(names)[:5]))
            raise Failed("%s other %s" % (when, what))

    def whole(self):
        """Each output file is the old one or the new one."""
        found = {n: p for n, p in self.tree() if n.startswith("public/")
            and "/." not in n}
        for name in self.old["files"]:
            require(name in found or name not in self.new["files"],
                name, "is missing")
        for name, path in found.items():
            with open(path, "rb") as f:
                data = f.read()
            sum = hashlib.sha256(data).hexdigest()
            if sum not in (self.old["files"].get(name),
                    self.new["files"].get(name)):
                require(self.between or name.endswith("status.json"), name,
                    "is neither the old nor the new one")
                well_formed(name, data)

    def listings(self, records):
        """A listing is in the store completely or not at all."""
        days = [by_day(text) for text in (records, self.old["records"],
            self.new["records"])]
        for day, ids in days[0].items():
            require(ids in (days[1].get(day), days[2].get(day)),
                "half a listing of", day)


def by_day(records):
    found = collections.defaultdict(set)
    for line in records.splitlines():
        record = json.loads(line)
        for listing in record["listings"]:
            found[listing["kind"], listing["label"]].add(record["guid"])
    return found


def well_formed(name, data):
    data = gzip.decompress(data) if name.endswith(".gz") else data
    name = name[:-3] if name.endswith(".gz") else name
    text = data.decode("utf-8")
    if name.endswith(".json"):
        json.loads(text)
    elif re.search(r"\.(atom|rss|opml|xml)$", name):
        xml.dom.minidom.parseString(data)
    else:
        require(text.endswith("\n"), name, "is cut")


class First(Scenario):
    """Into a folder that has neither a store nor an output."""

    def __init__(self, tools, folder):
        self.arguments = ["import", tools.data + "/day-2026-11-19.html"]
        super().__init__(tools, folder)

    def make(self):
        pass


class Soup(First):
    """A page that libxml2 has to read: one failed allocation made that hang."""
    kinds = ["NOMEM", "NOMEM-ON"]

    def __init__(self, tools, folder):
        page = os.path.join(folder, "soup.html")
        with open(tools.data + "/day-2026-11-19.html", "rb") as f:
            found = f.read().replace(b' data-target="DailyPapers"',
                b" DATA-target='DailyPapers'")
        with open(page, "wb") as f:
            f.write(found)
        super().__init__(tools, folder)
        self.arguments = ["import", page]
        self.fresh()
        done = self.run(self.arguments, LD_DEBUG="files")
        require("libxml2" in done.stderr, "it is read without libxml2")


class Import(Scenario):
    def __init__(self, tools, folder):
        self.arguments = ["import", tools.data + "/day-2026-11-20.json"]
        super().__init__(tools, folder)


class Confined(Import):
    """Where another process parses, which has no memory either."""
    kinds = ["NOMEM", "NOMEM-ON"]
    scarce_options = []


class Upgrade(Import):
    """As version 1 made the store; the import brings it up to date."""

    def make(self):
        super().make()
        newer = self.store + "-newer"
        os.rename(self.store, newer)
        with open(self.tools.data + "/schema-1.sql") as f:
            schema = f.read()
        with open(self.tools.data + "/schema-1-fill.sql") as f:
            fill = f.read()
        self.tools.run_sql(self.store, "PRAGMA journal_mode = WAL;"
            "PRAGMA application_id = 0x70666565; PRAGMA user_version = 1;"
            "ATTACH '%s' AS newer;" % newer + schema + fill)
        os.unlink(newer)

    def records(self):
        """None as long as it is of version 1."""
        if self.tools.run_sql(self.store, "PRAGMA user_version;") == "1\n":
            return ""
        return super().records()


class Publish(Scenario):
    arguments = ["publish"]

    def make(self):
        super().make()
        self.configure("Another title")


class Remove(Scenario):
    def make(self):
        self.good("import", self.page, self.api)
        record = json.loads(self.records().splitlines()[-1])
        self.arguments = ["remove", record["id"]]

    def again(self):
        done = super().again()
        return self.run(["publish"]) if done.returncode == 66 else done


class Digest(Scenario):
    arguments = ["digest"]

    def make(self):
        program = os.path.join(self.site, "outbox", "sendmail")
        os.mkdir(os.path.dirname(program))
        with open(program, "w") as f:
            f.write(SENDMAIL % self.site)
        os.chmod(program, 0o700)
        self.configure("Papers under torture", MAIL % program)
        self.instant = source.instant("2026-11-19T10:00:00")
        self.good("import", self.page)
        self.good("digest")
        self.instant = source.instant("2026-11-20T20:00:00")
        self.good("import", self.api)
        self.instant = source.instant("2026-11-21T10:00:00")


class Update(Scenario):
    arguments = ["update"]
    between = True      # some of the days may have been read

    def make(self):
        self.preload = self.tools.warp
        # No further day to go back to, where one could not be read.
        world = source.World(per_day=4, first=datetime.date(2026, 11, 16))
        self.server = source.Source(world, START)
        self.server.__enter__()
        self.instant = START
        with open(self.conf, "w") as f:
            f.write(SOURCE_CONF % (self.server.url + "/papers/date/{date}",
                "", ""))
        self.good("update")
        self.instant = LATER


SCENARIOS = [First, Soup, Import, Confined, Update, Publish, Remove, Digest,
    Upgrade]


def calls_of(scenario):
    """How often a run makes each call, how many of them come before it reads its
    configuration, and how many the child makes that makes most of them."""
    scenario.fresh()
    done = scenario.run(scenario.arguments, wrapper=["strace", "-f", "-o",
        scenario.trace, "-e", "trace=" + ",".join("?" + c for c in ALL_CALLS)])
    require(done.returncode == 0, "traced:", done)
    early = collections.Counter()
    made = collections.defaultdict(collections.Counter)
    with open(scenario.trace, errors="replace") as f:
        for line in f:
            call = re.match(r"(\d+) +(\w+)\(", line)
            if not call:
                continue
            process, name = call.groups()
            if not early and 'paperfeed.conf"' in line:
                early = collections.Counter(made[process])
            made[process][name] += 1
    all, *children = made.values()
    most = collections.Counter()
    for counts in children:
        most |= counts
    return Calls(early, all, most)


def allocations_of(scenario):
    """The first allocation of each place, and on each way to it."""
    scenario.fresh()
    done = scenario.run(scenario.scarce_options + scenario.arguments,
        preload=scenario.tools.scarce, NOMEM_LOG=scenario.trace)
    require(done.returncode == 0, "allocations:", done)
    with open(scenario.trace) as f:
        places = f.read().split()
    return sorted({place: len(places) - n for n, place
        in enumerate(reversed(places))}.values())


def faults_of(scenario):
    calls = scenario.calls
    for kind in scenario.tools.kinds:
        if kind not in scenario.kinds:
            continue
        if kind.startswith("NOMEM"):
            for when in allocations_of(scenario):
                yield scenario.name, (kind, "allocation", when)
            continue
        for call in dict.fromkeys(FAULTS[kind]):
            for when in range(calls.early[call] + 1, calls.all[call] + 1):
                yield scenario.name, (kind, call, when)


def draw(faults, seed, size):
    """As many of each command and kind, as far as there are so many."""
    groups = collections.defaultdict(list)
    for fault in faults:
        groups[fault[0], fault[1][0]].append(fault)
    chance = random.Random(seed)
    for group in groups.values():
        chance.shuffle(group)
    chosen, depth = [], 0
    while len(chosen) < min(size, len(faults)):
        row = [g[depth] for g in groups.values() if depth < len(g)]
        chance.shuffle(row)
        chosen += row[:size - len(chosen)]
        depth += 1
    return chosen


class Worker:
    """Makes the states that it needs in a folder of its own."""
    one = None

    def __init__(self, tools):
        self.tools, self.scenarios = tools, {}
        self.folder = os.path.join(tools.folder, "worker-%d" % os.getpid())
        os.mkdir(self.folder)

    def scenario(self, name):
        if name not in self.scenarios:
            folder = os.path.join(self.folder, name)
            os.mkdir(folder)
            make, = [s for s in SCENARIOS if s.__name__.lower() == name]
            self.scenarios[name] = make(self.tools, folder)
            self.scenarios[name].calls = calls_of(self.scenarios[name])
        return self.scenarios[name]


def start_worker(*arguments):
    Worker.one = Worker(Tools(*arguments))


def list_faults(name):
    return list(faults_of(Worker.one.scenario(name)))


def attempt(fault):
    name, what = fault
    try:
        Worker.one.scenario(name).try_fault(what)
    except Failed as e:
        return fault, str(e)
    except Exception as e:
        return fault, "%s: %s" % (type(e).__name__, e)
    return fault, None


def report(results, names, kinds):
    """TAP: a test for each command and kind of fault."""
    number, failed = 0, 0
    for name in names:
        for kind in kinds:
            tried = [r for r in results if (r[0][0], r[0][1][0]) == (name, kind)]
            if not tried:
                continue
            bad = [r for r in tried if r[1]]
            number, failed = number + 1, failed + bool(bad)
            print("%sok %d - " % ("not " if bad else "", number) +
                "%s, %s: all is old or new, and the next run makes good"
                % (name, kind))
            print("# %d tried, %d failed" % (len(tried), len(bad)))
            for (_, (_, call, when)), why in bad[:20]:
                print("# %s %s %s %d: %s" % (name, kind, call, when,
                    " ".join(why.split())[:300]))
    print("# %d faults tried, %d failures" % (len(results),
        sum(1 for r in results if r[1])))
    print("1..%d" % number)
    return failed


def main():
    folder, warp, program = sys.argv[1:]
    # More than one word, as under valgrind, is another program to strace.
    seed = os.environ.get("TORTURE_SEED") or str(int(time.time()))
    size = os.environ.get("TORTURE_SAMPLE", "250")
    jobs = int(os.environ.get("TORTURE_JOBS") or os.cpu_count())
    only = os.environ.get("TORTURE_ONLY", "").split()
    names = [s.__name__.lower() for s in SCENARIOS]
    kinds = Tools(folder, warp, program).kinds
    with multiprocessing.Pool(jobs, start_worker,
            (folder, warp, program)) as pool:
        wanted = [n for n in names if n in only] or names
        faults = [f for part in pool.map(list_faults, wanted, 1) for f in part]
        faults = [f for f in faults if all(w in [f[0], *map(str, f[1])]
            for w in only)]
        print("# of %d faults; TORTURE_SEED=%s draws the same sample again"
            % (len(faults), seed))
        faults = draw(faults, seed,
            len(faults) if size == "all" else int(size))
        results, bad = [], 0
        for result in pool.imap_unordered(attempt, faults, 4):
            results.append(result)
            bad += result[1] is not None
            if len(results) % 1000 == 0:
                print("# %d of %d, %d failed" % (len(results), len(faults),
                    bad), flush=True)
            if result[1] and bad < 20:
                print("# %s: %s" % (result[0], " ".join(result[1].split())),
                    flush=True)
    sys.exit(report(results, names, kinds) != 0)


if __name__ == "__main__":
    main()

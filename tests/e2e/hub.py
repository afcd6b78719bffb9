"""Push: what a WebSub hub is told, when, and what its failures do."""
import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import threading

from case import START, Case, hours, main, tap
import websub

CONF = """
site {
	url = "%s"
	contact = "https://example.org/about"
	%s
}
topic agents { match = 'agent' }
topic clocks { match = 'sundials' }
%s
"""

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
FIRST = os.path.join(DATA, "day-2026-11-19.html")
SECOND = os.path.join(DATA, "day-2026-11-20.json")
FORMATS = ("atom", "json", "rss")

# Papers of the second day are among all and agents, not in clocks.
NEW = sorted("%s.%s" % (slug, form) for slug in ("all", "agents")
    for form in FORMATS)
EVERY = sorted(NEW + ["clocks." + form for form in FORMATS])


class Push:
    """A site, the server of its output, and its hub; `with` starts them."""

    def __init__(self, bench, more=""):
        self.bench, self.more = bench, more
        self.hub, self.web = websub.Hub(), websub.Publisher()
        self.site = bench.new_site()
        self.web.folder = self.site.public
        self.now = START

    def __enter__(self):
        self.hub.__enter__()
        self.web.__enter__()
        self.configure('hub = "%s"' % self.hub.url)
        return self

    def __exit__(self, *failure):
        self.hub.__exit__()
        self.web.__exit__()

    def configure(self, hub):
        with open(self.site.conf, "w") as f:
            f.write(CONF % (self.web.url, hub, self.more))

    def run(self, *arguments, **environment):
        return self.site.run(self.now, *arguments, **environment)

    def quiet(self, *arguments, **environment):
        """Run it; was all well, and was nothing said?"""
        done = self.run(*arguments, **environment)
        return (done.returncode, done.stdout, done.stderr) == (0, "", "")

    def told(self):
        """The names of the feeds that the hub was told of, in their order."""
        return [url[len(self.web.url):] for url in self.hub.told()
            if url.startswith(self.web.url)]

    def status(self):
        return json.loads(self.run("status", "--json").stdout).get("hub")

    def read(self, name):
        with open(os.path.join(self.site.public, name), "rb") as f:
            return f.read()

    def rows(self, query="SELECT name FROM announcement ORDER BY name"):
        with contextlib.closing(sqlite3.connect(os.path.join(self.site.path,
                "paperfeed.db"))) as d:
            return [row[0] for row in d.execute(query)]


def round_trip(bench):
    """From publish to the callback of everyone who subscribed."""
    with Push(bench) as p:
        tap.check("a first import tells the hub of every feed, in silence",
            p.quiet("import", FIRST) and sorted(p.told()) == EVERY)
        readers = [websub.Subscriber(p.web.url + name) for name in EVERY]
        for reader in readers:
            reader.__enter__()
        tap.check("the hub verified all who subscribed",
            [reader.subscribe(p.hub) for reader in readers] == [202] * 9)
        before = {name: p.read(name) for name in EVERY}
        done = p.run("import", SECOND)
        entries = list(p.hub.log)
        told = p.told()
        tap.check("an import of a day tells it of what changed",
            (done.returncode, done.stdout, done.stderr) == (0, "", "") and
            sorted(told) == NEW, done, told)
        tap.check("by one form", len(entries) == 1 and entries[0]["path"] ==
            "/" and entries[0]["form"]["hub.mode"] == ["publish"] and
            set(entries[0]["form"]) == {"hub.mode", "hub.url"} and
            entries[0]["headers"]["Content-Type"] ==
            "application/x-www-form-urlencoded" and
            entries[0]["headers"]["User-Agent"].endswith(
            "(+https://example.org/about)"), entries)
        tap.check("whose values are percent-encoded", re.fullmatch(
            rb"hub\.mode=publish(&hub\.url=http%3A%2F%2F127\.0\.0\.1%3A"
            rb"\d+%2F[a-z]+\.(atom|json|rss)){6}", entries[0]["raw"]),
            entries[0]["raw"])
        tap.check("whatever it fetched names itself and the hub",
            not p.hub.wrong, p.hub.wrong)
        for reader in readers:
            name = reader.topic[len(p.web.url):]
            wanted = [] if name not in NEW else [(p.read(name),
                '<%s>; rel="hub", <%s>; rel="self"' % (p.hub.url,
                reader.topic))]
            tap.check("the reader of %s got %s" % (name, "its new bytes" if
                wanted else "nothing"), reader.got == wanted and
                (p.read(name) != before[name]) == bool(wanted), reader.got)
            reader.__exit__()
        ids = {json.loads(line)["id"] for line in
            p.run("export").stdout.splitlines()}
        tap.check("what it fetched when it was told had all papers", all(
            id in p.hub.fetched[p.web.url + "all.atom"].decode()
            for id in ids if id), ids)


def nothing_changed(bench):
    """No change, no request, and no libcurl."""
    with Push(bench) as p:
        p.run("import", FIRST)
        p.told()
        trace = os.path.join(p.site.path, "libraries")
        tap.check("nothing changed: nobody is told", p.quiet("import", FIRST,
            LD_DEBUG="files", LD_DEBUG_OUTPUT=trace) and p.quiet("publish")
            and p.quiet("publish", "--all") and p.told() == [])
        traces = [name for name in os.listdir(p.site.path)
            if name.startswith("libraries.")]
        text = "".join(open(os.path.join(p.site.path, name)).read()
            for name in traces)
        linked = subprocess.run(["ldd", bench.program[-1]],
            capture_output=True, text=True).stdout
        if "libsqlite3" not in text or "libcurl" in linked:
            tap.skip("nothing changed: libcurl is not loaded",
                "this loader does not tell, or it is linked")
        else:
            tap.check("nothing changed: libcurl is not loaded",
                "libcurl" not in text)
        done = p.run("import", "--dry-run", SECOND)
        tap.check("a dry run tells nobody", done.returncode == 0 and
            "all.atom" in done.stdout and p.told() == [] and
            p.rows() == [], done)
        done = p.run("-v", "import", SECOND)
        tap.check("-v says what the hub was told", "hub %s: told of 6 feeds\n"
            % p.hub.url in done.stdout and done.stderr == "", done)


def only_live_feeds(bench):
    """Archives name no hub, and no hub is no trace of one."""
    with Push(bench) as p:
        p.configure("")
        p.run("import", FIRST, SECOND)
        without = p.site.bytes()
        trace = [name for name in without
            if p.hub.url.encode() in p.read(name)]
        tap.check("without a hub: nobody is told, and no file names one",
            p.told() == [] and trace == [] and p.status() is None and
            "hub" not in json.loads(p.read("status.json")) and
            p.rows("SELECT url FROM hub") == [], trace)
        p.configure('hub = "%s"' % p.hub.url)
        dates = re.findall(rb"<updated>.*?</updated>", p.read("all.atom"))
        p.run("publish")
        with_hub = p.site.bytes()
        changed = sorted(name for name in with_hub if not
            name.endswith(".gz") and with_hub[name] != without[name])
        tap.check("a hub changes live feeds, and nothing else",
            changed == EVERY and with_hub.keys() == without.keys() and
            sorted(p.told()) == EVERY, changed)
        tap.check("a hub is no news of a paper or a topic", dates ==
            re.findall(rb"<updated>.*?</updated>", p.read("all.atom")))
        text = p.run("status").stdout
        tap.check("status shows the hub", re.search(
            "^hub %s\n  last attempt   2026-11-19T10:00:00Z, 0 min ago\n"
            "  last success   2026-11-19T10:00:00Z, 0 min ago\n"
            "  feeds waiting  0\n\n" % re.escape(p.hub.url), text, re.M),
            text)
        p.configure("")
        p.run("publish")
        tap.check("no hub any more: the files are as before, nothing waits",
            p.site.bytes() == without and p.told() == [] and p.rows() == []
            and p.rows("SELECT url FROM hub") == [] and p.status() is None)


def many_topics(bench):
    """Ten at most in a request, each once."""
    more = "\n".join("topic t%d { match = 'agent' }" % n for n in range(30))
    with Push(bench, more) as p:
        p.run("import", FIRST)
        sizes = [len(entry["urls"]) for entry in p.hub.log]
        told = p.told()
        tap.check("33 topics: ten feeds at most in a request",
            max(sizes) == 10 and len(sizes) == 10, sizes)
        tap.check("33 topics: each feed once", len(told) == 99 and
            len(set(told)) == 99)
        p.hub.fault = lambda n: "500" if n == 3 else None
        p.run("import", SECOND)
        told = p.told()
        tap.check("after a failure there is no other request", len(told) == 30
            and p.status()["waiting"] == 96 - 20, len(told), p.status())
        p.hub.fault = None
        p.run("publish")
        again = p.told()
        tap.check("the next run tells the rest, and nothing twice",
            len(again) == 76 and not set(again) & set(told[:20]), len(again))


def failures(bench):
    """Whatever the hub does, the run goes well, and the next one tells it."""
    with Push(bench) as p:
        p.run("import", FIRST)
        wanted = p.site.bytes()
        p.told()
        for fault in websub.FAULTS:
            failure(p, fault)
        p.now = START
        p.configure('hub = "%s"' % p.hub.url)
        shutil.rmtree(p.site.public)
        os.unlink(os.path.join(p.site.path, "paperfeed.db"))
        p.run("import", FIRST)
        found = p.site.bytes()
        tap.check("after all that the files are as ever", found == wanted,
            [n for n in wanted if wanted[n] != found.get(n)])


def failure(p, fault):
    """Change the feeds while the hub fails in one way, and mend it."""
    text = websub.FAULTS[fault][1]
    p.now += hours(1)
    p.configure('hub = "%s"\n\ttitle = "%s"' % (p.hub.url, fault))
    p.hub.fault = fault
    # The program's clock says when the time is over, and there it runs faster.
    done = p.run("publish", WARP_SPEED="10" if "not done" in (text or "")
        else "1")
    asked, state = len(p.hub.log), p.status()
    told = sorted(p.told())
    tap.check("%s: no failure of the run" % fault, (done.returncode,
        done.stdout, done.stderr) == (0, "", ""), done)
    tap.check("%s: the feeds are published" % fault,
        fault in p.read("all.atom").decode())
    tap.check("%s: asked once" % fault, asked == 1 and told == EVERY, told)
    if text is None:
        tap.check("%s: that is a success" % fault, state["waiting"] == 0 and
            state["error"] is None and p.hub.sent < 32 * 1024 * 1024, state,
            p.hub.sent)
        p.hub.fault = None
        return
    tap.check("%s: status says so" % fault, state["waiting"] == 9 and
        text in state["error"] and state["attempted"] ==
        p.now.strftime("%Y-%m-%dT%H:%M:%SZ") and
        state["attempted"] > (state["succeeded"] or ""), state)
    tap.check("%s: that is not status's failure" % fault,
        p.quiet("-q", "status"))
    p.hub.fault = None
    if fault == "503":
        p.now += hours(1 / 12)
        done = p.run("-v", "publish")
        tap.check("503: it is left alone until its time", p.told() == [] and
            "not told: it asks to be left alone until " in done.stdout and
            done.returncode == 0 and done.stderr == "", done)
        p.now += hours(1 / 6)
    tap.check("%s: the next run tells it, though nothing changed" % fault,
        p.quiet("publish") and sorted(p.told()) == EVERY and p.rows() == []
        and p.status()["error"] is None)


def no_connection(bench):
    """A hub that is not there; and then there is another one."""
    with Push(bench) as p:
        s, url = websub.refusing()
        p.configure('hub = "%s"' % url)
        done = p.run("-v", "import", FIRST)
        tap.check("refused: no failure, and -v says so", done.returncode == 0
            and done.stderr == "" and "hub %s: not told: cannot connect: "
            "Connection refused; the next run tries again\n" % url
            in done.stdout, done)
        text = p.run("status").stdout
        tap.check("refused: status says so", re.search("^hub .*\n"
            "  last attempt   .*\n  last success   never\n"
            "  feeds waiting  9\n  last error     cannot connect: Connection "
            "refused\n\n", text, re.M), text)
        p.now += hours(23)
        p.run("publish")
        tap.check("refused: nothing is forgotten within a day",
            p.rows() == EVERY)
        p.now += hours(2)
        p.run("publish")
        tap.check("refused: after a day all is", p.rows() == [])
        p.run("import", SECOND)
        tap.check("refused: what changed then waits", p.rows() == NEW)
        p.configure('hub = "%s"' % p.hub.url)
        p.run("publish")
        tap.check("another hub is told of all, which now name it",
            sorted(p.told()) == EVERY and p.hub.wrong == [] and
            p.status()["url"] == p.hub.url, p.hub.wrong)
        s.close()


def what_waits(bench):
    """Feeds that go, and a new hub without any change."""
    with Push(bench) as p:
        p.hub.fault = "500"
        p.run("import", FIRST)
        with open(p.site.conf) as f:
            conf = f.read()
        with open(p.site.conf, "w") as f:
            f.write(re.sub("topic clocks.*", "", conf))
        p.run("publish", "--prune")
        tap.check("a feed that is removed does not wait", p.rows() == NEW,
            p.rows())
        status = json.loads(p.read("status.json"))["hub"]
        tap.check("status.json is of before the run told the hub",
            status["waiting"] == 6 and "HTTP 500" in status["error"], status)


def other_commands(bench):
    """update, backfill and remove tell it as well."""
    with Case(bench) as c, websub.Hub() as hub:
        with open(c.site.conf) as f:
            conf = f.read()
        with open(c.site.conf, "w") as f:
            f.write(conf.replace("site {", 'site {\n\thub = "%s"' % hub.url))
        # A topic's address is not served here: what is told counts.
        hub.take = lambda topics: None
        hub.fault = "500"
        done = c.run(START)
        tap.check("update: the hub's failure is not the run's",
            (done.returncode, done.stdout, done.stderr) == (0, "", "") and
            len(hub.told()) == 6, done)
        hub.fault = None
        c.run(START)
        tap.check("update: the next one tells it, though nothing changed",
            len(hub.told()) == 6)
        c.run(START, "backfill", "2026-11-10", "2026-11-11")
        tap.check("backfill tells the hub", hub.told() != [])
        done = c.run(START, "remove", c.site.ids()[-1])
        tap.check("remove tells the hub", done.returncode == 0 and
            hub.told() != [], done)
        c.server.choose = lambda path: "503"
        done = c.run(START + hours(1))
        tap.check("a run that got nothing tells nothing", done.returncode == 69
            and hub.told() == [], done)


def strace(p, *arguments):
    """Trace a run that imports the second day; return its calls, or None."""
    trace = os.path.join(p.site.path, "trace")
    # A leak checker is a tracer itself.
    env = dict(os.environ, SOURCE_DATE_EPOCH=str(int(p.now.timestamp())),
        ASAN_OPTIONS="detect_leaks=0:" + os.environ.get("ASAN_OPTIONS", ""))
    try:
        p.status_of_traced = subprocess.run(["strace", "-f", "-o", trace]
            + list(arguments) + p.bench.program + ["-q", "-c", p.site.conf,
            "import", SECOND], capture_output=True, env=env,
            timeout=120).returncode
        with open(trace) as f:
            return re.findall(r"^\d+ +(\w+)\(", f.read(), re.M)
    except OSError:
        return None


def killed_before_commit(bench):
    """Killed when the files are in their places and the store is not."""
    name = "killed between renames and commit"
    with Push(bench) as p, Push(bench) as other:
        p.run("import", FIRST)
        other.run("import", FIRST)
        calls = strace(other) or []
        other.told()
        last = max((i for i, call in enumerate(calls)
            if call.startswith("rename")), default=None)
        if last is None:
            tap.skip(name, "strace is missing or not allowed")
            return
        call = next(c for c in calls[last + 1:] if c in ("fsync",
            "fdatasync", "syncfs"))
        nth = calls[:last + 1].count(call) + 1
        p.told()
        before = p.site.bytes()
        strace(p, "-e", "trace=" + call, "-e",
            "inject=%s:signal=SIGKILL:when=%d" % (call, nth))
        after = p.site.bytes()
        changed = sorted(n for n in EVERY if after[n] != before[n])
        tap.check("%s: files are new, the store is not, nobody was told"
            % name, p.status_of_traced in (-signal.SIGKILL, 137) and changed
            == NEW and p.rows() == [] and p.told() == [],
            p.status_of_traced, changed, p.rows())
        p.run("import", SECOND)
        told = sorted(p.told())
        tap.check("%s: the next run changes no file, and tells the hub"
            % name, told == NEW and {n: p.site.bytes()[n] for n in NEW}
            == {n: after[n] for n in NEW}, told)


def killed_while_telling(bench):
    """Killed while the hub has a request: that one is told twice, no other."""
    more = "\n".join("topic t%d { match = 'agent' }" % n for n in range(10))
    with Push(bench, more) as p:
        p.run("import", FIRST)
        p.told()
        third = threading.Event()

        def hold_third(n):
            if n < 3:
                return None
            third.set()
            return "silent"

        p.hub.fault = hold_third
        with subprocess.Popen(bench.program + ["-q", "-c", p.site.conf,
                "import", SECOND], env=bench.environment(p.now)) as running:
            third.wait(60)
            running.kill()
        code = running.returncode
        sent = [entry["urls"] for entry in p.hub.log]
        p.told()
        p.hub.fault = None
        p.run("publish")
        again = p.hub.told()
        tap.check("killed while it told the hub", code == -signal.SIGKILL and
            len(sent) == 3, code, len(sent))
        tap.check("the next run repeats one request, no other",
            set(again) & set(sent[0] + sent[1]) == set() and
            set(sent[2]) <= set(again) and len(again) + 20 == 36, again)


if __name__ == "__main__":
    main([round_trip, nothing_changed, only_live_feeds, many_topics, failures,
        no_connection, what_waits, other_commands, killed_before_commit,
        killed_while_telling], [round_trip, many_topics, what_waits])

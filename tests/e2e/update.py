"""What update and backfill do when the source misbehaves, a case each.

usage: update.py FOLDER WARP PROGRAM...

Prints TAP; update.sh runs it.  WARP is the library that lets pauses pass at
once (warp.c).  Every case starts from a site that has read its source once,
meets a fault, and is run again without it: then it must be what a site is
that never met it.
"""
import contextlib
import datetime
import hashlib
import http.server
import json
import os
import pty
import random
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
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


def reference(bench):
    """What a site without a fault has after both runs."""
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


#   name            fault              tries    status  what is said
FAULTS = [
    ("404 for every day", "404", always, 69, "HTTP 404 Not Found"),
    ("410", "410", always, 69, "change the URL in the configuration"),
    ("401", "401", always, 69, "HTTP 401"),
    ("403", "403", always, 69, "HTTP 403"),
    ("429", "429", always, 75, "HTTP 429"),
    ("429, Retry-After in seconds", "429-seconds", once, 0, ""),
    ("429, Retry-After as a date", "date-429", once, 0, ""),
    ("429, Retry-After is rubbish", "429-rubbish", always, 75, "HTTP 429"),
    ("429, Retry-After of an hour", "429-hour", always, 75,
        "left alone until 2026-11-19T18:"),
    ("429, Retry-After of ten years", "429-years", always, 75,
        "left alone until 2026-11-20T17:"),
    ("500 then 200", "500", once, 0, ""),
    ("502 then 200", "502", once, 0, ""),
    ("503 for ever", "503", always, 69, "HTTP 503 Service Unavailable"),
    ("a chunked body", "chunked", always, 0, ""),
    ("a gzip body", "gzipped", always, 0, ""),
    ("a redirect", "redirect", always, 0, ""),
    ("a redirect to another origin", "redirect-away", always, 0, ""),
    ("a redirect loop", "redirect-loop", always, 69, "more than 5 redirects"),
    ("a redirect to file:", "redirect-file", always, 69,
        "redirect to neither https nor http"),
    ("a redirect to ftp:", "redirect-ftp", always, 69,
        "redirect to neither https nor http"),
    ("reset in mid-body", "reset", always, 69, ""),
    ("reset in mid-body, once", "reset", once, 0, ""),
    ("closed without an answer", "dropped", always, 69,
        "closed without an answer"),
    ("Content-Length too long", "length-too-long", always, 69, "cut off"),
    ("Content-Length too short", "length-too-short", always, 65, "cut"),
    ("half a body without a length", "half-without-length", always, 65,
        "page is cut"),
    ("half a gzip body without a length", "half-gzip", always, 65,
        "page is cut"),
    ("a broken gzip body", "broken-gzip", always, 69, "compressed"),
    ("a plain body called gzip", "plain-as-gzip", always, 69, "compressed"),
    ("a byte a second", "slow", always, 69, "slower than 100 bytes/s"),
    ("silence", "silent", always, 69, "no answer within 1 s"),
    ("an endless body", "endless", always, 69, "larger than 32 MiB"),
    ("a body of 200 MB", "huge", always, 69, "larger than 32 MiB"),
    ("a gzip bomb of 1 GB", "bomb", always, 69, "larger than 32 MiB"),
    ("a wrong charset header", "wrong-charset", always, 0, ""),
    ("called an image", "image", always, 0, ""),
    ("a login page with 200", "login", always, 65, "no island DailyPapers"),
    ("a page of another shape", "renamed", always, 65,
        "no island DailyPapers"),
    ("an empty body", "no-body", always, 65, "empty"),
    ("empty listings", "emptied", always, 65, "it shows no papers"),
    ("2,000 headers", "many-headers", always, 69, "header"),
    ("a header of 70 kB", "long-header", always, 69, "header"),
    ("an ETag of 8 kB", "long-etag", always, 0, ""),
    ("an ETag with control characters", "odd-etag", always, 0, ""),
    ("no HTTP", "junk", always, 69, "HTTP"),
]


# These are met under valgrind, too.
SHORT = {"429-hour", "redirect-away", "half-gzip", "long-header"}


def meet_fault(bench, wanted, name, fault, tries, status, said):
    """A fault from the second run on, and recovery in the third."""
    early, records, files = wanted
    with Case(bench) as c:
        c.run(START)
        before = c.site.state()
        c.server.choose = tries(fault)
        done = c.run(LATER)
        tap.check("%s: ends with %d" % (name, status),
            done.returncode == status, done)
        if status == 0:
            tap.check(name + ": nothing is said",
                done.stdout + done.stderr == "", done)
            tap.check(name + ": the papers are there",
                c.site.records() == records)
        else:
            tap.check(name + ": one line says so", lines(done.stderr) == 1
                and done.stderr.startswith("paperfeed: source daily: http")
                and said in done.stderr and done.stdout == "", done)
            tap.check(name + ": nothing is stored or published",
                c.site.ids() == early and c.site.state() == before)
        recovers(c, name, files, records)


def recovers(c, name, files, records):
    """Without the fault all is as if it had never been."""
    c.server.choose = lambda path: None
    wait = datetime.timedelta(days=1) if "Retry-After of" in name \
        else datetime.timedelta()
    c.server.now = LATER
    done = c.site.run(LATER + wait)
    if wait:
        # Other listings are older then, so only the papers can be compared.
        tap.check(name + ": a day later it is asked again",
            done.returncode == 0 and len(c.server.log) > 0, done)
        return
    tap.check(name + ": the next run recovers", done.returncode == 0
        and done.stderr == "" and c.site.records() == records
        and c.site.bytes() == files, done)


def remembered_wait(bench):
    """No request before the time that a host asked for."""
    with Case(bench) as c:
        c.run(START)
        c.server.choose = once("429-hour")
        c.run(LATER)
        done = c.run(LATER + datetime.timedelta(minutes=50))
        tap.check("asked to wait: no request before the time",
            done.returncode == 75 and c.server.log == []
            and lines(done.stderr) == 1, done, c.server.log)
        done = c.run(LATER + datetime.timedelta(minutes=61))
        tap.check("asked to wait: one after it",
            done.returncode == 0 and c.server.log, done)


def conditions(bench):
    """Validators, and what else is on the wire."""
    with Case(bench) as c:
        c.server.headers = {"ETag": 'W/"a,b\'c"',
            "Last-Modified": "Thu, 19 Nov 2026 09:00:00 GMT"}
        c.run(START)
        head = c.server.log[0]["headers"]
        tap.check("the wire: User-Agent tells who asks",
            re.fullmatch(r"paperfeed/[0-9.]+ \(\+https://example\.org/about\)",
            head["User-Agent"]), head)
        tap.check("the wire: compressed bodies are welcome",
            "gzip" in head["Accept-Encoding"], head)
        tap.check("the wire: no condition the first time",
            "If-None-Match" not in head and "If-Modified-Since" not in head)
        connections = {e["connection"] for e in c.server.log}
        tap.check("the wire: four pages, one connection",
            len(c.server.log) == 4 and len(connections) == 1, c.server.log)
        before = c.site.state()
        done = c.run(LATER)
        heads = [e["headers"] for e in c.server.log]
        tap.check("the wire: validators come back byte for byte",
            all(h.get("If-None-Match") == 'W/"a,b\'c"' and
            h.get("If-Modified-Since") == "Thu, 19 Nov 2026 09:00:00 GMT"
            for h in heads), heads)
        tap.check("the wire: no cookie, no referrer", not any(h.get("Cookie")
            or h.get("Referer") for h in heads), heads)
        tap.check("304: four requests and nothing is touched",
            done.returncode == 0 and done.stderr == "" and
            len(heads) == 4 and c.site.state() == before, done)
        c.server.headers = {"ETag": '"new"'}
        c.run(LATER)
        c.run(LATER)
        tap.check("a new ETag replaces the old one",
            c.server.log[0]["headers"].get("If-None-Match") == '"new"',
            c.server.log[0])
    with Case(bench) as c:
        c.server.choose = always("304")
        done = c.run(START)
        tap.check("304 that nobody asked for: a failure",
            done.returncode == 69 and lines(done.stderr) == 1 and
            "304 Not Modified, though" in done.stderr, done)
    for fault in ("long-etag", "odd-etag"):
        with Case(bench) as c:
            c.server.choose = always(fault)
            c.run(START)
            c.run(LATER)
            tap.check("%s: not sent back" % fault, not any("If-None-Match" in
                e["headers"] for e in c.server.log), c.server.log)


def connections(bench):
    """The kernel's word for it: one TCP connection for four pages."""
    name = "strace: four pages, one TCP connection"
    if bench.slow or shutil.which("strace") is None:
        tap.skip(name, "no strace, or the program is traced already")
        return
    with Case(bench) as c:
        trace = os.path.join(bench.folder, "trace")
        environment = bench.environment(START)
        # A leak checker is a tracer itself.
        environment["ASAN_OPTIONS"] = "detect_leaks=0:" + \
            environment["ASAN_OPTIONS"]
        done = subprocess.run(["strace", "-f", "-e", "trace=connect", "-o",
            trace] + bench.program + ["-c", c.site.conf, "update"],
            capture_output=True, text=True, env=environment, timeout=60)
        with open(trace) as f:
            made = [line for line in f if "sa_family=AF_INET" in line]
        tap.check(name, done.returncode == 0 and len(c.server.log) == 4 and
            len(made) == 1 and "htons(%d)" % c.server.port in made[0], done,
            *made)


def fallbacks(bench, wanted):
    """The page first; the API when that fails; the same records."""
    early, records, files = wanted
    for name, fault, warned in (("is gone", "404", 0), ("is down", "503", 0),
            ("has another shape", "renamed", 1), ("is empty", "no-body", 1),
            ("wants a login", "login", 1)):
        with Case(bench, fallback=True) as c:
            c.server.choose = lambda path, f=fault: \
                None if path.startswith("/api/") else f
            first, done = c.run(START), c.run(LATER)
            tap.check("the page %s: the fallback has it" % name,
                first.returncode == 0 and done.returncode == 0
                and [json.loads(r)["id"] for r in c.site.records().splitlines()]
                == [json.loads(r)["id"] for r in records.splitlines()], done)
            tap.check("the page %s: %d line" % (name, warned),
                lines(done.stderr) == warned and
                (not warned or "read by the fallback" in done.stderr), done)
            pages = [p for p in c.paths() if not p.startswith("/api/")]
            tap.check("the page %s: it is asked for once, then again only "
                "where the API is silent" % name, 0 < len(pages) <= 5, c.paths())
    with Case(bench, fallback=True) as c:
        c.run(START)
        c.run(LATER)
        tap.check("a good page: the fallback is not asked",
            not any(p.startswith("/api/") for p in c.paths()), c.paths())
    with Case(bench, fallback=True) as c:
        c.site.configure(c.api, c.url)
        c.run(START)
        done = c.run(LATER)
        tap.check("the API first: the same records, but for ranks",
            done.returncode == 0 and same_papers(c.site.records(), records),
            done)
        c.server.choose = lambda path: \
            "500" if path.startswith("/api/") else None
        done = c.run(LATER + datetime.timedelta(hours=1))
        tap.check("the API first: the page when that fails",
            done.returncode == 0 and done.stderr == "", done)


def same_papers(a, b):
    """Are records the same, but for the places in listings?"""
    def strip(text):
        found = [json.loads(line) for line in text.splitlines()]
        for record in found:
            record.pop("listings")
        return found
    return strip(a) == strip(b)


def dates(bench):
    """A listing is of its own date, not of the one that was asked for."""
    sunday = source.instant("2026-11-22T12:00:00")
    with Case(bench) as c:
        done = c.run(sunday)
        tap.check("a weekend: no request twice", done.returncode == 0 and
            [p[-10:] for p in c.paths()] == ["2026-11-22", "2026-11-19",
            "2026-11-18", "2026-11-17"], c.paths())
        days = {json.loads(r)["listings"][0]["label"]
            for r in c.site.records().splitlines()}
        tap.check("a weekend: the papers are Friday's",
            days == {"2026-11-20", "2026-11-19", "2026-11-18", "2026-11-17"},
            days)
    with Case(bench) as c:
        c.run(START)
        c.server.choose = once("yesterday")
        done = c.run(LATER)
        days = {json.loads(r)["listings"][0]["label"]
            for r in c.site.records().splitlines()}
        tap.check("yesterday's listing again: filed under its own day",
            done.returncode == 0 and max(days) == "2026-11-19", done, days)
    with Case(bench) as c:
        c.run(START)
        ids = c.site.ids()
        c.world.lost = set(ids[1:])
        done = c.run(LATER)
        tap.check("a listing that shrank: nothing is lost",
            done.returncode == 0 and set(ids) <= set(c.site.ids()), done)
    with Case(bench) as c:
        c.run(START)
        done = c.run(START + datetime.timedelta(days=12))
        wanted = [i["paper"]["id"] for d in range(3, 31)
            for i in c.world.items(datetime.date(2026, 11, 16)
            + d * source.DAY, c.server.now)
            if c.world.has_listing(datetime.date(2026, 11, 16)
            + d * source.DAY)]
        tap.check("after a pause: all days since are read",
            done.returncode == 0 and set(wanted) <= set(c.site.ids()), done)


def credentials(bench):
    """A password in a URL goes to its own host and is never shown."""
    with Case(bench) as c:
        port = c.server.port
        url = "http://me:s3cret@127.0.0.1:%d/papers/date/{date}" % port
        c.site.configure(url)
        c.server.choose = always("redirect-away")
        done = c.run(START, "-v", "update")
        sent = {e["headers"]["Host"]: e["headers"].get("Authorization")
            for e in c.server.log}
        tap.check("credentials: for their own host only",
            sent.get("127.0.0.1:%d" % port, "").startswith("Basic ") and
            "localhost:%d" % port in sent and
            sent["localhost:%d" % port] is None, sent)
        c.server.choose = always("500")
        failed = c.run(LATER, "-v", "update")
        status = c.run(LATER, "status")
        stored = open(os.path.join(c.site.path, "paperfeed.db"), "rb").read()
        shown = (done.stdout + done.stderr + failed.stdout + failed.stderr
            + status.stdout + status.stderr + json.dumps(c.site.bytes())
            + open(os.path.join(c.site.public, "status.json")).read())
        tap.check("credentials: never shown, never stored", "s3cret" not in
            shown and b"s3cret" not in stored and failed.returncode == 69,
            shown)


def unreachable(bench):
    """Nobody there; a proxy that is not there; the other address family."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
        with Case(bench) as c:
            c.run(START)
            before = c.site.state()
            c.site.configure("http://127.0.0.1:%d/{date}" % port)
            done = c.run(LATER)
            tap.check("refused: ends with 69 and one line",
                done.returncode == 69 and lines(done.stderr) == 1 and
                "cannot connect: Connection refused" in done.stderr, done)
            tap.check("refused: nothing is touched",
                c.site.state() == before)
            c.site.configure(c.url)
            proxy = "http://user:pw@127.0.0.1:%d" % port
            done = c.run(LATER, http_proxy=proxy)
            tap.check("a proxy that is not there is named",
                done.returncode == 69 and "proxy http://127.0.0.1:%d" % port
                in done.stderr and "pw" not in done.stderr, done)
            done = c.run(LATER, http_proxy=proxy, no_proxy="127.0.0.1")
            tap.check("no_proxy: it is passed by", done.returncode == 0, done)
    with Case(bench) as c:
        c.site.configure("http://no-such-host.example.invalid/{date}")
        done = c.run(START)
        tap.check("a name that does not resolve: 69",
            done.returncode == 69 and lines(done.stderr) == 1, done)
        tap.check("a store without a paper publishes nothing",
            not os.path.exists(c.site.public))
    try:
        case = Case(bench, host="::1")
    except OSError as error:
        tap.skip("IPv6 only", error)
        return
    with case as c:
        done = c.run(START)
        tap.check("IPv6 only", done.returncode == 0 and
            len(c.server.log) == 4, done)


class Proxy(http.server.BaseHTTPRequestHandler):
    """A proxy that answers itself: it was asked."""
    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        body = b"<html></html>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def proxy(bench):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, args=(0.05,),
        daemon=True).start()
    with Case(bench) as c:
        c.site.configure("http://papers.example.com/{date}")
        c.run(START, http_proxy="http://127.0.0.1:%d" % server.server_port)
    server.shutdown()
    tap.check("a proxy from the environment is asked", Proxy.asked[:1] ==
        ["http://papers.example.com/2026-11-19"], Proxy.asked)


def certificate(folder, name):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048",
        "-nodes", "-days", "2", "-subj", "/CN=" + name, "-addext",
        "subjectAltName=DNS:" + name, "-keyout",
        os.path.join(folder, name + ".key"), "-out",
        os.path.join(folder, name + ".pem")], check=True,
        capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, name + ".pem"),
        os.path.join(folder, name + ".key"))
    return context, os.path.join(folder, name + ".pem")


def tls(bench):
    if shutil.which("openssl") is None:
        tap.skip("TLS", "there is no openssl")
        return
    context, file = certificate(bench.folder, "localhost")
    other, other_file = certificate(bench.folder, "elsewhere.example")
    with Case(bench, context=context) as c:
        c.site.configure(c.url.replace("127.0.0.1", "localhost"))
        done = c.run(START)
        tap.check("TLS: a certificate of one's own is refused",
            done.returncode == 69 and "certificate" in done.stderr and
            lines(done.stderr) == 1 and c.server.log == [], done)
        done = c.run(START, SSL_CERT_FILE=file)
        tap.check("TLS: unless it is trusted", done.returncode == 0 and
            len(c.server.log) == 4, done)
        c.server.choose = always("redirect-to-http")
        done = c.run(LATER, SSL_CERT_FILE=file)
        tap.check("TLS: no redirect to http", done.returncode == 69 and
            "redirect from https to http://127.0.0.1:1/" in done.stderr, done)
    with Case(bench, context=other) as c:
        c.site.configure(c.url.replace("127.0.0.1", "localhost"))
        done = c.run(START, SSL_CERT_FILE=other_file)
        tap.check("TLS: another host's certificate is refused",
            done.returncode == 69 and "certificate" in done.stderr, done)


def hours(n):
    return datetime.timedelta(hours=n)


def health(c, now):
    """The exit status of status, what it says, and its word for the source."""
    done = c.site.run(now, "status", "--json")
    return (done.returncode, done.stderr,
        json.loads(done.stdout)["sources"][0]["health"])


def status_of_runs(bench):
    """status tells what the last runs came to."""
    with Case(bench) as c:
        done = c.site.run(START, "status")
        tap.check("status: without a store 66", done.returncode == 66 and
            "no store yet" in done.stderr and lines(done.stderr) == 1, done)
        c.server.choose = always("503")
        c.run(START)
        done = c.site.run(START, "status")
        tap.check("status: a source that was never read", done.returncode
            == 69 and lines(done.stderr) == 1 and "never read" in done.stderr
            and "HTTP 503" in done.stderr and "source daily: unread"
            in done.stdout, done)
        c.server.choose = lambda path: None
        c.run(START + hours(1))
        done = c.site.run(START + hours(6), "status")
        tap.check("status: a good source", done.returncode == 0 and
            done.stderr == "" and all(re.search(wanted, done.stdout, re.M)
            for wanted in ("^source daily: good$",
            "^  last attempt   2026-11-19T11:00:00Z, 5 h ago$",
            "^  last success   2026-11-19T11:00:00Z, 5 h ago$",
            "^  last change    2026-11-19T11:00:00Z, 5 h ago$",
            "^  newest day     2026-11-19$", "^  HTTP status    200$",
            "^  papers seen    %d$" % len(c.site.ids()),
            "^  last published 2026-11-19T11:00:00Z, 5 h ago$",
            "^agents .*2026-11-19  agents$")), done.stdout)
        with open(os.path.join(c.site.public, "status.json")) as f:
            published = f.read()
        done = c.site.run(START + hours(1), "status", "--json")
        tap.check("status --json: what status.json has",
            done.stdout == published, done.stdout, published)
        done = c.site.run(START + hours(6), "-q", "status")
        tap.check("status, quiet: nothing", done.returncode == 0 and
            done.stdout + done.stderr == "", done)


def status_of_staleness(bench):
    """Hours of work without a success, days of work without a listing."""
    friday = START + hours(24)
    with Case(bench) as c:
        c.run(friday)
        monday = friday + hours(72)
        tap.check("status: weekends do not count",
            health(c, monday + hours(23)) == (0, "", "good"),
            health(c, monday + hours(23)))
        code, said, word = health(c, monday + hours(25))
        tap.check("status: 49 hours of work without a run", (code, word) ==
            (69, "stale") and "not read since 2026-11-20T10:00:00Z: no run "
            "since then" in said and lines(said) == 1, code, said, word)
        c.server.choose = always("410")
        c.run(monday + hours(24))
        code, said, word = health(c, monday + hours(25))
        tap.check("status: ... or without a success", (code, word) ==
            (69, "stale") and "HTTP 410" in said, code, said, word)
        with open(c.site.conf) as f:
            longer = f.read().replace("timeout", "stale-after = 50\n\ttimeout")
        with open(c.site.conf, "w") as f:
            f.write(longer)
        tap.check("status: stale-after says how many",
            health(c, monday + hours(25))[0] == 0)
    for name, pause, days, wanted in (
            ("two days of work without a listing", [], 5, (0, "good")),
            ("three of them", [], 6, (69, "silent")),
            ("three of them, as often", [9, 10, 11], 6, (0, "good")),
            ("four of them, longer than ever", [9, 10, 11], 7,
            (69, "silent"))):
        with Case(bench) as c:
            c.world.skipped.update(datetime.date(2026, 11, d) for d in pause)
            c.world.skipped.update(datetime.date(2026, 11, d)
                for d in range(20, 31))
            if pause:
                c.run(START, "backfill", "2026-11-02")
            c.run(START)
            later = START + hours(24 * days)
            c.run(later)
            code, said, word = health(c, later)
            tap.check("status: %s" % name, (code, word) == wanted and
                lines(said) == (code != 0) and (code == 0 or
                "no new listing since that of 2026-11-19" in said), code,
                said, word)


def status_of_publishing(bench):
    """What is stored and cannot be published."""
    with Case(bench) as c:
        c.run(START)
        shutil.rmtree(c.site.public)
        open(c.site.public, "w").close()
        done = c.run(LATER)
        tap.check("no folder to publish to: 73, and the papers are stored",
            done.returncode == 73 and lines(done.stderr) == 1, done)
        code, said, word = health(c, LATER + hours(2))
        tap.check("status: what is stored is not published", code == 74 and
            "what was stored at 2026-11-19T17:00:00Z is not published" in
            said, code, said)
        os.unlink(c.site.public)
        done = c.run(LATER + hours(2))
        tap.check("status: and then it is", done.returncode == 0 and
            health(c, LATER + hours(4)) == (0, "", "good"), done)


def broken_off(bench, wanted):
    """Killed in mid-run: validators are as old as the papers."""
    early, records, files = wanted
    with Case(bench) as c:
        c.run(START)
        c.server.now = LATER
        del c.server.log[:]
        c.server.choose = lambda path: \
            "silent" if "11-18" in path else None
        run = subprocess.Popen(bench.program + ["-c", c.site.conf, "update"],
            env=bench.environment(LATER), stderr=subprocess.DEVNULL)
        end = time.time() + 20
        while not any("11-18" in p for p in c.paths()) and time.time() < end:
            time.sleep(0.02)
        second = c.site.run(LATER)
        tap.check("two runs: the second ends with 75 and says why",
            second.returncode == 75 and lines(second.stderr) == 1 and
            "process %d" % run.pid in second.stderr or
            len(bench.program) > 1, second)
        run.send_signal(signal.SIGKILL)
        run.wait()
        c.server.choose = lambda path: None
        done = c.run(LATER)
        tap.check("killed: the next run has all", done.returncode == 0 and
            c.site.records() == records and c.site.bytes() == files, done)


def listed(c, first, now):
    """All ids of the days from one on that are listed by then."""
    days = (now.date() - first).days + 1
    return sorted(i["paper"]["id"] for n in range(days)
        for i in c.world.items(first + n * source.DAY, now)
        if c.world.has_listing(first + n * source.DAY))


def holes(bench):
    """No day stays unread for what went wrong once."""
    pause = START - datetime.timedelta(days=14)
    first = datetime.date(2026, 11, 2)

    def after(what, spoil, *arguments):
        """A run after a pause that goes wrong, and two that do not."""
        with Case(bench) as c:
            c.run(pause)
            spoil(c)
            c.run(START, *arguments)
            c.server.choose = lambda path: None
            c.run(START + hours(1))
            done = c.run(START + hours(2))
            tap.check("after a pause, %s: no paper is missing" % what,
                done.returncode == 0 and set(listed(c, first, START)) <=
                set(c.site.ids()), done,
                set(listed(c, first, START)) - set(c.site.ids()))
            tap.check("after a pause, %s: and then all is well" % what,
                len(c.server.log) == 4, c.paths())

    def choose(c, fault, *parts):
        c.server.choose = lambda path: \
            fault if any(part in path for part in parts) else None
    after("broken off", lambda c: choose(c, "dropped", "11-11"))
    after("one page wrong", lambda c: choose(c, "login", "11-11"))
    after("a backfill first", lambda c: None, "backfill", "2026-11-17",
        "2026-11-17")


def wrong_days(bench):
    """A listing of another day than the one that was asked for."""
    first = datetime.date(2026, 11, 2)

    def show(c, day, fault_at):
        """What is asked for at some days shows another day's listing."""
        good = c.server.answer
        def answer(path):
            if not path.startswith("/api/") and any(d in path
                    for d in fault_at):
                return c.world.page(day, c.server.now)
            return good(path)
        c.server.answer = answer
        return good
    for name, day in (("of long ago", datetime.date(2026, 6, 1)),
            ("of some days before", datetime.date(2026, 11, 9))):
        with Case(bench) as c:
            c.world.first = datetime.date(2026, 5, 1)
            good = show(c, day, ["2026-11-18"])
            done = c.run(START, "backfill", str(first))
            c.server.answer = good
            c.run(START + hours(24), "backfill", str(first))
            tap.check("a listing %s, once: no paper is missing" % name,
                set(listed(c, first, START)) - set(i["paper"]["id"] for i in
                c.world.items(datetime.date(2026, 11, 18), START)) <=
                set(c.site.ids()), done, set(listed(c, first, START))
                - set(c.site.ids()))
    with Case(bench) as c:
        c.world.first = datetime.date(2026, 5, 1)
        show(c, datetime.date(2026, 6, 1), ["2026-11-19"])
        done = c.run(START)
        tap.check("today's page is of long ago: 65, and it says of when",
            done.returncode == 65 and lines(done.stderr) == 1 and
            "it shows the listing of 2026-06-01" in done.stderr, done)
    with Case(bench, fallback=True) as c:
        show(c, START.date(), ["/papers/"])
        done = c.run(START, "backfill", str(first))
        tap.check("the page is always today's: the fallback has the others",
            done.returncode == 0 and listed(c, first, START) == c.site.ids()
            and lines(done.stderr) == 1 and "read by the fallback" in
            done.stderr, done)
    with Case(bench) as c:
        c.site.configure(c.api.replace("limit=5", "limit=100"))
        good = c.server.answer
        c.server.answer = lambda path: good(path.replace("11-09", "11-10"))
        done = c.run(START, "backfill", "2026-11-09", "2026-11-11")
        tap.check("the API shows another day: 65", done.returncode == 65 and
            "it shows papers of other days" in done.stderr and
            lines(done.stderr) == 1, done)
        c.server.answer = good
        c.run(START, "backfill", "2026-11-09", "2026-11-11")
        tap.check("the API shows another day: it is asked again",
            [p[23:33] for p in c.paths()] == ["2026-11-09"], c.paths())


def wrong_clock(bench):
    """A run whose clock was a year ahead, and those behind it."""
    with Case(bench) as c:
        c.run(START)
        c.server.now = START
        c.site.run(START + datetime.timedelta(days=365))
        c.run(START + hours(24))
        done = c.run(START + hours(48))
        tap.check("a clock that was ahead: reading goes on",
            done.returncode == 0 and set(listed(c, datetime.date(2026, 11, 17),
            START + hours(48))) <= set(c.site.ids()), done, c.paths())
        votes = {r["id"]: r["upvotes"] for r in map(json.loads,
            c.site.records().splitlines())}
        now = {i["paper"]["id"]: i["paper"]["upvotes"] for i in
            c.world.items(START.date(), START + hours(48))}
        tap.check("a clock that was ahead: papers change again",
            now and all(votes[i] == n for i, n in now.items()), votes, now)


def backfill_in_vain(bench):
    """What a backfill remembers, and says, where it gets nothing."""
    with Case(bench) as c:
        c.server.choose = always("429-hour")
        done = c.run(START, "backfill", "2026-11-02")
        tap.check("backfill, asked to wait: 75", done.returncode == 75 and
            lines(done.stderr) == 1 and len(c.server.log) == 1, done)
        tap.check("backfill without a paper publishes nothing",
            not os.path.exists(c.site.public))
        again = c.run(START + hours(.5), "backfill", "2026-11-02")
        then = len(c.server.log)
        update = c.run(START + hours(.6))
        tap.check("backfill, asked to wait: no request before the time",
            (again.returncode, then, update.returncode, len(c.server.log)) ==
            (75, 0, 75, 0), again, update)
    with Case(bench) as c:
        c.server.choose = always("404")
        done = c.run(START, "backfill", "2026-01-01")
        tap.check("backfill of a page that is nowhere: 69 after twenty days",
            done.returncode == 69 and lines(done.stderr) == 1 and
            "nor is there any in the days before" in done.stderr and
            len(c.server.log) == 20, done, len(c.server.log))


def shown_less(bench):
    """What a source shows less than it should is told of, once."""
    with Case(bench, fallback=True) as c:
        good = c.server.answer
        def broken(path):
            body = good(path)
            return body if path.startswith("/api/") else body.replace(
                b"dailyPapers", b"papersOfToday").replace(b"<main>",
                b"<main><article><h3><a href='/papers/2611.19000'>Agents that "
                b"wait</a></h3></article>")
        c.server.answer = broken
        c.server.choose = lambda path: "500" if "/api/" in path else None
        done = c.run(START)
        tap.check("cards only, and no fallback: it is said once",
            done.returncode == 0 and lines(done.stderr) == 1 and
            "JSON has no array dailyPapers" in done.stderr, done)
        tap.check("cards only: the fallback that is down is asked once",
            sum("/api/" in p for p in c.paths()) == 4, c.paths())
    for bad, status, said in ((1, 0, "1 items left out, the first: item 1: "),
            (8, 65, "items cannot be used")):
        with Case(bench) as c:
            good = c.server.answer
            def spoilt(path):
                day = c.server.asked(path)
                items = c.world.items(c.world.latest(day, START), START)
                for item in items[:bad]:
                    item["title"] = item["paper"]["title"] = 5
                return source.make_page(items, c.world.latest(day, START),
                    c.world.before(day)) if str(day) == "2026-11-18" else \
                    good(path)
            c.server.answer = spoilt
            done = c.run(START)
            tap.check("%d items that cannot be used: one line" % bad,
                done.returncode == status and lines(done.stderr) == 1 and
                said in done.stderr, done)
    with Case(bench) as c:
        c.world.per_day = 12
        c.site.configure(c.api.replace("limit=5", "limit=1"))
        done = c.run(START + hours(12))
        tap.check("more pages of the API than are read: it is said",
            done.returncode == 0 and lines(done.stderr) == 1 and
            "more than 10 pages" in done.stderr, done)


def api_pages(bench, wanted):
    """An answer that is full has further pages."""
    with Case(bench) as c:
        c.site.configure(c.api)
        c.run(START)
        done = c.run(LATER)
        tap.check("the API: full pages are followed by the next",
            done.returncode == 0 and same_papers(c.site.records(), wanted[1])
            and any("&p=1" in p for p in c.paths()), c.paths())


def backfill(bench):
    """A range of days, resumed, broken off, and gone on with."""
    with Case(bench) as c:
        c.run(START)
        live = c.site.ids()
        done = c.run(START, "backfill", "2026-11-02", "2026-11-17")
        asked = [p[-10:] for p in c.paths()]
        tap.check("backfill: every day of work once, newest first",
            done.returncode == 0 and asked == ["2026-11-13", "2026-11-12",
            "2026-11-11", "2026-11-10", "2026-11-09", "2026-11-06",
            "2026-11-05", "2026-11-04", "2026-11-03", "2026-11-02"], done,
            asked)
        tap.check("backfill: all papers are there",
            len(c.site.ids()) == len(live) + 10 * 8)
        done = c.run(START, "backfill", "2026-11-02", "2026-11-17")
        tap.check("backfill: again there is nothing to ask",
            done.returncode == 0 and c.server.log == [], done)
        done = c.run(START, "backfill", "--again", "2026-11-09", "2026-11-13")
        tap.check("backfill --again: five days",
            done.returncode == 0 and len(c.server.log) == 5, c.paths())
    with Case(bench) as c:
        c.server.choose = lambda path: "503" if "11-09" in path else None
        done = c.run(START, "backfill", "2026-11-02")
        tap.check("backfill: a failure ends it with 69 and one line",
            done.returncode == 69 and lines(done.stderr) == 1, done)
        count = len(c.site.ids())
        c.server.choose = lambda path: None
        done = c.run(START, "backfill", "2026-11-02")
        tap.check("backfill: the same command goes on from there",
            done.returncode == 0 and len(c.site.ids()) > count and
            c.paths()[1][-10:] == "2026-11-18" and "11-10" not in
            " ".join(c.paths()), c.paths())
    backfill_at_length(bench)
    interrupt(bench)
    for arguments, said in ((["2026-11-20"], "FROM is still to come"),
            (["2026-11-18", "2026-11-17"], "FROM is later"),
            (["2026-11-01", "2026-11-21"], "still to come"),
            (["yesterday"], "no day"), ([], "wants FROM")):
        with Case(bench) as c:
            done = c.run(START, "backfill", *arguments)
            tap.check("backfill %s: 64" % " ".join(arguments),
                done.returncode == 64 and said in done.stderr and
                lines(done.stderr) == 1, done)


def on_terminal(site, now, *arguments):
    """Run the program with a terminal for its standard error."""
    ours, its = pty.openpty()
    run = subprocess.Popen(site.bench.program + ["-c", site.conf]
        + list(arguments), stdout=subprocess.DEVNULL, stderr=its,
        env=site.bench.environment(now))
    os.close(its)
    said = b""
    with contextlib.suppress(OSError):      # the other end is closed
        while part := os.read(ours, 4096):
            said += part
    os.close(ours)
    return run.wait(timeout=60), said.decode()


def backfill_at_length(bench):
    """Half a year: how it shows, how fast it asks, and where papers go."""
    first = datetime.date(2026, 5, 1)
    days = [first + n * source.DAY
        for n in range((START.date() - first).days - 6)]
    for terminal in (True, False):
        with Case(bench) as c:
            c.world.first, c.world.per_day = first, 60
            c.run(START)
            live = entries(c, "all")
            c.server.now = START
            del c.server.log[:]
            arguments = ["backfill", str(first), str(days[-1])]
            log = os.path.join(bench.folder, "warp%d" % terminal)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(log)
            if terminal:
                status, said = on_terminal(c.site, START, *arguments)
                bars = re.findall(r"\r\x1b\[K(\[[#-]{20}\] [^\r]*)", said)
                tap.check("backfill on a terminal: a bar, taken away again",
                    status == 0 and len(bars) > 10 and all(re.fullmatch(
                    r"\[#*-*\] \d{4}-\d\d-\d\d, \d+ of %d days, \d+ papers"
                    r"(, \d+ days/min, \d+ (min|h) left)?" % len(days), bar)
                    for bar in bars) and said.endswith("\r\x1b[K"), status,
                    *bars[-3:])
                continue
            done = c.site.run(START, *arguments, WARP_LOG=log)
            wanted = [d for d in days if c.world.has_listing(d)]
            # The first twenty at once, each of the others 4 s later; some of
            # them had been taken before.
            waited = sum(int(line.split()[1]) for line in open(log)) / 1000
            tap.check("backfill: fifteen days a minute",
                len(c.server.log) == len(wanted) and
                abs(waited - 4 * (len(wanted) - 16)) < 60, waited,
                len(wanted), len(c.server.log))
            tap.check("backfill elsewhere: a line a minute",
                done.returncode == 0 and done.stdout == "" and
                abs(lines(done.stderr) - waited // 60) <= 1 and all(
                re.fullmatch(r"\d{4}-\d\d-\d\d, \d+ of %d days, \d+ papers, "
                r"\d+ days/min, \d+ min left" % len(days), line)
                for line in done.stderr.splitlines()), done)
            tap.check("backfill: a full feed keeps its papers",
                live == entries(c, "all") and len(live) == 200, len(live))
            tap.check("backfill: the archive has the old ones",
                entries(c, "archive/all-2026-05")[-1].startswith(
                "https://arxiv.org/abs/2605.01"),
                os.listdir(c.site.public))


def entries(c, name):
    """Ids of a feed's entries."""
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.parse(os.path.join(c.site.public, name + ".atom")).getroot()
    return [e.findtext(atom + "id") for e in feed.findall(atom + "entry")]


def interrupt(bench):
    """Ctrl-C ends it behind the day it is at; what was read is published."""
    with Case(bench) as c:
        c.server.now = START
        def choose(path):
            time.sleep(0.05)
        c.server.choose = choose
        run = subprocess.Popen(bench.program + ["-c", c.site.conf, "backfill",
            "2026-01-05"], env=bench.environment(START),
            stderr=subprocess.PIPE, text=True)
        while len(c.server.log) < 5:
            time.sleep(0.01)
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=60)[1]
        tap.check("Ctrl-C: ends with 130 and has published",
            run.returncode == 130 and said == "" and
            os.path.exists(os.path.join(c.site.public, "all.atom")),
            run.returncode, said)
        count = len(c.site.ids())
        tap.check("Ctrl-C: whole days are stored", count > 0 and
            count == sum(len(c.world.items(datetime.date.fromisoformat(
            p[-10:]), START)) for p in c.paths()), count, c.paths())


RULES = """
site { url = "https://papers.example.org/" }
source trending {
	url = "%(url)s/papers/trending"
	in-topics = no
}
source daily { url = "%(url)s/papers/date/{date}" }
topic agents { match = 'agent' }
topic trends { source = trending }
topic best { per-day = 2 }
"""


def rules(bench):
    """Sources that stay out, and the best of each day."""
    with Case(bench) as c:
        with open(c.site.conf, "w") as f:
            f.write(RULES % {"url": c.server.url})
        good = c.server.answer
        # Two that are old, one that is listed today and one to come.
        ids = ["2401.00001", "2401.00002", "2611.19000", "2611.23000"]
        def answer(path):
            if not path.endswith("/trending"):
                return good(path)
            items = [c.world.item(START.date(), n, START, random.Random(n))
                for n in range(4)]
            for name, item in zip(ids, items):
                item["paper"]["id"] = name
                item["paper"]["title"] = item["title"] = "Agents " + name
                item["paper"]["upvotes"] = 5000
            return source.make_page(items, c.server.now.date(),
                START.date()).replace(b"<title>Daily", b"<title>Trending "
                b"Papers")
        c.server.answer = answer
        done = c.run(START)
        arxiv = "https://arxiv.org/abs/"
        trends = entries(c, "trends")
        tap.check("trending: its own topic has its papers",
            done.returncode == 0 and sorted(trends) ==
            [arxiv + name for name in ids], done, trends)
        tap.check("trending: all has that which another source has shown",
            [e for e in entries(c, "all") if e in trends] ==
            [arxiv + ids[2]] and [e for e in entries(c, "agents")
            if e in trends] == [arxiv + ids[2]], entries(c, "all"))
        today = arxiv + "2611.19"
        tap.check("per-day: a day that is not over stays out",
            len(entries(c, "best")) == 6 and not any(e.startswith(today)
            for e in entries(c, "best")), entries(c, "best"))
        before = c.site.state()
        done = c.run(START)
        tap.check("rules: the same run again touches nothing",
            done.returncode == 0 and c.site.state() == before, done)
        c.run(START + hours(12))
        tap.check("per-day: nor in the evening", not any(
            e.startswith(today) for e in entries(c, "best")),
            entries(c, "best"))
        # An hour after midnight the day is read once more.
        c.run(START + hours(15))
        best = entries(c, "best")
        most = [arxiv + i["paper"]["id"] for i in c.world.items(
            START.date(), START + hours(15))[:2]]
        found = [e for e in best if e.startswith(today)]
        tap.check("per-day: read after its end, it is decided",
            sorted(found) == sorted([arxiv + ids[2]] + most[:1]), found, most)
        c.run(START + hours(96))
        tap.check("trending: what is listed at last is in all",
            arxiv + ids[3] in entries(c, "all") and
            len(set(entries(c, "all"))) == len(entries(c, "all")),
            entries(c, "all"))
        tap.check("per-day: who is in stays in",
            set(best) <= set(entries(c, "best")), entries(c, "best"))
        tap.check("rules: the archive and the feeds are as if made at once",
            c.site.run(START + hours(96), "publish", "--all").returncode == 0
            and c.site.run(START + hours(96), "-v", "publish", "--all")
            .stdout.count("files: 0 ") == 1)


def main():
    folder, warp, program = sys.argv[1], sys.argv[2], sys.argv[3:]
    bench = Bench(folder, warp, program)
    wanted = reference(bench)
    for row in FAULTS:
        if not bench.slow or row[1] in SHORT:
            meet_fault(bench, wanted, *row)
    credentials(bench)
    status_of_runs(bench)
    api_pages(bench, wanted)
    shown_less(bench)
    if not bench.slow:
        conditions(bench)
        tls(bench)
        backfill_in_vain(bench)
        remembered_wait(bench)
        connections(bench)
        fallbacks(bench, wanted)
        dates(bench)
        unreachable(bench)
        proxy(bench)
        status_of_staleness(bench)
        status_of_publishing(bench)
        broken_off(bench, wanted)
        holes(bench)
        wrong_days(bench)
        wrong_clock(bench)
        backfill(bench)
        rules(bench)
    print("1..%d" % tap.count)
    return tap.failed != 0


if __name__ == "__main__":
    sys.exit(main())

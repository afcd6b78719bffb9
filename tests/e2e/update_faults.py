"""What update does when the source misbehaves.

Every case starts from a site that has read its source once, meets a fault,
and is run again without it: then it must be what a site is that never met it.
"""
import datetime
import json
import os

from case import (Case, LATER, START, always, hours, lines, main, once,
    reference, same_papers, tap)


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
    ("a chunked body that is cut", "chunked-cut", always, 69, "cut off"),
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


def meet_fault(bench, name, fault, tries, status, said):
    """A fault from the second run on, and recovery in the third."""
    early, records, files = reference(bench)
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


def faults(bench):
    for row in FAULTS:
        if not bench.slow or row[1] in SHORT:
            meet_fault(bench, *row)


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


def wait_of_a_wrong_clock(bench):
    """A host asks to wait while the clock is a year ahead."""
    with Case(bench) as c:
        c.run(START)
        c.server.choose = always("429-hour")
        done = c.site.run(START + datetime.timedelta(days=365))
        tap.check("asked to wait, a year ahead: it does",
            done.returncode == 75 and "until 2027-" in done.stderr, done)
        c.server.choose = lambda path: None
        done = c.run(LATER)
        tap.check("asked to wait, a year ahead: forgotten when it is right",
            done.returncode == 0 and c.server.log != [], done)


def fallbacks(bench):
    """The page first; the API when that fails; the same records."""
    early, records, files = reference(bench)
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


if __name__ == "__main__":
    main([faults, credentials, remembered_wait, wait_of_a_wrong_clock,
        fallbacks],
        under_valgrind=[faults, credentials])

"""What status.json says of runs, and a run that is broken off."""
import datetime
import os
import re
import shutil
import signal
import subprocess
import time

from case import (Case, LATER, START, always, health, hours, lines, main,
    reference, tap)


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
        with Case(bench) as filled:
            filled.run(START, "backfill", "2026-11-18")
            done = filled.site.run(START, "status")
            tap.check("status: a source that only a backfill read",
                done.returncode == 69 and lines(done.stderr) == 1 and
                "no update has run yet" in done.stderr, done)
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
                "no new listing since the one of 2026-11-19" in said), code,
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
        tap.check("status: what is stored are not published", code == 74 and
            "papers stored at 2026-11-19T17:00:00Z are not published" in
            said, code, said)
        os.unlink(c.site.public)
        done = c.run(LATER + hours(2))
        tap.check("status: and then it is", done.returncode == 0 and
            health(c, LATER + hours(4)) == (0, "", "good"), done)


def broken_off(bench):
    """Killed in mid-run: validators are as old as the papers."""
    early, records, files = reference(bench)
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
        asked = len(c.server.log)
        second = c.site.run(LATER)
        tap.check("two runs: the second ends with 75 and says why",
            second.returncode == 75 and lines(second.stderr) == 1 and
            "process %d" % run.pid in second.stderr or
            len(bench.program) > 1, second)
        tap.check("two runs: the second asks for nothing",
            len(c.server.log) == asked, c.paths())
        run.send_signal(signal.SIGKILL)
        run.wait()
        c.server.choose = lambda path: None
        done = c.run(LATER)
        tap.check("killed: the next run has all", done.returncode == 0 and
            c.site.records() == records and c.site.bytes() == files, done)


if __name__ == "__main__":
    main([status_of_runs, status_of_staleness, status_of_publishing,
        broken_off],
        under_valgrind=[status_of_runs])

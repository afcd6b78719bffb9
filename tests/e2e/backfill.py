"""What backfill reads, how it shows where it is, and how it ends."""
import contextlib
import datetime
import os
import pty
import re
import signal
import subprocess
import time

from case import Case, START, always, entries, hours, lines, main, once, tap
import source


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
    for arguments, said in ((["2026-11-20"], "FROM is still to come"),
            (["2026-11-18", "2026-11-17"], "FROM is later"),
            (["2026-11-01", "2026-11-21"], "still to come"),
            (["yesterday"], "no day"), ([], "needs FROM")):
        with Case(bench) as c:
            done = c.run(START, "backfill", *arguments)
            tap.check("backfill %s: 64" % " ".join(arguments),
                done.returncode == 64 and said in done.stderr and
                lines(done.stderr) == 1, done)


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
    with Case(bench) as c:
        c.server.choose = lambda path: "404" if "2026-11-17" in path else None
        done = c.run(START, "-v", "backfill", "2026-11-16")
        tap.check("-v: a day without a listing is no fault", done.returncode
            == 0 and "no listing of 2026-11-17\n" in done.stdout and
            "Not Found" not in done.stdout + done.stderr, done)


def on_terminal(terminal, site, now, *arguments):
    """Run the program with a terminal for its standard error."""
    ours, its = terminal
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
    try:
        terminal = pty.openpty()
    except OSError:
        tap.skip("backfill on a terminal: a bar", "needs a pseudo-terminal")
        terminal = None
    for shown in [terminal, None] if terminal else [None]:
        with Case(bench) as c:
            c.world.first, c.world.per_day = first, 60
            c.run(START)
            live = entries(c, "all")
            c.server.now = START
            del c.server.log[:]
            arguments = ["backfill", str(first), str(days[-1])]
            # Where a run may write.
            log = os.path.join(c.site.path, "pauses")
            if shown:
                status, said = on_terminal(shown, c.site, START, *arguments)
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


if __name__ == "__main__":
    main([backfill, backfill_in_vain, backfill_at_length,
        interrupt],
        under_valgrind=[])

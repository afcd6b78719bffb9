"""Which days update reads, and what it believes of a listing's own date."""
import datetime
import json
import os
import random
import re

from case import (Case, LATER, START, entries, hours, lines, main, once,
    reference, same_papers, tap)
import source


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


def changed_ahead(bench):
    """A paper that changes while the clock is a year ahead."""
    with Case(bench) as c:
        c.site.configure(c.server.url + "/papers")
        c.run(START)
        good = c.world.item
        def item(day, n, midnight, chance):
            found = good(day, n, midnight, chance)
            if n < 3:
                found["title"] = found["paper"]["title"] = "Tides, corrected"
            return found
        c.world.item = item
        c.world.papers.cache_clear()
        c.server.now = START
        ahead = c.site.run(START + datetime.timedelta(days=365))
        def dates():
            with open(os.path.join(c.site.public, "all.atom")) as f:
                shown = re.findall("<updated>(.*?)</updated>", f.read())
            return shown + [r[k] for r in map(json.loads,
                c.site.records().splitlines()) for k in ("listed", "updated")]
        tap.check("a clock that was ahead: what changed then is of then",
            ahead.returncode == 0 and max(dates()) > "2027-11-19",
            ahead, dates())
        done = c.run(START + hours(1))
        now = "2026-11-19T11:00:00Z"
        tap.check("a clock that was ahead: no date is in the future any more",
            done.returncode == 0 and done.stderr == "" and max(dates()) == now,
            done, dates())
        changed = [r["updated"] for r in map(json.loads,
            c.site.records().splitlines()) if "corrected" in r["title"]]
        done = c.site.run(LATER, "check")
        tap.check("a clock that was ahead: the store is in order",
            done.returncode == 0 and not done.stderr, done)
        tap.check("a clock that was ahead: no two changes share an instant",
            len(changed) == len(set(changed)) == 3, changed)


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


def api_pages(bench):
    """An answer that is full has further pages."""
    wanted = reference(bench)
    with Case(bench) as c:
        c.site.configure(c.api)
        c.run(START)
        done = c.run(LATER)
        tap.check("the API: full pages are followed by the next",
            done.returncode == 0 and same_papers(c.site.records(), wanted[1])
            and any("&p=1" in p for p in c.paths()), c.paths())


def moved_pages(bench):
    """The list moves by one while its pages are read."""
    wanted = reference(bench)
    for name, by in (("overlap", -1), ("miss a paper", 1)):
        with Case(bench) as c:
            c.site.configure(c.api)
            good = c.server.answer
            def answer(path):
                if "&p=1" not in path:
                    return good(path)
                whole = json.loads(good(path.replace("&p=1", "").replace(
                    "limit=5", "limit=100")))
                return json.dumps(whole[5 + by:10 + by]).encode()
            c.server.answer = answer
            first = c.run(START)
            c.server.answer = good
            done = c.run(LATER)
            tap.check("pages of the API %s: the next run has all" % name,
                (first.returncode, done.returncode) == (0, 0) and
                sorted(r["id"] for r in map(json.loads,
                wanted[1].splitlines())) == c.site.ids(), first, done)


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


if __name__ == "__main__":
    main([api_pages, moved_pages, shown_less, dates, holes, wrong_days,
        wrong_clock, changed_ahead, rules],
        under_valgrind=[api_pages, shown_less])

"""Whole histories into a new store, beside reading and storing alone."""
import glob
import os
import shutil
import subprocess

import inputs
from measuring import (CannotMeasure, HERE, MIB, THIRTY_TOPICS, median, plain,
                       say, size_of)

DENSE_DAYS, DENSE_PAPERS = 900, 100     # of the older part of 600,000
DENSE_PARTS = 6
NEWEST_PAPERS = 60000
LIMITS = {"time": 0.9, "peak": 48}
NO_LIMITS = {"time": None, "peak": None}


def store_floor(bench, days, folder=None, rows=None):
    """
    A job: the sqlite3 shell stores and indexes the days' papers, which it
    reads itself or finds prepared as rows.
    """
    script = bench.new_folder(folder)
    listed = os.path.join(script, "days.sql")
    inputs.list_days(listed, days)
    read = [f".read {HERE}/store_json.sql"]
    if rows:
        read = [f".import --csv {rows} paper"]

    def prepare():
        store = os.path.join(bench.new_folder(folder), "floor.db")
        return [bench.sqlite, "-batch", "-bail", "-init", os.devnull, store,
                f".read {HERE}/store_tables.sql", f".read {listed}", *read,
                f".read {HERE}/store_index.sql"]
    command = prepare()
    bench.measure(command)
    counts = subprocess.run(
        [bench.sqlite, command[5],
         "SELECT (SELECT count(*) FROM paper), (SELECT count(*) FROM title),"
         " (SELECT count(*) FROM appearance), (SELECT count(*) FROM"
         " paper_index WHERE paper_index MATCH 'the OR a OR of OR and')"],
        check=True, stdout=subprocess.PIPE, text=True).stdout.split("|")
    if len(set(map(int, counts))) != 1:
        raise CannotMeasure(f"the sqlite3 shell stored {counts}")
    return prepare


def into_new(bench, files, places):
    def prepare():
        places.append(bench.make_place(None, THIRTY_TOPICS))
        return bench.command(places[-1], "import", *files)
    return prepare


def whole(bench, papers, runs, limits=NO_LIMITS):
    """A history in one run, from JSON and from pages.  Return the place."""
    answers = inputs.history(bench.folder, papers)
    pages = inputs.history(bench.folder, papers, "page")
    say()
    say(f"{papers:,} papers, generated, {len(pages):,} days, 30 topics, in "
        f"{bench.folder}: {size_of(pages) / MIB:.0f} MiB of pages, "
        f"{size_of(answers) / MIB:.0f} MiB of JSON")
    places = []
    jobs = {
        "xmllint": plain([*bench.xmllint, *pages]),
        "pages": into_new(bench, pages, []),
        "json": into_new(bench, answers, places),
    }
    if bench.sqlite:
        rows = os.path.join(bench.folder, f"rows-{papers}.csv")
        inputs.prepare_rows(rows, answers)
        jobs["sqlite"] = store_floor(bench, answers)
        jobs["rows"] = store_floor(bench, answers, None, rows)
    got = bench.alternate(jobs, runs, False)
    times = {name: median(used) for name, used in got.items()}

    def claim(what):
        return limits["time"] and f"{papers:,} papers into a new store, {what}"
    bench.row("all into a new store, from pages", times["pages"],
              times["xmllint"], "xmllint", limits["time"], False,
              claim("by xmllint of the pages"))
    bench.peak_row("  its peak memory", got["pages"], limits["peak"], False,
                   claim("peak memory"))
    if bench.sqlite:
        bench.row("  the same", times["pages"], times["xmllint"] +
                  times["sqlite"], "xmllint + sqlite3")
        bench.row("  from the API's JSON", times["json"], times["sqlite"],
                  "sqlite3", limits["time"], False,
                  claim("from JSON, by sqlite3"))
        bench.row("  the same", times["json"], times["rows"],
                  "sqlite3, prepared rows")
        bench.peak_row("  sqlite3's peak memory", got["sqlite"])
    bench.peak_row("  its peak memory from JSON", got["json"])
    place = places[-1]
    bench.check_published(place, papers)
    bench.print("  its store", f"{size_of_store(place) / MIB:.0f} MiB")
    return place, times["json"]


def size_of_store(place):
    return size_of(glob.glob(os.path.join(place, "paperfeed.db*")))


def in_parts(bench):
    """
    600,000 papers, from JSON in several runs, each part's files gone after
    it.  The newest 60,000 are those of the smaller history; as no listing is
    older than 1990, the days before them have twice as many papers.
    """
    place = bench.make_place(None, THIRTY_TOPICS)
    newest = NEWEST_PAPERS // inputs.PAPERS
    day = inputs.weekdays_before(
        inputs.LAST, newest + DENSE_PARTS * DENSE_DAYS)
    parts = [(DENSE_DAYS, DENSE_PAPERS)] * DENSE_PARTS
    parts.append((newest, inputs.PAPERS))
    papers, used, left = 0, [], sum(days for days, _ in parts)
    for days, count in parts:
        day = inputs.weekdays_before(inputs.LAST, left)
        folder = os.path.join(bench.folder, f"part-{left}")
        files = inputs.generate(folder, day, days, count, "json")
        used.append(bench.measure(bench.command(place, "import", *files)))
        shutil.rmtree(folder)
        papers += days * count
        left -= days
    bench.check_published(place, papers)
    say()
    say(f"{papers:,} papers, generated, in {len(parts)} runs from JSON, "
        f"30 topics, in {bench.folder}")
    seconds = sum(u.seconds for u in used)
    bench.print("all into a new store", f"{seconds:.1f} s")
    bench.row("  per 1,000 papers, in the last run",
              1000 * used[-1].seconds / NEWEST_PAPERS,
              1000 * used[0].seconds / (DENSE_DAYS * DENSE_PAPERS),
              "in the first")
    bench.peak_row("  its peak memory", used)
    bench.print("  its store", f"{size_of_store(place) / MIB:.0f} MiB")
    return place, seconds

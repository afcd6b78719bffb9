"""Whole histories into a new store, beside programs that do the least."""
import glob
import os
import shutil

import floors
import inputs
from measuring import (LONG_RUNS, MIB, feeds_only, median, say, size_of)

DENSE_DAYS, DENSE_PAPERS = 900, 100     # of the older part of 600,000
DENSE_PARTS = 6
NEWEST_PAPERS = 60000


def into_new(bench, files, places, edit=None):
    """A job: the files into a new store, in a place that is remembered."""
    def prepare():
        places.append(bench.make_thirty(None, edit))
        return bench.command(places[-1], "import", *files)
    return prepare


def from_pages(bench, papers):
    """A history in one run, from pages.  Return the places and the time."""
    pages = inputs.history(bench.folder, papers, "page")
    say()
    say(f"{papers:,} papers, generated, {len(pages):,} days, 30 topics, in "
        f"{bench.folder}: {size_of(pages) / MIB:.0f} MiB of pages")
    places, fed, bare = [], [], []
    jobs = {
        "feeds": into_new(bench, pages, fed, feeds_only),
        "all": into_new(bench, pages, places),
        **floors.bare(bench, pages, None, bare),
    }
    got = bench.alternate(jobs, LONG_RUNS, False)
    floors.check(bench, [places[-1], fed[-1], *bare[-1:]], papers)
    bench.check_published(fed[-1], papers)
    time = {name: median(used) for name, used in got.items()}
    floor = time.get("bare")
    bench.row("Atom and RSS, no archive, from pages", time["feeds"], floor,
              "bare C pipeline", f"feeds {papers:,}")
    bench.peak_row("  its peak memory", got["feeds"])
    bench.row("all but twins, from pages", time["all"], floor,
              "bare C pipeline", f"all {papers:,}")
    bench.peak_row("  its peak memory", got["all"], f"peak {papers:,}")
    bench.size_row("  its store", size_of_store(places[-1]),
                   bare and size_of_store(bare[-1]), "bare C pipeline",
                   f"store {papers:,}")
    return places, time["all"]


def from_json(bench, papers):
    """The same from the API's answers, which plain Python reads."""
    answers = inputs.history(bench.folder, papers)
    fed, python, bare = [], [], []
    got = bench.alternate({
        "feeds": into_new(bench, answers, fed, feeds_only),
        "python": floors.plain_python(bench, answers, python),
        **floors.bare(bench, answers, None, bare),
    }, LONG_RUNS, False)
    floors.check(bench, [fed[-1], python[-1], *bare[-1:]], papers)
    time = {name: median(used) for name, used in got.items()}
    bench.row("Atom and RSS, no archive, from JSON", time["feeds"],
              time["python"], "plain Python", f"JSON {papers:,}")
    bench.row("  the same", time["feeds"], time.get("bare"),
              "bare C pipeline")


def size_of_store(place):
    return size_of(glob.glob(os.path.join(place, "paperfeed.db*")))


def in_parts(bench):
    """
    600,000 papers, from JSON in several runs, each part's files gone after
    it.  The newest 60,000 are those of the smaller history; as no listing is
    older than 1990, the days before them have twice as many papers.
    """
    place = bench.make_thirty()
    newest = NEWEST_PAPERS // inputs.PAPERS
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
    bench.print("all but twins", f"{seconds:.1f} s")
    bench.row("  per 1,000 papers, in the last run",
              1000 * used[-1].seconds / NEWEST_PAPERS,
              1000 * used[0].seconds / (DENSE_DAYS * DENSE_PAPERS),
              "in the first")
    bench.peak_row("  its peak memory", used)
    bench.size_row("  its store", size_of_store(place))
    return place, seconds

"""The part of the table that takes no history: one day, reading, starting."""
import filecmp
import os
import re
import shutil
import subprocess

import floors
import inputs
from measuring import (CannotMeasure, MEMORY, RUNS, THIRTY_TOPICS, feeds_only,
                       look_at, median, plain, say, with_twins)

COPIES = 20             # of a page, to tell reading from starting


def check_inputs(bench, pages, papers):
    place, other = bench.make_place(), bench.make_place()
    for where in (place, other):
        bench.measure(bench.command(where, "import", *pages))
        bench.check_published(where, papers)
    # The same store in the same order must give the same bytes.
    names = look_at(place).keys()
    if not any(name.startswith("archive") for name in names):
        raise CannotMeasure("no archive was published")
    if names != look_at(other).keys():
        raise CannotMeasure("two runs differ in the files they publish")
    for name in names:
        if not filecmp.cmp(os.path.join(place, "public", name),
                           os.path.join(other, "public", name), False):
            raise CannotMeasure(f"{name} differs between two runs")


def real_day(bench, one):
    """A small page, in ten topics."""
    got = bench.alternate({
        "xmllint": plain([*bench.xmllint, one]),
        "new": bench.import_new([one]),
    }, RUNS)
    bench.row("one day into a new store", median(got["new"]),
              median(got["xmllint"]), "xmllint", "real day")


def twin_names(bench, folder, page):
    """The output with twins, and the names of its files without them."""
    place = bench.make_thirty(folder, with_twins)
    bench.measure(bench.command(place, "import", page))
    names = [*look_at(place), "status.json", "status.json.gz"]
    plainly = [name for name in names if not name.endswith(".gz")]
    if len(names) != 2 * len(plainly):
        raise CannotMeasure("not every file has its twin")
    return os.path.join(place, "public"), plainly


def check_day(bench, page):
    """All that is compared publishes the same papers."""
    places = []
    for edit in None, feeds_only, with_twins:
        places.append(bench.make_thirty(None, edit))
        bench.measure(bench.command(places[-1], "import", page))
        bench.check_published(places[-1], inputs.PAPERS)
    for prepare in floors.bare(bench, [page], None, places).values():
        bench.measure(prepare())
    floors.check(bench, places, inputs.PAPERS)


def full_day(bench, page):
    """A page of 50 papers, in 30 topics."""
    check_day(bench, page)
    folder = bench.memory or bench.folder
    place = (folder, THIRTY_TOPICS)
    public, names = twin_names(bench, folder, page)
    jobs = {
        **floors.bare(bench, [page], folder),
        "feeds": bench.import_new([page], *place, feeds_only),
        "new": bench.import_new([page], *place),
        "twins": bench.import_new([page], *place, with_twins),
        "gzip": plain(["gzip", "-6", "-c", *(
            os.path.join(public, name) for name in names)]),
        "again": bench.import_again([page], *place),
        "xmllint": plain([*bench.xmllint, page]),
    }
    if bench.writer:
        jobs["files"] = bench.write_files(public, names, folder)
    got = bench.alternate(jobs, RUNS)
    time = {name: median(used) for name, used in got.items()}
    floor = time.get("bare")
    say()
    say(f"one day of {inputs.PAPERS} papers, generated, 30 topics, in "
        f"{MEMORY if bench.memory else bench.folder}: {len(names)} files")
    bench.row("Atom and RSS, no archive, new store", time["feeds"], floor,
              "bare C pipeline", "day feeds")
    bench.row("all but twins", time["new"], floor, "bare C pipeline")
    bench.row("  the same", time["new"], time.get("files"),
              "writing its files")
    bench.peak_row("  its peak memory", got["new"], "day peak")
    bench.row("all formats, pages and twins", time["twins"], floor,
              "bare C pipeline", "day all")
    bench.row("  what the twins add", time["twins"] - time["new"],
              time["gzip"], "gzip -6")
    bench.peak_row("  its peak memory", got["twins"])
    bench.row("the same day again, no file touched", time["again"],
              time["xmllint"], "xmllint", "day again")
    bench.row("  the same", time["again"], time["new"], "all but twins")


def reading(bench, name, page, limit):
    """One reading more in a process that goes on: nothing else is counted."""
    reader = os.environ["READER"]
    got = bench.alternate({
        "xmllint one": plain([*bench.xmllint, page]),
        "xmllint many": plain([*bench.xmllint, *[page] * (COPIES + 1)]),
        "one": plain([reader, "1", page]),
        "many": plain([reader, str(COPIES + 1), page]),
    }, RUNS)
    floor = median(got["xmllint many"]) - median(got["xmllint one"])
    value = median(got["many"]) - median(got["one"])
    bench.row(name, value / COPIES, floor / COPIES, "xmllint", limit)
    bench.peak_row(f"  peak memory, {os.path.getsize(page) >> 10} KiB of page",
                   got["many"])


def all_readings(bench, one, cards):
    if "READER" not in os.environ:
        say("reading alone: run `make bench`, which builds what is needed")
        return
    reading(bench, "reading a page, by its island", one, "island")
    reading(bench, "reading a page, by its cards", cards, "cards")


# A program that only links the same libraries.

def find_libraries(program):
    """Paths of the libraries a program itself names, [] if unknown."""
    try:
        named = re.findall(r"NEEDED.*\[(.*)\]", subprocess.run(
            ["readelf", "-d", program], stdout=subprocess.PIPE, text=True,
            stderr=subprocess.DEVNULL).stdout)
        paths = dict(re.findall(r"^\s*(\S+) => (/\S+)", subprocess.run(
            ["ldd", program], stdout=subprocess.PIPE, text=True,
            stderr=subprocess.DEVNULL).stdout, re.M))
    except OSError:
        return []
    return [paths[name] for name in named if name in paths]


def starting(bench):
    libraries = find_libraries(shutil.which(bench.program[0]))
    source = os.path.join(bench.folder, "idle.c")
    with open(source, "w", encoding="ascii") as out:
        out.write("int main(void) { return 0; }\n")
    idle = libraries and bench.compile(
        "idle", ["-Wl,--no-as-needed", *libraries], source)
    if not idle:
        return
    got = bench.alternate({
        "idle": plain([idle]),
        "version": plain([*bench.program, "--version"]),
    }, 2 * RUNS)        # a start is as short as the clock's grain
    bench.row("--version", median(got["version"]), median(got["idle"]),
              "only its libraries", "start")

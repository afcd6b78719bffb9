"""The part of the table that takes no history: one day, reading, starting."""
import filecmp
import os
import re
import shutil
import subprocess

from importing import store_floor
from measuring import (CannotMeasure, LONG_RUNS, MEMORY, RUNS, THIRTY_TOPICS,
                       look_at, median, plain, say)

# Of the same program, the ratio to xmllint is 3.2 on one machine and 4.5 on
# another: xmllint gains more there by what starting a program costs.
DAY_MOST, DAY_IN_MEMORY_MOST, DAYS_MOST = 5.5, 4.6, 6.5

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
    jobs = {
        "xmllint": plain([*bench.xmllint, one]),
        "new": bench.import_new([one]),
        "again": bench.import_again([one]),
    }
    if bench.memory:
        jobs["memory"] = bench.import_new([one], bench.memory)
    if bench.writer:
        jobs["files"] = bench.write_new([one])
    got = bench.alternate(jobs, RUNS)
    floor, new = median(got["xmllint"]), median(got["new"])
    bench.row("one day into a new store", new, floor, "xmllint",
              DAY_MOST, True)
    bench.peak_row("  its peak memory", got["new"], 24, True)
    if bench.memory:
        bench.row(f"  the same in {MEMORY}", median(got["memory"]), floor,
                  "xmllint", DAY_IN_MEMORY_MOST, True)
    if bench.writer:
        bench.row("  writing its files, nothing else", median(got["files"]),
                  floor, "xmllint")
    bench.row("the same day again, no file touched", median(got["again"]),
              floor, "xmllint")
    bench.peak_row("  xmllint's peak memory", got["xmllint"])


def full_day(bench, page, answer):
    """A page of 50 papers, and the API's answer, in 30 topics."""
    place = (bench.memory or bench.folder, THIRTY_TOPICS)
    jobs = {
        "xmllint": plain([*bench.xmllint, page]),
        "new": bench.import_new([page], *place),
        "disk": bench.import_new([page], bench.folder, THIRTY_TOPICS),
        "again": bench.import_again([page], *place),
        "json": bench.import_new([answer], *place),
        "twins": bench.import_new([page], *place, True),
    }
    twins = bench.make_place(*place, True)
    bench.measure(bench.command(twins, "import", page))
    public = os.path.join(twins, "public")
    names = [*look_at(twins), "status.json", "status.json.gz"]
    plainly = [name for name in names if not name.endswith(".gz")]
    if len(names) != 2 * len(plainly):
        raise CannotMeasure("not every file has its twin")
    jobs["gzip"] = plain(["gzip", "-6", "-c", *(
        os.path.join(public, name) for name in plainly)])
    if bench.sqlite:
        jobs["sqlite"] = store_floor(bench, [answer], place[0])
    if bench.writer:
        jobs["files"] = bench.write_files(public, plainly, place[0])
    got = bench.alternate(jobs, RUNS)
    times = {name: median(used) for name, used in got.items()}
    floor, new = times["xmllint"], times["new"]
    say()
    say(f"one day of 50 papers, generated, 30 topics, in "
        f"{MEMORY if bench.memory else bench.folder}: {len(plainly)} files")
    bench.row("into a new store", new, floor, "xmllint", 4, False,
              "one day into a new store, by xmllint of its page")
    bench.peak_row("  its peak memory", got["new"])
    if bench.memory:
        bench.row("  the same on the disk", times["disk"], floor, "xmllint",
                  4, False, "  the same on the disk")
    if bench.writer:
        bench.row("  of which writing its files", times["files"], floor,
                  "xmllint")
    if bench.sqlite:
        bench.row("  the same, from the API's JSON", times["json"],
                  times["sqlite"], "sqlite3")
        if bench.writer:
            bench.row("  the same, by all its floors", new,
                      floor + times["sqlite"] + times["files"],
                      "xmllint+sqlite3+files")
    bench.row("the same day again, no file touched", times["again"], floor,
              "xmllint", 1.3, False,
              "the same day again, no file touched, by xmllint of its page")
    bench.row("  the same", times["again"], new, "into a new store")
    bench.row("what the twins add", times["twins"] - new, times["gzip"],
              "gzip -6", 1, False,
              "gzip twins of that day, by gzip -6 of its files")
    return new


def many_days(bench, pages):
    got = bench.alternate({
        "xmllint": plain([*bench.xmllint, *pages]),
        "new": bench.import_new(pages),
    }, LONG_RUNS)
    bench.row(f"{len(pages)} days into a new store", median(got["new"]),
              median(got["xmllint"]), "xmllint", DAYS_MOST, True)
    bench.peak_row("  its peak memory", got["new"])


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
    bench.row(name, value / COPIES, floor / COPIES, "xmllint", limit, True)
    bench.peak_row(f"  peak memory, {os.path.getsize(page) >> 10} KiB of page",
                   got["many"])


def all_readings(bench, one, cards):
    if "READER" not in os.environ:
        say("reading alone: run `make bench`, which builds what is needed")
        return
    reading(bench, "reading a page, by its island", one, 1)
    reading(bench, "reading a page, by its cards", cards, 1.5)


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
    idle = libraries and bench.compile("idle", libraries, source)
    if not idle:
        return
    got = bench.alternate({
        "idle": plain([idle]),
        "version": plain([*bench.program, "--version"]),
    }, 2 * RUNS)        # a start is as short as the clock's grain
    bench.row("--version", median(got["version"]), median(got["idle"]),
              "only its libraries", 1.2, True,
              "--version, by a program that only links the same libraries")

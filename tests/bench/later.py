"""Days that come to a history, and how that grows with its length."""
import collections
import os
import shutil

import inputs
from importing import size_of_store
from measuring import (CannotMeasure, LONG_RUNS, MB, MEMORY, MIB,
                       THIRTY_TOPICS, look_at, median, read_conf, same_files,
                       say, show_seconds, size_of, touched, with_twins, worst,
                       write_conf)

FLOOR_EACH = 6          # of as many days one is written a second time
TWIN_DAYS = 5           # with twins: a second each

# What a history of a length costs, for the table side by side.
Cost = collections.namedtuple(
    "Cost", "papers stored more worst again nothing changed peak store")


def where(bench, place):
    if bench.memory and place.startswith(bench.memory):
        return f"in {MEMORY}"
    return "on the disk"


def one_by_one(bench, place, pages):
    """Each day beside a new store, and what finds nothing new."""
    folder, public = os.path.dirname(place), os.path.join(place, "public")
    got = collections.defaultdict(list)
    for number, page in enumerate(pages):
        day = bench.command(place, "import", page)
        got["new"].append(bench.measure(bench.import_new(
            [page], folder, THIRTY_TOPICS)()))
        before = look_at(place)
        got["more"].append(bench.measure(day))
        after = look_at(place)
        if bench.writer and number % FLOOR_EACH == 0:
            got["files"].append(bench.measure(bench.write_files(
                public, touched(before, after), folder)()))
        got["again"].append(bench.measure(day))
        for _ in range(2):      # a start is as short as the clock's grain
            got["version"].append(bench.measure([*bench.program,
                                                 "--version"]))
            got["nothing"].append(bench.measure(bench.command(place,
                                                              "publish")))
        same_files(after, look_at(place))
    return got


def change_topic(bench, place):
    """Another query for one topic, and the old one again."""
    text = read_conf(place)
    other = text.replace("'safety OR", "'safety OR speech OR")
    if other == text:
        raise CannotMeasure(f"{THIRTY_TOPICS}: no query to change")
    got, files = [], []
    for turn in range(2 * LONG_RUNS):
        write_conf(place, text if turn % 2 else other)
        before = look_at(place)
        got.append(bench.measure(bench.command(place, "publish")))
        names = touched(before, look_at(place))
        if "safety.atom" not in names:
            raise CannotMeasure("a query was changed, and no feed")
        if bench.writer and turn < 2:
            files.append(bench.measure(bench.write_files(
                os.path.join(place, "public"), names,
                os.path.dirname(place))()))
    return got, files


def days(bench, place, papers, stored):
    """Day after day into a store."""
    pages = inputs.sequel(bench.folder)
    store = size_of_store(place)
    got = one_by_one(bench, place, pages)
    time = {name: median(used) for name, used in got.items()}
    say()
    say(f"30 topics, {papers:,} papers, generated, {where(bench, place)}")
    bench.row("publish, nothing new", time["nothing"], time["version"],
              "--version", f"nothing {papers:,}")
    bench.peak_row("  its peak memory", got["nothing"])
    bench.row("one day more, all but twins", time["more"], time["new"],
              "into a new store", f"more {papers:,}")
    bench.row("  the same", time["more"], time.get("files"),
              "writing its files")
    bench.row(f"  the worst of {len(pages)} days", worst(got["more"]),
              time["more"], "their median", f"worst {papers:,}")
    bench.peak_row("  its peak memory", got["more"])
    bench.row("the same day again, nothing touched", time["again"],
              time["new"], "into a new store")
    changed, files = change_topic(bench, place)
    bench.row("one topic's query changed", median(changed), time["new"],
              "one day, new store", f"changed {papers:,}")
    bench.row("  the same", median(changed),
              median(files) if files else None, "writing its files")
    bench.peak_row("  its peak memory", changed)
    return Cost(papers, stored, time["more"], worst(got["more"]),
                time["again"], time["nothing"], median(changed),
                max(used.peak for used in got["more"] + changed), store)


def side_by_side(costs):
    """What grows with the history, and what does not."""
    first = costs[0]
    say()
    say("side by side, each beside the first")
    say(f"{'papers':<26}{first.papers:>12,}" + "".join(
        f"{cost.papers:>20,}" for cost in costs[1:]))

    def line(name, field, show, scaled=lambda value, cost: value):
        values = [scaled(getattr(cost, field), cost) for cost in costs]
        say(f"{name:<26}{show(values[0]):>12}" + "".join(
            f"{show(value):>13}{value / values[0]:>7.2f}"
            for value in values[1:]))
    line("stored, 1,000 papers", "stored", show_seconds,
         lambda value, cost: value * 1000 / cost.papers)
    line("one day more", "more", show_seconds)
    line("  the worst day", "worst", show_seconds)
    line("the same day again", "again", show_seconds)
    line("publish, nothing new", "nothing", show_seconds)
    line("one query changed", "changed", show_seconds)
    line("peak memory", "peak", lambda value: f"{value / MIB:.1f} MiB")
    line("store", "store", lambda value: f"{value / MB:.0f} MB")


def copy(place, other):
    """The same store and files elsewhere, with their times."""
    return shutil.copytree(place, other)


def in_memory(bench, *places):
    """The same in memory, if that has room for all and what comes to them."""
    size = sum(size_of(os.path.join(folder, name)
                       for folder, _, names in os.walk(place)
                       for name in names) for place in places)
    if not bench.memory or \
            shutil.disk_usage(bench.memory).free < 2 * size + 256 * MIB:
        return places
    return [copy(place, os.path.join(bench.memory, os.path.basename(place)))
            for place in places]


def twins(bench, place, without, papers):
    """
    Days with compressed twins, beside the same without and gzip of the same
    bytes.  The first place gets them.
    """
    place, without = in_memory(bench, place, without)
    public = os.path.join(place, "public")
    write_conf(place, with_twins(read_conf(place)))
    bench.measure(bench.command(place, "publish"))
    got = collections.defaultdict(list)
    for page in inputs.sequel(bench.folder)[:TWIN_DAYS]:
        before = look_at(place)
        got["without"].append(bench.measure(bench.command(
            without, "import", page)))
        got["more"].append(bench.measure(bench.command(place, "import",
                                                       page)))
        new = touched(before, look_at(place))
        names = [name for name in new if not name.endswith(".gz")]
        if set(new) != {name + end for name in names for end in ("", ".gz")}:
            raise CannotMeasure("not every file got its twin")
        got["gzip"].append(bench.measure(["gzip", "-6", "-c", *(
            os.path.join(public, name) for name in names)]))
    time = {name: median(used) for name, used in got.items()}
    bench.row("one day more, with twins", time["more"], time["without"],
              "without")
    bench.row("  what the twins add", time["more"] - time["without"],
              time["gzip"], "gzip -6", f"twins {papers:,}")
    bench.peak_row("  its peak memory", got["more"])
    for other in place, without:
        if bench.memory and other.startswith(bench.memory):
            shutil.rmtree(other)

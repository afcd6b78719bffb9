"""1,000 topics."""
import collections
import os

import inputs
from measuring import (HERE, LONG_RUNS, MEMORY, THIRTY_TOPICS, look_at,
                       median, same_files, say, touched)

COUNT = 1000
DAYS = 5


def write_topics(bench):
    """A configuration with the site of the other one."""
    with open(os.path.join(HERE, THIRTY_TOPICS), encoding="utf-8") as conf:
        site = conf.read().split("topic ", 1)[0]
    path = os.path.join(bench.folder, "thousand.conf")
    with open(path, "w", encoding="utf-8") as conf:
        conf.write(site + inputs.generate_topics(COUNT))
    return path


def thousand(bench, papers):
    """Days into a new store and into a history, if it has any papers."""
    folder = bench.memory or bench.folder
    conf = write_topics(bench)
    pages = inputs.sequel(bench.folder)
    jobs = {
        "thirty": bench.import_new(pages[:1], folder, THIRTY_TOPICS),
        "new": bench.import_new(pages[:1], folder, conf),
    }
    if bench.writer:
        jobs["files"] = bench.write_new(pages[:1], folder, conf)
    got = bench.alternate(jobs, LONG_RUNS)
    say()
    say(f"{COUNT:,} topics, generated, in "
        f"{MEMORY if bench.memory else bench.folder}")
    bench.row("one day into a new store", median(got["new"]),
              median(got["thirty"]), "30 topics")
    if bench.writer:
        bench.row("  the same", median(got["new"]), median(got["files"]),
                  "writing its files")
    bench.peak_row("  its peak memory", got["new"])
    if papers:
        into_history(bench, folder, conf, papers, pages[:DAYS])


def into_history(bench, folder, conf, papers, pages):
    answers = inputs.history(bench.folder, papers)
    place = bench.make_place(folder, conf)
    first = bench.measure(bench.command(place, "import", *answers))
    bench.check_published(place, papers)
    got = collections.defaultdict(list)
    for page in pages:
        before = look_at(place)
        got["more"].append(bench.measure(bench.command(place, "import",
                                                       page)))
        after = look_at(place)
        got["version"].append(bench.measure([*bench.program, "--version"]))
        got["nothing"].append(bench.measure(bench.command(place, "publish")))
        same_files(after, look_at(place))
        if bench.writer and page == pages[0]:
            got["files"].append(bench.measure(bench.write_files(
                os.path.join(place, "public"), touched(before, after),
                folder)()))
    bench.print(f"{papers:,} papers into a new store",
                f"{first.seconds:.2f} s")
    bench.peak_row("  its peak memory", [first])
    if bench.writer:
        bench.row(f"one day more into {papers:,} papers",
                  median(got["more"]), median(got["files"]),
                  "writing its files")
    bench.peak_row("  its peak memory", got["more"])
    bench.row("publish, nothing new", median(got["nothing"]),
              median(got["version"]), "--version")
    bench.peak_row("  its peak memory", got["nothing"])

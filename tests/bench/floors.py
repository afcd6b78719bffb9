"""The same work by a bare C pipeline and by plain Python."""
import glob
import os
import re
import shlex
import sqlite3
import subprocess
import sys

from measuring import CannotMeasure, HERE, THIRTY_TOPICS

SOURCES = ("bare_pipeline.c", "bare_store.c", "bare_feeds.c")
LIBRARIES = shlex.split(os.environ.get("BENCH_LIBRARIES") or
                        "-lsqlite3 -lcjson")
MISSING = ("no bare pipeline: it needs a C compiler, SQLite and cJSON "
           "(Debian: libsqlite3-dev, libcjson-dev)")


def build(bench):
    """The bare pipeline's path, or None."""
    return bench.compile("bare_pipeline", ["-D_GNU_SOURCE", *LIBRARIES], *(
        os.path.join(HERE, source) for source in SOURCES))


def write_topics(bench):
    """The thirty topics for the bare pipeline; FTS5 reads their queries."""
    path = os.path.join(bench.folder, "topics")
    with open(os.path.join(HERE, THIRTY_TOPICS), encoding="utf-8") as conf:
        text = conf.read()
    with open(path, "w", encoding="utf-8") as out:
        out.write("all\tAll papers\t0\t\n")
        for slug, block in re.findall(r"(?ms)^topic (\S+) \{$(.*?)^\}", text):
            title, = re.findall(r'\ttitle = "(.*)"', block)
            query, = re.findall(r"\tmatch = '(.*)'", block)
            votes = re.findall(r"\tmin-upvotes = (\d+)", block) or ["0"]
            out.write(f"{slug}\t{title}\t{votes[0]}\t{query}\n")
    return path


def bare(bench, files, folder=None, places=None):
    """A job: the bare pipeline, or none where there is no such program."""
    if not bench.bare:
        return {}
    topics = write_topics(bench)

    def prepare():
        place = bench.new_folder(folder)
        if places is not None:
            places.append(place)
        return [bench.bare, topics, os.path.join(place, "public"),
                os.path.join(place, "paperfeed.db"), *files]
    return {"bare": prepare}


def plain_python(bench, files, places):
    """A job: plain Python."""
    def prepare():
        places.append(bench.new_folder())
        return [sys.executable, os.path.join(HERE, "plain.py"),
                os.path.join(places[-1], "public"), *files]
    return prepare


def count_entries(place):
    """How many entries each Atom and RSS file has."""
    counts = {}
    for path in glob.glob(os.path.join(place, "public", "*")):
        name = os.path.basename(path)
        entry = {".atom": b"<entry>", ".rss": b"<item>"}.get(
            os.path.splitext(name)[1])
        if entry:
            with open(path, "rb") as file:
                counts[name] = file.read().count(entry)
    return counts


def check(bench, places, papers):
    """
    All did the same work as the first place, which is paperfeed's: feeds are
    well-formed and have as many entries, stores have as many papers.
    """
    bench.check_published(places[0], papers)
    first = count_entries(places[0])
    for place in places[1:]:
        counts = count_entries(place)
        for name in first.keys() | counts.keys():
            if first.get(name) != counts.get(name):
                raise CannotMeasure(
                    f"{place}/public/{name}: {counts.get(name)} entries, not "
                    f"{first.get(name)}")
        subprocess.run(
            [bench.xmllint[0], "--noout", *(
                os.path.join(place, "public", name) for name in counts)],
            check=True)
        store = os.path.join(place, "paperfeed.db")
        if not os.path.exists(store):
            continue    # plain Python has none
        with sqlite3.connect(store) as database:
            stored, = database.execute("SELECT count(*) FROM paper").fetchone()
        if stored != papers:
            raise CannotMeasure(f"{store}: {stored} papers of {papers}")

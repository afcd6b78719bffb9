"""Readers of a web server while run after run publishes.

usage: soak.py FOLDER PORT PROGRAM PUBLICATIONS READERS [SEED]

FOLDER/public is what the server at PORT of 127.0.0.1 serves.  Runs of the
program change it one after the other; after each one, all files are looked at,
which gives every version that a file ever had, and when.  Meanwhile readers ask
for the files, as fast as a thousand times a second, and note what they got and
when.  In the end each answer is held against the versions.

A version may be seen from the beginning of the run that published it to the end
of the one that replaced it; a request that begins later must not show it, and no
reader may see an older version after a younger one.  An answer of 304 shows the
version that the reader has.
"""
import asyncio
import bisect
import collections
import gzip
import hashlib
import json
import multiprocessing
import os
import random
import socket
import struct
import subprocess
import sys
import time
import xml.parsers.expat

from case import tap

EACH = 20           # seconds that a run or an answer may take
PER_SECOND = 1000   # at most so many requests, of all readers together
KEEP = 20           # so many of a kind of fault are told

CONF = """
site {
	title = "Papers for %d readers"
	url = "https://papers.example.org/"
	output = "public"
	database = "paperfeed.db"
	votes = yes
}
topic agents { title = "Agents" match = 'agent' }
topic rag { title = "Retrieval" match = 'RAG OR "retrieval augmented"' }
topic liked { title = "Liked" match = 'paper' min-upvotes = 40 }
"""

# What a reader got: name, compressed?, reader, status, beginning, end, bytes.
ANSWER = struct.Struct("<HBHHdd12s")


def digest(body):
    return hashlib.sha256(body).digest()[:12]


def log(folder):
    return os.path.join(folder, "answers")


class Listing:
    """Fifty papers, one of which changes at a time."""

    def __init__(self, draw):
        self.draw, self.count, self.papers = draw, 0, []
        for _ in range(50):
            self.add()

    def add(self):
        self.count += 1
        n = self.count
        self.papers.append({"n": n, "day": n % 10 + 10,
            "title": "Paper %d on %s" % (n, ("agents", "RAG", "maps")[n % 3]),
            "votes": self.draw.randrange(60)})

    def change(self, turn):
        """A vote, a title, or an old paper goes and a new one comes."""
        paper = self.draw.choice(self.papers)
        if turn % 40 == 0:
            gone = self.papers.pop(0)
            self.add()
            return "2611.%05d" % gone["n"]
        if turn % 3 == 0:
            paper["title"] = "%s, revision %d" % (
                paper["title"].split(",")[0], turn)
        else:
            paper["votes"] += 1

    def write(self, path):
        items = []
        for p in self.papers:
            title = p["title"]
            items.append({"title": title, "paper": {
                "id": "2611.%05d" % p["n"], "title": title,
                "summary": "%s: what this paper says. " % title
                    + "It says it at length. " * 30,
                "authors": [{"name": "Ada Author%d" % (p["n"] % 7)}],
                "publishedAt": "2026-11-%02dT00:00:00.000Z" % p["day"],
                "submittedOnDailyAt": "2026-11-%02dT01:00:00.000Z" % p["day"],
                "upvotes": p["votes"]}})
        with open(path, "w", encoding="utf-8") as f:
            json.dump(items, f)


def fault_of_bytes(name, body):
    """Why these are no whole file of that name, or None."""
    try:
        if name.endswith((".atom", ".rss", ".opml")):
            xml.parsers.expat.ParserCreate().Parse(body, True)
        elif name.endswith(".json"):
            json.loads(body)
        elif name.endswith(".html"):
            assert body.endswith(b"</html>\n"), "no end"
        else:
            assert body, "empty"
    except (ValueError, AssertionError, xml.parsers.expat.ExpatError) as e:
        return str(e)


class File:
    """All versions that a file had, or its twin."""

    def __init__(self):
        self.stamp = None       # how it is on the disk now
        self.versions = []      # (when its run began, its digest)
        self.ends = []          # when the run ended that made it
        self.digests = set()
        self.tags = {}          # of time and size, the digest

    def shows(self, what, first, begin, end):
        """The number of a version with these bytes, not below first, that may
        be seen in this time; or None."""
        n = max(bisect.bisect_right(self.ends, begin) - 1, first, 0)
        while n < len(self.versions) and self.versions[n][0] <= end:
            if self.versions[n][1] == what:
                return n
            n += 1


class Publisher:
    def __init__(self, folder, program, draw):
        self.folder, self.program, self.draw = folder, program, draw
        self.public = os.path.join(folder, "public")
        self.conf = os.path.join(folder, "paperfeed.conf")
        self.page = os.path.join(folder, "listing.json")
        self.listing = Listing(draw)
        self.files = collections.defaultdict(File)
        self.faults = []
        self.now = int(os.environ["SOURCE_DATE_EPOCH"])
        self.configure(0)

    def configure(self, turn):
        with open(self.conf, "w") as f:
            f.write(CONF % turn)

    def run(self, *arguments):
        """Run the program, then look at what it published."""
        self.now += 60
        begin = time.monotonic()
        done = subprocess.run([self.program, "-q", "-c", self.conf,
            *arguments], capture_output=True, text=True, timeout=EACH,
            env=dict(os.environ, SOURCE_DATE_EPOCH=str(self.now)))
        end = time.monotonic()
        if done.returncode != 0 or done.stderr:
            self.faults.append((arguments, done.returncode, done.stderr))
        if not self.look(begin, end):
            self.faults.append((arguments, "changed nothing"))

    def publish(self, turn):
        if turn % 50 == 0:
            self.configure(turn)
            self.run("publish")
            return
        gone = self.listing.change(turn)
        if gone:
            self.run("remove", gone)
        self.listing.write(self.page)
        self.run("import", self.page)

    def look(self, begin, end):
        """Note the versions that are new, and return how many, but that of
        the status, which tells of every run."""
        new = 0
        for folder, _, names in os.walk(self.public):
            for name in names:
                path = os.path.join(folder, name)
                st = os.stat(path)
                name = os.path.relpath(path, self.public)
                known = self.files[name]
                stamp = (st.st_ino, st.st_mtime_ns, st.st_size)
                if known.stamp != stamp:
                    known.stamp = stamp
                    self.note(name, known, path, st, begin, end)
                    new += name != "status.json"
        return new

    def note(self, name, known, path, st, begin, end):
        with open(path, "rb") as f:
            body = f.read()
        what = digest(body)
        known.versions.append((begin, what))
        known.ends.append(end)
        known.digests.add(what)
        # What nginx makes an ETag of.
        tag = (int(st.st_mtime), st.st_size)
        if known.tags.setdefault(tag, what) != what:
            self.faults.append((name, "time and size of another version"))
        plain = name.removesuffix(".gz")
        if plain != name:
            with open(path.removesuffix(".gz"), "rb") as f:
                same = f.read() == gzip.decompress(body)
            if not same or os.stat(path.removesuffix(".gz")).st_mtime_ns != \
                    st.st_mtime_ns:
                self.faults.append((name, "is no twin"))
            return
        why = fault_of_bytes(name, body)
        if why:
            self.faults.append((name, why))

    def names(self):
        return sorted(n for n in self.files if not n.endswith(".gz"))


class Torn(Exception):
    pass


class Reader:
    """One who asks again and again, in its own way."""

    def __init__(self, number, soak):
        self.number, self.soak = number, soak
        self.draw = random.Random("%s %d" % (soak.seed, number))
        self.packed = number % 4 != 0
        self.asks_tag, self.asks_time = number % 3 > 0, number % 5 > 1
        self.slow = number % 10 == 7
        self.known = {}         # of a name, its validators and digest
        self.stream = None

    async def connect(self):
        # A slow reader's kernel takes little ahead of it.
        s = socket.socket()
        if self.slow:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        s.setblocking(False)
        await asyncio.get_running_loop().sock_connect(s,
            ("127.0.0.1", self.soak.port))
        self.stream = await asyncio.open_connection(sock=s)

    def request(self, name):
        lines = ["GET /%s HTTP/1.1" % ("" if name == "index.html" and
            self.draw.random() < 0.5 else name), "Host: 127.0.0.1"]
        if self.packed:
            lines.append("Accept-Encoding: gzip")
        tag, modified, _ = self.known.get(name, (None, None, None))
        if tag and self.asks_tag:
            lines.append("If-None-Match: " + tag)
        if modified and self.asks_time:
            lines.append("If-Modified-Since: " + modified)
        return "\r\n".join(lines + ["", ""]).encode()

    async def answer(self, name):
        """Status, headers and body of an answer; it ends where it says."""
        reader, writer = self.stream
        writer.write(self.request(name))
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")[:-2]
        headers = {k.lower(): v for k, v in (l.split(": ", 1) for l in lines)}
        status, body = int(first.split()[1]), b""
        if status != 304:
            length = int(headers["content-length"])
            if self.slow and length > 4096:
                body = await reader.readexactly(4096)
                await asyncio.sleep(self.draw.uniform(0, 0.2))
            body += await reader.readexactly(length - len(body))
        if headers.get("connection") == "close":
            writer.close()
            self.stream = None
        return status, headers, body

    async def ask(self, number, name):
        if self.stream is None:
            await self.connect()
        begin = time.monotonic()
        status, headers, body = await asyncio.wait_for(self.answer(name), EACH)
        end = time.monotonic()
        packed = headers.get("content-encoding") == "gzip"
        if status == 200:
            what = digest(body)
            self.known[name] = (headers["etag"], headers["last-modified"],
                (what, packed))
        elif status == 304 and name in self.known:
            what, packed = self.known[name][2]
        else:
            raise Torn("status %d" % status)
        if packed != (self.packed and name != "status.json"):
            raise Torn("compressed: %s" % packed)
        if status == 200 and not body:
            raise Torn("empty")
        self.soak.answers.write(ANSWER.pack(number, packed, self.number,
            status, begin, end, what))

    async def read(self):
        while not self.soak.stop.is_set():
            number = self.draw.choice(self.soak.choice)
            try:
                await self.ask(number, self.soak.names[number])
            except (Torn, OSError, EOFError, ValueError, KeyError,
                    asyncio.TimeoutError) as e:
                self.soak.faults.append((self.soak.names[number], repr(e)))
                self.stream = None
            await asyncio.sleep(self.draw.uniform(0,
                2 * self.soak.readers / PER_SECOND))


class Readers:
    """All readers, in a process of their own."""

    def __init__(self, folder, port, count, seed, names, stop, result):
        self.port, self.readers, self.seed = port, count, seed
        self.names, self.stop, self.faults = names, stop, []
        # Feeds and lists three times as often as archives and days.
        self.choice = [i for i, n in enumerate(names)
            for _ in range(1 if "/" in n else 3)]
        with open(log(folder), "wb") as self.answers:
            asyncio.run(self.read())
        result.put((len(self.faults), self.faults[:KEEP]))

    async def read(self):
        await asyncio.gather(*(Reader(n, self).read()
            for n in range(self.readers)))


class Judge:
    """Holds the answers against the versions."""

    def __init__(self, names, files):
        self.names, self.files = names, files
        self.statuses = collections.Counter()
        self.unknown, self.stale, self.backwards = [], [], []
        self.seen = set()       # versions that somebody saw
        self.last = {}          # of a reader and a name, the version last seen

    def judge(self, number, packed, reader, status, begin, end, what):
        name = self.names[number] + (".gz" if packed else "")
        known = self.files[name]
        self.statuses[status] += 1
        if what not in known.digests:
            self.unknown.append((name, status))
            return
        first = self.last.get((reader, name), 0)
        n = known.shows(what, first, begin, end)
        if n is None:
            where = self.stale if known.shows(what, 0, begin, end) is None \
                else self.backwards
            where.append((name, status, "reader %d" % reader))
            return
        self.last[reader, name] = n
        self.seen.add((name, n))

    def judge_all(self, path):
        with open(path, "rb") as f:
            while chunk := f.read(ANSWER.size * 10000):
                for answer in ANSWER.iter_unpack(chunk):
                    self.judge(*answer)


def main():
    folder, port, program, runs, readers = sys.argv[1:6]
    seed = (sys.argv[6:] or [""])[0] or str(int(time.time()))
    print("# SOAK_SEED=%s draws the same changes again" % seed)
    draw = random.Random(seed)
    publisher = Publisher(folder, program, draw)
    publisher.listing.write(publisher.page)
    publisher.run("import", publisher.page)
    if publisher.faults:
        sys.exit("soak: %s" % publisher.faults)
    names = publisher.names()
    stop, result = multiprocessing.Event(), multiprocessing.Queue()
    process = multiprocessing.Process(target=Readers, args=(folder, int(port),
        int(readers), seed, names, stop, result))
    start = time.monotonic()
    process.start()
    for turn in range(1, int(runs) + 1):
        publisher.publish(turn)
        if turn % 1000 == 0:
            print("# %d publications, %.0f s, %d faults" % (turn,
                time.monotonic() - start, len(publisher.faults)), flush=True)
    stop.set()
    count, faults = result.get(timeout=3 * EACH)
    process.join()
    seconds = time.monotonic() - start
    judge = Judge(names, publisher.files)
    judge.judge_all(log(folder))
    report(publisher, judge, count, faults, names)
    print("# %s publications, %d versions of %d files, %.1f minutes" % (runs,
        sum(len(f.versions) for f in publisher.files.values()),
        len(publisher.files), seconds / 60))
    print("# %d answers to %s readers, %s; %d versions were seen" % (
        sum(judge.statuses.values()), readers, ", ".join("%d: %d" % s
        for s in sorted(judge.statuses.items())), len(judge.seen)))
    print("1..%d" % tap.count)
    sys.exit(tap.failed > 0)


def report(publisher, judge, count, faults, names):
    tap.check("each run changes files, and each version is whole, with a twin"
        " and an ETag of its own", not publisher.faults,
        len(publisher.faults), *publisher.faults[:KEEP])
    tap.check("no file that was published is gone",
        not [n for n in names if not os.path.exists(os.path.join(
            publisher.public, n))])
    tap.check("each answer is 200 or 304, complete, and compressed where that"
        " was asked for", count == 0, count, *faults)
    tap.check("no answer is torn: each is a version of its file",
        not judge.unknown, len(judge.unknown), *judge.unknown[:KEEP])
    tap.check("no answer is stale, be it 200 or 304", not judge.stale,
        len(judge.stale), *judge.stale[:KEEP])
    tap.check("no reader goes back to an older version", not judge.backwards,
        len(judge.backwards), *judge.backwards[:KEEP])
    tap.check("readers saw many versions, and both answers",
        len(judge.seen) > 2 * len(names) and judge.statuses[200] > 0
        and judge.statuses[304] > 0, judge.statuses, len(judge.seen))


if __name__ == "__main__":
    main()

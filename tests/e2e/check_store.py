#!/usr/bin/env python3
"""Damages stores for check_store.sh, and looks at what is left.

usage: check_store.py damage KIND SEED STORE
       check_store.py survivors BEFORE AFTER
       check_store.py published FOLDER
"""
import gzip
import json
import os
import random
import sqlite3
import sys
import xml.etree.ElementTree

PAGE = 16384


def damage(kind, seed, path):
    """Change bytes of a file as a broken disk would."""
    draw = random.Random("%s %s" % (kind, seed))
    with open(path, "rb") as f:
        data = bytearray(f.read())
    start, end, pages = 0, len(data), len(data) // PAGE

    def flip(place):
        data[place] ^= draw.randrange(1, 256)

    if kind == "run":           # 200 bytes in a row
        start = draw.randrange(end - 200)
        for place in range(start, start + 200):
            flip(place)
    elif kind == "scattered":   # 200 bytes anywhere
        for _ in range(200):
            flip(draw.randrange(end))
    elif kind == "first":       # 200 bytes of the header and the schema
        start = draw.randrange(PAGE - 200)
        for place in range(start, start + 200):
            flip(place)
    elif kind == "header":      # the header
        for place in range(100):
            flip(place)
    elif kind == "page":        # a whole page
        start = draw.randrange(1, pages) * PAGE
        data[start:start + PAGE] = draw.randbytes(PAGE)
    elif kind == "paper":       # the page of the paper with this number
        store = sqlite3.connect("file:%s?immutable=1" % path, uri=True)
        text, = store.execute("SELECT title FROM paper WHERE number = ?",
            [seed]).fetchone()
        start = data.index(text.encode()) // PAGE * PAGE
        data[start:start + PAGE] = draw.randbytes(PAGE)
    elif kind == "zeros":       # three pages that a disk lost
        for _ in range(3):
            start = draw.randrange(1, pages) * PAGE
            data[start:start + PAGE] = bytes(PAGE)
    elif kind == "cut":
        del data[draw.randrange(end // 4, end):]
    else:
        sys.exit("no such damage: " + kind)
    with open(path, "r+b") as f:
        f.write(data)
        f.truncate(len(data))


def records(path):
    with open(path, encoding="utf-8") as f:
        found = [json.loads(line) for line in f]
    return {r["guid"]: r for r in found}


def survivors(before, after):
    """All that is left is as it was, but for listings that are lost."""
    old, new = records(before), records(after)
    for guid, record in new.items():
        was = dict(old[guid])
        now = dict(record)
        assert all(l in was["listings"] for l in now["listings"]), guid
        # Topics that go by votes of a day depend on the other papers.
        for part in "listings", "topics":
            del was[part], now[part]
        assert was == now, (was, now)
    print(len(new), "of", len(old))


def published(folder):
    """Every file is well-formed, and every twin is that of its file."""
    count = 0
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as f:
                data = f.read()
            if name.endswith((".atom", ".rss", ".opml")):
                xml.etree.ElementTree.fromstring(data)
            elif name.endswith(".json"):
                json.loads(data)
            elif name.endswith(".gz"):
                with open(path[:-3], "rb") as f:
                    assert gzip.decompress(data) == f.read(), path
            assert not name.startswith("."), path
            count += 1
    assert count > 20, count


if __name__ == "__main__":
    {"damage": damage, "survivors": survivors,
        "published": published}[sys.argv[1]](*sys.argv[2:])

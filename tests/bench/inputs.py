"""What is read: real days where they are, and invented ones."""
import datetime
import functools
import glob
import json
import os
import subprocess
import sys

from measuring import CannotMeasure, HERE, say

# Real listings and the tool that makes pages of them; empty: there are none.
REAL = os.environ.get("BENCH_REAL", "")
DAYS, DAY_PAPERS, PAGE_PAPERS = 44, 21, 20      # as the real ones have
PAPERS = 50             # of an invented day
# The last day of every history, so that the days after it are the same ones
# and meet the same month, however long the history is.
LAST = datetime.date(2025, 8, 8)
LATER_DAYS = 31
SEQUEL = LAST + datetime.timedelta(days=3)


def weekdays_before(day, count):
    """The first of as many weekdays, of which the last one is the day."""
    while count > 1:
        day -= datetime.timedelta(days=3 if day.weekday() == 0 else 1)
        count -= 1
    return day


def generate(folder, first, days, papers=PAPERS, kind="page", seed="1"):
    """Files of as many days, made by as many processes as can run."""
    starts, left = [], days
    day, share = first, max(1, -(-days // min(4, os.cpu_count() or 1)))
    while left > 0:
        starts.append(subprocess.Popen(
            [sys.executable, os.path.join(HERE, "generate"), "--first",
             str(day), "--days", str(min(left, share)), "--papers",
             str(papers), "--format", kind, "--seed", seed, folder]))
        left -= share
        for _ in range(share):
            day += datetime.timedelta(days=3 if day.weekday() == 4 else 1)
    if any([process.wait() != 0 for process in starts]):
        raise CannotMeasure("no days were generated")
    files = sorted(glob.glob(os.path.join(folder, "*")))
    if len(files) != days:
        raise CannotMeasure(f"{len(files)} days generated of {days}")
    return files


def generate_topics(count):
    return subprocess.run(
        [sys.executable, os.path.join(HERE, "generate"), "--topics",
         str(count)], check=True, stdout=subprocess.PIPE, text=True).stdout


@functools.cache
def history(folder, papers, kind="json"):
    """The days of a history."""
    days = papers // PAPERS
    return generate(os.path.join(folder, f"{kind}-{papers}"),
                    weekdays_before(LAST, days), days, PAPERS, kind)


@functools.cache
def sequel(folder, kind="page"):
    """The days that follow."""
    return generate(os.path.join(folder, f"{kind}-later"), SEQUEL, LATER_DAYS,
                    PAPERS, kind)


def render_real(folder):
    """The 44 real days as pages."""
    os.mkdir(folder)
    tool = os.path.join(REAL, "tools", "render_page.py")
    pages = []
    for answer in sorted(glob.glob(os.path.join(
            REAL, "data", "api", "*.json"))):
        day = os.path.basename(answer)[:-len(".json")]
        pages.append(os.path.join(folder, day + ".html"))
        with open(pages[-1], "wb") as out:
            subprocess.run([sys.executable, tool, "day", "--date", day,
                            answer], check=True, stdout=out)
    return pages


def find_inputs(folder):
    """One page, the same day's cards, many pages, papers in those."""
    data = os.path.join(REAL, "data")
    days = os.path.join(folder, "days")
    one = os.path.join(data, "pages", "day-2026-04-08.html")
    cards = os.path.join(data, "pages", "cards-day.html")
    if REAL and os.path.exists(one) and os.path.exists(cards):
        pages = render_real(days)
        ids = set()
        for answer in glob.glob(os.path.join(data, "api", "*.json")):
            with open(answer, encoding="utf-8") as file:
                ids.update(i["paper"]["id"] for i in json.load(file))
        say(f"real data: one day's page and {len(pages)} days from {data}")
        return one, cards, pages, len(ids)
    first = datetime.date(2021, 1, 4)
    pages = generate(days, first, DAYS, DAY_PAPERS)
    one, = generate(os.path.join(folder, "one"), first, 1, PAGE_PAPERS,
                    seed="one")
    cards, = generate(os.path.join(folder, "cards"), first, 1, PAGE_PAPERS,
                      "cards", "one")
    say(f"generated data: one day's page and {len(pages)} days")
    return one, cards, pages, DAYS * DAY_PAPERS

"""Mails of what is new: what they say, when, to whom, and what goes wrong.

usage: digest.py FOLDER WARP PROGRAM...

msmtp hands them to aiosmtpd, both of Debian; where these are not, a command of
the test's own takes them (mails.py).
"""
import contextlib
import datetime
import html.parser
import json
import mailbox
import os
import re
import shutil
import signal
import socket
import subprocess
import time

import mails
import source
from case import Case, START, hours, lines, main, tap

MORNING = START.replace(hour=5, minute=17)      # Thursday, 19 November 2026
DAY = hours(24)

BLOCK = """
topic tides { title = "Tides & <retrieval>" match = '"retrieval augmented"' }
topic harbour { match = 'harbour' }
mail daily {
	to = "me@example.org"
	from = "Papers <papers@example.org>"
	sendmail = "%s"
	%s
}
"""


class Post(Case):
    """A site whose mails an Outbox takes."""

    def __init__(self, bench, more="topics = agents tides harbour"):
        super().__init__(bench)
        self.outbox = mails.Outbox(os.path.join(self.site.path, "outbox"))
        self.write(more)

    def write(self, more, command=None):
        self.site.configure(self.url, None)
        with open(self.site.conf, "a") as f:
            f.write(BLOCK % (command or self.outbox.command, more))

    def update(self, now):
        return self.run(now, "update", "--digest")


def silent(done, status=0):
    return (done.returncode, done.stdout, done.stderr) == (status, "", "")


class Page(html.parser.HTMLParser):
    """The elements, links and pictures of a mail's HTML."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.links, self.sources = set(), [], []
        self.words, self.attributes = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)
        for name, value in attributes:
            self.attributes.add(name)
            if name == "href":
                self.links.append(value)
            if name in ("src", "background"):
                self.sources.append(value)

    def handle_data(self, data):
        self.words.append(data)


def ids_of_day(c, topics, day):
    """The ids of the topics' papers of a day, from the records."""
    found = {}
    for topic in topics:
        for line in c.site.run(START, "export", "-t", topic).stdout \
                .splitlines():
            record = json.loads(line)
            if record["listed"].startswith(day):
                found.setdefault(record["id"], topic)
    return found


def contents(bench):
    """What a mail says, in both its parts."""
    with Post(bench, "topics = tides, agents\n\tmost = 3") as c:
        done = c.update(MORNING)
        tap.check("a run that sends says nothing", silent(done), done)
        found = c.outbox.mails()
        tap.check("one mail is sent", len(found) == 1, len(found))
        mail, message = found[0], found[0].message
        wanted = {"From": "Papers <papers@example.org>",
            "To": "me@example.org",
            "Date": "Thu, 19 Nov 2026 05:17:00 +0000",
            "Message-ID": "<daily.2026-11-18@papers.example.org>",
            "Auto-Submitted": "auto-generated",
            "List-Id": '"Tides & <retrieval>, agents" '
                "<daily.papers.example.org>",
            "List-Archive": "<https://papers.example.org/>",
            "MIME-Version": "1.0", "Cc": None, "Bcc": None,
            "List-Unsubscribe": None}
        tap.check("its headers", all(message[k] == v
            for k, v in wanted.items()), *message.items())
        papers = ids_of_day(c, ["tides", "agents"], "2026-11-18")
        tap.check("its subject tells how many papers and of when",
            message["Subject"] == "Tides & <retrieval>, agents: %d papers, "
            "Wednesday, 18 November 2026" % len(papers), message["Subject"])
        tap.check("text first, HTML last", [p.get_content_type()
            for p in mail.parts] == ["text/plain", "text/html"]
            and message.get_content_type() == "multipart/alternative"
            and all(p["Content-Transfer-Encoding"] == "quoted-printable"
                and p.get_content_charset() == "utf-8" for p in mail.parts))
        raw = c.outbox.bytes()[0]
        tap.check("its lines are ASCII and short",
            raw.isascii() and max(map(len, raw.split(b"\n"))) <= 76)
        tap.check("three papers, and how many more",
            len(mail.papers) == 3 and len(set(mail.papers)) == 3
            and set(mail.papers) <= set(papers)
            and mail.more == len(papers) - 3, mail.text)
        tap.check("lines of the text have at most 72 columns, but for links",
            all(len(line) <= 72 or "http" in line
                for line in mail.text.splitlines()))
        look_at_text(mail)
        look_at_html(mail)
        tap.check("a second run sends nothing", silent(c.update(
            MORNING + hours(6))) and len(c.outbox.mails()) == 1)


def look_at_text(mail):
    text = mail.text
    tap.check("the text has its topics in their order, with counts",
        re.search(r"^ \* Tides & <retrieval>: \d+ papers?\n \* agents: ",
            text, re.M), text)
    tap.check("each topic says where its page and its feed are",
        text.count("Page: https://papers.example.org/tides-2026-11.html\n")
            == 1
        and text.count("Feed: https://papers.example.org/tides.atom\n") == 1
        and "Page: https://papers.example.org/agents-2026-11.html\n" in text, text)
    tap.check("papers have people, votes and a summary",
        re.search(r"^1\. .+\n {3}.*\d+\u00a0votes?\n\n {3}\w.+\n"
            r"(   .*\n)*\n"
            r" {3}Paper +https", text, re.M), text)
    tap.check("it ends with a signature", re.search(
        r'\n-- \nThe mail "daily" of Daily Papers by topic comes every day, '
        r'and has each\npaper once\. To leave it, answer this message\.\n'
        r'https://papers\.example\.org/\n$', text),
        text)


def look_at_html(mail):
    page = Page(mail.html)
    tap.check("the HTML has no script, form or picture",
        page.elements <= {"html", "head", "meta", "title", "style", "body", "div",
            "table", "tr", "td", "h1", "h2", "h3", "p", "ul", "li", "a",
            "span"} and not page.sources, page.elements, page.sources)
    tap.check("no attribute acts", not any(name.startswith("on")
        for name in page.attributes), page.attributes)
    tap.check("links are https, or lead to a topic in the mail",
        all(link.startswith("https://") or re.fullmatch("#(tides|agents)",
            link) for link in page.links) and len(page.links) > 10,
        page.links)
    for paper in mail.papers:
        if "https://huggingface.co/papers/" + paper not in page.links:
            tap.check("the HTML has paper %s" % paper, False)
    tap.check("a title with signs is text in both",
        "Tides & <retrieval>" in "".join(page.words))


def when_due(bench):
    """Once a period, nothing without news, and each paper once."""
    with Post(bench, "every = day\n\torder = date\n\tmost = 100") as c:
        for run in range(12):
            c.update(MORNING + run * hours(6))
        found = c.outbox.mails()
        tap.check("a mail a day", [m.id for m in found] == [
            "<daily.2026-11-%d@papers.example.org>" % day
            for day in (18, 19, 20)], [m.id for m in found])
        papers = [p for m in found for p in m.papers]
        wanted = {p for day in (18, 19, 20) for p in ids_of_day(c, ["all"],
            "2026-11-%d" % day)}
        tap.check("each paper once", len(papers) == len(set(papers))
            and set(papers) == wanted and len(wanted) > 15,
            set(papers) ^ wanted)
        # From Saturday on there is nothing new.
        sunday = MORNING + 3 * DAY
        done = [c.update(sunday + run * hours(6)) for run in range(4)]
        tap.check("no news, no mail", all(map(silent, done))
            and len(c.outbox.mails()) == 3)
        c.update(MORNING + 5 * DAY)
        tap.check("news again after a pause",
            [m.id for m in c.outbox.mails()][3:] == [
                "<daily.2026-11-23@papers.example.org>"])


def periods(bench):
    """Weeks and months; a mail of a new name begins with its last period."""
    with Post(bench, "every = week\n\tmost = 200") as c:
        c.run(MORNING, "backfill", "2026-11-02")
        c.update(MORNING)
        week = c.outbox.mails()[0]
        tap.check("a week", week.id == "<daily.2026-W46@papers.example.org>"
            and "9–13 November 2026" in week.message["Subject"],
            week.id, week.message["Subject"])
        wanted = {p for day in range(9, 16) for p in ids_of_day(c, ["all"],
            "2026-11-%02d" % day)}
        tap.check("has the papers of the week", set(week.papers) == wanted,
            set(week.papers) ^ wanted)
        c.update(MORNING + 4 * DAY)
        tap.check("the next week on Monday", [m.id
            for m in c.outbox.mails()][1:] == [
                "<daily.2026-W47@papers.example.org>"])
    with Post(bench, "every = month\n\tmost = 200") as c:
        c.run(MORNING, "backfill", "2026-11-02")
        c.update(MORNING)
        tap.check("no month is over", not c.outbox.mails())
        c.update(MORNING + 12 * DAY)
        month = c.outbox.mails()[0]
        tap.check("a month", month.id == "<daily.2026-11@papers.example.org>"
            and len(month.papers) == len(ids_of_day(c, ["all"], "2026-11-")))


def votes_and_sources(bench):
    """What comes into a topic late is in the next mail."""
    with Post(bench, "topics = liked\n\tmost = 100") as c:
        with open(c.site.conf, "a") as f:
            f.write("topic liked { min-upvotes = 12 }\n")
        for run in range(24):
            c.update(MORNING + run * hours(6))
        found = c.outbox.mails()
        papers = [p for m in found for p in m.papers]
        tap.check("papers that get their votes later come later, and once",
            len(papers) == len(set(papers)) > 5 and len(found) > 2,
            [(m.id, m.papers) for m in found])
        topic = ids_of_day(c, ["liked"], "2026-11-")
        done = c.run(MORNING + 6 * DAY, "digest")
        missing = {p for p in topic if p not in papers}
        old = set(ids_of_day(c, ["liked"], "2026-11-1")) - set(
            ids_of_day(c, ["liked"], "2026-11-18")) - set(
            ids_of_day(c, ["liked"], "2026-11-19"))
        today = set(ids_of_day(c, ["liked"], "2026-11-24")) | set(
            ids_of_day(c, ["liked"], "2026-11-25"))
        tap.check("none of them is missing but those of before and of today",
            silent(done) and missing <= old | today, missing - old - today)
    with Post(bench, "topics = trending\n\tmost = 100") as c:
        with open(c.site.conf, "a") as f:
            f.write("source trending { url = \"file://%s/trending.json\" "
                "in-topics = no }\ntopic trending { source = trending }\n"
                % c.site.path)
        item = ('[{"paper": {"id": "2501.00001", "title": "An old paper",'
            ' "submittedOnDailyAt": "2025-01-02T10:00:00Z"}}]')
        with open(os.path.join(c.site.path, "trending.json"), "w") as f:
            f.write(item)
        c.update(MORNING - hours(12))
        c.update(MORNING)
        found = c.outbox.mails()
        tap.check("a topic with dates of its own is mailed by these",
            len(found) == 1 and found[0].papers == ["2501.00001"]
            and found[0].message["Subject"] == "trending: 1 paper, "
                "Wednesday, 18 November 2026",
            [(m.message["Subject"], m.papers) for m in found])
    with Post(bench, "topics = rare\n\tmost = 100") as c:
        with open(c.site.conf, "a") as f:
            f.write("topic rare { match = 'submarine' min-upvotes = 40 }\n")
        path = os.path.join(c.site.path, "rare.json")
        for day, votes in ((0, 1), (1, 39), (3, 41), (4, 44)):
            with open(path, "w") as f:
                f.write('[{"paper": {"id": "2611.90001", "title": '
                    '"A submarine", "upvotes": %d, "submittedOnDailyAt": '
                    '"2026-11-18T10:00:00Z"}}]' % votes)
            c.run(MORNING + day * DAY, "import", "-d", "2026-11-18", path)
            c.update(MORNING + day * DAY)
        tap.check("a mail that was never sent waits for votes as well",
            [m.papers for m in c.outbox.mails()] == [["2611.90001"]],
            [(m.id, m.papers) for m in c.outbox.mails()])


def failures(bench):
    """A mail that is not taken is sent again as it was."""
    with Post(bench, "every = day\n\tmost = 100") as c:
        c.outbox.fates(["fail", "lose"])
        done = c.update(MORNING)
        tap.check("not taken: 69, and the command's words",
            done.returncode == 69 and lines(done.stderr) == 1
            and re.fullmatch(r"paperfeed: mail daily: /\S+/sendmail: "
                r"exit status 75: 421 try again\n", done.stderr), done)
        status = c.site.run(MORNING, "status")
        tap.check("status says so", status.returncode == 69
            and "mail daily\n  last sent      never\n"
                "  on its way     daily.2026-11-18@papers.example.org\n"
                "  last error     exit status 75"
                in status.stdout and "mail daily: not sent" in status.stderr,
            status)
        with open(os.path.join(c.site.public, "status.json")) as f:
            tap.check("status.json, which all may read, does not",
                "mail" not in f.read())
        done = c.update(MORNING + DAY)
        tap.check("again not taken", done.returncode == 69, done)
        done = c.update(MORNING + DAY + hours(6))
        first, second, third = c.outbox.mails()
        tap.check("taken at last: the same id, date and papers, though there "
            "are newer papers", silent(done) and first.papers
            == second.papers and first.id == second.id ==
                "<daily.2026-11-18@papers.example.org>"
            and first.message["Date"] == second.message["Date"] ==
                "Thu, 19 Nov 2026 05:17:00 +0000", first.papers,
            second.papers)
        tap.check("the next mail comes in the same run, with the newer papers",
            third.id == "<daily.2026-11-19@papers.example.org>"
            and not set(third.papers) & set(first.papers), third.id)
        status = c.site.run(MORNING + 2 * DAY, "status", "--json")
        tap.check("status: all is well", json.loads(status.stdout)["mails"]
            [0]["sent"] == "2026-11-20T11:17:00Z"
            and json.loads(status.stdout)["mails"][0].get("error") is None,
            status.stdout)


def killed_and_ignored(bench):
    """Runs that die while a mail is read, or that know of no child's end."""
    with Post(bench, "every = month\n\tmost = 200") as c:
        c.run(MORNING, "backfill", "2026-11-02")
        december = MORNING + 12 * DAY
        c.update(december - DAY)
        c.outbox.fates(["early"])
        done = c.run(december, "digest")
        while not c.outbox.bytes():     # the command goes on
            time.sleep(0.05)
        c.run(december, "digest")
        first, second = c.outbox.bytes()
        tap.check("a run that dies leaves no half message",
            done.returncode == -9 and first == second and len(first) > 2 ** 16,
            done.returncode, len(first), len(second))
    with Post(bench) as c:
        c.run(MORNING)
        c.outbox.fates(["alone"])
        done = c.run(MORNING, "digest")
        again = c.run(MORNING + hours(1), "digest")
        first, second = c.outbox.bytes()
        tap.check("nor does one whose process for commands dies",
            done.returncode == 69 and "it has ended" in done.stderr
            and silent(again) and first == second, done, again)
    with Post(bench) as c:
        c.run(MORNING)
        done = subprocess.run(bench.program + ["-c", c.site.conf, "digest"],
            text=True, capture_output=True, env=bench.environment(MORNING),
            timeout=120, preexec_fn=lambda: signal.signal(signal.SIGCHLD,
                signal.SIG_IGN))
        tap.check("a parent that ignored SIGCHLD does not matter",
            silent(done) and len(c.outbox.mails()) == 1, done)


def removed_papers(bench):
    """A paper that is removed does not come, not even when a mail waits."""
    with Post(bench, "every = day\n\tmost = 100") as c:
        c.outbox.fates(["fail"])
        c.update(MORNING)
        gone = sorted(ids_of_day(c, ["all"], "2026-11-18"))
        c.run(MORNING, "remove", "--for-good", gone[0])
        c.update(MORNING + hours(6))
        found = c.outbox.mails()
        tap.check("a removed paper is left out", len(found) == 1
            and sorted(found[0].papers) == gone[1:], found[0].papers)
    with Post(bench, "every = day\n\tmost = 100") as c:
        c.outbox.fates(["fail"])
        c.update(MORNING)
        c.run(MORNING, "remove", "--for-good",
            *ids_of_day(c, ["all"], "2026-11-18"))
        done = c.run(MORNING + hours(6), "digest")
        tap.check("a mail without papers is none", silent(done)
            and not c.outbox.mails() and "last sent      never"
            in c.site.run(MORNING + hours(6), "status").stdout
            and c.site.run(MORNING + hours(6), "status").returncode == 0, done)
    with Post(bench, "topics = all\n\tmost = 1") as c:
        c.outbox.fates(["lose"])
        c.update(MORNING)
        c.run(MORNING, "remove", "--for-good", *c.outbox.mails()[0].papers)
        c.update(MORNING + hours(6))
        first, second = c.outbox.mails()
        tap.check("a message that may have been taken keeps its id",
            second.id == "<daily.2026-11-18.2@papers.example.org>"
            and len(second.papers) == 1 and second.papers != first.papers,
            first.id, second.id)
    with Post(bench, "topics = all\n\tmost = 1") as c:
        c.outbox.fates(["fail"])
        c.update(MORNING)
        wanted = set(ids_of_day(c, ["all"], "2026-11-18"))
        shown = mails.read(c.site.run(MORNING, "digest", "--print",
            "daily").stdout.encode()).papers
        c.run(MORNING, "remove", "--for-good", *shown)
        c.update(MORNING + hours(6))
        found = c.outbox.mails()
        tap.check("when all it showed are removed it shows others",
            len(shown) == 1 and len(found) == 1 and len(found[0].papers) == 1
            and set(found[0].papers) < wanted - set(shown)
            and found[0].more == len(wanted) - 2, shown, found[0].papers)


def clocks_and_names(bench):
    """Clocks that are wrong, a site that moves, and a name that comes again."""
    with Post(bench, "every = day\n\tmost = 100") as c:
        c.run(MORNING)
        future = MORNING + 3650 * DAY
        done = c.run(future, "digest")
        tap.check("a clock of the future sends nothing", silent(done)
            and not c.outbox.mails(), done)
        c.run(MORNING, "digest")
        tap.check("and keeps no mail from being sent", [m.id
            for m in c.outbox.mails()] == [
                "<daily.2026-11-18@papers.example.org>"])
        c.run(future, "digest")
        c.update(MORNING + DAY)
        c.update(MORNING + 2 * DAY)
        found = c.outbox.mails()
        papers = [p for m in found for p in m.papers]
        wanted = {p for day in ("18", "19", "20") for p in ids_of_day(c,
            ["all"], "2026-11-" + day)}
        tap.check("nor does it later: each paper once, and all of them",
            sorted(papers) == sorted(wanted), [m.id for m in found])
    with Post(bench, "every = day\n\tmost = 100") as c:
        c.run(MORNING, "backfill", "2026-11-02")
        past = source.instant("1970-02-01T00:00:00")
        c.run(past, "digest")
        c.update(MORNING)
        mail = c.outbox.mails()[0]
        first = ids_of_day(c, ["all"], "2026-11-18")
        tap.check("after a clock of the past a mail has a month at most, and "
            "what is new comes first", len(c.outbox.mails()) == 1
            and set(mail.papers[:len(first)]) == set(first)
            and len(mail.papers) + mail.more < 31 * 8, len(mail.papers))
    with Post(bench, "every = day\n\tmost = 100") as c:
        c.outbox.fates(["lose"])
        c.update(MORNING)
        with open(c.site.conf) as f:
            text = f.read().replace("papers.example.org/", "new.example.net/")
        with open(c.site.conf, "w") as f:
            f.write(text)
        c.run(MORNING, "publish")
        c.run(MORNING + hours(1), "digest")
        tap.check("a site that moves keeps the id of what is on its way",
            [m.id for m in c.outbox.mails()] == [
                "<daily.2026-11-18@papers.example.org>"] * 2)
        # The clock goes back, and there are new papers for the same day.
        c.run(MORNING - DAY, "digest", "--since", "2026-11-16")
        c.run(MORNING, "backfill", "--again", "2026-11-16")
        c.run(MORNING, "digest")
        ids = [m.id for m in c.outbox.mails()][2:]
        tap.check("no id is used twice for different papers",
            len(ids) > 0 and len(set(ids)) == len(ids), ids)


def quiet_times(bench):
    """A mail comes when its period is over, and at no other time."""
    with Post(bench, "every = week\n\tmost = 100\n\ttopics = rare") as c:
        with open(c.site.conf, "a") as f:
            f.write("topic rare { match = 'submarine' }\n")
        old = os.path.join(c.site.path, "old.json")
        with open(old, "w") as f:
            f.write('[{"paper": {"id": "2611.90001", "title": "A submarine",'
                '"submittedOnDailyAt": "2026-11-10T10:00:00Z"}}]')
        c.run(MORNING, "import", "-d", "2026-11-10", old)
        c.update(MORNING)
        monday = MORNING + 4 * DAY
        c.update(monday)
        with open(old, "w") as f:
            f.write('[{"paper": {"id": "2611.90002", "title": "Submarines",'
                '"submittedOnDailyAt": "2026-11-18T10:00:00Z"}}]')
        c.run(monday + 2 * DAY, "import", "-d", "2026-11-18", old)
        c.update(monday + 2 * DAY)
        tap.check("a paper that came late does not bring a mail in midweek",
            [m.id for m in c.outbox.mails()] == [
                "<daily.2026-W46@papers.example.org>"],
            [m.id for m in c.outbox.mails()])
        c.update(monday + 7 * DAY)
        tap.check("it is in the next week's", [(m.id, m.papers)
            for m in c.outbox.mails()][1:] == [
                ("<daily.2026-W48@papers.example.org>", ["2611.90002"])],
            [(m.id, m.papers) for m in c.outbox.mails()])
    with Post(bench, "every = day\n\tmost = 200\n\ttopics = rare") as c:
        with open(c.site.conf, "a") as f:
            f.write("topic rare { match = 'submarine' }\n")
        c.run(MORNING, "backfill", "2026-11-02")
        path = os.path.join(c.site.path, "one.json")
        with open(path, "w") as f:
            f.write('[{"paper": {"id": "2611.90001", "title": "A submarine",'
                '"submittedOnDailyAt": "2026-11-18T10:00:00Z"}}]')
        c.run(MORNING, "import", "-d", "2026-11-18", path)
        c.update(MORNING)
        for day in range(50, 54):
            c.run(MORNING + day * DAY, "digest")
        with open(c.site.conf) as f:
            text = f.read().replace("submarine", "submarine OR agent")
        with open(c.site.conf, "w") as f:
            f.write(text)
        c.run(MORNING + 54 * DAY, "publish")
        c.run(MORNING + 54 * DAY, "digest")
        tap.check("a rule that is made wider sends no papers of long ago",
            len(c.outbox.mails()) == 1, [m.papers for m in c.outbox.mails()])


def printing(bench):
    """--print shows the message, and changes nothing."""
    with Post(bench, "topics = agents") as c:
        c.run(MORNING)
        before = c.site.state()
        first = c.site.run(MORNING, "digest", "--print", "daily")
        again = c.site.run(MORNING, "digest", "--print", "daily")
        tap.check("--print: the same message twice", first.returncode == 0
            and first.stderr == "" and first.stdout == again.stdout
            and not c.outbox.mails() and c.site.state() == before)
        done = c.run(MORNING, "digest")
        tap.check("what is sent is what was printed", silent(done)
            and c.outbox.bytes() == [first.stdout.encode()], done)
        done = c.site.run(MORNING, "digest", "--print", "daily", "--since",
            "2026-11-01")
        shown = mails.read(done.stdout.encode())
        tap.check("--print --since: also what was mailed",
            set(c.outbox.mails()[0].papers) < set(shown.papers),
            shown.papers)
        c.run(MORNING + hours(6))
        done = c.site.run(MORNING + hours(6), "digest", "--print", "daily")
        tap.check("--print: what came since, though its day is not over",
            "Thursday, 19 November 2026" in done.stdout, done.stdout[:500])
        done = c.run(MORNING + hours(6), "digest", "-s", "2026-11-16")
        tap.check("--since: sent now, without what was mailed",
            silent(done) and len(c.outbox.mails()) == 2
            and c.outbox.mails()[1].id ==
                "<daily.2026-11-19T111700Z@papers.example.org>"
            and not set(c.outbox.mails()[0].papers)
                & set(c.outbox.mails()[1].papers), done)
        c.update(MORNING + DAY)
        papers = [p for m in c.outbox.mails() for p in m.papers]
        tap.check("and none of it comes again",
            len(papers) == len(set(papers)))
        for name, arguments, status in (
                ("no such mail to print", ["--print", "x"], 64),
                ("no such mail to send", ["x"], 64),
                ("a day that is none", ["--since", "x"], 64),
                ("two to print", ["--print", "daily", "daily"], 64)):
            done = c.run(MORNING, "digest", *arguments)
            tap.check("digest: " + name, done.returncode == status
                and lines(done.stderr) == 1, done)


def conditions(bench):
    """When there can be no mail."""
    with Post(bench, "topics = none") as c:
        with open(c.site.conf, "a") as f:
            f.write("topic none { match = 'submarine' }\n")
        c.run(MORNING)
        done = c.site.run(MORNING, "digest", "--print", "daily")
        tap.check("--print: nothing is new", done.returncode == 0
            and done.stdout == "" and done.stderr ==
                "paperfeed: mail daily: nothing is new\n", done)
    with Post(bench) as c:
        done = c.run(MORNING, "digest")
        tap.check("without a paper there is nothing to send",
            silent(done), done)
        c.run(MORNING)
        c.write("topics = agents fresh\n}\ntopic fresh {\n"
            "\tmatch = 'lantern'")
        done = c.run(MORNING, "digest")
        tap.check("a topic that is not published: 78, and what to do",
            done.returncode == 78 and lines(done.stderr) == 1
            and "topic fresh" in done.stderr and "paperfeed publish"
                in done.stderr and not c.outbox.mails(), done)
        done = c.update(MORNING)
        tap.check("update publishes it, and sends", silent(done)
            and len(c.outbox.mails()) == 1, done)
    with Post(bench) as c:
        os.mkdir(c.site.public)
        os.mkdir(os.path.join(c.site.public, "all.atom"))
        done = c.update(MORNING)
        tap.check("nothing is sent when nothing is published",
            done.returncode == 74 and not c.outbox.mails(), done)
    with Case(bench) as c:
        for arguments in (["digest"], ["update", "--digest"]):
            done = c.run(MORNING, *arguments)
            tap.check("%s: no mail is configured" % " ".join(arguments),
                done.returncode == 78 and lines(done.stderr) == 1
                and "mail" in done.stderr and not c.server.log, done)
    with Post(bench) as c:
        c.write("", command="/nowhere/sendmail -t -i")
        done = c.run(MORNING, "check")
        tap.check("check: a command that is not there", done.returncode == 73
            and "/nowhere/sendmail: the command of mail daily" in done.stderr,
            done)
        done = c.update(MORNING)
        tap.check("a command that is not there: 69", done.returncode == 69
            and done.stderr == "paperfeed: mail daily: /nowhere/sendmail -t "
                "-i: No such file or directory\n", done)


def pictures_and_hints(bench):
    """What the block may ask for beside."""
    with Post(bench, "thumbnails = yes\n\tunsubscribe = "
            "\"mailto:x@example.org?subject=stop\"\n\t"
            "title = \"Neue Artikel – 論文\nBcc: e@example.org\"") as c:
        path = os.path.join(c.site.path, "picture.json")
        with open(path, "w") as f:
            f.write('[{"paper": {"id": "2611.00001", "title": "A picture"},'
                '"thumbnail": "https://cdn.example.org/a?b&c"}]')
        c.run(MORNING - DAY, "import", "-d", "2026-11-18", path)
        c.update(MORNING)
        mail = c.outbox.mails()[0]
        sources = Page(mail.html).sources
        tap.check("thumbnails: pictures of the listing",
            sources == ["https://cdn.example.org/a?b&c"], sources)
        tap.check("unsubscribe: a header, and a link in both parts",
            mail.message["List-Unsubscribe"] ==
                "<mailto:x@example.org?subject=stop>"
            and "mailto:x@example.org?subject=stop" in mail.text
            and "mailto:x@example.org?subject=stop" in Page(mail.html).links)
        tap.check("a title in any script, and no header in it",
            mail.message["Subject"].startswith(
                "Neue Artikel – 論文 Bcc: e@example.org: ")
            and mail.message["Bcc"] is None, mail.message["Subject"])


def hostile_papers(bench):
    """Whatever papers say stays text."""
    with Post(bench) as c:
        titles = ["." * 250, "From " * 50, "A\\r\\nBcc: evil@example.org", "=?UTF-8?Q?Evil?=",
            "<script>alert(1)</script>", "\\u202egnp.exe", ".",
            "From here on", "\\\"><img src=x onerror=y>"]
        items = ",".join('{"paper":{"id":"2611.%05d","title":"%s",'
            '"ai_summary":"%s","submittedOnDailyAt":"2026-11-18T10:00:00Z",'
            '"githubRepo":"javascript:alert(1)"}}' % (n, title, title)
            for n, title in enumerate(titles))
        path = os.path.join(c.site.path, "hostile.json")
        with open(path, "w") as f:
            f.write("[%s]" % items)
        c.run(MORNING, "import", "-d", "2026-11-18", path)
        c.write("topics = all\n\tmost = 100")
        c.run(MORNING, "publish")
        done = c.run(MORNING, "digest")
        mail = c.outbox.mails()[0]
        page = Page(mail.html)
        tap.check("hostile titles: a mail with all of them", silent(done)
            and len(mail.papers) == len(titles), done, mail.papers)
        tap.check("hostile titles: no header, no element, no link of theirs",
            mail.message["Bcc"] is None
            and not page.elements & {"script", "img"}
            and "onerror" not in page.attributes
            and all(link.startswith(("https://", "#"))
                for link in page.links), page.elements, page.links)
        tap.check("summaries are marked as the AI's, in both parts",
            "AI summary: <script>" in mail.text
            and "AI summary: <script>" in "".join(page.words), mail.text)
        raw = c.outbox.bytes()[0]
        tap.check("hostile titles: no line that a server would take for its "
            "own, wherever lines break", raw.count(b"=2E") + raw.count(b"=46")
            > 0 and not re.search(rb"^(\.|From )", raw, re.M))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextlib.contextmanager
def smtp_server(folder):
    """aiosmtpd, which puts what it takes into a Maildir; its port."""
    port = free_port()
    with subprocess.Popen(["aiosmtpd", "-n", "-u", "-l", "127.0.0.1:%d" % port,
            "-c", "aiosmtpd.handlers.Mailbox", folder],
            stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(200):
                with contextlib.suppress(OSError), socket.create_connection(
                        ("127.0.0.1", port)):
                    break
                time.sleep(0.05)
            else:
                raise OSError("aiosmtpd does not listen")
            yield port
        finally:
            server.terminate()


def real_server(bench):
    """msmtp hands a mail to a real server, which others read."""
    for program in ("aiosmtpd", "msmtp"):
        if shutil.which(program) is None:
            tap.skip("mail by msmtp to aiosmtpd", program + " is missing")
            return
    with Post(bench) as c:
        maildir = os.path.join(c.site.path, "maildir")
        rc = os.path.join(c.site.path, "msmtprc")
        c.write("", command="%s -C %s --read-envelope-from -t -i"
            % (shutil.which("msmtp"), rc))
        with smtp_server(maildir) as port:
            with open(rc, "w") as f:
                f.write("account default\nhost 127.0.0.1\nport %d\n"
                    "auth off\ntls off\n" % port)
            os.chmod(rc, 0o600)
            done = c.update(MORNING)
        tap.check("msmtp takes the mail", silent(done), done)
        box = mailbox.Maildir(maildir, create=False)
        found = [mails.read(box.get_bytes(key)) for key in box.keys()]
        tap.check("the server has it, for the one that it is for",
            len(found) == 1 and found[0].message["X-RcptTo"] ==
                "me@example.org" and found[0].message["X-MailFrom"] ==
                "papers@example.org" and len(found[0].papers) > 3,
            [f.message.items() for f in found])
        # RFC 6532: any script, left of the @ as well.
        with smtp_server(maildir) as port:
            with open(rc, "w") as f:
                f.write("account default\nhost 127.0.0.1\nport %d\n"
                    "auth off\ntls off\n" % port)
            c.write("", command="%s -C %s --read-envelope-from -t -i"
                % (shutil.which("msmtp"), rc))
            with open(c.site.conf) as f:
                text = f.read().replace("mail daily {", "mail any {").replace(
                    "to = \"me@example.org\"", "to = \"Zoë Å <zoe@bücher."
                    "example>, \\\"論文, jr\\\" <b@example.org>\"")
            with open(c.site.conf, "w") as f:
                f.write(text)
            done = c.run(MORNING, "digest")
        found = [mails.read(box.get_bytes(key)) for key in box.keys()]
        tap.check("names and hosts in any script", silent(done)
            and len(found) == 2 and any(f.message["X-RcptTo"] ==
                "zoe@xn--bcher-kva.example, b@example.org"
                and [a.display_name for a in f.message["To"].addresses] ==
                    ["Zoë Å", "論文, jr"] for f in found), done,
            [f.message.items() for f in found])
        read_by_notmuch(c, maildir)
        read_by_mutt(c, maildir)


def read_by_notmuch(c, maildir):
    if shutil.which("notmuch") is None:
        tap.skip("notmuch reads it", "notmuch is missing")
        return
    rc = os.path.join(c.site.path, "notmuchrc")
    with open(rc, "w") as f:
        f.write("[database]\npath=%s\n[user]\nname=x\n"
            "primary_email=me@example.org\n" % maildir)
    environment = dict(os.environ, NOTMUCH_CONFIG=rc)
    subprocess.run(["notmuch", "new"], env=environment, check=True,
        capture_output=True)
    done = subprocess.run(["notmuch", "show", "--format=json",
        "id:daily.2026-11-18@papers.example.org"], env=environment, text=True,
        capture_output=True)
    tap.check("notmuch finds it by its id, with both parts",
        "text/plain" in done.stdout and "text/html" in done.stdout
        and "Wednesday, 18 November 2026" in done.stdout, done)


def read_by_mutt(c, maildir):
    if shutil.which("mutt") is None:
        tap.skip("mutt shows it", "mutt is missing")
        return
    shown = os.path.join(c.site.path, "shown")
    rc = os.path.join(c.site.path, "muttrc")
    with open(rc, "w") as f:
        f.write("set folder=%s record='' wait_key=no pipe_decode=yes\n"
            % maildir)
    # mutt wants a terminal, which script(1) makes.
    subprocess.run(["script", "-qec", "mutt -n -F %s -f %s -e 'push "
        "\"<first-entry><pipe-message>cat >%s<enter><exit>\"'"
        % (rc, maildir, shown), "/dev/null"], stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=30,
        env=dict(os.environ, HOME=c.site.path, TERM="xterm"))
    with contextlib.suppress(OSError), open(shown) as f:
        text = f.read()
        tap.check("mutt shows the text", re.search(r"^ {3}Paper +https://hug",
            text, re.M) and re.search(r"^Subject: Daily Papers by topic: ",
            text, re.M), text)
        return
    tap.check("mutt shows the text", False, "it piped nothing")


main([contents, when_due, periods, votes_and_sources, failures,
    killed_and_ignored, removed_papers, clocks_and_names, quiet_times,
    printing, conditions, pictures_and_hints, hostile_papers, real_server],
    [contents])

"""What runs a command, tells what it cost, and prints a row of the table."""
import collections
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys

from limits import LIMITS

HERE = os.path.dirname(os.path.abspath(__file__))
RUNS = int(os.environ.get("BENCH_RUNS", "15"))
LONG_RUNS = max(1, RUNS // 5)
MB, MIB = 1000 * 1000, 1024 * 1024
MEMORY = "/dev/shm"     # where files cost no disk
TEN_TOPICS, THIRTY_TOPICS = "paperfeed.conf", "paperfeed-30.conf"
FORMATS = ("atom", "rss", "json", "html")
SITE_FILES = ("index.html", "feeds.opml", "style.css", "favicon.ico",
              "status.json")

Used = collections.namedtuple("Used", "seconds peak")


class CannotMeasure(Exception):
    pass


def say(text=""):
    print(text, flush=True)


class Bench:
    def __init__(self, folder, memory):
        self.folder = folder
        self.memory = memory    # a folder in memory, or None
        self.program = shlex.split(os.environ.get("PAPERFEED", "paperfeed"))
        self.xmllint = [shutil.which("xmllint"), "--html", "--noout"]
        self.cc = shlex.split(os.environ.get("CC") or "cc")
        self.report = os.path.join(folder, "report")
        self.serial = 0
        self.failed = []
        self.claims = {}
        if not shutil.which(self.program[0]):
            raise CannotMeasure(f"{self.program[0]}: not found")
        if self.xmllint[0] is None:
            raise CannotMeasure("xmllint is not here (Debian: libxml2-utils)")
        self.launcher = self.compile("measure", [], os.path.join(
            HERE, "measure.c"))
        self.writer = self.compile("publish_floor", [], os.path.join(
            HERE, "publish_floor.c"))
        self.bare = None        # floors.build() makes it

    def compile(self, name, options, *sources):
        """A program's path, or None where it cannot be built."""
        path = os.path.join(self.folder, name)
        if not shutil.which(self.cc[0]) or subprocess.run(
                [*self.cc, "-O2", "-o", path, *sources, *options],
                stderr=subprocess.DEVNULL).returncode != 0:
            return None
        return path

    # One command.

    def measure(self, command):
        """Run a command to its end, which must be a good one."""
        with open(os.devnull, "r+") as null:
            files = [(os.POSIX_SPAWN_DUP2, null.fileno(), n) for n in range(3)]
            if self.launcher:
                argv = [self.launcher, self.report, *command]
            else:
                argv = command
            pid = os.posix_spawnp(argv[0], argv, os.environ,
                                  file_actions=files)
            _, status, used = os.wait4(pid, 0)
        seconds, peak = used.ru_utime + used.ru_stime, used.ru_maxrss
        status = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128
        if self.launcher and status == 0:
            with open(self.report, encoding="ascii") as report:
                user, system, peak, status = map(int, report.read().split())
            seconds = (user + system) / 1e6
        if status != 0:
            raise CannotMeasure(f"status {status}: {' '.join(command)[:300]}")
        return Used(seconds, peak if sys.platform == "darwin"
                    else peak * 1024)

    # Folders with a configuration, and what is done in them.

    def new_folder(self, parent=None):
        self.serial += 1
        place = os.path.join(parent or self.folder, f"run-{self.serial}")
        os.mkdir(place)
        return place

    def make_place(self, folder=None, topics=TEN_TOPICS, edit=None):
        """A folder with a configuration, edited by a function if need be."""
        place = self.new_folder(folder)
        with open(os.path.join(HERE, topics), encoding="utf-8") as conf:
            text = conf.read()
        write_conf(place, edit(text) if edit else text)
        return place

    def make_thirty(self, folder=None, edit=None):
        return self.make_place(folder, THIRTY_TOPICS, edit)

    def command(self, place, *arguments):
        return [*self.program, "-c", os.path.join(place, "paperfeed.conf"),
                *arguments]

    def count_papers(self, place):
        out = subprocess.run(self.command(place, "topics"), check=True,
                             stdout=subprocess.PIPE, text=True).stdout
        return int(re.search(r"^all +(\d+)", out, re.M).group(1))

    def check_published(self, place, papers):
        """The work must have been done, or its time means nothing."""
        if self.count_papers(place) != papers:
            raise CannotMeasure(f"{self.count_papers(place)} papers stored "
                                f"of {papers}")
        there = set(os.listdir(os.path.join(place, "public")))
        missing = expected_files(place, True) - there
        if missing:
            raise CannotMeasure(f"not published: {', '.join(sorted(missing))}")
        unwanted = expected_files(place, False) & there
        if unwanted:
            raise CannotMeasure(f"published: {', '.join(sorted(unwanted))}")

    def import_new(self, pages, *place):
        """A job: the pages into a new store, in such a place."""
        def prepare():
            return self.command(self.make_place(*place), "import", *pages)
        return prepare

    def import_again(self, pages, *place):
        """A job: the pages into a store that has them, no file touched."""
        def prepare():
            new = self.make_place(*place)
            command = self.command(new, "import", *pages)
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            before = look_at(new)
            return command, lambda: same_files(before, look_at(new))
        return prepare

    def write_files(self, public, names, folder=None):
        """A job: these published files written, and nothing else done."""
        source = self.new_folder(folder)
        for name in names:
            os.symlink(os.path.join(public, name), os.path.join(
                source, name.replace("/", "-")))

        def prepare():
            return [self.writer, source, os.path.join(
                self.new_folder(folder), "public")]
        return prepare

    def write_new(self, pages, *place):
        """A job: only the files that publishing the pages writes."""
        source = self.make_place(*place)
        self.measure(self.command(source, "import", *pages))
        return self.write_files(os.path.join(source, "public"),
                                [*look_at(source), "status.json"], *place[:1])

    def alternate(self, jobs, runs, warm=True):
        """Run the jobs by turns; the first turn only warms up."""
        results = {name: [] for name in jobs}
        for turn in range(0 if warm else 1, runs + 1):
            for name, prepare in jobs.items():
                command, check = prepare(), None
                if isinstance(command, tuple):
                    command, check = command
                used = self.measure(command)
                if check:
                    check()
                if turn > 0:
                    results[name].append(used)
        return results

    # Rows.  `limit` names one of LIMITS; without one of that name the row only
    # tells.  A floor of None could not be measured; then nothing is judged.

    def row(self, name, value, floor, floor_name, limit=None):
        if floor is None:
            self.print(name, show_seconds(value))
            return
        ratio = value / floor
        self.print(name, show_seconds(value),
                   f"{show_seconds(floor)} {floor_name}", f"{ratio:.2f}",
                   self.judge(limit, f"{ratio:.2f}", ratio))

    def peak_row(self, name, results, limit=None):
        peak = max(used.peak for used in results) / MIB
        self.print(name, f"{peak:.1f} MiB", "", "",
                   self.judge(limit, f"{peak:.1f} MiB", peak, " MiB"))

    def size_row(self, name, size, floor=None, floor_name="", limit=None):
        size /= MB
        text = f"{size:.0f} MB"
        verdict = self.judge(limit, text, size, " MB")
        if floor is None:
            self.print(name, text, "", "", verdict)
        else:
            self.print(name, text, f"{floor / MB:.0f} MB {floor_name}",
                       f"{size * MB / floor:.2f}", verdict)

    def judge(self, limit, shown, measured, unit=""):
        """Say whether a limit holds, and remember it for the end."""
        if limit not in LIMITS:
            return ""
        most, counted, name = LIMITS[limit]
        held = measured <= most
        verdict = "holds" if held else "DOES NOT HOLD"
        if not counted:
            verdict += " (not counted)"
        elif not held:
            self.failed.append(name)
        verdict = f"{f'<= {most:g}{unit}':<9} {verdict}"
        if held or name not in self.claims:     # of several passes, a good one
            self.claims[name] = (shown, verdict)
        return verdict

    def print(self, name, value, floor="", ratio="", verdict=""):
        say(f"{name:<40}{value:>11}  {floor:<27}{ratio:>6}  "
            f"{verdict}".rstrip())

    def print_claims(self):
        say()
        say("what was to hold")
        for name, (shown, verdict) in self.claims.items():
            say(f"{name:<72}{shown:>9}  {verdict}")


def plain(command):
    return lambda: command


def show_seconds(seconds):
    if seconds < 0.9995:
        return f"{seconds * 1000:.1f} ms"
    return f"{seconds:.2f} s"


def median(results):
    return statistics.median(used.seconds for used in results)


def worst(results):
    return max(used.seconds for used in results)


def size_of(paths):
    return sum(os.path.getsize(path) for path in paths)


def read_conf(place):
    with open(os.path.join(place, "paperfeed.conf"), encoding="utf-8") as conf:
        return conf.read()


def write_conf(place, text):
    with open(os.path.join(place, "paperfeed.conf"), "w",
              encoding="utf-8") as conf:
        conf.write(text)


# Edits of a configuration.

def with_twins(text):
    return re.sub(r"(?m)^(\tgzip *=) no$", r"\1 yes", text)


def feeds_only(text):
    return text.replace(
        "\nsite {\n", "\nsite {\n\tformats  = atom rss\n\tarchive  = no\n")


def expected_files(place, wanted):
    """What must be in the output, or what must not be."""
    conf = read_conf(place)
    slugs = re.findall(r"^topic (\S+) \{", conf, re.M) + ["all"]
    formats = re.search(r"^\tformats *= (.*)", conf, re.M)
    kinds = formats.group(1).split() if formats else FORMATS
    if not wanted:
        return {f"{slug}.{kind}" for slug in slugs
                for kind in (*FORMATS, "bib") if formats and kind not in kinds
                }.union(["archive"] if formats else [])
    return {f"{slug}.{kind}" for slug in slugs for kind in kinds}.union(
        () if formats else SITE_FILES)


def look_at(place):
    """The published files by name, but for the one with the run's time."""
    public = os.path.join(place, "public")
    files = {}
    for folder, _, names in os.walk(public):
        for name in names:
            path = os.path.join(folder, name)
            files[os.path.relpath(path, public)] = os.stat(path)
    for name in ("status.json", "status.json.gz"):
        files.pop(name, None)
    return files


def touched(before, after):
    """Names of the files that were made or made again."""
    return [name for name, new in after.items() if name not in before or
            (before[name].st_ino, before[name].st_mtime_ns) !=
            (new.st_ino, new.st_mtime_ns)]


def same_files(before, after):
    if not before or before.keys() != after.keys():
        raise CannotMeasure("nothing new, and other files than before")
    for name in touched(before, after):
        raise CannotMeasure(f"nothing new, but {name} was touched")

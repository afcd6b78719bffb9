"""A source of invented papers, served over HTTP with real faults.

World says which papers each day lists, and what pages and answers of the API
show of them at an instant.  Source is the server: every request is answered
from the world as of Source.now, unless Source.choose() names a fault; the
faults are the functions of the table FAULTS.  Source.log keeps what came in.
"""
import datetime
import email.utils
import functools
import gzip
import hashlib
import html
import http.server
import json
import random
import re
import socket
import struct
import threading
import time
import urllib.parse
import zlib

DAY = datetime.timedelta(days=1)
UTC = datetime.timezone.utc
MAX = 32 * 1024 * 1024      # of what the program takes


def instant(text):
    """2026-11-23T10:00:00 as a time."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=UTC)


def stamp(when):
    return when.strftime("%Y-%m-%dT%H:%M:%S.000Z")


class World:
    """Papers of all days of work: some a day, which come in all day long.

    One in ten comes on the morning after; votes grow from hour to hour.
    `first` is the first day with a listing; `skipped` are holidays.
    """

    def __init__(self, per_day=8, first=datetime.date(2026, 1, 5), skipped=()):
        self.per_day = per_day
        self.first = first
        self.skipped = set(skipped)
        self.lost = set()       # ids that the listing shows no more

    def has_listing(self, day):
        return (day >= self.first and day.weekday() < 5
            and day not in self.skipped)

    def before(self, day):
        """The last day with a listing before a day."""
        day -= DAY
        while not self.has_listing(day) and day >= self.first:
            day -= DAY
        return day

    @functools.lru_cache(maxsize=None)
    def papers(self, day):
        """All papers of a day: when they come, and the item without votes."""
        chance = random.Random(day.toordinal())
        midnight = datetime.datetime.combine(day, datetime.time(), UTC)
        found = []
        for n in range(self.per_day):
            late = n % 10 == 9
            hour = 24 + chance.random() * 8 if late else \
                0.1 + n * 20 / self.per_day + chance.random()
            found.append((midnight + datetime.timedelta(hours=hour),
                self.item(day, n, midnight, chance)))
        return found

    def item(self, day, n, midnight, chance):
        name = "%02d%02d.%02d%03d" % (day.year % 100, day.month, day.day, n)
        kinds = ["Agents that wait", "Retrieval augmented tides",
            "Maps of the harbour", "Lanterns & <buoys>"]
        title = "%s, part %s" % (kinds[n % len(kinds)], name)
        paper = {
            "id": name,
            "title": title,
            "summary": "We measure %d tides. Nothing else is claimed."
                % chance.randrange(1000),
            "authors": [{"name": "Ada Quay", "hidden": False},
                {"name": "Bo Pier %d" % n, "hidden": False}],
            "publishedAt": stamp(midnight - 2 * DAY),
            "submittedOnDailyAt": stamp(midnight
                + datetime.timedelta(minutes=5 * n, seconds=1 + n)),
        }
        return {"paper": paper, "title": title, "numComments": 0,
            "publishedAt": paper["publishedAt"]}

    def items(self, day, now):
        """What the listing of a day shows at an instant, most voted first."""
        shown = []
        for came, item in self.papers(day):
            if came > now or item["paper"]["id"] in self.lost:
                continue
            hours = int((now - came).total_seconds() // 3600)
            votes = min(hours, 60) * (1 + int(item["paper"]["id"][-2:]) % 5)
            shown.append(dict(item, paper=dict(item["paper"], upvotes=votes)))
        shown.sort(key=lambda i: (-i["paper"]["upvotes"], i["paper"]["id"]))
        return shown

    def latest(self, day, now):
        """The day whose listing stands for one that was asked for."""
        while not (self.has_listing(day) and self.items(day, now)):
            if day < self.first:
                return None
            day -= DAY
        return day

    def page(self, asked, now):
        day = self.latest(min(asked, now.date()), now)
        if day is None:
            return None
        return make_page(self.items(day, now), day, self.before(day))

    def api(self, asked, now, limit=100, page=0):
        if asked > now.date():
            return None
        items = self.items(asked, now) if self.has_listing(asked) else []
        return json.dumps(items[page * limit:(page + 1) * limit]).encode()


def make_page(items, day, before):
    """A page as the listing makes it: the data in an island among others."""
    data = {"dailyPapers": items, "periodType": "day",
        "dateString": day.isoformat(), "prevDate": before.isoformat(),
        "nextDate": (day + DAY).isoformat()}
    return ("""<!doctype html>
<html><head><meta charset="utf-8" /><title>Daily Papers (invented)</title></head>
<body>
<div class="SVELTE_HYDRATER contents" data-target="MainHeader" data-props="{}"></div>
<main>
<div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="%s"></div>
</main>
</body></html>
""" % html.escape(json.dumps(data, ensure_ascii=False))).encode()


# Faults.  Each takes the request's handler and the body of the good answer.
FAULTS = {}


def fault(function):
    FAULTS[function.__name__.replace("_", "-")] = function
    return function


def status(code, **headers):
    """A fault that is a status with headers."""
    def answer(h, body):
        h.send(code, b"<html><body>%d</body></html>" % code,
            {k.replace("_", "-"): v for k, v in headers.items()})
    return answer


for code in (401, 403, 404, 410, 500, 502, 503):
    FAULTS[str(code)] = status(code)
FAULTS["429"] = status(429)
FAULTS["429-seconds"] = status(429, Retry_After="3")
FAULTS["429-rubbish"] = status(429, Retry_After="soon, perhaps")
FAULTS["429-hour"] = status(429, Retry_After="3600")
FAULTS["429-years"] = status(429, Retry_After="315360000")
FAULTS["503-seconds"] = status(503, Retry_After="2")
FAULTS["304"] = lambda h, body: h.send(304, None, {})
FAULTS["304-renewed"] = lambda h, body: h.send(304, None, {"ETag": '"two"'})
FAULTS["redirect-file"] = status(302, Location="file:///etc/passwd")
FAULTS["redirect-ftp"] = status(302, Location="ftp://127.0.0.1/papers")


@fault
def date_429(h, body):
    """Asks to wait until a date."""
    when = h.server.source.now + datetime.timedelta(seconds=30)
    h.send(429, b"", {"Retry-After": email.utils.format_datetime(when,
        usegmt=True)})


@fault
def chunked(h, body):
    h.start(200, {"Transfer-Encoding": "chunked", "Content-Type": "text/html"})
    for at in range(0, len(body), 1000):
        part = body[at:at + 1000]
        h.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
    h.wfile.write(b"0\r\n\r\n")


@fault
def chunked_cut(h, body):
    """Closed in the middle of a chunk."""
    h.start(200, {"Transfer-Encoding": "chunked", "Content-Type": "text/html"})
    h.wfile.write(b"%x\r\n%s" % (len(body), body[:len(body) // 2]))
    h.close_connection = True


@fault
def gzipped(h, body):
    h.send(200, gzip.compress(body), {"Content-Encoding": "gzip"})


@fault
def redirect(h, body):
    if "moved" in h.path:
        h.send(200, body, {})
    else:
        h.send(302, b"", {"Location": h.path + "?moved"})


@fault
def redirect_away(h, body):
    """To the same server under another name: another origin."""
    if h.headers["Host"].startswith("localhost"):
        h.send(200, body, {})
    else:
        h.send(301, b"", {"Location": "http://localhost:%d%s"
            % (h.server.server_port, h.path)})


@fault
def redirect_loop(h, body):
    h.send(302, b"", {"Location": h.path})


@fault
def redirect_inside(h, body):
    """To the same server by an address of a private network."""
    h.send(302, b"", {"Location": "http://127.0.0.1:%d/inside"
        % h.server.server_port})


@fault
def redirect_to_http(h, body):
    h.send(302, b"", {"Location": "http://127.0.0.1:1/"})


@fault
def reset(h, body):
    """Half a body, and the connection is reset."""
    h.start(200, {"Content-Length": str(len(body))})
    h.wfile.write(body[:len(body) // 2])
    h.wfile.flush()
    h.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
        struct.pack("ii", 1, 0))
    h.close_connection = True
    h.connection.close()


@fault
def dropped(h, body):
    """Closed without an answer."""
    h.close_connection = True


@fault
def length_too_long(h, body):
    h.start(200, {"Content-Length": str(len(body) + 1000)})
    h.wfile.write(body)
    h.close_connection = True


@fault
def length_too_short(h, body):
    h.start(200, {"Content-Length": str(len(body) // 2)})
    h.wfile.write(body)
    h.close_connection = True


@fault
def half_without_length(h, body):
    h.start(200, {"Connection": "close"})
    h.wfile.write(body[:len(body) // 2])
    h.close_connection = True


@fault
def half_gzip(h, body):
    packed = gzip.compress(body)
    h.start(200, {"Connection": "close", "Content-Encoding": "gzip"})
    h.wfile.write(packed[:len(packed) // 2])
    h.close_connection = True


@fault
def broken_gzip(h, body):
    packed = bytearray(gzip.compress(body))
    for at in range(40, len(packed), 7):
        packed[at] ^= 0x55
    h.send(200, bytes(packed), {"Content-Encoding": "gzip"})


@fault
def plain_as_gzip(h, body):
    h.send(200, body, {"Content-Encoding": "gzip"})


@fault
def slow(h, body):
    """A byte a second."""
    h.start(200, {"Content-Length": str(len(body))})
    for at in range(30):
        h.wfile.write(body[at:at + 1])
        h.wfile.flush()
        if h.server.source.stop.wait(1):
            break
    h.close_connection = True


@fault
def silent(h, body):
    """Takes the request and says nothing."""
    h.server.source.stop.wait(30)
    h.close_connection = True


@fault
def endless(h, body):
    h.start(200, {"Transfer-Encoding": "chunked"})
    part = b"%x\r\n%s\r\n" % (65536, b"x" * 65536)
    while not h.server.source.stop.is_set():
        h.wfile.write(part)


@fault
def huge(h, body):
    """200 MB, announced."""
    h.start(200, {"Content-Length": str(200 * 1000 * 1000)})
    for _ in range(200):
        h.wfile.write(b"x" * 1000 * 1000)


def make_bomb():
    """A GB of blanks in some 10 kB: deflate shrinks to a thousandth, twice."""
    packer, twice = zlib.compressobj(9, wbits=31), zlib.compressobj(9, wbits=31)
    blanks, out = b" " * (1 << 20), b""
    for _ in range(1024):
        out += twice.compress(packer.compress(blanks))
    return out + twice.compress(packer.flush()) + twice.flush()


BOMB = make_bomb()      # before anybody waits for it


@fault
def bomb(h, body):
    h.send(200, BOMB, {"Content-Encoding": "gzip, gzip"})


@fault
def wrong_charset(h, body):
    h.send(200, body, {"Content-Type": "text/html; charset=iso-8859-1"})


@fault
def latin_1(h, body):
    """Bytes that are no UTF-8, as declared."""
    text = body.decode().replace("Ada Quay", "Adé Quay")
    h.send(200, text.encode("latin-1"),
        {"Content-Type": "text/html; charset=iso-8859-1"})


@fault
def image(h, body):
    h.send(200, body, {"Content-Type": "image/png"})


@fault
def login(h, body):
    h.send(200, b"<!doctype html><html><body><form action=/login>"
        b"Please log in</form></body></html>\n", {})


@fault
def renamed(h, body):
    """The page has changed its shape."""
    h.send(200, body.replace(b"DailyPapers\"", b"DailyReading\""), {})


@fault
def emptied(h, body):
    """A listing without papers."""
    source = h.server.source
    if h.path.startswith("/api/"):
        h.send(200, b"[]", {})
    else:
        day = source.asked(h.path)
        h.send(200, make_page([], day, source.world.before(day)), {})


@fault
def yesterday(h, body):
    """The listing before the one that was asked for."""
    source = h.server.source
    day = source.world.before(source.asked(h.path))
    h.send(200, source.world.page(day, source.now)
        if not h.path.startswith("/api/") else b"[]", {})


@fault
def no_body(h, body):
    h.send(200, b"", {})


@fault
def many_headers(h, body):
    h.send(200, body, {"X-%d" % n: "y" * 100 for n in range(2000)})


@fault
def long_header(h, body):
    h.send(200, body, {"X-Long": "y" * 70000})


@fault
def long_etag(h, body):
    h.send(200, body, {"ETag": '"%s"' % ("y" * 8000)})


@fault
def odd_etag(h, body):
    h.send(200, body, {"ETag": '"a\tb\x01c"'})


@fault
def junk(h, body):
    h.wfile.write(b"\x00\x01\x02 what is this\r\n\r\n")
    h.close_connection = True


# These are good answers in another form.
HARMLESS = {"chunked", "gzipped", "redirect", "wrong-charset", "image",
    "yesterday", "long-etag", "odd-etag", "latin-1", "redirect-away"}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    # A body does not wait 40 ms for the headers' acknowledgement.
    disable_nagle_algorithm = True

    def do_GET(self):
        source = self.server.source
        name = source.note(self)
        body = source.answer(self.path)
        try:
            if name is not None:
                FAULTS[name](self, body)
            else:
                self.send_good(body)
        except OSError:     # the program has had enough
            self.close_connection = True

    def send_good(self, body):
        if body is None:
            self.send(404, b"<html><body>No such page</body></html>", {})
            return
        etag = '"%s"' % hashlib.md5(body).hexdigest()
        headers = {"ETag": etag, "Set-Cookie": "session=1; Path=/"}
        headers.update(self.server.source.headers)
        if self.headers.get("If-None-Match") == headers.get("ETag"):
            self.send(304, None, {"ETag": etag})
        else:
            self.send(200, body, headers)

    def start(self, code, headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def send(self, code, body, headers):
        if body is not None:
            headers = dict({"Content-Type": "text/html; charset=utf-8",
                "Content-Length": str(len(body))}, **headers)
        self.start(code, headers)
        self.wfile.write(body or b"")

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 50

    def handle_error(self, request, address):
        pass


class Server6(Server):
    address_family = socket.AF_INET6


class Source:
    """The server; `with Source(world) as source:` starts and stops it.

    choose(path) returns the name of a fault, or None.  `headers` go with good
    answers.  `log` has a dictionary a request: time, connection, path,
    headers, fault.
    """

    def __init__(self, world, now, host="127.0.0.1", context=None):
        self.world = world
        self.now = now
        self.choose = lambda path: None
        self.headers = {}
        self.log = []
        self.stop = threading.Event()
        self.server = (Server6 if ":" in host else Server)((host, 0), Handler)
        if context is not None:
            self.server.socket = context.wrap_socket(self.server.socket,
                server_side=True)
        self.server.source = self
        self.port = self.server.server_port
        self.url = "%s://%s:%d" % ("http" if context is None else "https",
            "[%s]" % host if ":" in host else host, self.port)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.05,),
            daemon=True).start()
        return self

    def __exit__(self, *failure):
        self.stop.set()
        self.server.shutdown()
        self.server.server_close()

    def asked(self, path):
        found = re.search(r"(\d{4}-\d\d-\d\d)", path)
        return (datetime.date.fromisoformat(found.group(1)) if found
            else self.now.date())

    def answer(self, path):
        """The good answer to a path, or None."""
        if path.startswith("/api/daily_papers"):
            query = urllib.parse.parse_qs(urllib.parse.urlsplit(path).query)
            return self.world.api(self.asked(path), self.now,
                int(query.get("limit", ["50"])[0]),
                int(query.get("p", ["0"])[0]))
        if path.startswith("/papers"):
            return self.world.page(self.asked(path), self.now)
        return None

    def note(self, handler):
        """Note a request; return the fault that it meets, or None."""
        name = self.choose(handler.path)
        self.log.append({"time": time.time(), "path": handler.path,
            "connection": handler.client_address[1], "fault": name,
            "headers": dict(handler.headers.items())})
        return name

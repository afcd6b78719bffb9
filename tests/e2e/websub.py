"""A WebSub hub, a subscriber and a publisher's web server, on loopback.

The hub does what W3C WebSub asks of one, as far as a publisher can tell: it
verifies who subscribes, and when it is told of a topic it fetches it, looks for
`self` and `hub` in it, and delivers it with a signature.  It answers a publisher
only then, so what it fetched was in its place when the request came.
Hub.fault names one of FAULTS, with which it answers instead.
"""
import hashlib
import hmac
import http.server
import json
import re
import secrets
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET

TIMEOUT = 20                # of the parts among each other, in seconds
LINK = "{http://www.w3.org/2005/Atom}link"

# No proxy from the environment.
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def request(url, data=None, headers={}):
    return opener.open(urllib.request.Request(url, data, headers),
        timeout=TIMEOUT)


class Server:
    """An HTTP server in a thread; `with` starts and ends it."""

    def __init__(self, handler):
        part = self

        class Handler(handler):
            owner = part

            def log_message(self, *ignored):
                pass

        http.server.ThreadingHTTPServer.daemon_threads = True
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.block_on_close = False
        self.url = "http://127.0.0.1:%d/" % self.http.server_port
        self.ended = threading.Event()

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *failure):
        self.ended.set()
        self.http.shutdown()
        self.http.server_close()


class FolderHandler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *arguments):
        super().__init__(*arguments, directory=self.owner.folder)


class Publisher(Server):
    """Serves the folder that is in `folder`."""

    def __init__(self, folder=None):
        super().__init__(FolderHandler)
        self.folder = folder


class CallbackHandler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        """The hub asks whether we meant it (section 5.3)."""
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        wanted = (query["hub.mode"], query["hub.topic"][0]) == (["subscribe"],
            self.owner.topic)
        self.send_response(200 if wanted else 404)
        self.end_headers()
        if wanted:
            self.wfile.write(query["hub.challenge"][0].encode())

    def do_POST(self):
        """News (section 7.1); believed only with the right signature."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        signature = "sha256=" + hmac.new(self.owner.secret.encode(), body,
            hashlib.sha256).hexdigest()
        if hmac.compare_digest(self.headers["X-Hub-Signature"], signature):
            self.owner.got.append((body, self.headers["Link"]))
        self.send_response(204)
        self.end_headers()


class Subscriber(Server):
    """Wants one topic; `got` are the bodies and Link headers it got."""

    def __init__(self, topic):
        super().__init__(CallbackHandler)
        self.topic, self.secret, self.got = topic, secrets.token_hex(8), []

    def subscribe(self, hub):
        form = urllib.parse.urlencode({"hub.mode": "subscribe",
            "hub.topic": self.topic, "hub.callback": self.url,
            "hub.secret": self.secret})
        with request(hub.url, form.encode()) as answer:
            return answer.status


def links(url, body):
    """What a feed says of itself: its rel=self, and its rel=hub."""
    if url.endswith(".json"):
        feed = json.loads(body)
        return ([feed["feed_url"]], [h["url"] for h in feed.get("hubs", [])
            if h["type"] == "WebSub"])
    root = ET.fromstring(body)
    top = root if url.endswith(".atom") else root.find("channel")
    found = [(e.get("rel"), e.get("href")) for e in top.findall(LINK)]
    return ([href for rel, href in found if rel == "self"],
        [href for rel, href in found if rel == "hub"])


# Ways to fail.

def silent(h):
    """Never answers."""
    h.owner.ended.wait(60)


def slow(h):
    """An answer that never comes to its end, byte by byte."""
    for c in b"HTTP/1.1 204 No Content\r\nX-Slow: " + b"x" * 1000:
        h.wfile.write(bytes([c]))
        if h.owner.ended.wait(0.2):
            return


def close(h):
    h.connection.shutdown(socket.SHUT_RDWR)


def answer(status, *headers, body=b""):
    def write(h):
        h.wfile.write(("HTTP/1.1 %s\r\n%s\r\n" % (status, "".join(line + "\r\n"
            for line in headers))).encode() + body)
    return write


def elsewhere(h):
    """A redirect to where it would be taken."""
    answer("302 Found", "Location: %selsewhere" % h.owner.url)(h)


def huge(status):
    """A body that has no end."""
    def write(h):
        answer(status, "Content-Length: 99999999999")(h)
        while not h.owner.ended.is_set():
            h.owner.sent += h.wfile.write(b"x" * 65536)
    return write


# Each with what `status` says of it.
FAULTS = {
    "silent": (silent, "not done within 20 s"),
    "slow": (slow, "not done within 20 s"),
    "close": (close, "closed without an answer"),
    "500": (answer("500 Oops"), "HTTP 500 Internal Server Error"),
    "503": (answer("503 Busy", "Retry-After: 600"),
        "HTTP 503 Service Unavailable"),
    "429": (answer("429 Slow down"), "HTTP 429 Too Many Requests"),
    "302": (elsewhere, "HTTP 302 Found, and a POST follows no redirect"),
    "404": (answer("404 What?"), "HTTP 404 Not Found"),
    "403": (answer("403 No", body=b"x" * 100), "HTTP 403"),
    "garbage": (lambda h: h.wfile.write(b"\0\1\2 no HTTP\r\n" * 9),
        "not an HTTP answer"),
    "long header": (answer("204 No Content", "X: " + "x" * 70000),
        "a header larger than 64 KiB"),
    "huge error": (huge("500 Oops"), "HTTP 500 Internal Server Error"),
    "huge success": (huge("200 OK"), None),
}


class HubHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        hub = self.owner
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        form = urllib.parse.parse_qs(raw.decode("ascii"), strict_parsing=True)
        if form["hub.mode"] == ["subscribe"]:
            return self.finish_with(hub.verify(form))
        hub.log.append({"path": self.path, "raw": raw, "form": form,
            "urls": form["hub.url"], "headers": self.headers})
        fault = hub.fault(len(hub.log)) if callable(hub.fault) else hub.fault
        if fault is not None:
            self.close_connection = True
            try:
                return FAULTS[fault][0](self)
            except OSError:
                return None
        hub.take(form["hub.url"])
        self.finish_with(204)

    def finish_with(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


class Hub(Server):
    def __init__(self):
        super().__init__(HubHandler)
        self.fault = None       # or a name, or what gives one for each request
        self.log = []           # what publishers sent
        self.subscriptions = [] # topic, callback, secret
        self.fetched = {}       # bodies of topics
        self.wrong = []         # topics whose links are not right
        self.sent = 0           # bytes of an endless body

    def verify(self, form):
        """Ask a subscriber whether it meant it; return the status for it."""
        topic, callback = form["hub.topic"][0], form["hub.callback"][0]
        challenge = secrets.token_hex(8)
        query = urllib.parse.urlencode({"hub.mode": "subscribe",
            "hub.topic": topic, "hub.challenge": challenge,
            "hub.lease_seconds": "864000"})
        try:
            with request(callback + "?" + query) as answer:
                if answer.read().decode() != challenge:
                    return 403
        except urllib.error.HTTPError:
            return 403
        self.subscriptions.append((topic, callback, form["hub.secret"][0]))
        return 202

    def take(self, topics):
        for topic in topics:
            with request(topic) as answer:
                body, kind = answer.read(), answer.headers["Content-Type"]
            self.fetched[topic] = body
            if links(topic, body) != ([topic], [self.url]):
                self.wrong.append((topic, links(topic, body)))
                continue
            for wanted, callback, secret in self.subscriptions:
                if wanted == topic:
                    self.deliver(callback, secret, topic, body, kind)

    def deliver(self, callback, secret, topic, body, kind):
        signature = hmac.new(secret.encode(), body, hashlib.sha256)
        request(callback, body, {"Content-Type": kind,
            "Link": '<%s>; rel="hub", <%s>; rel="self"' % (self.url, topic),
            "X-Hub-Signature": "sha256=" + signature.hexdigest()}).close()

    def told(self):
        """The topics that were told of since last time, in their order."""
        urls = [url for entry in self.log for url in entry["urls"]]
        del self.log[:]
        return urls


def refusing():
    """A socket at whose address connections are refused, and its URL."""
    s = socket.socket()
    s.bind(("127.0.0.1", 0))
    return s, "http://127.0.0.1:%d/" % s.getsockname()[1]

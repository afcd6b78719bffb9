"""arXiv's API on loopback, with invented papers and real faults.

Arxiv.papers are the entries by id; what is not among them is unknown.  It answers
id_list and a search_query of ti:"..." as arXiv does: wrapped lines, no entry for
an unknown id, one entry "Error" when an id looks wrong, ten entries without
max_results.  Arxiv.choose(n) names the fault of the n-th request, or None.
Arxiv.log keeps what came in.
"""
import http.server
import re
import socket
import struct
import textwrap
import threading
import time
import urllib.parse
from xml.sax.saxutils import escape, quoteattr

HEAD = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" \
xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/cHxbOSdZaXQhG1anQDI3NjEA7wY</id>
  <title>arXiv Query: search_query=&amp;id_list=%s&amp;start=0</title>
  <updated>2026-11-19T10:00:00Z</updated>
  <link href="https://arxiv.org/api/query?x" type="application/atom+xml"/>
  <opensearch:itemsPerPage>%d</opensearch:itemsPerPage>
  <opensearch:totalResults>%d</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
"""
TAIL = "</feed>\n"


def wrap(text):
    """As arXiv wraps lines: a title's are indented."""
    return "\n  ".join(textwrap.wrap(text, 60, break_on_hyphens=True))


def optional(name, text):
    return "" if text is None else "    <arxiv:%s>%s</arxiv:%s>\n" % (name,
        escape(wrap(text)), name)


def entry(name, paper):
    """An entry in arXiv's shape."""
    scheme = ' scheme="http://arxiv.org/schemas/atom"/>\n'
    categories = paper.get("categories", ["cs.CL"])
    return ("  <entry>\n    <id>http://arxiv.org/abs/%sv%d</id>\n"
        "    <title>%s</title>\n    <updated>%s</updated>\n"
        '    <link href="https://arxiv.org/abs/%s" rel="alternate"/>\n'
        "    <summary>%s</summary>\n" % (name, paper.get("version", 1),
        escape(wrap(paper["title"])),
        paper.get("updated", "2026-11-17T17:59:58Z"), name,
        escape(wrap(paper["summary"])))
        + "".join("    <category term=%s%s" % (quoteattr(c), scheme)
            for c in categories)
        + "    <published>%s</published>\n" % paper.get("published",
            "2026-11-16T18:00:01Z")
        + optional("comment", paper.get("comment"))
        + "    <arxiv:primary_category term=%s/>\n" % quoteattr(
            paper.get("primary", categories[0]))
        + optional("journal_ref", paper.get("journal"))
        + optional("doi", paper.get("doi"))
        + "".join("    <author>\n      <name>%s</name>\n    </author>\n"
            % escape(a) for a in paper.get("authors", ["Ada Quay"]))
        + "  </entry>\n")


def error(name):
    text = "incorrect id format for %s" % escape(name)
    return ("  <entry>\n    <id>http://arxiv.org/api/errors#%s</id>\n"
        "    <title>Error</title>\n    <summary>%s</summary>\n  </entry>\n"
        % (text.replace(" ", "_"), text))


FAULTS = {}


def fault(function):
    FAULTS[function.__name__.replace("_", "-")] = function
    return function


def body(name, code, text, **headers):
    """A fault that is an answer."""
    FAULTS[name] = lambda h, good: h.send(code, text.encode(),
        {k.replace("_", "-"): v for k, v in headers.items()})


ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">'
EVIL = entry("2611.17001", {"title": "Evil", "summary": "Evil summary",
    "comment": "evil comment"})

body("rate-exceeded", 200, "Rate exceeded.")
body("406", 406, "")
body("429", 429, "Rate exceeded.")
body("429-hour", 429, "Rate exceeded.", Retry_After="3600")
body("429-seconds", 429, "Rate exceeded.", Retry_After="2")
body("503", 503, "<html><body>Sorry</body></html>")
body("503-hour", 503, "", Retry_After="3600")
body("500", 500, "")
body("404", 404, "")
body("html", 200, "<!doctype html><html><body>Be right back</body></html>")
body("error-entry", 200, HEAD % ("", 1, 1) + EVIL + error("12") + TAIL)
body("no-entries", 200, ATOM + "</feed>")
body("nothing", 200, "")
body("other-feed", 200, '<rss version="2.0"><channel/></rss>')
body("deep", 200, ATOM + "<a>" * 100000)
body("long-tag", 200, ATOM + "<a" + "".join(" a%d=''" % n
    for n in range(200000)) + "/></feed>")
body("many-entries", 200, ATOM + "<entry/>" * 100000 + "</feed>")
body("dtd", 200, '<!DOCTYPE feed SYSTEM "http://127.0.0.1:1/x.dtd">' + ATOM
    + EVIL + "</feed>")
body("outside-entity", 200, "<!DOCTYPE feed [<!ENTITY x SYSTEM "
    '"file:///etc/passwd">]>' + ATOM + "<title>&x;</title></feed>")
body("entity-bomb", 200, '<!DOCTYPE feed [<!ENTITY a0 "ha">' + "".join(
    '<!ENTITY a%d "%s">' % (n, "&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + "]>" + ATOM + "<title>&a9;</title></feed>")
body("redirect-loop", 302, "", Location="/api/query")
body("redirect-file", 302, "", Location="file:///etc/passwd")


@fault
def cut(h, good):
    """Cut after the first entry, and nothing says so but the XML."""
    h.send(200, good[:good.index(b"</entry>") + 8], {})


@fault
def cut_length(h, good):
    h.start(200, {"Content-Length": str(len(good) + 100)})
    h.wfile.write(good)
    h.close_connection = True


@fault
def reset(h, good):
    h.start(200, {"Content-Length": str(len(good))})
    h.wfile.write(good[:len(good) // 2])
    h.wfile.flush()
    h.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
        struct.pack("ii", 1, 0))
    h.close_connection = True
    h.connection.close()


@fault
def dropped(h, good):
    h.close_connection = True


@fault
def silent(h, good):
    h.server.arxiv.ended.wait(60)
    h.close_connection = True


def trickle(h, good, pause, part):
    h.start(200, {"Content-Length": str(len(good) + 100000)})
    good += b" " * 100000
    for at in range(0, len(good), part):
        h.wfile.write(good[at:at + part])
        h.wfile.flush()
        if h.server.arxiv.ended.wait(pause):
            break
    h.close_connection = True


@fault
def slow(h, good):
    """A byte in ten seconds of the program's clock, which is ten times as fast."""
    trickle(h, good, 1, 1)


@fault
def drip(h, good):
    """Just as fast as a listing may be, and without an end."""
    trickle(h, good, 0.05, 75)


@fault
def huge(h, good):
    """17 MiB of blanks in front of a good answer."""
    h.send(200, b" " * (17 << 20) + good, {})


@fault
def endless(h, good):
    h.start(200, {"Transfer-Encoding": "chunked"})
    part = b"%x\r\n%s\r\n" % (65536, b" " * 65536)
    while not h.server.arxiv.ended.is_set():
        h.wfile.write(part)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    disable_nagle_algorithm = True

    def do_GET(self):
        arxiv = self.server.arxiv
        name = arxiv.note(self)
        try:
            if name is None:
                self.send(200, arxiv.answer(self.path), {})
            else:
                FAULTS[name](self, arxiv.answer(self.path))
        except OSError:     # the program has had enough
            self.close_connection = True

    def start(self, code, headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def send(self, code, text, headers):
        self.start(code, dict({"Content-Type":
            "application/atom+xml; charset=utf-8",
            "Content-Length": str(len(text))}, **headers))
        self.wfile.write(text)

    def log_message(self, *ignored):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, address):
        pass


class Arxiv:
    def __init__(self, papers):
        self.papers = papers
        self.disliked = None
        self.choose = lambda n: None
        self.log = []
        self.ended = threading.Event()
        self.http = Server(("127.0.0.1", 0), Handler)
        self.http.arxiv = self
        self.url = "http://127.0.0.1:%d/api/query" % self.http.server_port

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, args=(0.05,),
            daemon=True).start()
        return self

    def __exit__(self, *failure):
        self.ended.set()
        self.http.shutdown()
        self.http.server_close()

    def note(self, handler):
        query = urllib.parse.parse_qs(
            urllib.parse.urlsplit(handler.path).query)
        fault = self.choose(len(self.log))
        self.log.append({"time": time.time(), "fault": fault,
            "path": handler.path, "connection": handler.client_address[1],
            "ids": query.get("id_list", [""])[0].split(",")
                if "id_list" in query else [],
            "title": query.get("search_query", [None])[0],
            "most": int(query.get("max_results", ["10"])[0]),
            "headers": dict(handler.headers.items())})
        return fault

    def take(self):
        """The requests since the last call."""
        log, self.log = self.log, []
        return log

    def search(self, query):
        def words(text):
            return re.findall(r"\w+", text.lower())
        wanted = words(re.fullmatch(r'ti:"(.*)"', query).group(1))
        return [name for name, paper in self.papers.items()
            if " ".join(wanted) in " ".join(words(paper["title"]))]

    def answer(self, path):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(path).query)
        most = int(query.get("max_results", ["10"])[0])
        if "search_query" in query:
            found = self.search(query["search_query"][0])
        else:
            ids = query.get("id_list", [""])[0].split(",")
            for name in ids:
                if name == self.disliked or not re.fullmatch(
                        r"\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7}", name):
                    return (HEAD % ("", 1, 1) + error(name) + TAIL).encode()
            found = [name for name in ids if name in self.papers]
        return (HEAD % (",".join(found), len(found[:most]), len(found))
            + "".join(entry(name, self.papers[name])
                for name in found[:most]) + TAIL).encode()

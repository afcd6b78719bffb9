# Asks a web server of ours for files of an output folder: what must come, and
# with which headers.  servers.sh and serve.sh run it:
#
#	port=PORT root=FOLDER [name=SERVER] python3 ask.py ACTION <LINES
import email.utils, gzip, hashlib, http.client, json, os, re, sys, traceback

PORT, ROOT, KNOWN = int(os.environ["port"]), os.environ["root"], "known.json"
SERVER = os.environ.get("name", "nginx")
PAGE = ("default-src 'none'; style-src 'self'; img-src 'self' https:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
FIRST = PAGE.replace("img-src", "script-src 'self'; connect-src 'self'; "
    "img-src").replace("form-action 'none'",
    "form-action https://huggingface.co")
OTHER = ("default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox")
TYPES = {"html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "ico": "image/x-icon", "atom": "application/atom+xml",
    "rss": "application/rss+xml", "json": "application/feed+json",
    "opml": "text/x-opml; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "txt": "text/plain; charset=utf-8"}
FOR_SCRIPTS = ("atom", "rss", "json", "opml")

class Answer:
    def __init__(self, method, path, headers):
        c = http.client.HTTPConnection("127.0.0.1", PORT, timeout=20)
        # None of the headers that http.client would add.
        c.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            c.putheader(name.replace("_", "-"), value)
        c.endheaders()
        r = c.getresponse()
        self.status, self.headers, self.body = r.status, r.headers, r.read()
        c.close()
        self.secure(path)

    def get(self, name):
        values = self.headers.get_all(name, [])
        assert len(values) < 2, (name, values)
        return values[0] if values else None

    # What goes with everything, errors as well.
    def secure(self, path):
        path = path.partition("?")[0]
        page = path.endswith(("/", ".html"))
        first = path.endswith(("/", "/index.html"))
        assert self.get("X-Content-Type-Options") == "nosniff"
        assert self.get("Referrer-Policy") == "no-referrer"
        assert self.get("Content-Security-Policy") == \
            (FIRST if first else PAGE if page else OTHER), self.get("Content-Security-Policy")
        assert self.get("Server") == {"nginx": "nginx", "apache": "Apache",
            "caddy": None}[SERVER], self.get("Server")
        assert not self.get("X-Inherited") and not self.get("Expires")
        assert not self.get("Set-Cookie")
        script = path.rsplit(".", 1)[-1] in FOR_SCRIPTS
        assert self.get("Access-Control-Allow-Origin") == \
            ("*" if script else None)
        assert self.get("Access-Control-Expose-Headers") == \
            ("ETag, Last-Modified" if script else None)

def ask(method, path, want, **headers):
    a = Answer(method, path, headers)
    assert a.status == want, (method, path, headers, a.status)
    return a

def content(name):
    with open(os.path.join(ROOT, name), "rb") as f:
        return f.read()

def names():
    found = [os.path.relpath(os.path.join(folder, name), ROOT)
        for folder, _, files in os.walk(ROOT) for name in files]
    return sorted(n for n in found if not n.endswith(".gz"))

def type_of(name):
    return "application/json" if name == "status.json" else \
        TYPES[name.rsplit(".", 1)[1]]

def meta(a):
    return [a.get(n) for n in ("ETag", "Last-Modified", "Cache-Control",
        "Vary")]

# The headers that a 304 has in common with its 200 (RFC 9110, 15.4.5); with an
# ETag Caddy leaves out the date, as it may.
def shared(a):
    return [v for n, v in enumerate(meta(a)) if n != 1 or SERVER != "caddy"]

def cached(name, a):
    if name == "status.json":
        assert a.get("Cache-Control") == "no-cache"
        return
    m = re.fullmatch("public, max-age=([0-9]+)", a.get("Cache-Control"))
    assert 60 <= int(m[1]) <= 900

def conditional(path, a, coding):
    etag, date = a.get("ETag"), a.get("Last-Modified")
    for headers in ({"If_None_Match": etag}, {"If_Modified_Since": date},
            {"If_None_Match": etag, "If_Modified_Since": date},
            {"If_None_Match": '"other", W/' + etag}):
        n = ask("GET", path, 304, **coding, **headers)
        assert not n.body and shared(n) == shared(a), (headers, meta(n), meta(a))
    # RFC 9110, 13.1.3: the date counts only without an ETag.
    others = [{"If_None_Match": '"other"', "If_Modified_Since": date},
        {"If_Modified_Since": "Sun, 06 Nov 1994 08:49:37 GMT"}]
    # Only nginx can be told that a date must be the very same.
    if SERVER == "nginx":
        others.append({"If_Modified_Since": "Wed, 06 Nov 2069 08:49:37 GMT"})
    for headers in others:
        assert ask("GET", path, 200, **coding, **headers).body == a.body

# Caddy sends twins in chunks, the larger ones without their length.
def measured(packed):
    return SERVER != "caddy" or not packed

# One file in one encoding; returns its ETag.
def one(name, path, coding):
    a = ask("GET", path, 200, **coding)
    packed = a.get("Content-Encoding") == "gzip"
    assert (gzip.decompress(a.body) if packed else a.body) == content(name)
    assert a.get("Content-Encoding") in (None, "gzip")
    assert packed == (bool(coding) and
        os.path.exists(os.path.join(ROOT, name + ".gz")))
    if not measured(packed):
        assert a.get("Content-Length") in (None, str(len(a.body)))
    else:
        assert a.get("Content-Length") == str(len(a.body))
    assert a.get("Content-Type") == type_of(name), a.get("Content-Type")
    assert re.fullmatch('"[!#-~]+"', a.get("ETag")), a.get("ETag")
    date = os.stat(os.path.join(ROOT, name)).st_mtime
    assert a.get("Last-Modified") == \
        email.utils.formatdate(int(date), usegmt=True)
    cached(name, a)
    h = ask("HEAD", path, 200, **coding)
    assert not h.body and meta(h) == meta(a)
    assert all(h.get(n) == a.get(n) for n in ("Content-Type",
        "Content-Encoding"))
    assert not measured(packed) or \
        h.get("Content-Length") == a.get("Content-Length")
    conditional(path, a, coding)
    return a

GZIP = {"Accept_Encoding": "gzip"}

def served(name, path=None):
    path = path or "/" + name
    plain, packed = one(name, path, {}), one(name, path, GZIP)
    if os.path.exists(os.path.join(ROOT, name + ".gz")):
        assert packed.get("Content-Encoding") == "gzip"
        assert plain.get("Vary") == packed.get("Vary") == "Accept-Encoding"
        assert plain.get("ETag") != packed.get("ETag")
        assert plain.get("Last-Modified") == packed.get("Last-Modified")
        # As a browser, curl, a refusal, and through a proxy of HTTP/1.0.
        for coding, twin in (("gzip, deflate, br, zstd", True),
                ("deflate, gzip", True), ("gzip;q=0, identity", False)):
            a = ask("GET", path, 200, Accept_Encoding=coding)
            assert a.get("ETag") == (packed if twin else plain).get("ETag")
        a = ask("GET", path, 200, Via="1.0 proxy", **GZIP)
        assert a.get("ETag") == packed.get("ETag")
    else:
        assert plain.get("Vary") is None

def current():
    return {n: {"sum": hashlib.sha256(content(n)).hexdigest(),
        "plain": meta(ask("GET", "/" + n, 200)),
        "packed": meta(ask("GET", "/" + n, 200, **GZIP))} for n in names()
        if n != "status.json"}

def remember():
    with open(KNOWN, "w") as f:
        json.dump(current(), f)

# Since remember(): what has other bytes is sent with other ETags, and was
# younger; all else is "not modified".
def news(*wanted):
    with open(KNOWN) as f:
        before = json.load(f)
    now = current()
    assert set(before) <= set(now), set(before) - set(now)
    changed = {n for n in before if before[n]["sum"] != now[n]["sum"]}
    for name in before:
        for kind, coding in (("plain", {}), ("packed", GZIP)):
            etag, date = before[name][kind][:2]
            want = 200 if name in changed else 304
            for headers in ({"If_None_Match": etag},
                    {"If_Modified_Since": date}):
                ask("GET", "/" + name, want, **coding, **headers)
            assert (now[name][kind][0] != etag) == (name in changed)
    print("changed:", *sorted(changed))
    for pattern in wanted:
        sign, pattern = pattern[0], pattern[1:]
        assert any(re.fullmatch(pattern, n) for n in now), pattern
        for n in now:
            if re.fullmatch(pattern, n):
                assert (n in changed) == (sign == "+"), n
    if not wanted:
        assert not changed

# A browser asks for leave before it lets a page's script send If-None-Match.
def preflight(path, leave):
    a = ask("OPTIONS", path, 204, Origin="https://reader.example",
        Access_Control_Request_Method="GET",
        Access_Control_Request_Headers="if-none-match")
    assert not a.body and a.get("Allow") == "GET, HEAD, OPTIONS"
    if leave:
        assert a.get("Access-Control-Allow-Methods") == "GET, HEAD"
        assert "if-none-match" in \
            a.get("Access-Control-Allow-Headers").lower().split(", ")
        assert a.get("Access-Control-Max-Age").isdigit()
    else:
        assert a.get("Access-Control-Allow-Methods") is None
        assert a.get("Access-Control-Allow-Headers") is None
    a = ask("GET", path, 200, Origin="https://reader.example")
    assert a.get("Access-Control-Allow-Methods") is None
    assert a.get("Access-Control-Max-Age") is None

# Apache adds an empty Allow to any other.
def methods(a):
    found = re.findall("[A-Z]+", " ".join(a.headers.get_all("Allow", [])))
    return ", ".join(sorted(found))

def refused(method, path, want):
    for coding in ({}, GZIP):
        a = ask(method, path, int(want), **coding)
        assert SERVER != "nginx" or \
            a.get("Content-Type") == "text/html; charset=utf-8"
        assert a.get("Cache-Control") is None and a.get("ETag") is None
        assert (methods(a) == "GET, HEAD, OPTIONS") == (want == "405")
        assert method == "HEAD" or b"<h1>" in a.body
        assert SERVER != "nginx" or method == "HEAD" or \
            b"<h1>%s " % want.encode() in a.body
        assert not re.search(rb"(nginx|Apache|Caddy)/[0-9]", a.body)

def moved(path, to):
    a = ask("GET", path, 301)
    assert a.get("Location") == "http://127.0.0.1:%d%s" % (PORT, to)

def gone(path):
    ask("GET", path, 410)

# What differs between servers, and does not matter.
OWN = {"date", "server", "etag", "connection", "keep-alive", "accept-ranges",
    "transfer-encoding", "content-length"}

# Print all else that comes with an answer, and its status.
def show(method, path):
    for coding in ({}, GZIP):
        a = Answer(method, path, coding)
        headers = sorted((n.title(), v) for n, v in a.headers.items()
            if n.lower() not in OWN)
        print(method, path, *coding.values(), a.status)
        for name, value in headers:
            # Each has a page of its own for errors.
            if name == "Content-Type" and a.status != 200 or \
                    name == "Cache-Control" and a.status == 204:
                continue
            if name == "Allow" and not value:
                continue
            print("\t%s: %s" % (name, value))

def leave(path):
    preflight(path, True)

def no_leave(path):
    preflight(path, False)

# With 304 as well, which readers have mostly; a missing feed has none.
def linked(path):
    a = ask("GET", path, 200)
    link = '<http://127.0.0.1:%d%s>; rel="self", ' % (PORT, path) + \
        '<https://pubsubhubbub.appspot.com/>; rel="hub"'
    assert a.get("Link") == link, a.get("Link")
    again = ask("GET", path, 304, If_None_Match=a.get("ETag"))
    assert again.get("Link") == link, again.get("Link")
    assert ask("GET", "/none" + path[1:], 404).get("Link") is None

def not_linked(path):
    assert ask("GET", path, 200).get("Link") is None

# Each line of standard input holds the arguments of a call.
action, failed = globals()[sys.argv[1]], False
for line in sys.stdin:
    try:
        action(*line.split())
    except Exception:
        print(sys.argv[1], line.rstrip("\n") + ":")
        traceback.print_exc(limit=-3, file=sys.stdout)
        failed = True
sys.exit(failed)

#!/bin/sh
# What a real nginx with the configuration we ship makes of the output folder:
# every file's headers, the conditional requests of readers, what is refused.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# shellcheck source=tests/e2e/nginx.sh
. "${abs_top_srcdir:-.}/tests/e2e/nginx.sh"

if ! command -v nginx >"$out" 2>&1; then
	skip 'a real nginx' 'it is not installed'
	done_testing
fi

serve "$tmp/none"
start_somewhere >"$tmp/started"
check 'nginx runs with the configuration we ship' [ -n "$server" ]
if [ -z "$server" ]; then
	sed 's/^/# /' "$tmp/started"
	done_testing
fi
check 'which was adapted in three places' \
    [ "$(diff "$abs_top_srcdir/feeds/nginx.conf" "$web/paperfeed.conf" |
    grep -c '^> 	[lsr]')" -eq 3 ]
grep -h 'paperfeed\.conf' "$web/stderr" "$web/error.log" >"$tmp/warnings"
check 'nginx has nothing to warn of' [ ! -s "$tmp/warnings" ]

# What is asked, and what must come.
cat >"$tmp/ask.py" <<'END'
import email.utils, gzip, hashlib, http.client, json, os, re, sys, traceback

PORT, ROOT, KNOWN = int(os.environ["port"]), os.environ["root"], "known.json"
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
        assert self.get("Server") == "nginx", self.get("Server")
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

# The headers that a 304 has in common with its 200 (RFC 9110, 15.4.5).
def meta(a):
    return [a.get(n) for n in ("ETag", "Last-Modified", "Cache-Control",
        "Vary")]

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
        assert not n.body and meta(n) == meta(a), (headers, meta(n), meta(a))
    # RFC 9110, 13.1.3: the date counts only without an ETag.
    for headers in ({"If_None_Match": '"other"', "If_Modified_Since": date},
            {"If_Modified_Since": "Sun, 06 Nov 1994 08:49:37 GMT"},
            {"If_Modified_Since": "Wed, 06 Nov 2069 08:49:37 GMT"}):
        assert ask("GET", path, 200, **coding, **headers).body == a.body

# One file in one encoding; returns its ETag.
def one(name, path, coding):
    a = ask("GET", path, 200, **coding)
    packed = a.get("Content-Encoding") == "gzip"
    assert (gzip.decompress(a.body) if packed else a.body) == content(name)
    assert a.get("Content-Encoding") in (None, "gzip")
    assert packed == (bool(coding) and
        os.path.exists(os.path.join(ROOT, name + ".gz")))
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
        "Content-Length", "Content-Encoding"))
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

def refused(method, path, want):
    for coding in ({}, GZIP):
        a = ask(method, path, int(want), **coding)
        assert a.get("Content-Type") == "text/html; charset=utf-8"
        assert a.get("Cache-Control") is None and a.get("ETag") is None
        assert (a.get("Allow") == "GET, HEAD, OPTIONS") == (want == "405")
        assert method == "HEAD" or b"<h1>%s " % want.encode() in a.body
        assert not re.search(rb"nginx/[0-9]", a.body)

def moved(path, to):
    a = ask("GET", path, 301)
    assert a.get("Location") == "http://127.0.0.1:%d%s" % (PORT, to)

def gone(path):
    ask("GET", path, 410)

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

def leave(path):
    preflight(path, True)

def no_leave(path):
    preflight(path, False)

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
END

# ask ACTION [LINE...]: ask.py's action with the words of each line, or, without
# a line, of those on standard input
ask() {
	ask_action=$1
	shift
	if [ $# -gt 0 ]; then
		printf '%s\n' "$@" | ask "$ask_action"
		return
	fi
	port=$port root=$web/root python3 "$tmp/ask.py" "$ask_action"
}

# names: of what is served
names() {
	(cd "$web/root/" && find . -type f ! -name '*.gz' | sed 's|^\./||' |
	    sort)
}

# Another month, with papers of its own.
sed 's/2026-11-/2026-10-/g; s/"2611\./"2610./; s/"id": "2611\./"id": "2610./
    s|/2611\.|/2610.|g; s/\("title": "\)/\1October: /' \
    "$data/day-2026-11-20.json" >"$tmp/day-2026-10-20.json"

site site - <<END
site {
	title = "Papers under test"
	url = "http://127.0.0.1:$port/"
}
topic agents {
	title = "Agents"
	match = 'agent'
}
topic rag {
	title = "Retrieval-augmented generation"
	match = 'RAG OR "retrieval augmented"'
}
END
serve "$site/public"
check 'import two months' status 0 pf import "$tmp/day-2026-10-20.json" \
    "$data/search-2026-11-18.txt" "$data/day-2026-11-19.html" \
    "$data/day-2026-11-20.json"
names >"$tmp/names"
check 'every kind of file is there' [ "$(cat "$tmp/names")" = \
'agents-2026-10.html
agents-2026-11.html
agents.atom
agents.bib
agents.html
agents.json
agents.rss
all.atom
all.bib
all.html
all.json
all.rss
archive/agents-2026-10.atom
archive/agents-2026-11.atom
archive/all-2026-10.atom
archive/all-2026-11.atom
archive/rag-2026-10.atom
archive/rag-2026-11.atom
day/2026-10-20.bib
day/2026-10-20.html
day/2026-11-18.bib
day/2026-11-18.html
day/2026-11-19.bib
day/2026-11-19.html
day/2026-11-20.bib
day/2026-11-20.html
favicon.ico
feeds.opml
index.html
month/2026-10.html
month/2026-11.html
rag-2026-10.html
rag-2026-11.html
rag.atom
rag.bib
rag.html
rag.json
rag.rss
search.js
search/2026-10.txt
search/2026-11.txt
status.json
style.css
week/2026-W43.html
week/2026-W47.html' ]
check 'all but status.json have a twin' \
    [ "$(find "$site/public" -name '*.gz' | wc -l)" -eq 44 ]
check 'every file is served as it should' ask served <"$tmp/names"
check '/ is index.html' ask served 'index.html /'
check 'a query changes nothing' ask served 'all.atom /all.atom?utm_source=x'

# Scripts of other sites.
check 'scripts may ask for news of feeds' ask leave /all.atom /all.rss \
    /all.json /feeds.opml /status.json /archive/all-2026-11.atom
check 'a page is not for scripts' ask no_leave /index.html /style.css

# Nothing but the files.
echo secret >"$site/public/.all.atom.paperfeed-new"
echo secret >"$site/public/archive/.all-2026-11.atom.gz.paperfeed-new"
mkdir "$site/public/.git"
echo secret >"$site/public/.git/config"
echo secret >"$site/public/.git/status.json"
check 'hidden files are refused' ask refused <<'END'
GET /.all.atom.paperfeed-new 404
GET /%2eall.atom.paperfeed-new 404
GET /archive/.all-2026-11.atom.gz.paperfeed-new 404
GET /.git/ 404
GET /.git/config 404
GET /.git/status.json 404
END
check 'twins are refused by their own names' ask refused <<'END'
GET /all.atom.gz 404
GET /status.json.gz 404
GET /archive/all-2026-11.atom.gz 404
GET /archive/all-2026-11.atom%2egz 404
END
check 'folders are refused' ask refused 'GET /archive/ 404' 'GET /archive 404'
check 'what is not there is refused' ask refused <<'END'
GET /archive/all-2020-01.atom 404
GET /missing.html 404
GET /missing.atom 404
GET /missing 404
GET /all 404
GET /all.atom/ 404
HEAD /missing.atom 404
END
check 'what is outside is refused' ask refused <<'END'
GET /../paperfeed.conf 400
GET /%2e%2e/paperfeed.conf 400
GET /archive/../../paperfeed.db 400
END
check 'other methods are refused' ask refused <<'END'
POST /all.atom 405
POST / 405
POST /archive/ 405
POST /missing 405
PUT /all.atom 405
DELETE /all.atom 405
PATCH /all.atom 405
PROPFIND / 405
END
rm -r "$site/public/.git" "$site/public"/.*-new "$site/public/archive"/.*-new

# Conditional requests over time.
live='(agents|all)[.](atom|rss|json|html)'
check 'all can be had' ask remember ''
check 'publish again' status 0 pf publish
check 'after which nothing is sent anew' ask news ''
sed 's/Seldom Nest/Hardly Nest/g' "$data/day-2026-11-20.json" \
    >"$tmp/title.json"
check 'import a changed title' status 0 pf import "$tmp/title.json"
check 'after which its topics, and nothing else, are sent anew' \
    ask news "+$live +archive/(agents|all)-2026-11[.]atom \
    -archive/(rag-.*|.*-2026-10[.]atom) \
    -(rag[.].*|style.css|favicon.ico|feeds.opml)"
check 'all can be had again' ask remember ''
# The same number of bytes, at once: the ETag has only time and size.
sed 's/Hardly Nest/Rarely Nest/g' "$tmp/title.json" >"$tmp/again.json"
check 'import another title at once' status 0 pf import "$tmp/again.json"
check 'after which they are sent anew again' ask news "+$live -style.css"

# A reader: newsboat asks with ETag and date from its third time on.
if command -v newsboat >"$out" 2>&1; then
	mkdir "$tmp/newsboat"
	echo "http://127.0.0.1:$port/all.atom" >"$tmp/newsboat/urls"
	: >"$tmp/newsboat/config"
	for turn in 1 2 3; do
		check "newsboat, time $turn" env HOME="$tmp/newsboat" timeout \
		    60 newsboat -q -u "$tmp/newsboat/urls" -C \
		    "$tmp/newsboat/config" -c "$tmp/newsboat/cache" -x reload
		check "publish between, time $turn" status 0 pf publish
	done
	grep -i ' /all.atom newsboat' "$web/access.log" | cut -c 1-3 |
	    tr '\n' ' ' >"$tmp/statuses"
	check 'newsboat got it twice, then was told it has it' \
	    [ "$(cat "$tmp/statuses")" = '200 200 304 ' ]
else
	skip 'newsboat' 'it is not installed'
fi

# Without twins.
sed 's/^site {/&\
	gzip = no/' "$conf" >"$site/no.conf"
check 'publish without gzip' status 0 run -q -c "$site/no.conf" publish
check 'removes the twins' \
    [ "$(find "$site/public" -name '*.gz' | wc -l)" -eq 0 ]
check 'without gzip every file is served as it should' \
    ask served <"$tmp/names"
check 'import a changed title without gzip' status 0 \
    run -q -c "$site/no.conf" import "$data/day-2026-11-20.json"
check 'without gzip: the new bytes are sent' ask served agents.atom
check 'publish with gzip again' status 0 pf publish
check 'makes the twins' \
    [ "$(find "$site/public" -name '*.gz' | wc -l)" -eq 44 ]
check 'with gzip again: the new bytes are sent' ask served agents.atom

# The examples that stand there as comments, but for those of TLS.
stop
adapted | sed '/^#:.*\(rewrite\|location\)/,/^#:	}/s/^#://
    s/^#:\(.*rewrite\)/\1/
    /^#:map.*paperfeed_link/,/^#:}/s/^#://
    s/^#:\(.*add_header Link\)/\1/' >"$web/paperfeed.conf"
check 'nginx runs with the examples' start
check 'the files of a renamed topic have moved' ask moved <<'END'
/rag.atom /retrieval.atom
/rag.html /retrieval.html
/archive/rag-2026-10.atom /archive/retrieval-2026-10.atom
END
check 'the files of a removed topic are gone' ask gone /agents.atom \
    /agents.html /archive/agents-2026-11.atom
check 'the files of other topics are not gone' ask served all.atom
check 'live feeds name hub and self in a header' ask linked /all.atom /all.rss \
    /all.json
check 'nothing else does' ask not_linked / /all.html /all.bib /style.css \
    /feeds.opml /status.json /archive/all-2026-11.atom
stop

grep '\[\(warn\|error\|crit\|alert\|emerg\)\]' "$web/error.log" |
    grep -v 'unsafe URI\|client sent invalid' >"$tmp/errors"
check 'nginx had no errors' [ ! -s "$tmp/errors" ]
done_testing

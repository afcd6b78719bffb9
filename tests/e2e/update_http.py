"""What update asks of a server, and through what: validators, proxies, TLS."""
import datetime
import http.server
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import warnings

from case import Case, LATER, START, always, lines, main, tap


def conditions(bench):
    """Validators, and what else is on the wire."""
    with Case(bench) as c:
        c.server.headers = {"ETag": 'W/"a,b\'c"',
            "Last-Modified": "Thu, 19 Nov 2026 09:00:00 GMT"}
        c.run(START)
        head = c.server.log[0]["headers"]
        tap.check("the wire: User-Agent tells who asks",
            re.fullmatch(r"paperfeed/[0-9.]+ \(\+https://example\.org/about\)",
            head["User-Agent"]), head)
        tap.check("the wire: compressed bodies are welcome",
            "gzip" in head["Accept-Encoding"], head)
        tap.check("the wire: no condition the first time",
            "If-None-Match" not in head and "If-Modified-Since" not in head)
        connections = {e["connection"] for e in c.server.log}
        tap.check("the wire: four pages, one connection",
            len(c.server.log) == 4 and len(connections) == 1, c.server.log)
        before = c.site.state()
        done = c.run(LATER)
        heads = [e["headers"] for e in c.server.log]
        tap.check("the wire: validators come back byte for byte",
            all(h.get("If-None-Match") == 'W/"a,b\'c"' and
            h.get("If-Modified-Since") == "Thu, 19 Nov 2026 09:00:00 GMT"
            for h in heads), heads)
        tap.check("the wire: no cookie, no referrer", not any(h.get("Cookie")
            or h.get("Referer") for h in heads), heads)
        tap.check("304: four requests and nothing is touched",
            done.returncode == 0 and done.stderr == "" and
            len(heads) == 4 and c.site.state() == before, done)
        c.server.headers = {"ETag": '"new"'}
        c.run(LATER)
        c.run(LATER)
        tap.check("a new ETag replaces the old one",
            c.server.log[0]["headers"].get("If-None-Match") == '"new"',
            c.server.log[0])
    with Case(bench) as c:
        c.server.headers = {"ETag": '"one"'}
        c.run(START)
        before = c.site.state()
        c.server.choose = always("304-renewed")
        done = c.run(LATER)
        tap.check("304 with another ETag: nothing is touched",
            done.returncode == 0 and c.site.state() == before, done)
        c.server.choose = lambda path: None
        c.run(LATER + datetime.timedelta(hours=1))
        tap.check("304 with another ETag: that comes back",
            c.server.log[0]["headers"].get("If-None-Match") == '"two"',
            c.server.log[0])
    with Case(bench) as c:
        c.server.choose = always("304")
        done = c.run(START)
        tap.check("304 that nobody asked for: a failure",
            done.returncode == 69 and lines(done.stderr) == 1 and
            "304 Not Modified, though" in done.stderr, done)
    with Case(bench) as c:
        c.server.choose = always("latin-1")
        done = c.run(START)
        tap.check("bytes that are no UTF-8: the declared charset counts",
            done.returncode == 0 and "Ad\u00e9 Quay" in c.site.records() and
            "Ada Quay" not in c.site.records(), done)
    for fault in ("long-etag", "odd-etag"):
        with Case(bench) as c:
            c.server.choose = always(fault)
            c.run(START)
            c.run(LATER)
            tap.check("%s: not sent back" % fault, not any("If-None-Match" in
                e["headers"] for e in c.server.log), c.server.log)


def connections(bench):
    """The kernel's word for it: one TCP connection for four pages."""
    name = "strace: four pages, one TCP connection"
    if bench.slow or shutil.which("strace") is None:
        tap.skip(name, "no strace, or the program is traced already")
        return
    with Case(bench) as c:
        trace = os.path.join(bench.folder, "trace")
        environment = bench.environment(START)
        # A leak checker is a tracer itself.
        environment["ASAN_OPTIONS"] = "detect_leaks=0:" + \
            environment["ASAN_OPTIONS"]
        done = subprocess.run(["strace", "-f", "-e", "trace=connect", "-o",
            trace] + bench.program + ["-c", c.site.conf, "update"],
            capture_output=True, text=True, env=environment, timeout=60)
        with open(trace) as f:
            made = [line for line in f if "sa_family=AF_INET" in line]
        tap.check(name, done.returncode == 0 and len(c.server.log) == 4 and
            len(made) == 1 and "htons(%d)" % c.server.port in made[0], done,
            *made)


def unreachable(bench):
    """Nobody there; a proxy that is not there; the other address family."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
        with Case(bench) as c:
            c.run(START)
            before = c.site.state()
            c.site.configure("http://127.0.0.1:%d/{date}" % port)
            done = c.run(LATER)
            tap.check("refused: ends with 69 and one line",
                done.returncode == 69 and lines(done.stderr) == 1 and
                "cannot connect: Connection refused" in done.stderr, done)
            tap.check("refused: nothing is touched",
                c.site.state() == before)
            c.site.configure(c.url)
            proxy = "http://user:pw@127.0.0.1:%d" % port
            done = c.run(LATER, http_proxy=proxy)
            tap.check("a proxy that is not there is named",
                done.returncode == 69 and "proxy http://127.0.0.1:%d" % port
                in done.stderr and "pw" not in done.stderr, done)
            done = c.run(LATER, http_proxy=proxy, no_proxy="127.0.0.1")
            tap.check("no_proxy: it is passed by", done.returncode == 0, done)
    with Case(bench) as c:
        c.site.configure("http://no-such-host.example.invalid/{date}")
        done = c.run(START)
        tap.check("a name that does not resolve: 69",
            done.returncode == 69 and lines(done.stderr) == 1, done)
        tap.check("a store without a paper publishes nothing",
            not os.path.exists(c.site.public))
    try:
        case = Case(bench, host="::1")
    except OSError as error:
        tap.skip("IPv6 only", error)
        return
    with case as c:
        done = c.run(START)
        tap.check("IPv6 only", done.returncode == 0 and
            len(c.server.log) == 4, done)


class Proxy(http.server.BaseHTTPRequestHandler):
    """A proxy that answers itself: it was asked."""
    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        body = b"<html></html>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def proxy(bench):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, args=(0.05,),
        daemon=True).start()
    with Case(bench) as c:
        c.site.configure("http://papers.example.com/{date}")
        c.run(START, http_proxy="http://127.0.0.1:%d" % server.server_port)
    server.shutdown()
    tap.check("a proxy from the environment is asked", Proxy.asked[:1] ==
        ["http://papers.example.com/2026-11-19"], Proxy.asked)


def certificate(folder, name):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048",
        "-nodes", "-days", "2", "-subj", "/CN=" + name, "-addext",
        "subjectAltName=DNS:" + name, "-keyout",
        os.path.join(folder, name + ".key"), "-out",
        os.path.join(folder, name + ".pem")], check=True,
        capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, name + ".pem"),
        os.path.join(folder, name + ".key"))
    return context, os.path.join(folder, name + ".pem")


def expired(folder):
    """A certificate of a day that is over, and what trusts it."""
    def name(end):
        return os.path.join(folder, "expired" + end)
    for end, text in ((".index", ""), (".serial", "01\n"), (".conf", """
[ca]
default_ca = us
[us]
database = %s
serial = %s
new_certs_dir = %s
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = DNS:localhost
""" % (name(".index"), name(".serial"), folder))):
        with open(name(end), "w") as f:
            f.write(text)
    for words in (["req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj",
            "/CN=localhost", "-keyout", name(".key"), "-out", name(".csr")],
            ["ca", "-batch", "-selfsign", "-config", name(".conf"),
            "-keyfile", name(".key"), "-in", name(".csr"), "-out",
            name(".pem"), "-startdate", "20200101000000Z", "-enddate",
            "20200102000000Z"]):
        subprocess.run(["openssl"] + words, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(name(".pem"), name(".key"))
    return context, name(".pem")


def old_protocol(folder):
    """A server that speaks TLS 1.0 only, as it does to whom wants that."""
    context, file = certificate(folder, "localhost")
    client = ssl.create_default_context(cafile=file)
    for side in context, client:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            side.minimum_version = ssl.TLSVersion.TLSv1
            side.maximum_version = ssl.TLSVersion.TLSv1
        side.set_ciphers("ALL:@SECLEVEL=0")
    here, there = socket.socketpair()
    def serve():
        context.wrap_socket(there, server_side=True)
    server = threading.Thread(target=serve)
    server.start()
    with client.wrap_socket(here, server_hostname="localhost") as wrapped:
        assert wrapped.version() == "TLSv1"
    server.join()
    return context, file


def tls(bench):
    if shutil.which("openssl") is None:
        tap.skip("TLS", "there is no openssl")
        return
    context, file = certificate(bench.folder, "localhost")
    other, other_file = certificate(bench.folder, "elsewhere.example")
    with Case(bench, context=context) as c:
        c.site.configure(c.url.replace("127.0.0.1", "localhost"))
        done = c.run(START)
        tap.check("TLS: a certificate of one's own is refused",
            done.returncode == 69 and "certificate" in done.stderr and
            lines(done.stderr) == 1 and c.server.log == [], done)
        done = c.run(START, SSL_CERT_FILE=file)
        tap.check("TLS: unless it is trusted", done.returncode == 0 and
            len(c.server.log) == 4, done)
        c.server.choose = always("redirect-to-http")
        done = c.run(LATER, SSL_CERT_FILE=file)
        tap.check("TLS: no redirect to http", done.returncode == 69 and
            "redirect from https to http://127.0.0.1:1/" in done.stderr, done)
    for name, spoilt, trusted, said in (
            ("an expired certificate", *expired(bench.folder), "certificate"),
            ("TLS 1.0 alone", *old_protocol(bench.folder), "")):
        with Case(bench, context=spoilt) as c:
            c.site.configure(c.url.replace("127.0.0.1", "localhost"))
            done = c.run(START, SSL_CERT_FILE=trusted)
            tap.check("TLS: %s is refused" % name, done.returncode == 69 and
                lines(done.stderr) == 1 and said in done.stderr and
                c.server.log == [], done)
    with Case(bench, context=other) as c:
        c.site.configure(c.url.replace("127.0.0.1", "localhost"))
        done = c.run(START, SSL_CERT_FILE=other_file)
        tap.check("TLS: another host's certificate is refused",
            done.returncode == 69 and "certificate" in done.stderr, done)


if __name__ == "__main__":
    main([conditions, connections, unreachable, proxy, tls],
        under_valgrind=[])

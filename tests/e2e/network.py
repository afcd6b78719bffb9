"""Networks in which something is missing, each in a name space of its own.

usage: network.py FOLDER WARP PROGRAM...

The addresses are those that RFC 5737 and RFC 3849 keep for documentation: the
program takes them for public ones.
"""
import ctypes
import os
import socket
import subprocess
import sys
import tempfile

from case import Case, LATER, START, always, lines, main, tap

PUBLIC, PUBLIC_6 = "203.0.113.5", "2001:db8::5"
CLONE_NEWNS, CLONE_NEWNET = 0x20000, 0x40000000


def command(*words):
    subprocess.run(words, check=True, capture_output=True)


def new_network(*addresses):
    """From here on this process has a loopback with these, and nothing else."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    if addresses:
        command("ip", "link", "set", "lo", "up")
    for address in addresses:
        command("ip", "address", "add", address, "dev", "lo",
            *["nodad"] * (":" in address))


def apart(case):
    """Run a case in a process of its own, which may leave its network."""
    def run(bench):
        sys.stdout.flush()
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            tap.count = tap.failed = 0
            os.dup2(writer, 1)
            try:
                case(bench)
            except OSError as error:
                tap.skip(case.__doc__, error)
            finally:
                sys.stdout.flush()
                os._exit(0)
        os.close(writer)
        with open(reader) as f:
            said = f.read()
        os.waitpid(child, 0)
        results = [l for l in said.splitlines() if "ok " in l[:7]]
        if not results:
            tap.check(case.__doc__, False, said)
        for line in said.splitlines():
            if line in results:
                tap.count += 1
                tap.failed += line.startswith("not ")
                print(line.replace("ok %s" % line.split("ok ")[1].split()[0],
                    "ok %d" % tap.count))
            else:
                print(line)
        bench.count += 10   # its sites
    return run


def good_then(c, url, now=LATER, **environment):
    """A good run, then one of another URL; what became of the files."""
    c.run(START)
    before, records = c.site.state(), c.site.records()
    c.site.configure(url)
    done = c.run(now, **environment)
    return done, c.site.state() == before and c.site.records() == records


def failed(name, done, untouched, said):
    tap.check(name, done.returncode == 69 and lines(done.stderr) == 1 and
        said in done.stderr, done)
    tap.check(name + ": nothing is touched", untouched)


@apart
def no_route(bench):
    """no route to the host: 69"""
    with Case(bench) as c:
        c.run(START)
        before, records = c.site.state(), c.site.records()
        c.site.configure("http://%s/{date}" % PUBLIC)
        new_network()
        done = c.run(LATER)
        failed("no route to the host: 69", done, c.site.state() == before and
            c.site.records() == records, "cannot connect: Network is unreach")


def deaf(address):
    """A socket whose queue is full: the kernel drops whoever comes next."""
    s = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((address, 0))
    s.listen(0)
    waiting = []
    for _ in range(3):
        w = socket.socket(s.family)
        w.setblocking(False)
        w.connect_ex(s.getsockname()[:2])
        waiting.append(w)
    return s, waiting


@apart
def no_answer(bench):
    """nobody answers a connection: 69"""
    new_network(PUBLIC)
    with Case(bench) as c:
        s, waiting = deaf(PUBLIC)
        done, same = good_then(c, "http://%s:%d/{date}" % s.getsockname(),
            WARP_SPEED="20")
        failed("nobody answers a connection: 69", done, same, " s")


@apart
def no_name(bench):
    """a name that nobody knows: 69"""
    new_network(PUBLIC)
    with Case(bench) as c:
        done, same = good_then(c, "http://papers.example.invalid/{date}")
        failed("a name that nobody knows: 69", done, same,
            "papers.example.invalid")


@apart
def redirected_inside(bench):
    """from a public host to a private one: refused"""
    new_network(PUBLIC)
    with Case(bench, host=PUBLIC) as c:
        c.run(START)
        before, records = c.site.state(), c.site.records()
        c.server.choose = always("redirect-inside")
        done = c.run(LATER)
        failed("from a public host to a private one: refused", done,
            c.site.state() == before and c.site.records() == records,
            "127.0.0.1")
        tap.check("from a public host to a private one: it is not asked",
            not any("/inside" in p for p in c.paths()), c.paths())


@apart
def one_family_broken(bench):
    """IPv6 is broken and IPv4 is not: all is read"""
    new_network(PUBLIC, PUBLIC_6)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNS) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    command("mount", "--make-rprivate", "/")
    with tempfile.NamedTemporaryFile("w") as f:
        f.write("%s papers.test\n%s papers.test\n" % (PUBLIC_6, PUBLIC))
        f.flush()
        command("mount", "--bind", f.name, "/etc/hosts")
    with Case(bench, host=PUBLIC) as c:
        s = socket.socket(socket.AF_INET6)
        s.bind((PUBLIC_6, c.server.port))
        s.listen(0)
        waiting = []
        for _ in range(3):
            w = socket.socket(socket.AF_INET6)
            w.setblocking(False)
            w.connect_ex((PUBLIC_6, c.server.port))
            waiting.append(w)
        c.site.configure(c.url.replace(PUBLIC, "papers.test"))
        done = c.run(START)
        tap.check("IPv6 is broken and IPv4 is not: all is read",
            done.returncode == 0 and done.stderr == "" and
            len(c.server.log) == 4, done)


if __name__ == "__main__":
    main([no_route, no_answer, no_name, redirected_inside, one_family_broken],
        under_valgrind=[])

#!/bin/sh
# --dry-run tells which files would be made again, and why, and writes nothing.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

text=$data/search-2026-11-18.txt
page=$data/day-2026-11-19.html
api=$data/day-2026-11-20.json

# Every file below the site's folder but the configuration and those in which
# SQLite's readers meet, with its time, inode and sum.
state() {
	(cd "$site" && find . -type f ! -name '*.conf' ! -name '*-wal' \
	    ! -name '*-shm' -exec sha256sum {} + \
	    -exec stat -c '%n %i %y %z' {} + | sort)
}

# plans LINE...: the last dry run printed these lines among others
plans() {
	for plans_line; do
		grep -qxF "$plans_line" "$out" || {
			echo "no line: $plans_line; it printed:"
			cat "$out"
			return 1
		}
	done
}

# What was written since $tmp/state, but for twins, is in the plan.
written_was_planned() {
	state | diff "$tmp/state" - | sed -n 's|^> ./public/\([^ ]*\) .*|\1|p' |
	    grep -v '\.gz$\|status.json' | sort -u >"$tmp/written"
	test -s "$tmp/written" || { echo 'nothing was written'; return 1; }
	comm -23 "$tmp/written" "$tmp/planned" | grep . && return 1
	return 0
}

site new
check 'a first import is planned' status 0 pf import --dry-run "$text"
check 'each file has a reason' plans \
    'all.atom: nothing was published before' \
    'index.html: nothing was published before'
check 'no store and no output was made' test -z "$(state)"

check 'a real import' pf import "$text"
state >"$tmp/state"
check 'with nothing new' status 0 pf publish --dry-run
check 'nothing is planned' test ! -s "$out"

check 'another import is planned' status 0 pf import --dry-run "$page" "$api"
check 'new papers are counted' sh -c \
    "grep -qE '^all\\.atom: [0-9]+ papers are new' '$out'"
check 'the site follows' plans 'index.html: papers changed'
state | diff "$tmp/state" - >"$tmp/diff"
check 'the store and each file are as before' test ! -s "$tmp/diff"
sed 's/: .*//' "$out" | sort >"$tmp/planned"
check 'the same import' pf import "$page" "$api"
check 'what it wrote was planned' written_was_planned

site damaged
check 'a site' pf import "$text"
rm "$site/public/all.rss"
echo x >>"$site/public/all.json"
check 'damage is found' status 0 pf publish --dry-run
check 'only the damaged files are planned' sh -c \
    "printf '%s: it is missing, or somebody else changed it\\n' all.rss \
	all.json | diff - '$out'"
check 'they are made' pf publish
check 'then all is well' status 0 pf publish --dry-run
check 'and nothing is planned' test ! -s "$out"

printf 'topic rare {\n\ttitle = "Rare"\n\tmatch = "diffusion"\n}\n' >>"$conf"
check 'a new topic' status 0 pf publish --dry-run
check 'it is the configuration that changed' plans \
    'rare.atom: the configuration or the program changed' \
    'feeds.opml: the configuration or the program changed'
check 'no file of it was made' test ! -e "$site/public/rare.atom"
check 'the topic is made' pf publish
site_without=$(grep -v 'rare\|Rare\|diffusion' "$conf" | sed '$d')
printf '%s\n' "$site_without" >"$conf"
check 'without the topic' pf publish
check 'its removal' status 0 pf publish --dry-run --prune
check 'is planned' plans \
    'rare.atom: removed, because topic rare is no longer configured'
check 'it is still there' test -e "$site/public/rare.atom"
check 'everything' status 0 pf publish --dry-run --all
check 'has its reason' plans 'all.html: --all looks at every file'

check 'a bad file' status 65 pf import --dry-run "$conf"

# A source on loopback that has one listing, under whatever name.
cat >"$tmp/source.py" <<'END'
import http.server, os, signal, sys

class Source(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with open(sys.argv[1], "rb") as f:
            body = f.read()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        with open(sys.argv[2] + ".asked", "a") as f:
            f.write(self.path + "\n")

    def log_message(self, *arguments):
        pass

server = http.server.HTTPServer(("127.0.0.1", 0), Source)
# What "python3" starts may be another process than the one that serves.
with open(sys.argv[2] + ".pid", "w") as f:
    print(os.getpid(), file=f)
with open(sys.argv[2], "w") as f:
    print(server.server_port, file=f)
signal.alarm(120)
server.serve_forever()
END
python3 "$tmp/source.py" "$api" "$tmp/port" &
trap 'kill "$(cat "$tmp/port.pid")"; cd / && rm -rf "$tmp"' EXIT
tries=0
until [ -s "$tmp/port" ] || [ $((tries += 1)) -gt 100 ]; do
	sleep 0.1
done
site updated
printf 'source trending {\n\turl = "http://127.0.0.1:%s/papers/trending"\n}\n' \
    "$(cat "$tmp/port")" >>"$conf"
check 'an update is planned' status 0 pf update --dry-run
check 'the source was asked' test -s "$tmp/port.asked"
check 'each file has a reason' plans 'all.atom: nothing was published before'
check 'no store and no output was made' test -z "$(state)"
done_testing

#!/bin/sh
# The deployments by rsync and rclone (feeds/deploy), wherever they fail: no feed
# links to a page that is missing, and the next run makes all equal.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
deploy=$abs_top_srcdir/feeds/deploy

if ! command -v flock >"$tmp/ignored"; then
	skip 'deployments' 'flock is missing'
	done_testing
fi

# linked FOLDER: every page and document that a feed or a topic's page there links
# to is there, too.  A document of an archive may link forward, to one that is
# still to come.
cat >"$tmp/linked.py" <<'END'
import os, re, sys

root = sys.argv[1]
SITE = r"https://papers\.example\.org/"

# Paths of what a file of the site links to.
def targets(name, text):
    if name.endswith(".html"):
        return re.findall(r'href="((?:day|week|month)/[^"#]+)', text)
    # Links forward, and categories.
    text = re.sub(r'rel="next-archive"[^>]*>', "", text)
    pages = re.findall(SITE + r"([\w./-]+\.html)", text)
    return pages + re.findall(SITE + r"(archive/[\w.-]+)", text)

count, missing = {}, []
for folder in ("", "archive"):
    if not os.path.isdir(os.path.join(root, folder)):
        continue
    for name in sorted(os.listdir(os.path.join(root, folder))):
        if not name.endswith((".atom", ".rss", ".json", ".html")):
            continue
        with open(os.path.join(root, folder, name), encoding="utf-8") as f:
            found = targets(name, f.read())
        for target in found:
            kind = target.partition("/")[0] if "/" in target else "topic"
            count[kind] = count.get(kind, 0) + 1
            if not os.path.exists(os.path.join(root, target)):
                missing.append(os.path.join(folder, name) + " -> " + target)
print(*missing[:5], sep="\n")
print(*sorted(count))
sys.exit(bool(missing))
END
linked() {
	python3 "$tmp/linked.py" "$1"
}

# Before: October with two topics.  After: three days of November as well, and
# one topic less.
sed 's/2026-11-/2026-10-/g; s/"2611\./"2610./; s/"id": "2611\./"id": "2610./
    s|/2611\.|/2610.|g; s/\("title": "\)/\1October: /' \
    "$data/day-2026-11-20.json" >"$tmp/october.json"
site site
pf import "$tmp/october.json" || :
cp -Rp "$site/public" "$tmp/before"
pf import "$data/search-2026-11-18.txt" "$data/day-2026-11-19.html" \
    "$data/day-2026-11-20.json" --changed "$tmp/list" || :
sed -i '/^topic rag/,/^}/d' "$conf"
pf publish --prune --changed "$tmp/list" || :
after=$site/public
check 'there is an old state' [ -s "$tmp/before/rag.atom" ]
check 'there is a new one' [ -s "$after/day/2026-11-20.html" ]
check 'one topic is gone' [ ! -e "$after/rag.atom" ]
all_linked() {
	linked "$after" >"$tmp/kinds" && tail -n 1 "$tmp/kinds" |
	    grep -x 'archive day month topic'
}
check 'feeds and pages link to each kind of file, and all are there' all_linked
mkdir "$tmp/wrong" && cp -Rp "$tmp/before/." "$tmp/wrong"
cp "$after"/*.atom "$tmp/wrong"
check 'feeds before their pages would be noticed' status 1 linked "$tmp/wrong"

# A program that fails at its $tmp/fail-th call, after half of the files if
# $tmp/half is there.
mkdir "$tmp/bin"
cat >"$tmp/bin/program" <<'END'
#!/bin/sh
name=$(basename "$0")
calls=$(($(cat "$tmp/calls") + 1))
echo "$calls" >"$tmp/calls"
if [ "$calls" -eq "$(cat "$tmp/fail")" ]; then
	[ -e "$tmp/half" ] || exit 12
	for argument; do
		case $argument in
		--files-from=*) list=${argument#*=} ;;
		"$work"/*) list=$argument ;;
		esac
		[ -f "${list-}" ] && break
	done
	if [ -f "${list-}" ]; then
		head -n $(($(wc -l <"$list") / 2)) "$list" >"$list.half"
		mv "$list.half" "$list"
		"$real/$name" "$@"
	fi
	exit 12
fi
exec "$real/$name" "$@"
END
chmod +x "$tmp/bin/program"
cp "$tmp/bin/program" "$tmp/bin/rsync"
cp "$tmp/bin/program" "$tmp/bin/rclone"
export tmp real work
work=$tmp/work

# run_recipe NAME FAIL OUTPUT DESTINATION [CHANGED]: with a fault at that call
run_recipe() {
	recipe=$deploy/$1
	real=$(dirname "$(command -v "$1")")
	echo 0 >"$tmp/calls"
	echo "$2" >"$tmp/fail"
	shift 2
	rm -rf "$work" && mkdir "$work" &&
	    TMPDIR=$work PATH=$tmp/bin:$PATH sh "$recipe" "$@"
}

# same NAME FOLDER: it has what NAME sends of the new state
same() {
	if [ "$1" = rclone ]; then
		diff -r -x '*.gz' "$after" "$2" || return
		[ "$(find "$2" -name '*.gz' | wc -l)" -eq 0 ]
	else
		diff -r "$after" "$2"
	fi
}

# new_target NAME [FROM]: $tmp/target has the old state, as NAME leaves it
new_target() {
	rm -rf "$tmp/target" "$tmp/changed" "$tmp/changed."*
	cp "$tmp/list" "$tmp/changed"
	if [ -n "${2-}" ]; then
		cp -Rp "$2" "$tmp/target"
		[ "$1" != rclone ] ||
		    find "$tmp/target" -name '*.gz' -exec rm {} +
	fi
}

# fails_at NAME CALL [CHANGED] [FROM]: it says so, all links lead to files, and
# the next run makes good
fails_at() {
	new_target "$1" "${4-}"
	set -- "$1" "$2" "${3-}"
	status 69 run_recipe "$1" "$2" "$after" "$tmp/target" ${3:+"$3"} ||
	    return
	grep -Eq "^$1: .*: not (sent|deleted); " "$err" || return
	[ ! -d "$tmp/target" ] || linked "$tmp/target" || return
	[ -z "$3" ] || [ -s "$3.sending" ] || return
	status 0 run_recipe "$1" 0 "$after" "$tmp/target" ${3:+"$3"} || return
	[ -z "$3" ] || [ ! -e "$3.sending" ] || return
	same "$1" "$tmp/target"
}

# fails_anywhere NAME CHANGED FROM: at each of its calls
fails_anywhere() {
	new_target "$1" "$3"
	status 0 run_recipe "$1" 0 "$after" "$tmp/target" ${2:+"$2"} || return
	same "$1" "$tmp/target" || return
	last=$(cat "$tmp/calls")
	[ "$last" -gt 5 ] || return
	for call in $(seq 1 "$last"); do
		fails_at "$1" "$call" "$2" "$3" && continue
		echo "at call $call of $last"
		return 1
	done
}

# repeated NAME: a list that failed, one whose taking was broken off and a newer
# one are sent together
repeated() {
	new_target "$1" "$tmp/before"
	sort -u "$tmp/list" | sed -n 'p;n;n' >"$tmp/changed.sending"
	sort -u "$tmp/list" | sed -n 'n;p;n' >"$tmp/changed.taken"
	sort -u "$tmp/list" | sed -n 'n;n;p' >"$tmp/changed"
	status 0 run_recipe "$1" 0 "$after" "$tmp/target" "$tmp/changed" ||
	    return
	same "$1" "$tmp/target" || return
	for name in changed changed.taken changed.sending; do
		[ ! -e "$tmp/$name" ] || return
	done
}

# only_named NAME: what the list does not name is left alone, there as well
only_named() {
	new_target "$1"
	mkdir "$tmp/target"
	echo 'mine' >"$tmp/target/other.html"
	printf 'all.atom\n../escaped\n.hidden\n\nother-gone.html\n' \
	    >"$tmp/changed"
	echo 'theirs' >"$site/escaped"
	status 0 run_recipe "$1" 0 "$after" "$tmp/target" "$tmp/changed" ||
	    return
	(cd "$tmp/target" && find . -type f | sort) >"$tmp/found"
	printf './all.atom\n./other.html\n' | diff - "$tmp/found"
}

# wiped NAME FILE: without that file of the site nothing is sent or deleted
wiped() {
	new_target "$1" "$tmp/before"
	rm -rf "$tmp/empty" && mkdir "$tmp/empty"
	cp "$after/all.atom" "$tmp/empty"
	[ -z "$2" ] || cp "$after/$2" "$tmp/empty"
	status 66 run_recipe "$1" 0 "$tmp/empty" "$tmp/target" || return
	status 66 run_recipe "$1" 0 "$tmp/none" "$tmp/target" || return
	[ "$(cat "$tmp/calls")" -eq 0 ] && [ -s "$tmp/target/rag.atom" ]
}

# locked NAME: while another one is at work
locked() {
	new_target "$1" "$tmp/before"
	status 75 flock "$after" sh "$deploy/$1" "$after" "$tmp/target" \
	    "$tmp/changed" && [ -s "$tmp/changed" ] && [ -s "$tmp/target/rag.atom" ]
}

# times: an untouched destination has the times of the files, as twins need
same_times() {
	new_target rsync
	status 0 run_recipe rsync 0 "$after" "$tmp/target" || return
	for name in all.atom all.atom.gz; do
		[ "$(stat -c %y "$after/$name")" = \
		    "$(stat -c %y "$tmp/target/$name")" ] || return
	done
}

recipe_tests() {
	if ! command -v "$1" >"$tmp/ignored"; then
		skip "$1" 'it is not installed'
		return
	fi
	: >"$tmp/half"
	check "$1, what changed, fails in the middle of each call" \
	    fails_anywhere "$1" "$tmp/changed" "$tmp/before"
	# The order is in phases.sh: one recipe is enough for the other ways.
	if [ "$1" = rsync ]; then
		check "$1, into nothing, fails in the middle of each call" \
		    fails_anywhere "$1" '' ''
		rm "$tmp/half"
		check "$1, all files, fails before each call" \
		    fails_anywhere "$1" '' "$tmp/before"
	fi
	check "$1: what failed is sent with what is new" repeated "$1"
	check "$1: only what is named" only_named "$1"
	check "$1: a wiped folder empties no site" wiped "$1" ''
	check "$1: nor one without a status" wiped "$1" index.html
	check "$1: nor one without a first page" wiped "$1" status.json
	check "$1: one at a time" locked "$1"
	check "$1: arguments are needed" status 64 sh "$deploy/$1" "$after"
}

recipe_tests rsync
[ ! -x "$real/rsync" ] || check 'rsync: times are kept' same_times
recipe_tests rclone

: >"$tmp/half"
# A real object store: types and Cache-Control of each object, order, deletion.
export NODE_MODULES_DIR="${NODE_MODULES_DIR:-/nonexistent}"
for tool in node rclone "$NODE_MODULES_DIR/.bin/s3rver"; do
	command -v "$tool" >"$tmp/ignored" && continue
	skip 'an object store' "not here: $tool"
	done_testing
done

# The store ends with the test, at the latest after ten minutes.
store=
trap '[ -z "$store" ] || kill "$store"; cd / && rm -rf "$tmp"' EXIT
start_store() {
	port=$(python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])')
	export RCLONE_CONFIG_STORE_ENDPOINT="http://127.0.0.1:$port"
	mkdir -p "$tmp/objects"
	timeout 600 "$NODE_MODULES_DIR/.bin/s3rver" -d "$tmp/objects" \
	    -a 127.0.0.1 -p "$port" --configure-bucket papers \
	    >"$tmp/store.log" 2>&1 &
	store=$!
	timeout 30 sh -c "until grep -q 'listening' '$tmp/store.log'; do
		kill -0 $store || exit; sleep 0.1; done"
}
# What this machine needs for other stores does not go with one on loopback.
unset AWS_CA_BUNDLE http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy \
    ALL_PROXY
export RCLONE_CONFIG_STORE_TYPE=s3 RCLONE_CONFIG_STORE_PROVIDER=Other \
    RCLONE_CONFIG_STORE_ACCESS_KEY_ID=S3RVER \
    RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY=S3RVER \
    RCLONE_CONFIG="$tmp/rclone.conf" \
    RCLONE_LOW_LEVEL_RETRIES=1 RCLONE_CONTIMEOUT=5s RCLONE_TIMEOUT=20s
: >"$RCLONE_CONFIG"

# objects PREFIX: each is as in the new state, with the headers that readers need
cat >"$tmp/objects.py" <<'END'
import os, sys, urllib.request
root, base = sys.argv[1:]
TYPES = {"html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8", "atom": "application/atom+xml",
    "rss": "application/rss+xml", "json": "application/feed+json",
    "bib": "application/x-bibtex; charset=utf-8", "ico": "image/x-icon"}
seen = set()
for folder, _, files in os.walk(root):
    for name in files:
        if name.endswith(".gz"):
            continue
        path = os.path.join(folder, name)
        kind = name.rsplit(".", 1)[1]
        seen.add(kind)
        with urllib.request.urlopen(base + os.path.relpath(path, root)) as r:
            status = name == "status.json"
            got = (r.headers["Content-Type"], r.headers["Cache-Control"],
                r.headers["Content-Encoding"])
            want = ("application/json" if status else TYPES[kind], "no-cache"
                if status else "public, max-age=300", None)
            assert got == want, (name, got)
            assert r.read() == open(path, "rb").read(), name
assert seen == set(TYPES), seen
END
objects() {
	python3 "$tmp/objects.py" "$after" "http://127.0.0.1:$port/papers/$1/"
}

# objects_same PREFIX: the new state and nothing else, twins left out
objects_same() {
	rm -rf "$tmp/target"
	rclone copy "store:papers/$1" "$tmp/target" && same rclone "$tmp/target"
}

# to_store PREFIX [CHANGED]: the whole new state, or what changed from the old
to_store() {
	run_recipe rclone 0 "$after" "store:papers/$1" ${2:+"$2"}
}

old_to_store() {
	run_recipe rclone 0 "$tmp/before" "store:papers/$1"
}

# breaks_off CALL: into a store that has the old state; and repeats
breaks_off() {
	new_target rclone
	status 0 old_to_store "break$1" || return
	status 69 run_recipe rclone "$1" "$after" "store:papers/break$1" \
	    "$tmp/changed" || return
	rclone copy "store:papers/break$1" "$tmp/target" || return
	linked "$tmp/target" || return
	status 0 to_store "break$1" "$tmp/changed" && objects_same "break$1"
}

start_store || cat "$tmp/store.log"
check 'a store: all files' status 0 to_store all
check 'with their types and Cache-Control' objects all
check 'and no twins' objects_same all
check 'all once more' status 0 to_store all
check 'a store with the old state' status 0 old_to_store changed
new_target rclone
check 'a store: what changed' status 0 to_store changed "$tmp/changed"
check 'types and Cache-Control are right then' objects changed
check 'what is gone is deleted' objects_same changed
for call in 1 4 7 10; do
	check "a store: call $call fails half-way" breaks_off "$call"
done

done_testing

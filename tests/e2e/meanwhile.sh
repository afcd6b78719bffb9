#!/bin/sh
# Readers and other runs while a run is at work: files are never half there, and
# runs come one after the other.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

case $PAPERFEED in
*' '*)
	skip 'readers meanwhile' 'that takes too long inside another program'
	done_testing ;;
esac
page=$data/day-2026-11-19.html
api=$data/day-2026-11-20.json
site read
check 'a site' pf import "$page" "$api"

cat >"$tmp/readers.py" <<'END'
# Two configurations take turns while two readers look at all files.
import hashlib, multiprocessing, os, subprocess, sys

program, conf, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
public = os.path.join(os.path.dirname(conf), "public")
with open(conf) as f:
    first = f.read()
other = first.replace("Papers under test", "Other papers")


def publish(text):
    with open(conf + ".new", "w") as f:
        f.write(text)
    os.rename(conf + ".new", conf)
    subprocess.run([program, "-q", "-c", conf, "publish"], check=True)


def read():
    found = {}
    for folder, _, names in os.walk(public):
        for name in names:
            path = os.path.join(folder, name)
            if name.startswith(".") or name == "status.json":
                continue
            with open(path, "rb") as f:
                found[path] = hashlib.sha256(f.read()).hexdigest()
    return found


def look(known, stop, result):
    count, bad = 0, []
    while not stop.is_set():
        for path in known:
            try:
                with open(path, "rb") as f:
                    sum = hashlib.sha256(f.read()).hexdigest()
            except OSError as error:
                sum = str(error)
            count += 1
            if sum not in known[path]:
                bad.append((path, sum))
    result.put((count, bad[:5]))


publish(other)
others = read()
publish(first)
known = {path: {sum, others[path]} for path, sum in read().items()}
changed = sum(len(sums) == 2 for sums in known.values())
stop, result = multiprocessing.Event(), multiprocessing.Queue()
readers = [multiprocessing.Process(target=look, args=(known, stop, result))
    for _ in range(2)]
for r in readers:
    r.start()
for n in range(rounds):
    publish(other if n % 2 == 0 else first)
stop.set()
found = [result.get() for r in readers]
print(sum(count for count, _ in found), "reads of", len(known), "files,",
    changed, "of which change:", [bad for _, bad in found if bad])
sys.exit(any(bad for _, bad in found) or changed < 10)
END
check 'readers meanwhile: each file is an old one or a new one, whole' \
    python3 "$tmp/readers.py" "$PAPERFEED" "$conf" "${ROUNDS-150}"
sed 's/^/# /' "$tmp/check"

# Two runs at once.  One waits for nothing: it ends with 75 and is run again.
at_once() {
	round=0
	while [ "$round" -lt 20 ]; do
		rm -rf "$tmp/twice"
		site twice
		pf import "$page" 2>"$tmp/one" &
		pf import "$api" 2>"$tmp/two"
		second=$?
		wait $! || pf import "$page" || return
		[ "$second" -eq 0 ] || [ "$second" -eq 75 ] || return
		[ "$second" -eq 0 ] || pf import "$api" || return
		diff -rq -x status.json "$tmp/page_api/public" "$site/public" ||
		    diff -rq -x status.json "$tmp/api_page/public" \
			"$site/public" || return
		round=$((round + 1))
	done
}
site page_api
pf import "$page" && pf import "$api"
site api_page
pf import "$api" && pf import "$page"
check 'two runs at once, 20 times: as if one after the other' at_once

# What others ask of the store while a run writes it.
site busy
pf import "$page" || :
asked_meanwhile() {
	(
		n=0
		while [ "$n" -lt 15 ]; do
			pf import "$page" "$api" || echo import >>"$tmp/failed"
			pf remove 2611.00011 2>/dev/null
			n=$((n + 1))
		done
	) &
	writer=$!
	while kill -0 "$writer" 2>/dev/null; do
		for command in export topics; do
			pf "$command" >"$tmp/asked" || echo "$command" >>"$tmp/failed"
			[ "$command" = topics ] ||
			    wc -l <"$tmp/asked" >>"$tmp/records"
		done
	done
	wait "$writer"
	[ ! -s "$tmp/failed" ] &&
	    ! grep -vx '8\|11\|10\|12' "$tmp/records"
}
check 'export and topics while a run writes: the old or the new state' \
    asked_meanwhile
sort "$tmp/records" | uniq -c | sed 's/^/# /'

done_testing

#!/bin/sh
# One run at a time writes; who reads needs not wait.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

page=$data/day-2026-11-19.html
api=$data/day-2026-11-20.json
site lock
check 'import' status 0 pf import "$page"
check 'the lock file stays' [ -e "$site/paperfeed.db.lock" ]
cat >"$tmp/hold.py" <<'END'
import fcntl, os, signal, sys
lock = open(sys.argv[1], "r+")
fcntl.lockf(lock, fcntl.LOCK_EX)
with open(sys.argv[2], "w") as f:
    f.write(str(os.getpid()))
os.rename(sys.argv[2], sys.argv[3])
signal.alarm(300)
signal.pause()
END

# hold: another process takes the lock; its number is in $holder
hold() {
	rm -f "$tmp/held"
	python3 "$tmp/hold.py" "$site/paperfeed.db.lock" "$tmp/holding" \
	    "$tmp/held" &
	holder_job=$!
	hold_tries=0
	until [ -s "$tmp/held" ]; do
		hold_tries=$((hold_tries + 1))
		[ "$hold_tries" -lt 300 ] || return
		sleep 0.1
	done
	holder=$(cat "$tmp/held")
}

let_go() {
	kill "-$1" "$holder"
	wait "$holder_job" 2>"$tmp/ignored"
	return 0
}

state() {
	cksum "$site"/public/* "$site/paperfeed.db"
}

state >"$tmp/state"
hold
check 'import meanwhile ends with 75' status 75 pf import "$api"
check 'it names the process' says "process $holder"
check 'it names the lock' says "$site/paperfeed.db.lock: "
check 'publish meanwhile ends with 75' status 75 pf publish
check 'it names the process, too' says "process $holder"
check 'a bad file meanwhile ends with 65, as nothing is to be written' \
    status 65 pf import "$data/hostile/cut.json"
check 'they change nothing' [ "$(state)" = "$(cat "$tmp/state")" ]
check 'publish --dry-run meanwhile' status 0 pf publish --dry-run
check 'export meanwhile' status 0 pf export
check 'export has all' [ "$(wc -l <"$out")" -eq 8 ]
check 'topics meanwhile' status 0 pf topics
check 'topics has all' grep -Eq '^all +8 ' "$out"
let_go TERM
check 'afterwards import' status 0 pf import "$api"
check 'has its papers' [ "$(pf export | wc -l)" -eq 11 ]

# The kernel's lock goes with its process.
hold
let_go KILL
check 'the lock of a dead process is no obstacle' status 0 pf publish
echo 999999 >"$site/paperfeed.db.lock"
check 'the text in the lock file does not matter' status 0 pf publish

# A reader in the midst of another's transaction sees the old state.
cat >"$tmp/write.py" <<'END'
import sqlite3, subprocess, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
db.execute("UPDATE listing SET label = 'half ' || label")
status = subprocess.call(sys.argv[2:])
db.execute("ROLLBACK")
sys.exit(status)
END
check 'export during a transaction' status 0 sh -c \
    "python3 '$tmp/write.py' '$site/paperfeed.db' \
    $PAPERFEED -q -c '$conf' export"
check 'has the old state, whole' [ "$(grep -c '"label":"2026' "$out")" -eq 11 ]

# Several at once: one works, the others leave, and nothing is mixed up.
site race
for n in 1 2 3 4 5 6; do
	(
		run -q -c "$conf" import "$page" "$api" 2>"$tmp/race-err$n"
		echo "$?" >"$tmp/race-status$n"
	) &
done
wait
cat "$tmp"/race-status* | sort | uniq -c | sed 's/^/# /'
check 'of six at once one at least works' grep -qx 0 "$tmp"/race-status*
check 'the others end with 75' \
    [ "$(cat "$tmp"/race-status* | grep -Ecvx '0|75')" -eq 0 ]
check 'the store is whole' [ "$(pf export | wc -l)" -eq 11 ]
mv "$site/public" "$tmp/raced"
rm "$site"/paperfeed.db*
pf import "$page" "$api" || :
check 'the feeds are those of one run' diff -r "$tmp/raced" "$site/public"

# No lock to be had.
site folder
mkdir "$site/paperfeed.db.lock"
check 'a folder in the place of the lock ends with 73' \
    status 73 pf import "$page"
check 'it is named' says "$site/paperfeed.db.lock: "
site link
echo precious >"$tmp/precious"
ln -s "$tmp/precious" "$site/paperfeed.db.lock"
check 'a link in the place of the lock ends with 73' \
    status 73 pf import "$page"
check 'what it points to is left alone' [ "$(cat "$tmp/precious")" = precious ]
site deep
sed 's|"paperfeed.db"|"no/paperfeed.db"|' "$conf" >"$site/deep.conf"
check 'a missing folder of the store ends with 73' \
    status 73 run -c "$site/deep.conf" import "$page"
check 'it is named, too' says "$site/no/paperfeed.db.lock: "

done_testing

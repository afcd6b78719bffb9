#!/bin/sh
# check finds what is wrong with a store and its files, check --repair makes it good,
# and backup copies a store: whatever a broken disk or somebody did.
# shellcheck source=tests/e2e/lib.sh
# A hundred stores are made, so in memory where that can be.
if [ -w /dev/shm ]; then
	TMPDIR=/dev/shm SQLITE_TMPDIR=/dev/shm
	export TMPDIR SQLITE_TMPDIR
fi
. "$(dirname "$0")/lib.sh"

tool=$abs_top_srcdir/tests/e2e/check_store.py
# Damages of each kind; CHECK_SEEDS=100 tries more.
seeds=${CHECK_SEEDS-4}

# The listings of 15 days, as files, and a site that reads them.
days=$tmp/days
python3 -B "$abs_top_srcdir/tests/bench/generate" --days 15 --papers 20 \
    --first 2026-10-05 --format json "$days" >"$tmp/generated"
site whole - <<END
site {
	title = "Papers under test"
	url = "https://papers.example.org/"
	output = "public"
	database = "paperfeed.db"
}
source days {
	url = "file://$days/{date}.json"
}
topic agents {
	match = 'agent'
}
topic benchmark {
	match = 'benchmark'
	min-upvotes = 5
}
topic best {
	per-day = 3
}
END
whole=$site
pf backfill 2026-10-05 2026-10-23
pf export >"$tmp/records"
check 'there is a store of 300 papers' [ "$(wc -l <"$tmp/records")" -eq 300 ]

# again: a fresh copy of the whole site
again() {
	site again
	rm -rf "$site"
	cp -Rp "$whole" "$site"
	store=$site/paperfeed.db
}

# silent: check finds nothing, and says nothing
silent() {
	status 0 pf check || return
	[ ! -s "$out" ] && [ ! -s "$err" ] && return
	cat "$out" "$err"
	return 1
}

# tells TEXT: one of the lines of the last run has it
tells() {
	grep -qF -e "$1" "$err" && return
	cat "$err"
	return 1
}

# one_of STATUS... : the last exit status is one of these
one_of() {
	for one_status; do
		[ "$status_got" -eq "$one_status" ] && return
	done
	echo "exit status $status_got, wanted one of $*"
	cat "$out" "$err"
	return 1
}

# sql STATEMENT: on the store
sql() {
	python3 - "$store" "$1" <<-'END'
	import sqlite3, sys
	db = sqlite3.connect(sys.argv[1])
	print(db.execute(sys.argv[2]).fetchone())
	db.commit()
	END
}

# same: all that the whole store has is there, byte for byte
same() {
	pf export | cmp - "$tmp/records"
}

# survives KIND SEED [OPTION]: damaged so, the store is mended, and with --update
# nothing is lost
survives() {
	again
	python3 "$tool" damage "$1" "$2" "$store"
	status 0 pf check
	one_of 0 65 74 || return
	if [ "$status_got" -eq 0 ]; then
		# These bytes mean nothing.
		same
		return
	fi
	# shellcheck disable=SC2086 # an option or none
	status 0 pf check --repair ${3-}
	one_of 0 65 || return
	if [ -n "${3-}" ]; then
		one_of 0 && silent && same || return
	fi
	silent || return
	pf export >"$tmp/left" || return
	python3 "$tool" survivors "$tmp/records" "$tmp/left" || return
	python3 -B "$tool" published "$site/public" || return
	silent
}

check 'a whole store is in order' silent
check 'with a word for people' status 0 run -v -c "$conf" check
check 'of papers and files' grep -q 'nothing to mend, 300 papers' "$out"
check '--repair has nothing to do' status 0 pf check --repair
check 'and leaves all as it was' [ ! -s "$out" -a ! -s "$err" ]
check '--update goes with --repair' status 64 pf check --update

for kind in run scattered first page zeros cut header; do
	i=0
	while [ "$i" -lt "$seeds" ]; do
		check "damaged: $kind, $i" survives "$kind" "$i"
		check "damaged and read again: $kind, $i" \
		    survives "$kind" "-$i" --update
		i=$((i + 1))
	done
done

# What is kept, and said.
again
python3 "$tool" damage paper 100 "$store"
cp "$store" "$tmp/damaged"
check 'a damaged page' status 65 pf check
check 'is told, and what mends it' tells '--repair saves what can be read'
check 'check changes nothing' cmp "$tmp/damaged" "$store"
check 'repair' status 65 pf check --repair
check 'names what must be read again' tells 'paperfeed backfill --again 2026-'
check 'keeps the damaged store' cmp "$tmp/damaged" "$store.damaged-1"
check 'and names it, for people' status 0 pf backfill --again 2026-10-05 2026-10-23
check 'all is there then' same
check 'nothing else lies beside it' [ "$(find "$site" -name 'paperfeed.db?*' \
    ! -name '*-wal' ! -name '*-shm' | wc -l)" -eq 2 ]

# killed CALL WHEN: a repair that dies there is done by the next one
killed() {
	again
	python3 "$tool" damage paper 100 "$store"
	ASAN_OPTIONS=detect_leaks=0:$ASAN_OPTIONS strace -f -o "$tmp/trace" \
	    -E UNCOUNTED=1 -e trace="$1" -e inject="$1:signal=SIGKILL:when=$2" \
	    "$PAPERFEED" -q -c "$conf" check --repair >"$out" 2>"$err"
	killed_status=$?
	# Names of calls, and how many there are, differ between machines.
	[ "$killed_status" -eq 137 ] || [ "$killed_status" -eq 65 ] || {
		echo "exit status $killed_status"
		return 1
	}
	status 0 pf check --repair --update && one_of 0 && silent && same &&
	    return
	echo "killed at $1 $2"
	return 1
}
if strace -o "$tmp/trace" true 2>"$tmp/ignored"; then
	for call in link linkat rename renameat unlink fsync ftruncate fchmod; do
		for when in 1 2 3 5; do
			check "a repair is killed at $call $when" \
			    killed "$call" "$when"
		done
	done
else
	skip 'a repair is killed' 'needs strace'
fi

# The log of a store that was broken off, and one without it (S27, S32).
again
cat >"$tmp/log.py" <<'END'
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("INSERT INTO host VALUES ('example.org', 1, 1)")
db.commit()
os._exit(0)
END
python3 "$tmp/log.py" "$store"
check 'there is a log' [ -s "$store-wal" ]
check 'a store with a log is in order' silent
python3 "$tool" damage paper 100 "$store"
check 'and is saved with it' status 65 pf check --repair
check 'all of it' [ "$(sql 'SELECT name FROM host')" = "('example.org',)" ]
check 'the log is kept with the damaged one' [ -s "$store.damaged-1-wal" ]
check 'the rest is in order' silent
again
python3 "$tmp/log.py" "$store"
rm "$store-wal" "$store-shm"
check 'without its log as well' silent
check 'it is what it was before' same

# One run at a time.
cat >"$tmp/hold.py" <<'END'
import fcntl, subprocess, sys
lock = open(sys.argv[1], "r+")
fcntl.lockf(lock, fcntl.LOCK_EX)
sys.exit(subprocess.run(sys.argv[2:]).returncode)
END
meanwhile() {
	# shellcheck disable=SC2086 # several words
	python3 "$tmp/hold.py" "$store.lock" $PAPERFEED -q -c "$conf" "$@"
}
check 'check while a run is at work' status 0 meanwhile check
check 'a repair has to wait' status 75 meanwhile check --repair
check 'and says so' says 'is at work'
check 'a backup has not' status 0 meanwhile backup "$tmp/copy.db"

# found STATEMENT TEXT: after that on the store, check says it, --repair mends it
found() {
	again
	sql "$1" >"$tmp/sql" || return
	status 65 pf check && tells "$2" || return
	status 0 pf check --repair --update && silent && same || return
	python3 -B "$tool" published "$site/public"
}
newest='(SELECT max(key) FROM paper)'
check 'an index is dropped' found 'DROP INDEX member_paper' \
    'the index member_paper is missing'
check 'a table' found 'DROP TABLE related' 'the table related is missing'
check 'postings are gone' found \
    'DELETE FROM paper_index_data WHERE id > 10' 'the full-text index is damaged'
check 'and those of titles' found \
    'DELETE FROM known_by_data WHERE id > 10' 'the index of titles and keywords'
check 'a member is missing' found \
    "DELETE FROM member WHERE paper = (SELECT max(paper) FROM member
	WHERE topic = 'agents') AND topic = 'agents'" 'topic agents: it lacks 1'
check 'one is wrong' found \
    "INSERT INTO member SELECT 'benchmark', key FROM paper WHERE key NOT IN
	(SELECT paper FROM member WHERE topic = 'benchmark') LIMIT 1" \
    'has 1 that it does not find'
check 'members of no topic' found \
    "INSERT INTO member VALUES ('nobody', $newest)" 'topic nobody: it has 1'
check 'a count' found "UPDATE topic_state SET count = 7 WHERE slug = 'all'" \
    'topic all: 7 papers are counted, and it has 300'
check 'a related paper' found \
    "DELETE FROM related WHERE place = 1 AND paper = (SELECT max(paper)
	FROM related WHERE place = 2)" 'a related paper is missing'
check 'a text' found \
    "UPDATE paper SET summary = 'spam' WHERE key = $newest" \
    'its row is damaged, or somebody changed it'
check 'a number' found \
    "UPDATE paper SET upvotes = 0 WHERE key = $newest" 'its row is damaged'
check 'where a paper was listed' found \
    "UPDATE listed_in SET rank = 99 WHERE paper = $newest" 'where it was listed'
check 'who showed it' found \
    "UPDATE shown_by SET source = 'x' WHERE paper = $newest" 'who showed it'
check 'a listing' found \
    "UPDATE listing SET label = '2026-10-04' WHERE label = '2026-10-05'" \
    'the listing is damaged'
check 'a paper is gone' found \
    "DELETE FROM paper WHERE key = $newest" 'what is not in paper'
check 'a title is not known' found \
    "DELETE FROM title WHERE paper = $newest" 'it is not known by its title'

# Files.
# mends FILE TEXT: what is wrong with that is said, and mended
mends() {
	status 65 pf check && tells "$site/public: $1: $2" || return
	status 0 pf check --repair && silent || return
	diff -rq -x status.json -x status.json.gz "$whole/public" "$site/public"
}
again
rm "$site/public/all.atom"
check 'a file is missing' mends all.atom 'it is missing'
again
echo >>"$site/public/agents.rss"
check 'a file has changed' mends agents.rss 'somebody changed it'
again
touch "$site/public/agents.rss"
check 'a file was touched' mends agents.rss 'somebody changed it, or touched'
again
rm "$site/public/all.atom.gz"
check 'a twin is missing' mends all.atom.gz 'the compressed twin is missing'
again
rm "$site/public/all.rss" && mkdir "$site/public/all.rss"
check 'a folder is in the place of a file' status 65 pf check
check 'that is said' tells "$site/public: all.rss: something that is no file"
check 'it is left alone' [ -d "$site/public/all.rss" ]
again
rm -r "$site/public"
check 'the output is missing' mends all.atom 'it is missing'
again
gzip -nc "$whole/public/agents.atom" >"$tmp/other.gz"
touch -r "$site/public/all.atom.gz" "$tmp/other.gz"
cp -p "$tmp/other.gz" "$site/public/all.atom.gz"
check 'a twin of another file' mends all.atom.gz 'the compressed twin has other'
again
sql "DELETE FROM file WHERE name = 'all.atom'" >"$tmp/sql"
check 'a file that nobody remembers' status 0 pf publish --all
check 'is remembered again' silent
again
sql "UPDATE file SET size = 1 WHERE name = 'all.atom'" >"$tmp/sql"
check 'a wrong list of files' mends all.atom 'somebody changed it: it has another size'

# Dates.  The program itself writes such a row, with the clock of another day.
site ahead
cp "$whole/paperfeed.conf" "$conf"
ahead() {
	SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 400 * 86400)) pf "$@"
}
sed 's/2026-10-2/2027-10-2/g' "$days/2026-10-23.json" >"$tmp/2027.json"
ahead import -d 2027-10-22 "$tmp/2027.json" || :
store=$site/paperfeed.db
check 'dates of the future' status 65 pf check
check 'are told' tells 'it has a date of the future'

# What is not ours is left alone.
again
rm -f "$store"
check 'no store is no fault' silent
check 'nor for --repair' status 0 pf check --repair
check 'nothing is made' [ ! -e "$store" ]
# alone TEXT: --repair refuses the file, and leaves it as it is
alone() {
	cp "$store" "$tmp/was" && status 74 pf check --repair &&
	    tells "$1" && cmp "$store" "$tmp/was" &&
	    [ "$(find "$site" -name 'paperfeed.db*' | wc -l)" -le 2 ]
}
echo 'no store' >"$store"
check 'a text' alone 'it is not a paperfeed store'
: >"$store"
check 'an empty file' alone 'it is not a paperfeed store'
head -c 200000 /dev/urandom >"$store"
check 'anything' alone 'it is not a paperfeed store'
rm "$store"
sql 'CREATE TABLE theirs (a)' >"$tmp/sql"
check "another program's" alone 'it is not a paperfeed store'
again
sql 'PRAGMA user_version = 99' >"$tmp/sql"
check 'one of a newer version' alone 'of a newer version'

# backup.
again
check 'backup' status 0 pf backup "$tmp/copy.db"
check 'it says nothing' [ ! -s "$out" -a ! -s "$err" ]
check 'for its owner and group' [ "$(stat -c %a "$tmp/copy.db")" = 640 ]
cp "$tmp/copy.db" "$store"
check 'it is the store' same
check 'whole' silent
check 'an older backup is replaced' status 0 run -v -c "$conf" backup "$tmp/copy.db"
check 'people are told' grep -qFx "$store: copied to $tmp/copy.db" "$out"
check 'the store is not' status 73 pf backup "$store"
check 'and that is said' says 'it is the store itself'
mkdir "$tmp/folder"
check 'nor a folder' status 73 pf backup "$tmp/folder"
echo mine >"$tmp/mine"
check "nor another's file" status 73 pf backup "$tmp/mine"
check 'which stays' grep -q mine "$tmp/mine"
check 'where nothing can be made' status 73 pf backup "$tmp/no/where"
check 'it needs a file' status 64 pf backup
rm -f "$store"
check 'without a store' status 66 pf backup "$tmp/none"
check 'there is none' [ ! -e "$tmp/none" ]
# copied: backups while runs store and publish; each is whole
copied() {
	site busy
	cp "$whole/paperfeed.conf" "$conf"
	store=$site/paperfeed.db
	pf import "$days/2026-10-05.json" || return
	for copied_day in 06 07 08 09 12 13 14 15 16; do
		pf import -s days "$days/2026-10-$copied_day.json"
	done &
	copied_run=$!
	copied_count=0
	while kill -0 "$copied_run" 2>"$tmp/ignored"; do
		pf backup "$tmp/busy.db" || return
		python3 - "$tmp/busy.db" <<-'END' || return
		import sqlite3, sys
		db = sqlite3.connect("file:%s?immutable=1" % sys.argv[1], uri=True)
		(said,), = db.execute("PRAGMA quick_check")
		papers, listed = [db.execute("SELECT count(*) FROM " + table)
		    .fetchone()[0] for table in ("paper", "listed_in")]
		sys.exit(said != "ok" or papers % 20 != 0 or papers != listed)
		END
		copied_count=$((copied_count + 1))
	done
	wait "$copied_run"
	[ "$copied_count" -gt 1 ]
}
check 'backups while runs are at work' copied
check 'no parts are left' [ -z "$(find "$tmp" -name '*.paperfeed-new*')" ]

done_testing

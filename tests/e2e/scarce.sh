#!/bin/sh
# What a run needs is scarce: descriptors, whole writes, locks, a place for
# temporary files, the log beside the store, memory for a large listing.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

export PAPERFEED
page=$data/day-2026-11-19.html
api=$data/day-2026-11-20.json

site good
pf import "$page" && cp -R "$site" "$tmp/early" && pf import "$api"
good=$site
check 'there is a site' [ -s "$good/public/all.atom" ]

# like_good: the site has the files and the records that the good one has
like_good() {
	diff -r -x status.json "$good/public" "$site/public" &&
	    pf export >"$tmp/records" &&
	    run -q -c "$good/paperfeed.conf" export | diff - "$tmp/records"
}
early() {
	site "$1"
	cp -R "$tmp/early/." "$site"
}
# at_home: the traced run has made no file but in its own folders
at_home() {
	grep -E 'O_CREAT|O_TMPFILE|mkdir' "$tmp/trace" >"$tmp/made"
	! grep -vE '[( ]"(/dev/null|'"$site"'|[^/])' "$tmp/made"
}
traced() {
	ASAN_OPTIONS=detect_leaks=0:$ASAN_OPTIONS \
	    strace -f -o "$tmp/trace" -E UNCOUNTED=1 "$@"
}

# Streams that are closed.
early closed
check 'without a standard error' status 0 sh -c \
    "$PAPERFEED -q -c '$conf' import '$api' 2>&-"
check 'without a standard error: all is as ever' like_good
early closed_all
check 'without any stream' status 0 sh -c \
    "$PAPERFEED -q -c '$conf' import '$api' <&- >&- 2>&-"
check 'without any stream: all is as ever' like_good

# Time zones that differ by more than a day, one for each run.
site zones
check 'a zone far in the east' \
    status 0 env TZ=Pacific/Kiritimati sh -c "$PAPERFEED -q -c '$conf' import '$page'"
check 'then one far in the west' \
    status 0 env TZ=Pacific/Niue sh -c "$PAPERFEED -q -c '$conf' import '$api'"
check 'two time zones: all is as ever' like_good

# A store without its log: the state of the last checkpoint, or no store.
early log
python3 - "$conf" "$api" <<-'END'
	# A reader keeps the log from being written back.
	import os, shutil, sqlite3, subprocess, sys
	conf, api = sys.argv[1:]
	store = os.path.dirname(conf) + "/paperfeed.db"
	reader = sqlite3.connect(store)
	reader.execute("BEGIN")
	reader.execute("SELECT count(*) FROM paper").fetchone()
	subprocess.run(os.environ["PAPERFEED"].split() + ["-q", "-c", conf, "import", api], check=True)
	assert os.path.getsize(store + "-wal") > 0
	for end in "", "-wal", "-shm":
	    shutil.copy(store + end, store + end + ".copy")
	reader.close()
END
check 'a log was left' [ -s "$site/paperfeed.db-wal.copy" ]
rm -f "$site"/paperfeed.db*[lm]
mv "$site/paperfeed.db.copy" "$site/paperfeed.db"
check 'a store copied without its log: it is read' status 0 pf export
check 'a store copied without its log: what it held before' [ "$(wc -l <"$out")" -eq 8 ]
check 'a store copied without its log: it is written' status 0 pf import "$api"
check 'a store copied without its log: all is as ever' like_good
early log2
cp "$tmp/log/paperfeed.db-wal.copy" "$site/paperfeed.db-wal"
check "another store's log: it is passed by, or the store is refused" \
    sh -c "$PAPERFEED -q -c '$conf' import '$api' 2>'$err' || [ \$? -eq 74 ]"

# instrumented: a sanitizer is in the program, which needs some of it as well
instrumented() {
	grep -q __asan_init "$PAPERFEED"
}

if case $PAPERFEED in *' '*) true ;; *) instrumented ;; esac; then
	skip 'descriptors and writes' 'the program is not alone'
else
	# Descriptors.
	early descriptors
	for count in 4 5 6 7 8 9 10 12; do
		UNCOUNTED=1 sh -c "ulimit -n $count
			exec $PAPERFEED -q -c '$conf' import '$api'" \
		    2>"$err" </dev/null
		echo "$? $(wc -l <"$err")" >>"$tmp/counts"
	done
	check 'few descriptors: 71 to 78 and one line, or none at all' \
	    sh -c "! grep -Evx '(0 0|7[0-8] 1|127 1)' '$tmp/counts'"
	check 'few descriptors: later all is as ever' \
	    sh -c "$PAPERFEED -q -c '$conf' import '$api'"
	check 'few descriptors: all is as ever' like_good

	# Writes that take half of the bytes.
	scarce=$abs_top_builddir/tests/e2e/scarce.so
	if [ -e "$scarce" ]; then
		site short
		check 'short writes' status 0 env LD_PRELOAD="$scarce" \
		    SHORT_WRITES=1 ASAN_OPTIONS="verify_asan_link_order=0:$ASAN_OPTIONS" \
		    "$PAPERFEED" -q -c "$conf" import "$page" "$api"
		check 'short writes are continued: all is as ever' like_good
	else
		skip 'short writes' 'needs a library to load'
	fi
fi

case $PAPERFEED in
*' '*) ;;
*)
	if ! traced -e inject=write:error=EIO:when=99 true 2>/dev/null; then
		skip 'locks' 'needs strace'
		done_testing
	fi
	# A file system without locks, as NFS without its daemon.
	early locks
	traced -e trace=fcntl -e inject=fcntl:error=ENOLCK \
	    "$PAPERFEED" -q -c "$conf" import "$api" >"$out" 2>"$err"
	echo $? >"$tmp/status"
	check 'a file system without locks: 73 or 74' grep -Eqx '7[34]' "$tmp/status"
	check 'a file system without locks: the lock is named' \
	    says 'paperfeed.db.lock: cannot lock: '
	check 'a file system without locks: nothing is written' \
	    diff -r "$tmp/early/public" "$site/public"
	check 'with locks again' status 0 pf import "$api"
	check 'with locks again: all is as ever' like_good

	# No file is made elsewhere, so a full /tmp does not matter; and the
	# configuration is read once.
	early elsewhere
	check 'without a folder for temporary files' status 0 \
	    env TMPDIR=/nonexistent SQLITE_TMPDIR=/nonexistent \
	    ASAN_OPTIONS="detect_leaks=0:$ASAN_OPTIONS" strace -f \
	    -o "$tmp/trace" -E UNCOUNTED=1 \
	    -e trace=openat,open,creat,mkdir,mkdirat \
	    "$PAPERFEED" -q -c "$conf" import "$api"
	check 'without a folder for temporary files: all is as ever' like_good
	check 'a run makes no file outside of its folders' at_home
	check 'the configuration is read once' \
	    [ "$(grep -c 'paperfeed\.conf"' "$tmp/trace")" -eq 1 ]

	# A mail, neither.
	cat >"$site/sendmail" <<-'END'
	#!/bin/sh
	exec cat >"$(dirname "$0")/mail"
	END
	chmod +x "$site/sendmail"
	cat >>"$conf" <<-END
	mail weekly {
		to = "me@example.org"
		from = "papers@example.org"
		sendmail = "$site/sendmail"
		topics = agents rag
	}
	END
	pf publish && pf digest
	check 'a mail without a folder for temporary files' status 0 \
	    env TMPDIR=/nonexistent \
	    ASAN_OPTIONS="detect_leaks=0:$ASAN_OPTIONS" strace -f \
	    -o "$tmp/trace" -E UNCOUNTED=1 \
	    -e trace=openat,open,creat,mkdir,mkdirat \
	    "$PAPERFEED" -q -c "$conf" digest -s 2026-11-19
	check 'the mail is there' grep -q '^Message-ID:' "$site/mail"
	check 'a mail is in no file outside of its folders' at_home

	# A page that asks for files and hosts of its own choice.
	site entities
	{
		cat <<-'END'
		<!DOCTYPE html SYSTEM "http://127.0.0.1:1/evil.dtd" [
		<!ENTITY % outside SYSTEM "http://127.0.0.1:1/evil.ent"> %outside;
		<!ENTITY secret SYSTEM "file:///etc/passwd">
		<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
		<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
		<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
		<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
		]>
		END
		# With quotes of the other kind libxml2 reads it.
		sed "s/data-target=\"DailyPapers\"/DATA-target='DailyPapers'/
		    s/<body[^>]*>/<body>\&secret;\&e;/
		    s/harbour/\&secret;\&e;/g" "$page"
	} >"$tmp/entities.html"
	traced -e trace=openat,open,connect,socket \
	    "$PAPERFEED" -q -c "$conf" import "$tmp/entities.html" >"$out" 2>"$err"
	check 'entities of a document: nothing is opened or asked for' \
	    sh -c "grep -q libxml2 '$tmp/trace' &&
		! grep -E '/etc/passwd|evil|connect\(|socket\(' '$tmp/trace'"
	check 'entities of a document: its papers are read' \
	    [ "$(pf export | wc -l)" -eq 8 ]
	check 'entities of a document: none is shown' \
	    sh -c "! grep -rqE 'root:|haha' '$site'/public '$err'"
	;;
esac

# 50,000 papers in one answer, within a small multiple of its bytes.
python3 - >"$tmp/many.json" <<-'END'
	import json
	print(json.dumps([{"paper": {"id": "2611.%05d" % n,
	    "title": "Paper of number %d" % n, "summary": "Tides, %d." % n,
	    "authors": [{"name": "Ada Quay"}],
	    "submittedOnDailyAt": "2026-11-20T10:00:00.000Z"}}
	    for n in range(50000)]))
END
site many
many() {
	# shellcheck disable=SC2086 # several words
	timeout 120 python3 -c 'import resource, subprocess, sys
done = subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)' $PAPERFEED -q -c "$conf" import "$tmp/many.json"
}
case $PAPERFEED in
*' '*)	skip '50,000 papers in one answer' 'that takes too long here' ;;
*)
	check '50,000 papers in one answer' status 0 many
	rss=$(cat "$out") limit=256000
	! instrumented || limit=2000000
	check '50,000 papers: within 256 MB' [ "$rss" -lt "$limit" ]
	check '50,000 papers: all are there' [ "$(pf export | wc -l)" -eq 50000 ]
	;;
esac

# Mounts of its own, for root.
if [ "$(id -u)" -eq 0 ] && mkdir "$tmp/mount" &&
    unshare -m mount -t tmpfs none "$tmp/mount" 2>"$tmp/unshare"; then
	# The output is on another file system than the store.
	early other
	cat >"$tmp/other.sh" <<-'END'
	cp -R "$1/public" "$1/keep" && mount -t tmpfs none "$1/public" &&
	    cp -R "$1/keep/." "$1/public" && rm -r "$1/keep" || exit 98
	site=$1
	shift
	"$@"
	status=$?
	cp -R "$site/public" "$site/copy"
	exit $status
	END
	# shellcheck disable=SC2086 # several words
	check 'an output on another file system' status 0 unshare -m \
	    sh "$tmp/other.sh" "$site" $PAPERFEED -q -c "$conf" import "$api"
	check 'an output on another file system: all is as ever' \
	    diff -r -x status.json "$good/public" "$site/copy"

	# A log that a killed run has left, where nothing can be written.
	early wal
	python3 - "$site/paperfeed.db" <<-'END'
	import os, signal, sqlite3, sys
	db = sqlite3.connect(sys.argv[1])
	db.execute("CREATE TABLE later (x)")
	db.commit()
	os.kill(os.getpid(), signal.SIGKILL)
	END
	check 'a log was left by a killed run' [ -s "$site/paperfeed.db-wal" ]
	cat >"$tmp/fixed.sh" <<-'END'
	mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 98
	shift
	"$@"
	END
	for command in export topics status; do
		# shellcheck disable=SC2086 # several words
		unshare -m sh "$tmp/fixed.sh" "$site" $PAPERFEED -q -c "$conf" \
		    $command >"$out" 2>"$err"
		echo "$command $?" >>"$tmp/left"
	done
	check 'a log that a killed run left, on a read-only disk: it is read' \
	    [ "$(grep -c ' 0$' "$tmp/left")" -ge 2 ]
	check 'a log that a killed run left: the next run' status 0 pf import "$api"
	check 'a log that a killed run left: all is as ever' like_good
else
	skip 'other file systems' 'needs root and name spaces'
fi

done_testing

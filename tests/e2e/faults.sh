#!/bin/sh
# A run that dies, or whose disk is full or broken: each output file is the
# old one or the new one, whole, and the next run gives what an unhurt one does.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

page=$data/day-2026-11-19.html
api=$data/day-2026-11-20.json

# The calls that a fault hits, and at how many of its places each is tried;
# FAULT_POINTS=9999 tries all.
kills='write pwrite64 fsync fdatasync syncfs rename renameat renameat2 ftruncate
    unlink unlinkat openat'
full='write pwrite64'
broken='fsync fdatasync syncfs rename renameat renameat2 close'
points=${FAULT_POINTS-3}

# Before: one day.  After: two.
site before
pf import "$page" || :
site after
pf import "$page" || :
pf import "$api" || :
pf export >"$tmp/records"
before=$tmp/before/public after=$tmp/after/public
check 'there is an old state' [ -s "$before/all.atom" ]
check 'there is a new state' [ -s "$after/rag.rss" ]

# whole FOLDER: every file in it is an old or a new one
whole() {
	find "$1" -type f ! -name '.*' >"$tmp/whole"
	while IFS= read -r whole_file; do
		whole_name=${whole_file#"$1"/}
		cmp -s "$whole_file" "$after/$whole_name" ||
		    cmp -s "$whole_file" "$before/$whole_name" || {
			echo "$whole_name is neither the old nor the new one"
			return 1
		}
	done <"$tmp/whole"
}

# sound: the store says so itself
sound() {
	python3 - "$site/paperfeed.db" <<-'END'
	import sqlite3, sys
	(said,), = sqlite3.connect(sys.argv[1]).execute("PRAGMA quick_check")
	sys.exit(said != "ok" and said)
	END
}

# repaired: a run without the fault makes good, and leaves nothing behind
repaired() {
	pf import "$page" "$api" || return
	diff -r "$after" "$site/public" || return
	pf export | cmp - "$tmp/records"
}

# hurt: a fresh copy of the old state
hurt() {
	site hurt
	rm -rf "$site"
	cp -R "$tmp/before" "$site"
}

# traced OPTION...: import the second day under strace.  A leak checker is a
# tracer itself.  The process that parses is left alone: it writes to a pipe.
traced() {
	ASAN_OPTIONS=detect_leaks=0:$ASAN_OPTIONS \
	    timeout 100 strace -o "$tmp/trace" "$@" \
	    "$PAPERFEED" -q -c "$conf" import "$api" >"$out" 2>"$err"
}

# inject FAULT CALL WHEN OPTION...: traced with the fault at that call.
inject() {
	inject_call=$2 inject_how=$1:when=$3
	shift 3
	traced -e trace="$inject_call" -e inject="$inject_call:$inject_how" "$@"
}

# survives CALL WHEN: killed there, all is whole, and the next run repairs
survives() {
	hurt
	inject signal=SIGKILL "$1" "$2" -E UNCOUNTED=1
	survives_status=$?
	[ "$survives_status" -eq 137 ] || {
		echo "$1 $2: it was not killed: $survives_status"
		return 1
	}
	whole "$site/public" && repaired && sound && return
	echo "killed at $1 $2"
	return 1
}

# fails ERROR CALL WHEN: with that error there, it ends with 73 or 74 and says
# why in one line, or gets over it and all is new; the next run repairs.
fails() {
	hurt
	inject "error=$1" "$2" "$3"
	case $? in
	0) diff -r "$after" "$site/public" ;;
	73 | 74) [ "$(wc -l <"$err")" -eq 1 ] && whole "$site/public" ;;
	*) false ;;
	esac && repaired && sound && return
	echo "$1 at $2 $3; it said:"
	cat "$err"
	return 1
}

# each CALL COMMAND...: the command with the call and some of the places where
# a run makes it, the first and the last one among them; what the loader does
# before main() is not ours.
each() {
	each_call=$1
	shift
	each_when=$(sed '/paperfeed\.conf"/q' "$tmp/calls" |
	    grep -c "^[0-9]* *$each_call(")
	each_total=$(grep -c "^[0-9]* *$each_call(" "$tmp/calls")
	each_step=$(((each_total - each_when - 1) / (points - 1)))
	[ "$each_step" -gt 0 ] || each_step=1
	each_when=$((each_when + 1))
	[ "$each_when" -le "$each_total" ] || {
		echo "no run makes $each_call once it has started"
		return 1
	}
	while [ "$each_when" -le "$each_total" ]; do
		"$@" "$each_call" "$each_when" || return
		[ "$each_when" -lt "$each_total" ] || return 0
		each_when=$((each_when + each_step))
		[ "$((each_when + each_step))" -le "$each_total" ] ||
		    [ "$points" -gt 999 ] || each_when=$each_total
	done
}

# made CALL...: those that a run makes, as names differ between machines
made() {
	for call; do
		! grep -q "^[0-9]* *$call(" "$tmp/calls" || echo "$call"
	done
}

# Each file is on the disk before it gets its name, and the names are there in
# the end.
synced() {
	awk '/openat\(.*\.paperfeed-new".*O_CREAT/ { pending++ }
	    /syncfs\(/ { pending = 0 }
	    /fsync\(/ {
		if (pending > 0)
			pending--
		unsafe_names = 0
	    }
	    /rename.*\.paperfeed-new"/ {
		renamed++
		unsafe_names = 1
		if (pending > 0) {
			print
			early = 1
		}
	    }
	    END { exit renamed < 4 || early || unsafe_names }' "$tmp/calls"
}

# at_its_pipe CALL: fails, where it is first made once a process parses
at_its_pipe() {
	at_its_pipe_when=$(sed '/^[0-9]* *\(clone3\{0,1\}\|v\{0,1\}fork\)(/q' "$tmp/calls" |
	    grep -c "^[0-9]* *$1(")
	fails EIO "$1" "$((at_its_pipe_when + 1))"
}

torture() {
	hurt
	check 'traced, without a fault' traced -E UNCOUNTED=1
	cp "$tmp/trace" "$tmp/calls"
	check 'files are synced before they are renamed, the folder after' synced
	# shellcheck disable=SC2046,SC2086 # several words
	for call in $(made $kills); do
		check "killed at $call: whole, and repaired" each "$call" survives
	done
	# shellcheck disable=SC2046,SC2086 # several words
	for call in $(made $full); do
		check "no space at $call: whole, and repaired" \
		    each "$call" fails ENOSPC
	done
	# shellcheck disable=SC2046,SC2086 # several words
	for call in $(made $broken); do
		check "an error at $call: whole, and repaired" \
		    each "$call" fails EIO
	done
	if [ -z "$(made clone clone3 fork vfork)" ]; then
		skip 'the pipe of what parses' 'no other process does it here'
		return
	fi
	check 'an error at the pipe of what parses, at close' at_its_pipe close
	check 'an error at the pipe of what parses, at read' at_its_pipe read
}

case $PAPERFEED in
*' '*)
	skip 'killed anywhere' 'the program runs inside another one' ;;
*)
	if strace -f -o "$tmp/trace" -e inject=write:error=EIO:when=99 true \
	    2>"$tmp/strace"; then
		torture
	else
		skip 'killed anywhere' 'strace is missing or not allowed'
	fi ;;
esac

# A file that may grow to 16 blocks only: an error, not a death by signal.
site limited
check 'a limit on file sizes ends with 73' status 73 sh -c \
    "ulimit -f 16; $PAPERFEED -q -c '$conf' import '$page'"
check 'a limit on file sizes is named' says 'paperfeed.db'
check 'nothing is published then' [ ! -e "$site/public/all.atom" ]
check 'without the limit' status 0 pf import "$page"
check 'all is there' diff -r "$before" "$site/public"

# Disks that are full or read-only, for root in a name space of mounts.
cat >"$tmp/disk.sh" <<'END'
set -u
mount -t tmpfs -o "size=$1" none "$2" || exit 98
shift 2
"$@"
END

# on_disk SIZE COMMAND...: the command with $site on a disk of that size
on_disk() {
	on_disk_size=$1
	shift
	unshare -m sh "$tmp/disk.sh" "$on_disk_size" "$site" "$@"
}

full_output() {
	cat >"$tmp/full.sh" <<-'END'
	cd "$1" && shift || exit 97
	cp -R "$1/before/." . && mkdir keep && cp -R public/. keep || exit 97
	cat /dev/zero >filler 2>/dev/null
	$PAPERFEED -q -c paperfeed.conf import "$2"
	echo "$?" >"$1/full-status"
	cp -R public "$1/full-output"
	rm filler
	$PAPERFEED -q -c paperfeed.conf import "$2" || exit
	diff -r "$1/after/public" public
	END
	rm -rf "$tmp/full-output"
	on_disk 2m sh "$tmp/full.sh" "$site" "$tmp" "$api" >"$out" 2>"$err"
}

if [ "$(id -u)" -eq 0 ] && mkdir "$tmp/mount" &&
    unshare -m mount -t tmpfs none "$tmp/mount" 2>"$tmp/unshare"; then
	export PAPERFEED
	site full
	check 'a full disk, then space again: the new state' full_output
	check 'a full disk ends with 73 or 74' \
	    grep -q '^7[34]$' "$tmp/full-status"
	check 'a full disk is said in one line' says 'paperfeed'
	check 'a full disk: each file is whole' whole "$tmp/full-output"

	site fixed
	cp -R "$tmp/before/." "$site"
	cat >"$tmp/fixed.sh" <<-'END'
	set -u
	mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 98
	cd "$1" || exit
	shift
	"$@"
	END
	fixed() {
		# shellcheck disable=SC2086 # several words
		unshare -m sh "$tmp/fixed.sh" "$site" \
		    $PAPERFEED -q -c "$conf" "$@"
	}
	check 'a read-only disk: import ends with 73' \
	    status 73 fixed import "$api"
	check 'a read-only disk is named' says "$site/paperfeed.db.lock: "
	check 'a read-only disk: export' status 0 fixed export
	check 'a read-only disk: all records' [ "$(wc -l <"$out")" -eq 8 ]
	check 'a read-only disk: topics' status 0 fixed topics
	check 'a read-only disk: the counts' grep -Eq '^all +8 ' "$out"
else
	skip 'a full disk' 'needs root and name spaces'
fi

done_testing

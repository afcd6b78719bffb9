# shellcheck shell=sh
# What the end-to-end tests share: TAP, a temporary folder, the program.
# A test sources it first, works in $tmp, and ends with done_testing.
#
#	plan N			how many tests follow (or leave it to the end)
#	ok NAME, not_ok NAME	one test's result
#	check NAME COMMAND...	ok when the command succeeds; else its output
#	skip NAME WHY		a test that this machine cannot make
#	check_terminal NAME COMMAND...	check, or skip where there are no
#				pseudo-terminals
#	on_terminal ARGUMENT...	the program with a terminal as its output, which
#				goes to standard output
#	status WANT COMMAND...	true when it ends with exactly WANT; leaves its
#				streams in the files $out and $err
#	says TEXT		true when $err is one line of ours with TEXT
#	site NAME [-]		a new $site folder with its $conf, the default
#				one or (-) what stands on standard input
#	run ARGUMENT...		the program as it is
#	pf ARGUMENT...		the program on $conf, quietly
#	run_cases NAME		runs NAME.py, whose pauses pass at once, and
#				closes the test
#	python_with MODULE	prints a python3 that has a module, or fails
#	done_testing		closes the test
# A run that is killed, or traced, or short of what it needs, gets UNCOUNTED=1:
# builds for coverage do not count it (tests/coverage_exit.c).

set -u
LC_ALL=C.UTF-8 TZ=UTC SOURCE_DATE_EPOCH=1795428000	# 2026-11-23
export LC_ALL TZ SOURCE_DATE_EPOCH
# Whatever a sanitizer finds ends in 99, like valgrind's findings.
ASAN_OPTIONS=exitcode=99:${ASAN_OPTIONS-}
UBSAN_OPTIONS=exitcode=99:print_stacktrace=1:${UBSAN_OPTIONS-}
export ASAN_OPTIONS UBSAN_OPTIONS

: "${abs_top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${abs_top_builddir:=$(pwd)}"
# One or several words, with an absolute path to the program.
: "${PAPERFEED:=$abs_top_builddir/paperfeed}"
# shellcheck disable=SC2034 # for the tests
data=$abs_top_srcdir/tests/data
# What each topic is published as (topic/topic_format.c), as sort(1) puts them.
# shellcheck disable=SC2034 # for the tests
formats='atom bib html json rss'

# The interpreter itself.  python3 may be a script that looks for it (pyenv),
# and some tests start it two hundred times.
interpreter=$(python3 -c 'import sys; print(sys.executable)') || exit 99
python3() {
	"$interpreter" "$@"
}

python_with() {
	for python_candidate in "$interpreter" /usr/bin/python3; do
		"$python_candidate" -c "import $1" 2>"$tmp/ignored" || continue
		echo "$python_candidate"
		return
	done
	return 1
}

tmp=$(mktemp -d) || exit 99
trap 'cd / && rm -rf "$tmp"' EXIT
trap 'exit 99' HUP INT TERM
cd "$tmp" || exit 99
out=$tmp/stdout err=$tmp/stderr
: >"$tmp/died"
test_count=0 test_failures=0 test_plan=

plan() {
	test_plan=$1
	echo "1..$test_plan"
}

ok() {
	test_count=$((test_count + 1))
	echo "ok $test_count - $1"
}

not_ok() {
	test_count=$((test_count + 1))
	test_failures=$((test_failures + 1))
	echo "not ok $test_count - $1"
}

check() {
	check_name=$1
	shift
	if "$@" >"$tmp/check" 2>&1; then
		ok "$check_name"
	else
		check_status=$?
		not_ok "$check_name"
		echo "# exit status $check_status: $*"
		sed 's/^/# /' "$tmp/check"
	fi
}

skip() {
	ok "$1 # SKIP $2"
}

check_terminal() {
	: "${terminals:=$(python3 -c 'import pty; pty.openpty(); print("yes")' \
	    2>/dev/null || echo no)}"
	if [ "$terminals" = yes ]; then
		check "$@"
	else
		skip "$1" 'needs a pseudo-terminal'
	fi
}

on_terminal() {
	# shellcheck disable=SC2086 # several words
	python3 -c 'import os, pty, sys
status = pty.spawn(sys.argv[1:])
sys.exit(os.waitstatus_to_exitcode(status))' $PAPERFEED "$@" </dev/null
}

status() {
	status_want=$1
	shift
	"$@" >"$out" 2>"$err"
	status_got=$?
	[ "$status_got" -eq "$status_want" ] && [ "$status_got" -ne 99 ] &&
	    return
	echo "exit status $status_got, wanted $status_want; it said:"
	cat "$out" "$err"
	return 1
}

says() {
	[ "$(wc -l <"$err")" -eq 1 ] && grep -q '^paperfeed: ' "$err" &&
	    grep -qF -e "$1" "$err" && return
	echo "wanted one line 'paperfeed: ...' with '$1', got:"
	cat "$err"
	return 1
}

site() {
	site=$tmp/$1 conf=$tmp/$1/paperfeed.conf
	mkdir -p "$site" || return
	if [ "${2-}" = - ]; then
		cat >"$conf"
	else
		cat >"$conf" <<-'END'
		site {
			title = "Papers under test"
			url = "https://papers.example.org/"
			output = "public"
			database = "paperfeed.db"
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
	fi
}

# A death by signal, sanitizer or valgrind counts even where nobody looks at
# the exit status.
run() {
	# shellcheck disable=SC2086 # several words
	$PAPERFEED "$@"
	run_status=$?
	if [ "$run_status" -ge 99 ]; then
		echo "$run_status: paperfeed $*" >>"$tmp/died"
	fi
	return "$run_status"
}

pf() {
	run -q -c "$conf" "$@"
}

nobody_died() {
	cat "$tmp/died"
	[ ! -s "$tmp/died" ]
}

run_cases() {
	cases_warp=$abs_top_builddir/tests/e2e/warp.so
	if [ ! -e "$cases_warp" ]; then
		skip "$1.py" 'needs warp.so, for LD_PRELOAD'
		done_testing
	fi
	# shellcheck disable=SC2086 # several words
	python3 -B "$abs_top_srcdir/tests/e2e/$1.py" "$tmp" "$cases_warp" \
	    $PAPERFEED
	exit
}

done_testing() {
	check 'no run ended in a crash, a leak or an error of memory' \
	    nobody_died
	[ -n "$test_plan" ] || echo "1..$test_count"
	[ "$test_failures" -eq 0 ]
	exit
}

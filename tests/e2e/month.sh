#!/bin/sh
# A month of runs, four a day, against a source on loopback that fails one time
# in five: month.py says what must hold.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

case $PAPERFEED in
*valgrind*)
	skip 'a month of runs' 'it takes too long under valgrind'
	done_testing ;;
esac
run_cases month

#!/bin/sh
# A month of mails, when sendmail fails one time in four and runs are killed:
# digest_month.py says what must hold.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

case $PAPERFEED in
*valgrind*)
	skip 'a month of mails' 'it takes too long under valgrind'
	done_testing ;;
esac
run_cases digest_month

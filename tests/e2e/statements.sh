#!/bin/sh
# Each statement of SQL fails, in each command.  The cases are in statements.py.
# They are made in memory, where there is some.
: "${TMPDIR=$(test -w /dev/shm && echo /dev/shm || echo /tmp)}"
export TMPDIR
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

case $PAPERFEED in
*' '*)
	skip 'statements' 'that takes too long inside another program'
	done_testing ;;
esac
if [ ! -e "$abs_top_builddir/tests/e2e/statement.so" ]; then
	skip 'statements' 'needs a library of the tests to load'
	done_testing
fi
run_cases statements

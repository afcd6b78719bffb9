#!/bin/sh
# Each call that changes something, and each allocation, fails: a sample, or all
# with `make torture`.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

case $PAPERFEED in
*' '*)
	skip 'torture' 'the program runs inside another one'
	done_testing ;;
esac
if [ ! -e "$abs_top_builddir/tests/e2e/scarce.so" ] ||
    [ ! -e "$abs_top_builddir/tests/e2e/store_sql" ] ||
    ! strace -f -o "$tmp/trace" -e inject=write:error=EIO:when=99 true \
	2>"$tmp/strace"; then
	skip 'torture' 'needs strace, and libraries of the tests to load'
	done_testing
fi
UNCOUNTED=1
export UNCOUNTED
run_cases torture

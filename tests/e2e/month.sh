#!/bin/sh
# A month of runs, four a day, against a source on loopback that fails one time
# in five: month.py says what must hold.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

warp=$abs_top_builddir/tests/e2e/warp.so
case $PAPERFEED in
*valgrind*)
	ok 'a month of runs # SKIP it takes too long under valgrind'
	done_testing ;;
esac
if [ ! -e "$warp" ]; then
	ok 'a month of runs # SKIP no warp.so for LD_PRELOAD here'
	done_testing
fi
# shellcheck disable=SC2086 # several words
python3 -B "$abs_top_srcdir/tests/e2e/month.py" "$tmp" "$warp" $PAPERFEED

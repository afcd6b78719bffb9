#!/bin/sh
# What update and backfill do when the source misbehaves, a case each, against
# a server on loopback: update.py says which, source.py is the source.  Under
# valgrind, which is slow, only some of the cases are met.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

warp=$abs_top_builddir/tests/e2e/warp.so
if [ ! -e "$warp" ]; then
	ok 'a source that misbehaves # SKIP no warp.so for LD_PRELOAD here'
	done_testing
fi
# shellcheck disable=SC2086 # several words
python3 -B "$abs_top_srcdir/tests/e2e/update.py" "$tmp" "$warp" $PAPERFEED

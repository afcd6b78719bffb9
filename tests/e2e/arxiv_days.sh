#!/bin/sh
# Real days beside an arXiv with invented facts: arxiv_days.py.  It needs the days,
# in the folder that PAPERFEED_REAL names.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

if [ -z "${PAPERFEED_REAL-}" ]; then
	skip 'real days' 'needs PAPERFEED_REAL, a folder of real days'
	done_testing
fi
run_cases arxiv_days

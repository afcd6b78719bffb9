#!/bin/sh
# arXiv as a second source of facts: what it is asked, what becomes of its answers,
# and that its faults delay and change nothing.  The cases are in arxiv.py, arXiv
# is in arxiv_server.py.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

run_cases arxiv

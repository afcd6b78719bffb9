#!/bin/sh
# Which days update reads.  The cases are in update_days.py.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

run_cases update_days

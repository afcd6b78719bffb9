#!/bin/sh
# What status.json says of runs.  The cases are in update_status.py.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

run_cases update_status

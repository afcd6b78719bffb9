#!/bin/sh
# What update does when the source misbehaves.  The cases are in update_faults.py.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

run_cases update_faults

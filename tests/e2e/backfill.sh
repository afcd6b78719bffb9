#!/bin/sh
# What backfill reads, shows and leaves.  The cases are in backfill.py.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

run_cases backfill

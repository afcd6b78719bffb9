#!/bin/sh
# Push: what a WebSub hub is told.  The cases are in hub.py, the hub is in
# websub.py.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

run_cases hub

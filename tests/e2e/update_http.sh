#!/bin/sh
# What update asks of a server, and through what.  The cases are in update_http.py.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

run_cases update_http

#!/bin/sh
# Networks in which something is missing; the cases are in network.py.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

run_cases network

#!/bin/sh
# Mails of what is new, taken by a real msmtp and a real SMTP server on loopback.
# The cases are in digest.py.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

run_cases digest

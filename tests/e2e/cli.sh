#!/bin/sh
# The command line: help, version, and what is refused before any work.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# help_names COMMAND: it has a line of its own
help_names() {
	grep -Eq "^ +$1( |\$)" "$out"
}

silent() {
	cat "$1"
	[ ! -s "$1" ]
}

one_version() {
	cat "$out"
	[ "$(wc -l <"$out")" -eq 1 ] &&
	    grep -Eq '^paperfeed [0-9]+\.[0-9]+' "$out"
}

check '--help ends with 0' status 0 run --help
for command in import publish export topics; do
	check "--help names $command" help_names "$command"
done
check '--help says nothing on standard error' silent "$err"

check '--version ends with 0' status 0 run --version
check '--version prints name and number' one_version

check 'an unknown command ends with 64' status 64 run frobnicate
check 'an unknown command is named' says frobnicate
check 'an unknown command prints nothing' silent "$out"

check 'an unknown option ends with 64' status 64 run --frobnicate
check 'an unknown option is named' grep -F frobnicate "$err"
check 'an unknown short option ends with 64' status 64 run -Z
check 'no command ends with 64' status 64 run
check '-c without a file ends with 64' status 64 run -c

check 'a missing configuration ends with 78' \
    status 78 run -c "$tmp/missing.conf" publish
check 'a missing configuration is named' says "$tmp/missing.conf"
check 'a folder as configuration ends with 78' status 78 run -c "$tmp" publish
check 'a folder as configuration is named' says "$tmp"

site empty
check 'import without a file ends with 64' status 64 pf import

done_testing

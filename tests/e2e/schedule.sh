#!/bin/sh
# The crontab and the systemd units that we ship.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

feeds=${abs_top_srcdir:-.}/feeds
program=/usr/local/bin/paperfeed

quiet() {
	cat "$out" "$err"
	[ ! -s "$out" ] && [ ! -s "$err" ]
}

# as_shipped COMMAND: with the program under test in place of the installed one
as_shipped() {
	printf '%s\n' "$PAPERFEED${1#"$program"}"
}

# cron COMMAND: as cron runs it, in the user's home with hardly an environment
cron() {
	(cd "$site" && env -i HOME="$site" LOGNAME=paperfeed SHELL=/bin/sh \
	    PATH=/usr/bin:/bin ASAN_OPTIONS="$ASAN_OPTIONS" \
	    UBSAN_OPTIONS="$UBSAN_OPTIONS" \
	    SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" /bin/sh -c "$1" </dev/null)
}

# A source that is a file, which is read as one on the net is.
site cron - <<END
site { url = "https://papers.example.org/" }
source daily { url = "file://$tmp/listing" }
topic agents { match = 'agent' }
END
cp "$data/day-2026-11-19.html" "$tmp/listing"

grep -vE '^(#|[A-Z]+=|$)' "$feeds/crontab" >"$tmp/jobs"
check 'crontab: one job' [ "$(wc -l <"$tmp/jobs")" -eq 1 ]
check 'crontab: four times a day, at a minute of its own' grep -qE \
    '^[1-9][0-9]? ([0-9]+,){3}[0-9]+ \* \* \*	'"$program"' ' "$tmp/jobs"
job=$(as_shipped "$(cut -f 2 "$tmp/jobs")")
check 'crontab: the job ends with 0' status 0 cron "$job"
check 'crontab: and says nothing' quiet
check 'crontab: there are feeds' [ -s "$site/public/agents.atom" ]
check 'crontab: again it ends with 0' status 0 cron "$job"
check 'crontab: and says nothing again' quiet
rm "$tmp/listing"
check 'crontab: a failure ends with 69' status 69 cron "$job"
check 'crontab: and is one line for the mail' says 'source daily: file://'
check 'crontab: on standard error alone' [ ! -s "$out" ]

start=$(sed -n 's/^ExecStart=//p' "$feeds/paperfeed.service")
check 'service: it runs the same command' \
    [ "$(as_shipped "$start")" = "$job" ]

if ! command -v systemd-analyze >"$tmp/ignored"; then
	skip 'systemd units' 'systemd-analyze is not installed'
	done_testing
fi

# The units themselves, but for the program that is not installed.
mkdir "$tmp/units"
for unit in service timer; do
	sed "s|^ExecStart=$program |ExecStart=/bin/true |" \
	    "$feeds/paperfeed.$unit" >"$tmp/units/paperfeed.$unit"
done
check 'units: systemd finds nothing wrong' status 0 systemd-analyze verify \
    --man=no "$tmp/units/paperfeed.service" "$tmp/units/paperfeed.timer"
check 'units: and nothing to say' quiet
# From 0, nothing can be done, to 100, anything; a service without any of it
# has 96.
check 'service: its exposure is low' status 0 systemd-analyze security \
    --offline=yes --threshold=20 "$tmp/units/paperfeed.service"
check 'timer: the times are four a day' [ "$(systemd-analyze calendar \
    --iterations=4 "$(sed -n 's/^OnCalendar=//p' "$feeds/paperfeed.timer")" |
    grep -cE '(Next elapse|Iter\. #[0-9])')" -eq 4 ]

# set_of NAME: the system calls of one of systemd's sets, a line each
set_of() {
	systemd-analyze syscall-filter "$1" |
	    sed -nE 's/^    ([a-z0-9_@-]+)$/\1/p' |
	    while read -r name; do
		case $name in
		@*)	set_of "$name" ;;
		*)	echo "$name" ;;
		esac
	    done
}

none_refused() {
	comm -23 "$tmp/calls" "$tmp/left" >"$tmp/refused"
	cat "$tmp/refused"
	[ ! -s "$tmp/refused" ] && [ "$(wc -l <"$tmp/left")" -gt 100 ]
}

if strace -o "$tmp/trace" true 2>"$tmp/ignored" && [ -x "$PAPERFEED" ]; then
	cp "$data/day-2026-11-19.html" "$tmp/listing"
	ASAN_OPTIONS=detect_leaks=0:$ASAN_OPTIONS strace -f -qq -o "$tmp/trace" \
	    "$PAPERFEED" -q -c "$conf" update
	# Root's SQLite gives files to their folder's owner; the service is not
	# root.
	sed -nE 's/^[0-9]+ +([a-z0-9_]+)\(.*/\1/p' "$tmp/trace" | sort -u |
	    grep -vE '^f?chown$' >"$tmp/calls"
	sed -n 's/^SystemCallFilter=//p' "$feeds/paperfeed.service" | grep -v '^~' |
	    tr ' ' '\n' | while read -r name; do
		case $name in
		@*)	set_of "$name" ;;
		*)	echo "$name" ;;
		esac
	    done | sort -u >"$tmp/allowed"
	{ set_of @privileged; set_of @resources; } | sort -u |
	    comm -23 "$tmp/allowed" - >"$tmp/left"
	check 'service: the program was traced' \
	    grep -qx openat "$tmp/calls"
	check 'service: no call that its filter refuses' none_refused
else
	skip 'system calls' 'no strace, or the program is traced already'
fi

done_testing

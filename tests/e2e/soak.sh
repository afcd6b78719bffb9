#!/bin/sh
# A real nginx with the configuration we ship, while many readers ask and run
# after run publishes: a sample, or ten thousand runs with `make soak`.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# shellcheck source=tests/e2e/nginx.sh
. "${abs_top_srcdir:-.}/tests/e2e/nginx.sh"

case $PAPERFEED in
*' '*)
	skip 'readers of a server' 'that takes too long inside another program'
	done_testing ;;
esac
if ! command -v nginx >"$out" 2>&1; then
	skip 'readers of a server' 'nginx is not installed'
	done_testing
fi

# Each run of a long soak may take a second, and its log would be large.
runs=${SOAK_PUBLICATIONS:-100}
longest=$((longest + runs))
ln -s /dev/null "$web/access.log"
mkdir "$tmp/public"
serve "$tmp/public"
if ! start_somewhere >"$tmp/started"; then
	check 'nginx runs with the configuration we ship' cat "$tmp/started"
	not_ok 'so there is nothing to ask'
	done_testing
fi
python3 -B "$abs_top_srcdir/tests/e2e/soak.py" "$tmp" "$port" "$PAPERFEED" \
    "$runs" "${SOAK_READERS:-20}" "${SOAK_SEED:-}"

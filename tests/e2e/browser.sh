#!/bin/sh
# The pages for people in a real Chromium, served by a real nginx with the
# configuration we ship: tests/browser/run says what is looked at.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/e2e/nginx.sh
. "${abs_top_srcdir:-.}/tests/e2e/nginx.sh"

# missing: what is not there, a word each
missing() {
	for tool in nginx node "${CHROMIUM:-chromium}"; do
		command -v "$tool" >"$tmp/ignored" || echo "$tool"
	done
	for package in axe-core puppeteer-core; do
		[ -d "${NODE_MODULES_DIR:-/nonexistent}/$package" ] ||
		    echo "$package"
	done
}

absent=$(missing | tr '\n' ' ')
if [ -n "$absent" ]; then
	skip 'a real browser' "not here: $absent"
	done_testing
	exit
fi

serve "$tmp"
check 'nginx runs' start_somewhere
site browser - <<END
site {
	title = "Papers & <others> under test"
	url = "http://127.0.0.1:$port/"
}
topic agents {
	title = "Agents <&> \\"tools\\""
	match = 'agent'
}
topic nothing {
	title = "Nothing yet"
	match = 'zyzzyva'
}
mail all {
	to = "me@example.org"
	from = "papers@example.org"
	topics = agents all
}
END
# Two months, so that there is an archive.
sed 's/2026-11-/2026-10-/g; s/2611\./2610./g' "$data/day-2026-11-20.json" \
    >"$tmp/october.json"
check 'import' status 0 pf import "$tmp/october.json" \
    "$data/search-2026-11-18.txt" "$data/day-2026-11-19.html" \
    "$data/day-2026-11-20.json"
serve "$site/public"
pf digest --print all --since 2026-10-01 >"$tmp/mail.eml"
python3 -c 'import email, email.policy, sys
print(email.message_from_file(sys.stdin, policy=email.policy.default)
    .get_body(("html",)).get_content())' <"$tmp/mail.eml" >"$tmp/mail.html"
check 'a mail for the browser' grep -q '</html>' "$tmp/mail.html"
"$abs_top_srcdir/tests/browser/run" "http://127.0.0.1:$port/" \
    "$tmp/mail.html" >"$out" 2>"$err"
browser_status=$?
grep -E '^(not )?ok - ' "$out" >"$tmp/lines"
while IFS= read -r line; do
	case $line in
	ok*)	ok "${line#ok - }" ;;
	*)	not_ok "${line#not ok - }" ;;
	esac
done <"$tmp/lines"
sed 's/^/# /' "$err"
sed -n '/^not ok/,/^ok/p' "$out" | sed 's/^/# /'
check 'the browser had more than fifty things to look at' \
    [ "$(wc -l <"$tmp/lines")" -gt 50 ]
check 'the browser ended well' [ "$browser_status" -eq 0 ]

done_testing

#!/bin/sh
# What a real nginx with the configuration we ship makes of the output folder:
# every file's headers, the conditional requests of readers, what is refused.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# shellcheck source=tests/e2e/nginx.sh
. "${abs_top_srcdir:-.}/tests/e2e/nginx.sh"

if ! command -v nginx >"$out" 2>&1; then
	skip 'a real nginx' 'it is not installed'
	done_testing
fi

serve "$tmp/none"
start_somewhere >"$tmp/started"
check 'nginx runs with the configuration we ship' [ -n "$server" ]
if [ -z "$server" ]; then
	sed 's/^/# /' "$tmp/started"
	done_testing
fi
check 'which was adapted in three places' \
    [ "$(diff "$abs_top_srcdir/feeds/nginx.conf" "$web/paperfeed.conf" |
    grep -c '^> 	[lsr]')" -eq 3 ]
grep -h 'paperfeed\.conf' "$web/stderr" "$web/error.log" >"$tmp/warnings"
check 'nginx has nothing to warn of' [ ! -s "$tmp/warnings" ]

# ask ACTION [LINE...]: ask.py's action with the words of each line, or, without
# a line, of those on standard input
ask() {
	ask_action=$1
	shift
	if [ $# -gt 0 ]; then
		printf '%s\n' "$@" | ask "$ask_action"
		return
	fi
	port=$port root=$web/root python3 \
	    "$abs_top_srcdir/tests/e2e/ask.py" "$ask_action"
}

# names: of what is served
names() {
	(cd "$web/root/" && find . -type f ! -name '*.gz' | sed 's|^\./||' |
	    sort)
}

# Another month, with papers of its own.
sed 's/2026-11-/2026-10-/g; s/"2611\./"2610./; s/"id": "2611\./"id": "2610./
    s|/2611\.|/2610.|g; s/\("title": "\)/\1October: /' \
    "$data/day-2026-11-20.json" >"$tmp/day-2026-10-20.json"

site site - <<END
site {
	title = "Papers under test"
	url = "http://127.0.0.1:$port/"
}
topic agents {
	title = "Agents"
	match = 'agent'
}
topic rag {
	title = "Retrieval-augmented generation"
	match = 'RAG OR "retrieval augmented"'
}
END
serve "$site/public"
check 'import two months' status 0 pf import "$tmp/day-2026-10-20.json" \
    "$data/search-2026-11-18.txt" "$data/day-2026-11-19.html" \
    "$data/day-2026-11-20.json"
names >"$tmp/names"
check 'every kind of file is there' [ "$(cat "$tmp/names")" = \
'agents-2026-10.html
agents-2026-11.html
agents.atom
agents.bib
agents.html
agents.json
agents.rss
all.atom
all.bib
all.html
all.json
all.rss
archive/agents-2026-10.atom
archive/agents-2026-11.atom
archive/all-2026-10.atom
archive/all-2026-11.atom
archive/rag-2026-10.atom
archive/rag-2026-11.atom
day/2026-10-20.bib
day/2026-10-20.html
day/2026-11-18.bib
day/2026-11-18.html
day/2026-11-19.bib
day/2026-11-19.html
day/2026-11-20.bib
day/2026-11-20.html
favicon.ico
feeds.opml
index.html
month/2026-10.html
month/2026-11.html
rag-2026-10.html
rag-2026-11.html
rag.atom
rag.bib
rag.html
rag.json
rag.rss
search.js
search/2026-10.txt
search/2026-11.txt
status.json
style.css
week/2026-W43.html
week/2026-W47.html' ]
check 'all but status.json have a twin' \
    [ "$(find "$site/public" -name '*.gz' | wc -l)" -eq 44 ]
check 'every file is served as it should' ask served <"$tmp/names"
check '/ is index.html' ask served 'index.html /'
check 'a query changes nothing' ask served 'all.atom /all.atom?utm_source=x'

# Scripts of other sites.
check 'scripts may ask for news of feeds' ask leave /all.atom /all.rss \
    /all.json /feeds.opml /status.json /archive/all-2026-11.atom
check 'a page is not for scripts' ask no_leave /index.html /style.css

# Nothing but the files.
echo secret >"$site/public/.all.atom.paperfeed-new"
echo secret >"$site/public/archive/.all-2026-11.atom.gz.paperfeed-new"
mkdir "$site/public/.git"
echo secret >"$site/public/.git/config"
echo secret >"$site/public/.git/status.json"
check 'hidden files are refused' ask refused <<'END'
GET /.all.atom.paperfeed-new 404
GET /%2eall.atom.paperfeed-new 404
GET /archive/.all-2026-11.atom.gz.paperfeed-new 404
GET /.git/ 404
GET /.git/config 404
GET /.git/status.json 404
END
check 'twins are refused by their own names' ask refused <<'END'
GET /all.atom.gz 404
GET /status.json.gz 404
GET /archive/all-2026-11.atom.gz 404
GET /archive/all-2026-11.atom%2egz 404
END
check 'folders are refused' ask refused 'GET /archive/ 404' 'GET /archive 404'
check 'what is not there is refused' ask refused <<'END'
GET /archive/all-2020-01.atom 404
GET /missing.html 404
GET /missing.atom 404
GET /missing 404
GET /all 404
GET /all.atom/ 404
HEAD /missing.atom 404
END
check 'what is outside is refused' ask refused <<'END'
GET /../paperfeed.conf 400
GET /%2e%2e/paperfeed.conf 400
GET /archive/../../paperfeed.db 400
END
check 'other methods are refused' ask refused <<'END'
POST /all.atom 405
POST / 405
POST /archive/ 405
POST /missing 405
PUT /all.atom 405
DELETE /all.atom 405
PATCH /all.atom 405
PROPFIND / 405
END
rm -r "$site/public/.git" "$site/public"/.*-new "$site/public/archive"/.*-new

# Conditional requests over time.
live='(agents|all)[.](atom|rss|json|html)'
check 'all can be had' ask remember ''
check 'publish again' status 0 pf publish
check 'after which nothing is sent anew' ask news ''
sed 's/Seldom Nest/Hardly Nest/g' "$data/day-2026-11-20.json" \
    >"$tmp/title.json"
check 'import a changed title' status 0 pf import "$tmp/title.json"
check 'after which its topics, and nothing else, are sent anew' \
    ask news "+$live +archive/(agents|all)-2026-11[.]atom \
    -archive/(rag-.*|.*-2026-10[.]atom) \
    -(rag[.].*|style.css|favicon.ico|feeds.opml)"
check 'all can be had again' ask remember ''
# The same number of bytes, at once: the ETag has only time and size.
sed 's/Hardly Nest/Rarely Nest/g' "$tmp/title.json" >"$tmp/again.json"
check 'import another title at once' status 0 pf import "$tmp/again.json"
check 'after which they are sent anew again' ask news "+$live -style.css"

# A reader: newsboat asks with ETag and date from its third time on.
if command -v newsboat >"$out" 2>&1; then
	mkdir "$tmp/newsboat"
	echo "http://127.0.0.1:$port/all.atom" >"$tmp/newsboat/urls"
	: >"$tmp/newsboat/config"
	for turn in 1 2 3; do
		check "newsboat, time $turn" env HOME="$tmp/newsboat" timeout \
		    60 newsboat -q -u "$tmp/newsboat/urls" -C \
		    "$tmp/newsboat/config" -c "$tmp/newsboat/cache" -x reload
		check "publish between, time $turn" status 0 pf publish
	done
	grep -i ' /all.atom newsboat' "$web/access.log" | cut -c 1-3 |
	    tr '\n' ' ' >"$tmp/statuses"
	check 'newsboat got it twice, then was told it has it' \
	    [ "$(cat "$tmp/statuses")" = '200 200 304 ' ]
else
	skip 'newsboat' 'it is not installed'
fi

# Without twins.
sed 's/^site {/&\
	gzip = no/' "$conf" >"$site/no.conf"
check 'publish without gzip' status 0 run -q -c "$site/no.conf" publish
check 'removes the twins' \
    [ "$(find "$site/public" -name '*.gz' | wc -l)" -eq 0 ]
check 'without gzip every file is served as it should' \
    ask served <"$tmp/names"
check 'import a changed title without gzip' status 0 \
    run -q -c "$site/no.conf" import "$data/day-2026-11-20.json"
check 'without gzip: the new bytes are sent' ask served agents.atom
check 'publish with gzip again' status 0 pf publish
check 'makes the twins' \
    [ "$(find "$site/public" -name '*.gz' | wc -l)" -eq 44 ]
check 'with gzip again: the new bytes are sent' ask served agents.atom

# The examples that stand there as comments, but for those of TLS.
stop
adapted | sed '/^#:.*\(rewrite\|location\)/,/^#:	}/s/^#://
    s/^#:\(.*rewrite\)/\1/
    /^#:map.*paperfeed_link/,/^#:}/s/^#://
    s/^#:\(.*add_header Link\)/\1/' >"$web/paperfeed.conf"
check 'nginx runs with the examples' start
check 'the files of a renamed topic have moved' ask moved <<'END'
/rag.atom /retrieval.atom
/rag.html /retrieval.html
/archive/rag-2026-10.atom /archive/retrieval-2026-10.atom
END
check 'the files of a removed topic are gone' ask gone /agents.atom \
    /agents.html /archive/agents-2026-11.atom
check 'the files of other topics are not gone' ask served all.atom
check 'live feeds name hub and self in a header' ask linked /all.atom /all.rss \
    /all.json
check 'nothing else does' ask not_linked / /all.html /all.bib /style.css \
    /feeds.opml /status.json /archive/all-2026-11.atom
stop

grep '\[\(warn\|error\|crit\|alert\|emerg\)\]' "$web/error.log" |
    grep -v 'unsafe URI\|client sent invalid' >"$tmp/errors"
check 'nginx had no errors' [ ! -s "$tmp/errors" ]
done_testing

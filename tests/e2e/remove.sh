#!/bin/sh
# remove takes papers out of the store and of all files, in one step; a later
# listing brings them back unless it was for good.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

page=$data/day-2026-11-19.html
api=$data/day-2026-11-20.json
text=$data/search-2026-11-18.txt

# without ID FILE: the items of the file but that one
without() {
	python3 -c 'import json, sys
print(json.dumps([i for i in json.load(open(sys.argv[2]))
    if i["paper"]["id"] != sys.argv[1]]))' "$@"
}
# The published files but the one that tells the time, and the records.
contents() {
	(cd "$site" && pf export >records.ndjson &&
	    find records.ndjson public -type f ! -name 'status.json*' -print0 |
		sort -z | xargs -0 sha256sum)
}
ids() {
	pf export | sed 's/.*"id":"\([^"]*\)".*/\1/' | sort
}
# holds WORD: some published file has it
holds() {
	grep -rqF "$1" "$site/public" || pf export | grep -qF "$1"
}
lacks() {
	! holds "$1"
}

# A store that never had the paper is the measure.  It is the last of its
# listing, so that the others have the same ranks.
gone=$(python3 -c 'import json, sys
print(json.load(open(sys.argv[1]))[-1]["paper"]["id"])' "$api")
without "$gone" "$api" >"$tmp/fewer.json"
site never
check 'a store without the paper' pf import "$page" "$tmp/fewer.json"
contents >"$tmp/wanted"

site removed
pf import "$page" "$api"
contents >"$tmp/before"
check 'the paper is published' holds "$gone"
check 'an unknown paper among others' status 66 pf remove "$gone" 2611.99999
check 'one line names it' says '2611.99999: no such paper in the store; nothing'
contents >"$tmp/after"
check 'nothing was removed' diff "$tmp/before" "$tmp/after"
check 'no ID' status 64 pf remove
check 'a dry run' status 0 pf remove --dry-run "$gone"
check 'it names the paper' grep -qF "$gone" "$out"
check 'and the files' grep -qx 'all.atom: papers were removed' "$out"
contents >"$tmp/after"
check 'and leaves all as it was' diff "$tmp/before" "$tmp/after"
check 'the paper is removed by a URL, twice' status 0 pf remove \
    "https://arxiv.org/abs/${gone}v2" "$gone"
check 'no file and no record has it' lacks "$gone"
contents >"$tmp/after"
check 'all is as if it had never been there' diff "$tmp/wanted" "$tmp/after"
check 'it is in no topic' status 66 pf topics --paper "$gone"
pf topics >"$tmp/counts"
check 'topics count without it' \
    grep -q "^all  *$(pf export | wc -l) " "$tmp/counts"
check 'nothing is left to publish' status 0 pf publish --dry-run
check 'not even a line' test ! -s "$out"
check 'all files are as the store says' pf publish --all
contents >"$tmp/anew"
check 'made anew they are the same' diff "$tmp/after" "$tmp/anew"

check 'a later listing' pf import "$api"
contents >"$tmp/after"
check 'brings it back as it was' diff "$tmp/before" "$tmp/after"

check 'removed for good' status 0 pf remove --for-good "$gone"
check 'the later listing again' pf import "$api"
check 'does not bring it back' lacks "$gone"
contents >"$tmp/after"
check 'and no other is lost' diff "$tmp/wanted" "$tmp/after"

# A paper without an identifier, and all papers of a month.
site old
cat >"$tmp/old.json" <<'END'
[{"paper":{"id":"2609.00001","title":"An Old Lantern","summary":"An agent.",
"submittedOnDailyAt":"2026-09-02T10:00:00Z"}},
{"paper":{"id":"2609.00002","title":"Another Old Lantern","summary":"An agent.",
"submittedOnDailyAt":"2026-09-03T10:00:00Z"}}]
END
check 'papers of an older month' pf import "$tmp/old.json" "$page" "$text"
check 'have an archive' test -e "$site/public/archive/all-2026-09.atom"
check 'the one is removed' pf remove 2609.00001
check 'its document has only the other' sh -c \
    "grep -c '<entry>' '$site/public/archive/all-2026-09.atom' | grep -qx 1"
check 'the other, too' pf remove 2609.00002
check 'the document is gone' test ! -e "$site/public/archive/all-2026-09.atom"
check 'no file names it' sh -c "! grep -rq all-2026-09 '$site/public'"
guid=$(pf export | sed -n 's/.*"guid":"\(urn:[^"]*\)".*/\1/p' | head -n 1)
title=$(pf export | grep -F "$guid" | sed 's/.*"title":"\([^"]*\)".*/\1/')
check 'a paper by its guid, for good' status 0 pf remove --for-good "$guid"
check 'the text again' pf import "$text"
check 'does not bring its title back' lacks "$title"
check 'the store is sound' python3 -c 'import sqlite3, sys
assert not sqlite3.connect(sys.argv[1]).execute(
    "PRAGMA foreign_key_check").fetchall()' "$site/paperfeed.db"

# All that there is.
site all
pf import "$api"
# shellcheck disable=SC2046 # one word each
check 'all papers' status 0 pf remove $(ids)
check 'leave feeds without an entry' sh -c \
    "! grep -q '<entry>' '$site/public/all.atom'"
check 'and no records' test -z "$(ids)"
check 'a new one' pf import "$page"
check 'comes as ever' holds 2611.00007

# Another paper is the first of its day.
site first - <<'END'
site { url = "https://papers.example.org/" }
topic first { per-day = 1 }
END
best() {
	pf export -t first | sed 's/.*"id":"\([^"]*\)".*/\1/' | tr '\n' ' '
}
pf import "$page" "$api"
check 'the first of each day' test "$(best)" = '2611.00001 2611.00013 '
check 'without it' pf remove 2611.00001
check 'another one is the first' test "$(best)" = '2611.00003 2611.00013 '

# A publishing that failed is done by the next one.
site failed
pf import "$page" "$api"
mv "$site/public" "$site/elsewhere"
: >"$site/public"
check 'where no file can be written' status 73 pf remove "$gone"
rm "$site/public"
mv "$site/elsewhere" "$site/public"
check 'the next publishing' status 0 pf publish
check 'takes the paper out of the files' lacks "$gone"
contents >"$tmp/after"
check 'like any other' diff "$tmp/wanted" "$tmp/after"

done_testing

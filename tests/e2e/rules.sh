#!/bin/sh
# What stands beside a topic's query: sources that stay out, the best of each
# day, organizations, keywords.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
case $PAPERFEED in
*valgrind*)
	skip 'rules of topics' 'they take too long under valgrind'
	done_testing ;;
esac

# items: the JSON of papers, a line each on standard input:
# ID|VOTES|INSTANT|TITLE|ORGANIZATION|KEYWORD|ABSTRACT
items() {
	awk -F'|' '
	BEGIN { printf "[" }
	{
		printf "%s{\"paper\":{\"id\":\"%s\",\"title\":\"%s\",", \
		    (NR > 1 ? "," : ""), $1, $4
		if ($2 != "")
			printf "\"upvotes\":%s,", $2
		if ($6 != "")
			printf "\"ai_keywords\":[\"%s\"],", $6
		if ($5 != "")
			printf "\"organization\":{\"fullname\":\"%s\"},", $5
		printf "\"summary\":\"%s\",", ($7 == "" ? "No more." : $7)
		printf "\"authors\":[{\"name\":\"Ada Quay\"}],"
		printf "\"submittedOnDailyAt\":\"%s\"}}", $3
	}
	END { print "]" }'
}

# trending DAY: a page of trending papers as of that day, of items as above
trending() {
	echo '<!doctype html><html><head><title>Trending Papers</title></head>'
	echo '<body><div data-target="DailyPapers" data-props="{'
	printf '&quot;dateString&quot;:&quot;%s&quot;,' "$1"
	printf '&quot;dailyPapers&quot;:'
	items | sed 's/"/\&quot;/g'
	echo '}"></div></body></html>'
}

# several N FIRST: N lines of papers that nobody voted for
several() {
	awk -v n="$1" -v first="$2" 'BEGIN {
		for (i = 0; i < n; i++)
			printf "2401.%05d|1|2024-01-10T08:00:00Z|Old %d\n",
			    first + i, i
	}'
}

# feed FILE ID...: these papers in this order, and no others
feed() {
	feed_file=$site/public/$1
	shift
	sed -n 's,^		<id>https://arxiv.org/abs/\(.*\)</id>$,\1,p' \
	    "$feed_file" | tr '\n' ' ' >"$tmp/found"
	[ "$(cat "$tmp/found")" = "${1+$* }" ] && return
	echo "$feed_file should have '$*' and has '$(cat "$tmp/found")'"
	return 1
}

# counts SLUG N: the topic's line in the table
counts() {
	pf topics >"$out" || return
	[ "$(awk -v slug="$1" '$1 == slug { print $2 }' "$out")" = "$2" ] &&
	    return
	cat "$out"
	return 1
}

# holds TOPIC ID...: what the export says is in it, oldest first
holds() {
	holds_topic=$1
	shift
	pf export -t "$holds_topic" |
	    sed 's/^{"id":"\([^"]*\)".*/\1/' | tr '\n' ' ' >"$tmp/found"
	[ "$(cat "$tmp/found")" = "${1+$* }" ] && return
	echo "$holds_topic should hold '$*' and holds '$(cat "$tmp/found")'"
	return 1
}

# state: every file but the status, its inode, times and bytes
state() {
	(cd "$site/public" && find . -type f ! -name status.json \
	    -exec stat -c '%n %i %y %z' {} + | sort &&
	    find . -type f ! -name status.json -exec cksum {} + | sort)
}

# entry FEED ID: a paper in it, but for its topics
entry() {
	awk -v id="<id>https://arxiv.org/abs/$2</id>" '
	/^	<entry>/ { text = ""; wanted = 0 }
	{ text = text $0 "\n" }
	index($0, id) { wanted = 1 }
	/^	<\/entry>/ && wanted { printf "%s", text }' "$site/public/$1" |
	    grep -v '<category'
}

same() {
	[ -s "$1" ] && cmp "$1" "$2"
}

silent() {
	cat "$1"
	[ ! -s "$1" ]
}

# A source that stays out.
outside() {
	cat <<-END
	site {
		url = "https://papers.example.org/"
	}
	source daily {
		url = "https://source.example.org/papers/date/{date}"
	}
	source trending {
		url = "https://source.example.org/papers/trending"
		in-topics = $1
	}
	topic trending {
		title = "Trending"
		source = trending
	}
	topic agents {
		match = 'agent'
	}
	END
}

outside no >"$tmp/conf"
site outside - <"$tmp/conf"
items >"$tmp/day" <<'END'
2611.10001|5|2026-11-10T08:00:00Z|Agents that wait
2611.10002|50|2026-11-10T09:00:00Z|Harbours
2511.00001|9|2025-11-05T09:00:00Z|An agent of last year
END
{
	several 59 1
	echo '2401.00099|500|2024-01-10T08:00:00Z|An old agent'
} | trending 2026-11-20 >"$tmp/trending"
check 'a day' status 0 pf import "$tmp/day"
cp "$site/public/all.atom" "$tmp/all-before"
check 'a page of trending papers' status 0 pf import "$tmp/trending"
check 'it says nothing' silent "$err"
check 'old papers that trend do not flood all' \
    feed all.atom 2611.10002 2611.10001 2511.00001
check 'all is as it was' same "$tmp/all-before" "$site/public/all.atom"
check 'nor a topic whose query finds them' \
    feed agents.atom 2611.10001 2511.00001
check 'they are in the topic of their source' \
    [ "$(grep -c '<entry>' "$site/public/trending.atom")" -eq 60 ]
check 'the table counts all' counts all 3
check 'the table counts the source' counts trending 60
check 'the table counts a query' counts agents 2

status_says() {
	python3 -c 'import json, sys
status = json.load(open(sys.argv[1], encoding="utf-8"))
got = [status["papers"], status["newest"]] + [
    [t["slug"], t["papers"], t["newest"]] for t in status["topics"]]
wanted = [3, "2026-11-10T09:00:00Z", ["all", 3, "2026-11-10T09:00:00Z"],
    ["trending", 60, "2026-11-20T00:00:59Z"],
    ["agents", 2, "2026-11-10T08:00:00Z"]]
assert got == wanted, got' "$1"
}
check 'status.json counts them' status_says "$site/public/status.json"
pf status --json >"$tmp/status.json" 2>"$tmp/ignored"
check 'status --json counts them too' status_says "$tmp/status.json"

# The newest paper of a topic may be newer than that of all.
check 'the charts end with the newest paper of any topic' \
    [ "$(grep -c '26 weeks up to that of 2026-11-16' \
    "$site/public/index.html")" -eq 3 ]
check 'topics --trend' status 0 pf topics --trend
check 'the weeks of the table count them too' diff - "$out" <<'END'
week of                   10-12  10-19  10-26  11-02  11-09  11-16  change
all                           0      0      0      0      2      0   -100%
trending                      0      0      0      0      0     60     new
agents                        0      0      0      0      1      0   -100%
END

check 'export -t all is the feed of all' \
    holds all 2511.00001 2611.10001 2611.10002
check 'export is all records' [ "$(pf export | wc -l)" -eq 63 ]
check 'that a paper is in all is not said' \
    [ "$(pf export -t all | grep -c '"topics":\[\]}')" -eq 1 ]
check 'a reason' status 0 pf topics --paper 2401.00099
check 'why a paper is not in all' diff - "$out" <<'END'
2026-11-20  2401.00099  An old agent
no    all: sources that have shown it: trending
yes   trending
no    agents: sources that have shown it: trending
END
check 'the list of feeds has the topic' grep -q '/trending.atom"' \
    "$site/public/feeds.opml"
check 'the page names the source' \
    grep -q 'shown by the source <bdi>trending</bdi>\.' \
    "$site/public/trending.html"

# One that another source shows as well.
check 'nothing is new' status 0 pf publish
state >"$tmp/before"
check 'nothing is new' status 0 pf publish
state >"$tmp/after"
check 'then no file is touched' same "$tmp/before" "$tmp/after"
entry trending.atom 2401.00099 >"$tmp/entry-before"
items >"$tmp/late" <<'END'
2401.00099|500|2026-11-21T08:00:00Z|An old agent
END
check 'the daily listing has one of them' status 0 pf import "$tmp/late"
check 'then it is in all' \
    feed all.atom 2401.00099 2611.10002 2611.10001 2511.00001
check 'and in what finds it' \
    feed agents.atom 2401.00099 2611.10001 2511.00001
entry all.atom 2401.00099 >"$tmp/entry-all"
entry trending.atom 2401.00099 >"$tmp/entry-after"
dates() {
	sed -n 's/.*<\(published\|updated\)>\(.*\)<.*/\2/p' "$1" | sort -u
}
check 'there it has the date of its listing' \
    [ "$(dates "$tmp/entry-all")" = 2026-11-21T08:00:00Z ]
grep -v '<published>\|<updated>' "$tmp/entry-before" >"$tmp/text-before"
grep -v '<published>\|<updated>' "$tmp/entry-all" >"$tmp/text-all"
check 'with the guid and the text that it had' \
    same "$tmp/text-before" "$tmp/text-all"
check 'it is as it was in the other feed' \
    same "$tmp/entry-before" "$tmp/entry-after"
check 'it is one record' [ "$(pf export | grep -c 2401.00099)" -eq 1 ]
check 'the pages name its topics' \
    [ "$(grep -c '<a href="agents.html">' "$site/public/trending.html")" -ge 1 ]

# A topic of what trends begins with what came last, as old as that may be.
trending 2026-11-21 >"$tmp/again" <<'END'
2511.00001|9|2025-11-05T09:00:00Z|An agent of last year
2401.00001|1|2024-01-10T08:00:00Z|Old 0
END
check 'another page of trending papers' status 0 pf import "$tmp/again"
first_of() {
	grep -m1 '^		<id>' "$site/public/trending.atom"
}
check 'an old paper that trends now comes first' \
    [ "$(first_of)" = '		<id>https://arxiv.org/abs/2511.00001</id>' ]
check 'the feed is as new as the day on which it trended' \
    [ "$(grep -m1 '<updated>' "$site/public/trending.atom")" = \
    '	<updated>2026-11-21T23:59:59Z</updated>' ]
check 'no other paper has left' \
    [ "$(grep -c '<entry>' "$site/public/trending.atom")" -eq 61 ]
dated() {
	grep -A9 2511.00001 "$site/public/trending.atom" |
	    grep -q '<published>2026-11-21T00:00:0[0-9]Z'
}
check 'its date is that on which it trended' dated
entry all.atom 2511.00001 >"$tmp/entry-all"
check 'in all it keeps that of its listing' \
    [ "$(dates "$tmp/entry-all")" = 2025-11-05T09:00:00Z ]
state >"$tmp/before"
check 'all files anew' status 0 pf publish --all
state >"$tmp/after"
check 'are the same' same "$tmp/before" "$tmp/after"

# A new site reads what trends before it reads the days behind it: no old paper
# is dated today.
old_site=$site old_conf=$conf
site young
outside no >"$conf"
trending 2026-11-21 >"$tmp/trends" <<'END'
2609.00001|9|2026-09-05T09:00:00Z|An agent of autumn
2609.00002|7||A tide of autumn
END
items >"$tmp/days" <<'END'
2609.00001|8|2026-09-05T09:00:00Z|An agent of autumn
2611.20001|2|2026-11-20T09:00:00Z|An agent of today
END
check 'a new site' pf import "$tmp/trends"
check 'has nothing in all' feed all.atom
entry trending.atom 2609.00001 >"$tmp/entry-before"
check 'then it reads the days' pf import "$tmp/days"
check 'all has what they list' feed all.atom 2611.20001 2609.00001
entry all.atom 2609.00001 >"$tmp/entry-all"
check 'as of when they list it' \
    [ "$(dates "$tmp/entry-all")" = 2026-09-05T09:00:00Z ]
check 'its document is that of its month' \
    grep -q 2609.00001 "$site/public/archive/all-2026-09.atom"
entry trending.atom 2609.00001 >"$tmp/entry-after"
check 'in the other feed it has the date that it had' \
    [ "$(dates "$tmp/entry-before")" = "$(dates "$tmp/entry-after")" ]
check 'a query finds it once' status 0 pf topics -t autumn
check 'with the other one' [ "$(grep -c '^2' "$out")" -eq 3 ]
check 'the same again' pf import "$tmp/trends" "$tmp/days"
entry all.atom 2609.00001 >"$tmp/entry-again"
check 'changes no date' same "$tmp/entry-all" "$tmp/entry-again"
state >"$tmp/before"
check 'all files anew' status 0 pf publish --all
state >"$tmp/after"
check 'are the same' same "$tmp/before" "$tmp/after"
check 'the store is sound' python3 -c 'import sqlite3, sys
assert not sqlite3.connect(sys.argv[1]).execute(
    "PRAGMA foreign_key_check").fetchall()' "$site/paperfeed.db"
site=$old_site conf=$old_conf

# The configuration, to and fro.
pf publish
keep() {
	mkdir -p "$tmp/$1" && (cd "$site/public" && find . \( -name 'all*.atom' \
	    -o -name 'agents*.atom' -o -name 'trending*.atom' \) \
	    -exec cp --parents {} "$tmp/$1" \;)
}
keep first
outside yes >"$conf"
check 'in-topics = yes' status 0 pf publish
check 'all has them then' counts all 63
check 'the feed has them then' \
    [ "$(grep -c '<entry>' "$site/public/all.atom")" -eq 63 ]
check 'the topics have them then' \
    feed agents.atom 2401.00099 2611.10001 2511.00001
check 'export -t all is all then' [ "$(pf export -t all | wc -l)" -eq 63 ]
check 'the archive has them' \
    [ "$(grep -c '<entry>' "$site/public/archive/all-2026-11.atom")" -eq 62 ]
outside no >"$conf"
check 'in-topics = no again' status 0 pf publish
keep second
check 'what has left is out of the archive, too' \
    [ "$(grep -c '<entry>' "$site/public/archive/all-2026-11.atom")" -eq 3 ]
check 'all feeds are as they were' diff -r "$tmp/first" "$tmp/second"
check 'their archives are as they were' \
    [ "$(find "$tmp/second" -type f | wc -l)" -eq 9 ]
check 'no record is lost' [ "$(pf export | wc -l)" -eq 63 ]

# The source of what is imported.
check 'import -s' status 0 pf import -s trending "$tmp/day"
check 'the papers are of that source then' counts trending 63
check 'import -s of no source' status 64 pf import -s nobody "$tmp/day"
check 'import -s of no source says so' says 'no such source'
check 'import --source' status 0 pf import --source=daily "$tmp/trending"
check 'they are in all then' counts all 63
check 'topics of no source are found in text' counts agents 3

# The best of each day.
best() {
	cat <<-END
	site {
		url = "https://papers.example.org/"
	}
	topic best {
		title = "Best of the day"
		per-day = $1
	}
	topic gulls {
		match = 'gull'
		per-day = 1
		min-upvotes = 2
	}
	END
}

votes() {
	items <<-END
	2611.00001|$1|2026-11-18T08:00:00Z|A gull
	2611.00002|$2|2026-11-18T08:01:00Z|Two gulls
	2611.00003|$3|2026-11-18T08:02:00Z|A tern
	2611.00004|$4|2026-11-18T08:03:00Z|A late gull
	2611.00005|1|2026-11-19T08:00:00Z|A gull of another day
	END
}
best 2 >"$tmp/conf"
site best - <"$tmp/conf"
votes 9 8 7 '' >"$tmp/votes"
check 'votes of two days' status 0 pf import "$tmp/votes"
check 'the two most voted of each day' \
    feed best.atom 2611.00005 2611.00002 2611.00001
check 'of those that a query finds, with so many votes' \
    feed gulls.atom 2611.00001
votes 9 8 20 30 >"$tmp/more"
check 'more votes' status 0 pf import "$tmp/more"
check 'who is in stays, who overtakes enters' \
    feed best.atom 2611.00005 2611.00004 2611.00003 2611.00002 2611.00001
check 'in a query as well' feed gulls.atom 2611.00004 2611.00001
check 'all commands know' holds best \
    2611.00001 2611.00002 2611.00003 2611.00004 2611.00005
check 'the table knows' counts best 5
state >"$tmp/before"
check 'the same votes' status 0 pf import "$tmp/more"
check 'nothing more' status 0 pf publish
state >"$tmp/after"
check 'touch no file' same "$tmp/before" "$tmp/after"
check 'the first votes' status 0 pf import "$tmp/votes"
state >"$tmp/after"
check 'fewer votes touch no file' same "$tmp/before" "$tmp/after"
check 'what was made by and by is what is made at once' \
    status 0 pf publish --all
state >"$tmp/after"
check 'publish --all touches no file' same "$tmp/before" "$tmp/after"
best 1 >"$conf"
check 'before it is published another number is shown' \
    holds best 2611.00004 2611.00005
check 'another number' status 0 pf publish
check 'is found anew' feed best.atom 2611.00005 2611.00004
check 'what is asked for is on the page' \
    grep -q '<p class="lead">Papers of .*, the most voted of each day\.</p>' \
    "$site/public/best.html"
best 2 >"$conf"
check 'the first number' status 0 pf publish
check 'by the votes that they have had' \
    feed best.atom 2611.00005 2611.00004 2611.00003

# An organization, keywords, and all at once.
site words - <<'END'
site {
	title = "Papers & <others> under test"
	url = "https://papers.example.org/"
}
topic lab { organization = 'FJORD & "sons" <INSTITUTE>' }
topic part { match = 'organization:fjord' }
topic keyed {
	match = 'gull'
	keywords-only = yes
}
topic named {
	match = 'gull OR title:tern'
	keywords-only = yes
}
topic both {
	match = 'gull'
	organization = 'Coast Survey'
	min-upvotes = 3
	per-day = 2
}
END
items >"$tmp/of-labs" <<'END'
2611.00001|9|2026-11-18T08:00:00Z|A gull|Fjord & \"Sons\" <Institute>||A bird.
2611.00002|8|2026-11-18T08:01:00Z|A bird|Fjord & \"Sons\"|gulls|A bird.
2611.00003|7|2026-11-18T08:02:00Z|A tern|Coast Survey|a gull|A bird.
2611.00004|2|2026-11-18T08:03:00Z|A wren|Coast Survey|gull|A bird.
2611.00005|2|2026-11-19T08:00:00Z|A tern||tern|No gull.
END
check 'papers of organizations' status 0 pf import "$tmp/of-labs"
check 'an organization is its whole name, in any case' \
    feed lab.atom 2611.00001
check 'in a query a part of it will do' feed part.atom 2611.00002 2611.00001
check 'keywords-only looks at nothing else' \
    feed keyed.atom 2611.00004 2611.00003 2611.00002
check 'but where a field is named' \
    feed named.atom 2611.00005 2611.00004 2611.00003 2611.00002
check 'all that is asked for must be so' feed both.atom 2611.00003
mkdir "$site/records"
cat >"$site/topics.json" <<'END'
[["all", "All papers", null, 0], ["lab", "lab", null, 0],
["part", "part", "organization:fjord", 0], ["keyed", "keyed", "gull", 0],
["named", "named", "gull OR title:tern", 0], ["both", "both", "gull", 3]]
END
for slug in lab part keyed named both; do
	pf export -t "$slug" >"$site/records/$slug.ndjson"
done
pf export >"$site/records/all.ndjson"
python=$(python_with html5lib) || python=python3
for question in validity links; do
	check "the pages of topics without a query: $question" "$python" \
	    "$abs_top_srcdir/tests/e2e/pages.py" "$question" "$site/public" \
	    "$site/topics.json" "$site/records"
done
# lead SLUG TEXT: the page's first sentence
lead() {
	grep -qF "<p class=\"lead\">Papers of Hugging Face’s Daily Papers$2" \
	    "$site/public/$1.html" && return
	grep -h 'class="lead"' "$site/public/$1.html"
	return 1
}
check 'what a page says of an organization' lead lab \
    ', from <bdi>FJORD &amp; "sons" &lt;INSTITUTE&gt;</bdi>.</p>'
# rule SLUG TEXT: what the page says of its query
rule() {
	grep -qF "<p>Papers that this query finds$2" \
	    "$site/public/$1.html" && return
	grep -h 'this query' "$site/public/$1.html"
	return 1
}
check 'what a page says of keywords' rule keyed ' in their keywords:</p>'
check 'what a page says of it all' rule both \
    ', from <bdi>Coast Survey</bdi>, once they have had at least 3 upvotes, the 2 most voted of each day:</p>'

# A site whose only papers trend: no page draws weeks that are not there.
cat >"$tmp/conf" <<'END'
site {
	url = "https://papers.example.org/"
}
source trending {
	url = "https://source.example.org/papers/trending"
	in-topics = no
}
topic trending {
	source = trending
}
END
site alone - <"$tmp/conf"
check 'what trends alone' status 0 pf import "$tmp/trending"
check 'all is empty' counts all 0
check 'its topic is not' counts trending 60
check 'its chart is on the first page' grep -q '<svg class="bars small"' \
    "$site/public/index.html"

# Very many topics: an entry names the smallest ones, and a disk that is too
# small is not filled.
many() {
	printf 'site { url = "https://papers.example.org/" gzip = no }\n'
	awk -v n="$1" 'BEGIN {
		for (i = 1; i <= n; i++)
			printf "topic wide-%d { match = \047agent\047 }\n", i
	}'
	printf 'topic zoo { match = \047tide\047 }\n'
}
items >"$tmp/few" <<'END'
2611.30001|1|2026-11-20T08:00:00Z|An agent of the tide
2611.30002|1|2026-11-20T09:00:00Z|Another agent
2611.30003|1|2026-11-20T10:00:00Z|A third agent
END
site many
many 30 >"$conf"
check 'thirty topics' pf import "$tmp/few"
named() {
	awk -v id="<id>https://arxiv.org/abs/$1</id>" '
	/<entry>/ { wanted = 0 }
	index($0, id) { wanted = 1 }
	wanted && /<category.*scheme=/' "$site/public/all.atom"
}
check 'an entry names twenty of them' [ "$(named 2611.30001 | wc -l)" -eq 20 ]
check 'the smallest among them' sh -c "grep -q 'term=\"zoo\"'" <<END
$(named 2611.30001)
END
check 'all of them have it' \
    [ "$(grep -lF 2611.30001 "$site"/public/wide-*.atom | wc -l)" -eq 30 ]
state >"$tmp/before"
check 'made anew' status 0 pf publish --all
state >"$tmp/after"
check 'the files are the same' same "$tmp/before" "$tmp/after"

site small
many 2000 >"$conf"
on_small_disk() {
	# shellcheck disable=SC2016 # the shell inside expands it
	unshare -m sh -c 'mkdir -p "$1" && mount -t tmpfs -o size=4m none "$1" &&
	    { shift; "$@"; echo $? >status; find "$site/public" -type f |
		wc -l >files; }' sh "$site/public" "$PAPERFEED" -q -c "$conf" \
	    import "$tmp/few" 2>"$err"
}
if unshare -m mount -t tmpfs none /mnt 2>"$tmp/ignored"; then
	export site
	check 'on a small disk' on_small_disk
	check 'very many topics are refused' [ "$(cat status)" = 73 ]
	check 'before a file is written' [ "$(cat files)" = 0 ]
	check 'one line says so' says 'nothing was written'
else
	skip 'a small disk' 'nothing can be mounted here'
fi

done_testing

#!/bin/sh
# Topics are queries: what they find, and what is said of bad ones.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

site topics - <<'END'
site {
	url = "https://papers.example.org/"
}
topic agents {
	title = "Agents"
	match = 'agent'
}
topic rag {
	title = "Retrieval-augmented generation"
	match = 'RAG OR "retrieval augmented"'
}
topic popular {
	title = "Popular"
	match = 'a OR the OR with'
	min-upvotes = 15
}
topic nothing {
	match = 'zyzzyva'
}
END
check 'import' status 0 pf import "$data/search-2026-11-18.txt" \
    "$data/day-2026-11-19.html"

silent() {
	cat "$1"
	[ ! -s "$1" ]
}

# finds QUERY ID...: these papers, newest first, and no others
finds() {
	finds_query=$1
	shift
	status 0 pf topics -t "$finds_query" || return
	sed -n '1s/^\([0-9]*\) .*/\1/p; 2,$s/^20[-0-9]*  \([^ ]*\) .*/\1/p' \
	    "$out" | tr '\n' ' ' >"$tmp/found"
	[ "$(cat "$tmp/found")" = "$# ${1+$* }" ] && return
	echo "'$finds_query' should find '$# $*' and finds '$(cat "$tmp/found")'"
	return 1
}

# refuses QUERY COLUMN TEXT
refuses() {
	status 64 pf topics -t "$1" && says "character $2: " && says "$3" &&
	    silent "$out"
}

# The table.
check 'topics ends with 0' status 0 pf topics
check 'the table' diff - "$out" <<'END'
all                           12  2026-11-19  All papers
agents                         2  2026-11-19  Agents
rag                            1  2026-11-19  Retrieval-augmented generation
popular                        2  2026-11-19  Popular
nothing                        0  -           nothing
END
check 'the table says nothing on standard error' silent "$err"

# min-upvotes looks at the peak: who is in stays in.
more=$tmp/more.html less=$tmp/less.html
sed 's/upvotes&quot;:3}/upvotes\&quot;:15}/; s/upvotes&quot;:3,/upvotes\&quot;:15,/' \
    "$data/day-2026-11-19.html" >"$more"
sed 's/upvotes&quot;:[0-9]*/upvotes\&quot;:0/g' \
    "$data/day-2026-11-19.html" >"$less"
check 'votes rise' status 0 pf import "$more"
check 'a paper that crosses min-upvotes enters' \
    [ "$(pf export -t popular | grep -c '"id":"2611.00008"')" -eq 1 ]
check 'it is in the feed' grep -q 2611.00008 "$site/public/popular.atom"
check 'votes fall' status 0 pf import "$less"
check 'the fallen votes are stored' \
    [ "$(pf export | grep -c '"upvotes":0,"peak_upvotes":15,')" -eq 1 ]
check 'a paper that has crossed it stays' \
    [ "$(pf export -t popular | wc -l)" -eq 3 ]
check 'it stays in the feed' grep -q 2611.00008 "$site/public/popular.atom"

# Words.
check 'next day' status 0 pf import "$data/day-2026-11-20.json"
check 'a word' finds lighthouse 2611.00005
check 'case does not matter' finds LIGHThouse 2611.00005
check 'a plural finds a singular' finds rags 2611.00013
check 'a singular finds a plural' finds category 2611.00012
check 'a plural finds itself' finds categories 2611.00012
check 'words are whole' finds light
check 'no stems: generate is not generation' finds generate
check 'accents do not matter, here of a name' finds authors:bruckner 2611.00007
check 'nor in the query' finds 'authors:ostränder' 2611.00001
check 'another script' finds العربية 2611.00007
check 'a character of its own' finds '港' 2611.00007
check 'what TeX became' finds cafe 2611.00002
check 'two words: both' finds 'gull harbour' 2611.00007
check 'AND' finds 'gull AND harbour' 2611.00007
check 'OR' finds 'kelp OR barnacle' 2611.00008 2611.00002
check 'NOT' finds 'agent NOT gull' 2611.00003
check 'parentheses' finds '(kelp OR barnacle) AND multimodal' 2611.00008
check 'a phrase' finds '"small models"' 2611.00012 -
check 'the words of a phrase stand side by side' finds '"small three"'
check 'a hyphen is a phrase' finds tool-using 2611.00007
check 'a prefix' finds 'barna*' 2611.00008
check 'NEAR' finds 'NEAR(three layers, 4)' 2611.00012
check 'not so NEAR' finds 'NEAR(categories layers, 3)'

# Fields.
check 'title:' finds 'title:untold' 2611.00006
check 'title: is not the abstract' finds 'title:dragging'
check 'abstract:' finds 'abstract:dragging' 2611.00008
check 'keywords:' finds 'keywords:"tool use"' 2611.00007
check 'organization:' finds 'organization:"coast survey"' 2611.00013 2611.00005
check 'authors:' finds 'authors:mensah' 2611.00008
check 'authors are not searched without a field' finds mensah
check 'organisations neither' finds 'fjord institute'
check 'a hidden author is not found' finds 'authors:anonymous'
check 'fields and words' finds 'title:agents NOT authors:fjord' 2611.00007
check 'papers without id are found' finds mooring -

# What is no query.
check 'an empty query' refuses '' 1 ''
check 'blanks' refuses '  ' 1 ''
check 'an open quote' refuses 'rag "open' 5 ''
check 'AND alone' refuses AND 1 ''
check 'AND AND' refuses 'a AND AND b' 7 ''
check 'OR at the end' refuses 'a OR' 3 'missing after'
check 'an open parenthesis' refuses '(a OR b' 1 ''
check 'a closing parenthesis' refuses 'a) b' 2 ''
check 'no such field' refuses 'nofield: x' 1 'no such field'
check 'a field without words' refuses 'title:' 1 'a field'
check 'a lone *' refuses '*' 1 ''
check 'semicolons and SQL' refuses "x'; DROP TABLE paper; --" 23 ''
check 'the store is still there' finds untold 2611.00006
check 'an argument ends with 64' status 64 pf topics agents
check '-t without a query ends with 64' status 64 pf topics -t

site none
check 'topics without a store ends with 66' status 66 pf topics
check 'topics without a store names it' says "$site/paperfeed.db: "
check 'topics without a store makes none' \
    [ "$(ls -A "$site")" = paperfeed.conf ]

done_testing

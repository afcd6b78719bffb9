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
check 'accents in the query do not matter' finds 'authors:ostränder' 2611.00001
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

# What was found is marked.
check 'what is found is marked' status 0 pf topics -t 'gull harbour'
check 'in brackets, where there is no terminal' diff - "$out" <<'END'
1 paper
2026-11-19  2611.00007  [Gull]: Tool-Using Agents that Ask the [Harbour] Master First
                        abstract: [Gull] is an agent that asks before it acts. Asking costs one message and saves nine 🪝. Written with العربية and 港 in one…
END
check 'fields without a title' status 0 pf topics -t \
    'authors:mensah OR keywords:"tool use"'
check 'names stand in one line' diff - "$out" <<'END'
2 papers
2026-11-19  2611.00008  Barnacle Embeddings Stick to Multimodal Hulls
                        authors: Yaw [Mensah]
2026-11-19  2611.00007  Gull: Tool-Using Agents that Ask the Harbour Master First
                        keywords: agents, [tool use]
END
check 'an organization' status 0 pf topics -t 'organization:coast'
check 'the newest paper comes first' diff - "$out" <<'END'
2 papers
2026-11-20  2611.00013  When RAGs Disagree: Two Retrievers and One Answer
                        organization: [Coast] Survey
2026-11-19  2611.00005  Many Hands: A Census of 30 Lighthouses
                        organization: [Coast] Survey
END

# terminal ARGUMENT...: what the program says on a terminal, into $tmp/shown
terminal() {
	on_terminal -q -c "$conf" "$@" >"$tmp/raw" || return
	tr -d '\r' <"$tmp/raw" >"$tmp/shown"
}
escape=$(printf '\033')
check_terminal 'a terminal' terminal topics -t lighthouse
: >>"$tmp/shown"
sed "s/$escape\[1m/</g; s/$escape\[m/>/g" "$tmp/shown" >"$tmp/bold"
check_terminal 'on a terminal what was found is in bold' \
    diff - "$tmp/bold" <<'END'
1 paper
2026-11-19  2611.00005  Many Hands: A Census of 30 <Lighthouses>
                        abstract: Thirty people visited thirty <lighthouses> and wrote down what each of them does at night.
END

# A paper.
more() {
	cat "$conf"
	cat <<-'END'
	source daily {
		url = "https://source.example.org/papers/date/{date}"
	}
	source trending {
		url = "https://source.example.org/papers/trending"
		in-topics = no
	}
	topic fjord { organization = 'Fjord institute' }
	topic trends { source = trending }
	topic best { per-day = 1 }
	topic keyed {
		match = 'gull'
		keywords-only = yes
	}
	END
}
more >"$site/more.conf"
plain=$conf conf=$site/more.conf
check 'papers that a source showed' status 0 pf import \
    "$data/day-2026-11-19.html"
check 'a paper' status 0 pf topics --paper 2611.00007
check 'each reason why it is in a topic or not' diff - "$out" <<'END'
2026-11-19  2611.00007  Gull: Tool-Using Agents that Ask the Harbour Master First
yes   all
yes   agents
        title: Gull: Tool-Using [Agents] that Ask the Harbour Master First
        abstract: Gull is an [agent] that asks before it acts. Asking costs one message and saves nine 🪝. Written with العربية and 港 in one…
        keywords: [agents], tool use
no    rag: match finds nothing in it
yes   popular
        title: Gull: Tool-Using Agents that Ask [the] Harbour Master First
        abstract: …Written [with] العربية and 港 in one line.
no    nothing: match finds nothing in it
yes   fjord
no    trends: sources that have shown it: daily
no    best: its day is not over, or others of it had more upvotes
no    keyed: match finds nothing in it
END
check 'an older one' status 0 pf topics --paper 2611.00012
check 'other reasons' diff - "$out" <<'END'
2026-11-20  2611.00012  Pocket Categories: Small Taxonomies for Small Models
yes   all
no    agents: match finds nothing in it
no    rag: match finds nothing in it
no    popular: it has had 1 of 15 upvotes
no    nothing: match finds nothing in it
no    fjord: its organization is not known
no    trends: sources that have shown it: none
no    best: its day is not over, or others of it had more upvotes
no    keyed: match finds nothing in it
END
check 'one of another organization' status 0 pf topics --paper 2611.00005
check 'says which' grep -q '^no    fjord: its organization is Coast Survey$' \
    "$out"
check 'parts of a query' status 0 pf topics --paper 2611.00007 \
    -t '(gull OR tern) harbour NOT title:kelp'
check 'what each finds' diff - "$out" <<'END'
2026-11-19  2611.00007  Gull: Tool-Using Agents that Ask the Harbour Master First
yes   the first, none of the others
yes     all of
yes       any of
yes         "gull"
              title: [Gull]: Tool-Using Agents that Ask the Harbour Master First
              abstract: [Gull] is an agent that asks before it acts. Asking costs one message and saves nine 🪝. Written with العربية and 港 in one…
no          "tern"
yes       "harbour"
            title: Gull: Tool-Using Agents that Ask the [Harbour] Master First
no      title: "kelp"
END
# names NAME: it is that paper
names() {
	status 0 pf topics --paper "$1" && grep -q '^2026-11-19  2611.00007  ' \
	    "$out"
}
for name in 2611.00007 2611.00007v12 arXiv:2611.00007 arxiv:2611.00007v2 \
    https://arxiv.org/abs/2611.00007 http://arxiv.org/abs/2611.00007v1 \
    https://arxiv.org/pdf/2611.00007v3.pdf \
    https://arxiv.org/html/2611.00007v1 https://arxiv.org/pdf/2611.00007v2.pdf \
    https://doi.org/10.48550/arXiv.2611.00007 10.48550/arxiv.2611.00007 \
    'arXiv:2611.00007v3 [cs.CL]' 'arXiv: 2611.00007.' \
    oai:arXiv.org:2611.00007 https://www.alphaxiv.org/overview/2611.00007v1 \
    https://alphaxiv.org/abs/2611.00007 https://ar5iv.org/html/2611.00007 \
    'https://huggingface.co/papers/2611.00007?ref=x#community' \
    https://huggingface.co/papers/2611.00007; do
	check "a paper by $name" names "$name"
done
guid=$(pf export | sed -n 's/.*"guid":"\(urn:[^"]*\)".*/\1/p' | head -n 1)
check 'a paper by a guid' status 0 pf topics --paper "$guid"
check 'one without an identifier' grep -q '^20[-0-9]*  -           ' "$out"
for name in 2611.99999 2611.000077 2611.00007x 2611.00007v2x '' gull urn:uuid:no \
    https://arxiv.org/abs/; do
	check "no paper: $name" status 66 pf topics --paper "$name"
	check "one line says so: $name" says \
	    "--paper $name: no such paper in the store"
done
check '--paper and a bad query' status 64 pf topics --paper 2611.00007 -t 'a OR'
check '--paper and --trend' status 64 pf topics --paper 2611.00007 --trend
check 'it says so' says '--trend goes with neither -t nor --paper'
check '-t and --trend' status 64 pf topics --trend -t gull
check '--paper without one' status 64 pf topics --paper
check 'it names --paper' says '--paper: no such option here, or it lacks'
check '--trend and more' status 64 pf topics --trend gull

# Weeks.
check '--trend' status 0 pf topics --trend
check 'the weeks of each topic' diff - "$out" <<'END'
week of                   10-12  10-19  10-26  11-02  11-09  11-16  change
all                           0      0      0      0      0     15     new
agents                        0      0      0      0      0      2     new
rag                           0      0      0      0      0      2     new
popular                       0      0      0      0      0      5     new
nothing                       0      0      0      0      0      0       -
fjord                         0      0      0      0      0      2     new
trends                        0      0      0      0      0      0       -
best                          0      0      0      0      0      3     new
keyed                         0      0      0      0      0      0       -
END
check_terminal '--trend on a terminal' terminal topics --trend
head -n 2 "$tmp/shown" >"$tmp/bars"
check_terminal 'on a terminal --trend has bars' diff - "$tmp/bars" <<'END'
week of                   10-12  10-19  10-26  11-02  11-09  11-16  change  26 weeks
all                           0      0      0      0      0     15     new                           █
END
SOURCE_DATE_EPOCH=1795219200
check 'a week that is not over' status 0 pf topics --trend
check 'is not compared' grep -q '^all .* 15       -$' "$out"
SOURCE_DATE_EPOCH=1795428000
conf=$plain

# Nothing of a source's texts reaches the terminal but text.
cat >"$tmp/hostile" <<'END'
[{"paper":{"id":"2611.66666","title":"\u001b[31m Hostile\u0007 \u009b2J\u0001gull\u0002\u202e \u0000b\u007f\r\nc",
"summary":"A \u001b]0;title\u0007 hostile gull\u0001.","ai_keywords":["hostile\u001b[1m\ngull"],
"authors":[{"name":"Hostile \u001bc Gull"}],"submittedOnDailyAt":"2026-11-20T12:00:00Z"},
"organization":{"fullname":"Hostile\u0008\u0001 \u001b[7mLab"}}]
END
check 'a hostile paper' status 0 pf import "$tmp/hostile"
hostile='hostile OR authors:hostile OR organization:hostile'
printable() {
	tr -d '\n[:print:]' <"$1" | LC_ALL=C tr -d '\200-\377' >"$tmp/controls"
	od -c "$tmp/controls"
	[ -s "$1" ] && [ ! -s "$tmp/controls" ] &&
	    ! grep -q "$(printf '\302[\200-\237]')" "$1"
}
check 'what a query finds in it' status 0 pf topics -t "$hostile"
check 'is found' [ "$(grep -c -i '\[hostile\]' "$out")" -eq 5 ]
check 'no control characters are printed' printable "$out"
check 'why it is found' status 0 pf topics --paper 2611.66666 -t "$hostile"
check 'no control characters are printed there' printable "$out"
check 'its topics' status 0 pf topics --paper 2611.66666
check 'no control characters are printed with them' printable "$out"
check_terminal 'on a terminal' terminal topics -t "$hostile"
sed "s/$escape\[1m//g; s/$escape\[m//g" "$tmp/shown" >"$tmp/bold"
check_terminal 'on a terminal the only control characters are those of bold' \
    printable "$tmp/bold"

site arxiv - <<'END'
site { url = "https://papers.example.org/" gzip = no }
topic robots { category = cs.RO }
topic accepted { match = "agent OR (rag comment:accepted)" }
topic rag { match = rag }
END
check 'topics that ask for what arXiv says' status 0 pf import "$tmp/hostile"
check 'are listed' status 0 pf topics
check 'and named, because it is not asked' [ "$(sed -n \
    's/^paperfeed: \(.*\) looks for categories or comments, .*/\1/p' "$err" |
    tr '\n' ' ')" = 'robots accepted ' ]
check 'others are not' [ "$(wc -l <"$err")" -eq 2 ]
echo 'arxiv { enrich = yes }' >>"$conf"
check 'where it is asked' status 0 pf topics
check 'there is nothing to say' [ ! -s "$err" ]

site none
check 'topics without a store ends with 66' status 66 pf topics
check 'topics without a store names it' says "$site/paperfeed.db: "
check 'topics without a store makes none' \
    [ "$(ls -A "$site")" = paperfeed.conf ]

done_testing

#!/bin/sh
# formats and archive: what is made, what links to it, and what becomes of files
# that are wanted no more.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

page=$data/day-2026-11-19.html
sed 's/"2026-\(..\)-/"2025-\1-/g; s/2611\./2511./g' \
    "$data/day-2026-11-20.json" >"$tmp/earlier.json"

# configure SITE TOPIC: a site with a topic of its own settings, and one without
configure() {
	cat >"$conf" <<-END
	site {
		title = "Papers under test"
		url   = "https://papers.example.org/"
		gzip  = no
		$1
	}
	topic agents {
		title = "Agents"
		match = 'agent'
		$2
	}
	topic models {
		title = "Models"
		match = 'model'
	}
	END
}

# names [PATTERN]: the files that end like it, without those every site has
names() {
	(cd "$site/public" && find . -type f -name "*${1-}" | sed 's|\./||' |
	    grep -vxE 'index.html|status.json|style.css|search.js|favicon.ico|feeds.opml' |
	    sort | tr '\n' ' ')
}

# endings: those of all such files
endings() {
	names | tr ' ' '\n' | sed -n 's/.*\.//p' | sort -u | tr '\n' ' '
}

# whole_links: each link of the site to itself leads to a file
whole_links() {
	python3 - "$site/public" <<-'END'
	import os, re, sys
	from urllib.parse import urljoin
	base, public = "https://papers.example.org/", sys.argv[1]
	wrong = set()
	for folder, _, names in os.walk(public):
	    for name in names:
	        if not name.endswith((".html", ".atom", ".rss", ".json", ".opml")):
	            continue
	        path = os.path.join(folder, name)
	        text = open(path, encoding="utf-8").read()
	        here = base + os.path.relpath(path, public)
	        links = re.findall(r'(?:href|src|xmlUrl|htmlUrl)="([^"]*)"', text)
	        links += re.findall(r'<link>([^<]*)</link>', text)
	        links += re.findall(r'"(?:feed_url|home_page_url)":"([^"]*)"', text)
	        for link in links:
	            url = urljoin(here, link).split("#")[0]
	            if url == "https://papers.example.org/topics":
	                continue        # a scheme, no address
	            if url.startswith(base) and not os.path.isfile(os.path.join(
	                    public, url[len(base):] or "index.html")):
	                wrong.add(f"{here}: {link}")
	print(*sorted(wrong), sep="\n")
	sys.exit(bool(wrong))
	END
}

# fresh SITE TOPIC: such a site, with papers of two years
fresh() {
	site "fresh$test_count" </dev/null
	configure "$1" "$2"
	pf import "$tmp/earlier.json" && pf import "$page" && whole_links
}

check 'all formats' fresh '' ''
check 'are made' [ "$(endings)" = "$formats txt " ]
check 'two feeds alone, no archive' fresh 'formats = atom rss
	archive = no' ''
check 'make no other file' [ "$(names)" = \
    'agents.atom agents.rss all.atom all.rss models.atom models.rss ' ]
check 'the feeds name no archive' \
    sh -c "! grep -q 'prev-archive' '$site/public/all.atom'"
check 'the first page says which feeds there are' \
    grep -q 'for your reader: Atom and RSS\.' "$site/public/index.html"
check 'one feed' fresh 'formats = json' ''
check 'has no archive, because that is Atom' [ "$(endings)" = 'json ' ]
check 'it is the one of the list' \
    grep -q 'xmlUrl="https://papers.example.org/agents.json"' \
    "$site/public/feeds.opml"
check 'the first page offers no choice of formats' sh -c \
    "! grep -q 'The formats say the same' '$site/public/index.html'"
check 'a topic with a page on a site without' fresh 'formats = "rss, json"' \
    'formats = html atom'
check 'has it' [ "$(names html) $(names rss)" = \
    'agents.html  all.rss models.rss ' ]
check 'and an archive' [ "$(names .atom)" = \
    "$(cd "$site/public" && echo agents.atom archive/agents-*) " ]
check 'a topic without a page on a site with' fresh '' 'formats = rss json'
check 'has none' [ "$(cd "$site/public" && echo agents*)" = \
    'agents.json agents.rss' ]
check 'nothing links to one' sh -c \
    "! grep -rq 'agents[-.0-9]*html' '$site/public'"
check 'no pages of topics where none are wanted' fresh 'pages = no' \
    'formats = atom html'
check 'whatever a topic says' [ "$(names html)" = '' ]
check 'pages without references' fresh 'formats = atom html' ''
check 'have none' [ -z "$(names bib)" ]
check 'nothing links to them' sh -c \
    "! grep -rq BibTeX '$site/public' --include=*.html"

# retired N: so many files are wanted no more
retired() {
	grep -q "\"retired_files\":$1[,}]" "$site/public/status.json"
}

# as_before: the files are those of $tmp/whole, but for the list of feeds, which
# is dated by its last change
as_before() {
	diff -r -x status.json -x feeds.opml "$tmp/whole" "$site/public" &&
	    diff "$tmp/whole/feeds.opml" "$site/public/feeds.opml" |
	    awk '/^[<>]/ && !/<date/ { bad = 1 } END { exit bad }'
}

# The same site, with other settings.
check 'a site with all' fresh '' ''
cp -pR "$site/public" "$tmp/whole"
configure 'formats = atom rss bib html' ''
count=$(names .json | wc -w)
check 'without JSON' pf publish
check 'its files stay' [ "$(names .json | wc -w)" -eq "$count" ]
check 'the status counts them' retired "$count"
run -c "$conf" status >"$tmp/status"
check 'it tells people, too' grep -qx \
    "files of formats that are no longer configured: $count" "$tmp/status"
check 'nothing offers them' sh -c \
    "! grep -rq '\.json\"' '$site/public' --include=*.html"
rm "$site/public/agents.json"
check 'one that is missing' pf publish
check 'is not made again' [ ! -e "$site/public/agents.json" ]
run -c "$conf" publish --dry-run --prune >"$tmp/plan"
check 'a dry run says why they will go' grep -qx \
    'all.json: removed, because its format is no longer configured' "$tmp/plan"
check 'publish --prune' pf publish --prune
check 'removes them' [ -z "$(names .json)" ]
check 'and no other' retired 0
check 'all links lead somewhere' whole_links
configure '' ''
check 'with JSON again' pf publish
check 'all is as it was' as_before

for without in 'atom rss json html' 'atom rss json bib' 'rss json bib html'; do
	configure "formats = $without" ''
	check "only $without" pf publish --prune
	check 'no link is left to what is gone' whole_links
	configure '' ''
	check 'all again' pf publish
	check 'it is as it was' as_before
done
configure '' 'archive = no'
check 'a topic without an archive' pf publish --prune
check 'has none, and others have theirs' sh -c "cd '$site/public' &&
    [ ! -e '$(cd "$site/public" && echo archive/agents-*)' ] &&
    [ -e archive/all-2025-11.atom ] && ! grep -q prev-archive agents.atom"
check 'its months have pages all the same' [ -n "$(names agents-2025-11.html)" ]
configure '' ''
check 'with one again' pf publish
check 'the archive is as it was' as_before
check 'a site without archives' configure 'archive = no' ''
check 'and prune' pf publish --prune
check 'has none' [ -z "$(names archive)" ]
check 'no link is left to one' whole_links

# What shows no topics is not made again when papers change theirs.
configure '' ''
pf publish
sed -i "s/'agent'/'agent OR model'/" "$conf"
run -c "$conf" publish --dry-run >"$tmp/plan"
check 'another query' grep -q '^day/.*html: ' "$tmp/plan"
check 'changes no references of days' sh -c \
    "! grep -q '^day/.*bib: ' '$tmp/plan'"

# refused SETTING TEXT: it is, and the error has TEXT
refused() {
	configure "$1" ''
	status 78 run -c "$conf" publish && says "$2"
}
check 'a format nobody knows' refused 'formats = atom pdf' "formats 'pdf'"
check 'no feed' refused 'formats = html bib' 'must name a feed'
check 'neither yes nor no' refused 'archive = maybe' 'must be yes or no'
done_testing

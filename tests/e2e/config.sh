#!/bin/sh
# An error in paperfeed.conf is reported with file and line, before anything is
# written.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

page=$data/day-2026-11-19.html

# The configuration under test; each helper writes one.
new=$tmp/new.conf

text() {
	# shellcheck disable=SC2059 # a format of ours
	printf "$@" >"$new"
}

# with TEXT: a good site, then this text from line 5 on
with() {
	text 'site {\n\ttitle = "T"\n\turl = "https://e.org/"\n}\n%b\n' "$1"
}

# in_site TEXT: a site with this text on line 3
in_site() {
	text 'site {\n\turl = "https://e.org/"\n%b\n}\n' "$1"
}

# topic SLUG: a good site and a topic, which ends on line 7
topic() {
	with "topic $1 {\n\tmatch = 'x'\n}"
}

# refused NAME LINE TEXT: with the configuration $new the program ends with 78;
# the message has the file, the line (- for none) and the text; no file appears
refused() {
	site "conf$test_count"
	cp "$new" "$conf"
	check "$1" is_refused "$2" "$3"
}

is_refused() {
	refused_line=:$1:
	[ "$1" != - ] || refused_line=:
	status 78 run -q -c "$conf" import "$page" &&
	    says "paperfeed: $conf$refused_line " && says "$2" || return
	[ "$(ls -A "$site")" = paperfeed.conf ] && return
	ls -A "$site"
	return 1
}

# Options.
with 'titel = "T"'
refused 'an unknown option' 5 titel
with 'topic rag {\n\tmtach = "x"\n}'
refused 'a misspelt option' 6 'is it match?'
with 'nonsense'
refused 'rubbish' 5 nonsense
with 'topic rag {\n\tmatch = "x"'
refused 'a block that is not closed' 7 ''
with 'topic rag {\n\tmatch = "x\n}'
refused 'a quoted value that is not closed' 6 'not closed'
with 'topic rag {\n\tmatch = "x"\n\tmin-upvotes = many\n}'
refused 'a word for a number' 7 min-upvotes
with 'topic rag {\n\tmatch = "x"\n\tmin-upvotes = -1\n}'
refused 'a negative number' 7 'from 0 to'
with 'topic rag {\n\tmatch = "x"\n\tmin-upvotes = 1000000000000\n}'
refused 'a large number' 7 min-upvotes
with 'source day {\n\turl = "https://e.org/{date}"\n\treread = 0\n}'
refused 'a number that is too small' 7 'from 1 to'
with 'source day {\n\turl = "ftp://e.org/{date}"\n}'
refused 'a source of another scheme' 6 'an https, http or file URL'
with 'source day {\n\turl = "https://-ü.example/{date}"\n}'
refused 'a source with a host that is none' 6 'cannot be made ASCII'
with 'source day {\n\treread = 2\n}'
refused 'a source without URL' 7 url

# The site.
text 'topic rag {\n\tmatch = "x"\n}\n'
refused 'no site' - url
text ''
refused 'an empty file' - url
text 'site {\n\ttitle = "T"\n}\n'
refused 'a site without URL' - url
for url in '' e.org/ 'https://e.org' 'https://e.org/a b/' 'javascript:alert(1)/' \
    'https:///' 'https://e.org/?a/' 'file:///tmp/' 'https://e.org/ä/'; do
	text 'site {\n\ttitle = "T"\n\turl = "%s"\n}\n' "$url"
	refused "the URL '$url'" 3 url
done
text 'site {\n\turl = "https://bücher.example/"\n}\n'
refused 'a host that is not ASCII' 2 https://xn--bcher-kva.example/
in_site '\ttitle = ""'
refused 'an empty title' 3 title
in_site '\toutput = ""'
refused 'an empty output' 3 output
in_site '\tdatabase = ""'
refused 'an empty database' 3 database
in_site '\tcontact = "a\\nX-Evil: 1"'
refused 'a contact of two lines' 3 contact

# Topics.
topic all
refused 'the reserved topic' 7 all
for slug in ../../etc/x /abs a/b . RAG 'r g' rag.atom -rag r_g räg \
    "$(printf '%065d' 1)"; do
	topic "\"$slug\""
	refused "the slug '$slug'" 7 ''
done
topic '""'
refused 'an empty slug' 7 ''
with 'topic {\n\tmatch = "x"\n}'
refused 'no slug' 5 ''
with 'topic rag {\n\tmatch = "x"\n}\ntopic rag {\n\tmatch = "y"\n}'
refused 'the same slug twice' 8 rag
with 'topic rag {\n\tmatch = "x"\n\tmatch = "y"\n}'
refused 'the same option twice' 7 match
with 'site {\n\tcontact = "me@e.org"\n}'
refused 'two sites' 7 'second site'
with 'topic rag {\n\ttitle = "R"\n}'
refused 'a topic without match' 7 match
with "topic rag {\n\tmatch = ''\n}"
refused 'an empty query' 6 match
with "topic rag {\n\tmatch = 'a AND AND'\n}"
refused 'a bad query' 6 'topic rag: match: column 17'
with "topic rag {\n\tmatch = '\"open'\n}"
refused 'a phrase that is not closed' 6 'column 11'
with "topic rag {\n\tmatch = 'nofield: x'\n}"
refused 'a query for an unknown field' 6 'no such field'
with "topic good {\n\tmatch = 'x'\n}\n\n\ntopic rag {\n\tmatch = '*'\n}"
refused 'a bad query further down' 11 'topic rag: match: column 11'

in_site '\tdatabase = "rag.atom"'
refused 'a database named like a feed' 3 'must not be named like a published file'
in_site '\tdatabase = "rag.bib"'
refused 'a database named like a list of references' 3 'must not be named like a published file'
in_site '\toutput = "~/feeds"'
refused 'a path with ~' 3 '~ is not expanded'
with 'database = "x"'
refused 'an option outside of its block' 5 'it belongs in a block site'

# Bytes.
with 'topic rag {\n\tmatch = "x"\n}\0'
refused 'a NUL' 7 UTF-8
with 'topic rag {\n\tmatch = "\0377\0376"\n}'
refused 'no UTF-8' 6 ''
with ''
{ printf '\377\376'; tr '\n' '\0' <"$new"; } >"$tmp/utf16"
mv "$tmp/utf16" "$new"
refused 'UTF-16' 1 UTF-8

# No file.
site none
rm "$conf"
check 'a missing file ends with 78' status 78 pf publish
check 'the message names the missing file' says "$conf: No such file"
check 'no file appears' [ -z "$(ls -A "$site")" ]
cd "$site" || exit 99
run --help >"$out"
elsewhere=$(grep -o '/[^ ]*/paperfeed\.conf' "$out")
if [ -e "$elsewhere" ]; then
	skip 'no configuration at all' "there is $elsewhere"
else
	check 'no configuration at all ends with 78' \
	    status 78 run import "$page"
	check 'no configuration at all: the message names both places' \
	    says "paperfeed.conf: not here, and no $elsewhere; "
	check 'no configuration at all: no file appears' [ -z "$(ls -A)" ]
fi

# Good files.
site good
mkdir "$site/work" "$site/etc"
cat >"$site/etc/paperfeed.conf" <<'END'
# A comment.
site {
	title = "T"
	url = "http://localhost:8080/"
	output = "../out"
	database = "../store.db"
	contact = "someone@example.org"
}
source daily {
	url      = "https://papers.example.org/date/{date}"
	fallback = "https://papers.example.org/api?date={date}"
	reread   = 4
}
topic a-1 {
	match = 'agent'	// another comment
	min-upvotes = 0
}
END
cd "$site/work" || exit 99
check 'every option' status 0 run -c ../etc/paperfeed.conf import "$page"
check 'paths are relative to the file' [ -s "$site/out/a-1.atom" ]
check 'the path of the store is relative to the file' [ -s "$site/store.db" ]
check 'nothing is made in the current folder' [ -z "$(ls -A)" ]
cp ../etc/paperfeed.conf paperfeed.conf
check './paperfeed.conf is found' status 0 run import "$page"
check 'the paths of ./paperfeed.conf are relative to it' \
    [ -s "$site/out/all.rss" ]
{ printf '\357\273\277'; sed 's/$/\r/' ../etc/paperfeed.conf; } \
    >../etc/dos.conf
check 'a byte order mark and CR LF' status 0 run -c ../etc/dos.conf import "$page"
printf 'site {\n\turl = "https://e.org/"\n}' >../etc/short.conf
check 'no line feed at the end, no topics' \
    status 0 run -c ../etc/short.conf import "$page"
check 'a site without a title has the default one' \
    grep -q '<title>All papers – Daily Papers by topic</title>' \
    ../etc/public/all.atom
chmod 666 ../etc/short.conf
check 'a file that everybody may write to is accepted' \
    status 0 run -q -c ../etc/short.conf publish
check 'a file that everybody may write to is warned of' \
    says "../etc/short.conf: "
{
	printf 'site {\n\turl = "https://e.org/"\n}\n'
	seq -f 'topic t%g { match = "gull" }' 200
} >../etc/many.conf
check '200 topics' status 0 run -q -c ../etc/many.conf publish
# A day has its page and references, a week its page, a month that and an index.
check 'files for each topic and all, 10 of the site, with copies, and the status' \
    [ "$(find ../etc/public -type f | wc -l)" -eq \
    $((201 * $(echo "$formats" | wc -w) * 2 + 10 * 2 + 1)) ]

done_testing

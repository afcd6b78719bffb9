#!/bin/sh
# check reports every error of a configuration in one run, and what is wrong with
# folders and rights, before there is a store.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# text FORMAT: the configuration of the site
text() {
	# shellcheck disable=SC2059 # a format of ours
	printf "$@" >"$conf"
}
good='site { url = "https://e.org/" }\ntopic rag { match = "RAG" }\n'

# lines: the lines of the configuration that are complained of
lines() {
	sed -n "s|^paperfeed: $conf:\([0-9]*\): .*|\1|p" "$err" | tr '\n' ' '
}
# reports LINE...: check fails and complains of these lines, and no others
reports() {
	status 78 pf check || return
	[ "$(lines)" = "$* " ] || { echo "lines $(lines), wanted $*"; return 1; }
	[ "$(wc -l <"$err")" -eq $# ] || { cat "$err"; return 1; }
}
# tells TEXT: one of the lines of the last run has it
tells() {
	grep -qF "$1" "$err" && return
	cat "$err"
	return 1
}

site errors
text 'site {\n\ttitel = "T"\n\turl = "ftp://e.org/"\n\tgzip = maybe\n}\n%b' \
    'title = "x"\nsorce a {\n\turl = "y"\n}\nsource b {\n\treread = 0\n}\n'
check 'errors of values, names and blocks' reports 2 3 4 6 7 11
text "$good"'topic a {\n\tmatch = "x AND"\n\tmin-upvotes = many\n}\n%b' \
    'topic a {\n\tmatch = "y"\n}\ntopic B { match = "z" }\n'
check 'a query, a number, a second topic, a slug' reports 4 5 7 10
check 'the query has its column' tells 'topic a: match: column 13'
text "$good"'topic a {\n\tmatch "x"\n\ttitle =\n}\ntopic b {\n\tmatch = ("x")\n%b' \
    '}\ntopic c { }\ntopic d match = "x" }\n'
check 'what is missing between' reports 4 5 7 9 10
text "$good"'topic a {\n\tmatch = "x"\nsource s {\n\tstale-after = 0\n}\n}\n%b' \
    'topic b { source = s }\n'
check 'a block that is not closed' reports 5 6 8
text "$good"'topic a {\n\tmatch = ("x\n}\ntopic B { }\n'
check 'a value in brackets, a quote that is not closed' reports 4 4
text "$good"'topic a {\n\tmatch = "x"\n'
check 'an end in a block' reports 5
text 'topic B { match = "x" }\n'
check 'no site, and a slug' status 78 pf check
check 'both are told' [ "$(wc -l <"$err")" -eq 2 ]
check 'the site is' tells 'site has no url'
i=0
while [ $i -lt 300 ]; do echo 'nonsense'; i=$((i + 1)); done >"$conf"
check 'of very many errors' status 78 pf check
check 'a hundred are told' [ "$(wc -l <"$err")" -eq 101 ]
check 'other commands tell one' status 78 pf publish
check 'as before' [ "$(wc -l <"$err")" -eq 1 ]

site fresh
text "$good"
ls -A "$site" >"$tmp/before"
check 'a good configuration' status 0 pf check
check 'without a word' [ ! -s "$out" ]
check 'or a warning' [ ! -s "$err" ]
check 'nothing is made' [ "$(ls -A "$site")" = "$(cat "$tmp/before")" ]
check 'with a word for people' status 0 run -v -c "$conf" check
check 'of sources and topics' grep -q '0 sources, 1 topic; nothing' "$out"
check 'it takes no arguments' status 64 pf check x

# A store of its own, and one of others.
check 'a store' pf import "$data/day-2026-11-19.html"
check 'is no fault' status 0 pf check
printf 'no store' >"$site/paperfeed.db"
rm -f "$site"/paperfeed.db-*
check 'another file is' status 74 pf check
check 'and named' tells "$site/paperfeed.db: "

# Where it lies.
site served
text 'site {\n\turl = "https://e.org/"\n\toutput = "."\n}\n'
check 'files in the output' status 78 pf check
check 'the store' tells 'paperfeed.db: is in the output'
check 'the configuration' tells 'paperfeed.conf: is in the output'
site secret
text "$good"'source a { url = "https://me:secret@e.org/{date}" }\n'
chmod 644 "$conf"
check 'a password for everybody' status 78 pf check
check 'is told, with its source' says 'the password of source a'
check 'and not shown' [ "$(grep -c secret@ "$err")" -eq 0 ]
chmod 640 "$conf"
check 'and one for its owner is not' status 0 pf check
site file
text "$good"
: >"$site/public"
check 'a file for the output' status 73 pf check
check 'is named' says 'the output'
site shut
text "$good"
mkdir -m 700 "$site/public"
check 'an output for its owner alone' status 73 pf check
check 'has no reader' says 'no web server'
text 'site {\n\turl = "https://e.org/"\n\toutput = "no/where"\n\t%b}\n' \
    'database = "no/db"\n'
check 'folders that are missing' status 73 pf check
check 'both are told, the one of the store' tells "$site/no: the folder of the st"
check 'and of the output' tells "$site/no: the folder in which"

# Rights, for somebody who is not root.
site rights
text "$good"
mkdir "$site/public"
chmod 755 "$tmp" "$site" "$site/public"
chmod 644 "$conf"
other() {
	setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}
if [ "$(id -u)" -eq 0 ] && other test -x "$PAPERFEED" -a -r "$conf"; then
	as_other() {
		status 73 other "$PAPERFEED" -c "$conf" check
	}
	check 'somebody else' as_other
	check 'may not write the store' tells "$site: the folder of the store"
	check 'nor the output' tells "$site/public: the output: Permission denied"
else
	skip 'somebody else' 'only root can become somebody else'
fi

done_testing

#!/bin/sh
# Every example of the manuals runs: commands, configurations, and files that these
# name.  No run asks the network, because the listings are files.
# shellcheck source=tests/e2e/lib.sh
. "${abs_top_srcdir:-.}/tests/e2e/lib.sh"

pages="src/cli/paperfeed.1 src/config/paperfeed.conf.5
	src/paper/paperfeed-record.5 src/topic/paperfeed-topics.7"
cd "$abs_top_srcdir" || exit 99

# Each display becomes a file, $tmp/examples/PAGE-LINE, without the escapes of
# mdoc(7).
mkdir "$tmp/examples" "$tmp/bin" "$tmp/source" "$tmp/work"
for page in $pages; do
	awk -v stem="$tmp/examples/${page##*/}-" '
	function begin() { file = sprintf("%s%04d", stem, FNR); printf "" >file }
	/^\.Dl / { begin(); sub(/^\.Dl /, ""); print >file; close(file); next }
	/^\.Bd -literal/ { begin(); inside = 1; next }
	/^\.Ed/ { close(file); inside = 0; next }
	inside { print >file }' "$page"
done
sed -i.bak 's/\\(dq/"/g; s/\\&//g; s/\\(:o/ö/g; s/\\\[u738B\]/王/g; s/\\\[u6653\]/晓/g
	s/\\\[u660E\]/明/g' "$tmp"/examples/*
rm "$tmp"/examples/*.bak
no_escapes() {
	! grep -n '\\[^ntr'\'']' "$tmp"/examples/*
}
check 'no escape of mdoc(7) is left that this test does not know' no_escapes

# The papers that the manuals name, on as many days, and some of each topic.
# shellcheck disable=SC2086 # a list
grep -hoE '\b2[0-9]{3}\.[0-9]{5}\b' $pages | sort -u >"$tmp/ids"
python3 - "$tmp/ids" "$tmp/source" <<'END'
import datetime
import json
import sys

SUBJECTS = ["RAG with retrieval for agents", "A small language model on device",
            "Articulated objects of a robot", "Mamba, a state space model",
            "A benchmark of diffusion models"]
with open(sys.argv[1], encoding="ascii") as ids:
    known = ids.read().split()
days = [d for n in range(28) if (d := datetime.date(2026, 10, 27)
        + datetime.timedelta(days=n)).weekday() < 5]
for n, day in enumerate(days):
    names = known[n::len(days)] + [f"2611.{n:03d}{k:02d}" for k in range(5)]
    items = []
    for k, name in enumerate(names):
        subject = SUBJECTS[(n + k) % len(SUBJECTS)]
        items.append({"paper": {
            "id": name, "title": f"{subject}, number {name[5:]}",
            "summary": f"We introduce a benchmark. {subject}, on {day}.",
            "authors": [{"name": "Yann Example"}], "upvotes": 7 * k,
            "githubRepo": f"https://github.com/example/{name}",
            "organization": {"fullname": "Example Lab"},
            "submittedOnDailyAt": f"{day}T08:00:{k:02d}Z"}})
    with open(f"{sys.argv[2]}/{day}.json", "w", encoding="utf-8") as out:
        json.dump(items, out)
END

cat >"$tmp/bin/paperfeed" <<END
#!/bin/sh
exec $PAPERFEED "\$@"
END
chmod +x "$tmp/bin/paperfeed"
PATH=$tmp/bin:$PATH
export PATH

# Few files, because every configuration publishes its own.
cat >"$tmp/site" <<'END'
site {
	url     = "https://papers.example.org/"
	formats = atom
	archive = no
	gzip    = no
}
END
cat >"$tmp/agents" <<'END'
topic agents {
	match = 'agent'
}
END
cat >"$tmp/rag" <<'END'
topic rag {
	match = 'RAG OR "retrieval augmented"'
}
END
cat >"$tmp/mail" <<END
mail weekly {
	to       = "me@example.org"
	from     = "papers@example.org"
	every    = week
	sendmail = "$(command -v cat)"
}
source daily {
	url = "file://$tmp/source/{date}.json"
}
END

# The folder in which commands run, with what they name.
cd "$tmp/work" || exit 99
umask 022
chmod 755 "$tmp"
cat "$tmp/site" "$tmp/agents" "$tmp/rag" "$tmp/mail" >paperfeed.conf
cp "$abs_top_srcdir"/feeds/sample/2026-11-20.html .
cp "$tmp/source/2026-11-23.json" .
status 0 run -q import "$tmp"/source/*.json || exit 99
cp "$abs_top_srcdir/tests/data/references/zotero.bib" library.bib

# clean COMMAND...: it ends with 0 and complains of nothing
clean() {
	status 0 "$@" || return
	cat "$err"
	[ ! -s "$err" ]
}

# session FILE: the commands after the prompts, as one script
session() {
	sed 's/^\$ //' "$1" >"$tmp/script"
	clean sh -eu "$tmp/script" || return
	# These have something to show.
	if grep -qE 'paperfeed topics|--print|jq|shuf' "$tmp/script"; then
		test -s "$out"
	fi
}

# of_root FILE: a command of root, with a folder in the place of the root
of_root() {
	mkdir -p "$tmp/root" || return
	sed "s|^# .*|& --root $tmp/root|; s/^# //
	    s/^runuser -u paperfeed -- //" "$1" >"$tmp/script"
	if grep -q ' doctor ' "$tmp/script"; then
		# No server answers and no timer is there; doctor.sh has both.
		sed -i.bak 's/ doctor / doctor --offline /' "$tmp/script"
		status 78 sh -eu "$tmp/script" && grep -q timer "$out"
	else
		clean sh -eu "$tmp/script" && test -s "$out"
	fi
}

# names KIND: those of the blocks in a configuration
names() {
	sed -n "s/^$1 \\([a-z0-9-]*\\) {.*/\\1/p" "$conf"
}

# configuration FILE: publishes each topic of it, and prints each mail
configuration() {
	rm -rf "$tmp/conf"
	mkdir "$tmp/conf" || return
	run backup "$tmp/conf/paperfeed.db" || return
	cp people.txt library.bib "$tmp/conf" || return
	{
		grep -q '^site ' "$1" || cat "$tmp/site"
		grep -q '^topic agents ' "$1" || cat "$tmp/agents"
		grep -q '^topic rag ' "$1" || cat "$tmp/rag"
		if grep -q '^match ' "$1"; then
			echo 'topic example {'
			cat "$1"
			echo '}'
		else
			cat "$1"
		fi
	} >"$tmp/conf/paperfeed.conf"
	conf=$tmp/conf/paperfeed.conf
	clean pf publish || return
	names topic | while read -r slug; do
		case $slug in
		# of arXiv, or of a source, which nobody asked
		accepted-robots | audio | trending) wanted='<feed' ;;
		*)	wanted='<entry' ;;
		esac
		grep -q "$wanted" "$tmp/conf/public/$slug.atom" || {
			echo "$slug: no $wanted"
			exit 1
		}
	done || return
	names mail | while read -r mail; do
		clean pf digest --print "$mail" &&
		    grep -q '^Subject: ' "$out" || exit
	done
}

# The example of people is the file that topics name.
people=$(grep -lx '# our lab' "$tmp"/examples/*)
check 'there is one file of people' cp "$people" people.txt

for page in $pages; do
	page=${page##*/}
	ran=0
	for example in "$tmp/examples/$page"-*; do
		line=$(sed -n 1p "$example")
		name="$page: $line"
		case $line in
		'$ '*)
			missing=
			for tool in jq shuf; do
				if grep -qw "$tool" "$example" &&
				    ! command -v "$tool" >/dev/null; then
					missing=$tool
				fi
			done
			if [ -n "$missing" ]; then
				skip "$name" "needs $missing"
			else
				check "$name" session "$example"
			fi ;;
		'site '* | 'source '* | 'arxiv '* | 'topic '* | 'mail '* | \
		    'match '*)
			check "$name" configuration "$example" ;;
		'# paperfeed '* | '# runuser '*)
			check "$name" of_root "$example" ;;
		'# our lab') ;;	# topics of people read it
		'rag.atom: '*) ;;	# an output, which dry_run.sh compares
		*)
			not_ok "$name: is no example that this test can run" ;;
		esac
		ran=$((ran + 1))
	done
	check "$page has examples" sh -c "[ $ran -gt 1 ] &&
	    grep -qx '.Sh EXAMPLES' '$abs_top_srcdir'/src/*/'$page'"
done

done_testing

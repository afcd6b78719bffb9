#!/bin/sh
# What lies in the output folder: written only when its bytes change, beside
# its place, whole at any instant.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

text=$data/search-2026-11-18.txt
page=$data/day-2026-11-19.html
api=$data/day-2026-11-20.json

# Name, inode, times and sum of every file in the output folder but the one
# that tells the time of the run.  A file removed and made again may get its
# old inode and time; the time of its change tells.
state() {
	python3 - "$site/public" <<-'END'
	import hashlib, os, sys
	names = {os.path.relpath(os.path.join(folder, name), sys.argv[1])
	    for folder, folders, files in os.walk(sys.argv[1])
	    for name in files}
	for name in sorted(names - {"status.json"}):
	    path = os.path.join(sys.argv[1], name)
	    st = os.lstat(path)
	    with open(path, "rb") as f:
	        print(name, st.st_ino, st.st_mtime_ns, st.st_ctime_ns,
	            hashlib.sha256(f.read()).hexdigest())
	END
}

remember() {
	state >"$tmp/state"
}

# changed FILE...: since remember() these and their twins were written anew,
# and no others
changed() {
	state >"$tmp/state-now" && [ -s "$tmp/state-now" ] || return
	diff "$tmp/state" "$tmp/state-now" |
	    sed -n 's/^> \([^ ]*\).*/\1/p' | sort >"$tmp/names"
	for changed_name; do
		printf '%s\n%s.gz\n' "$changed_name" "$changed_name"
	done | sort | diff - "$tmp/names"
}

# feeds NAME...: the names of all files of these topics, and the first page
feeds() {
	for feeds_name; do
		for feeds_format in $formats; do
			echo "$feeds_name.$feeds_format"
		done
	done
	echo index.html
}

# days DAY...: the names of their pages and references
days() {
	for days_day; do
		echo "day/$days_day.html"
		echo "day/$days_day.bib"
	done
}

# overviews: the names of the pages of all weeks and months
overviews() {
	(cd "$site/public" && ls week/*.html month/*.html)
}

# indexes: the names of the indexes of all months
indexes() {
	(cd "$site/public" && ls search/*.txt)
}

# The bytes of the output are those of remember(), whatever was written.
same_bytes() {
	state | sed 's/ .* / /' >"$tmp/sums"
	sed 's/ .* / /' "$tmp/state" | diff - "$tmp/sums"
}

# seconds FILE: its time
seconds() {
	python3 -c 'import os, sys; print(int(os.stat(sys.argv[1]).st_mtime))' \
	    "$1"
}

mode() {
	python3 -c 'import os, sys
print("%o" % (os.lstat(sys.argv[1]).st_mode & 0o7777))' "$1"
}

is_file() {
	[ -f "$1" ] && [ ! -h "$1" ]
}

# same_files A B: the feeds in one folder have the bytes of the other's
same_files() {
	for same_file in "$1"/*.atom "$1"/*.rss "$1"/*.html "$1"/*.gz; do
		cmp "$same_file" "$2/${same_file##*/}" || return
	done
}

# in_time ARGUMENT...: the program, if need be ended with 124
in_time() {
	# shellcheck disable=SC2086 # several words
	timeout 100 $PAPERFEED -q -c "$conf" "$@"
}

# with_title NAME: the page, one of its agents' titles changed
with_title() {
	sed 's/Never Nest/Hardly Nest/g' "$page" >"$1"
}

# Nothing new, nothing written.
site stable
check 'import' status 0 pf import "$text" "$page"
for name in $(feeds agents all rag) favicon.ico feeds.opml style.css \
    $(days 2026-11-18 2026-11-19) week/2026-W47.html month/2026-11.html \
    search.js search/2026-11.txt; do
	echo "$name"
	echo "$name.gz"
done >"$tmp/wanted"
echo status.json >>"$tmp/wanted"
sort "$tmp/wanted" >"$tmp/sorted"
check 'all files are there, and twins of all but the status' \
    [ "$(cd "$site/public" && find . -type f | sed 's|^\./||' | sort)" = \
    "$(cat "$tmp/sorted")" ]
remember
check 'publish again' status 0 pf publish
check 'a second publish touches nothing' changed
check 'in another zone, language and year' status 0 \
    env TZ=Asia/Kathmandu LC_ALL=de_DE.UTF-8 LANGUAGE=de SOURCE_DATE_EPOCH= \
    sh -c "unset SOURCE_DATE_EPOCH; $PAPERFEED -q -c '$conf' publish"
check 'zone, language and clock change nothing' changed
sed 's/"leading-none">[0-9]*</"leading-none">4711</;
    s/&quot;upvotes&quot;:[0-9]*/\&quot;upvotes\&quot;:4711/g;
    s/&quot;numComments&quot;:[0-9]*/\&quot;numComments\&quot;:99/g' \
    "$page" >"$tmp/votes.html"
check 'import other votes' status 0 pf import "$tmp/votes.html"
check 'votes are stored' \
    [ "$(pf export | grep -c '"upvotes":4711')" -eq 8 ]
# The most voted papers are others.
# shellcheck disable=SC2046 # names without blanks
check 'votes change no feed, and no page but the lists of the most voted' \
    changed $(overviews)
remember
with_title "$tmp/title.html"
check 'import a changed title' status 0 pf import "$tmp/title.html"
# shellcheck disable=SC2046 # names without blanks
check 'a changed title changes the files of its topics only' \
    changed $(feeds agents all) $(days 2026-11-19) $(overviews) $(indexes)
check 'the title is there' grep -q 'Hardly Nest' "$site/public/agents.rss"
check 'its date of publication stays' grep -q \
    '<pubDate>Thu, 19 Nov 2026 02:00:30 GMT</pubDate>' "$site/public/agents.rss"

# The store is rebuilt from nothing.
remember
rm "$site"/paperfeed.db*
check 'a new store' status 0 pf import "$text" "$page" "$tmp/votes.html" \
    "$tmp/title.html"
check 'a new store gives the same bytes' changed

# Whatever somebody did to a file is undone.
remember
echo '<!-- mine -->' >>"$site/public/all.atom"
sed 's/Gull/Owls/' "$site/public/agents.rss" >"$tmp/edited"
cat "$tmp/edited" >"$site/public/agents.rss"
rm "$site/public/rag.atom"
check 'publish over edited files' status 0 pf publish
check 'edited and missing files are restored, others not touched' \
    changed agents.rss all.atom rag.atom
check 'they have their bytes' same_bytes

# nginx's ETag is time in seconds and size.
touch -d 2031-01-01T00:00:00Z "$site/public/all.atom"
before=$(seconds "$site/public/rag.rss")
sed 's/Tide Tables/Tide Fables/g' "$tmp/title.html" >"$tmp/fables.html"
check 'import a title of the same length' status 0 pf import "$tmp/fables.html"
check 'a changed file is younger than the one in the future' \
    [ "$(seconds "$site/public/all.atom")" -eq 1924992001 ]
check 'a changed file is a second younger, even at once' \
    [ "$(seconds "$site/public/rag.rss")" -gt "$before" ]

touch -d 2032-01-01T00:00:01Z "$site/public/all.atom" \
    "$site/public/all.atom.gz"
check 'publish, all known to be of the future' status 0 pf publish
echo '<!-- mine -->' >>"$site/public/all.atom"
touch -d 2032-01-01T00:00:00Z "$site/public/all.atom"
sed 's/Tide Tables/Tide Cables/g' "$tmp/title.html" >"$tmp/cables.html"
check 'import another title' status 0 pf import "$tmp/cables.html"
check 'a changed file is younger than its old twin' \
    [ "$(seconds "$site/public/all.atom")" -eq 1956528002 ]
check 'its new compressed copy has its bytes' sh -c \
    "gzip -dc '$site/public/all.atom.gz' | cmp - '$site/public/all.atom'"

# What lies about.
for name in .all.atom.paperfeed-new .gone.rss.paperfeed-new; do
	echo half >"$site/public/$name"
done
for name in .htaccess notes.paperfeed-new .all.atom.swp \
    all.atom.paperfeed-new old-topic.atom; do
	echo mine >"$site/public/$name"
done
# shellcheck disable=SC2010 # names of ours
ls -A "$site/public" | grep -v '^\..*\.paperfeed-new$' >"$tmp/list"
remember
check 'publish among other files' status 0 pf publish
check "a dead run's files are swept, others are left" \
    [ "$(ls -A "$site/public")" = "$(cat "$tmp/list")" ]
check 'nothing is written over good files' changed

# A link in the place.
site link
pf import "$page" || :
cp -R "$site/public" "$tmp/good"
echo precious >"$tmp/precious"
ln -sf "$tmp/precious" "$site/public/all.atom"
ln -sf "$tmp/dangling" "$site/public/all.rss"
ln -sf "$tmp/good/rag.rss" "$site/public/rag.rss"
check 'publish over links' status 0 pf publish
check 'a link is replaced by a file' is_file "$site/public/all.atom"
check 'a dangling link is replaced by a file' is_file "$site/public/all.rss"
check 'a link to a file of the same bytes, too' is_file "$site/public/rag.rss"
check 'the files have their bytes' same_files "$tmp/good" "$site/public"
check 'what the link pointed to is left alone' \
    [ "$(cat "$tmp/precious")" = precious ]
check 'what the dangling link pointed to is not made' [ ! -e "$tmp/dangling" ]
mv "$site/public" "$site/elsewhere"
ln -s elsewhere "$site/public"
remember
check 'the output folder may be a link' status 0 pf publish
check 'nothing is written through a link either' changed

# No file in the place.
for kind in folder FIFO; do
	site "$kind"
	mkdir "$site/public"
	case $kind in
	folder) mkdir "$site/public/all.rss" ;;
	FIFO) mkfifo "$site/public/all.rss" ;;
	esac
	check "a $kind in the place ends with 74" \
	    status 74 in_time import "$page"
	check "a $kind in the place is named" says "$site/public/all.rss: "
	check "a $kind in the place: nothing else has changed" \
	    [ "$(ls -A "$site/public")" = all.rss ]
	rm -r "$site/public/all.rss"
	check "the $kind gone, publish ends with 0" status 0 pf publish
	check "the $kind gone, all is there" \
	    same_files "$tmp/good" "$site/public"
done

# A folder in a twin's place is found before anything has changed.
site twin
pf import "$page" || :
remember
rm "$site/public/all.rss.gz"
mkdir "$site/public/all.rss.gz"
check "a folder in a twin's place ends with 74" status 74 pf import "$api"
check "a folder in a twin's place is named" says "$site/public/all.rss.gz: "
rmdir "$site/public/all.rss.gz"
check 'no feed has changed' \
    [ "$(grep -c '<item>' "$site/public/all.rss")" -eq 8 ]
check 'the folder gone, publish ends with 0' status 0 pf publish
check 'the compressed copy is there' \
    sh -c "gzip -dc '$site/public/all.rss.gz' | cmp - '$site/public/all.rss'"
: >"$site/public/all.atom.gz"
touch -r "$site/public/all.atom" "$site/public/all.atom.gz"
remember
check 'publish --all beside an emptied twin' status 0 pf publish --all
check 'writes that twin again, and nothing else' sh -c \
    "gzip -dc '$site/public/all.atom.gz' | cmp - '$site/public/all.atom'"
state | grep -v all.atom.gz >"$tmp/now"
check 'no other file changes' \
    sh -c "grep -v all.atom.gz '$tmp/state' | diff - '$tmp/now'"

# The output folder.
site folder-missing
pf import "$page" || :
rm -r "$site/public"
check 'a missing output folder is made' status 0 pf publish
check 'the new output folder is filled' same_files "$tmp/good" "$site/public"
sed 's|"public"|"no/public"|' "$conf" >"$site/deep.conf"
check 'a missing parent ends with 73' \
    status 73 run -c "$site/deep.conf" publish
check 'a missing parent is named' says "$site/no/public: "
check 'a missing parent is not made' [ ! -e "$site/no" ]
rm -r "$site/public"
echo mine >"$site/public"
check 'a file instead of the folder ends with 73' status 73 pf publish
check 'a file instead of the folder is named' says "$site/public: "
check 'the file is left alone' [ "$(cat "$site/public")" = mine ]

# No store.
site no-store
check 'publish without a store ends with 66' status 66 pf publish
check 'publish without a store names it' says "$site/paperfeed.db: "
check 'publish without a store makes nothing' \
    [ "$(ls -A "$site")" = paperfeed.conf ]
for kind in empty text other; do
	site "store-$kind"
	case $kind in
	empty) : >"$site/paperfeed.db" ;;
	text) seq 1000 >"$site/paperfeed.db" ;;
	other) python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("CREATE TABLE mine (x)")
db.commit()' "$site/paperfeed.db" ;;
	esac
	cksum <"$site/paperfeed.db" >"$tmp/sum"
	check "a store that is $kind ends with 74" status 74 pf import "$page"
	check "a store that is $kind is named" says "$site/paperfeed.db: "
	check "a store that is $kind is left alone" \
	    [ "$(cksum <"$site/paperfeed.db")" = "$(cat "$tmp/sum")" ]
	check "a store that is $kind: nothing is published" \
	    [ ! -e "$site/public" ]
done
site newer
pf import "$page" || :
python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA user_version = 4711")
db.commit()' "$site/paperfeed.db"
remember
check "a newer program's store ends with 74" status 74 pf import "$api"
check "a newer program's store is named" says 'newer paperfeed'
check "a newer program's store: nothing is published" changed

# Modes.
for mask in 077 000; do
	site "umask$mask"
	check "import with umask $mask" \
	    status 0 sh -c "umask $mask; $PAPERFEED -q -c '$conf' import '$page'"
	check "umask $mask: a feed is for all to read" \
	    [ "$(mode "$site/public/all.atom")" = 644 ]
	check "umask $mask: the folder, too" \
	    [ "$(mode "$site/public")" = 755 ]
	check "umask $mask: the store is not" \
	    [ "$(mode "$site/paperfeed.db")" = 640 ]
done

# A topic without papers.
site empty - <<'END'
site {
	title = "Nothing & <none>"
	url = "http://localhost:8080/feeds/"
}
topic nothing {
	title = "Nothing"
	match = 'zyzzyva'
}
END
check 'a topic without papers' status 0 pf import "$page"
check 'it has a feed' grep -q '<id>http://localhost:8080/feeds/nothing</id>' \
    "$site/public/nothing.atom"
check 'a feed without papers has a title' \
    grep -qF '<title>Nothing – Nothing &amp; &lt;none&gt;</title>' \
    "$site/public/nothing.atom"
check 'a feed without papers has a date' \
    grep -q '<updated>2026-11-19T06:45:00Z</updated>' \
    "$site/public/nothing.atom"
check 'without entries' \
    [ "$(cat "$site"/public/nothing.* | grep -c '<entry>\|<item>')" -eq 0 ]
remember
check 'more papers' status 0 pf import "$api"
# shellcheck disable=SC2046 # names without blanks
check 'do not touch it' \
    changed $(feeds all) $(days 2026-11-19 2026-11-20) $(overviews) $(indexes)

# A changed configuration needs no new reading.
site turn
pf import "$page" "$api" || :
remember
sed "s/match = 'agent'/match = 'gull'/" "$conf" >"$site/new.conf"
check 'publish with a changed query' status 0 run -c "$site/new.conf" publish
# shellcheck disable=SC2046
check 'changes the files of its topic, and what names it' \
    changed $(feeds agents) all.atom all.html all.json all.rss \
    day/2026-11-19.html search/2026-11.txt
check 'publish with the old query' status 0 pf publish
check 'gives the old bytes' same_bytes
sed '/^topic rag/,$d' "$conf" >"$site/less.conf"
check 'publish without a topic' status 0 run -c "$site/less.conf" publish
check 'its files stay' [ -s "$site/public/rag.atom" ]

done_testing

#!/bin/sh
# doctor: what it says of an installation that is in order, with a real nginx that
# has the configuration we ship, and of each thing that is not.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# shellcheck source=tests/e2e/nginx.sh
. "${abs_top_srcdir:-.}/tests/e2e/nginx.sh"

# A server's clock cannot be told which day it is, and valgrind takes minutes: each
# run is at the present instant, or some seconds ahead of it.
ahead=0
present() {
	SOURCE_DATE_EPOCH=$(($(date +%s) + ahead))
}
present
today=$(date -u +%Y-%m-%d)
# Who publishes has folders that a web server can look into.
chmod 755 "$tmp"
umask 022

# doctor STATUS ARGUMENT...: its lines are in $out, and nothing on standard error
doctor() {
	doctor_want=$1
	shift
	present
	status "$doctor_want" run -c "$conf" doctor --root "$tmp/system" "$@" &&
	    { [ ! -s "$err" ] || { cat "$err"; false; }; }
}

# line HOW WHAT TEXT: one line says so
line() {
	grep -e "^$1 *$2: " "$out" | grep -qF -e "$3" && return
	echo "wanted '$1 $2: ... $3', got:"
	cat "$out"
	return 1
}

# alone HOW WHAT TEXT: and all others say ok
alone() {
	line "$@" && [ "$(grep -vc '^ok  ' "$out")" -eq 1 ] && return
	grep -v '^ok  ' "$out"
	return 1
}

# Timers and crontabs, as they lie in a system.
mkdir -p "$tmp/system/etc/systemd/system/timers.target.wants" \
    "$tmp/system/etc/cron.d" "$tmp/system/var/spool/cron/crontabs"
wants=$tmp/system/etc/systemd/system/timers.target.wants
enable_timer() {
	cp "$abs_top_srcdir/feeds/paperfeed.timer" \
	    "$tmp/system/etc/systemd/system/" &&
	    ln -sf /etc/systemd/system/paperfeed.timer "$wants/paperfeed.timer"
}
enable_timer

# A configuration whose source is a file: no server is needed for these.
sed "s/2026-11-[0-9][0-9]/$today/g" "$data/day-2026-11-20.json" \
    >"$tmp/listing.json"
# config URL SOURCE
config() {
	cat <<-END
	site {
		url = "$1"
		output = "public"
		database = "paperfeed.db"
	}
	source daily {
		url = "$2"
		timeout = 5
	}
	END
}
config https://feeds.invalid/ "file://$tmp/listing.json" >"$tmp/first.conf"
site site - <"$tmp/first.conf"

check 'before the first run there is no store' doctor 73 --offline
check 'it is said how one is made' line FAIL store 'paperfeed -v update'
check 'nor an output' line FAIL output 'paperfeed publish'
check 'nor a run' line FAIL 'last run of daily' 'never read'
check 'it makes none' [ ! -e "$site/paperfeed.db" ]
check 'update' status 0 pf update
check 'after it all is in order' doctor 0 --offline
check 'every line says ok' [ "$(grep -vc '^ok   ' "$out")" -eq 0 ]
for what in configuration store output timer 'last run of daily' clock; do
	check "there is a line for: $what" line ok "$what" ''
done
check 'without the network no server is asked' \
    [ "$(grep -c 'web\|source' "$out")" -eq "$(grep -c configuration "$out")" ]
check '-q prints nothing then' status 0 run -q -c "$conf" doctor --offline \
    --root "$tmp/system"
check 'really nothing' [ ! -s "$out" ]
check 'an argument is refused' status 64 pf doctor now
check 'a configuration that is wrong ends with 78' \
    status 78 run -c "$tmp" doctor

# The clock, and how old a run is: an instant of each.
ahead=864000
check 'ten days without a run' doctor 69 --offline
check 'are noticed' alone FAIL 'last run of daily' 'not read since'
check 'with what to do' line FAIL 'last run of daily' 'paperfeed -v update'
ahead=-3600
check 'a clock before the last run' doctor 78 --offline
check 'is noticed' alone FAIL clock 'but a run was at'
check 'with what to do' line FAIL clock 'timedatectl set-ntp true'
ahead=0
present
cp "$site/paperfeed.db" "$tmp/kept.db"
later_listing() {
	sed 's|listing\.json|listing-{date}.json|' "$conf" >"$site/days.conf" &&
	    python3 - "$site/paperfeed.db" <<-'END'
	import sqlite3, sys
	db = sqlite3.connect(sys.argv[1])
	with db:
	    db.execute("INSERT INTO source_day (source, day, read, papers, asked)"
	        " VALUES ('daily', 4102444800, 4102444800, 1, 1)")
	END
}
check 'a listing of 2100' later_listing
check 'a clock before it' status 78 run -c "$site/days.conf" doctor \
    --offline --root "$tmp/system"
check 'is noticed, with the day' alone FAIL clock \
    'but there is a listing of 2100-01-01; set it'
cp "$tmp/kept.db" "$site/paperfeed.db"
ahead=-$(date +%s)
doctor 78 --offline >"$tmp/ignored"
check 'a clock that was never set is noticed' line FAIL clock \
    'before this program was written'
ahead=0
present

# What starts it.
rm "$wants/paperfeed.timer"
check 'no timer' doctor 78 --offline
check 'is noticed, with where it looked' alone FAIL timer \
    "$tmp/system/etc/cron.d, $tmp/system/var/spool/cron/crontabs"
check 'and what to do' line FAIL timer 'enable paperfeed.timer or install crontab'
ln -s /dev/null "$wants/paperfeed.timer"
check 'a timer that is masked is none' doctor 78 --offline
ln -sf /etc/systemd/system/gone.timer "$wants/paperfeed.timer"
check 'nor is one without its unit' doctor 78 --offline
rm "$wants/paperfeed.timer"
echo '# 17 5 * * * /usr/local/bin/paperfeed update' \
    >"$tmp/system/etc/cron.d/papers"
check 'nor is a line that is commented out' doctor 78 --offline
cp "$abs_top_srcdir/feeds/crontab" \
    "$tmp/system/var/spool/cron/crontabs/paperfeed"
check 'the crontab that we ship is enough' doctor 0 --offline
check 'and is named' line ok timer crontabs/paperfeed
rm "$tmp/system/var/spool/cron/crontabs/paperfeed"
if [ "$(id -u)" -eq 0 ]; then
	skip 'crontabs that cannot be read' 'root can'
	skip 'a store that cannot be written' 'root can'
else
	chmod 0 "$tmp/system/var/spool/cron/crontabs"
	check 'crontabs that cannot be read' doctor 0 --offline
	check 'are no failure' alone WARN timer 'look there as root'
	chmod 755 "$tmp/system/var/spool/cron/crontabs"
	chmod 500 "$site"
	enable_timer
	check 'a store that cannot be written' doctor 73 --offline
	check 'is noticed' line FAIL store 'give it to the user who runs'
	chmod 755 "$site"
fi
enable_timer

# Rights of the output.
chmod 700 "$site/public"
check 'an output for its owner' doctor 73 --offline
check 'is noticed' alone FAIL output "$site/public: only its owner"
check 'with what to do' line FAIL output 'chmod o+rx'
chmod 750 "$site/public"
check 'an output for its group' doctor 0 --offline
check 'may be meant' alone WARN output "$site/public: only its group"
chmod 755 "$site/public"
chmod 700 "$site"
check 'a folder around it counts' doctor 73 --offline
check 'and is named' line FAIL output "$site: only its owner"
chmod 755 "$site"

# The configuration.
sed 's|feeds.invalid|papers.example.org|' "$conf" >"$site/example.conf"
check "the example's url" status 78 run -c "$site/example.conf" doctor \
    --offline --root "$tmp/system"
check 'is noticed' alone FAIL configuration 'put your own'
sed '/^source/,$d' "$conf" >"$site/none.conf"
check 'no source' status 78 run -c "$site/none.conf" doctor --offline \
    --root "$tmp/system"
check 'is noticed, too' alone FAIL configuration 'add a block source'

# A store that is none.
cp "$site/paperfeed.db" "$tmp/kept.db"
rm -f "$site/paperfeed.db"-*
echo 'no store, but a text that is long enough to be looked at as one' \
    >"$site/paperfeed.db"
status 74 run -c "$conf" doctor --offline --root "$tmp/system" >"$tmp/ignored"
check 'a store that cannot be read is noticed' line FAIL store \
    'check --repair'
cp "$tmp/kept.db" "$site/paperfeed.db"

# From here on with servers.
if ! command -v nginx >"$out" 2>&1; then
	skip 'a real nginx' 'it is not installed'
	done_testing
fi
serve "$site/public"
start_somewhere >"$tmp/started"
check 'nginx runs with the configuration we ship' [ -n "$server" ]
if [ -z "$server" ]; then
	sed 's/^/# /' "$tmp/started"
	done_testing
fi
base=http://127.0.0.1:$port
mv "$site/public" "$tmp/unpublished" && mkdir "$site/public"
check 'an output that is empty' doctor 0
check 'needs no web server' alone WARN web 'nothing is published yet'
rmdir "$site/public" && mv "$tmp/unpublished" "$site/public"
cp "$tmp/listing.json" "$site/public/listing.json"
config "$base/" "$base/listing.json" >"$conf"
check 'update from a server' status 0 pf update
: >"$web/access.log"
check 'with a web server all is in order' doctor 0
check 'every line says ok' [ "$(grep -vc '^ok   ' "$out")" -eq 0 ]
check 'the source is asked once, if it changed' \
    [ "$(grep -c '/listing.json' "$web/access.log")" -eq 1 ]
check 'it says that it did not' line ok 'source daily' 'not modified'
check 'the clock is compared' line ok clock "as a server's"
for file in index.html style.css feeds.opml all.atom all.rss all.json all.bib; do
	check "$file: right, 304 and compressed" line ok "web $file" \
	    ', 304 when unchanged, compressed'
done
check 'status.json: right, and 304' line ok 'web status.json' \
    'application/json, 304 when unchanged'
check 'each file is asked for twice' \
    [ "$(grep -c '/all.atom ' "$web/access.log")" -eq 2 ]

# changed SED: nginx with another configuration
changed() {
	stop
	adapted | sed "$1" >"$web/paperfeed.conf"
	start
}

changed '/application\/rss+xml/d'
check 'a wrong type' doctor 69
check 'is noticed, with what to do' alone FAIL 'web all.rss' \
    'application/octet-stream; readers will not take that: copy "types"'
changed 's|application/atom+xml |text/xml |'
check 'a type that readers take' doctor 0
check 'is told' alone WARN 'web all.atom' 'text/xml; most readers take that'
changed 's/etag on/etag off/; s/if_modified_since exact/if_modified_since off/'
check 'no 304' doctor 69
check 'is noticed, with what to do' line FAIL 'web all.atom' \
    'instead of 304: say "etag on"'
changed 's/etag on;/etag off; add_header Last-Modified "";/'
check 'no validator' doctor 69
check 'is noticed' line FAIL 'web all.atom' 'neither ETag nor Last-Modified'
changed 's|location / {|location = /all.json { return 404; } &|'
check 'a file that is missing' doctor 69
check 'is noticed, with what to do' alone FAIL 'web all.json' \
    "HTTP 404 Not Found; is the server's root the output"
changed 's|location / {|location = /all.json { return 403; } &|'
check 'a file that is refused' doctor 69
check 'has another advice' alone FAIL 'web all.json' \
    "may the web server's user read"
changed 's/gzip_static on/gzip_static off/'
check 'no compressed twins' doctor 0
check 'are told' line WARN 'web all.atom' 'say "gzip_static on"'
cp -R "$site/public" "$tmp/old"
echo '/* old */' >>"$tmp/old/style.css"
rm "$tmp/old/style.css.gz"
changed ''
serve "$tmp/old"
check 'old bytes' doctor 69
check 'are noticed' line FAIL 'web style.css' 'other bytes than the file'
serve "$site/public"

# The clock of servers.
ahead=3600
check 'a clock that is ahead' doctor 78
check 'is noticed by that of a server' alone FAIL clock "but a server's says"
ahead=0
present

# TLS: a certificate that nobody has signed.
if command -v openssl >"$out" 2>&1 &&
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 \
	-addext subjectAltName=IP:127.0.0.1 -keyout "$web/key.pem" \
	-out "$web/cert.pem" 2>"$tmp/ignored" &&
    changed "s|listen 127.0.0.1:$port|& ssl|
	s|server_tokens off;|ssl_certificate $web/cert.pem;\
	ssl_certificate_key $web/key.pem;|"; then
	cp "$conf" "$tmp/kept.conf"
	config "https://127.0.0.1:$port/" "file://$tmp/listing.json" >"$conf"
	check 'a certificate that is not to be trusted' doctor 69
	check 'is noticed, with what to do' line FAIL certificates \
	    'SSL_CERT_FILE'
	check 'with why' line FAIL web 'certificate not accepted'
	present
	# shellcheck disable=SC2086 # several words
	check 'a certificate that is' env SSL_CERT_FILE="$web/cert.pem" \
	    "$interpreter" -c 'import os, sys; os.execvp(sys.argv[1], sys.argv[1:])' \
	    $PAPERFEED -c "$conf" doctor --root "$tmp/system"
	cp "$tmp/check" "$out"
	check 'is told' line ok certificates 'accepted'
	cp "$tmp/kept.conf" "$conf"
else
	skip 'TLS' 'there is no openssl, or nginx has none'
fi

# Servers that are not there.
changed ''
config "$base/" "http://127.0.0.1:1/listing.json" >"$conf"
check 'a source that cannot be reached' doctor 69
check 'is noticed, with what to do' alone FAIL 'source daily' \
    "see whether this machine's network"
sed "s|timeout = 5|&\\
	fallback = \"$base/listing.json\"|" "$conf" >"$site/two.conf"
conf=$site/two.conf
check 'a source that has to be read by its fallback' doctor 0
check 'is told' alone WARN 'source daily' 'its fallback is read instead'
conf=$site/paperfeed.conf
config "$base/" "http://localhost:1/listing.json" >"$conf"
asked_to_wait() {
	python3 - "$site/paperfeed.db" <<-'END'
	import sqlite3, sys, time
	db = sqlite3.connect(sys.argv[1])
	with db:
	    db.execute("INSERT INTO host VALUES ('localhost:1', 0, ?)",
	        (int(time.time()) + 3600,))
	END
}
check 'a host that asked an earlier run to wait' asked_to_wait
check 'is not asked' doctor 0
check 'that is told' alone WARN 'source daily' \
    'it asks to be left alone until'
config "$base/" "$base/listing-{date}.json" >"$conf"
check 'a source without a listing of today' doctor 0
check 'is reached' line ok 'source daily' 'answers that today has no listing'
stop
config "$base/" "file://$tmp/listing.json" >"$conf"
check 'no web server' doctor 69
check 'is noticed once, with what to do' alone FAIL web \
    'is the web server running'

done_testing

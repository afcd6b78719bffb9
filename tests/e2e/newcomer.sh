#!/bin/sh
# Somebody new, on a Debian that has nothing yet: what README.md says, word for
# word, as root and as a user; then the package: built, installed, run as its
# service says, served by nginx, read by newsboat, with a store of version 0.1.0,
# and removed.
#
# It needs root, debootstrap and a mirror of Debian, from which it makes the system
# in a folder.  NEWCOMER=trixie is another release than bookworm, Debian 12.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# shellcheck source=tests/e2e/debian.sh
. "$abs_top_srcdir/tests/e2e/debian.sh"

release=${NEWCOMER:-bookworm}
needs git ip unshare
[ -x "$abs_top_builddir/tests/e2e/store_sql" ] ||
    leave 'needs tests/e2e/store_sql, which needs cmocka'
unshare --mount --pid --fork --net true 2>"$tmp/ignored" ||
    leave 'needs namespaces'
find_mirror
find_room
root=$room/root

# Nothing of what builds this test is for those inside.
clean() {
	env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
	    LC_ALL=C.UTF-8 TERM=dumb ${http_proxy:+http_proxy="$http_proxy"} "$@"
}

# inside USER SCRIPT ARGUMENT...: a script of a shell, in the user's home, from
# where the mirror can be reached.  All its processes end with it.
inside() {
	# shellcheck disable=SC2016,SC2086 # for the shell in there; an option
	clean unshare ${net-} --mount --pid --fork --kill-child sh -ec '
		root=$1 net=$2 user=$3 script=$4
		shift 4
		[ -z "$net" ] || ip link set lo up
		mount -t proc proc "$root/proc"
		home=/root
		[ "$user" = root ] || home=/home/$user
		exec chroot "$root" setpriv --reuid "$user" --regid "$user" \
		    --init-groups env HOME="$home" DEBIAN_FRONTEND=noninteractive \
		    sh -ec "cd; $script" sh "$@"
	' sh "$root" "${net-}" "$@" </dev/null
}

# alone USER SCRIPT ARGUMENT...: the same with loopback as the only network
alone() {
	net=--net
	inside "$@"
	set -- $?
	net=
	return "$1"
}

# readme HEADING N: the Nth block of commands behind that heading
readme() {
	awk -v heading="$1" -v want="$2" '
		/^##/ { here = 0; sub(/^#+ /, ""); if ($0 == heading) here = 1 }
		/^```/ && here { block = !block; n += block; next }
		block && here && n == want { print; found = 1 }
		END { exit !found }' "$abs_top_srcdir/README.md"
}

# as_told USER HEADING N: those commands, in the checkout
as_told() {
	readme "$2" "$3" >"$tmp/told" || return
	# shellcheck disable=SC2016 # for the shell in there
	inside "$1" 'cd paperfeed; sh -exc "$1"' "$(cat "$tmp/told")"
}

# How long it took, for those who have little time.
lap=$(date +%s)
lap() {
	lap_now=$(date +%s)
	echo "# $((lap_now - lap)) s"
	lap=$lap_now
}

# checkout USER FOLDER: the files, of that user
checkout() {
	copy_checkout "$2" &&
	    chroot "$root" chown -R "$1:$1" "${2#"$root"}"
}

make_debian() {
	bootstrap "$root" || return
	cat >"$root/etc/apt/apt.conf.d/newcomer" <<-'EOF'
	APT::Get::Assume-Yes "yes";
	APT::Install-Recommends "no";
	Dpkg::Use-Pty "no";
	EOF
	echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/newcomer"
	# Nobody starts servers but this test.
	printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
	chmod 755 "$root/usr/sbin/policy-rc.d"
	echo '127.0.0.1 localhost papers.example.org' >"$root/etc/hosts"
}

# feeds_in FOLDER: what a newcomer looks at is there
feeds_in() {
	for file in all.atom all.rss all.json index.html feeds.opml; do
		[ -s "$root$1/$file" ] || return
	done
	xmllint --nonet --noout "$root$1"/*.atom "$root$1"/*.rss "$root$1"/*.opml
}

# in_newsboat CACHE FEED: the reader has as many papers as that feed
in_newsboat() {
	python3 - "$root$1" "$root$2" <<-'EOF'
	import sqlite3, sys
	import xml.etree.ElementTree as ET
	got = {row[0] for row in sqlite3.connect(sys.argv[1]).execute(
	    "SELECT guid FROM rss_item")}
	atom = "{http://www.w3.org/2005/Atom}"
	want = {e.findtext(atom + "id")
	    for e in ET.parse(sys.argv[2]).iter(atom + "entry")}
	assert want and got == want, (len(want), len(got))
	EOF
}

check 'a Debian that has nothing' make_debian
lap
[ -e "$root/etc/hosts" ] || done_testing

# As root, who has no sudo.
check 'root: a checkout' checkout root "$root/root/paperfeed"
check 'root: try it' as_told root 'Try it' 1
check 'root: there are feeds' feeds_in /root/paperfeed/feeds/public
lap

# As a user, who has to be root for a package that is missing.
more_users() {
	inside root 'apt-get install sudo newsboat nginx-light curl
		useradd --create-home newcomer
		echo "newcomer ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/newcomer
		apt-get purge libdeflate-dev
		rm -r paperfeed'
}
check 'a user with sudo, newsboat and nginx' more_users
lap
home=/home/newcomer
check 'user: a checkout' checkout newcomer "$root$home/paperfeed"
check 'user: try it' as_told newcomer 'Try it' 1
check 'user: there are feeds' feeds_in "$home"/paperfeed/feeds/public
lap
in_a_reader() {
	readme 'Try it' 2 | sed 's/^newsboat .*/& -x reload/' >"$tmp/told"
	# shellcheck disable=SC2016 # for the shell in there
	alone newcomer 'cd paperfeed; sh -exc "$1"' "$(cat "$tmp/told")" &&
	    in_newsboat "$home"/paperfeed/sample-cache.db \
	    "$home"/paperfeed/feeds/public/all.atom
}
check 'user: look at them in a reader' in_a_reader
check 'user: install' as_told newcomer Install 1
installed() {
	alone newcomer 'paperfeed --version; paperfeed init
		paperfeed -q check; paperfeed import paperfeed/feeds/sample/*.html' &&
	    feeds_in "$home"/public
}
check 'user: use it' installed
uninstalled() {
	inside newcomer 'cd paperfeed; sudo make uninstall' >"$tmp/said" || return
	find "$root/usr/local" -name '*paperfeed*' ! -type d >"$tmp/left"
	cat "$tmp/left"
	[ ! -s "$tmp/left" ]
}
check 'user: nothing is left of that' uninstalled
lap

# The package.
# Its unit tests are those of `make check`.
package() {
	readme "As Debian's package" 1 >"$tmp/told" || return
	# shellcheck disable=SC2016 # for the shell in there
	inside newcomer 'export DEB_BUILD_OPTIONS=nocheck DEB_BUILD_PROFILES=nocheck
		cd paperfeed; sh -exc "$1"' "$(cat "$tmp/told")"
}
check 'package: built, without a word of lintian, and installed' package
lap
quiet() {
	# shellcheck disable=SC2016 # for the shell in there
	inside root '
		[ "$(stat -c "%U %a" /var/lib/paperfeed)" = "paperfeed 755" ]
		[ "$(stat -c "%U %a" /var/www/papers)" = "paperfeed 755" ]
		[ ! -e /etc/paperfeed/paperfeed.conf ]' &&
	    [ -z "$(find "$root/etc/systemd/system" -name 'paperfeed*')" ]
}
check 'package: folders of its user, and a timer that is off' quiet
units() {
	inside root 'cd /lib/systemd/system
		sed "s/^User=/Usr=/" paperfeed.service >/tmp/wrong.service
		systemd-analyze verify --man=no /tmp/wrong.service 2>&1 |
		    grep "Unknown key"
		systemd-analyze verify --man=no paperfeed.service paperfeed.timer' \
	    >"$tmp/said" 2>&1
	cat "$tmp/said"
	[ "$(grep -c 'Unknown key' "$tmp/said")" -eq 1 ] &&
	    ! grep -q '^paperfeed\|/paperfeed\.' "$tmp/said"
}
check 'package: units without a mistake' units
own_tests() {
	tests=$(sed -n 's/^Tests: //p' "$abs_top_srcdir/feeds/debian/tests/control")
	for test in $tests; do
		# shellcheck disable=SC2016 # for the shell in there
		alone newcomer 'cd paperfeed/deb/paperfeed-*/
			AUTOPKGTEST_TMP=$(mktemp -d) "debian/tests/$1"' "$test" ||
		    return
	done
	[ -n "$tests" ]
}
check 'package: its own tests' own_tests

# A store of version 0.1.0, which had the same papers and another schema.
site old <"$abs_top_srcdir/feeds/paperfeed.conf" -
old_store() {
	pf import "$data/day-2026-11-20.json" || return
	pf export >"$tmp/before.ndjson" || return
	{
		echo 'PRAGMA journal_mode = WAL; PRAGMA user_version = 1;'
		echo "ATTACH '$site/paperfeed.db' AS newer;"
		echo 'PRAGMA main.application_id = '"$(python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("PRAGMA application_id").fetchone()[0])
' "$site/paperfeed.db");"
		cat "$data/schema-1.sql" "$data/schema-1-fill.sql"
	} >"$tmp/old.sql"
	"$abs_top_builddir/tests/e2e/store_sql" "$tmp/old.db" <"$tmp/old.sql" &&
	    install -m 644 "$tmp/old.db" "$root/var/lib/paperfeed/paperfeed.db" &&
	    chroot "$root" chown -R paperfeed:paperfeed /var/lib/paperfeed
}
check 'a store of version 0.1.0' old_store

# The source is a file: nothing here asks anybody for papers.
configure() {
	install -m 644 "$abs_top_srcdir"/feeds/sample/*.html "$root/srv/listing.html"
	inside root 'paperfeed init --system
		sed -i -e "s|https://papers|http://papers|" \
		    -e "/^	fallback /d" \
		    -e "s|^\(	url *= \)\"https://huggingface.*|\1\"file:///srv/listing.html\"|" \
		    /etc/paperfeed/paperfeed.conf
		grep -F -e file:///srv -e /var/ /etc/paperfeed/paperfeed.conf'
}
check 'package: configured' configure

# What the unit says, by hand: there is no systemd in here.
as_service() {
	unit=$(find "$root/usr/lib/systemd" "$root/lib/systemd" \
	    -name paperfeed.service | head -n 1)
	# shellcheck disable=SC2016 # for the shell in there
	alone root 'cd /; exec setpriv --reuid "$1" --regid "$1" --init-groups \
	    sh -ec "umask 0022; $2"' "$(sed -n 's/^User=//p' "$unit")" \
	    "$(sed -n 's/^ExecStart=//p' "$unit")" || return
	feeds_in /var/www/papers
}
check 'package: the service, by hand' as_service
upgraded() {
	alone root 'paperfeed export' >"$tmp/after.ndjson" &&
	    python3 - "$tmp/before.ndjson" "$tmp/after.ndjson" <<-'EOF'
	import json, sys
	before, after = ({r["guid"]: r["listed"] for r in map(json.loads, open(f))}
	    for f in sys.argv[1:])
	assert before and before.items() <= after.items(), (before, after)
	assert len(after) > len(before), "the listing was not read"
	EOF
}
check 'package: the old papers have their ids and dates' upgraded
lap

# The page says how, but for the reload.
served() {
	# shellcheck disable=SC2016 # for the shell in there
	alone root '
		cp /usr/share/doc/paperfeed/examples/nginx.conf \
		    /etc/nginx/conf.d/paperfeed.conf
		nginx -t
		nginx
		curl -fsSI http://papers.example.org/all.atom >head
		cat head
		grep -qi "^content-type: application/atom+xml" head
		grep -qi "^etag: " head
		cd "$(mktemp -d)"
		echo http://papers.example.org/all.atom >urls
		newsboat -q -u urls -c url.db -x reload
		printf "%s\n" "urls-source \"opml\"" \
		    "opml-url \"http://papers.example.org/feeds.opml\"" >config
		newsboat -q -C config -u none -c opml.db -x reload
		cp url.db opml.db /srv'
}
check 'nginx serves it, and newsboat reads' served
check 'newsboat: by URL' in_newsboat /srv/url.db /var/www/papers/all.atom
check 'newsboat: by OPML' in_newsboat /srv/opml.db /var/www/papers/all.atom
lap

find_left() {
	find "$root/etc/paperfeed" "$root/var/lib/paperfeed" "$root/var/www/papers" \
	    -type f -printf '%p %s %T@\n' | sort
}
find_left >"$tmp/before"
again() {
	inside root 'apt-get install --reinstall /home/newcomer/paperfeed/deb/paperfeed_*.deb' &&
	    find_left | diff "$tmp/before" -
}
check 'package: installed over itself, it leaves all files alone' again
removed() {
	inside root 'apt-get purge paperfeed' >"$tmp/said" 2>&1 || return
	for folder in /etc/paperfeed /var/lib/paperfeed /var/www/papers; do
		grep -F "paperfeed: $folder stays" "$tmp/said" || return
	done
	find_left | diff "$tmp/before" - || return
	# Manuals that somebody read are kept by man.
	find "$root/usr/bin" "$root/usr/lib" "$root/usr/share" "$root/lib/" \
	    "$root/etc" "$root/var" -name '*paperfeed*' ! -path '*/var/cache/man/*' \
	    >"$tmp/left"
	sed "s|^$root||; s|\.db[-.].*|.db|" "$tmp/left" | sort -u |
	    diff - "$tmp/stays"
}
cat >"$tmp/stays" <<'EOF'
/etc/nginx/conf.d/paperfeed.conf
/etc/paperfeed
/etc/paperfeed/paperfeed.conf
/var/lib/paperfeed
/var/lib/paperfeed/paperfeed.db
EOF
check 'package: purge leaves what it says, and nothing else' removed
lap
done_testing

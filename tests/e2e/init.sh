#!/bin/sh
# init --system: the files of a server, all of them or none.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# Where the configuration goes, as --help says.
system=$(run --help | sed -n 's/^ *or \(.*\/paperfeed\.conf\)$/\1/p')
check '--help names the configuration of the system' [ -n "$system" ]

# made FOLDER: what is in it
made() {
	(cd "$1" && find . | sort)
}

# lacks PATTERN FILE
lacks() {
	! grep -e "$1" "$2"
}

root=$tmp/root
check 'init --system ends with 0' status 0 run -v init --system --root "$root"
for step in 'your own url' 'paperfeed.timer' 'crontab' 'nginx.conf' \
    'root /var/www/papers'; do
	check "it says what comes next: $step" grep -F "$step" "$out"
done
check 'it says nothing of ReadWritePaths, which the unit has' \
    lacks ReadWritePaths "$out"
conf=$root$system
check 'the configuration names the store' \
    grep -Fx '	database = "/var/lib/paperfeed/paperfeed.db"' "$conf"
check 'the configuration names the output' \
    grep -Fx '	output   = "/var/www/papers"' "$conf"
check 'everybody may read it' [ "$(stat -c %a "$conf")" = 644 ]
for folder in var/lib/paperfeed var/www/papers; do
	check "everybody may look into $folder" \
	    [ "$(stat -c %a "$root/$folder")" = 755 ]
done
sed 's|"/var/lib/paperfeed/|"|' "$conf" >"$tmp/here.conf"
check 'the configuration is read without complaint' \
    status 66 run -q -c "$tmp/here.conf" topics
check 'only a store is missing' says 'no store yet'

# The examples have the same names.
feeds=$abs_top_srcdir/feeds
check 'the unit may write to the output' \
    grep -Fx 'ReadWritePaths=/var/www/papers' "$feeds/paperfeed.service"
check 'nginx serves the output' \
    grep -Eq '^	root /var/www/papers;$' "$feeds/nginx.conf"
check 'the unit runs as the user, in whose home the store is' \
    grep -Fq -- '--home-dir /var/lib/paperfeed paperfeed' \
    "$feeds/paperfeed.service"

# Whatever the umask: the web server has to read the output.
(umask 077 && run -q init --system --root "$tmp/mask")
check 'a narrow umask changes no folder' \
    [ "$(stat -c %a "$tmp/mask/var/www")" = 755 ]

# Never over something.
echo mine >"$conf"
made "$root" >"$tmp/before"
check 'init --system again ends with 73' \
    status 73 run init --system --root "$root" --output /srv/papers
check 'it names the file' says "$conf: it exists already"
check 'the file stays' [ "$(cat "$conf")" = mine ]
made "$root" >"$tmp/after"
check 'nothing else was made' diff "$tmp/before" "$tmp/after"

check 'a folder for the output' status 0 \
    run -v init --system --root "$tmp/named" --output /srv/www/papers
check 'it is made' test -d "$tmp/named/srv/www/papers"
check 'the configuration names it' grep -Fx '	output   = "/srv/www/papers"' \
    "$tmp/named$system"
check 'the unit needs to be told' grep -F 'ReadWritePaths=/srv/www/papers' "$out"

mkdir -p "$tmp/kept/var/lib/paperfeed"
chmod 700 "$tmp/kept/var/lib/paperfeed"
check 'a folder that is there' status 0 run init --system --root "$tmp/kept"
check 'it says nothing, not on a terminal' [ ! -s "$out" ]
check 'the folder stays as it is' \
    [ "$(stat -c %a "$tmp/kept/var/lib/paperfeed")" = 700 ]

# Nothing half done.
mkdir -p "$tmp/half/var"
: >"$tmp/half/var/www"
made "$tmp/half" >"$tmp/before"
check 'a file in the way of the output ends with 73' \
    status 73 run init --system --root "$tmp/half"
check 'it is named' says "$tmp/half/var/www: it is no folder"
made "$tmp/half" >"$tmp/after"
check 'nothing is left of it' diff "$tmp/before" "$tmp/after"
if [ "$(id -u)" -eq 0 ]; then
	skip 'who may not write' 'root may'
else
	mkdir -m 555 "$tmp/closed"
	check 'who may not write' \
	    status 73 run init --system --root "$tmp/closed"
	check 'is told who may' says 'is for root'
fi

for odd in papers ../papers / '/srv/"papers"' '/srv/\papers'; do
	check "the output $odd is refused" \
	    status 64 run init --system --root "$tmp/odd" --output "$odd"
done
check 'and nothing made' test ! -e "$tmp/odd"
check '--output without --system is refused' \
    status 64 run init --output /srv/papers
check '--root without --system is refused' status 64 run init --root "$tmp/x"
check 'a folder with --system is refused' status 64 run init --system "$tmp/x"

# What comes next, of a file in a folder.
mkdir "$tmp/here"
check 'init -v says what comes next' status 0 run -v init "$tmp/here"
for step in 'your own url' "paperfeed -c $tmp/here/paperfeed.conf check" \
    "paperfeed -c $tmp/here/paperfeed.conf -v update" \
    "$tmp/here/public/index.html"; do
	check "it says: $step" grep -F "$step" "$out"
done

done_testing

#!/bin/sh
# A real Caddy and a real Apache with the configurations we ship answer as nginx
# does: types, 304, twins, HEAD, refused methods, hidden files, headers.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# shellcheck source=tests/e2e/nginx.sh
. "${abs_top_srcdir:-.}/tests/e2e/nginx.sh"
deploy=$abs_top_srcdir/feeds/deploy

# Two months, so that there is every kind of file.
sed 's/2026-11-/2026-10-/g; s/"2611\./"2610./; s/"id": "2611\./"id": "2610./
    s|/2611\.|/2610.|g' "$data/day-2026-11-20.json" >"$tmp/october.json"
site site
pf import "$tmp/october.json" "$data/day-2026-11-20.json" || :
mkdir "$site/public/.git" "$site/public/empty"
echo secret >"$site/public/.git/config"
echo secret >"$site/public/.all.atom.paperfeed-new"
serve "$site/public"
(cd "$site/public" && find . -type f ! -name '*.gz' ! -path '*/.*/*' \
    ! -name '.*' | sed 's|^\./||' | sort) >"$tmp/names"
check 'there are archives, pages of days and what the search looks into' \
    [ "$(grep -c '^[ads][rae][cya]' "$tmp/names")" -ge 6 ]

# What all servers are asked.
cat >"$tmp/refused" <<'END'
GET /.all.atom.paperfeed-new 404
GET /%2eall.atom.paperfeed-new 404
GET /.git/ 404
GET /.git/config 404
GET /all.atom.gz 404
GET /archive/all-2026-10.atom%2egz 404
GET /archive/ 404
GET /archive 404
GET /empty 404
GET /empty/ 404
GET /missing.html 404
GET /missing.atom 404
GET /all 404
GET /all.atom/ 404
HEAD /missing.atom 404
POST /all.atom 405
POST / 405
POST /missing 405
PUT /all.atom 405
DELETE /all.atom 405
PATCH /all.atom 405
PROPFIND / 405
END
{
	sed 's|^|GET /|; p; s|^GET|HEAD|' "$tmp/names"
	sed 's/ [0-9]*$//' "$tmp/refused"
	printf '%s\n' 'GET /' 'OPTIONS /all.atom' 'OPTIONS /index.html' \
	    'OPTIONS /feeds.opml' 'OPTIONS /'
} >"$tmp/shown"

# ask ACTION: with the words of each line of standard input
ask() {
	port=$port root=$web/root name=$name python3 \
	    "$abs_top_srcdir/tests/e2e/ask.py" "$1"
}

# answers: at $port, within twenty seconds
answers() {
	timeout 20 sh -c "until curl -s -o '$tmp/ignored' \
	    'http://127.0.0.1:$port/'; do
		kill -0 $server && sleep 0.1 || exit; done" 2>"$tmp/ignored"
}

# begin COMMAND...: as $server; another may have taken the port
begin() {
	XDG_DATA_HOME=$web XDG_CONFIG_HOME=$web HOME=$web \
	    timeout "$longest" "$@" >"$web/stdout" 2>"$web/stderr" &
	server=$!
	answers && return
	cat "$web/stdout" "$web/stderr"
	stop
	return 1
}

start_nginx() {
	start_somewhere
}

# As it is shipped, but for address, folder and TLS.
start_caddy() {
	port=$(free_port) || return
	{
		printf '{\n\tadmin off\n}\n'
		sed "s|^papers\.example\.org {|http://127.0.0.1:$port {|
		    s|/var/www/papers|$web/root|" "$deploy/Caddyfile"
	} >"$web/Caddyfile"
	begin caddy run --adapter caddyfile --config "$web/Caddyfile"
}

# Around it stands what a distribution may have set, and worse.
start_apache() {
	port=$(free_port) || return
	modules=/usr/lib/apache2/modules
	{
		for module in mpm_event authz_core mime dir headers rewrite \
		    setenvif deflate filter autoindex negotiation expires; do
			echo "LoadModule ${module}_module $modules/mod_$module.so"
		done
		cat <<-END
		ServerRoot $web
		PidFile $web/apache.pid
		ErrorLog $web/apache.log
		Mutex file:$web default
		Listen 127.0.0.1:$port
		ServerName 127.0.0.1
		User www-data
		Group www-data
		ServerTokens Full
		AddDefaultCharset iso-8859-1
		AddOutputFilterByType DEFLATE text/html text/css application/atom+xml application/json
		AddEncoding x-gzip .gz
		AddType text/plain .atom .rss .json .gz
		TypesConfig /dev/null
		Options +Indexes +MultiViews
		END
		sed "s|<VirtualHost \*:80>|<VirtualHost 127.0.0.1:$port>|
		    s|/var/www/papers|$web/root|" "$deploy/apache.conf"
	} >"$web/apache.conf"
	# Root's processes become www-data, who must get to the files.
	chmod 755 "$tmp" "$site"
	begin /usr/sbin/apache2 -d "$web" -f "$web/apache.conf" -DFOREGROUND
}

# same_headers: as nginx sends them
same_headers() {
	ask show <"$tmp/shown" >"$web/$name.headers" || return
	[ ! -e "$web/nginx.headers" ] ||
	    diff "$web/nginx.headers" "$web/$name.headers"
}

# server_tests NAME PROGRAM: a real server with our configuration
server_tests() {
	name=$1
	if ! command -v "$2" >"$tmp/ignored"; then
		skip "a real $name" 'it is not installed'
		return
	fi
	check "$name runs with the configuration we ship" "start_$name"
	[ -n "$server" ] || return 0
	check "$name: every file is served as it should" \
	    ask served <"$tmp/names"
	echo 'index.html /' >"$tmp/line"
	check "$name: / is index.html" ask served <"$tmp/line"
	check "$name: what is refused" ask refused <"$tmp/refused"
	printf '/%s\n' all.atom all.rss all.json feeds.opml >"$tmp/line"
	check "$name: scripts may ask for news of feeds" ask leave <"$tmp/line"
	printf '/%s\n' index.html style.css >"$tmp/line"
	check "$name: a page is not for scripts" ask no_leave <"$tmp/line"
	check "$name: all headers are those of nginx" same_headers
	stop
}

server_tests nginx nginx
server_tests caddy caddy
server_tests apache /usr/sbin/apache2

done_testing

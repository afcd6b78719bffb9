# shellcheck shell=sh disable=SC2154 # from lib.sh
# A real nginx with the configuration we ship, for the tests that source this
# behind lib.sh.
#
#	start_somewhere	start nginx at $port on loopback; $server is its
#			process, and what is wrong is on standard output
#	start		the same at that port, with $web/paperfeed.conf
#	serve FOLDER	what it publishes from now on
#	stop		end it; the end of the test does, too

PATH=$PATH:/usr/local/sbin:/usr/sbin
export PATH
web=$tmp/web server=
mkdir "$web" "$tmp/none"

# Whatever happens the server ends, at the latest after this many seconds.
longest=600
stop() {
	[ -z "$server" ] && return
	kill "$server" 2>"$tmp/ignored"
	wait "$server" 2>"$tmp/ignored"
	server=
}
trap 'stop; cd / && rm -rf "$tmp"' EXIT
trap 'exit 99' PIPE

# Around what we ship stands what a distribution may have set, and worse: none
# of it may come through.  An nginx of several processes would run as somebody
# who cannot look into $tmp.
main_conf() {
	cat <<-END
	daemon off;
	master_process off;
	pid $web/pid;
	error_log $web/error.log info;
	events {
	}
	http {
	    client_body_temp_path $web/body;
	    proxy_temp_path $web/proxy;
	    fastcgi_temp_path $web/fastcgi;
	    uwsgi_temp_path $web/uwsgi;
	    scgi_temp_path $web/scgi;
	    log_format test '\$status \$request_method \$uri \$http_user_agent';
	    access_log $web/access.log test;
	    default_type text/html;
	    types { text/plain atom rss json; }
	    charset iso-8859-1;
	    charset_types *;
	    sendfile on;
	    gzip on;
	    gzip_types *;
	    gzip_min_length 1;
	    etag off;
	    if_modified_since off;
	    expires 1y;
	    autoindex on;
	    open_file_cache max=100 inactive=1h;
	    open_file_cache_valid 1h;
	    add_header X-Inherited yes always;
	    include $web/paperfeed.conf;
	}
	END
}

# adapted: the configuration we ship, at our address
adapted() {
	sed "/^	listen \[::\]:80;\$/d
	    s|^\(	listen \)80;\$|\1127.0.0.1:$port;|
	    s|^\(	server_name \)papers\.example\.org;\$|\1127.0.0.1;|
	    s|^\(	root \)/var/www/papers;\$|\1$web/root;|
	    s|https://papers\.example\.org|http://127.0.0.1:$port|" \
	    "$abs_top_srcdir/feeds/nginx.conf"
}

# serve FOLDER: from now on
serve() {
	rm -f "$web/root" && ln -s "$1" "$web/root"
}

free_port() {
	python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

# start: with $web/paperfeed.conf; it has its port once it has told its number
start() {
	main_conf >"$web/nginx.conf"
	rm -f "$web/pid"
	nginx -t -q -p "$web" -c "$web/nginx.conf" 2>"$web/stderr" || return
	timeout "$longest" nginx -p "$web" -c "$web/nginx.conf" 2>>"$web/stderr" &
	server=$!
	timeout 20 sh -c "until [ -s '$web/pid' ]; do
		kill -0 $server && sleep 0.1 || exit; done" 2>"$tmp/ignored" &&
	    return
	stop
	return 1
}

# Somebody else may take the port before the server does.
start_somewhere() {
	attempts=5
	while [ "$attempts" -gt 0 ]; do
		attempts=$((attempts - 1))
		port=$(free_port) || return
		adapted >"$web/paperfeed.conf"
		start && return
		grep -q 'Address already in use' "$web/stderr" || break
	done
	cat "$web/stderr"
	return 1
}

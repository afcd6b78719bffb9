/*
 * One exchange with a source, redirects included: no second attempt, no pause,
 * no clock but libcurl's.  Only user of libcurl, with fetch_header.c.
 */
#include "fetch.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>
#include <unistd.h>

#include <curl/curl.h>

#include "address.h"
#include "listing.h"

#define COUNT(a)    (sizeof(a) / sizeof((a)[0]))
#define REDIRECTS   5			/* that are followed */
#define HEADERS_MAX ((size_t)64 * 1024) /* bytes for one hop */
#define PHRASE_MAX  250			/* bytes of one with a URL */
#define SLOW	    100L		/* bytes/s that are too few */
#define TIMEOUT_MAX INT64_C(86400)	/* seconds */
#define SECOND	    INT64_C(1000000)	/* in libcurl's microseconds */

struct fetcher {
	CURL *easy; /* kept, with its connections */
	struct fetch_options options;
	bool was_inside; /* one may lead to a private address */
	char error[CURL_ERROR_SIZE];
};

/* A URL in its parts, which curl_free() frees. */
struct place {
	char *url; /* without credentials */
	char *scheme;
	char *host; /* NULL of a file */
	char *port;
	char *path;
	char *user; /* decoded; NULL: none */
	char *password;
};

/* A request on its way. */
struct exchange {
	struct fetcher *fetcher;
	const struct fetch_request *request;
	struct fetch_response *response;
	struct place first;  /* as configured */
	struct place here;   /* of this hop */
	const char *proxy;   /* of this hop, or NULL */
	int64_t left;	     /* microseconds */
	bool inside;	     /* private addresses are allowed */
	bool conditional;    /* this hop sends validators */
	bool kept_out;	     /* from a private address, of this hop */
	bool tried;	     /* another one */
	bool headers_end;    /* of an answer were seen */
	bool long_header;    /* more than we take */
	bool long_body;	     /* the same */
	size_t header_bytes; /* of this hop */
	size_t body_bytes;   /* the same, decoded */
};

/* Phrases of our own for diagnostics; RFC 9110, section 15, and RFC 6585. */
static const struct {
	long status;
	const char *phrase;
} phrases[] = {
	{ 201, "Created" },
	{ 202, "Accepted" },
	{ 204, "No Content" },
	{ 205, "Reset Content" },
	{ 206, "Partial Content" },
	{ 300, "Multiple Choices" },
	{ 301, "Moved Permanently" },
	{ 302, "Found" },
	{ 303, "See Other" },
	{ 307, "Temporary Redirect" },
	{ 308, "Permanent Redirect" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 402, "Payment Required" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 406, "Not Acceptable" },
	{ 407, "Proxy Authentication Required" },
	{ 408, "Request Timeout" },
	{ 409, "Conflict" },
	{ 410, "Gone: for good; change the URL in the configuration" },
	{ 412, "Precondition Failed" },
	{ 414, "URI Too Long" },
	{ 418, "I'm a teapot" },
	{ 421, "Misdirected Request" },
	{ 425, "Too Early" },
	{ 426, "Upgrade Required" },
	{ 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" },
	{ 451, "Unavailable For Legal Reasons" },
	{ 500, "Internal Server Error" },
	{ 501, "Not Implemented" },
	{ 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
	{ 504, "Gateway Timeout" },
};

/* What libcurl's errors are for us; others are trouble, in its own words. */
static const struct {
	CURLcode code;
	enum fetch_outcome outcome;
	const char *phrase;
	bool detail; /* add its own words */
} errors[] = {
	{ CURLE_UNSUPPORTED_PROTOCOL, FETCH_TROUBLE, "not an HTTP answer",
	    true },
	{ CURLE_WEIRD_SERVER_REPLY, FETCH_TROUBLE, "not an HTTP answer", true },
	{ CURLE_URL_MALFORMAT, FETCH_REFUSED, "no URL to ask", true },
	{ CURLE_COULDNT_RESOLVE_PROXY, FETCH_TROUBLE,
	    "the proxy's name is not resolved", false },
	{ CURLE_COULDNT_RESOLVE_HOST, FETCH_TROUBLE, "name not resolved",
	    false },
	{ CURLE_SSL_CONNECT_ERROR, FETCH_TROUBLE, "no TLS connection", true },
	{ CURLE_PEER_FAILED_VERIFICATION, FETCH_REFUSED,
	    "certificate not accepted", true },
	{ CURLE_SSL_ISSUER_ERROR, FETCH_REFUSED, "certificate not accepted",
	    true },
	{ CURLE_SSL_INVALIDCERTSTATUS, FETCH_REFUSED,
	    "certificate not accepted", true },
	{ CURLE_SSL_PINNEDPUBKEYNOTMATCH, FETCH_REFUSED,
	    "certificate not accepted", true },
	{ CURLE_SSL_CACERT_BADFILE, FETCH_REFUSED, "no certificates to trust",
	    true },
	{ CURLE_FILESIZE_EXCEEDED, FETCH_REFUSED, "larger than 32 MiB", false },
	{ CURLE_PARTIAL_FILE, FETCH_TROUBLE, "the body was cut off", true },
	{ CURLE_GOT_NOTHING, FETCH_TROUBLE, "closed without an answer", false },
	{ CURLE_SEND_ERROR, FETCH_TROUBLE, "connection lost", true },
	{ CURLE_RECV_ERROR, FETCH_TROUBLE, "connection lost", true },
	{ CURLE_BAD_CONTENT_ENCODING, FETCH_TROUBLE,
	    "the body is not compressed as declared", true },
	/* Also a line of a header over 100 KiB, so it does not end the program. */
	{ CURLE_OUT_OF_MEMORY, FETCH_TROUBLE, "too large for libcurl", true },
	{ CURLE_HTTP2, FETCH_TROUBLE, "broken HTTP/2", true },
	{ CURLE_HTTP2_STREAM, FETCH_TROUBLE, "broken HTTP/2", true },
};

/* Add a URL's text so that it can be printed: other bytes as %XX. */
static void
add_url(struct buf *b, const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (s[i] > ' ' && s[i] <= '~')
			buf_putc(b, s[i]);
		else
			buf_printf(b, "%%%02X", (unsigned char)s[i]);
}

/* The bytes of a URL's scheme, colon and slashes; 0 when it has none. */
static size_t
scheme_length(const char *url)
{
	size_t n = strspn(url,
	    "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

	return n > 0 && url[n] == ':' && url[n + 1] == '/' ?
	    n + 1 + strspn(url + n + 1, "/") :
	    0;
}

static bool
is_parsable(const char *url)
{
	CURLU *u = curl_url();
	bool ok;

	if (u == NULL)
		err(EX_OSERR, NULL);
	ok = curl_url_set(u, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) ==
	    CURLUE_OK;
	curl_url_cleanup(u);
	return ok;
}

/*
 * Add a URL without the name and the password in it (RFC 3986, section 3.2.1),
 * fit to be printed.  Of a text that is no URL, or of one without a scheme,
 * all goes up to the last "@": a password may have any bytes in it.
 */
void
fetch_url_without_credentials(struct buf *b, const char *url)
{
	size_t scheme = scheme_length(url), i, end;
	const char *rest = url + scheme;

	end = scheme > 0 && is_parsable(url) ? strcspn(rest, "/?#") :
					       strlen(rest);
	for (i = end; i > 0 && rest[i - 1] != '@'; i--)
		continue;
	add_url(b, url, scheme);
	add_url(b, rest + i, strlen(rest + i));
}

static char *
part(CURLU *u, CURLUPart what, unsigned int flags)
{
	char *s = NULL;

	if (curl_url_get(u, what, &s, flags) == CURLUE_OUT_OF_MEMORY)
		err(EX_OSERR, NULL);
	return s;
}

static void
place_free(struct place *p)
{
	curl_free(p->url);
	curl_free(p->scheme);
	curl_free(p->host);
	curl_free(p->port);
	curl_free(p->path);
	curl_free(p->user);
	curl_free(p->password);
	*p = (struct place){ 0 };
}

/* Parse a URL; place_free() frees it in any case.  Return 0, or -1. */
static int
place_parse(struct place *p, const char *url)
{
	CURLU *u = curl_url();
	int ok = -1;

	*p = (struct place){ 0 };
	if (u == NULL)
		err(EX_OSERR, NULL);
	if (curl_url_set(u, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) !=
	    CURLUE_OK)
		goto out;
	p->scheme = part(u, CURLUPART_SCHEME, 0);
	p->host = part(u, CURLUPART_HOST, 0);
	p->port = part(u, CURLUPART_PORT, CURLU_DEFAULT_PORT);
	p->path = part(u, CURLUPART_PATH, CURLU_URLDECODE);
	p->user = part(u, CURLUPART_USER, CURLU_URLDECODE);
	p->password = part(u, CURLUPART_PASSWORD, CURLU_URLDECODE);
	if (curl_url_set(u, CURLUPART_USER, NULL, 0) != CURLUE_OK ||
	    curl_url_set(u, CURLUPART_PASSWORD, NULL, 0) != CURLUE_OK ||
	    curl_url_set(u, CURLUPART_OPTIONS, NULL, 0) != CURLUE_OK ||
	    curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) != CURLUE_OK)
		goto out;
	p->url = part(u, CURLUPART_URL, 0);
	if (p->scheme != NULL && p->url != NULL)
		ok = 0;
out:
	curl_url_cleanup(u);
	return ok;
}

static bool
is_scheme(const struct place *p, const char *scheme)
{
	return strcasecmp(p->scheme, scheme) == 0;
}

static bool
is_web(const struct place *p)
{
	return p->host != NULL && p->port != NULL &&
	    (is_scheme(p, "https") || is_scheme(p, "http"));
}

/* Whether two places have the same origin (RFC 6454, section 5). */
static bool
is_same_origin(const struct place *a, const struct place *b)
{
	return is_scheme(a, b->scheme) && strcasecmp(a->host, b->host) == 0 &&
	    strcmp(a->port, b->port) == 0;
}

static char *
copy(const char *s)
{
	char *copied;

	if (s == NULL || *s == '\0')
		return NULL;
	if ((copied = strdup(s)) == NULL)
		err(EX_OSERR, NULL);
	return copied;
}

/* An option that libcurl always has. */
static void
require(CURLcode code)
{
	if (code == CURLE_OUT_OF_MEMORY)
		err(EX_OSERR, NULL);
	if (code != CURLE_OK)
		errx(EX_SOFTWARE, "libcurl: %s", curl_easy_strerror(code));
}

#define SET(f, option, value) \
	require(curl_easy_setopt((f)->easy, option, value))

/* One field of a header; the first of validators counts. */
static void
read_field(struct exchange *x, const char *name, const char *value)
{
	struct fetch_response *r = x->response;
	int64_t wait;

	if (strcasecmp(name, "ETag") == 0) {
		if (r->etag.length == 0 && fetch_header_is_etag(value))
			buf_puts(&r->etag, value);
	} else if (strcasecmp(name, "Last-Modified") == 0) {
		if (r->modified.length == 0 && fetch_header_is_date(value))
			buf_puts(&r->modified, value);
	} else if (strcasecmp(name, "Retry-After") == 0) {
		wait = fetch_header_retry_after(value, x->request->now);
		if (wait > r->retry_after)
			r->retry_after = wait;
	} else if (strcasecmp(name, "RateLimit") == 0) {
		fetch_header_rate_limit(value, &r->limit);
	} else if (strcasecmp(name, "RateLimit-Policy") == 0) {
		fetch_header_rate_policy(value, &r->limit);
	} else if (strcasecmp(name, "Content-Type") == 0) {
		if (r->charset.length == 0)
			fetch_header_charset(&r->charset, value);
	}
}

/* Forget what an answer's header said. */
static void
clear_header(struct fetch_response *r)
{
	buf_clear(&r->etag);
	buf_clear(&r->modified);
	buf_clear(&r->charset);
	r->retry_after = -1;
	r->limit = (struct rate_limit){ -1, -1, -1, -1 };
}

/* A line of a header, without its end; not of a trailer behind the body. */
static void
read_line(struct exchange *x, char *line)
{
	char *colon, *value;

	if (strncasecmp(line, "HTTP/", 5) == 0 && x->body_bytes == 0) {
		clear_header(x->response);
		x->headers_end = false;
		return;
	}
	if (*line == '\0')
		x->headers_end = true;
	if (x->headers_end || (colon = strchr(line, ':')) == NULL)
		return;
	*colon = '\0';
	value = colon + 1;
	read_field(x, line, value + strspn(value, " \t"));
}

/*
 * CURLOPT_HEADERFUNCTION: a whole line, of any of the answers of a hop, which
 * may be informational ones before the one that counts.
 */
static size_t
take_header(char *data, size_t size, size_t n, void *closure)
{
	struct exchange *x = closure;
	size_t end = n;
	char *line;

	(void)size; /* is 1 */
	if (n > HEADERS_MAX - x->header_bytes) {
		x->long_header = true;
		return 0;
	}
	x->header_bytes += n;
	while (end > 0 && strchr("\r\n\t ", data[end - 1]) != NULL)
		end--;
	if (memchr(data, '\0', end) != NULL)
		return n;
	if ((line = strndup(data, end)) == NULL)
		err(EX_OSERR, NULL);
	read_line(x, line);
	free(line);
	return n;
}

/*
 * CURLOPT_WRITEFUNCTION: decoded bytes of the body.  They are counted here as
 * CURLOPT_MAXFILESIZE only knows those on the wire.
 */
static size_t
take_body(char *data, size_t size, size_t n, void *closure)
{
	struct exchange *x = closure;
	long status = 0;

	(void)size; /* is 1 */
	if (n > LISTING_MAX - x->body_bytes) {
		x->long_body = true;
		return 0;
	}
	x->body_bytes += n;
	curl_easy_getinfo(x->fetcher->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status == 200 || status == 203)
		buf_add(&x->response->body, data, n);
	return n;
}

/*
 * CURLOPT_OPENSOCKETFUNCTION: no connection to a private address, whatever a
 * name leads to; but where a proxy stands is the operator's business, and
 * where it connects is the proxy's.
 */
static curl_socket_t
open_socket(void *closure, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct exchange *x = closure;

	(void)purpose;
	if (x->proxy == NULL && address_is_private(&a->addr)) {
		if (!x->inside) {
			x->kept_out = true;
			return CURL_SOCKET_BAD;
		}
		x->fetcher->was_inside = true;
	}
	x->tried = true;
	return socket(a->family, a->socktype, a->protocol);
}

/*
 * Return a fetcher for the requests of a run, which keeps its connections for
 * the next ones and a copy of the options; fetch_close() frees it.  Proxies
 * are those of the options, never of the environment.
 */
struct fetcher *
fetch_open(const struct fetch_options *options)
{
	struct fetcher *f = calloc(1, sizeof(*f));

	if (f == NULL)
		err(EX_OSERR, NULL);
	require(curl_global_init(CURL_GLOBAL_DEFAULT));
	if ((f->easy = curl_easy_init()) == NULL)
		err(EX_OSERR, NULL);
	f->options.http_proxy = copy(options->http_proxy);
	f->options.https_proxy = copy(options->https_proxy);
	f->options.no_proxy = copy(options->no_proxy);
	SET(f, CURLOPT_ERRORBUFFER, f->error);
	SET(f, CURLOPT_NOSIGNAL, 1L);
	SET(f, CURLOPT_FOLLOWLOCATION, 0L);
	SET(f, CURLOPT_USERAGENT, options->user_agent);
	SET(f, CURLOPT_ACCEPT_ENCODING, "");
	SET(f, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	SET(f, CURLOPT_NOPROXY, "");
	SET(f, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	SET(f, CURLOPT_LOW_SPEED_LIMIT, SLOW);
	SET(f, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)LISTING_MAX);
	SET(f, CURLOPT_HEADERFUNCTION, take_header);
	SET(f, CURLOPT_WRITEFUNCTION, take_body);
	SET(f, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	/* What a libcurl without TLS or HTTP/2 does not know. */
	curl_easy_setopt(f->easy, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(f->easy, CURLOPT_SSLVERSION,
	    (long)CURL_SSLVERSION_TLSv1_2);
	if (options->ca_file != NULL) {
		curl_easy_setopt(f->easy, CURLOPT_CAPATH, NULL);
		curl_easy_setopt(f->easy, CURLOPT_PROXY_CAPATH, NULL);
		curl_easy_setopt(f->easy, CURLOPT_PROXY_CAINFO,
		    options->ca_file);
		SET(f, CURLOPT_CAINFO, options->ca_file);
	}
	return f;
}

/*
 * No write to a connection that the other side has closed may end the program:
 * libcurl leaves that to us under CURLOPT_NOSIGNAL.
 */
static void
ignore_pipe(struct sigaction *old)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, old);
}

/* Close the connections and free a fetcher, or nothing for NULL. */
void
fetch_close(struct fetcher *f)
{
	struct sigaction old;

	if (f == NULL)
		return;
	ignore_pipe(&old);
	curl_easy_cleanup(f->easy);
	curl_global_cleanup();
	sigaction(SIGPIPE, &old, NULL);
	free((char *)f->options.http_proxy);
	free((char *)f->options.https_proxy);
	free((char *)f->options.no_proxy);
	free(f);
}

/*
 * Whether a host is to be asked without a proxy: the list has a "*", or it or
 * a domain above it, with or without a dot before, parted by commas or blanks.
 * It is read here and not by libcurl, which does not say what it decided.
 */
static bool
is_without_proxy(const char *list, const char *host)
{
	size_t length = strlen(host), n;

	for (; *list != '\0'; list += n) {
		list += strspn(list, ", \t.");
		n = strcspn(list, ", \t");
		if (n == 1 && *list == '*')
			return true;
		if (n == 0 || n > length ||
		    strncasecmp(host + length - n, list, n) != 0)
			continue;
		if (n == length || host[length - n - 1] == '.' ||
		    (*host == '[' && n == length - 1))
			return true;
	}
	return false;
}

/* The proxy of a place, or NULL. */
static const char *
find_proxy(const struct fetch_options *o, const struct place *p)
{
	if (o->no_proxy != NULL && is_without_proxy(o->no_proxy, p->host))
		return NULL;
	return is_scheme(p, "https") ? o->https_proxy : o->http_proxy;
}

/* Seconds that a whole request may take. */
static int64_t
whole(const struct exchange *x)
{
	int64_t timeout = x->request->timeout;

	if (timeout < 1)
		return 1;
	return timeout < TIMEOUT_MAX ? timeout : TIMEOUT_MAX;
}

/* Seconds to connect, and of silence. */
static long
quarter(const struct exchange *x)
{
	return whole(x) < 4 ? 1 : (long)(whole(x) / 4);
}

static struct curl_slist *
add_header(struct curl_slist *list, const char *name, const char *value)
{
	struct curl_slist *longer;
	struct buf line = { 0 };

	buf_printf(&line, "%s: %s", name, value);
	if ((longer = curl_slist_append(list, line.data)) == NULL)
		err(EX_OSERR, NULL);
	buf_free(&line);
	return longer;
}

/*
 * The validators, byte for byte as they came (RFC 9110, section 13.1); those
 * that could not have come are left out.
 */
static struct curl_slist *
make_headers(const struct fetch_request *r)
{
	struct curl_slist *list = NULL;

	if (r->etag != NULL && fetch_header_is_etag(r->etag))
		list = add_header(list, "If-None-Match", r->etag);
	if (r->modified != NULL && fetch_header_is_date(r->modified))
		list = add_header(list, "If-Modified-Since", r->modified);
	return list;
}

/*
 * Set what differs from hop to hop.  Credentials and validators are for the
 * origin that was configured and for no other.  A connection that was once
 * opened to a private address does not serve who may not have one.
 */
static void
prepare(struct exchange *x, struct curl_slist *headers)
{
	bool home = is_same_origin(&x->first, &x->here);
	struct fetcher *f = x->fetcher;

	SET(f, CURLOPT_URL, x->here.url);
	SET(f, CURLOPT_USERNAME, home ? x->first.user : NULL);
	SET(f, CURLOPT_PASSWORD, home ? x->first.password : NULL);
	SET(f, CURLOPT_HTTPHEADER, headers);
	SET(f, CURLOPT_PROXY, x->proxy == NULL ? "" : x->proxy);
	SET(f, CURLOPT_FRESH_CONNECT,
	    (long)(f->was_inside && !x->inside && x->proxy == NULL));
	SET(f, CURLOPT_TIMEOUT_MS, (long)(x->left / 1000) + 1);
	SET(f, CURLOPT_CONNECTTIMEOUT, quarter(x));
	SET(f, CURLOPT_LOW_SPEED_TIME, quarter(x));
	SET(f, CURLOPT_HEADERDATA, x);
	SET(f, CURLOPT_WRITEDATA, x);
	SET(f, CURLOPT_OPENSOCKETDATA, x);
}

/* Ask where we are, and nowhere else. */
static CURLcode
ask(struct exchange *x)
{
	struct fetch_response *r = x->response;
	struct fetcher *f = x->fetcher;
	struct curl_slist *headers = NULL;
	struct sigaction old;
	curl_off_t taken = 0;
	CURLcode code;

	clear_header(r);
	buf_clear(&r->url);
	fetch_url_without_credentials(&r->url, x->here.url);
	x->header_bytes = x->body_bytes = 0;
	x->headers_end = x->kept_out = x->tried = false;
	x->proxy = find_proxy(&f->options, &x->here);
	if (is_same_origin(&x->first, &x->here))
		headers = make_headers(x->request);
	x->conditional = headers != NULL;
	prepare(x, headers);
	f->error[0] = '\0';
	ignore_pipe(&old);
	r->requests++;
	code = curl_easy_perform(f->easy);
	sigaction(SIGPIPE, &old, NULL);
	curl_slist_free_all(headers);
	curl_easy_getinfo(f->easy, CURLINFO_RESPONSE_CODE, &r->status);
	curl_easy_getinfo(f->easy, CURLINFO_TOTAL_TIME_T, &taken);
	x->left -= taken;
	return code;
}

/* Say why a time-out came. */
static void
explain_timeout(struct exchange *x)
{
	CURL *easy = x->fetcher->easy;
	struct buf *why = &x->response->why;
	curl_off_t sent = 0, answered = 0;

	curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
	curl_easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME_T, &answered);
	if (x->left <= 0)
		buf_printf(why, "not done within %lld s", (long long)whole(x));
	else if (sent == 0)
		buf_printf(why, "cannot connect within %ld s", quarter(x));
	else if (answered == 0)
		buf_printf(why, "no answer within %ld s", quarter(x));
	else
		buf_printf(why, "slower than %ld bytes/s for %ld s", SLOW,
		    quarter(x));
}

/* Say what libcurl's error means. */
static enum fetch_outcome
explain_error(struct exchange *x, CURLcode code)
{
	const char *words = x->fetcher->error;
	struct buf *why = &x->response->why;
	size_t i;

	if (*words == '\0')
		words = curl_easy_strerror(code);
	/* Of a proxy that it cannot parse libcurl says all of its URL. */
	if (x->proxy != NULL && strstr(words, x->proxy) != NULL)
		words = "not understood";
	for (i = 0; i < COUNT(errors); i++) {
		if (errors[i].code != code)
			continue;
		buf_puts(why, errors[i].phrase);
		if (errors[i].detail)
			buf_printf(why, ": %s", words);
		return errors[i].outcome;
	}
	buf_puts(why, words);
	return FETCH_TROUBLE;
}

static enum fetch_outcome
explain_connect(struct exchange *x)
{
	struct buf *why = &x->response->why;
	long error = 0;

	if (x->kept_out && !x->tried) {
		buf_puts(why, "the name leads to a private address");
		return FETCH_REFUSED;
	}
	curl_easy_getinfo(x->fetcher->easy, CURLINFO_OS_ERRNO, &error);
	buf_puts(why, "cannot connect");
	if (error != 0)
		buf_printf(why, ": %s", strerror((int)error));
	return FETCH_TROUBLE;
}

/* What an exchange that failed means. */
static enum fetch_outcome
judge_failure(struct exchange *x, CURLcode code)
{
	enum fetch_outcome outcome = FETCH_TROUBLE;
	struct buf *why = &x->response->why;

	if (x->long_header) {
		buf_puts(why, "a header larger than 64 KiB");
		return FETCH_TROUBLE;
	}
	if (x->long_body)
		code = CURLE_FILESIZE_EXCEEDED;
	if (code == CURLE_OPERATION_TIMEDOUT)
		explain_timeout(x);
	else if (code == CURLE_COULDNT_CONNECT)
		outcome = explain_connect(x);
	else
		outcome = explain_error(x, code);
	if (x->proxy != NULL) {
		buf_puts(why, " (proxy ");
		fetch_url_without_credentials(why, x->proxy);
		buf_putc(why, ')');
	}
	return outcome;
}

static void
explain_status(struct buf *why, long status)
{
	size_t i;

	buf_printf(why, "HTTP %ld", status);
	for (i = 0; i < COUNT(phrases); i++)
		if (phrases[i].status == status)
			buf_printf(why, " %s", phrases[i].phrase);
}

/* What a status means (RFC 9110, section 15). */
static enum fetch_outcome
judge_status(struct exchange *x)
{
	struct fetch_response *r = x->response;

	if (r->status == 200 || r->status == 203)
		return FETCH_OK;
	if (r->status == 304 && x->conditional)
		return FETCH_NOT_MODIFIED;
	if (r->status == 304) {
		buf_puts(&r->why,
		    "304 Not Modified, though nothing was known of it");
		return FETCH_TROUBLE;
	}
	explain_status(&r->why, r->status);
	switch (r->status) {
	case 404:
		return FETCH_MISSING;
	case 408:
	case 425:
		return FETCH_TROUBLE;
	case 429:
		return FETCH_WAIT;
	case 503:
		return r->retry_after == -1 ? FETCH_TROUBLE : FETCH_WAIT;
	default:
		return r->status >= 300 && r->status < 500 ? FETCH_REFUSED :
							     FETCH_TROUBLE;
	}
}

/* Where an answer sends us; libcurl's, as long as it asks nothing else. */
static const char *
find_redirect(const struct exchange *x)
{
	char *url = NULL;

	switch (x->response->status) {
	case 301:
	case 302:
	case 303:
	case 307:
	case 308:
		curl_easy_getinfo(x->fetcher->easy, CURLINFO_REDIRECT_URL,
		    &url);
		return url;
	default:
		return NULL;
	}
}

/* Add what is wrong with a redirect, whose URL can be as long as a header. */
static void
explain_redirect(struct buf *why, const char *what, const char *url)
{
	struct buf clean = { 0 };

	buf_puts(&clean, what);
	fetch_url_without_credentials(&clean, url);
	buf_printf(why, "%.*s", PHRASE_MAX, clean.data);
	buf_free(&clean);
}

/*
 * Go where a redirect leads: to https, or to http from http; and to a private
 * host only when the one that was configured is such, however often the other
 * hops left it.  Return 0, or -1 after saying why not.
 */
static int
move(struct exchange *x, const char *url)
{
	const char *refused = NULL;
	struct place next;

	if (place_parse(&next, url) == -1 || !is_web(&next))
		refused = "redirect to neither https nor http: ";
	else if (is_scheme(&x->here, "https") && !is_scheme(&next, "https"))
		refused = "redirect from https to ";
	else if (!x->inside && address_is_private_host(next.host))
		refused = "redirect to a private host: ";
	if (refused != NULL) {
		explain_redirect(&x->response->why, refused, url);
		place_free(&next);
		return -1;
	}
	place_free(&x->here);
	x->here = next;
	return 0;
}

/* Ask, and again where the answer sends us. */
static enum fetch_outcome
follow(struct exchange *x)
{
	struct fetch_response *r = x->response;
	const char *url;
	CURLcode code;
	int hop;

	for (hop = 0;; hop++) {
		code = ask(x);
		/* An error is one, whatever became of its body. */
		if (code != CURLE_OK && !(x->headers_end && r->status >= 400))
			return judge_failure(x, code);
		if ((url = find_redirect(x)) == NULL)
			return judge_status(x);
		if (hop == REDIRECTS) {
			explain_redirect(&r->why,
			    "more than 5 redirects, the last to ", url);
			return FETCH_REFUSED;
		}
		if (move(x, url) == -1)
			return FETCH_REFUSED;
		if (x->left <= 0) {
			explain_timeout(x);
			return FETCH_TROUBLE;
		}
	}
}

/* Read an open file. */
static enum fetch_outcome
read_regular(int fd, struct fetch_response *r)
{
	struct stat st;

	if (fstat(fd, &st) == -1 ||
	    (S_ISREG(st.st_mode) && buf_read_fd(&r->body, fd) == -1)) {
		buf_printf(&r->why, "cannot read: %s", strerror(errno));
		return FETCH_TROUBLE;
	}
	if (!S_ISREG(st.st_mode)) {
		buf_puts(&r->why, "not a regular file");
		return FETCH_REFUSED;
	}
	if (r->body.full) {
		buf_puts(&r->why, "larger than 32 MiB");
		return FETCH_REFUSED;
	}
	return FETCH_OK;
}

/*
 * Read a file (RFC 8089).  libcurl has its own ways with folders and pipes,
 * which differ by its version.
 */
static enum fetch_outcome
read_file(struct exchange *x)
{
	struct fetch_response *r = x->response;
	enum fetch_outcome outcome;
	int fd, error;

	fetch_url_without_credentials(&r->url, x->first.url);
	fd = open(x->first.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd == -1) {
		error = errno;
		buf_printf(&r->why, "cannot open: %s", strerror(error));
		if (error == ENOENT || error == ENOTDIR)
			return FETCH_MISSING;
		return error == EACCES || error == ELOOP ? FETCH_REFUSED :
							   FETCH_TROUBLE;
	}
	outcome = read_regular(fd, r);
	close(fd);
	return outcome;
}

/* Empty a response, which may have been used. */
static void
clear_response(struct fetch_response *r)
{
	clear_header(r);
	r->status = 0;
	r->requests = 0;
	r->body.max = LISTING_MAX;
	buf_clear(&r->body);
	buf_clear(&r->url);
	buf_clear(&r->why);
}

/* Make a phrase printable, as some of it can come from outside. */
static void
clean_phrase(struct buf *why)
{
	size_t i;

	for (i = 0; i < why->length; i++)
		if (why->data[i] < ' ' || why->data[i] > '~')
			why->data[i] = '?';
}

static enum fetch_outcome
get(struct exchange *x)
{
	struct buf *why = &x->response->why;
	const char *url = x->request->url;

	if (place_parse(&x->first, url) == -1) {
		buf_puts(why, "not a URL");
		return FETCH_REFUSED;
	}
	if (is_scheme(&x->first, "file") && x->first.path != NULL)
		return read_file(x);
	if (!is_web(&x->first) || place_parse(&x->here, url) == -1) {
		buf_puts(why, "neither an https, http nor file URL");
		return FETCH_REFUSED;
	}
	x->inside = address_is_private_host(x->first.host);
	x->left = whole(x) * SECOND;
	return follow(x);
}

/*
 * Ask for a URL once, following at most five redirects.  What came is in the
 * response, which was { 0 } or has served another request, and which
 * fetch_response_free() frees; the body only when the outcome is FETCH_OK.
 * That is returned as well.
 */
enum fetch_outcome
fetch_get(struct fetcher *f, const struct fetch_request *request,
    struct fetch_response *response)
{
	struct exchange x = { .fetcher = f,
		.request = request,
		.response = response };

	clear_response(response);
	response->outcome = get(&x);
	if (response->outcome != FETCH_OK)
		buf_clear(&response->body);
	clean_phrase(&response->why);
	place_free(&x.first);
	place_free(&x.here);
	return response->outcome;
}

/* Free what a response has; it can serve another request afterwards. */
void
fetch_response_free(struct fetch_response *r)
{
	buf_free(&r->body);
	buf_free(&r->url);
	buf_free(&r->etag);
	buf_free(&r->modified);
	buf_free(&r->charset);
	buf_free(&r->why);
}

/*
 * One exchange with a source, redirects included: no second attempt, no pause,
 * no clock but libcurl's.
 */
#include "fetch/fetch.h"

#include <sys/socket.h>
#include <err.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/libcurl.h"
#include "base/private_host.h"
#include "fetch/fetch_exchange.h"

#define REDIRECTS  5		    /* that are followed */
#define PHRASE_MAX 250		    /* bytes of one with a URL */
#define SECOND	   INT64_C(1000000) /* in libcurl's microseconds */

/* An option that libcurl always has. */
static void
require(CURLcode code)
{
	if (code == CURLE_OUT_OF_MEMORY)
		err(EX_OSERR, NULL);
	if (code != CURLE_OK)
		errx(EX_SOFTWARE, "libcurl: %s",
		    libcurl()->easy_strerror(code));
}

#define SET(f, option, value) \
	require(libcurl()->easy_setopt((f)->easy, option, value))

/*
 * CURLOPT_OPENSOCKETFUNCTION: open no connection to a private address, whatever
 * a name resolves to.  A proxy's address is the operator's choice, and the
 * addresses that a proxy connects to are the proxy's.
 */
static curl_socket_t
open_socket(void *closure, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct exchange *x = closure;

	(void)purpose;
	if (x->proxy == NULL && private_host_is_address(&a->addr)) {
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
 * Return a fetcher for the requests of a run; fetch_close() frees it.  It keeps
 * its connections for the next requests.  The texts of the options must outlast
 * it, except the User-Agent.  Proxies come from the options, never from the
 * environment.
 */
struct fetcher *
fetch_open(const struct fetch_options *options)
{
	struct fetcher *f = calloc(1, sizeof(*f));

	if (f == NULL)
		err(EX_OSERR, NULL);
	require(libcurl()->global_init(CURL_GLOBAL_DEFAULT));
	if ((f->easy = libcurl()->easy_init()) == NULL)
		err(EX_OSERR, NULL);
	f->options = *options;
	SET(f, CURLOPT_ERRORBUFFER, f->error);
	SET(f, CURLOPT_NOSIGNAL, 1L);
	SET(f, CURLOPT_FOLLOWLOCATION, 0L);
	SET(f, CURLOPT_USERAGENT, options->user_agent);
	SET(f, CURLOPT_ACCEPT_ENCODING, "");
	SET(f, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	SET(f, CURLOPT_NOPROXY, "");
	SET(f, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	SET(f, CURLOPT_LOW_SPEED_LIMIT, FETCH_SLOW);
	SET(f, CURLOPT_HEADERFUNCTION, fetch_take_header);
	SET(f, CURLOPT_WRITEFUNCTION, fetch_take_body);
	SET(f, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	/* A libcurl without TLS or HTTP/2 does not know these options. */
	libcurl()->easy_setopt(f->easy, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_2TLS);
	libcurl()->easy_setopt(f->easy, CURLOPT_SSLVERSION,
	    (long)CURL_SSLVERSION_TLSv1_2);
	if (options->ca_file != NULL) {
		libcurl()->easy_setopt(f->easy, CURLOPT_CAPATH, NULL);
		libcurl()->easy_setopt(f->easy, CURLOPT_PROXY_CAPATH, NULL);
		libcurl()->easy_setopt(f->easy, CURLOPT_PROXY_CAINFO,
		    options->ca_file);
		SET(f, CURLOPT_CAINFO, options->ca_file);
	}
	return f;
}

/*
 * Ignore SIGPIPE, so that a write to a connection that the other side closed
 * does not end the program.  With CURLOPT_NOSIGNAL libcurl leaves that to us.
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
	libcurl()->easy_cleanup(f->easy);
	libcurl()->global_cleanup();
	sigaction(SIGPIPE, &old, NULL);
	free(f);
}

/*
 * Should a host be asked without a proxy?  The list has names separated by
 * commas or blanks: "*", the host, or a domain above it, with or without a
 * leading dot. It is read here because libcurl does not say what it decided.
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
find_proxy(const struct fetch_options *o, const struct url_parts *p)
{
	if (o->no_proxy != NULL && is_without_proxy(o->no_proxy, p->host))
		return NULL;
	return url_has_scheme(p, "https") ? o->https_proxy : o->http_proxy;
}

static struct curl_slist *
add_header(struct curl_slist *list, const char *name, const char *value)
{
	struct curl_slist *longer;
	struct buf line = { 0 };

	buf_printf(&line, "%s: %s", name, value);
	if ((longer = libcurl()->slist_append(list, line.data)) == NULL)
		err(EX_OSERR, NULL);
	buf_free(&line);
	return longer;
}

/*
 * Add the validators, byte for byte as they came (RFC 9110, section 13.1).  A
 * value that no header can have is left out.  A form does not wait for a
 * "100 Continue", which some libcurls ask for.
 */
static struct curl_slist *
make_headers(const struct fetch_request *r)
{
	struct curl_slist *list = NULL;

	if (r->form != NULL)
		return add_header(list, "Expect", "");
	if (r->etag != NULL && fetch_header_is_etag(r->etag))
		list = add_header(list, "If-None-Match", r->etag);
	if (r->modified != NULL && fetch_header_is_date(r->modified))
		list = add_header(list, "If-Modified-Since", r->modified);
	return list;
}

/*
 * Set the method: GET, or POST of a form, which must last as long as the
 * request.  A POST's answer may have any length, because it is not read.
 */
static void
set_method(const struct exchange *x)
{
	const char *form = x->request->form;
	struct fetcher *f = x->fetcher;

	SET(f, CURLOPT_HTTPGET, 1L);
	if (form != NULL)
		SET(f, CURLOPT_POSTFIELDS, form);
	SET(f, CURLOPT_MAXFILESIZE_LARGE,
	    form == NULL ? (curl_off_t)FETCH_BODY_MAX : 0);
}

/*
 * Set the options that differ from hop to hop.  Credentials and validators are
 * sent to the configured origin alone.  A hop that may not reach private
 * addresses does not use a connection that was opened to one.
 */
static void
prepare(struct exchange *x, struct curl_slist *headers)
{
	bool home = url_is_same_origin(&x->first, &x->here);
	struct fetcher *f = x->fetcher;

	SET(f, CURLOPT_URL, x->here.url);
	set_method(x);
	SET(f, CURLOPT_USERNAME, home ? x->first.user : NULL);
	SET(f, CURLOPT_PASSWORD, home ? x->first.password : NULL);
	SET(f, CURLOPT_HTTPHEADER, headers);
	SET(f, CURLOPT_PROXY, x->proxy == NULL ? "" : x->proxy);
	SET(f, CURLOPT_FRESH_CONNECT,
	    (long)(f->was_inside && !x->inside && x->proxy == NULL));
	SET(f, CURLOPT_TIMEOUT_MS, (long)(x->left / 1000) + 1);
	SET(f, CURLOPT_CONNECTTIMEOUT, fetch_quarter(x));
	/* A hub may fetch the feeds before it answers, so it may be silent. */
	SET(f, CURLOPT_LOW_SPEED_TIME,
	    x->request->form == NULL ? fetch_quarter(x) : 0L);
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

	fetch_response_clear_header(r);
	buf_clear(&r->url);
	url_add_without_credentials(&r->url, x->here.url);
	x->header_bytes = x->body_bytes = 0;
	x->headers_end = x->kept_out = x->tried = false;
	x->proxy = find_proxy(&f->options, &x->here);
	if (url_is_same_origin(&x->first, &x->here))
		headers = make_headers(x->request);
	x->conditional = headers != NULL && x->request->form == NULL;
	prepare(x, headers);
	f->error[0] = '\0';
	ignore_pipe(&old);
	r->requests++;
	code = libcurl()->easy_perform(f->easy);
	sigaction(SIGPIPE, &old, NULL);
	libcurl()->slist_free_all(headers);
	libcurl()->easy_getinfo(f->easy, CURLINFO_RESPONSE_CODE, &r->status);
	libcurl()->easy_getinfo(f->easy, CURLINFO_TOTAL_TIME_T, &taken);
	x->left -= taken;
	return code;
}

/*
 * Return the URL of a redirect, which libcurl owns until the next request, or
 * NULL.
 */
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
		libcurl()->easy_getinfo(x->fetcher->easy, CURLINFO_REDIRECT_URL,
		    &url);
		return url;
	default:
		return NULL;
	}
}

/*
 * Say what is wrong with a redirect; its URL, which can be as long as a header,
 * is cut.
 */
static void
explain_redirect(struct buf *why, const char *what, const char *url)
{
	struct buf clean = { 0 };

	buf_puts(&clean, what);
	url_add_without_credentials(&clean, url);
	buf_printf(why, "%.*s", PHRASE_MAX, clean.data);
	buf_free(&clean);
}

/*
 * Follow a redirect: to https, or from http to http; and to a private host only
 * if the configured host is private, whatever hops lie between.  Return 0, or
 * -1 with why not.
 */
static int
move(struct exchange *x, const char *url)
{
	const char *refused = NULL;
	struct url_parts next;

	if (url_parse(&next, url) == -1 || !url_is_web(&next))
		refused = "redirect to neither https nor http: ";
	else if (url_has_scheme(&x->here, "https") &&
	    !url_has_scheme(&next, "https"))
		refused = "redirect from https to ";
	else if (!x->inside && private_host_is_name(next.host))
		refused = "redirect to a private host: ";
	if (refused != NULL) {
		explain_redirect(&x->response->why, refused, url);
		url_free(&next);
		return -1;
	}
	url_free(&x->here);
	x->here = next;
	return 0;
}

/*
 * Does the header alone tell how it ended, because the body was not received?
 * It does for an HTTP error, and always for a POST, whose answer's body nobody
 * reads.
 */
static bool
is_told_by_header(const struct exchange *x)
{
	return x->headers_end &&
	    (x->response->status >= 400 || x->request->form != NULL);
}

/* Ask, and again where the answer sends us; a POST is not sent elsewhere. */
static enum fetch_outcome
follow(struct exchange *x)
{
	struct fetch_response *r = x->response;
	const char *url;
	CURLcode code;
	int hop;

	for (hop = 0;; hop++) {
		code = ask(x);
		if (code != CURLE_OK && !is_told_by_header(x))
			return fetch_judge_failure(x, code);
		if (x->request->form != NULL ||
		    (url = find_redirect(x)) == NULL)
			return fetch_judge_status(x);
		if (hop == REDIRECTS) {
			explain_redirect(&r->why,
			    "more than 5 redirects, the last to ", url);
			return FETCH_REFUSED;
		}
		if (move(x, url) == -1)
			return FETCH_REFUSED;
		if (x->left <= 0) {
			fetch_explain_timeout(x);
			return FETCH_TROUBLE;
		}
	}
}

/* Make a phrase printable, because parts of it can come from outside. */
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

	if (url_parse(&x->first, url) == -1) {
		buf_puts(why, "not a URL");
		return FETCH_REFUSED;
	}
	if (url_has_scheme(&x->first, "file") && x->first.path != NULL) {
		url_add_without_credentials(&x->response->url, x->first.url);
		return fetch_file(x->first.path, x->response);
	}
	if (!url_is_web(&x->first) || url_parse(&x->here, url) == -1) {
		buf_puts(why, "neither an https, http nor file URL");
		return FETCH_REFUSED;
	}
	x->inside = x->request->own || private_host_is_name(x->first.host);
	x->left = x->request->timeout * SECOND;
	return follow(x);
}

/*
 * Ask for a URL once, following at most five redirects.  The response starts as
 * { 0 } or has served another request; fetch_response_free() frees it.  It has
 * a body only if the outcome is FETCH_OK.  A request with a form is a POST: it
 * follows no redirect, its outcome is FETCH_OK for each status 2xx, and the body
 * of the answer is not read.  Return the outcome.
 */
enum fetch_outcome
fetch_get(struct fetcher *f, const struct fetch_request *request,
    struct fetch_response *response)
{
	struct exchange x = { .fetcher = f,
		.request = request,
		.response = response };

	fetch_response_clear(response);
	response->outcome = get(&x);
	if (response->outcome != FETCH_OK)
		buf_clear(&response->body);
	clean_phrase(&response->why);
	url_free(&x.first);
	url_free(&x.here);
	return response->outcome;
}

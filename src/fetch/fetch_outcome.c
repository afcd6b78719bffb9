/* Says how a request ended, as an outcome and a phrase. */
#include "fetch/fetch_exchange.h"

#include <string.h>

#include "base/buf.h"
#include "base/libcurl.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

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

/*
 * Our outcomes and phrases for libcurl's errors, with or without its own words.
 * Other errors are FETCH_TROUBLE, in libcurl's words.
 */
static const struct {
	CURLcode code;
	enum fetch_outcome outcome;
	const char *format;
} errors[] = {
	{ CURLE_UNSUPPORTED_PROTOCOL, FETCH_TROUBLE, "not an HTTP answer: %s" },
	{ CURLE_WEIRD_SERVER_REPLY, FETCH_TROUBLE, "not an HTTP answer: %s" },
	{ CURLE_URL_MALFORMAT, FETCH_REFUSED, "no URL to ask: %s" },
	{ CURLE_COULDNT_RESOLVE_PROXY, FETCH_TROUBLE,
	    "the proxy's name is not resolved" },
	{ CURLE_COULDNT_RESOLVE_HOST, FETCH_TROUBLE, "name not resolved" },
	{ CURLE_SSL_CONNECT_ERROR, FETCH_TROUBLE, "no TLS connection: %s" },
	{ CURLE_PEER_FAILED_VERIFICATION, FETCH_REFUSED,
	    "certificate not accepted: %s" },
	{ CURLE_SSL_CACERT_BADFILE, FETCH_REFUSED,
	    "no certificates to trust: %s" },
	{ CURLE_FILESIZE_EXCEEDED, FETCH_REFUSED, "larger than 32 MiB" },
	{ CURLE_PARTIAL_FILE, FETCH_TROUBLE, "the body was cut off: %s" },
	{ CURLE_GOT_NOTHING, FETCH_TROUBLE, "closed without an answer" },
	{ CURLE_SEND_ERROR, FETCH_TROUBLE, "connection lost: %s" },
	{ CURLE_RECV_ERROR, FETCH_TROUBLE, "connection lost: %s" },
	{ CURLE_BAD_CONTENT_ENCODING, FETCH_TROUBLE,
	    "the body is not compressed as declared: %s" },
	/*
	 * libcurl says this also of a header line over 100 KiB, so it must not
	 * end the program.
	 */
	{ CURLE_OUT_OF_MEMORY, FETCH_TROUBLE, "too large for libcurl: %s" },
	{ CURLE_HTTP2, FETCH_TROUBLE, "broken HTTP/2: %s" },
	{ CURLE_HTTP2_STREAM, FETCH_TROUBLE, "broken HTTP/2: %s" },
};

/* Seconds to connect, and of silence. */
long
fetch_quarter(const struct exchange *x)
{
	int64_t timeout = x->request->timeout;

	return timeout < 4 ? 1 : (long)(timeout / 4);
}

/* Say why a time-out came. */
void
fetch_explain_timeout(struct exchange *x)
{
	CURL *easy = x->fetcher->easy;
	struct buf *why = &x->response->why;
	curl_off_t sent = 0, answered = 0;

	libcurl()->easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
	libcurl()->easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME_T, &answered);
	if (x->left <= 0)
		buf_printf(why, "not done within %lld s",
		    (long long)x->request->timeout);
	else if (sent == 0)
		buf_printf(why, "cannot connect within %ld s",
		    fetch_quarter(x));
	else if (answered == 0)
		buf_printf(why, "no answer within %ld s", fetch_quarter(x));
	else
		buf_printf(why, "slower than %ld bytes/s for %ld s", FETCH_SLOW,
		    fetch_quarter(x));
}

/* Say what libcurl's error means. */
static enum fetch_outcome
explain_error(struct exchange *x, CURLcode code)
{
	const char *words = x->fetcher->error;
	struct buf *why = &x->response->why;
	size_t i;

	if (*words == '\0')
		words = libcurl()->easy_strerror(code);
	/*
	 * libcurl's message shows the whole URL of a proxy that it cannot
	 * parse.
	 */
	if (x->proxy != NULL && strstr(words, x->proxy) != NULL)
		words = "not understood";
	for (i = 0; i < COUNT(errors); i++) {
		if (errors[i].code != code)
			continue;
		buf_printf(why, errors[i].format, words);
		x->response->untrusted =
		    code == CURLE_PEER_FAILED_VERIFICATION ||
		    code == CURLE_SSL_CACERT_BADFILE;
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
	libcurl()->easy_getinfo(x->fetcher->easy, CURLINFO_OS_ERRNO, &error);
	buf_puts(why, "cannot connect");
	if (error != 0)
		buf_printf(why, ": %s", strerror((int)error));
	return FETCH_TROUBLE;
}

/* What an exchange that failed means. */
enum fetch_outcome
fetch_judge_failure(struct exchange *x, CURLcode code)
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
		fetch_explain_timeout(x);
	else if (code == CURLE_COULDNT_CONNECT)
		outcome = explain_connect(x);
	else
		outcome = explain_error(x, code);
	if (x->proxy != NULL) {
		buf_puts(why, " (proxy ");
		url_add_without_credentials(why, x->proxy);
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
enum fetch_outcome
fetch_judge_status(struct exchange *x)
{
	struct fetch_response *r = x->response;

	if (r->status == 200 || r->status == 203)
		return FETCH_OK;
	if (x->request->form != NULL && r->status / 100 == 2)
		return FETCH_OK;
	if (r->status == 304 && x->conditional)
		return FETCH_NOT_MODIFIED;
	if (r->status == 304) {
		buf_puts(&r->why,
		    "304 Not Modified, though nothing was known of it");
		return FETCH_TROUBLE;
	}
	explain_status(&r->why, r->status);
	if (x->request->form != NULL && r->status / 100 == 3)
		buf_puts(&r->why, ", and a POST follows no redirect");
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

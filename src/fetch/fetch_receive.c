/* Takes an answer from libcurl, line by line and piece by piece. */
#include "fetch/fetch_exchange.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/libcurl.h"

/* Read a field that says how the answer was made, and when. */
static void
read_making(struct fetch_response *r, const char *name, const char *value)
{
	if (strcasecmp(name, "Content-Encoding") == 0)
		fetch_header_token(&r->encoding, value);
	else if (strcasecmp(name, "Date") == 0)
		r->date = fetch_header_date(value);
	else if (strcasecmp(name, "Age") == 0)
		r->age = fetch_header_age(value);
}

/* Read a field of a header.  Of several validators the first counts. */
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
		if (r->type.length == 0)
			fetch_header_token(&r->type, value);
	} else {
		read_making(r, name, value);
	}
}

/*
 * Read a line of a header, without its end.  Trailers behind the body are
 * ignored.
 */
static void
read_line(struct exchange *x, char *line)
{
	char *colon, *value;

	if (strncasecmp(line, "HTTP/", 5) == 0 && x->body_bytes == 0) {
		fetch_response_clear_header(x->response);
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
 * CURLOPT_HEADERFUNCTION: take a whole line.  It may belong to an informational
 * answer before the final one.
 */
size_t
fetch_take_header(char *data, size_t size, size_t n, void *closure)
{
	struct exchange *x = closure;
	size_t end = n;
	char *line;

	(void)size; /* is 1 */
	if (n > FETCH_HEADERS_MAX - x->header_bytes) {
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
 * CURLOPT_WRITEFUNCTION: take decoded bytes of the body.  They are counted here
 * because CURLOPT_MAXFILESIZE counts the bytes on the wire.  The answer to a POST
 * ends with its header: a hub must not keep us with what nobody reads.
 */
size_t
fetch_take_body(char *data, size_t size, size_t n, void *closure)
{
	struct exchange *x = closure;
	long status = 0;

	(void)size; /* is 1 */
	if (x->request->form != NULL)
		return 0;
	if (n > FETCH_BODY_MAX - x->body_bytes) {
		x->long_body = true;
		return 0;
	}
	x->body_bytes += n;
	libcurl()->easy_getinfo(x->fetcher->easy, CURLINFO_RESPONSE_CODE,
	    &status);
	if (status == 200 || status == 203)
		buf_add(&x->response->body, data, n);
	return n;
}

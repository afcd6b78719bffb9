/*
 * Any string as the value of a header field and as a URL.  What is made of it
 * lies within its bounds, and can be printed and sent back.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/url.h"
#include "fetch/fetch_header.h"
#include "support.h"

#define CENTURY	    INT64_C(3155760000) /* seconds */
#define NUMBER_MAX  INT64_C(1000000000)
#define CHARSET_MAX 40
#define ETAG_MAX    1024

static void
check_retry_after(const char *s, int64_t now)
{
	int64_t wait = fetch_header_retry_after(s, now);

	require(wait >= -1 && wait <= CENTURY);
	/* The later one asks, the less there is to wait. */
	if (wait > 0 && now < INT64_MAX)
		require(fetch_header_retry_after(s, now + 1) <= wait);
	if (fetch_header_is_date(s))
		require(wait >= 0);
}

/* An ETag that was accepted is the same one when it comes back from the store. */
static void
check_etag(const char *s)
{
	struct buf kept = { 0 };
	size_t i;

	if (!fetch_header_is_etag(s))
		return;
	buf_puts(&kept, s);
	require(fetch_header_is_etag(kept.data) && kept.length <= ETAG_MAX);
	for (i = 0; i < kept.length; i++)
		require(kept.data[i] > ' ' && kept.data[i] < '\x7f');
	buf_free(&kept);
}

static int
is_number(int64_t n)
{
	return n >= -1 && n <= NUMBER_MAX;
}

static void
check_limits(const char *s, void read(const char *, struct rate_limit *))
{
	struct rate_limit once = { -1, -1, -1, -1 }, twice;

	read(s, &once);
	require(is_number(once.remaining) && is_number(once.reset) &&
	    is_number(once.quota) && is_number(once.window));
	/* The strictest of the same ones. */
	twice = once;
	read(s, &twice);
	require(twice.remaining == once.remaining &&
	    twice.reset == once.reset && twice.quota == once.quota &&
	    twice.window == once.window);
}

static void
check_charset(const char *s)
{
	struct buf b = { 0 };
	size_t i;

	fetch_header_charset(&b, s);
	require(b.length <= CHARSET_MAX && !b.full);
	for (i = 0; i < b.length; i++)
		require(islower((unsigned char)b.data[i]) ||
		    isdigit((unsigned char)b.data[i]) ||
		    (b.data[i] != '\0' && strchr("-_.:+", b.data[i]) != NULL));
	buf_free(&b);
}

static void
check_without_credentials(const char *s)
{
	struct buf b = { 0 };
	size_t i;

	url_add_without_credentials(&b, s);
	for (i = 0; i < b.length; i++)
		require(b.data[i] > ' ' && b.data[i] <= '~');
	buf_free(&b);
}

/* No byte of a password is left: none of its letters is elsewhere. */
static void
check_password(const char *s)
{
	struct buf url = { 0 }, b = { 0 };

	buf_puts(&url, "https://user:password");
	for (; *s != '\0'; s++)
		if (*s != '@')
			buf_putc(&url, *s);
	buf_puts(&url, "@h.t/");
	url_add_without_credentials(&b, url.data);
	require(strcmp(b.data, "https://h.t/") == 0);
	buf_free(&url);
	buf_free(&b);
}

/* Called by the fuzzer: the first bytes are an instant, the others a string. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	int64_t now = 0;
	char *s;

	if (n < sizeof(now))
		return 0;
	memcpy(&now, data, sizeof(now));
	s = take_copy(data + sizeof(now), n - sizeof(now));
	check_retry_after(s, now);
	check_retry_after(s, INT64_C(1775606400));
	check_etag(s);
	check_limits(s, fetch_header_rate_limit);
	check_limits(s, fetch_header_rate_policy);
	check_charset(s);
	check_without_credentials(s);
	check_password(s);
	free(s);
	return 0;
}

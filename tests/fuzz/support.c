/* What fuzz targets have in common. */
#include "support.h"

#include <err.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/utf8.h"
#include "listing/listing.h"

void
fail(void)
{
	abort();
}

/*
 * The linker takes these before the C library's.  To write what each bad input
 * is refused for took half of a target's time or more.
 */
void
warn(const char *format, ...)
{
	(void)format;
}

void
warnx(const char *format, ...)
{
	(void)format;
}

char *
take_copy(const uint8_t *data, size_t n)
{
	char *s = malloc(n + 1);

	require(s != NULL);
	if (n > 0)
		memcpy(s, data, n);
	s[n] = '\0';
	return s;
}

char *
take_text(const uint8_t *data, size_t n)
{
	char *s = take_copy(data, n), *nul = s;

	while ((nul = memchr(nul, '\0', (size_t)(s + n - nul))) != NULL)
		*nul = '\n';
	return s;
}

struct listing_request
any_day(void)
{
	return (struct listing_request){ .name = "fuzz",
		.asked = DATE_NONE,
		.now = date_from_ymd(2026, 5, 1) };
}

struct listing_request
one_day(void)
{
	struct listing_request request = any_day();

	request.asked = date_from_ymd(2026, 4, 8);
	return request;
}

/* Does a character do something, or is it none (XML 1.0 section 2.2, UAX 9)? */
static int
is_harmful(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xfffd ||
	    c == 0xfeff || (c >= 0xfdd0 && c <= 0xfdef) ||
	    (c & 0xfffe) == 0xfffe || (c >= 0x202a && c <= 0x202e) ||
	    (c >= 0x2066 && c <= 0x2069);
}

void
check_characters(const char *s, size_t n, const char *also)
{
	const char *end = s + n;
	size_t used;
	uint32_t c;

	for (; s < end; s += used) {
		used = 1;
		if (*s >= ' ' && (unsigned char)*s < 0x7f)
			continue;
		used = utf8_decode(s, (size_t)(end - s), &c);
		require(used > 0 && c != 0);
		require(!is_harmful(c) || c == '\n' ||
		    (c < 0x80 && strchr(also, (int)c) != NULL));
	}
}

void
check_url(const char *s, size_t n)
{
	const char *end = s + n;

	if (n > 8 && strncasecmp(s, "https://", 8) == 0)
		s += 8;
	else if (n > 7 && strncasecmp(s, "http://", 7) == 0)
		s += 7;
	else
		require(0);
	require(strchr("/?#@:", *s) == NULL);
	for (; s < end; s++)
		require(
		    *s > ' ' && *s < 0x7f && strchr("\"<>\\^`{|}", *s) == NULL);
}

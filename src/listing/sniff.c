/* Looks at a page's bytes without an HTML parser. */
#include "listing/sniff.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "listing/entity.h"

#define BLANKS " \t\n\r"

/*
 * Is it the page of trending papers?  Its JSON looks like a day's, so its title
 * decides.
 */
bool
sniff_is_trending(const char *s, size_t n)
{
	static const char start[] = "Trending Papers";
	const char *end = s + n;

	while ((s = memchr(s, '<', (size_t)(end - s))) != NULL &&
	    ((size_t)(end - s) < 6 || strncasecmp(s, "<title", 6) != 0))
		s++;
	if (s == NULL || (s = memchr(s, '>', (size_t)(end - s))) == NULL)
		return false;
	for (s++; s < end && strchr(BLANKS, *s) != NULL;)
		s++;
	return (size_t)(end - s) >= strlen(start) &&
	    memcmp(s, start, strlen(start)) == 0;
}

static size_t
without_blanks(const char *s, size_t n)
{
	while (n > 0 && strchr(BLANKS, s[n - 1]) != NULL)
		n--;
	return n;
}

/* The length without a comment at the end, or 0 if that has no start. */
static size_t
without_comment(const char *s, size_t n)
{
	for (n -= strlen("-->"); n > 0; n--) {
		if (s[n - 1] == '<' && memcmp(s + n - 1, "<!--", 4) == 0)
			return n - 1;
	}
	return 0;
}

/*
 * Does the page end with </html>, apart from blanks and comments?  If not, it
 * may have been cut: without a length from the server, libcurl takes half a
 * body for a whole one.
 */
bool
sniff_is_whole(const char *s, size_t n)
{
	n = without_blanks(s, n);
	while (n >= 3 && memcmp(s + n - 3, "-->", 3) == 0)
		n = without_blanks(s, without_comment(s, n));
	if (n == 0 || s[n - 1] != '>')
		return false;
	n = without_blanks(s, n - 1);
	return n >= 6 && strncasecmp(s + n - 6, "</html", 6) == 0;
}

/* Bytes of a reference to what is no character (XML 1.0, section 2.2), or 0. */
static size_t
bad_reference(const char *s, size_t n)
{
	uint32_t c;
	size_t length = entity_number(s, n, &c);

	if (length == 0 || c == '\t' || c == '\n' || c == '\r' ||
	    (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) ||
	    (c >= 0x10000 && c <= 0x10ffff))
		return 0;
	return length;
}

/*
 * Add a page without the bytes that libxml2 fails on: NULs and bytes that are
 * no UTF-8 are left out, and references to no character become U+FFFD, as in
 * HTML.
 */
void
sniff_copy_sound(struct buf *copy, const char *s, size_t n)
{
	const char *end = s + n, *plain = s;
	uint32_t c;
	size_t length, bad;

	while (s < end) {
		if (*s >= ' ' && *s < 0x7f && *s != '&') {
			s++;
			continue;
		}
		length = utf8_decode(s, (size_t)(end - s), &c);
		if (length == 0 || c == 0)
			bad = 1;
		else
			bad = bad_reference(s, (size_t)(end - s));
		if (bad == 0) {
			s += length;
			continue;
		}
		buf_add(copy, plain, (size_t)(s - plain));
		if (*s == '&')
			buf_puts(copy, "\xef\xbf\xbd");
		s += bad;
		plain = s;
	}
	buf_add(copy, plain, (size_t)(s - plain));
}

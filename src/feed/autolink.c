/*
 * Finds web addresses in running text, as people write them and as RFC 3986
 * appendix C advises.
 */
#include "feed/autolink.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/markup.h"
#include "base/utf8.h"
#include "paper/clean.h"

/*
 * Punctuation beyond ASCII that ends an address, although letters beyond ASCII
 * may be part of it: blanks, dashes and quotation marks (Latin-1, General
 * Punctuation), and the full stops and brackets of Chinese and Japanese.
 */
static const uint32_t marks[][2] = { { 0x80, 0xbf }, { 0x2000, 0x206f },
	{ 0x3000, 0x303f }, { 0xff00, 0xff20 } };

/*
 * Return how many bytes the character at s has if an address may hold it, or 0.
 */
static size_t
url_character(const char *s, const char *end)
{
	uint32_t c;
	size_t n;

	if ((n = utf8_decode(s, (size_t)(end - s), &c)) == 0)
		return 0;
	if (c <= ' ' || c == 0x7f)
		return 0;
	/*
	 * RFC 3986 section 2 does not allow these; the apostrophe, which it
	 * does, ends an address as well.
	 */
	if (n == 1)
		return strchr("\"'<>\\^`{|}", (int)c) == NULL;
	return utf8_is_in(c, marks, sizeof(marks) / sizeof(marks[0])) ? 0 : n;
}

/* Bytes of http:// or https:// at s, or 0. */
static size_t
scheme_length(const char *s, const char *end)
{
	static const char *const schemes[] = { "http://", "https://" };
	size_t i, n;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		n = strlen(schemes[i]);
		if ((size_t)(end - s) >= n &&
		    strncasecmp(s, schemes[i], n) == 0)
			return n;
	}
	return 0;
}

/*
 * Two addresses without a blank between them: the second is not part of the
 * first.
 */
static bool
is_next_url(const char *s, const char *end)
{
	return (s[-1] == ',' || s[-1] == ';' || s[-1] == '.') &&
	    scheme_length(s, end) > 0;
}

/*
 * Return the end of the address whose host is at s.  It ends before a closing
 * bracket that it did not open, because the text opened that.
 */
static const char *
url_end(const char *s, const char *end)
{
	size_t round = 0, square = 0, n;

	for (; s < end && (n = url_character(s, end)) > 0; s += n) {
		if ((*s == ')' && round == 0) || (*s == ']' && square == 0) ||
		    is_next_url(s, end))
			break;
		round += *s == '(';
		round -= *s == ')';
		square += *s == '[';
		square -= *s == ']';
	}
	return s;
}

/* The same without punctuation that belongs to the text, or to TeX. */
static const char *
without_punctuation(const char *s, const char *end)
{
	while (end > s && strchr(".,;:!?*$([", end[-1]) != NULL)
		end--;
	return end;
}

/*
 * Find the next scheme at or behind `from` in the text that begins at s, or
 * NULL.  Behind a letter it is the end of another scheme (xhttp, git+https).
 */
static const char *
find_scheme(const char *s, const char *from, const char *end)
{
	const char *mark, *scheme;

	for (; (mark = memchr(from, ':', (size_t)(end - from))) != NULL;
	     from = mark + 1) {
		if (end - mark < 3 || mark[1] != '/' || mark[2] != '/')
			continue;
		if (mark - from >= 5 && scheme_length(mark - 5, end) > 0)
			scheme = mark - 5;
		else if (mark - from >= 4 && scheme_length(mark - 4, end) > 0)
			scheme = mark - 4;
		else
			continue;
		if (scheme == s ||
		    (!isalnum((unsigned char)scheme[-1]) && scheme[-1] != '+'))
			return scheme;
	}
	return NULL;
}

/*
 * Is the host of an address ASCII?  If not, Chinese prose may go on right behind
 * it, and its full stop would be a dot of the host.
 */
static bool
has_plain_host(const char *address)
{
	const char *s = strstr(address, "://") + 3;

	while (
	    *s != '\0' && strchr("/?#", *s) == NULL && (unsigned char)*s < 0x80)
		s++;
	return (unsigned char)*s < 0x80;
}

/* Add what looks like an address: as a link, or as text if it is not valid. */
static void
add_url(struct buf *out, const char *s, size_t n)
{
	struct arena a = { 0 };
	const char *address = arena_copy(&a, s, n);
	const char *url =
	    has_plain_host(address) ? clean_url(&a, address) : NULL;

	if (url != NULL)
		markup_add(out, "<a href=\"%s\">", url);
	escape_text_n(out, s, n);
	if (url != NULL)
		buf_puts(out, "</a>");
	arena_free(&a);
}

/*
 * Add n bytes of plain text as HTML in which http and https addresses are
 * links, percent-encoded (clean_url()) under their text as it stands.  Each
 * byte is looked at a few times only, whatever the text.
 */
void
autolink_text(struct buf *out, const char *s, size_t n)
{
	const char *end = s + n, *from = s, *scheme, *host, *last;

	while ((scheme = find_scheme(s, from, end)) != NULL) {
		escape_text_n(out, from, (size_t)(scheme - from));
		host = scheme + scheme_length(scheme, end);
		last = without_punctuation(host, url_end(host, end));
		add_url(out, scheme, (size_t)(last - scheme));
		from = last;
	}
	escape_text_n(out, from, (size_t)(end - from));
}

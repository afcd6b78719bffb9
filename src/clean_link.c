/* What stands in URLs: identifiers of papers, and links of the source. */
#include "clean.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "buf.h"

/* In bytes. */
#define URL_MAX		2048
#define ID_MAX		64
#define ARCHIVE_MAX	16	/* of an old identifier: cond-mat.XX */

/* A copy without white space at its ends, owned by the arena. */
static const char *
trim(struct arena *a, const char *s)
{
	size_t	 n;

	s += strspn(s, " \t\r\n");
	for (n = strlen(s); n > 0 && strchr(" \t\r\n", s[n - 1]); n--)
		continue;
	return arena_copy(a, s, n);
}

/* Length of an arXiv identifier's scheme at s, without its version, or 0. */
static size_t
arxiv_length(const char *s)
{
	size_t	 n, digits;

	/* Since April 2007: 0704.0001, since 2015 with five digits. */
	if (strspn(s, "0123456789") == 4 && s[4] == '.') {
		digits = strspn(s + 5, "0123456789");
		return digits == 4 || digits == 5 ? 5 + digits : 0;
	}
	/* Before: cs/0112017, math.GT/0309136. */
	n = strspn(s, "abcdefghijklmnopqrstuvwxyz-");
	if (n > 0 && s[n] == '.' && isupper((unsigned char)s[n + 1]) &&
	    isupper((unsigned char)s[n + 2]))
		n += 3;
	if (n == 0 || n > ARCHIVE_MAX || s[n] != '/' ||
	    strspn(s + n + 1, "0123456789") != 7)
		return 0;
	return n + 1 + 7;
}

/* A version's suffix, such as v2, and nothing behind it? */
static bool
is_version(const char *s)
{
	return s[0] == 'v' && s[1] != '\0' &&
	    s[1 + strspn(s + 1, "0123456789")] == '\0';
}

/*
 * Clean an arXiv identifier (https://info.arxiv.org/help/arxiv_identifier.html):
 * without "arXiv:" and version.  Another identifier is kept if it is safe in
 * a path.  Return it, owned by the arena, or NULL if it is none.
 */
const char *
clean_id(struct arena *a, const char *s)
{
	size_t	 n;

	if (s == NULL)
		return NULL;
	s = trim(a, s);
	if (strncasecmp(s, "arxiv:", 6) == 0)
		s += 6;
	n = arxiv_length(s);
	if (n > 0 && (s[n] == '\0' || is_version(s + n)))
		return arena_copy(a, s, n);
	n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-_.");
	if (n == 0 || n > ID_MAX || s[n] != '\0' || s[0] == '.' ||
	    strstr(s, "..") != NULL)
		return NULL;
	return arena_copy(a, s, n);
}

/* Is the host of an http(s) URL there, in n bytes, and plain? */
static bool
is_host(const char *s, size_t n)
{
	size_t	 i;

	for (i = 0; i < n; i++) {
		if (!isalnum((unsigned char)s[i]) &&
		    strchr("-._:[]", s[i]) == NULL)
			return false;
	}
	return n > 0 && isalnum((unsigned char)s[0]);
}

/* Add what follows the host, percent-encoded (RFC 3986 section 2). */
static int
add_path(struct buf *url, const char *s)
{
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s <= ' ' || *s == 0x7f)
			return -1;
		if ((unsigned char)*s > 0x7f || strchr("\"<>[]\\^`{|}", *s) ||
		    (*s == '%' && (!isxdigit((unsigned char)s[1]) ||
		    !isxdigit((unsigned char)s[2]))))
			buf_printf(url, "%%%02X", (unsigned char)*s);
		else
			buf_putc(url, *s);
	}
	return 0;
}

/*
 * Clean a link of the source: an absolute http or https URL of at most 2 KiB,
 * percent-encoded.  Return it, owned by the arena, or NULL when it is none:
 * another scheme, no plain host, with blanks or controls.
 */
const char *
clean_url(struct arena *a, const char *s)
{
	struct buf	 url = { .max = URL_MAX };
	const char	*host, *path, *result = NULL;

	if (s == NULL)
		return NULL;
	s = trim(a, s);
	if (strncasecmp(s, "https://", 8) == 0)
		host = s + 8;
	else if (strncasecmp(s, "http://", 7) == 0)
		host = s + 7;
	else
		return NULL;
	path = host + strcspn(host, "/?#");
	if (!is_host(host, (size_t)(path - host)))
		return NULL;
	buf_add(&url, s, (size_t)(path - s));
	if (add_path(&url, path) == 0 && !url.full)
		result = arena_copy(a, url.data, url.length);
	buf_free(&url);
	return result;
}

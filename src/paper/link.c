/* Cleans identifiers of papers and links of the source, which stand in URLs. */
#include "paper/clean.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/url.h"
#include "paper/paper.h"

/* In bytes. */
#define URL_MAX 2048
#define ID_MAX	64

/* Return a copy without white space at its ends, owned by the arena. */
static const char *
trim(struct arena *a, const char *s)
{
	size_t n;

	s += strspn(s, " \t\r\n");
	for (n = strlen(s); n > 0 && strchr(" \t\r\n", s[n - 1]); n--)
		continue;
	return arena_copy(a, s, n);
}

/*
 * Return a copy without white space at its ends and without tabs and line ends
 * anywhere, as browsers read a URL (WHATWG URL Standard, section 4.4 "URL
 * parsing"), owned by the arena.
 */
static const char *
join_lines(struct arena *a, const char *s)
{
	char *copy = arena_copy(a, s, strlen(s)), *to = copy;

	for (s = copy; *s != '\0'; s++) {
		if (strchr("\t\r\n", *s) == NULL)
			*to++ = *s;
	}
	*to = '\0';
	return trim(a, copy);
}

/* Is it a version's suffix, for example v2, with nothing behind it? */
static bool
is_version(const char *s)
{
	return (s[0] == 'v' || s[0] == 'V') && s[1] != '\0' &&
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
	size_t n;

	if (s == NULL)
		return NULL;
	s = trim(a, s);
	if (strncasecmp(s, "arxiv:", 6) == 0)
		s += 6;
	n = paper_arxiv_length(s);
	if (n > 0 && (s[n] == '\0' || is_version(s + n)))
		return arena_copy(a, s, n);
	n = strspn(s,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-_.");
	if (n == 0 || n > ID_MAX || s[n] != '\0' || s[0] == '.' ||
	    strstr(s, "..") != NULL)
		return NULL;
	return arena_copy(a, s, n);
}

/* Is it a port with its colon, or nothing? */
static bool
is_port(const char *s, size_t n)
{
	size_t i, port = 0;

	if (n == 0)
		return true;
	for (i = 1; i < n && isdigit((unsigned char)s[i]) && i <= 5; i++)
		port = port * 10 + (size_t)(s[i] - '0');
	return s[0] == ':' && i == n && port > 0 && port <= 65535;
}

/*
 * Is it a host, with a port perhaps, in n bytes: names parted by single dots
 * or an address in brackets (RFC 3986 section 3.2.2)?  Behind it is the end or what
 * no host has.
 */
static bool
is_host(const char *s, size_t n)
{
	size_t i;

	if (s[0] == '[') {
		i = 1 + strspn(s + 1, "0123456789abcdefABCDEF:.");
		return i > 2 && s[i] == ']' && is_port(s + i + 1, n - i - 1);
	}
	if (!isalnum((unsigned char)s[0]))
		return false;
	for (i = 1; i < n && s[i] != ':'; i++) {
		if (!isalnum((unsigned char)s[i]) && s[i] != '-' &&
		    s[i] != '_' && (s[i] != '.' || s[i - 1] == '.'))
			return false;
	}
	return is_port(s + i, n - i);
}

/*
 * Add a host, with a port perhaps, in n bytes.  A name that is not ASCII is made
 * so, as browsers do.  Return false if it is no host.
 */
static bool
add_host(struct buf *url, const char *s, size_t n)
{
	size_t start = url->length, name = 0;
	bool ascii = true;

	while (name < n && s[name] != ':') {
		if ((unsigned char)s[name] > 0x7f)
			ascii = false;
		else if (!isalnum((unsigned char)s[name]) &&
		    strchr("-_.", s[name]) == NULL)
			break;
		name++;
	}
	if (ascii)
		name = 0;
	else if (!url_add_ascii_host(url, s, name))
		return false;
	buf_add(url, s + name, n - name);
	return is_host(url->data + start, url->length - start);
}

/*
 * Add the part behind the host, percent-encoded (RFC 3986 section 2).  Return
 * -1 when it has controls or a second fragment.
 */
static int
add_path(struct buf *url, const char *s)
{
	bool fragment = false;

	for (; *s != '\0'; s++) {
		if ((unsigned char)*s < ' ' || *s == 0x7f ||
		    (*s == '#' && fragment))
			return -1;
		fragment = fragment || *s == '#';
		if ((unsigned char)*s > 0x7f || strchr(" \"<>[]\\^`{|}", *s) ||
		    (*s == '%' &&
			(!isxdigit((unsigned char)s[1]) ||
			    !isxdigit((unsigned char)s[2]))))
			buf_printf(url, "%%%02X", (unsigned char)*s);
		else
			buf_putc(url, *s);
	}
	return 0;
}

/* Return the place behind the scheme, http or https, or NULL. */
static const char *
skip_scheme(const char *s)
{
	if (strncasecmp(s, "https://", 8) == 0)
		return s + 8;
	return strncasecmp(s, "http://", 7) == 0 ? s + 7 : NULL;
}

/*
 * Is it a link that needs no cleaning?  Nearly all are: a host's name, and behind
 * it only what stands in a path or a query as it is.
 */
static bool
is_clean_url(const char *s)
{
	const char *host = skip_scheme(s);
	size_t n, path;

	if (host == NULL)
		return false;
	n = strcspn(host, "/?#");
	path = strspn(host + n,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-._~/?&=+");
	return host[n + path] == '\0' && n + path <= URL_MAX - 8 &&
	    is_host(host, n);
}

/*
 * Clean a link of the source: an absolute http or https URL of at most 2 KiB,
 * percent-encoded, with its host in ASCII and without tabs and line ends.
 * Return it, owned by the arena, or NULL when it is none: another scheme, no
 * host, controls.
 */
const char *
clean_url(struct arena *a, const char *s)
{
	struct buf url = { .max = URL_MAX };
	const char *host, *path, *result = NULL;

	if (s == NULL)
		return NULL;
	if (is_clean_url(s))
		return arena_string(a, s);
	s = join_lines(a, s);
	if ((host = skip_scheme(s)) == NULL)
		return NULL;
	path = host + strcspn(host, "/?#");
	buf_add(&url, s, (size_t)(host - s));
	if (add_host(&url, host, (size_t)(path - host)) &&
	    add_path(&url, path) == 0 && !url.full)
		result = arena_copy(a, url.data, url.length);
	buf_free(&url);
	return result;
}

/* URLs: their parts, and how they may be shown. */
#include "base/url.h"

#include <err.h>
#include <locale.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/libcurl.h"
#include "base/sandbox_work.h"

/* Add a URL's text so that it can be printed, with other bytes as %XX. */
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

/*
 * Return the length of a URL's scheme, colon and slashes, or 0 if it has none.
 */
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
	CURLU *u = libcurl()->url();
	bool ok;

	if (u == NULL)
		err(EX_OSERR, NULL);
	ok = libcurl()->url_set(u, CURLUPART_URL, url,
		 CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
	libcurl()->url_cleanup(u);
	return ok;
}

/*
 * Add a URL without its name and password (RFC 3986, section 3.2.1), so that it
 * can be printed.  If the text is no URL or has no scheme, everything up to the
 * last "@" is left out, because a password may have any bytes.
 */
void
url_add_without_credentials(struct buf *b, const char *url)
{
	size_t scheme = scheme_length(url), i, end;
	const char *rest = url + scheme;

	if (scheme == 0 || !is_parsable(url))
		end = strlen(rest);
	else if (strncasecmp(url, "file:", 5) == 0)
		end = 0; /* it has none (RFC 8089, section 2) */
	else
		end = strcspn(rest, "/?#");
	for (i = end; i > 0 && rest[i - 1] != '@'; i--)
		continue;
	add_url(b, url, scheme);
	add_url(b, rest + i, strlen(rest + i));
}

/* Return a part, or NULL; *sound becomes false if it cannot be decoded. */
static char *
part(CURLU *u, CURLUPart what, unsigned int flags, bool *sound)
{
	char *s = NULL;
	CURLUcode code = libcurl()->url_get(u, what, &s, flags);

	if (code == CURLUE_OUT_OF_MEMORY)
		err(EX_OSERR, NULL);
	if (code == CURLUE_URLDECODE)
		*sound = false;
	return s;
}

static bool
set_part(CURLU *u, CURLUPart what, const char *value, unsigned int flags)
{
	CURLUcode code = libcurl()->url_set(u, what, value, flags);

	if (code == CURLUE_OUT_OF_MEMORY)
		err(EX_OSERR, NULL);
	return code == CURLUE_OK;
}

/* Free the parts of a URL, and forget them. */
void
url_free(struct url_parts *p)
{
	libcurl()->free(p->url);
	libcurl()->free(p->scheme);
	libcurl()->free(p->host);
	libcurl()->free(p->port);
	libcurl()->free(p->path);
	libcurl()->free(p->user);
	libcurl()->free(p->password);
	*p = (struct url_parts){ 0 };
}

/*
 * Take a URL apart; url_free() frees it in any case.  Return 0, or -1 if it is
 * none, or if its user, its password or the path of its file has a control
 * character in %XX.  libcurl does not decode those, and no server takes such a
 * user or password (RFC 7617, section 2).
 */
int
url_parse(struct url_parts *p, const char *url)
{
	CURLU *u = libcurl()->url();
	bool sound = true;
	int ok = -1;

	*p = (struct url_parts){ 0 };
	if (u == NULL)
		err(EX_OSERR, NULL);
	if (!set_part(u, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME))
		goto out;
	p->scheme = part(u, CURLUPART_SCHEME, 0, &sound);
	p->host = part(u, CURLUPART_HOST, 0, &sound);
	p->port = part(u, CURLUPART_PORT, CURLU_DEFAULT_PORT, &sound);
	p->path = part(u, CURLUPART_PATH, p->host == NULL ? CURLU_URLDECODE : 0,
	    &sound);
	p->user = part(u, CURLUPART_USER, CURLU_URLDECODE, &sound);
	p->password = part(u, CURLUPART_PASSWORD, CURLU_URLDECODE, &sound);
	if (!set_part(u, CURLUPART_USER, NULL, 0) ||
	    !set_part(u, CURLUPART_PASSWORD, NULL, 0) ||
	    !set_part(u, CURLUPART_OPTIONS, NULL, 0) ||
	    !set_part(u, CURLUPART_FRAGMENT, NULL, 0))
		goto out;
	p->url = part(u, CURLUPART_URL, 0, &sound);
	if (sound && p->scheme != NULL && p->url != NULL)
		ok = 0;
out:
	libcurl()->url_cleanup(u);
	return ok;
}

/* That of url_load(), which stays; a locale comes from a file. */
static locale_t loaded_locale;

static locale_t
new_locale(void)
{
	return newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

#ifdef CURLU_PUNYCODE

/*
 * Return a URL with its host in ASCII, which libcurl()->free() frees, or NULL.
 * (Asked for the host alone, libcurl 7.88 loses the memory of one.)
 */
static char *
ascii_url(CURLU *u, const char *url)
{
	/* libidn2 takes text as the locale encodes it. */
	locale_t utf8 = loaded_locale, old;
	char *ascii = NULL;

	if (utf8 == (locale_t)0) {
		sandbox_require_files();
		utf8 = new_locale();
	}
	if (utf8 == (locale_t)0)
		return NULL;
	old = uselocale(utf8);
	/* A name that is none is reported as a lack of memory by some versions. */
	if (libcurl()->url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    libcurl()->url_get(u, CURLUPART_URL, &ascii, CURLU_PUNYCODE) !=
		CURLUE_OK)
		ascii = NULL;
	uselocale(old);
	if (utf8 != loaded_locale)
		freelocale(utf8);
	return ascii;
}

#else

/* This libcurl cannot do it. */
static char *
ascii_url(CURLU *u, const char *url)
{
	(void)u;
	(void)url;
	return NULL;
}

#endif

/*
 * Add the host in n bytes of UTF-8 as domain names are looked up, in ASCII (RFC
 * 5891, section 5).  Return false, with nothing added, if it is no name or if
 * this libcurl, older than 7.88 or without libidn2, cannot do it.
 */
bool
url_add_ascii_host(struct buf *b, const char *s, size_t n)
{
	static const char scheme[] = "https://";
	struct buf url = { 0 };
	CURLU *u = libcurl()->url();
	char *ascii;
	bool found;

	if (u == NULL)
		err(EX_OSERR, NULL);
	buf_puts(&url, scheme);
	buf_add(&url, s, n);
	ascii = ascii_url(u, url.data);
	if ((found = ascii != NULL))
		buf_add(b, ascii + strlen(scheme),
		    strcspn(ascii + strlen(scheme), "/"));
	libcurl()->free(ascii);
	libcurl()->url_cleanup(u);
	buf_free(&url);
	return found;
}

/*
 * Load now what url_add_ascii_host() needs of libraries and of the system, for a
 * process that cannot do it later.
 */
void
url_load(void)
{
	static const char name[] = "\xc3\xa4.example";
	struct buf ascii = { 0 };

	if (loaded_locale == (locale_t)0)
		loaded_locale = new_locale();
	url_add_ascii_host(&ascii, name, strlen(name));
	buf_free(&ascii);
}

/* Does a URL have this scheme (RFC 3986, section 3.1)? */
bool
url_has_scheme(const struct url_parts *p, const char *scheme)
{
	return strcasecmp(p->scheme, scheme) == 0;
}

/* Whether a URL is of a web server. */
bool
url_is_web(const struct url_parts *p)
{
	return p->host != NULL && p->port != NULL &&
	    (url_has_scheme(p, "https") || url_has_scheme(p, "http"));
}

/* Do two URLs of web servers have the same origin (RFC 6454, section 5)? */
bool
url_is_same_origin(const struct url_parts *a, const struct url_parts *b)
{
	return url_has_scheme(a, b->scheme) &&
	    strcasecmp(a->host, b->host) == 0 && strcmp(a->port, b->port) == 0;
}

/*
 * Add a text as a value of a URL's query or of a form, with all but unreserved
 * bytes as %XX (RFC 3986, section 2).
 */
void
url_add_encoded(struct buf *b, const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

	for (; *s != '\0'; s++) {
		if (strchr(plain, *s) != NULL)
			buf_putc(b, *s);
		else
			buf_printf(b, "%%%02X", (unsigned char)*s);
	}
}

/* A strict look at a mail that the program wrote. */
#include "check_mail.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "check_html.h"
#include "support.h"

#define LINE_MAX_BYTES 998 /* RFC 5322, section 2.1.1 */
#define BODY_LINE_MAX  76  /* RFC 2045, section 6.7 */
#define WORD_MAX_BYTES 75  /* RFC 2047, section 2 */

static const char boundary[] = "--=_paperfeed";

/* The headers in their order; those that a mail may lack are marked. */
static const struct {
	const char *name;
	bool optional;
} headers[] = {
	{ "From", false },
	{ "To", false },
	{ "Subject", false },
	{ "Date", false },
	{ "Message-ID", false },
	{ "Auto-Submitted", false },
	{ "List-Id", true },
	{ "List-Archive", false },
	{ "List-Unsubscribe", true },
	{ "User-Agent", false },
	{ "MIME-Version", false },
	{ "Content-Type", false },
};

/* What is left of a message. */
struct reader {
	const char *at, *end;
};

/* A line without its line feed. */
struct line {
	const char *s;
	size_t n;
};

static struct line
take_line(struct reader *r)
{
	struct line l = { r->at, 0 };
	const char *feed = memchr(r->at, '\n', (size_t)(r->end - r->at));
	size_t i;

	require(feed != NULL);
	l.n = (size_t)(feed - l.s);
	require(l.n <= LINE_MAX_BYTES);
	for (i = 0; i < l.n; i++)
		require(l.s[i] >= ' ' && l.s[i] <= '~');
	r->at = feed + 1;
	return l;
}

static bool
is(struct line l, const char *text)
{
	return l.n == strlen(text) && memcmp(l.s, text, l.n) == 0;
}

/* Is a line the beginning of a header with this name? */
static bool
has_name(struct line l, const char *name)
{
	size_t n = strlen(name);

	return l.n > n + 2 && memcmp(l.s, name, n) == 0 && l.s[n] == ':' &&
	    l.s[n + 1] == ' ';
}

/* Each word that looks encoded is so, and is no longer than it may be. */
static void
check_words(struct line l)
{
	const char *s = l.s, *end = l.s + l.n, *word;
	size_t n;

	while (s < end) {
		for (word = s; s < end && *s != ' '; s++)
			continue;
		n = (size_t)(s - word);
		if (n >= 2 && memcmp(word, "=?", 2) == 0) {
			require(n > 12 && n <= WORD_MAX_BYTES && l.n <= 76);
			require(memcmp(word, "=?UTF-8?Q?", 10) == 0);
			require(memcmp(s - 2, "?=", 2) == 0);
			require(strcspn(word + 10, "?") == n - 12);
		}
		s += s < end;
	}
}

/* Take the headers, up to the empty line behind them. */
static void
take_headers(struct reader *r)
{
	struct line l = take_line(r);
	size_t i;

	for (i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
		if (!has_name(l, headers[i].name)) {
			require(headers[i].optional);
			continue;
		}
		do {
			/* A line of blanks would end the headers for some. */
			require(strspn(l.s, " ") < l.n);
			check_words(l);
			l = take_line(r);
		} while (l.n > 0 && l.s[0] == ' ');
	}
	require(l.n == 0);
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	require(c >= 'A' && c <= 'F');
	return c - 'A' + 10;
}

/* Decode a line of quoted-printable.  Return whether the next one continues it. */
static bool
decode(struct buf *out, struct line l)
{
	size_t i;

	require(l.n <= BODY_LINE_MAX);
	require(l.n == 0 || l.s[l.n - 1] != ' ');
	require(l.n == 0 || (l.s[0] != '.' && l.s[0] != 'F'));
	for (i = 0; i < l.n; i++) {
		if (l.s[i] != '=') {
			buf_putc(out, l.s[i]);
			continue;
		}
		if (i + 1 == l.n)
			return true;
		require(i + 2 < l.n);
		buf_putc(out,
		    (char)(digit(l.s[i + 1]) * 16 + digit(l.s[i + 2])));
		i += 2;
	}
	return false;
}

/* Take a part and its headers.  Return the line behind it. */
static struct line
take_part(struct reader *r, const char *type, struct buf *text)
{
	struct line l = take_line(r);
	bool soft = false;

	require(is(l, type));
	require(
	    is(take_line(r), "Content-Transfer-Encoding: quoted-printable"));
	require(take_line(r).n == 0);
	for (;;) {
		l = take_line(r);
		if (l.n >= sizeof(boundary) - 1 &&
		    memcmp(l.s, boundary, sizeof(boundary) - 1) == 0)
			break;
		soft = decode(text, l);
		if (!soft)
			buf_putc(text, '\n');
	}
	/* The line end before the boundary belongs to that. */
	require(!soft && text->length > 1);
	text->length--;
	text->data[text->length] = '\0';
	return l;
}

void
check_mail(const char *s, size_t n)
{
	struct reader r = { s, s + n };
	struct buf text = { 0 };

	take_headers(&r);
	require(is(take_line(&r), boundary));
	require(
	    is(take_part(&r, "Content-Type: text/plain; charset=utf-8", &text),
		boundary));
	check_characters(text.data, text.length, "");
	buf_clear(&text);
	require(
	    is(take_part(&r, "Content-Type: text/html; charset=utf-8", &text),
		"--=_paperfeed--"));
	check_html(text.data, text.length, &html_in_mails);
	require(r.at == r.end);
	buf_free(&text);
}

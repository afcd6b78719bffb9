/*
 * Reads the values of HTTP's header fields, which may be any bytes.
 * fetch_receive.c reads the lines and the names of the fields.
 */
#include "fetch/fetch_header.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/buf.h"
#include "base/libcurl.h"

#define ETAG_MAX    1024		/* bytes that are kept */
#define DATE_MAX    64			/* of the longest form, and more */
#define CHARSET_MAX 40			/* RFC 2978, section 2.3 */
#define TOKEN_MAX   255			/* RFC 6838, section 4.2: twice 127 */
#define CENTURY	    INT64_C(3155760000) /* seconds; nobody waits longer */
#define NUMBER_MAX  INT64_C(1000000000) /* products of two must fit */
#define BLANK	    " \t"

/* A piece of a field's value: `name=value`, or a bare value. */
struct piece {
	const char *name; /* NULL: none */
	size_t name_length;
	const char *value; /* without quotes */
	size_t length;
	bool first;  /* of its member of a list */
	bool quoted; /* the value was */
};

/*
 * Read the digits that a text begins with as a number, or as `max` if they are
 * more.  Return -1 if there are none.
 */
static int64_t
number(const char *s, int64_t max)
{
	long long n;

	if (!isdigit((unsigned char)*s))
		return -1;
	n = strtoll(s, NULL, 10);
	return n < max ? n : max;
}

/*
 * Return the instant of an HTTP-date in any of its three forms, which all begin with
 * the name of a day (RFC 9110, section 5.6.7), or -1 for anything else.
 */
int64_t
fetch_header_date(const char *s)
{
	const char *p;

	s += strspn(s, BLANK);
	if (!isalpha((unsigned char)*s) || strlen(s) > DATE_MAX)
		return -1;
	for (p = s; *p != '\0'; p++)
		if (*p < ' ' || *p > '~')
			return -1;
	return libcurl()->getdate(s, NULL);
}

/*
 * Return the seconds that a Retry-After asks to wait: a number, or a date that
 * is compared with the present instant (RFC 9110, section 10.2.3).  They are
 * from 0, for a date that has passed, to a century.  Return -1 for anything
 * else.
 */
int64_t
fetch_header_retry_after(const char *value, int64_t now)
{
	const char *end;
	int64_t t;

	value += strspn(value, BLANK);
	end = value + strspn(value, "0123456789");
	if (end > value)
		return end[strspn(end, BLANK)] == '\0' ?
		    number(value, CENTURY) :
		    -1;
	if ((t = fetch_header_date(value)) == -1)
		return -1;
	if (t <= now)
		return 0;
	return now < t - CENTURY ? CENTURY : t - now;
}

/*
 * Can an ETag's value be kept and sent back?  It must be an entity-tag (RFC
 * 9110, section 8.8.3) of printable ASCII and a reasonable length.
 */
bool
fetch_header_is_etag(const char *value)
{
	size_t i, n = strlen(value);

	if (n > ETAG_MAX)
		return false;
	i = strncmp(value, "W/", 2) == 0 ? 2 : 0;
	if (n < i + 2 || value[i] != '"' || value[n - 1] != '"')
		return false;
	for (i++; i < n - 1; i++)
		if (value[i] <= ' ' || value[i] > '~' || value[i] == '"')
			return false;
	return true;
}

/* Is a Last-Modified a date (RFC 9110, section 5.6.7)? */
bool
fetch_header_is_date(const char *value)
{
	return fetch_header_date(value) != -1;
}

/* Return the seconds of an Age (RFC 9111, section 5.1); 0 if it has none. */
int64_t
fetch_header_age(const char *value)
{
	int64_t seconds = number(value + strspn(value, BLANK), CENTURY);

	return seconds == -1 ? 0 : seconds;
}

/* Read a value, with or without quotes.  Return the place behind it. */
static const char *
read_value(const char *s, struct piece *p)
{
	s += strspn(s, BLANK);
	p->quoted = *s == '"';
	if (!p->quoted) {
		p->value = s;
		p->length = strcspn(s, "=,;\"" BLANK);
		return s + p->length;
	}
	p->value = ++s;
	for (; *s != '\0' && *s != '"'; s++)
		if (*s == '\\' && s[1] != '\0')
			s++;
	p->length = (size_t)(s - p->value);
	return *s == '"' ? s + 1 : s;
}

/*
 * Read the next piece of a list whose members are separated by commas, and
 * their parts by semicolons (RFC 9651, sections 3.1 and 3.1.2, and RFC 9110,
 * section 5.6).  Rubbish makes empty pieces.  Return the rest, or NULL at the
 * end.
 */
static const char *
next_piece(const char *s, struct piece *p)
{
	p->first = true;
	for (s += strspn(s, BLANK); *s == ',' || *s == ';';
	     s += strspn(s, BLANK))
		p->first = *s++ == ',';
	if (*s == '\0')
		return NULL;
	p->name = NULL;
	p->name_length = 0;
	s = read_value(s, p);
	s += strspn(s, BLANK);
	if (*s == '=' && !p->quoted) {
		p->name = p->value;
		p->name_length = p->length;
		s = read_value(s + 1, p);
	}
	/* Whatever else stands before the next one. */
	return s + strcspn(s, ",;");
}

static bool
is_named(const struct piece *p, const char *name)
{
	return p->name != NULL && p->name_length == strlen(name) &&
	    strncasecmp(p->name, name, p->name_length) == 0;
}

/* Return the number that a piece of RateLimit sets, or NULL. */
static int64_t *
limit_field(const struct piece *p, struct rate_limit *l)
{
	if (is_named(p, "r") || is_named(p, "remaining"))
		return &l->remaining;
	if (is_named(p, "t") || is_named(p, "reset"))
		return &l->reset;
	if (is_named(p, "limit"))
		return &l->quota;
	return NULL;
}

/* The same for RateLimit-Policy; a bare number is the quota of a new member. */
static int64_t *
policy_field(const struct piece *p, struct rate_limit *l)
{
	if (is_named(p, "q") || is_named(p, "limit") ||
	    (p->name == NULL && p->first))
		return &l->quota;
	if (is_named(p, "w") || is_named(p, "window"))
		return &l->window;
	return NULL;
}

/* Keep the smaller rest; of equal ones, the longer time. */
static void
keep_limit(struct rate_limit *l, const struct rate_limit *item)
{
	if (item->remaining == -1) {
		if (l->remaining == -1 && item->reset > l->reset)
			l->reset = item->reset;
		return;
	}
	if (l->remaining != -1 &&
	    (item->remaining > l->remaining ||
		(item->remaining == l->remaining && item->reset <= l->reset)))
		return;
	l->remaining = item->remaining;
	l->reset = item->reset;
}

/*
 * Keep the quota that allows less in a second; one without a window only if it
 * is alone.
 */
static void
keep_policy(struct rate_limit *l, const struct rate_limit *item)
{
	if (item->quota == -1)
		return;
	if (item->window <= 0) {
		if (l->quota == -1)
			l->quota = item->quota;
		return;
	}
	if (l->window > 0 && l->quota * item->window <= item->quota * l->window)
		return;
	l->quota = item->quota;
	l->window = item->window;
}

static const struct rate_limit nothing = { -1, -1, -1, -1 };

static void
keep(struct rate_limit *l, struct rate_limit *item)
{
	keep_limit(l, item);
	keep_policy(l, item);
	*item = nothing;
}

/*
 * Keep the strictest limit of a list.  A member is one limit.  The older form
 * spreads a limit over several members; there the next limit begins where a
 * name comes again.
 */
static void
read_limits(const char *value, struct rate_limit *l,
    int64_t *field(const struct piece *, struct rate_limit *))
{
	struct rate_limit item = nothing;
	struct piece p;
	int64_t *to, n;

	while ((value = next_piece(value, &p)) != NULL) {
		if (p.first && p.name == NULL)
			keep(l, &item);
		if (p.quoted || (to = field(&p, &item)) == NULL ||
		    (n = number(p.value, NUMBER_MAX)) == -1)
			continue;
		if (*to != -1)
			keep(l, &item);
		*to = n;
	}
	keep(l, &item);
}

/*
 * Read a RateLimit, as of draft-ietf-httpapi-ratelimit-headers-10
 * (`"pages";r=99;t=241`) or as of -07 (`limit=100, remaining=50, reset=30`),
 * into a struct that has -1 in it or what was read before: the strictest of
 * all is kept.  What is not understood is left out.
 */
void
fetch_header_rate_limit(const char *value, struct rate_limit *l)
{
	read_limits(value, l, limit_field);
}

/*
 * The same for a RateLimit-Policy, as of -10 (`"pages";q=100;w=300`) or as of
 * -07 (`100;w=300`).
 */
void
fetch_header_rate_policy(const char *value, struct rate_limit *l)
{
	read_limits(value, l, policy_field);
}

/*
 * Set a buffer to the charset of a Content-Type (RFC 9110, section 8.3), in
 * lower case; it is empty if none is declared.
 */
void
fetch_header_charset(struct buf *b, const char *value)
{
	struct piece p;
	size_t i;

	buf_clear(b);
	do {
		if ((value = next_piece(value, &p)) == NULL)
			return;
	} while (!is_named(&p, "charset"));
	if (p.length > CHARSET_MAX)
		return;
	for (i = 0; i < p.length; i++) {
		if (!isalnum((unsigned char)p.value[i]) &&
		    strchr("-_.:+", p.value[i]) == NULL) {
			buf_clear(b);
			return;
		}
		buf_putc(b, (char)tolower((unsigned char)p.value[i]));
	}
}

/*
 * Set a buffer to what the value of a Content-Type or a Content-Encoding begins
 * with, a media type or a coding, in lower case (RFC 9110, section 8.3.1); it is
 * empty if that has other characters than these have.
 */
void
fetch_header_token(struct buf *b, const char *value)
{
	size_t i, n;

	buf_clear(b);
	value += strspn(value, BLANK);
	n = strcspn(value, ",;" BLANK);
	if (n > TOKEN_MAX)
		return;
	for (i = 0; i < n; i++) {
		if (!isalnum((unsigned char)value[i]) &&
		    strchr("!#$&-^_.+/", value[i]) == NULL) {
			buf_clear(b);
			return;
		}
		buf_putc(b, (char)tolower((unsigned char)value[i]));
	}
}

/* The URL of a source, and the URLs of its days, weeks and months. */
#include "config/source_url.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"

/* What a URL may have in the place of a date. */
static const struct placeholder {
	const char *name;
	enum source_period period;
	void (*format)(int64_t, char *);
} placeholders[] = {
	{ "{date}", PERIOD_DAY, date_format_day },
	{ "{week}", PERIOD_WEEK, date_format_week },
	{ "{month}", PERIOD_MONTH, date_format_month },
};

#define PLACEHOLDERS (sizeof(placeholders) / sizeof(placeholders[0]))

/* Return the placeholder that a text starts with, or NULL. */
static const struct placeholder *
find_placeholder(const char *s)
{
	size_t i;

	for (i = 0; i < PLACEHOLDERS; i++) {
		if (strncmp(s, placeholders[i].name,
			strlen(placeholders[i].name)) == 0)
			return &placeholders[i];
	}
	return NULL;
}

/* Return the shortest period that a URL has a placeholder for. */
enum source_period
source_url_period(const char *url)
{
	size_t i;

	for (i = 0; i < PLACEHOLDERS; i++) {
		if (strstr(url, placeholders[i].name) != NULL)
			return placeholders[i].period;
	}
	return PERIOD_NONE;
}

/* Has a URL a "{" that begins no placeholder? */
bool
source_url_has_odd_brace(const char *url)
{
	for (url = strchr(url, '{'); url != NULL; url = strchr(url + 1, '{')) {
		if (find_placeholder(url) == NULL)
			return true;
	}
	return false;
}

/* Add a URL with the date of a day in its placeholders. */
void
source_url_fill(struct buf *out, const char *url, int64_t day)
{
	const struct placeholder *placeholder;
	char text[DATE_RFC3339_SIZE];

	for (; *url != '\0'; url++) {
		if (*url != '{' ||
		    (placeholder = find_placeholder(url)) == NULL) {
			buf_putc(out, *url);
			continue;
		}
		placeholder->format(day, text);
		buf_puts(out, text);
		url += strlen(placeholder->name) - 1;
	}
}

/* Find a parameter of the query (RFC 3986 section 3.4), or NULL. */
static const char *
find_parameter(const char *url, const char *name)
{
	const char *s = strchr(url, '?');
	size_t n = strlen(name);

	while (s != NULL) {
		s++;
		if (strncmp(s, name, n) == 0 && s[n] == '=')
			return s + n + 1;
		s = strchr(s, '&');
	}
	return NULL;
}

/* Does a URL's parameter, up to the next one, mean this text when decoded? */
static bool
means(const char *parameter, const char *text)
{
	const unsigned char *p = (const unsigned char *)parameter;
	char c;

	for (; *p != '\0' && *p != '&' && *p != '#'; p++, text++) {
		c = *p == '+' ? ' ' : (char)*p;
		if (c == '%' && isxdigit(p[1]) && isxdigit(p[2])) {
			c = (char)strtol((char[]){ (char)p[1], (char)p[2], 0 },
			    NULL, 16);
			p += 2;
		}
		/* %00 is a NUL, which no text has. */
		if (c == '\0' || c != *text)
			return false;
	}
	return *text == '\0';
}

/*
 * Does the URL of a source lead to a listing of this kind: of a day, week or
 * month if it has that placeholder, the trending papers, or the search for this
 * label?
 */
bool
source_url_shows(const char *url, enum listing_kind kind, const char *label)
{
	static const char trending[] = "/trending";
	const char *query;
	size_t n;

	switch (kind) {
	case LISTING_DAY:
		return source_url_period(url) == PERIOD_DAY;
	case LISTING_WEEK:
		return source_url_period(url) == PERIOD_WEEK;
	case LISTING_MONTH:
		return source_url_period(url) == PERIOD_MONTH;
	case LISTING_TRENDING:
		n = strcspn(url, "?#");
		return n >= strlen(trending) &&
		    strncmp(url + n - strlen(trending), trending,
			strlen(trending)) == 0;
	case LISTING_SEARCH:
		query = find_parameter(url, "q");
		return query != NULL && label != NULL && means(query, label);
	default:
		return false;
	}
}

/*
 * Add the URL of a further page of the API, numbered from 0.  There may be one
 * if the page before has as many items as the URL's `limit` asks for.  Return
 * 0, or -1 if there is none.
 */
int
source_url_next_page(struct buf *out, const char *url, int64_t page,
    int64_t items)
{
	const char *limit = find_parameter(url, "limit");

	if (limit == NULL || find_parameter(url, "p") != NULL ||
	    strchr(url, '#') != NULL)
		return -1;
	if (items <= 0 || items < strtoll(limit, NULL, 10))
		return -1;
	buf_printf(out, "%s&p=%lld", url, (long long)page);
	return 0;
}

/* Return the first day of the period that an instant is in. */
int64_t
source_url_period_start(enum source_period period, int64_t instant)
{
	switch (period) {
	case PERIOD_WEEK:
		return date_monday(instant);
	case PERIOD_MONTH:
		return date_month(instant);
	default:
		return date_midnight(instant);
	}
}

/* Return the first day of the period before the one that a day is in. */
int64_t
source_url_period_before(enum source_period period, int64_t day)
{
	return source_url_period_start(period,
	    source_url_period_start(period, day) - DATE_DAY);
}

/* The URLs of a source's days. */
#include "config/source_url.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"

/* What may stand in a URL for the day that is asked for. */
static const struct blank {
	const char *name;
	enum source_period period;
	void (*format)(int64_t, char *);
} blanks[] = {
	{ "{date}", PERIOD_DAY, date_format_day },
	{ "{week}", PERIOD_WEEK, date_format_week },
	{ "{month}", PERIOD_MONTH, date_format_month },
};

#define BLANKS (sizeof(blanks) / sizeof(blanks[0]))

/* The blank at the start of a text, or NULL. */
static const struct blank *
blank_at(const char *s)
{
	size_t i;

	for (i = 0; i < BLANKS; i++) {
		if (strncmp(s, blanks[i].name, strlen(blanks[i].name)) == 0)
			return &blanks[i];
	}
	return NULL;
}

/* Return the shortest period that the URL has a blank for. */
enum source_period
source_url_period(const char *url)
{
	size_t i;

	for (i = 0; i < BLANKS; i++) {
		if (strstr(url, blanks[i].name) != NULL)
			return blanks[i].period;
	}
	return PERIOD_NONE;
}

/* Has a URL a "{" that does not begin what stands for the day? */
bool
source_url_has_odd_brace(const char *url)
{
	for (url = strchr(url, '{'); url != NULL; url = strchr(url + 1, '{')) {
		if (blank_at(url) == NULL)
			return true;
	}
	return false;
}

/* Add the URL of a day. */
void
source_url_fill(struct buf *out, const char *url, int64_t day)
{
	const struct blank *blank;
	char text[DATE_RFC3339_SIZE];

	for (; *url != '\0'; url++) {
		if (*url != '{' || (blank = blank_at(url)) == NULL) {
			buf_putc(out, *url);
			continue;
		}
		blank->format(day, text);
		buf_puts(out, text);
		url += strlen(blank->name) - 1;
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

/* The value of a hexadecimal digit, or -1. */
static int
hex(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *found;

	if (c >= 'A' && c <= 'F')
		c = (char)(c - 'A' + 'a');
	found = c == '\0' ? NULL : strchr(digits, c);
	return found == NULL ? -1 : (int)(found - digits);
}

/* Does a URL's parameter, up to the next one, stand for this text? */
static bool
stands_for(const char *parameter, const char *text)
{
	char c;

	for (; *parameter != '\0' && strchr("&#", *parameter) == NULL;
	     parameter++, text++) {
		c = *parameter == '+' ? ' ' : *parameter;
		if (c == '%' && hex(parameter[1]) != -1 &&
		    hex(parameter[2]) != -1) {
			c = (char)(hex(parameter[1]) * 16 + hex(parameter[2]));
			parameter += 2;
		}
		/* No text has a NUL, which %00 may stand for. */
		if (c == '\0' || c != *text)
			return false;
	}
	return *text == '\0';
}

/*
 * Would the URL of a source answer with such a listing: of a day, week or month
 * where it has a blank for that, the trending page, or the search of a label?
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
		return query != NULL && label != NULL &&
		    stands_for(query, label);
	default:
		return false;
	}
}

/*
 * Add the URL of the API's page of that number, from 0, if there may be one:
 * `limit` items were asked for, and that many came on the page before.  Return
 * 0, or -1 when there is none.
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

/* The first day of the period that an instant lies in. */
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

/* The first day of the period before. */
int64_t
source_url_period_before(enum source_period period, int64_t day)
{
	return source_url_period_start(period,
	    source_url_period_start(period, day) - DATE_DAY);
}

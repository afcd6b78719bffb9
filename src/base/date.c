/*
 * Counts days of the Gregorian calendar in UTC.  The C library's names of days
 * and months are English here, because the program never calls setlocale().
 */
#include "base/date.h"

#include <string.h>
#include <time.h>

/* The years that sources can mean: arXiv began in 1991. */
#define YEAR_FIRST 1990
#define YEAR_LAST  2199

/* The instants that can be written with a year of four digits. */
#define INSTANT_FIRST (-INT64_C(30610224000)) /* 1000-01-01T00:00:00Z */
#define INSTANT_LAST  INT64_C(253402300799)   /* 9999-12-31T23:59:59Z */

#define LEAP_GAP 8 /* years from leap year to leap year at most */

static const char *const months[12] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };

/* Midnight of a day by its year, month and day of the month. */
static int64_t
midnight_of(int y, int m, int d)
{
	struct tm day = { .tm_year = y - 1900, .tm_mon = m - 1, .tm_mday = d };

	return (int64_t)timegm(&day);
}

/* Split an instant of the years 1000 to 9999. */
static struct tm
split(int64_t t)
{
	time_t instant = (time_t)t;
	struct tm parts = { 0 };

	gmtime_r(&instant, &parts);
	return parts;
}

/* Days since 1970-01-01, rounded down. */
static int64_t
day_number(int64_t t)
{
	return t / DATE_DAY - (t % DATE_DAY < 0);
}

/* Days since Monday. */
static int
weekday(int64_t t)
{
	return (int)(((day_number(t) + 3) % 7 + 7) % 7);
}

/*
 * Return midnight UTC of a day, or DATE_NONE if the day does not exist or its
 * year is not from 1990 to 2199, because no listing can mean it.
 */
int64_t
date_from_ymd(int y, int m, int d)
{
	int64_t t;

	if (y < YEAR_FIRST || y > YEAR_LAST || m < 1 || m > 12 || d < 1 ||
	    d > 31)
		return DATE_NONE;
	t = midnight_of(y, m, d);
	/* timegm() takes 31 April for 1 May. */
	return split(t).tm_mday == d ? t : DATE_NONE;
}

/*
 * Monday of a year's first week, the one with 4 January (ISO 8601, section
 * 2.2.10).
 */
static int64_t
first_monday(int y)
{
	return date_monday(midnight_of(y, 1, 4));
}

/*
 * Return midnight UTC of a week's Monday, by its year and number from 1 on
 * (ISO 8601), or DATE_NONE when the year has no such week or is not one of
 * 1990 to 2199.
 */
int64_t
date_from_week(int y, int week)
{
	int64_t monday;

	if (y < YEAR_FIRST || y > YEAR_LAST || week < 1)
		return DATE_NONE;
	monday = first_monday(y) + (week - 1) * 7 * DATE_DAY;
	return monday < first_monday(y + 1) ? monday : DATE_NONE;
}

/* Return the midnight at or before an instant; DATE_NONE for DATE_NONE. */
int64_t
date_midnight(int64_t t)
{
	if (t < DATE_NONE + DATE_DAY)
		return DATE_NONE;
	return day_number(t) * DATE_DAY;
}

/* The midnight of the first day of an instant's month. */
int64_t
date_month(int64_t t)
{
	struct tm day = split(t);

	return midnight_of(day.tm_year + 1900, day.tm_mon + 1, 1);
}

/* The midnight of the first day of the month after an instant's. */
int64_t
date_next_month(int64_t t)
{
	return date_month(date_month(t) + 31 * DATE_DAY);
}

/* The midnight of the Monday of an instant's week. */
int64_t
date_monday(int64_t t)
{
	return (day_number(t) - weekday(t)) * DATE_DAY;
}

/* Is an instant on a Saturday or Sunday?  DATE_NONE is not. */
bool
date_is_weekend(int64_t t)
{
	return t != DATE_NONE && weekday(t) >= 5;
}

/* Seconds of days of work in the weeks up to an instant. */
static int64_t
work_until(int64_t t)
{
	int64_t monday = date_monday(t), rest = t - monday;

	return monday / 7 * 5 + (rest < 5 * DATE_DAY ? rest : 5 * DATE_DAY);
}

/*
 * Seconds from one instant to another, without those of weekends; negative
 * when the second comes before the first.
 */
int64_t
date_work_between(int64_t from, int64_t to)
{
	return work_until(to) - work_until(from);
}

/*
 * Return midnight UTC of the latest day with that month and day of the month
 * that is not after the instant `last`, or DATE_NONE when there is none or
 * either year is not one of 1990 to 2199.
 */
int64_t
date_latest(int m, int d, int64_t last)
{
	int64_t day;
	int i, y;

	last = date_midnight(last);
	if (last < date_from_ymd(YEAR_FIRST, 1, 1) ||
	    last > date_from_ymd(YEAR_LAST, 12, 31))
		return DATE_NONE;
	y = split(last).tm_year + 1900;
	for (i = 0; i <= LEAP_GAP; i++) {
		day = date_from_ymd(y - i, m, d);
		if (day != DATE_NONE && day <= last)
			return day;
	}
	return DATE_NONE;
}

/*
 * Return the English name of a month from 1 to 12, a constant, or NULL when
 * there is no such month.
 */
const char *
date_month_name(int m)
{
	return m < 1 || m > 12 ? NULL : months[m - 1];
}

/*
 * Write an instant by a format of strftime(), or an empty string for DATE_NONE
 * and for what is not in the years 1000 to 9999.
 */
static void
format_instant(int64_t t, char *s, size_t size, const char *format)
{
	struct tm parts;

	s[0] = '\0';
	if (t < INSTANT_FIRST || t > INSTANT_LAST)
		return;
	parts = split(t);
	strftime(s, size, format, &parts);
}

/*
 * Write an instant's day as `2026-04-08` (RFC 3339, section 5.6).  This and
 * the following write an empty string for DATE_NONE and for what is not in
 * the years 1000 to 9999.
 */
void
date_format_day(int64_t t, char s[static DATE_DAY_SIZE])
{
	format_instant(t, s, DATE_DAY_SIZE, "%Y-%m-%d");
}

/* Write the month of an instant: 2026-04. */
void
date_format_month(int64_t t, char s[static DATE_MONTH_SIZE])
{
	format_instant(t, s, DATE_MONTH_SIZE, "%Y-%m");
}

/*
 * Write an instant's week as `2026-W15` (ISO 8601): its year is that of the
 * week's Thursday.
 */
void
date_format_week(int64_t t, char s[static DATE_WEEK_SIZE])
{
	format_instant(t, s, DATE_WEEK_SIZE, "%G-W%V");
}

/* Write an instant's day as `Wednesday, 8 April 2026`. */
void
date_format_long(int64_t t, char s[static DATE_LONG_SIZE])
{
	char *day;

	format_instant(t, s, DATE_LONG_SIZE, "%A, %d %B %Y");
	day = strchr(s, ' ');
	if (day != NULL && day[1] == '0')
		memmove(day + 1, day + 2, strlen(day + 2) + 1);
}

/* Write an instant's month as `April 2026`. */
void
date_format_long_month(int64_t t, char s[static DATE_LONG_SIZE])
{
	format_instant(t, s, DATE_LONG_SIZE, "%B %Y");
}

/* Write an instant as `2026-04-08T00:35:55Z` (RFC 3339, section 5.6). */
void
date_format_rfc3339(int64_t t, char s[static DATE_RFC3339_SIZE])
{
	format_instant(t, s, DATE_RFC3339_SIZE, "%Y-%m-%dT%H:%M:%SZ");
}

/*
 * Write an instant as `Wed, 08 Apr 2026 00:35:55 GMT`: RFC 822, section 5,
 * with the four-digit year of RFC 1123, section 5.2.14.
 */
void
date_format_rfc822(int64_t t, char s[static DATE_RFC822_SIZE])
{
	format_instant(t, s, DATE_RFC822_SIZE, "%a, %d %b %Y %H:%M:%S GMT");
}

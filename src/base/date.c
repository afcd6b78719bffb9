/*
 * Counts days in the proleptic Gregorian calendar by integer arithmetic.  The C
 * library's time functions are not used, because they know locales and time
 * zones.
 */
#include "base/date.h"

#include <string.h>

/* The years that sources can mean: arXiv began in 1991. */
#define YEAR_FIRST 1990
#define YEAR_LAST  2199

/* The days that can be written with a year of four digits. */
#define DAY_FIRST (-INT64_C(719162)) /* 0001-01-01 */
#define DAY_LAST  INT64_C(2932896)   /* 9999-12-31 */

#define LEAP_GAP 8 /* years from leap year to leap year at most */

static const int days_before[12] = { 0, 31, 59, 90, 120, 151, 181, 212, 243,
	273, 304, 334 };

static const int days_of[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
	31 };

static const char *const months[12] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };

/* Days of the week as RFC 822, section 5.1, writes them. */
static const char weekdays[7][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat",
	"Sun" };

struct ymd {
	int year, month, day;
};

static bool
is_leap(int y)
{
	return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

static int
month_length(int y, int m)
{
	return days_of[m - 1] + (m == 2 && is_leap(y));
}

/* Days from 1970-01-01 to a day of the years 1 to 9999. */
static int64_t
count_days(int y, int m, int d)
{
	int64_t years = y - 1;

	return years * 365 + years / 4 - years / 100 + years / 400 +
	    days_before[m - 1] + (m > 2 && is_leap(y)) + d - 1 + DAY_FIRST;
}

/* Days since 1970-01-01, rounded down. */
static int64_t
day_number(int64_t t)
{
	return t / DATE_DAY - (t % DATE_DAY < 0);
}

/* Days since Monday. */
static int
weekday(int64_t days)
{
	return (int)(((days + 3) % 7 + 7) % 7);
}

static struct ymd
split_day(int64_t days)
{
	struct ymd t = { .month = 1 };

	/* 146,097 days are 400 years, so this is the year or the next. */
	t.year = (int)((days - DAY_FIRST) * 400 / 146097) + 1;
	if (count_days(t.year, 1, 1) > days)
		t.year--;
	else if (count_days(t.year + 1, 1, 1) <= days)
		t.year++;
	while (t.month < 12 && count_days(t.year, t.month + 1, 1) <= days)
		t.month++;
	t.day = (int)(days - count_days(t.year, t.month, 1)) + 1;
	return t;
}

/*
 * Monday of a year's first week, the one with 4 January (ISO 8601, section
 * 2.2.10), in days since 1970-01-01.
 */
static int64_t
first_monday(int y)
{
	int64_t days = count_days(y, 1, 4);

	return days - weekday(days);
}

/*
 * Return midnight UTC of a day, or DATE_NONE if the day does not exist or its
 * year is not from 1990 to 2199, because no listing can mean it.
 */
int64_t
date_from_ymd(int y, int m, int d)
{
	if (y < YEAR_FIRST || y > YEAR_LAST || m < 1 || m > 12 || d < 1 ||
	    d > month_length(y, m))
		return DATE_NONE;
	return count_days(y, m, d) * DATE_DAY;
}

/*
 * Return midnight UTC of a week's Monday, by its year and number from 1 on
 * (ISO 8601), or DATE_NONE when the year has no such week or is not one of
 * 1990 to 2199.
 */
int64_t
date_from_week(int y, int week)
{
	int64_t days;

	if (y < YEAR_FIRST || y > YEAR_LAST || week < 1)
		return DATE_NONE;
	days = first_monday(y) + (int64_t)(week - 1) * 7;
	return days < first_monday(y + 1) ? days * DATE_DAY : DATE_NONE;
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
	struct ymd day = split_day(day_number(t));

	return count_days(day.year, day.month, 1) * DATE_DAY;
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
	int64_t days = day_number(t);

	return (days - weekday(days)) * DATE_DAY;
}

/* Is an instant on a Saturday or Sunday?  DATE_NONE is not. */
bool
date_is_weekend(int64_t t)
{
	return t != DATE_NONE && weekday(day_number(t)) >= 5;
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
	y = split_day(last / DATE_DAY).year;
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

/* Put the last n digits of a number at s.  Return the place behind them. */
static char *
put_digits(char *s, int64_t value, int n)
{
	int i;

	for (i = n - 1; i >= 0; i--, value /= 10)
		s[i] = (char)('0' + value % 10);
	return s + n;
}

static char *
put_text(char *s, const char *text, size_t n)
{
	memcpy(s, text, n);
	return s + n;
}

/*
 * Split an instant into its day and the seconds of the day.  Return false, and
 * put an empty string at s, if its year is not from 1 to 9999 or it is
 * DATE_NONE.
 */
static bool
split(int64_t t, int64_t *days, int64_t *seconds, char *s)
{
	*days = day_number(t);
	*seconds = (t % DATE_DAY + DATE_DAY) % DATE_DAY;
	*s = '\0';
	return *days >= DAY_FIRST && *days <= DAY_LAST;
}

static char *
put_day(char *s, int64_t days)
{
	struct ymd t = split_day(days);

	s = put_digits(s, t.year, 4);
	*s++ = '-';
	s = put_digits(s, t.month, 2);
	*s++ = '-';
	return put_digits(s, t.day, 2);
}

static char *
put_time(char *s, int64_t seconds)
{
	s = put_digits(s, seconds / 3600, 2);
	*s++ = ':';
	s = put_digits(s, seconds / 60 % 60, 2);
	*s++ = ':';
	return put_digits(s, seconds % 60, 2);
}

/*
 * Write an instant's day as `2026-04-08` (RFC 3339, section 5.6).  This and
 * the following write an empty string for DATE_NONE and for what is not in
 * the years 1 to 9999.
 */
void
date_format_day(int64_t t, char s[static DATE_DAY_SIZE])
{
	int64_t days, seconds;

	if (split(t, &days, &seconds, s))
		*put_day(s, days) = '\0';
}

/* Write the month of an instant: 2026-04. */
void
date_format_month(int64_t t, char s[static DATE_MONTH_SIZE])
{
	char day[DATE_DAY_SIZE];

	date_format_day(t, day);
	memcpy(s, day, DATE_MONTH_SIZE - 1);
	s[DATE_MONTH_SIZE - 1] = '\0';
}

/*
 * Write an instant's week as `2026-W15` (ISO 8601): its year is that of the
 * week's Thursday.
 */
void
date_format_week(int64_t t, char s[static DATE_WEEK_SIZE])
{
	int64_t days, seconds;
	int y;

	if (!split(t, &days, &seconds, s))
		return;
	y = split_day(days - weekday(days) + 3).year;
	s = put_digits(s, y, 4);
	s = put_text(s, "-W", 2);
	*put_digits(s, (days - first_monday(y)) / 7 + 1, 2) = '\0';
}

/* Write an instant as `2026-04-08T00:35:55Z` (RFC 3339, section 5.6). */
void
date_format_rfc3339(int64_t t, char s[static DATE_RFC3339_SIZE])
{
	int64_t days, seconds;

	if (!split(t, &days, &seconds, s))
		return;
	s = put_day(s, days);
	*s++ = 'T';
	s = put_time(s, seconds);
	*put_text(s, "Z", 1) = '\0';
}

/*
 * Write an instant as `Wed, 08 Apr 2026 00:35:55 GMT`: RFC 822, section 5,
 * with the four-digit year of RFC 1123, section 5.2.14.
 */
void
date_format_rfc822(int64_t t, char s[static DATE_RFC822_SIZE])
{
	struct ymd day;
	int64_t days, seconds;

	if (!split(t, &days, &seconds, s))
		return;
	day = split_day(days);
	s = put_text(s, weekdays[weekday(days)], 3);
	s = put_text(s, ", ", 2);
	s = put_digits(s, day.day, 2);
	*s++ = ' ';
	s = put_text(s, months[day.month - 1], DATE_MONTH_SHORT);
	*s++ = ' ';
	s = put_digits(s, day.year, 4);
	*s++ = ' ';
	s = put_time(s, seconds);
	*put_text(s, " GMT", 4) = '\0';
}

/*
 * Counts days of the Gregorian calendar in UTC, and writes them in English.  The
 * C library can do both, but it takes ten times as long, and each entry of a
 * feed has a few dates.
 */
#include "base/date.h"

#include <string.h>

/* The years that sources can mean: arXiv began in 1991. */
#define YEAR_FIRST 1990
#define YEAR_LAST  2199

#define LEAP_GAP 8 /* years from leap year to leap year at most */

static const char *const months[12] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };

static const char *const weekdays[7] = { "Monday", "Tuesday", "Wednesday",
	"Thursday", "Friday", "Saturday", "Sunday" };

/* Letters of a short name of a day of the week. */
#define WEEKDAY_SHORT 3

/*
 * Days are counted in years that begin with March, because then only the last
 * day of a year is not always there.
 */
#define YEAR_DAYS      365
#define FOUR_YEARS     (4 * YEAR_DAYS + 1)
#define CENTURY	       (25 * FOUR_YEARS - 1)
#define FOUR_CENTURIES (4 * CENTURY + 1)
#define MARCH_1_0000   (-719468) /* days since 1970-01-01 */

/* A year's days from the first of March up to the first of each month. */
static const int days_before[12] = { 0, 31, 61, 92, 122, 153, 184, 214, 245,
	275, 306, 337 };

/* An instant by the calendar and the clock. */
struct parts {
	int year;
	int month;  /* from 1 */
	int day;    /* of the month, from 1 */
	int second; /* of the day */
};

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

/* Midnight of a day by its year, month and day of the month. */
static int64_t
midnight_of(int y, int m, int d)
{
	int year = m < 3 ? y - 1 : y, month = (m + 9) % 12;

	return (MARCH_1_0000 + (int64_t)year * YEAR_DAYS + year / 4 -
		   year / 100 + year / 400 + days_before[month] + d - 1) *
	    DATE_DAY;
}

/* Split an instant of the years 1000 to 9999. */
static struct parts
split(int64_t t)
{
	int day = (int)(day_number(t) - MARCH_1_0000);
	int centuries, fours, years, month = 11;
	struct parts p;

	p.second = (int)(t - day_number(t) * DATE_DAY);
	p.year = day / FOUR_CENTURIES * 400;
	day %= FOUR_CENTURIES;
	/* A leap day is the last of four centuries, and the last of four years. */
	centuries = day / CENTURY < 3 ? day / CENTURY : 3;
	day -= centuries * CENTURY;
	fours = day / FOUR_YEARS;
	day %= FOUR_YEARS;
	years = day / YEAR_DAYS < 3 ? day / YEAR_DAYS : 3;
	day -= years * YEAR_DAYS;
	while (days_before[month] > day)
		month--;
	p.year += centuries * 100 + fours * 4 + years + (month >= 10);
	p.month = (month + 2) % 12 + 1;
	p.day = day - days_before[month] + 1;
	return p;
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
	/* 31 April would be 1 May. */
	return split(t).day == d ? t : DATE_NONE;
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
	struct parts p = split(t);

	return midnight_of(p.year, p.month, 1);
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
	y = split(last).year;
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
 * Can an instant be written?  If not, because it is DATE_NONE or not in the years
 * 1000 to 9999, write an empty string.
 */
static bool
is_writable(int64_t t, char *s)
{
	s[0] = '\0';
	return t >= DATE_FIRST && t <= DATE_LAST;
}

/* Write a number with so many digits.  This and the next return their end. */
static char *
write_number(char *s, int n, int digits)
{
	int i;

	for (i = digits - 1; i >= 0; i--, n /= 10)
		s[i] = (char)('0' + n % 10);
	return s + digits;
}

/* Write n bytes of a text and a NUL. */
static char *
write_text(char *s, const char *text, size_t n)
{
	memcpy(s, text, n);
	s[n] = '\0';
	return s + n;
}

/* Write a year, month and day with a sign before the others: 2026-04-08. */
static char *
write_day(char *s, const struct parts *p)
{
	s = write_number(s, p->year, 4);
	*s++ = '-';
	s = write_number(s, p->month, 2);
	*s++ = '-';
	return write_number(s, p->day, 2);
}

/* Write hours, minutes and seconds: 00:35:55. */
static char *
write_time(char *s, const struct parts *p)
{
	s = write_number(s, p->second / 3600, 2);
	*s++ = ':';
	s = write_number(s, p->second / 60 % 60, 2);
	*s++ = ':';
	return write_number(s, p->second % 60, 2);
}

/* Write a month's name and the year: April 2026. */
static void
write_long_month(char *s, const struct parts *p)
{
	const char *name = months[p->month - 1];

	s = write_text(s, name, strlen(name));
	*s++ = ' ';
	s = write_number(s, p->year, 4);
	*s = '\0';
}

/*
 * Write an instant's day as `2026-04-08` (RFC 3339, section 5.6).  This and
 * the following write an empty string for DATE_NONE and for what is not in
 * the years 1000 to 9999.
 */
void
date_format_day(int64_t t, char s[static DATE_DAY_SIZE])
{
	struct parts p;

	if (!is_writable(t, s))
		return;
	p = split(t);
	*write_day(s, &p) = '\0';
}

/* Write the month of an instant: 2026-04. */
void
date_format_month(int64_t t, char s[static DATE_MONTH_SIZE])
{
	char day[DATE_DAY_SIZE];

	date_format_day(t, day);
	write_text(s, day, day[0] == '\0' ? 0 : DATE_MONTH_SIZE - 1);
}

/*
 * Write an instant's week as `2026-W15` (ISO 8601): its year is that of the
 * week's Thursday.
 */
void
date_format_week(int64_t t, char s[static DATE_WEEK_SIZE])
{
	int64_t thursday;
	int year;

	if (!is_writable(t, s))
		return;
	thursday = date_monday(t) + 3 * DATE_DAY;
	year = split(thursday).year;
	s = write_number(s, year, 4);
	s = write_text(s, "-W", 2);
	s = write_number(s,
	    (int)((thursday - first_monday(year)) / (7 * DATE_DAY)) + 1, 2);
	*s = '\0';
}

/* Write an instant's day as `Wednesday, 8 April 2026`. */
void
date_format_long(int64_t t, char s[static DATE_LONG_SIZE])
{
	const char *name;
	struct parts p;

	if (!is_writable(t, s))
		return;
	p = split(t);
	name = weekdays[weekday(t)];
	s = write_text(s, name, strlen(name));
	s = write_text(s, ", ", 2);
	s = write_number(s, p.day, p.day < 10 ? 1 : 2);
	*s++ = ' ';
	write_long_month(s, &p);
}

/* Write an instant's month as `April 2026`. */
void
date_format_long_month(int64_t t, char s[static DATE_LONG_SIZE])
{
	struct parts p;

	if (!is_writable(t, s))
		return;
	p = split(t);
	write_long_month(s, &p);
}

/* Write an instant as `2026-04-08T00:35:55Z` (RFC 3339, section 5.6). */
void
date_format_rfc3339(int64_t t, char s[static DATE_RFC3339_SIZE])
{
	struct parts p;

	if (!is_writable(t, s))
		return;
	p = split(t);
	s = write_day(s, &p);
	*s++ = 'T';
	s = write_time(s, &p);
	write_text(s, "Z", 1);
}

/*
 * Write an instant as `Wed, 08 Apr 2026 00:35:55 GMT`: RFC 822, section 5,
 * with the four-digit year of RFC 1123, section 5.2.14.
 */
void
date_format_rfc822(int64_t t, char s[static DATE_RFC822_SIZE])
{
	struct parts p;

	if (!is_writable(t, s))
		return;
	p = split(t);
	s = write_text(s, weekdays[weekday(t)], WEEKDAY_SHORT);
	s = write_text(s, ", ", 2);
	s = write_number(s, p.day, 2);
	*s++ = ' ';
	s = write_text(s, months[p.month - 1], DATE_MONTH_SHORT);
	*s++ = ' ';
	s = write_number(s, p.year, 4);
	*s++ = ' ';
	s = write_time(s, &p);
	write_text(s, " GMT", 4);
}

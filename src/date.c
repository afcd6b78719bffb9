/*
 * Days are counted in the proleptic Gregorian calendar by integer arithmetic;
 * the C library's time functions know locales and time zones and are not used.
 */
#include "date.h"

#include <string.h>

/* The years that sources can mean: arXiv began in 1991. */
#define YEAR_FIRST	1990
#define YEAR_LAST	2199

/* The days that can be written with a year of four digits. */
#define DAY_FIRST	(-INT64_C(719162))	/* 0001-01-01 */
#define DAY_LAST	INT64_C(2932896)	/* 9999-12-31 */

#define LEAP_GAP	8	/* years from leap year to leap year at most */

#define SHORT_NAME	3	/* letters of a short month's name */

static const int days_before[12] = {
	0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
};

static const int days_of[12] = {
	31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
};

static const char *const months[12] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"
};

/* Days of the week as RFC 822, section 5.1, writes them. */
static const char weekdays[7][4] = {
	"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"
};

struct ymd {
	int	 year, month, day;
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
	int64_t	 years = y - 1;

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
	struct ymd	 t = { .month = 1 };

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
 * Return midnight UTC of a day, or DATE_NONE when there is no such day or its
 * year is not one of 1990 to 2199: no listing can mean it.
 */
int64_t
date_from_ymd(int y, int m, int d)
{
	if (y < YEAR_FIRST || y > YEAR_LAST || m < 1 || m > 12 || d < 1 ||
	    d > month_length(y, m))
		return DATE_NONE;
	return count_days(y, m, d) * DATE_DAY;
}

/* Return the midnight at or before an instant; DATE_NONE for DATE_NONE. */
int64_t
date_midnight(int64_t t)
{
	if (t < DATE_NONE + DATE_DAY)
		return DATE_NONE;
	return day_number(t) * DATE_DAY;
}

/* Is an instant on a Saturday or Sunday?  DATE_NONE is not. */
bool
date_is_weekend(int64_t t)
{
	return t != DATE_NONE && weekday(day_number(t)) >= 5;
}

/*
 * Read exactly n digits, behind the character `before` unless that is NUL.
 * Return the number and step behind it, or return -1.
 */
static int
read_digits(const char **s, char before, int n)
{
	const char	*p = *s;
	int		 value = 0;

	if (before != '\0' && *p++ != before)
		return -1;
	for (; n > 0; n--, p++) {
		if (*p < '0' || *p > '9')
			return -1;
		value = value * 10 + (*p - '0');
	}
	*s = p;
	return value;
}

/* Read `2026-04-08` and step behind it. */
static int
read_day(const char **s, int64_t *day)
{
	int	 y, m, d;

	if ((y = read_digits(s, '\0', 4)) == -1 ||
	    (m = read_digits(s, '-', 2)) == -1 ||
	    (d = read_digits(s, '-', 2)) == -1)
		return -1;
	*day = date_from_ymd(y, m, d);
	return *day == DATE_NONE ? -1 : 0;
}

/*
 * Read a day of the form `2026-04-08`, the whole string.
 * Return 0, or -1 and leave *day alone.
 */
int
date_parse_day(const char *s, int64_t *day)
{
	int64_t	 found;

	if (read_day(&s, &found) == -1 || *s != '\0')
		return -1;
	*day = found;
	return 0;
}

/* Step behind a fraction of a second, which is dropped. */
static int
skip_fraction(const char **s)
{
	size_t	 n;

	if (**s != '.')
		return 0;
	if ((n = strspn(*s + 1, "0123456789")) == 0)
		return -1;
	*s += n + 1;
	return 0;
}

/* Read `00:35:55.282` as seconds since midnight and step behind it. */
static int
read_time(const char **s, int64_t *seconds)
{
	int	 hour, minute, second;

	if ((hour = read_digits(s, '\0', 2)) == -1 || hour > 23 ||
	    (minute = read_digits(s, ':', 2)) == -1 || minute > 59 ||
	    (second = read_digits(s, ':', 2)) == -1 || second > 60 ||
	    skip_fraction(s) == -1)
		return -1;
	if (second == 60)		/* a leap second: no instant here */
		second = 59;
	*seconds = hour * 3600 + minute * 60 + second;
	return 0;
}

/* Read `Z`, `+05:30` or ISO 8601's `+0530` as seconds and step behind it. */
static int
read_offset(const char **s, int64_t *seconds)
{
	char	 sign = *(*s)++;
	int	 hour, minute;

	*seconds = 0;
	if (sign == 'Z' || sign == 'z')
		return 0;
	if (sign != '+' && sign != '-')
		return -1;
	if ((hour = read_digits(s, '\0', 2)) == -1 || hour > 23)
		return -1;
	minute = read_digits(s, **s == ':' ? ':' : '\0', 2);
	if (minute == -1 || minute > 59)
		return -1;
	*seconds = (hour * 3600 + minute * 60) * (sign == '-' ? -1 : 1);
	return 0;
}

/*
 * Read an instant, the whole string: RFC 3339, section 5.6, with T and Z of
 * either case; or a bare day, which is its midnight.  Fractions of a second
 * are dropped, an offset may lack its colon, a leap second is the one before.
 * Return 0, or -1 and leave *instant alone.
 */
int
date_parse_instant(const char *s, int64_t *instant)
{
	int64_t	 day, seconds = 0, offset = 0;

	if (read_day(&s, &day) == -1)
		return -1;
	if (*s == 'T' || *s == 't') {
		s++;
		if (read_time(&s, &seconds) == -1 ||
		    read_offset(&s, &offset) == -1)
			return -1;
	}
	if (*s != '\0')
		return -1;
	*instant = day + seconds - offset;
	return 0;
}

/*
 * Monday of a year's first week, the one with 4 January (ISO 8601, section
 * 2.2.10), in days since 1970-01-01.
 */
static int64_t
first_monday(int y)
{
	int64_t	 days = count_days(y, 1, 4);

	return days - weekday(days);
}

/* Read `-W15` behind its year. */
static int
read_week(const char **s, int y, int64_t *day)
{
	int64_t	 days;
	int	 week;

	if (y < YEAR_FIRST || y > YEAR_LAST || *(*s)++ != '-' ||
	    (week = read_digits(s, 'W', 2)) < 1)
		return -1;
	days = first_monday(y) + (week - 1) * 7;
	if (days >= first_monday(y + 1))
		return -1;
	*day = days * DATE_DAY;
	return 0;
}

/*
 * Read the name of a period as the listing writes it, the whole string: a
 * day `2026-04-08`, an ISO 8601 week `2026-W15` or a month `2026-04`.
 * Return 0 with midnight of its first day, or -1 and leave *day alone.
 */
int
date_parse_period(const char *s, int64_t *day)
{
	int64_t	 found;
	int	 y, m;

	if (date_parse_day(s, day) == 0)
		return 0;
	if ((y = read_digits(&s, '\0', 4)) == -1)
		return -1;
	if (s[0] == '-' && s[1] == 'W') {
		if (read_week(&s, y, &found) == -1)
			return -1;
	} else if ((m = read_digits(&s, '-', 2)) == -1 ||
	    (found = date_from_ymd(y, m, 1)) == DATE_NONE)
		return -1;
	if (*s != '\0')
		return -1;
	*day = found;
	return 0;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static const char *
skip_blanks(const char *s)
{
	return s + strspn(s, " \t\r\n");
}

/*
 * Are n letters the start of a name, in any case and any locale?  The name's
 * end is no letter, so nothing behind it is looked at.
 */
static bool
starts_name(const char *name, const char *s, size_t n)
{
	size_t	 i;

	for (i = 0; i < n; i++) {
		if ((name[i] | 0x20) != (s[i] | 0x20))
			return false;
	}
	return true;
}

/*
 * Read an English month, whole or shortened to three letters or more (`Sept`
 * is common), in any case, with a dot if short.  Return its number or -1.
 */
static int
read_month(const char **s)
{
	size_t	 i, n = 0;

	while (is_letter((*s)[n]))
		n++;
	for (i = 0; i < 12; i++) {
		if (n < SHORT_NAME || !starts_name(months[i], *s, n))
			continue;
		*s += n;
		if (**s == '.' && (n == SHORT_NAME || months[i][n] != '\0'))
			++*s;
		return (int)i + 1;
	}
	return -1;
}

/* Read a number of one or two digits that ends there, or return -1. */
static int
read_month_day(const char **s)
{
	int	 digits = is_digit((*s)[0]) && is_digit((*s)[1]) ? 2 : 1;
	int	 value = read_digits(s, '\0', digits);

	return is_digit(**s) || is_letter(**s) ? -1 : value;
}

/*
 * Read `, 2023`.  Only a comma makes a year: in `Mar 11 2023` the number is
 * that of the comments.  Return 0 for none, -1 for a number that is no year.
 */
static int
read_year(const char **s)
{
	const char	*p = *s;
	int		 y;

	if (*p != ',')
		return 0;
	p = skip_blanks(p + 1);
	if (!is_digit(*p))
		return 0;
	if ((y = read_digits(&p, '\0', 4)) == -1 || is_digit(*p) ||
	    is_letter(*p))
		return -1;
	*s = p;
	return y;
}

/* The latest such day that is not after `last`. */
static int64_t
latest(int m, int d, int64_t last)
{
	int64_t	 day;
	int	 i, y;

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
 * Read a date in words at the start of a string: `Apr 8`, `Jul 10, 2023`.
 * Without a year it is the latest such day that is not after page_day, the
 * day of the page it stands on.  Blanks before it, behind it and between its
 * parts do not matter.
 * Return 0 with the day's midnight, and in *rest, unless that is NULL, what
 * follows; or -1, and leave both alone.
 */
int
date_parse_words(const char *s, int64_t page_day, int64_t *day,
    const char **rest)
{
	const char	*blanks;
	int64_t		 found;
	int		 y, m, d;

	s = skip_blanks(s);
	if ((m = read_month(&s)) == -1)
		return -1;
	blanks = s;
	if ((s = skip_blanks(s)) == blanks)
		return -1;
	if ((d = read_month_day(&s)) == -1 || (y = read_year(&s)) == -1)
		return -1;
	found = y == 0 ? latest(m, d, page_day) : date_from_ymd(y, m, d);
	if (found == DATE_NONE)
		return -1;
	*day = found;
	if (rest != NULL)
		*rest = skip_blanks(s);
	return 0;
}

/* Put the last n digits of a number at s; return what is behind them. */
static char *
put_digits(char *s, int64_t value, int n)
{
	int	 i;

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
 * Split an instant into its day and the seconds of that; false, and an empty
 * string at s, when its year has not one to four digits or it is DATE_NONE.
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
	struct ymd	 t = split_day(days);

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
 * Write an instant's day as `2026-04-08`.  This and the following write an
 * empty string for DATE_NONE and for what is not in the years 1 to 9999.
 */
void
date_format_day(int64_t t, char s[static DATE_DAY_SIZE])
{
	int64_t	 days, seconds;

	if (split(t, &days, &seconds, s))
		*put_day(s, days) = '\0';
}

/*
 * Write an instant's week as `2026-W15` (ISO 8601): its year is that of the
 * week's Thursday.
 */
void
date_format_week(int64_t t, char s[static DATE_WEEK_SIZE])
{
	int64_t	 days, seconds;
	int	 y;

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
	int64_t	 days, seconds;

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
	struct ymd	 day;
	int64_t		 days, seconds;

	if (!split(t, &days, &seconds, s))
		return;
	day = split_day(days);
	s = put_text(s, weekdays[weekday(days)], 3);
	s = put_text(s, ", ", 2);
	s = put_digits(s, day.day, 2);
	*s++ = ' ';
	s = put_text(s, months[day.month - 1], SHORT_NAME);
	*s++ = ' ';
	s = put_digits(s, day.year, 4);
	*s++ = ' ';
	s = put_time(s, seconds);
	*put_text(s, " GMT", 4) = '\0';
}

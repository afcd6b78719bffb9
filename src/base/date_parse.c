/*
 * Reads days and instants as sources write them.  Digits and letters are those
 * of ASCII, whatever the locale.
 */
#include "base/date.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#define DIGITS "0123456789"

/*
 * Read exactly n digits, behind the character `before` unless that is NUL.
 * Return the number and step behind it, or return -1.
 */
static int
read_digits(const char **s, char before, int n)
{
	const char *p = *s;
	int value = 0;

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
	int y, m, d;

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
	int64_t found;

	if (read_day(&s, &found) == -1 || *s != '\0')
		return -1;
	*day = found;
	return 0;
}

/* Step behind a fraction of a second, which is dropped. */
static int
skip_fraction(const char **s)
{
	size_t n;

	if (**s != '.')
		return 0;
	if ((n = strspn(*s + 1, DIGITS)) == 0)
		return -1;
	*s += n + 1;
	return 0;
}

/* Read `00:35:55.282` as seconds since midnight and step behind it. */
static int
read_time(const char **s, int64_t *seconds)
{
	int hour, minute, second;

	if ((hour = read_digits(s, '\0', 2)) == -1 || hour > 23 ||
	    (minute = read_digits(s, ':', 2)) == -1 || minute > 59 ||
	    (second = read_digits(s, ':', 2)) == -1 || second > 60 ||
	    skip_fraction(s) == -1)
		return -1;
	if (second == 60) /* a leap second: no instant here */
		second = 59;
	*seconds = hour * 3600 + minute * 60 + second;
	return 0;
}

/* Read `Z`, `+05:30` or ISO 8601's `+0530` as seconds and step behind it. */
static int
read_offset(const char **s, int64_t *seconds)
{
	char sign = *(*s)++;
	int hour, minute;

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
	int64_t day, seconds = 0, offset = 0;

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
 * Read the name of a period as the listing writes it, the whole string: a
 * day `2026-04-08`, an ISO 8601 week `2026-W15` or a month `2026-04`.
 * Return 0 with midnight of its first day, or -1 and leave *day alone.
 */
int
date_parse_period(const char *s, int64_t *day)
{
	int64_t found;
	int y;

	if (date_parse_day(s, day) == 0)
		return 0;
	if ((y = read_digits(&s, '\0', 4)) == -1)
		return -1;
	if (s[0] == '-' && s[1] == 'W') {
		s++;
		found = date_from_week(y, read_digits(&s, 'W', 2));
	} else
		found = date_from_ymd(y, read_digits(&s, '-', 2), 1);
	if (found == DATE_NONE || *s != '\0')
		return -1;
	*day = found;
	return 0;
}

static const char *
skip_blanks(const char *s)
{
	return s + strspn(s, " \t\r\n");
}

/*
 * Read an English month, whole or shortened to three letters or more (`Sept`
 * is common), in any case, with a dot if short.  Return its number or -1.
 */
static int
read_month(const char **s)
{
	const char *name;
	size_t n = 0;
	int m;

	while (isalpha((unsigned char)(*s)[n]))
		n++;
	if (n < DATE_MONTH_SHORT)
		return -1;
	for (m = 1; (name = date_month_name(m)) != NULL; m++) {
		if (strncasecmp(name, *s, n) != 0)
			continue;
		*s += n;
		if (**s == '.' && (n == DATE_MONTH_SHORT || name[n] != '\0'))
			++*s;
		return m;
	}
	return -1;
}

/* Read a number of one or two digits with no digit behind it, or return -1. */
static int
read_month_day(const char **s)
{
	int digits = strspn(*s, DIGITS) >= 2 ? 2 : 1;
	int value = read_digits(s, '\0', digits);

	return isalnum((unsigned char)**s) ? -1 : value;
}

/*
 * Read `, 2023`.  Without a comma the number is no year: in `Mar 11 2023` it
 * counts the comments.  Return 0 for none, -1 for a number that is no year.
 */
static int
read_year(const char **s)
{
	const char *p = *s;
	int y;

	if (*p != ',')
		return 0;
	p = skip_blanks(p + 1);
	if (!isdigit((unsigned char)*p))
		return 0;
	if ((y = read_digits(&p, '\0', 4)) == -1 || isalnum((unsigned char)*p))
		return -1;
	*s = p;
	return y;
}

/*
 * Read a date in words at the start of a string: `Apr 8`, `Jul 10, 2023`.
 * Without a year it is the latest day with that name that is not after
 * page_day, the day of the page.  Blanks before it, behind it and between its
 * parts do not matter.  Return 0 with the day's midnight, and with the rest of
 * the string in *rest unless that is NULL; or return -1 and leave both alone.
 */
int
date_parse_words(const char *s, int64_t page_day, int64_t *day,
    const char **rest)
{
	const char *blanks;
	int64_t found;
	int y, m, d;

	s = skip_blanks(s);
	if ((m = read_month(&s)) == -1)
		return -1;
	blanks = s;
	if ((s = skip_blanks(s)) == blanks)
		return -1;
	if ((d = read_month_day(&s)) == -1 || (y = read_year(&s)) == -1)
		return -1;
	found = y == 0 ? date_latest(m, d, page_day) : date_from_ymd(y, m, d);
	if (found == DATE_NONE)
		return -1;
	*day = found;
	if (rest != NULL)
		*rest = skip_blanks(s);
	return 0;
}

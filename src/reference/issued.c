#include "reference/issued.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"

#define DIGITS "0123456789"

/* Read a number of at most four digits at *s and step over it, or return 0. */
static int
number(const char **s)
{
	size_t n = strspn(*s, DIGITS), i;
	int value = 0;

	for (i = 0; i < n && n <= 4; i++)
		value = value * 10 + ((*s)[i] - '0');
	*s += n;
	return value;
}

/*
 * Read a month: its number, or its name or the first letters of it, as in
 * BibTeX's macros.  A day may stand before or behind it ("15 jan", "Jan 15").
 */
static int
month_number(const char *s, int *day)
{
	size_t n;
	int month, other = 0;

	s += strspn(s, " \t~");
	if (strspn(s, DIGITS) > 0 && (other = number(&s)) > 0) {
		s += strspn(s, " \t~.-/");
		if (*s == '\0')
			return other;
	}
	for (month = 12; month > 0; month--) {
		if (strncasecmp(s, date_month_name(month), DATE_MONTH_SHORT) ==
		    0)
			break;
	}
	if (month > 0 && other == 0) {
		for (n = 0; s[n] != '\0' && strchr(DIGITS, s[n]) == NULL; n++)
			continue;
		s += n;
		other = number(&s);
	}
	if (other > 0)
		*day = other;
	return month;
}

/* Read `2024-01-15`, with slashes perhaps, or the start of it. */
static void
read_date(const char *s, int ymd[static 3])
{
	int i;

	s += strspn(s, " ");
	for (i = 0; i < 3; i++) {
		ymd[i] = number(&s);
		if (*s != '-' && *s != '/')
			return;
		s++;
	}
}

/*
 * Return the day on which a paper came out, in a month without a day the first
 * one, or DATE_NONE if not even the month is known.
 */
int64_t
issued_day(struct issued said)
{
	int ymd[3] = { 0 };

	if (said.date != NULL)
		read_date(said.date, ymd);
	if (ymd[0] == 0 && said.year != NULL)
		read_date(said.year, ymd);
	if (ymd[1] == 0 && said.month != NULL)
		ymd[1] = month_number(said.month, &ymd[2]);
	if (ymd[2] == 0 && said.day != NULL)
		ymd[2] = number(&said.day);
	return date_from_ymd(ymd[0], ymd[1], ymd[2] == 0 ? 1 : ymd[2]);
}

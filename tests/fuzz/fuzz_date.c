/*
 * Any string as a date and any number as an instant.  What is read must be
 * written, read again, and be the same.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "support.h"

static void
check_day(int64_t day)
{
	char s[DATE_DAY_SIZE], week[DATE_WEEK_SIZE];
	int64_t again, monday;

	require(day % DATE_DAY == 0 && date_midnight(day) == day);
	date_format_day(day, s);
	require(date_parse_day(s, &again) == 0 && again == day);
	date_format_week(day, week);
	if (date_parse_period(week, &monday) == 0)
		require(monday <= day && day - monday < 7 * DATE_DAY);
}

static void
check_instant(int64_t t)
{
	char s[DATE_RFC3339_SIZE];
	int64_t again;

	date_format_rfc3339(t, s);
	if (date_parse_instant(s, &again) == 0)
		require(again == t);
}

static void
check_words(const char *s, int64_t page_day)
{
	const char *rest;
	int64_t day;

	if (date_parse_words(s, page_day, &day, &rest) == -1)
		return;
	check_day(day);
	require(rest > s && rest <= s + strlen(s));
}

/* No number may overflow, whatever the writers make of it. */
static void
check_number(int64_t t)
{
	char s[DATE_RFC822_SIZE];

	date_format_rfc822(t, s);
	require(strlen(s) == 0 || strlen(s) == sizeof(s) - 1);
	date_format_day(t, s);
	date_format_week(t, s);
	require(strlen(s) == 0 || strlen(s) == DATE_WEEK_SIZE - 1);
	check_instant(t);
	require(date_midnight(t) <= t);
	(void)date_is_weekend(t);
}

/* Called by the fuzzer: the first bytes are a number, the others a string. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	int64_t number = 0, t;
	char *s;

	if (n < sizeof(number))
		return 0;
	memcpy(&number, data, sizeof(number));
	s = take_copy(data + sizeof(number), n - sizeof(number));
	check_number(number);
	check_words(s, number);
	check_words(s, date_from_ymd(2026, 4, 8));
	if (date_parse_day(s, &t) == 0)
		check_day(t);
	if (date_parse_period(s, &t) == 0)
		check_day(t);
	if (date_parse_instant(s, &t) == 0)
		check_instant(t);
	free(s);
	return 0;
}

#include "support.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/date.h"

#define UNTOUCHED INT64_C(4711)

/* The instants of `date -u -d '2026-04-08' +%s` and the like. */
#define DAY_2026_04_08 INT64_C(1775606400)
#define DAY_1990_01_01 INT64_C(631152000)
#define DAY_2199_12_31 INT64_C(7258032000)

static void
test_known_days(void **state)
{
	(void)state;
	assert_int_equal(date_from_ymd(2026, 4, 8), DAY_2026_04_08);
	assert_int_equal(date_from_ymd(1990, 1, 1), DAY_1990_01_01);
	assert_int_equal(date_from_ymd(2199, 12, 31), DAY_2199_12_31);
	assert_int_equal(date_from_ymd(2000, 3, 1), 951868800);
	assert_int_equal(date_from_ymd(2038, 1, 19), 2147472000);
}

static void
test_no_such_day(void **state)
{
	static const int none[][3] = {
		{ 2026, 2, 29 },
		{ 2100, 2, 29 },
		{ 2024, 2, 30 },
		{ 2026, 4, 31 },
		{ 2026, 13, 1 },
		{ 2026, 0, 1 },
		{ 2026, 1, 0 },
		{ 2026, 1, 32 },
		{ 2026, -1, 1 },
		{ 2026, 1, -1 },
		{ 1989, 12, 31 },
		{ 2200, 1, 1 },
		{ 0, 1, 1 },
		{ -1, 1, 1 },
		{ INT32_MAX, 1, 1 },
		{ INT32_MIN, INT32_MIN, INT32_MIN },
		{ 2026, INT32_MAX, 1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(none); i++)
		assert_int_equal(date_from_ymd(none[i][0], none[i][1],
				     none[i][2]),
		    DATE_NONE);
	assert_int_not_equal(date_from_ymd(2024, 2, 29), DATE_NONE);
	assert_int_not_equal(date_from_ymd(2000, 2, 29), DATE_NONE);
}

/* Days of a month, told in another way than date.c does. */
static int
month_length(int y, int m)
{
	if (m == 2)
		return y % 400 == 0 || (y % 4 == 0 && y % 100 != 0) ? 29 : 28;
	return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
}

static void
check_day(int y, int m, int d, int64_t expected, int weekday)
{
	static const char names[] = "MonTueWedThuFriSatSun";
	char text[32], out[DATE_RFC822_SIZE];
	int64_t day;

	assert_int_equal(date_from_ymd(y, m, d), expected);
	snprintf(text, sizeof(text), "%04d-%02d-%02d", y, m, d);
	assert_int_equal(date_parse_day(text, &day), 0);
	assert_int_equal(day, expected);
	date_format_day(expected, out);
	assert_string_equal(out, text);
	date_format_day(expected + DATE_DAY - 1, out);
	assert_string_equal(out, text);
	assert_int_equal(date_midnight(expected + DATE_DAY - 1), expected);
	date_format_rfc822(expected, out);
	assert_memory_equal(out, names + (size_t)weekday * 3, 3);
	assert_int_equal(date_is_weekend(expected), weekday >= 5);
}

/* The same of its month and week. */
static void
check_month(int y, int m, int d, int64_t day, int weekday)
{
	static const int64_t seconds[] = { 0, DATE_DAY - 1 };
	char text[32], out[DATE_MONTH_SIZE];
	int64_t first = day - (d - 1) * DATE_DAY;
	size_t i;

	snprintf(text, sizeof(text), "%04d-%02d", y, m);
	for (i = 0; i < COUNT(seconds); i++) {
		date_format_month(day + seconds[i], out);
		assert_string_equal(out, text);
		assert_int_equal(date_month(day + seconds[i]), first);
		assert_int_equal(date_next_month(day + seconds[i]),
		    first + month_length(y, m) * DATE_DAY);
		assert_int_equal(date_monday(day + seconds[i]),
		    day - weekday * DATE_DAY);
	}
}

struct week {
	int year, number;
};

/* The week by counting: a new one each Monday, a new year's with 4 January. */
static void
count_week(struct week *w, int y, int m, int d)
{
	w->number++;
	if ((m == 12 && d >= 29) || (m == 1 && d <= 4)) {
		w->year = m == 12 ? y + 1 : y;
		w->number = 1;
	}
}

static void
check_week(const struct week *w, int64_t day, int weekday)
{
	char text[32], out[DATE_WEEK_SIZE];
	int64_t monday;

	snprintf(text, sizeof(text), "%04d-W%02d", w->year, w->number);
	date_format_week(day, out);
	assert_string_equal(out, text);
	if (w->year > 2199)
		return;
	assert_int_equal(date_parse_period(text, &monday), 0);
	assert_int_equal(monday, day - weekday * DATE_DAY);
}

/* 1 January 1990 was a Monday. */
static void
test_every_day(void **state)
{
	struct week week = { 0 };
	int64_t day = DAY_1990_01_01;
	int y, m, d, weekday = 0;

	(void)state;
	for (y = 1990; y <= 2199; y++) {
		for (m = 1; m <= 12; m++) {
			for (d = 1; d <= month_length(y, m); d++) {
				check_day(y, m, d, day, weekday);
				check_month(y, m, d, day, weekday);
				if (weekday == 0)
					count_week(&week, y, m, d);
				check_week(&week, day, weekday);
				day += DATE_DAY;
				weekday = (weekday + 1) % 7;
			}
		}
	}
	assert_int_equal(day, DAY_2199_12_31 + DATE_DAY);
}

static void
test_midnight_of_an_instant(void **state)
{
	(void)state;
	assert_int_equal(date_midnight(0), 0);
	assert_int_equal(date_midnight(-1), -DATE_DAY);
	assert_int_equal(date_midnight(-DATE_DAY), -DATE_DAY);
	assert_int_equal(date_midnight(DATE_DAY - 1), 0);
	assert_int_equal(date_midnight(DATE_NONE), DATE_NONE);
	assert_int_equal(date_midnight(DATE_NONE + 1), DATE_NONE);
	assert_false(date_is_weekend(DATE_NONE));
	assert_true(date_is_weekend(day_of(20260411) + DATE_DAY - 1));
	assert_true(date_is_weekend(day_of(20260412) + DATE_DAY - 1));
	assert_false(date_is_weekend(day_of(20260413)));
	assert_false(date_is_weekend(day_of(20260410) + DATE_DAY - 1));
}

/* By `date -u`: an instant, its month, the next one, its Monday. */
static void
test_months(void **state)
{
	static const struct {
		int64_t instant, month, next, monday;
		const char *text;
	} samples[] = {
		{ 0, 0, 2678400, -259200, "1970-01" },
		{ -1, -2678400, 0, -259200, "1969-12" },
		{ -259200, -2678400, 0, -259200, "1969-12" },
		{ -259201, -2678400, 0, -864000, "1969-12" },
		/* 1968-02-29T12:00:00Z, 1900-02-28T23:59:59Z */
		{ -58017600, -60480000, -57974400, -58320000, "1968-02" },
		{ -2203891201, -2206310400, -2203891200, -2204150400,
		    "1900-02" },
		/* 2024-02-29T00:00:00Z, 2026-12-31T23:59:59Z */
		{ 1709164800, 1706745600, 1709251200, 1708905600, "2024-02" },
		{ 1798761599, 1796083200, 1798761600, 1798416000, "2026-12" },
		{ 1798761600, 1798761600, 1801440000, 1798416000, "2027-01" },
	};
	char text[DATE_MONTH_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(samples); i++) {
		int64_t t = samples[i].instant;

		if (date_month(t) != samples[i].month ||
		    date_next_month(t) != samples[i].next ||
		    date_monday(t) != samples[i].monday)
			fail_msg("%zu: %lld %lld %lld", i,
			    (long long)date_month(t),
			    (long long)date_next_month(t),
			    (long long)date_monday(t));
		date_format_month(t, text);
		assert_string_equal(text, samples[i].text);
	}
}

typedef int parser(const char *, int64_t *);

static void
check_refused(parser *parse, const char *s)
{
	int64_t t = UNTOUCHED;

	if (parse(s, &t) != -1 || t != UNTOUCHED)
		fail_msg("accepted: %s", s);
}

static void
test_parse_day(void **state)
{
	static const char *const bad[] = {
		"",
		"2026",
		"2026-04",
		"2026-4-8",
		"2026-04-8",
		"26-04-08",
		"2026-04-08 ",
		" 2026-04-08",
		"2026-04-08T",
		"2026-04-081",
		"2026/04/08",
		"20260408",
		"2026-13-01",
		"2026-13-45",
		"2026-02-29",
		"2026-00-10",
		"2026-01-00",
		"0001-01-01",
		"9999-12-31",
		"1989-12-31",
		"2200-01-01",
		"-026-04-08",
		"+026-04-08",
		"2026-W15",
		"2026--4-08",
		"latest",
		"2026-04-0\xc2\xb9",
		"1775606400",
	};
	int64_t day;
	size_t i;

	(void)state;
	assert_int_equal(date_parse_day("2026-04-08", &day), 0);
	assert_int_equal(day, DAY_2026_04_08);
	for (i = 0; i < COUNT(bad); i++)
		check_refused(date_parse_day, bad[i]);
}

static void
test_parse_instant(void **state)
{
	static const struct {
		const char *in;
		int64_t seconds; /* from 2026-04-08 */
	} good[] = {
		{ "2026-04-08", 0 },
		{ "2026-04-08T00:00:00Z", 0 },
		{ "2026-04-08T00:35:55Z", 2155 },
		{ "2026-04-08T00:35:55.2Z", 2155 },
		{ "2026-04-08T00:35:55.282Z", 2155 },
		{ "2026-04-08T00:35:55.999999999Z", 2155 },
		{ "2026-04-08T00:35:55.99999999999999999999Z", 2155 },
		{ "2026-04-08t00:35:55z", 2155 },
		{ "2026-04-08T23:59:59Z", 86399 },
		{ "2026-04-08T23:59:60Z", 86399 },
		{ "2026-04-08T06:05:55+05:30", 2155 },
		{ "2026-04-07T16:35:55-08:00", 2155 },
		{ "2026-04-07T16:35:55.5-0800", 2155 },
		{ "2026-04-08T06:05:55+0530", 2155 },
		{ "2026-04-08T00:35:55+00:00", 2155 },
		{ "2026-04-08T00:35:55-00:00", 2155 },
		{ "2026-04-08T00:00:00+23:59", -86340 },
		{ "2026-04-08T00:00:00-23:59", 86340 },
	};
	static const char *const bad[] = {
		"",
		"2026-04-08T",
		"2026-04-08Z",
		"2026-04-08T00:35Z",
		"2026-04-08T00:35:55",
		"2026-04-08T00:35:55.Z",
		"2026-04-08T00:35:55,5Z",
		"2026-04-08 00:35:55Z",
		"2026-04-08T24:00:00Z",
		"2026-04-08T23:60:00Z",
		"2026-04-08T23:59:61Z",
		"2026-04-08T00:35:55ZZ",
		"2026-04-08T00:35:55Z ",
		"2026-04-08T00:35:55+05:3",
		"2026-04-08T00:35:55+5:30",
		"2026-04-08T00:35:55+05",
		"2026-04-08T00:35:55+24:00",
		"2026-04-08T00:35:55+05:60",
		"2026-04-08T00:35:55+05-30",
		"2026-04-08T00:35:55 Z",
		"2026-04-08T0:35:55Z",
		"2026-04-08T-1:35:55Z",
		"2026-02-29T00:00:00Z",
		"1000-01-01T00:00:00Z",
		"9999-12-31T23:59:59Z",
		"1e9",
		"1775606400",
		"Apr 8, 2026",
		"2026-04-08T00:35:55.282",
		"2026-04-08T00:35:55E",
	};
	int64_t t;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(good); i++) {
		if (date_parse_instant(good[i].in, &t) == -1)
			fail_msg("refused: %s", good[i].in);
		assert_int_equal(t, DAY_2026_04_08 + good[i].seconds);
	}
	for (i = 0; i < COUNT(bad); i++)
		check_refused(date_parse_instant, bad[i]);
}

static void
test_parse_period(void **state)
{
	static const struct {
		const char *in;
		int first;
	} good[] = {
		{ "2026-04-08", 20260408 },
		{ "2026-04", 20260401 },
		{ "2026-12", 20261201 },
		{ "2026-W15", 20260406 },
		{ "2026-W01", 20251229 },
		{ "2026-W53", 20261228 },
		{ "2020-W53", 20201228 },
		{ "2021-W01", 20210104 },
		{ "2025-W01", 20241230 },
		{ "2024-W01", 20240101 },
		{ "2027-W01", 20270104 },
		{ "2015-W53", 20151228 },
		{ "1990-W01", 19900101 },
	};
	static const char *const bad[] = {
		"",
		"2026",
		"2026-",
		"2026-W",
		"2026-W1",
		"2026-W00",
		"2026-W54",
		"2025-W53",
		"2021-W53",
		"2024-W53",
		"2026-W150",
		"2026W15",
		"2026-w15",
		"2026-W15-1",
		"2026-00",
		"2026-13",
		"2026-4",
		"2026-041",
		"2026-04-",
		"2026-04-31",
		"1989-W20",
		"2200-W20",
		"1989-04",
		"2200-04",
		"0000-W01",
		"trending",
		"2026-W-1",
		"2026-04 ",
	};
	int64_t day;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(good); i++) {
		if (date_parse_period(good[i].in, &day) == -1)
			fail_msg("refused: %s", good[i].in);
		assert_int_equal(day, day_of(good[i].first));
	}
	for (i = 0; i < COUNT(bad); i++)
		check_refused(date_parse_period, bad[i]);
}

/* Dates in words on a page of a day, both as 20260408, 0 for none. */
static const struct {
	const char *in;
	int page, day;
	const char *rest;
} words[] = {
	{ "Apr 8", 20260408, 20260408, "" },
	{ "Jul 10, 2023", 20260408, 20230710, "" },
	{ "Jul 10, 2023", 0, 20230710, "" },
	{ "Jul 17, 2023 1", 20260408, 20230717, "1" },
	{ "Mar 11 2", 20260408, 20260311, "2" },
	{ "Mar 11   23 ", 20260408, 20260311, "23 " },
	{ "Mar 11 2023", 20260408, 20260311, "2023" },
	{ "Apr 8 more", 20260408, 20260408, "more" },
	{ "  \tApr \n 8 \r\n", 20260408, 20260408, "" },
	/* Months, short and long. */
	{ "April 8, 2026", 0, 20260408, "" },
	{ "APRIL 08, 2026", 0, 20260408, "" },
	{ "apr. 8, 2026", 0, 20260408, "" },
	{ "aPr 8,2026", 0, 20260408, "" },
	{ "Sept. 30, 2025", 0, 20250930, "" },
	{ "Sept 30, 2025", 0, 20250930, "" },
	{ "May. 1, 2025", 0, 20250501, "" },
	{ "May 1, 2025", 0, 20250501, "" },
	{ "January 31, 2025", 0, 20250131, "" },
	{ "Feb 28, 2025", 0, 20250228, "" },
	{ "June 30, 2025", 0, 20250630, "" },
	{ "July 31, 2025", 0, 20250731, "" },
	{ "Aug 31, 2025", 0, 20250831, "" },
	{ "October 31, 2025", 0, 20251031, "" },
	{ "Nov 30, 2025", 0, 20251130, "" },
	{ "December 31, 2025", 0, 20251231, "" },
	/* The year: the latest day that is not after the page's. */
	{ "Apr 9", 20260408, 20250409, "" },
	{ "Dec 31", 20260101, 20251231, "" },
	{ "Jan 1", 20260101, 20260101, "" },
	{ "Jan 2", 20260101, 20250102, "" },
	{ "Jan 1", 20251231, 20250101, "" },
	{ "Feb 29", 20260408, 20240229, "" },
	{ "Feb 29", 20240229, 20240229, "" },
	{ "Feb 29", 20240228, 20200229, "" },
	{ "Feb 29", 21030101, 20960229, "" },
	{ "Feb 29", 21040228, 20960229, "" },
	{ "Feb 29, 2024", 20230101, 20240229, "" },
	{ "Dec 31, 2199", 20260408, 21991231, "" },
	/* A comma without a number behind it is none of the date's. */
	{ "Apr 8, by", 20260408, 20260408, ", by" },
	{ "Apr 8,", 20260408, 20260408, "," },
};

static void
test_parse_words(void **state)
{
	const char *rest;
	int64_t page, day;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(words); i++) {
		page = day_of(words[i].page);
		if (date_parse_words(words[i].in, page, &day, &rest) == -1)
			fail_msg("refused: %s", words[i].in);
		if (day != day_of(words[i].day))
			fail_msg("wrong day: %s", words[i].in);
		assert_string_equal(rest, words[i].rest);
		assert_int_equal(date_parse_words(words[i].in, page, &day,
				     NULL),
		    0);
	}
	/* The page's instant need not be its midnight. */
	assert_int_equal(date_parse_words("Apr 8", DAY_2026_04_08 + 60, &day,
			     NULL),
	    0);
	assert_int_equal(day, DAY_2026_04_08);
}

static void
test_parse_words_refused(void **state)
{
	static const char *const bad[] = {
		"",
		" ",
		"Apr",
		"Apr ",
		"8 Apr",
		"8",
		"Apr8",
		"Apr.8",
		"Apr 0",
		"Apr 31",
		"Apr 123",
		"Apr 8th",
		"Apr -8",
		"Ap 8",
		"Apri8",
		"Aprils 8",
		"Apx 8",
		"April. 8",
		"Mon Apr 8",
		"Feb 30",
		"Feb 29, 2023",
		"Feb 30, 2024",
		"Jul 10, 9999",
		"Jul 10, 1989",
		"Jul 10, 0001",
		"Jul 10, 23",
		"Jul 10, 20231",
		"Jul 10, 2023a",
		"2026-04-08",
		"\xc3\x84pr 8",
		"today",
		"3 days ago",
	};
	const char *rest = bad[0];
	int64_t day = UNTOUCHED;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(bad); i++) {
		if (date_parse_words(bad[i], DAY_2026_04_08, &day, &rest) !=
			-1 ||
		    day != UNTOUCHED || rest != bad[0])
			fail_msg("accepted: %s", bad[i]);
	}
	assert_int_equal(date_parse_words("Apr 8", DATE_NONE, &day, &rest), -1);
	assert_int_equal(date_parse_words("Apr 8", INT64_MAX, &day, &rest), -1);
	assert_int_equal(date_parse_words("Apr 8", 0, &day, &rest), -1);
	assert_int_equal(day, UNTOUCHED);
	assert_ptr_equal(rest, bad[0]);
}

static void
test_format(void **state)
{
	static const struct {
		const char *instant;
		const char *day, *week, *rfc3339, *rfc822;
	} cases[] = {
		{ "2026-04-08T00:35:55.282Z", "2026-04-08", "2026-W15",
		    "2026-04-08T00:35:55Z", "Wed, 08 Apr 2026 00:35:55 GMT" },
		{ "2026-03-01T23:00:00Z", "2026-03-01", "2026-W09",
		    "2026-03-01T23:00:00Z", "Sun, 01 Mar 2026 23:00:00 GMT" },
		{ "2024-02-29T12:00:00Z", "2024-02-29", "2024-W09",
		    "2024-02-29T12:00:00Z", "Thu, 29 Feb 2024 12:00:00 GMT" },
		{ "2021-01-03T23:59:59Z", "2021-01-03", "2020-W53",
		    "2021-01-03T23:59:59Z", "Sun, 03 Jan 2021 23:59:59 GMT" },
		{ "2025-12-29T00:00:00Z", "2025-12-29", "2026-W01",
		    "2025-12-29T00:00:00Z", "Mon, 29 Dec 2025 00:00:00 GMT" },
		{ "2027-01-03T01:02:03+05:30", "2027-01-02", "2026-W53",
		    "2027-01-02T19:32:03Z", "Sat, 02 Jan 2027 19:32:03 GMT" },
	};
	char s[DATE_RFC822_SIZE];
	int64_t t;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(date_parse_instant(cases[i].instant, &t), 0);
		date_format_day(t, s);
		assert_string_equal(s, cases[i].day);
		date_format_week(t, s);
		assert_string_equal(s, cases[i].week);
		date_format_rfc3339(t, s);
		assert_string_equal(s, cases[i].rfc3339);
		date_format_rfc822(t, s);
		assert_string_equal(s, cases[i].rfc822);
	}
}

static void
check_empty(int64_t t)
{
	char day[DATE_DAY_SIZE] = "x", week[DATE_WEEK_SIZE] = "x";
	char month[DATE_MONTH_SIZE] = "x";
	char rfc3339[DATE_RFC3339_SIZE] = "x";
	char rfc822[DATE_RFC822_SIZE] = "x";

	date_format_month(t, month);
	assert_string_equal(month, "");
	date_format_day(t, day);
	date_format_week(t, week);
	date_format_rfc3339(t, rfc3339);
	date_format_rfc822(t, rfc822);
	assert_string_equal(day, "");
	assert_string_equal(week, "");
	assert_string_equal(rfc3339, "");
	assert_string_equal(rfc822, "");
}

/* Other years than the sources' are written as long as they fit. */
static void
test_format_limits(void **state)
{
	static const int64_t first = -INT64_C(30610224000);
	static const int64_t last = INT64_C(253402300799);
	char s[DATE_RFC822_SIZE];

	(void)state;
	date_format_rfc822(0, s);
	assert_string_equal(s, "Thu, 01 Jan 1970 00:00:00 GMT");
	date_format_rfc3339(-1, s);
	assert_string_equal(s, "1969-12-31T23:59:59Z");
	date_format_rfc3339(first, s);
	assert_string_equal(s, "1000-01-01T00:00:00Z");
	date_format_week(first, s);
	assert_string_equal(s, "1000-W01");
	date_format_rfc3339(last, s);
	assert_string_equal(s, "9999-12-31T23:59:59Z");
	date_format_week(last, s);
	assert_string_equal(s, "9999-W52");
	check_empty(first - 1);
	check_empty(last + 1);
	check_empty(DATE_NONE);
	check_empty(INT64_MAX);
}

static void
expect_as_strftime(int64_t t, const char *format, const char *got)
{
	time_t instant = (time_t)t;
	char wanted[64];
	struct tm parts;

	assert_non_null(gmtime_r(&instant, &parts));
	assert_int_not_equal(strftime(wanted, sizeof(wanted), format, &parts),
	    0);
	assert_string_equal(got, wanted);
}

/* Over all years that can be written, some 34,000 instants. */
static void
test_format_as_the_c_library(void **state)
{
	const int64_t step = 97 * DATE_DAY + 4567;
	char s[64];
	int64_t t;

	(void)state;
	for (t = -INT64_C(30610224000); t < INT64_C(253402300800); t += step) {
		date_format_day(t, s);
		expect_as_strftime(t, "%Y-%m-%d", s);
		date_format_month(t, s);
		expect_as_strftime(t, "%Y-%m", s);
		date_format_week(t, s);
		expect_as_strftime(t, "%G-W%V", s);
		date_format_long(t, s);
		expect_as_strftime(t,
		    strchr(s, ' ')[2] == ' ' ? "%A,%e %B %Y" : "%A, %d %B %Y",
		    s);
		date_format_long_month(t, s);
		expect_as_strftime(t, "%B %Y", s);
		date_format_rfc3339(t, s);
		expect_as_strftime(t, "%Y-%m-%dT%H:%M:%SZ", s);
		date_format_rfc822(t, s);
		expect_as_strftime(t, "%a, %d %b %Y %H:%M:%S GMT", s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_days),
		cmocka_unit_test(test_no_such_day),
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_midnight_of_an_instant),
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_parse_day),
		cmocka_unit_test(test_parse_instant),
		cmocka_unit_test(test_parse_period),
		cmocka_unit_test(test_parse_words),
		cmocka_unit_test(test_parse_words_refused),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_format_limits),
		cmocka_unit_test(test_format_as_the_c_library),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

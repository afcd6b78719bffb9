#pragma once

#include <stdbool.h>
#include <stdint.h>

/*
 * Instants are seconds since 1970-01-01T00:00:00Z, days are the instant of
 * their midnight, both always in UTC.  Nothing here asks for the machine's time
 * zone or the clock.
 */
#define DATE_NONE INT64_MIN	 /* no date known */
#define DATE_DAY  INT64_C(86400) /* seconds of a day */

/* The instants that can be written with a year of four digits. */
#define DATE_FIRST (-INT64_C(30610224000)) /* 1000-01-01T00:00:00Z */
#define DATE_LAST  INT64_C(253402300799)   /* 9999-12-31T23:59:59Z */

#define DATE_DAY_SIZE	  sizeof("2026-04-08")
#define DATE_MONTH_SIZE	  sizeof("2026-04")
#define DATE_WEEK_SIZE	  sizeof("2026-W15")
#define DATE_LONG_SIZE	  sizeof("Wednesday, 30 September 2026")
#define DATE_RFC3339_SIZE sizeof("2026-04-08T00:35:55Z")
#define DATE_RFC822_SIZE  sizeof("Wed, 08 Apr 2026 00:35:55 GMT")

/* Letters of a short month's name, the first ones of the whole. */
#define DATE_MONTH_SHORT 3

int64_t date_from_ymd(int, int, int);
int64_t date_from_week(int, int);
int64_t date_latest(int, int, int64_t);
int64_t date_midnight(int64_t);
int64_t date_month(int64_t);
int64_t date_next_month(int64_t);
int64_t date_monday(int64_t);
bool date_is_weekend(int64_t);
int64_t date_work_between(int64_t, int64_t);

const char *date_month_name(int);

int date_parse_day(const char *, int64_t *);
int date_parse_instant(const char *, int64_t *);
int date_parse_period(const char *, int64_t *);
int date_parse_words(const char *, int64_t, int64_t *, const char **);

void date_format_day(int64_t, char[static DATE_DAY_SIZE]);
void date_format_month(int64_t, char[static DATE_MONTH_SIZE]);
void date_format_week(int64_t, char[static DATE_WEEK_SIZE]);
void date_format_long(int64_t, char[static DATE_LONG_SIZE]);
void date_format_long_month(int64_t, char[static DATE_LONG_SIZE]);
void date_format_rfc3339(int64_t, char[static DATE_RFC3339_SIZE]);
void date_format_rfc822(int64_t, char[static DATE_RFC822_SIZE]);

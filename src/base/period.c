/* Days, weeks and months, by which listings and archives are parted. */
#include "base/period.h"

#include <stdio.h>

#include "base/date.h"

/* Return the period of an instant. */
struct period
period_of(enum period_kind kind, int64_t instant)
{
	int64_t day = date_midnight(instant), monday = date_monday(instant);

	switch (kind) {
	case PERIOD_DAY:
		return (struct period){ day, day + DATE_DAY };
	case PERIOD_WEEK:
		return (struct period){ monday, monday + 7 * DATE_DAY };
	default:
		return (struct period){ date_month(instant),
			date_next_month(instant) };
	}
}

/*
 * Write the name that a period has in paths: `2026-04-08`, `2026-W15` (ISO 8601)
 * or `2026-04`.
 */
void
period_label(enum period_kind kind, int64_t start,
    char s[static PERIOD_LABEL_SIZE])
{
	switch (kind) {
	case PERIOD_DAY:
		date_format_day(start, s);
		break;
	case PERIOD_WEEK:
		date_format_week(start, s);
		break;
	default:
		date_format_month(start, s);
	}
}

/*
 * Write a period as a heading has it: `Wednesday, 8 April 2026`, `Week 15 of
 * 2026` or `April 2026`.
 */
void
period_title(enum period_kind kind, int64_t start,
    char s[static PERIOD_TITLE_SIZE])
{
	char week[DATE_WEEK_SIZE];
	const char *number;

	switch (kind) {
	case PERIOD_DAY:
		date_format_long(start, s);
		break;
	case PERIOD_WEEK:
		date_format_week(start, week);
		number = week + sizeof("2026-W") - 1;
		snprintf(s, PERIOD_TITLE_SIZE, "Week %s of %.4s",
		    number + (number[0] == '0'), week);
		break;
	default:
		date_format_long_month(start, s);
	}
}

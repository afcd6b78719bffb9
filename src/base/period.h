#pragma once

#include <stdint.h>

/* How long a period is: a day, a week from Monday on, a month. */
enum period_kind { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH };

#define PERIOD_LABEL_SIZE sizeof("2026-04-08")
#define PERIOD_TITLE_SIZE sizeof("Wednesday, 30 September 2026")

/* A period in UTC: its first instant, and that of the next one. */
struct period {
	int64_t start;
	int64_t end;
};

struct period period_of(enum period_kind, int64_t);
void period_label(enum period_kind, int64_t, char[static PERIOD_LABEL_SIZE]);
void period_title(enum period_kind, int64_t, char[static PERIOD_TITLE_SIZE]);

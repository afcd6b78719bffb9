#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/period.h"

struct buf;
struct topic_format;
struct site;
struct topic;
struct topic_counts;

/* What every page has. */
struct page {
	const struct site *site;
	const char *title; /* of the window */
	const char *about; /* a sentence */
	const char *path;  /* in the output; "" is the first page */
	const char *root;  /* from its folder to the output: "" or "../" */
};

/* The pages before and behind one of a period, or DATE_NONE. */
struct neighbours {
	int64_t older;
	int64_t newer;
};

void html_open_head(struct buf *, const struct page *);
void html_discovery(struct buf *, const struct page *, const struct topic *);
void html_open_body(struct buf *, const struct page *);
void html_close(struct buf *);

void html_date(struct buf *, int64_t);
void html_day_link(struct buf *, const struct site *, int64_t);
void html_facts(struct buf *, const struct topic_counts *);
void html_turn(struct buf *, const char *, enum period_kind, int64_t,
    const struct neighbours *, bool);
void html_months(struct buf *, const char *, const int64_t *, size_t);

void html_conditions(struct buf *, const struct topic *);
void html_address(struct buf *, const struct site *, const char *,
    const char *);
const struct topic_format *html_addresses(struct buf *, const struct topic *,
    const struct site *, const struct topic_format *, size_t);

#pragma once

#include <stddef.h>
#include <stdint.h>

struct buf;
struct feed_format;
struct site;
struct topic;
struct topic_counts;

void html_open_head(struct buf *, const char *, const char *, const char *);
void html_discovery(struct buf *, const struct topic *, const struct site *,
    const struct feed_format *);
void html_open_body(struct buf *, const struct site *);
void html_close(struct buf *);

void html_number(struct buf *, int64_t);
void html_count(struct buf *, int64_t, const char *);
void html_day(struct buf *, int64_t);
void html_facts(struct buf *, const struct topic_counts *);

void html_conditions(struct buf *, const struct topic *);
void html_query(struct buf *, const struct topic *);
void html_feeds(struct buf *, const struct topic *, const struct feed_format *);
void html_address(struct buf *, const struct site *, const char *,
    const char *);
void html_addresses(struct buf *, const struct topic *, const struct site *,
    const struct feed_format *);

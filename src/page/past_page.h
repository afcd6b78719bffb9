#pragma once

#include <stddef.h>
#include <stdint.h>

#include "page/html.h"

struct buf;
struct entry;
struct topic;

/* The page of a topic's month. */
struct past_page {
	const struct site *site;
	const struct topic *topic;
	int64_t month;
	struct neighbours months;
	size_t count; /* papers */
};

void past_page_open(struct buf *, const struct past_page *);
void past_page_add(struct buf *, const struct past_page *,
    const struct entry *);
int past_page_close(struct buf *, const struct past_page *);

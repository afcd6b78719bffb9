#pragma once

#include <stddef.h>
#include <stdint.h>

#include "page/html.h"

struct buf;
struct entry;
struct topic;

/* The page of a day. */
struct day_page {
	const struct site *site;
	const struct topic *all;
	int64_t day;
	struct neighbours days;
	size_t count; /* papers */
};

void day_page_open(struct buf *, const struct day_page *);
void day_page_add(struct buf *, const struct day_page *, const struct entry *);
int day_page_close(struct buf *, const struct day_page *);

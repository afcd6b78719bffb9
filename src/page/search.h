#pragma once

#include <stddef.h>
#include <stdint.h>

struct buf;
struct entry;
struct topic;

/* The index of a month, by which the first page finds papers. */
struct search_index {
	const struct topic *topics; /* of the configuration, `all` first */
	int64_t day;		    /* of the papers that follow; DATE_NONE */
};

void search_open(struct search_index *, const struct topic *);
void search_add(struct buf *, struct search_index *, const struct entry *);

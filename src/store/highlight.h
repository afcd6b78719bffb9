#pragma once

#include <stdint.h>

#include "topic/query_scan.h"

struct arena;
struct database;

/* What stands before and behind words that were found: no text has these. */
#define HIT_START '\1'
#define HIT_END	  '\2'

/*
 * What a query finds in a paper, field by field as in query_fields: the text
 * around the words, or NULL where nothing was found.
 */
struct hits {
	const char *texts[QUERY_FIELD_COUNT];
};

int highlight_find(struct database *, struct arena *, const char *, int64_t,
    struct hits *);

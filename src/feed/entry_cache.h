#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "feed/entry.h"

#define ENTRY_TOPICS_MAX 20 /* that an entry names */

struct config;
struct database;
struct cached;

/*
 * The entries of papers, each made once however many feeds show it: start
 * with entry_cache_start(), end with entry_cache_free().
 */
struct entry_cache {
	struct database *database;
	const struct config *config;
	struct arena arena;  /* owns the entries, */
	struct arena before; /* but this one those that were made before */
	struct buf text;     /* of one after another */
	struct cached *slots;
	size_t size; /* of the slots, a power of two */
	size_t count;
};

void entry_cache_start(struct entry_cache *, struct database *,
    const struct config *);
void entry_cache_free(struct entry_cache *);
void entry_cache_trim(struct entry_cache *);
struct entry *entry_cache_get(struct entry_cache *, int64_t,
    const struct topic *);
struct entry *entry_cache_get_live(struct entry_cache *, int64_t,
    const struct topic *);
int entry_cache_write(struct entry_cache *, struct entry *, size_t);

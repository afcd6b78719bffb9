#ifndef PUBLISH_MANIFEST_H
#define PUBLISH_MANIFEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "feed/entry_cache.h"
#include "publish/output.h"

struct config;
struct database;
struct name_list;

/* What the store remembers of the last publishing. */
struct publication_state {
	const char *settings; /* the configuration that shows in files */
	const char *outline;  /* the list of topics */
	int64_t listed;	      /* when that last changed */
	int64_t archived;     /* the archives' folder (output_archived()) */
	int64_t published;    /* when, or DATE_NONE */
};

/* A publishing: where from, where to, and what is remembered of it. */
struct publication {
	struct database *database;
	const struct config *config;
	int64_t now;
	struct output output;
	struct entry_cache cache;
	struct arena arena; /* owns the texts of the state */
	struct buf bytes;   /* of one file after another */
	struct publication_state state;
	size_t written; /* files with new bytes */
	size_t removed;
};

int publication_read(struct publication *);
int publication_keep(struct publication *);
struct buf *publication_bytes(struct publication *);
int publication_put(struct publication *, const char *, const char *);
int publication_remove(struct publication *, const char *);
int publication_has(struct publication *, const char *);
int publication_list(struct publication *, struct arena *, const char *,
    struct name_list *);
int publication_retired(struct publication *, struct arena *,
    struct name_list *);
int publication_check(struct publication *, const char *,
    void (*)(void *, const char *, const char *), void *);

#endif

#ifndef TOPIC_H
#define TOPIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct database;
struct paper_list;

/* A topic: what it is called and what belongs to it. */
struct topic {
	const char *slug; /* names its files and its feed's id */
	const char *title;
	const char *match; /* as configured; NULL: all papers */
	const char *query; /* the same for SQLite's FTS5 */
	int64_t min_upvotes;
};

/* How much is in a topic. */
struct topic_measure {
	int64_t count;
	int64_t newest; /* listed, or DATE_NONE */
};

bool topic_is_all(const struct topic *);
int topic_select(struct database *, const struct topic *, size_t,
    struct paper_list *);
int topic_measure(struct database *, const struct topic *,
    struct topic_measure *);
int topic_keys(struct database *, const struct topic *, int64_t, int64_t,
    int64_t **, size_t *);
int topic_note(struct database *, const struct topic *, const char *, int64_t);
int topic_changed(struct database *, const struct topic *, int64_t *);

#endif

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#define TOPICS_MAX 64 /* bits of a set */

enum format { ATOM, RSS, FORMATS };

struct buf {
	char *s;
	size_t n, size;
};

/* What is kept of a paper outside the store. */
struct paper {
	int64_t key, listed;
	uint64_t topics;
	struct buf entry[FORMATS]; /* made for the first feed that has it */
};

struct topic {
	char *slug, *title, *query;
	int upvotes;
};

/* Columns of the table `paper` behind its key. */
enum column {
	ID,
	TITLE,
	ABSTRACT,
	SUMMARY,
	AUTHORS,
	ORGANIZATION,
	SUBMITTER,
	KEYWORDS,
	CODE,
	PROJECT,
	THUMBNAIL,
	TEXTS,
	PUBLISHED = TEXTS,
	LISTED,
	UPVOTES,
	COMMENTS,
	STARS
};

extern struct topic topics[TOPICS_MAX];
extern size_t topic_count;
extern struct paper *papers; /* newest first, once all are read */
extern size_t paper_count;
extern sqlite3 *db;

void open_store(const char *);
void read_listing(const char *);
void check(bool);
sqlite3_stmt *prepare(const char *);
void reserve(struct buf *, size_t);
void add(struct buf *, const char *, size_t);
void make_entry(struct paper *, sqlite3_stmt *);
void add_feed(struct buf *, const struct topic *, enum format,
    struct paper *const *, size_t);

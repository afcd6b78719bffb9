#pragma once

#include <stdbool.h>
#include <stdint.h>

struct arena;

/* Where a link leads, which tells what the text in it means. */
enum card_text_target {
	TO_ELSEWHERE,
	TO_PAPER,
	TO_COMMENTS,
	TO_DAY, /* another day's listing */
	TO_VOTE,
	TO_ACCOUNT, /* an organization's page */
	TO_CODE,
};

/* What the next text says if it looks like it. */
enum card_expected {
	EXPECT_NOTHING,
	EXPECT_VOTES,
	EXPECT_SUBMITTER,
};

/*
 * What a card shows, as it shows it, or NULL and COUNT_UNKNOWN.  The strings
 * belong to the reader of the page.
 */
struct card {
	const char *id;
	const char *title;
	const char *text; /* abstract or summary */
	const char *organization;
	const char *submitter;
	const char *date; /* the paper's, in words */
	const char *code; /* URLs */
	const char *thumbnail;
	int64_t author_count;
	int64_t upvotes;
	int64_t comments;
	enum card_expected expected; /* while it is being read */
};

/* A card of which nothing was read. */
extern const struct card card_text_none;

enum card_text_target card_text_target(const char *);
const char *card_text_id(struct arena *, const char *);
int64_t card_text_day(const char *);
int64_t card_text_count(const char **);
bool card_text_read_date(const char *, int64_t, int64_t *);
bool card_text_is_date(const char *);
bool card_text_take(struct card *, enum card_text_target, const char *);

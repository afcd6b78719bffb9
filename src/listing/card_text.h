#ifndef LISTING_CARD_TEXT_H
#define LISTING_CARD_TEXT_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

/* What a link leads to, and so what the text in it says. */
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
 * What a card shows, as it shows it: NULL and COUNT_UNKNOWN where it does
 * not.  The strings belong to whoever reads the page.
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

enum card_text_target card_text_target(const char *);
const char *card_text_id(struct arena *, const char *);
int64_t card_text_day(const char *);
bool card_text_read_date(const char *, int64_t, int64_t *);
bool card_text_is_date(const char *);
bool card_text_take(struct card *, enum card_text_target, const char *);

#endif

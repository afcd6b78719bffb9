#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "listing/terminal_line.h"

struct arena;

/* A text in lines, and what is known of it as a whole. */
struct terminal_text {
	struct arena *arena; /* for strings while it is read */
	struct terminal_line *lines;
	size_t count;
	size_t width;	   /* of the longest line without a URL, in bytes */
	int64_t latest;	   /* the last day that a date may mean */
	bool numbered;	   /* titles begin with the number of their link */
	bool dated;	   /* cards have dates, so it is a search */
	const char *fault; /* why the text is refused, or NULL */
	size_t fault_line; /* where, from 1 */
};

/* The lines of a card. */
struct terminal_part {
	size_t box;
	int64_t votes;
	size_t title, title_end;
	size_t body, body_end;
	bool last;
};

/* What the lines of a card's body say. */
struct terminal_body {
	size_t texts; /* lines of text, and the first and last of them */
	size_t first, end;
	struct terminal_line organization; /* empty if not known */
	int64_t author_count;
	int64_t published;
	int64_t comments;
	bool dated;
	bool over; /* nothing more may follow */
};

bool terminal_text_is_empty(const struct terminal_text *, size_t);
const char *terminal_text_copy(struct terminal_text *, struct terminal_line);
bool terminal_text_votes(struct terminal_text *, struct terminal_line,
    int64_t *);
bool terminal_text_fail(struct terminal_text *, size_t, const char *);
bool terminal_body_has_date(struct terminal_text *,
    const struct terminal_part *);
bool terminal_body_read(struct terminal_text *, const struct terminal_part *,
    struct terminal_body *);

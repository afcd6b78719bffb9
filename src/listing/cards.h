#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "listing/card_text.h"

/*
 * The cards of a page, what the page says about itself outside of them, and the
 * state of the reading.
 */
struct cards {
	struct arena arena; /* holds all strings */
	struct card *cards;
	size_t count;
	size_t articles; /* also those without a paper */

	int64_t address;   /* day in its own address */
	int64_t neighbour; /* first day it links to */
	const char *date;  /* the date it shows, in words */
	const char *query; /* what was searched for */

	bool in_article;
	bool in_heading;
	bool in_paragraph;
	enum card_text_target target; /* of the link around the text */
	const char *linked;	      /* id of the paper it leads to */
	const char *heading_id;	      /* the same of the heading's link */
	struct buf heading;
	struct buf paragraph;
	struct buf run;	  /* text between two tags */
	struct card card; /* the one that is read */
};

void cards_init(struct cards *);
void cards_free(struct cards *);
const char *cards_attribute(const char *const *, const char *);
void cards_open(struct cards *, const char *, const char *const *);
void cards_text(struct cards *, const char *, size_t);
void cards_close(struct cards *, const char *);

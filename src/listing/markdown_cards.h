#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "listing/cards.h"
#include "listing/markdown_text.h"

struct draft;

/* The cards of a page saved as Markdown, and the state of their reading. */
struct markdown_cards {
	struct cards cards; /* in the order of their first mention */
	size_t current;	    /* number of the last heading's card, from 1 */
	bool has_people;    /* the current card's, or what follows has none */
	bool named;	    /* the page's own heading was seen */
	bool trending;
	bool wants_submitter;
	size_t voted;	       /* number of the card whose votes come next */
	const char *submitter; /* of the next heading's card */
	struct markdown_text part; /* the last one that was read */
};

void markdown_cards_init(struct markdown_cards *);
void markdown_cards_link(struct markdown_cards *, struct span, const char *,
    bool);
void markdown_cards_text(struct markdown_cards *, struct span, bool);
int markdown_cards_add(struct draft *, struct markdown_cards *);
void markdown_cards_free(struct markdown_cards *);

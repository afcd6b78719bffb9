#pragma once

#include <stdbool.h>
#include <stdint.h>

struct buf;
struct entry;
struct site;

/* How a page shows its papers. */
struct card_style {
	const struct site *site;
	const char *root;    /* from the page's folder to the output */
	const char *heading; /* the element of the titles, as "h2" */
	bool dated;	     /* papers are of several days, without headings */
	bool is_day;	     /* the page is that of the papers' day */
	bool brief;	     /* without earlier papers */
	bool voted;	     /* show votes, if the site does */
};

void card_write(struct buf *, const struct entry *, const struct card_style *);
void card_write_line(struct buf *, const struct entry *,
    const struct card_style *);

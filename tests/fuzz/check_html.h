/* A strict look at HTML that the program wrote. */
#pragma once

#include <stddef.h>

/* What an element may have: its name, then its attributes, parted by blanks. */
struct html_place {
	const char *const *elements; /* up to NULL */
	const char *start;	     /* with which the text begins */
	int relative;		     /* links to other files of the site */
};

extern const struct html_place html_in_feeds; /* content of an entry */
extern const struct html_place html_in_pages;
extern const struct html_place html_in_mails;

/*
 * Ends the program unless n bytes are HTML as the program means to write it:
 * only elements and attributes of the place, each element closed, each attribute
 * quoted, no id twice, links to http, https and files of the site alone, and
 * nothing in the text that could be read as markup.
 */
void check_html(const char *, size_t, const struct html_place *);

#ifndef LISTING_LISTING_H
#define LISTING_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paper/paper.h"

#define LISTING_MAX   ((size_t)32 * 1024 * 1024) /* bytes read at most */
#define LISTING_ITEMS 100000			 /* papers read at most */

/*
 * A listing that is being read, and then its papers.  The caller sets what
 * stands first, the reader of the shape the rest.
 */
struct listing {
	const char *name; /* file or URL, for diagnostics */
	int64_t asked;	  /* day asked for, or DATE_NONE */
	int64_t now;	  /* the present instant */
	bool live;	  /* just fetched, not a saved one */

	enum listing_kind kind;
	const char *label; /* in the papers' arena */
	int64_t day;	   /* the day it stands for, or DATE_NONE */
	bool by_item;	   /* each item knows its own day */
	bool complete;	   /* items with all fields, no rendition */
	int64_t reading;   /* instant its values were read */
	size_t items;	   /* seen so far, good and bad */
	size_t skipped;	   /* warned about and left out */
	char first[128];   /* of those of a live listing, and why */
	struct paper_list papers;
	struct paper surplus; /* whatever is over the limit */
	int64_t previous;     /* day of the one before it, or DATE_NONE */
	char why[512];	      /* what is wrong with it, or empty */
};

int listing_read(struct listing *, const char *, size_t);
void listing_free(struct listing *);

/* For the readers of the shapes. */
struct paper *listing_add(struct listing *);
void listing_skip(struct listing *, const char *);
void listing_refuse(struct listing *, const char *, ...)
    __attribute__((format(printf, 2, 3)));

#endif

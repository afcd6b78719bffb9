#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paper/paper.h"

#define LISTING_MAX	 ((size_t)32 * 1024 * 1024) /* bytes read at most */
#define LISTING_WARNINGS 6			    /* of one listing at most */

/* What to read. */
struct listing_request {
	const char *name; /* file or URL, for diagnostics */
	int64_t asked;	  /* day asked for, or DATE_NONE */
	int64_t now;	  /* the present instant */
	bool live;	  /* just fetched, not a saved one */
};

/* A listing that was read. */
struct listing {
	enum listing_kind kind;
	const char *label; /* in the papers' arena */
	int64_t day;	   /* the day it stands for, or DATE_NONE */
	int64_t previous;  /* day of the one before it, or DATE_NONE */
	bool by_item;	   /* each item knows its own day */
	bool complete;	   /* items with all fields, no rendition */
	int64_t reading;   /* instant its values were read */
	size_t items;	   /* it has, good and bad */
	size_t skipped;	   /* that were left out */
	struct paper_list papers;
	struct name_list warnings; /* of items left out, in the same arena */
	char why[512];		   /* what is wrong with it, or empty */
};

void listing_free(struct listing *);

#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/key_list.h"

struct config;
struct database;
struct findings;

/* A check of the store: what it goes by, and what came of it. */
struct store_check {
	struct database *database;
	const struct config *config;
	struct findings *findings;
	int64_t now;
	bool mends;    /* what it finds */
	bool salvaged; /* from a damaged store: the indexes are empty */

	struct key_list days; /* to be read again: their midnights */
	size_t lost;	      /* papers that were taken out */
	bool mended;	      /* something was: files must be made anew */
	bool searchable;      /* the indexes are right, or were mended */
};

int store_check_mark_days(struct store_check *);

int row_check(struct store_check *);
int index_check(struct store_check *);
int member_check(struct store_check *);

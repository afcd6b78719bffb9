#ifndef LISTING_H
#define LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paper.h"

#define LISTING_MAX	((size_t)32 * 1024 * 1024)	/* bytes read at most */

/*
 * A listing that is being read, and then its papers.  `name`, `asked` and
 * `now` come from the caller, the rest from the reader of the shape.
 */
struct listing {
	const char	*name;		/* file or URL, for diagnostics */
	int64_t		 asked;		/* day asked for, or DATE_NONE */
	int64_t		 now;		/* the present instant */

	enum listing_kind kind;
	const char	*label;		/* in the papers' arena */
	int64_t		 day;		/* the day it stands for, or DATE_NONE */
	bool		 by_item;	/* each item knows its own day */
	bool		 complete;	/* items with all fields, no rendition */
	size_t		 items;		/* seen so far, good and bad */
	size_t		 skipped;	/* warned about and left out */
	struct paper_list papers;
};

int	 listing_read(struct listing *, const char *, size_t);
void	 listing_free(struct listing *);

/* For the readers of the shapes. */
struct paper	*listing_add(struct listing *);
void		 listing_skip(struct listing *, const char *);

#endif

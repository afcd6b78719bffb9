/* A listing as bytes, as paper/paper_pack.c has papers. */
#include "listing/listing_pack.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "paper/paper_pack.h"

/* Add a listing that was read, or refused. */
void
listing_pack(struct buf *b, const struct listing *l)
{
	pack_number(b, (int64_t)l->kind);
	pack_text(b, l->label);
	pack_number(b, l->day);
	pack_number(b, l->previous);
	pack_number(b, l->by_item);
	pack_number(b, l->complete);
	pack_number(b, l->reading);
	pack_number(b, (int64_t)l->items);
	pack_number(b, (int64_t)l->skipped);
	pack_text(b, l->why);
	paper_pack_names(b, &l->warnings);
	paper_pack(b, &l->papers);
}

/* Read the warnings, each a phrase. */
static void
unpack_warnings(struct unpack *u, struct listing *l)
{
	int64_t n = unpack_number(u, 0, LISTING_WARNINGS);
	const char *warning;

	for (; n > 0 && !u->bad; n--) {
		warning = unpack_phrase(u);
		if (warning != NULL)
			paper_keep_name(u->arena, &l->warnings, warning);
	}
}

/* Are all papers such as clean_paper() makes, seen once in this listing? */
static bool
are_clean(const struct paper_list *l)
{
	const struct paper *p;
	size_t i;

	for (i = 0; i < l->count; i++) {
		p = &l->papers[i];
		if (p->title == NULL || p->listing_count != 1 ||
		    p->listings[0].label == NULL)
			return false;
	}
	return true;
}

/*
 * Read a listing, the last of what was packed, into an empty one, in whose papers'
 * arena its texts are.
 */
void
listing_unpack(struct unpack *u, struct listing *l)
{
	const char *why;

	u->arena = &l->papers.arena;
	l->kind = (enum listing_kind)unpack_number(u, 0, LISTING_KINDS - 1);
	l->label = unpack_text(u);
	l->day = unpack_date(u);
	l->previous = unpack_date(u);
	l->by_item = unpack_number(u, false, true) != 0;
	l->complete = unpack_number(u, false, true) != 0;
	l->reading = unpack_date(u);
	l->items = (size_t)unpack_number(u, 0, COUNT_MAX);
	l->skipped = (size_t)unpack_number(u, 0, COUNT_MAX);
	why = unpack_phrase(u);
	snprintf(l->why, sizeof(l->why), "%s", why == NULL ? "" : why);
	unpack_warnings(u, l);
	paper_unpack(u, &l->papers);
	if (!unpack_is_whole(u) || !are_clean(&l->papers))
		u->bad = true;
}

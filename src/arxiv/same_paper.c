/* Whether a paper that arXiv found by a title is the one that was looked for. */
#include "arxiv/same_paper.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "paper/guid.h"
#include "paper/paper.h"

/* Do both have an author of the same name? */
static bool
share_author(struct arena *a, const struct paper *p, const struct paper *q)
{
	struct name_list names = { 0 };
	size_t i;

	for (i = 0; i < p->authors.count; i++)
		paper_keep_name(a, &names, guid_fold(a, p->authors.names[i]));
	for (i = 0; i < q->authors.count; i++) {
		if (paper_has_name(&names, guid_fold(a, q->authors.names[i])))
			return true;
	}
	return false;
}

/* Are both of one day?  A listing may live in another time zone. */
static bool
share_date(const struct paper *p, const struct paper *q)
{
	if (p->published == DATE_NONE || q->published == DATE_NONE)
		return false;
	return p->published <= q->published + DATE_DAY &&
	    q->published <= p->published + DATE_DAY;
}

/*
 * Are both the same paper?  The same title, folded as for a guid, is not enough:
 * many papers share a short one, so an author or the date must agree as well.
 */
bool
same_paper(const struct paper *p, const struct paper *q)
{
	struct arena a = { 0 };
	bool same;

	same = strcmp(guid_fold(&a, p->title), guid_fold(&a, q->title)) == 0 &&
	    (share_date(p, q) || share_author(&a, p, q));
	arena_free(&a);
	return same;
}

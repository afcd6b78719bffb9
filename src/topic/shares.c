/* Names the terms that make a paper's score. */
#include "topic/shares.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "topic/likeness.h"
#include "topic/terms.h"

/* A paper whose terms are named. */
struct naming {
	struct arena *arena;
	const struct likeness *likeness;
	const struct terms *terms;
	int64_t length;
	struct shares *to;
};

/* Add a term that counts, when it comes for the first time. */
static void
name_term(void *context, const struct term *t)
{
	struct naming *n = context;
	struct shares *to = n->to;
	int32_t weight = likeness_weight(n->likeness, t->hash);
	size_t i;

	if (weight == 0)
		return;
	for (i = 0; i < to->count; i++) {
		if (to->shares[i].hash == t->hash)
			return;
	}
	to->shares =
	    array_grow_in(n->arena, to->shares, to->count, sizeof(*to->shares));
	to->shares[to->count++] = (struct share){
		.hash = t->hash,
		.text = arena_copy(n->arena, t->text, t->n),
		.part = weight * terms_weight(terms_find(n->terms, t->hash)) /
		    n->length,
	};
}

/* The heavier one first; of two that weigh the same, that of the lower hash. */
static int
compare_parts(const void *a, const void *b)
{
	const struct share *p = a, *q = b;
	int64_t x = llabs((long long)p->part), y = llabs((long long)q->part);

	if (x != y)
		return x > y ? -1 : 1;
	return (p->hash > q->hash) - (p->hash < q->hash);
}

/*
 * Find the terms of a paper that add to its score or take away from it; the arena
 * owns them.  Return 0, or -1 without memory.
 */
int
shares_find(struct arena *a, const struct likeness *l, struct splitter *s,
    const struct paper_texts *texts, struct shares *to)
{
	struct terms terms = { 0 };
	struct naming naming = { .arena = a,
		.likeness = l,
		.terms = &terms,
		.to = to };
	int ret = -1;

	*to = (struct shares){ 0 };
	if (terms_read(&terms, s, texts) == 0) {
		naming.length = terms_length(&terms);
		to->score = likeness_score(l, &terms);
		ret = terms_each(s, texts, name_term, &naming);
	}
	if (to->count > 0)
		qsort(to->shares, to->count, sizeof(*to->shares),
		    compare_parts);
	terms_free(&terms);
	return ret;
}

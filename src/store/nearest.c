/*
 * Which of some papers are nearest to one: those that share the most rare words
 * with it, of which a rarer one weighs more.
 */
#include "store/nearest.h"

#include <err.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sysexits.h>

#define SHARED_LEAST 2 /* words, so that one name is no kinship */

/* A paper, and what it shares. */
struct candidate {
	int64_t key;
	int weight;
	int shared; /* words */
};

/* Forget all papers; their room stays for the next ones. */
void
nearest_clear(struct nearest *n)
{
	n->count = n->words = 0;
}

/* A rarer word weighs more: 4 for each halving of the papers that have it. */
static int
weigh(size_t papers)
{
	int weight = 32;

	for (; papers > 1; papers /= 2)
		weight -= 4;
	return weight;
}

/* Make room for as many papers, in both lists. */
static void
make_room(struct nearest *n, size_t count)
{
	if (count <= n->size)
		return;
	n->size = 2 * count;
	n->papers = realloc(n->papers, n->size * sizeof(*n->papers));
	n->merged = realloc(n->merged, n->size * sizeof(*n->merged));
	if (n->papers == NULL || n->merged == NULL)
		err(EX_OSERR, NULL);
}

/*
 * Note the papers that share another word: so many keys, which ascend.  They are
 * merged with those of the words before.
 */
void
nearest_add(struct nearest *n, const int64_t *keys, size_t count)
{
	const struct candidate *c, *end;
	struct candidate *to, *merged;
	int weight = weigh(count);
	size_t i;

	if (count == 0)
		return;
	make_room(n, n->count + count);
	c = n->papers;
	end = c + n->count;
	to = merged = n->merged;
	for (i = 0; i < count; i++, to++) {
		while (c < end && c->key < keys[i])
			*to++ = *c++;
		*to = (struct candidate){ .key = keys[i] };
		if (c < end && c->key == keys[i])
			*to = *c++;
		to->weight += weight;
		to->shared++;
	}
	while (c < end)
		*to++ = *c++;
	n->count = (size_t)(to - merged);
	n->merged = n->papers;
	n->papers = merged;
	n->words++;
}

/* Is a paper nearer than another one?  Of those alike it is the newer. */
static bool
is_nearer(const struct candidate *c, const struct candidate *than)
{
	return c->weight > than->weight ||
	    (c->weight == than->weight && c->key > than->key);
}

/*
 * Find the place of the nearest paper behind another one, or of all for NULL; -1
 * when there is none.
 */
static ptrdiff_t
find_next(const struct nearest *n, const struct candidate *behind)
{
	ptrdiff_t best = -1;
	size_t i;

	for (i = 0; i < n->count; i++) {
		if (n->papers[i].shared < SHARED_LEAST ||
		    (behind != NULL && !is_nearer(behind, &n->papers[i])))
			continue;
		if (best == -1 || is_nearer(&n->papers[i], &n->papers[best]))
			best = (ptrdiff_t)i;
	}
	return best;
}

/*
 * Write the keys of the nearest papers, at most so many and the first one first.
 * Return how many there are.
 */
size_t
nearest_choose(const struct nearest *n, int64_t *keys, size_t most)
{
	const struct candidate *last = NULL;
	size_t count;
	ptrdiff_t at;

	for (count = 0; count < most; count++) {
		if ((at = find_next(n, last)) == -1)
			break;
		last = &n->papers[at];
		keys[count] = last->key;
	}
	return count;
}

/* Free what was noted. */
void
nearest_free(struct nearest *n)
{
	free(n->papers);
	free(n->merged);
	*n = (struct nearest){ 0 };
}

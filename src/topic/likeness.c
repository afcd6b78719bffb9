/*
 * Scores how like a paper is to the examples of a topic, by the weights that
 * lesson.c has learnt: the scalar product with the paper's terms.
 */
#include "topic/likeness.h"

#include <err.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/buf.h"
#include "topic/terms.h"

#define PACKED 12 /* bytes of a weight: its hash, then the weight */

/* Return the score of a paper, in parts of LIKENESS_ONE. */
int64_t
likeness_score(const struct likeness *l, const struct terms *t)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < l->count; i++)
		sum += l->weights[i].weight *
		    terms_weight(terms_find(t, l->weights[i].hash));
	return sum / terms_length(t);
}

static int
compare_hashes(const void *a, const void *b)
{
	const struct likeness_weight *p = a, *q = b;

	return (p->hash > q->hash) - (p->hash < q->hash);
}

/* Return the weight of a term, or 0. */
int32_t
likeness_weight(const struct likeness *l, uint64_t hash)
{
	const struct likeness_weight wanted = { .hash = hash }, *found;

	if (l->count == 0)
		return 0;
	found = bsearch(&wanted, l->weights, l->count, sizeof(wanted),
	    compare_hashes);
	return found == NULL ? 0 : found->weight;
}

/* Add a number of so many bytes, the highest first. */
static void
add_number(struct buf *to, uint64_t number, int bytes)
{
	while (bytes-- > 0)
		buf_putc(to, (char)(number >> (8 * bytes) & 0xff));
}

/* Read it again. */
static uint64_t
read_number(const unsigned char *from, int bytes)
{
	uint64_t number = 0;
	int i;

	for (i = 0; i < bytes; i++)
		number = number << 8 | from[i];
	return number;
}

/* Add the weights as bytes, which are the same on every machine. */
void
likeness_pack(struct buf *to, const struct likeness *l)
{
	size_t i;

	for (i = 0; i < l->count; i++) {
		add_number(to, l->weights[i].hash, 8);
		add_number(to, (uint32_t)l->weights[i].weight, 4);
	}
}

/*
 * Read the weights that likeness_pack() wrote, n bytes.  Return 0, or -1 if they
 * are something else.
 */
int
likeness_unpack(struct likeness *l, const void *bytes, size_t n)
{
	const unsigned char *from = bytes;
	size_t i;

	if (n % PACKED != 0)
		return -1;
	l->count = n / PACKED;
	l->weights = calloc(l->count + 1, sizeof(*l->weights));
	if (l->weights == NULL)
		err(EX_OSERR, NULL);
	for (i = 0; i < l->count; i++, from += PACKED) {
		l->weights[i].hash = read_number(from, 8);
		l->weights[i].weight = (int32_t)read_number(from + 8, 4);
		if (i > 0 && l->weights[i].hash <= l->weights[i - 1].hash)
			return -1;
	}
	return 0;
}

/* Free what belongs to it. */
void
likeness_free(struct likeness *l)
{
	free(l->weights);
	*l = (struct likeness){ 0 };
}

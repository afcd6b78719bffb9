/*
 * Learns from examples what papers like them have.
 *
 * A term of a paper weighs (1 + ln count) / length of the paper's vector, times the
 * logarithm of the share of papers that have it.  A topic's weight of a term is the
 * mean over its examples, times the share of the examples that have it to the power
 * of 1.5: what one example alone has is mostly chance, what many share is the topic
 * (measured by `make bench-topics`: of the 30 papers nearest to eight examples, 75 %
 * are right instead of 64 %).  Counter-examples take away a part of theirs.
 *
 * More than 16 examples may be of several subjects.  Then the share counts less, to
 * the power of 0.5, and each example has a voice of its own as well, of which the
 * nearest to a paper count (measured with 80 examples of four subjects: 77 % of the
 * nearest 30 papers are right instead of 43 %).
 */
#include "topic/lesson.h"

#include <err.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/array.h"
#include "base/fixed.h"
#include "topic/likeness.h"
#include "topic/terms.h"

#define SIZE_LEAST  4096
#define TERMS_MOST  2000 /* the heaviest ones are kept */
#define PAPERS_MIN  2	 /* that have a term; of one it tells nothing */
#define SHARE_MOST  2	 /* one paper of so many: the term is in all texts */
#define FEW	    16	 /* examples of one subject */
#define VOICES_MOST 500	 /* examples that have a voice of their own */
#define VOICE_TERMS 200	 /* of each */
#define UNLIKE_PART 48	 /* of what a counter-example has, one of so many */

/* A term of the examples; the sums are in parts of 2^30. */
struct lesson_term {
	uint64_t hash; /* 0: the slot is free */
	int64_t sum[EXAMPLE_KINDS];
	int64_t examples[EXAMPLE_KINDS]; /* that have it */
	int64_t papers;			 /* of the store that have it */
};

/* A term of one example. */
struct lesson_part {
	uint64_t hash;
	uint32_t example;
	int32_t weight;
};

/* Find the slot that has a term, or the free one for it. */
static struct lesson_term *
find_slot(const struct lesson *l, uint64_t hash)
{
	size_t i = (size_t)hash & (l->size - 1);

	while (l->slots[i].hash != 0 && l->slots[i].hash != hash)
		i = (i + 1) & (l->size - 1);
	return &l->slots[i];
}

/* Make room for another term: at most half of the slots are taken. */
static void
grow(struct lesson *l)
{
	struct lesson_term *old = l->slots;
	size_t i, size = l->size;

	if (l->count * 2 < size)
		return;
	l->size = size == 0 ? SIZE_LEAST : size * 2;
	if ((l->slots = calloc(l->size, sizeof(*l->slots))) == NULL)
		err(EX_OSERR, NULL);
	for (i = 0; i < size; i++) {
		if (old[i].hash != 0)
			*find_slot(l, old[i].hash) = old[i];
	}
	free(old);
}

/* Note a term of an example. */
static void
add_part(struct lesson *l, const struct term_count *t)
{
	l->parts = array_grow(l->parts, l->part_count, sizeof(*l->parts));
	l->parts[l->part_count++] = (struct lesson_part){ .hash = t->hash,
		.example = (uint32_t)l->examples[EXAMPLE_LIKE],
		.weight = (int32_t)terms_weight(t->count) };
}

/* Add an example or a counter-example. */
void
lesson_add(struct lesson *l, const struct terms *t, enum example_kind kind)
{
	const int64_t length = terms_length(t);
	struct lesson_term *slot;
	size_t i;

	for (i = 0; i < t->size; i++) {
		if (t->slots[i].hash == 0)
			continue;
		grow(l);
		slot = find_slot(l, t->slots[i].hash);
		l->count += slot->hash == 0;
		slot->hash = t->slots[i].hash;
		slot->examples[kind]++;
		slot->sum[kind] +=
		    (terms_weight(t->slots[i].count) << 30) / length;
		if (kind == EXAMPLE_LIKE && l->examples[kind] < VOICES_MOST)
			add_part(l, &t->slots[i]);
	}
	l->examples[kind]++;
}

/* Count a paper of the store, for how common each term is. */
void
lesson_count(struct lesson *l, const struct terms *t)
{
	struct lesson_term *slot;
	size_t i;

	l->papers++;
	for (i = 0; i < t->size && l->size > 0; i++) {
		if (t->slots[i].hash == 0)
			continue;
		slot = find_slot(l, t->slots[i].hash);
		slot->papers += slot->hash != 0;
	}
}

/*
 * Return the square of the logarithm of how rare a term is, in parts of 65,536:
 * once for the example, once for the paper that is compared.  It is 0 for a term
 * that is too common or too rare.
 */
static int64_t
rarity(const struct lesson *l, const struct lesson_term *t)
{
	int64_t have = t->examples[EXAMPLE_LIKE] + t->examples[EXAMPLE_UNLIKE];
	int64_t of = l->examples[EXAMPLE_LIKE] + l->examples[EXAMPLE_UNLIKE];
	uint64_t log;

	/* Examples may be papers that the store lacks. */
	if (have < t->papers)
		have = t->papers;
	if (of < l->papers)
		of = l->papers;
	if (have < PAPERS_MIN || have > of / SHARE_MOST)
		return 0;
	log = fixed_log2((uint64_t)of) - fixed_log2((uint64_t)have);
	return (int64_t)((log * log) >> 16);
}

/* Return what the share of the examples that have a term counts for. */
static int64_t
shared(const struct lesson *l, const struct lesson_term *t)
{
	uint64_t share = ((uint64_t)t->examples[EXAMPLE_LIKE] << 20) /
	    (uint64_t)l->examples[EXAMPLE_LIKE];

	if (l->examples[EXAMPLE_LIKE] > FEW)
		return (int64_t)fixed_sqrt(share << 20);
	return (int64_t)((share * fixed_sqrt(share << 20)) >> 20);
}

/* Return what a term weighs, in parts of LIKENESS_ONE. */
static int32_t
weigh(const struct lesson *l, const struct lesson_term *t)
{
	const int64_t *examples = l->examples;
	int64_t sum = 0;

	if (examples[EXAMPLE_LIKE] > 0)
		sum += (t->sum[EXAMPLE_LIKE] / examples[EXAMPLE_LIKE] *
			   shared(l, t)) >>
		    20;
	if (examples[EXAMPLE_UNLIKE] > 0)
		sum -= t->sum[EXAMPLE_UNLIKE] / examples[EXAMPLE_UNLIKE] /
		    UNLIKE_PART;
	/* From parts of 2^30 times 2^16 to those of 2^20. */
	return (int32_t)(sum * rarity(l, t) / (INT64_C(1) << 26));
}

/* The heavier one first; of two that weigh the same, that of the lower hash. */
static int
compare_weights(const void *a, const void *b)
{
	const struct likeness_weight *p = a, *q = b;
	int64_t x = llabs((long long)p->weight),
		y = llabs((long long)q->weight);

	if (x != y)
		return x > y ? -1 : 1;
	return (p->hash > q->hash) - (p->hash < q->hash);
}

static int
compare_hashes(const void *a, const void *b)
{
	const struct likeness_weight *p = a, *q = b;

	if (p->hash != q->hash)
		return p->hash > q->hash ? 1 : -1;
	return (p->voice > q->voice) - (p->voice < q->voice);
}

/* Keep the heaviest of some weights that end a list: at most so many. */
static void
keep_heaviest(struct likeness *to, size_t from, size_t most)
{
	qsort(to->weights + from, to->count - from, sizeof(*to->weights),
	    compare_weights);
	if (to->count - from > most)
		to->count = from + most;
}

/* All examples together speak with the first voice. */
static void
learn_together(const struct lesson *l, struct likeness *to)
{
	struct likeness_weight *w;
	size_t i;

	for (i = 0; i < l->size; i++) {
		w = &to->weights[to->count];
		w->hash = l->slots[i].hash;
		w->weight = w->hash == 0 ? 0 : weigh(l, &l->slots[i]);
		to->count += w->weight != 0;
	}
	keep_heaviest(to, 0, TERMS_MOST);
}

/* Return what a term is worth, without half of what all counter-examples have. */
static int64_t
worth(const struct lesson *l, uint64_t hash)
{
	const struct lesson_term *t = find_slot(l, hash);
	int64_t all = 2 * l->examples[EXAMPLE_UNLIKE];

	if (all == 0)
		return rarity(l, t);
	return rarity(l, t) * (all - t->examples[EXAMPLE_UNLIKE]) / all;
}

/* Add the voice of one example: its terms, which are some parts, at length 1. */
static void
add_voice(const struct lesson *l, const struct lesson_part *part,
    const struct lesson_part *end, struct likeness *to)
{
	const struct lesson_part *p;
	struct likeness_weight *w;
	int64_t length;
	uint64_t sum = 1;
	size_t from = to->count;

	for (p = part; p < end; p++)
		sum += (uint64_t)(p->weight * p->weight *
			   rarity(l, find_slot(l, p->hash))) >>
		    16;
	length = (int64_t)fixed_sqrt(sum);
	for (p = part; p < end; p++) {
		w = &to->weights[to->count];
		w->hash = p->hash;
		w->voice = p->example + 1;
		w->weight =
		    (int32_t)((p->weight * worth(l, p->hash) << 4) / length);
		to->count += w->weight != 0;
	}
	keep_heaviest(to, from, VOICE_TERMS);
}

/* Each of many examples has a voice of its own as well. */
static void
learn_apart(const struct lesson *l, struct likeness *to)
{
	const struct lesson_part *part = l->parts, *next;
	const struct lesson_part *end = l->parts + l->part_count;

	for (; part < end; part = next) {
		for (next = part; next < end; next++) {
			if (next->example != part->example)
				break;
		}
		add_voice(l, part, next, to);
	}
}

/*
 * Write the weights of the heaviest terms; likeness_free() frees them.  The
 * threshold is left to the caller.
 */
void
lesson_learn(const struct lesson *l, struct likeness *to)
{
	to->count = 0;
	to->weights =
	    calloc(l->count + l->part_count + 1, sizeof(*to->weights));
	if (to->weights == NULL)
		err(EX_OSERR, NULL);
	learn_together(l, to);
	if (l->examples[EXAMPLE_LIKE] > FEW)
		learn_apart(l, to);
	qsort(to->weights, to->count, sizeof(*to->weights), compare_hashes);
	likeness_set_voices(to);
}

/* Free what belongs to the lesson. */
void
lesson_free(struct lesson *l)
{
	free(l->slots);
	free(l->parts);
	*l = (struct lesson){ 0 };
}

/*
 * Scores how like a paper is to the examples of a topic, by the weights that
 * lesson.c has learnt: the scalar product with the paper's terms.
 */
#include "topic/likeness.h"

#include <err.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "topic/terms.h"

#define PACKED	    16	 /* bytes of a weight: hash, voice, weight */
#define VOICES_MOST 4096 /* more are no model of ours */

#define NEAREST 10 /* voices that count for a paper */

/* Find the first weight of a term, or where it would be. */
static const struct likeness_weight *
find_weight(const struct likeness *l, uint64_t hash)
{
	size_t low = 0, high = l->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (l->weights[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return l->weights + low;
}

/* Add what the paper's terms are worth to the sum of each voice. */
static void
add_up(const struct likeness *l, const struct terms *t)
{
	const struct likeness_weight *w, *end = l->weights + l->count;
	int64_t times;
	size_t i;

	for (i = 0; i < t->size; i++) {
		if (t->slots[i].hash == 0)
			continue;
		times = terms_weight(t->slots[i].count);
		w = find_weight(l, t->slots[i].hash);
		for (; w < end && w->hash == t->slots[i].hash; w++)
			l->sums[w->voice] += w->weight * times;
	}
}

/* Return how many voices but for the first one count for a paper. */
static size_t
count_nearest(const struct likeness *l)
{
	return l->voices - 1 < NEAREST ? l->voices - 1 : NEAREST;
}

/* Return the mean of the highest sums, and note the least of them. */
static int64_t
average_nearest(const struct likeness *l)
{
	int64_t best[NEAREST], sum = 0;
	size_t i, k, n = count_nearest(l), count = 0;

	if (n == 0)
		return 0;
	for (i = 1; i < l->voices; i++) {
		if (count == n && l->sums[i] <= best[n - 1])
			continue;
		k = count < n ? count++ : n - 1;
		for (; k > 0 && best[k - 1] < l->sums[i]; k--)
			best[k] = best[k - 1];
		best[k] = l->sums[i];
	}
	for (i = 0; i < n; i++)
		sum += best[i];
	l->sums[l->voices] = best[n - 1];
	return sum / (int64_t)n;
}

/*
 * Return the score of a paper, in parts of LIKENESS_ONE: what the first voice gives
 * it, and the mean of what the others that are nearest to it give.
 */
int64_t
likeness_score(const struct likeness *l, const struct terms *t)
{
	if (l->voices == 0)
		return 0;
	memset(l->sums, 0, l->voices * sizeof(*l->sums));
	add_up(l, t);
	return (l->sums[0] + average_nearest(l)) / terms_length(t);
}

/* Return what a term weighs for the paper that was scored last, or 0. */
int32_t
likeness_weight(const struct likeness *l, uint64_t hash)
{
	const struct likeness_weight *w = find_weight(l, hash);
	const struct likeness_weight *end = l->weights + l->count;
	int64_t first = 0, sum = 0;

	for (; w < end && w->hash == hash; w++) {
		if (w->voice == 0)
			first = w->weight;
		else if (l->sums[w->voice] >= l->sums[l->voices])
			sum += w->weight;
	}
	if (l->voices > 1)
		first += sum / (int64_t)count_nearest(l);
	return (int32_t)first;
}

/* Make room for the sums of the voices that have weights. */
void
likeness_set_voices(struct likeness *l)
{
	size_t i;

	l->voices = 0;
	for (i = 0; i < l->count; i++) {
		if (l->weights[i].voice >= l->voices)
			l->voices = (size_t)l->weights[i].voice + 1;
	}
	free(l->sums);
	if ((l->sums = calloc(l->voices + 1, sizeof(*l->sums))) == NULL)
		err(EX_OSERR, NULL);
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
		add_number(to, l->weights[i].voice, 4);
		add_number(to, (uint32_t)l->weights[i].weight, 4);
	}
}

/* Does a weight come before another one? */
static bool
is_before(const struct likeness_weight *w, const struct likeness_weight *next)
{
	return w->hash < next->hash ||
	    (w->hash == next->hash && w->voice < next->voice);
}

/*
 * Read the weights that likeness_pack() wrote, n bytes.  Return 0, or -1 if they
 * are something else.
 */
int
likeness_unpack(struct likeness *l, const void *bytes, size_t n)
{
	const unsigned char *from = bytes;
	struct likeness_weight *w;
	size_t i;

	if (n % PACKED != 0)
		return -1;
	l->count = n / PACKED;
	l->weights = calloc(l->count + 1, sizeof(*l->weights));
	if (l->weights == NULL)
		err(EX_OSERR, NULL);
	for (i = 0; i < l->count; i++, from += PACKED) {
		w = &l->weights[i];
		w->hash = read_number(from, 8);
		w->voice = (uint32_t)read_number(from + 8, 4);
		w->weight = (int32_t)read_number(from + 12, 4);
		if (w->voice >= VOICES_MOST || (i > 0 && !is_before(w - 1, w)))
			return -1;
	}
	likeness_set_voices(l);
	return 0;
}

/* Free what belongs to it. */
void
likeness_free(struct likeness *l)
{
	free(l->weights);
	free(l->sums);
	*l = (struct likeness){ 0 };
}

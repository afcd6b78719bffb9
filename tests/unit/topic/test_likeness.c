#include "support.h"

#include <stdlib.h>
#include <string.h>

#include "topic/likeness.h"
#include "topic/terms.h"

#define NEAREST	   10 /* voices that count, beside the first */
#define MOST	   14
#define TERMS	   4
#define TERM_COUNT 2 /* how often a paper has each of them */

/* A model of so many voices, each of which has a weight for each term. */
struct model {
	struct likeness likeness;
	struct likeness_weight weights[TERMS * MOST];
	struct term_count slots[TERMS];
	int64_t sums[MOST]; /* what each voice gives the paper */
};

static void
open_model(struct model *m, size_t voices, unsigned seed)
{
	struct likeness_weight *w;
	size_t term, voice;

	*m = (struct model){ 0 };
	w = m->weights;
	for (term = 0; term < TERMS; term++) {
		m->slots[term].hash = term + 1;
		m->slots[term].count = TERM_COUNT;
		for (voice = 0; voice < voices; voice++, w++) {
			seed = seed * 1103515245 + 12345;
			*w = (struct likeness_weight){
				.hash = term + 1,
				.voice = (uint32_t)voice,
				.weight = (int32_t)(seed >> 12) - (1 << 19),
			};
			m->sums[voice] += w->weight * terms_weight(TERM_COUNT);
		}
	}
	m->likeness.weights = m->weights;
	m->likeness.count = voices * TERMS;
	likeness_set_voices(&m->likeness);
	assert_int_equal(m->likeness.voices, voices);
}

static void
close_model(struct model *m)
{
	m->likeness.weights = NULL;
	likeness_free(&m->likeness);
}

static int
falling(const void *left, const void *right)
{
	const int64_t *a = left, *b = right;

	return *a > *b ? -1 : *a < *b;
}

/* Of any number of voices, the first and the mean of the nearest ones. */
static void
test_score_is_of_the_nearest_voices(void **state)
{
	const struct terms *none = &(struct terms){ 0 };
	struct terms paper = { .size = TERMS, .count = TERMS };
	struct model m;
	int64_t wanted, sorted[MOST];
	size_t voices, count, i;
	unsigned seed;

	(void)state;
	for (voices = 1; voices <= MOST; voices++) {
		for (seed = 0; seed < 20; seed++) {
			open_model(&m, voices, seed);
			paper.slots = m.slots;
			memcpy(sorted, m.sums, sizeof(sorted));
			qsort(sorted + 1, voices - 1, sizeof(sorted[0]),
			    falling);
			count = voices - 1 < NEAREST ? voices - 1 : NEAREST;
			for (i = 1, wanted = 0; i <= count; i++)
				wanted += sorted[i];
			if (count > 0)
				wanted /= (int64_t)count;
			wanted = (wanted + sorted[0]) / terms_length(&paper);
			assert_int_equal(likeness_score(&m.likeness, &paper),
			    wanted);
			assert_int_equal(likeness_score(&m.likeness, none), 0);
			close_model(&m);
		}
	}
}

/* What a term weighs is what the voices that counted gave for it. */
static void
test_weight_is_of_the_voices_that_counted(void **state)
{
	struct terms paper = { .size = TERMS, .count = TERMS };
	struct model m;
	int64_t wanted, sorted[MOST];
	size_t voices, count, i, term;

	(void)state;
	for (voices = 1; voices <= MOST; voices++) {
		open_model(&m, voices, (unsigned)voices);
		paper.slots = m.slots;
		likeness_score(&m.likeness, &paper);
		memcpy(sorted, m.sums, sizeof(sorted));
		qsort(sorted + 1, voices - 1, sizeof(sorted[0]), falling);
		count = voices - 1 < NEAREST ? voices - 1 : NEAREST;
		for (term = 0; term < TERMS; term++) {
			for (i = 1, wanted = 0; i < voices; i++) {
				if (m.sums[i] >= sorted[count])
					wanted +=
					    m.weights[term * voices + i].weight;
			}
			if (count > 0)
				wanted /= (int64_t)count;
			wanted += m.weights[term * voices].weight;
			assert_int_equal(likeness_weight(&m.likeness, term + 1),
			    wanted);
		}
		assert_int_equal(likeness_weight(&m.likeness, 0), 0);
		assert_int_equal(likeness_weight(&m.likeness, TERMS + 1), 0);
		close_model(&m);
	}
}

/* A model without a weight knows nothing. */
static void
test_no_voice(void **state)
{
	struct term_count slots[] = { { 1, 1 }, { 2, 1 } };
	struct terms paper = { .slots = slots, .size = 2, .count = 2 };
	struct likeness l = { 0 };

	(void)state;
	assert_int_equal(likeness_unpack(&l, "", 0), 0);
	assert_int_equal(l.voices, 0);
	assert_int_equal(likeness_score(&l, &paper), 0);
	assert_int_equal(likeness_weight(&l, 1), 0);
	likeness_free(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_score_is_of_the_nearest_voices),
		cmocka_unit_test(test_weight_is_of_the_voices_that_counted),
		cmocka_unit_test(test_no_voice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

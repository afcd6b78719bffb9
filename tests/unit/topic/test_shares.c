#include "support.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "store/database.h"
#include "topic/likeness.h"
#include "topic/shares.h"
#include "topic/terms.h"
#include "topic/tokenizer.h"

#define MOST_TERMS 8

/* What a term weighs in a model of one voice. */
struct wanted {
	const char *text;
	int32_t weight;
};

/* A model that is made from the terms of a paper. */
struct model {
	const struct wanted *wanted;
	struct likeness_weight weights[MOST_TERMS];
	size_t count;
};

static void
add_weight(void *context, const struct term *t)
{
	struct model *m = context;
	const struct wanted *w;
	size_t i;

	for (i = 0; i < m->count; i++) {
		if (m->weights[i].hash == t->hash)
			return;
	}
	for (w = m->wanted; w->text != NULL; w++) {
		if (strlen(w->text) == t->n &&
		    memcmp(w->text, t->text, t->n) == 0) {
			assert_true(m->count < MOST_TERMS);
			m->weights[m->count++] =
			    (struct likeness_weight){ .hash = t->hash,
				    .weight = w->weight };
		}
	}
}

static int
by_hash(const void *a, const void *b)
{
	const struct likeness_weight *p = a, *q = b;

	return (p->hash > q->hash) - (p->hash < q->hash);
}

/* Open a likeness in which the terms of the paper weigh what is wanted. */
static void
open_likeness(struct likeness *l, struct model *m, struct splitter *s,
    const struct paper_texts *texts)
{
	assert_int_equal(terms_each(s, texts, add_weight, m), 0);
	qsort(m->weights, m->count, sizeof(m->weights[0]), by_hash);
	*l = (struct likeness){ .weights = m->weights, .count = m->count };
	likeness_set_voices(l);
}

/* Heavy terms come first, each once, and their parts make the score. */
static void
test_terms_make_the_score(void **state)
{
	static const struct wanted wanted[] = { { "flow", -3000 },
		{ "matching", 2000 }, { "flow matching", 9000 },
		{ "image", 500 }, { "unread", 7 }, { NULL, 0 } };
	static const char *const order[] = { "flow matching", "flow",
		"matching", "image" };
	const struct paper_texts texts = { .title = "Flow matching",
		.keywords = "images\n",
		.abstract = "Flow matching is flow. Flow matching it is." };
	struct database *d = open_memory();
	struct splitter *s = database_splitter(d);
	struct model m = { .wanted = wanted };
	struct terms terms = { 0 };
	struct arena a = { 0 };
	struct shares got;
	struct likeness l;
	int64_t length, part, sum = 0;
	size_t i, k;

	(void)state;
	open_likeness(&l, &m, s, &texts);
	assert_int_equal(m.count, 4);
	assert_int_equal(shares_find(&a, &l, s, &texts, &got), 0);
	assert_int_equal(terms_read(&terms, s, &texts), 0);
	length = terms_length(&terms);
	assert_int_equal(got.count, 4);
	for (i = 0; i < got.count; i++) {
		assert_string_equal(got.shares[i].text, order[i]);
		for (k = 0; strcmp(wanted[k].text, order[i]) != 0;)
			k++;
		part = wanted[k].weight *
		    terms_weight(terms_find(&terms, got.shares[i].hash)) /
		    length;
		assert_int_not_equal(part, 0);
		assert_int_equal(got.shares[i].part, part);
		sum += part;
	}
	assert_int_equal(got.score, likeness_score(&l, &terms));
	/* Each part was rounded by itself. */
	assert_in_range(llabs((long long)(got.score - sum)), 0, got.count);
	l.weights = NULL;
	likeness_free(&l);
	terms_free(&terms);
	arena_free(&a);
	splitter_close(s);
	database_close(d);
}

/* Terms of equal weight come by their hash, whatever their order in the text. */
static void
test_order_of_equal_terms(void **state)
{
	static const struct wanted wanted[] = { { "one", 4000 },
		{ "two", -4000 }, { "three", 4000 }, { "four", -4000 },
		{ "five", 4000 }, { "six", 4000 }, { NULL, 0 } };
	const struct paper_texts texts = {
		.abstract = "one, two, three, four, five, six"
	};
	struct database *d = open_memory();
	struct splitter *s = database_splitter(d);
	struct model m = { .wanted = wanted };
	struct arena a = { 0 };
	struct shares got;
	struct likeness l;
	size_t i;

	(void)state;
	open_likeness(&l, &m, s, &texts);
	assert_int_equal(shares_find(&a, &l, s, &texts, &got), 0);
	assert_int_equal(got.count, 6);
	for (i = 1; i < got.count; i++)
		assert_true(got.shares[i - 1].hash < got.shares[i].hash);
	l.weights = NULL;
	likeness_free(&l);
	arena_free(&a);
	splitter_close(s);
	database_close(d);
}

/* A paper of which no term counts has none. */
static void
test_nothing_counts(void **state)
{
	const struct paper_texts texts = { .title = "Flow matching" };
	struct database *d = open_memory();
	struct splitter *s = database_splitter(d);
	const struct likeness none = { 0 };
	struct arena a = { 0 };
	struct shares got = { .count = 1, .score = 1 };

	(void)state;
	assert_int_equal(shares_find(&a, &none, s, &texts, &got), 0);
	assert_int_equal(got.count, 0);
	assert_int_equal(got.score, 0);
	arena_free(&a);
	splitter_close(s);
	database_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_terms_make_the_score),
		cmocka_unit_test(test_order_of_equal_terms),
		cmocka_unit_test(test_nothing_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

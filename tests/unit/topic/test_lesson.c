#include "support.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/database.h"
#include "topic/lesson.h"
#include "topic/likeness.h"
#include "topic/terms.h"
#include "topic/tokenizer.h"

static const char *const store[] = {
	"a study of flow matching for images",
	"a study of flow matching for video",
	"a study of agents for the web",
	"a study of robots for the kitchen",
	"a survey of agents for the house",
	"the sound of music for images",
};

struct school {
	struct database *store;
	struct splitter *splitter;
	struct terms terms;
	struct lesson lesson;
	struct likeness likeness;
};

static void
read_terms(struct school *s, const char *abstract)
{
	assert_int_equal(terms_read(&s->terms, s->splitter,
			     &(struct paper_texts){ .abstract = abstract }),
	    0);
}

static void
open_school(struct school *s)
{
	*s = (struct school){ .store = open_memory() };
	s->splitter = database_splitter(s->store);
}

static void
add(struct school *s, const char *abstract, enum example_kind kind)
{
	read_terms(s, abstract);
	lesson_add(&s->lesson, &s->terms, kind);
}

static void
learn(struct school *s)
{
	size_t i;

	for (i = 0; i < COUNT(store); i++) {
		read_terms(s, store[i]);
		lesson_count(&s->lesson, &s->terms);
	}
	lesson_learn(&s->lesson, &s->likeness);
}

static int64_t
score(struct school *s, const char *abstract)
{
	read_terms(s, abstract);
	return likeness_score(&s->likeness, &s->terms);
}

static void
close_school(struct school *s)
{
	likeness_free(&s->likeness);
	lesson_free(&s->lesson);
	terms_free(&s->terms);
	splitter_close(s->splitter);
	database_close(s->store);
}

static void
test_like_papers_score_higher(void **state)
{
	struct school s;

	(void)state;
	open_school(&s);
	add(&s, store[0], EXAMPLE_LIKE);
	add(&s, store[1], EXAMPLE_LIKE);
	learn(&s);
	assert_true(score(&s, "flow matching") > score(&s, "flow and noise"));
	assert_true(score(&s, "flow and noise") > 0);
	/* what all papers have, or none, counts for nothing */
	assert_int_equal(score(&s, "a study of robots for the kitchen"), 0);
	assert_int_equal(score(&s, ""), 0);
	/* length alone gains nothing */
	assert_true(score(&s, "flow matching and many other words beside it") <
	    score(&s, "flow matching"));
	close_school(&s);
}

static void
test_counter_example_takes_away(void **state)
{
	struct school s;
	int64_t before;

	(void)state;
	open_school(&s);
	add(&s, store[2], EXAMPLE_LIKE);
	add(&s, store[4], EXAMPLE_LIKE);
	learn(&s);
	before = score(&s, "agents and robots");
	assert_true(before > 0);
	close_school(&s);

	open_school(&s);
	add(&s, store[2], EXAMPLE_LIKE);
	add(&s, store[4], EXAMPLE_LIKE);
	add(&s, "agents and robots", EXAMPLE_UNLIKE);
	learn(&s);
	assert_true(score(&s, "agents and robots") < before);
	close_school(&s);
}

static void
test_example_of_another_store_counts(void **state)
{
	struct school s;

	(void)state;
	open_school(&s);
	add(&s, "quasar spectra", EXAMPLE_LIKE);
	add(&s, "quasar light", EXAMPLE_LIKE);
	learn(&s);
	assert_true(score(&s, "a quasar") > 0);
	/* one text alone tells nothing of its words */
	assert_int_equal(score(&s, "light"), 0);
	close_school(&s);
}

/* Of many examples those count that are nearest to a paper. */
static void
test_many_examples_may_be_of_several_subjects(void **state)
{
	static const size_t counts[] = { 16, 20 };
	int64_t scores[2];
	struct school s;
	size_t i, k;

	(void)state;
	for (i = 0; i < 2; i++) {
		open_school(&s);
		for (k = 0; k < counts[i]; k++)
			add(&s, k % 4 == 0 ? "quasar" : "whale", EXAMPLE_LIKE);
		learn(&s);
		assert_int_equal(s.likeness.voices, i == 0 ? 1 : 18);
		scores[i] = score(&s, "quasar");
		assert_true(scores[i] > 0);
		close_school(&s);
	}
	assert_true(scores[1] > 3 * scores[0]);
}

/* Both kinds of examples tell how rare a term is. */
static void
test_counter_examples_count_as_papers(void **state)
{
	struct school s;

	(void)state;
	open_school(&s);
	add(&s, "quasar one", EXAMPLE_LIKE);
	add(&s, "quasar two", EXAMPLE_LIKE);
	add(&s, "three", EXAMPLE_LIKE);
	add(&s, "four", EXAMPLE_LIKE);
	add(&s, "quasar five", EXAMPLE_UNLIKE);
	add(&s, "six", EXAMPLE_UNLIKE);
	add(&s, "seven", EXAMPLE_UNLIKE);
	lesson_learn(&s.lesson, &s.likeness);
	assert_true(score(&s, "quasar") > 0);
	close_school(&s);
}

/* Add an example that has so many terms, the first of this hash. */
static void
add_numbered(struct lesson *l, uint64_t first, size_t n)
{
	static struct term_count slots[8192];
	size_t i;

	for (i = 0; i < n; i++)
		slots[i] = (struct term_count){ first + i, 1 };
	lesson_add(l, &(struct terms){ .slots = slots, .size = n, .count = n },
	    EXAMPLE_LIKE);
}

/* The hash of a term that comes into the first slot of a lesson. */
#define FIRST_SLOT 4096

/* A paper of a few terms. */
struct numbered {
	struct term_count terms[4];
};

static void
add_numbers(struct lesson *l, const struct numbered *n, enum example_kind kind)
{
	struct term_count slots[4];

	memcpy(slots, n->terms, sizeof(slots));
	lesson_add(l, &(struct terms){ .slots = slots, .size = COUNT(slots) },
	    kind);
}

/* Count papers of the store: of so many papers each term has its share. */
static void
count_numbers(struct lesson *l, size_t papers, const size_t *shares,
    size_t terms)
{
	struct term_count slots[8];
	size_t i, k;

	for (i = 0; i < papers; i++) {
		memset(slots, 0, sizeof(slots));
		for (k = 0; k < terms; k++) {
			if (i < shares[k])
				slots[k] = (struct term_count){ k + 1, 1 };
		}
		lesson_count(l,
		    &(struct terms){ .slots = slots, .size = COUNT(slots) });
	}
}

/* Fails unless a term weighs this much for a voice, within a thousandth. */
static void
expect_weight(const struct likeness *l, const struct likeness_weight *wanted)
{
	const int32_t least = wanted->weight / 1000;
	size_t i;

	for (i = 0; i < l->count; i++) {
		if (l->weights[i].hash == wanted->hash &&
		    l->weights[i].voice == wanted->voice)
			break;
	}
	if (i == l->count ||
	    labs((long)l->weights[i].weight - wanted->weight) > labs(least))
		fail_msg("term %d of voice %d: %d, not %d", (int)wanted->hash,
		    (int)wanted->voice,
		    i == l->count ? 0 : (int)l->weights[i].weight,
		    (int)wanted->weight);
}

/*
 * The weights are those of the formula at the top of lesson.c: these numbers were
 * computed from it in floating point, by a program of its own.
 */
static void
test_weights_of_few_examples(void **state)
{
	static const struct numbered like[] = {
		{ { { 1, 3 }, { 2, 1 }, { 3, 1 } } },
		{ { { 1, 1 }, { 2, 2 }, { 4, 5 } } },
		{ { { 1, 1 }, { 6, 1 } } },
	};
	static const struct numbered unlike[] = {
		{ { { 2, 1 }, { 5, 2 }, { FIRST_SLOT, 1 } } },
		{ { { FIRST_SLOT, 3 } } },
	};
	/* the fifth is in most papers, the sixth in one alone */
	static const size_t shares[] = { 4, 3, 2, 20, 21, 1 };
	static const struct likeness_weight wanted[] = {
		{ 1, 0, 7106444 },
		{ 2, 0, 2357562 },
		{ 3, 0, 496501 },
		{ 4, 0, 53721 },
		{ FIRST_SLOT, 0, -296509 },
	};
	struct lesson l = { 0 };
	struct likeness found = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(like); i++)
		add_numbers(&l, &like[i], EXAMPLE_LIKE);
	for (i = 0; i < COUNT(unlike); i++)
		add_numbers(&l, &unlike[i], EXAMPLE_UNLIKE);
	count_numbers(&l, 40, shares, COUNT(shares));
	lesson_learn(&l, &found);
	assert_int_equal(found.count, COUNT(wanted));
	for (i = 0; i < COUNT(wanted); i++)
		expect_weight(&found, &wanted[i]);
	assert_int_equal(found.voices, 1);
	likeness_free(&found);
	lesson_free(&l);
}

static void
test_weights_of_many_examples(void **state)
{
	static const struct numbered unlike[] = {
		{ { { 7, 1 }, { 2, 1 } } },
		{ { { 3, 2 } } },
	};
	static const size_t shares[] = { 30, 9, 0, 0, 0, 0, 24 };
	static const struct likeness_weight wanted[] = {
		{ 1, 0, 1270046 },
		{ 1, 1, 362750 },
		{ 1, 3, 504892 },
		{ 1, 17, 480988 },
		{ 2, 0, 748510 },
		{ 2, 1, 2285605 },
		{ 3, 0, 1099196 },
		{ 3, 7, 2986558 },
		{ 4, 13, 4783929 },
		{ 6, 0, 1167902 },
		{ 6, 15, 4564839 },
		{ 7, 0, 1236664 },
		{ 7, 2, 321031 },
		{ 7, 17, 321031 },
	};
	struct lesson l = { 0 };
	struct likeness found = { 0 };
	uint32_t i;

	(void)state;
	for (i = 0; i < 17; i++)
		add_numbers(&l,
		    &(struct numbered){
			{ { 1, 1 + i % 3 }, { 2 + i % 5, 2 }, { 7, 1 } } },
		    EXAMPLE_LIKE);
	for (i = 0; i < COUNT(unlike); i++)
		add_numbers(&l, &unlike[i], EXAMPLE_UNLIKE);
	count_numbers(&l, 80, shares, COUNT(shares));
	lesson_learn(&l, &found);
	assert_int_equal(found.voices, 18);
	assert_int_equal(found.count, 7 + 17 * 3);
	for (i = 1; i < found.count; i++)
		assert_true(found.weights[i - 1].hash < found.weights[i].hash ||
		    (found.weights[i - 1].hash == found.weights[i].hash &&
			found.weights[i - 1].voice < found.weights[i].voice));
	for (i = 0; i < COUNT(wanted); i++)
		expect_weight(&found, &wanted[i]);
	likeness_free(&found);
	lesson_free(&l);
}

/* However many terms there are, none gets lost. */
static void
test_many_terms(void **state)
{
	struct lesson l = { 0 };

	(void)state;
	add_numbered(&l, 1, 8192);
	assert_int_equal(l.count, 8192);
	add_numbered(&l, 1, 8192);
	assert_int_equal(l.count, 8192);
	add_numbered(&l, 2, 8192);
	assert_int_equal(l.count, 8193);
	/* These begin at the first slot, and meet those that are there. */
	add_numbered(&l, 1 << 20, 8192);
	add_numbered(&l, 1 << 20, 8192);
	assert_int_equal(l.count, 8193 + 8192);
	lesson_free(&l);
	add_numbered(&l, 1 << 20, 8192);
	add_numbered(&l, 1 << 20, 8192);
	assert_int_equal(l.count, 8192);
	lesson_free(&l);
}

/*
 * Of many terms the two thousand heaviest are kept; of those that weigh the same,
 * the ones with the lowest hashes.
 */
static void
test_heaviest_terms_are_kept(void **state)
{
	static struct term_count slots[2500];
	const struct terms paper = { .slots = slots, .size = COUNT(slots) };
	struct lesson l = { 0 };
	struct likeness found = { 0 };
	size_t i;

	(void)state;
	/* The last hundred weigh more. */
	for (i = 0; i < COUNT(slots); i++)
		slots[i] = (struct term_count){ 3000 - i, i < 2400 ? 1 : 5 };
	for (i = 0; i < 100; i++)
		slots[i].hash = 1 + i;
	for (i = 2400; i < COUNT(slots); i++)
		slots[i].hash = 7000 + i;
	lesson_add(&l, &paper, EXAMPLE_LIKE);
	lesson_add(&l, &paper, EXAMPLE_LIKE);
	l.papers = 100;
	lesson_learn(&l, &found);
	assert_int_equal(found.count, 2000);
	for (i = 0; i < 100; i++)
		assert_int_equal(found.weights[i].hash, 1 + i);
	/* 601 is the lowest hash of the others */
	for (; i < 1900; i++)
		assert_int_equal(found.weights[i].hash, 601 + i - 100);
	for (; i < 2000; i++)
		assert_int_equal(found.weights[i].hash, 9400 + i - 1900);
	likeness_free(&found);
	lesson_free(&l);
}

/* So many examples have a voice of their own. */
static void
test_voices_of_very_many_examples(void **state)
{
	struct lesson l = { 0 };
	struct likeness found = { 0 };
	uint32_t i;

	(void)state;
	for (i = 0; i < 502; i++)
		add_numbers(&l, &(struct numbered){ { { 1 + i % 3, 1 } } },
		    EXAMPLE_LIKE);
	lesson_learn(&l, &found);
	assert_int_equal(found.voices, 501);
	likeness_free(&found);
	lesson_free(&l);
}

/* One example teaches something, and so do counter-examples alone. */
static void
test_one_kind_of_examples(void **state)
{
	struct school s;

	(void)state;
	open_school(&s);
	add(&s, store[2], EXAMPLE_LIKE);
	learn(&s);
	assert_true(score(&s, "agents") > 0);
	close_school(&s);
	open_school(&s);
	add(&s, store[2], EXAMPLE_UNLIKE);
	learn(&s);
	assert_true(score(&s, "agents") < 0);
	close_school(&s);
	/* papers alone teach nothing */
	open_school(&s);
	learn(&s);
	assert_int_equal(s.likeness.count, 0);
	close_school(&s);
}

/* Each voice has its heaviest terms, at most two hundred. */
static void
test_terms_of_a_voice(void **state)
{
	static const size_t sizes[] = { 1, 30, 199, 200, 201, 250 };
	struct lesson l = { 0 };
	struct likeness found = { 0 };
	size_t i, k, n;

	(void)state;
	for (i = 0; i < COUNT(sizes); i++) {
		n = sizes[i];
		/* Each term is in one of four examples. */
		for (k = 0; k < 20; k++)
			add_numbered(&l, 1 + k % 4 * n, n);
		lesson_learn(&l, &found);
		assert_int_equal(found.voices, 21);
		assert_int_equal(found.count, 4 * n + 20 * (n < 200 ? n : 200));
		for (k = 0; k < found.count; k++)
			assert_true(found.weights[k].weight > 0);
		likeness_free(&found);
		lesson_free(&l);
	}
}

static void
test_nothing_is_learnt_of_nothing(void **state)
{
	struct school s;

	(void)state;
	open_school(&s);
	lesson_learn(&s.lesson, &s.likeness);
	assert_int_equal(s.likeness.count, 0);
	assert_int_equal(score(&s, "flow"), 0);
	close_school(&s);
}

static void
test_weights_are_packed(void **state)
{
	static const char first[] = "\xaf\x63\xdc\x4c\x86\x01\xec\x8c"
				    "\x00\x00\x00\x01\xff\xff\xff\xfe";
	struct likeness l = { 0 }, back = { 0 };
	struct likeness_weight weights[] = {
		{ UINT64_C(0xaf63dc4c8601ec8c), 1, -2 },
		{ UINT64_MAX, 0, INT32_MAX },
		{ UINT64_MAX, 1, 100 },
	};
	struct buf packed = { 0 };

	(void)state;
	l.weights = weights;
	l.count = 3;
	likeness_pack(&packed, &l);
	assert_int_equal(packed.length, 48);
	assert_memory_equal(packed.data, first, 16);
	assert_int_equal(likeness_unpack(&back, packed.data, packed.length), 0);
	assert_int_equal(back.count, 3);
	assert_int_equal(back.voices, 2);
	assert_int_equal(back.weights[0].voice, 1);
	assert_int_equal(back.weights[0].weight, -2);
	assert_int_equal(back.weights[1].weight, INT32_MAX);
	assert_int_equal(likeness_weight(&back, weights[0].hash), -2);
	assert_int_equal(likeness_weight(&back, 5), 0);
	likeness_free(&back);

	/* cut, in another order, or of a voice that nobody has */
	assert_int_equal(likeness_unpack(&back, packed.data, 47), -1);
	likeness_free(&back);
	memcpy(packed.data + 16, first, 16);
	assert_int_equal(likeness_unpack(&back, packed.data, 48), -1);
	likeness_free(&back);
	memset(packed.data + 8, 0xff, 4);
	assert_int_equal(likeness_unpack(&back, packed.data, 16), -1);
	likeness_free(&back);
	buf_free(&packed);
}

/* A store that another machine made must not differ. */
static void
test_weights_are_the_same_everywhere(void **state)
{
	struct school s;
	struct buf packed = { 0 };
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	size_t i;

	(void)state;
	open_school(&s);
	add(&s, store[0], EXAMPLE_LIKE);
	add(&s, store[1], EXAMPLE_LIKE);
	add(&s, store[5], EXAMPLE_UNLIKE);
	learn(&s);
	likeness_pack(&packed, &s.likeness);
	for (i = 0; i < packed.length; i++)
		hash = (hash ^ (unsigned char)packed.data[i]) *
		    UINT64_C(0x100000001b3);
	assert_int_equal(hash, UINT64_C(0xac9760b37168e154));
	buf_free(&packed);
	close_school(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_like_papers_score_higher),
		cmocka_unit_test(test_counter_example_takes_away),
		cmocka_unit_test(test_example_of_another_store_counts),
		cmocka_unit_test(test_many_examples_may_be_of_several_subjects),
		cmocka_unit_test(test_counter_examples_count_as_papers),
		cmocka_unit_test(test_weights_of_few_examples),
		cmocka_unit_test(test_weights_of_many_examples),
		cmocka_unit_test(test_many_terms),
		cmocka_unit_test(test_heaviest_terms_are_kept),
		cmocka_unit_test(test_voices_of_very_many_examples),
		cmocka_unit_test(test_one_kind_of_examples),
		cmocka_unit_test(test_terms_of_a_voice),
		cmocka_unit_test(test_nothing_is_learnt_of_nothing),
		cmocka_unit_test(test_weights_are_packed),
		cmocka_unit_test(test_weights_are_the_same_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

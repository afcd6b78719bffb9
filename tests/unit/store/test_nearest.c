/* The nearest of some papers, and which papers have a word. */
#include "support.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "store/nearest.h"
#include "store/rare_words.h"

#define PAPERS 60
#define WORDS  12

/* Which papers have which word. */
struct table {
	bool has[WORDS][PAPERS];
};

/* A word weighs 32, and 4 less for each halving of those that have it. */
static int
weigh(const struct table *t, int word)
{
	int papers = 0, weight = 32, i;

	for (i = 0; i < PAPERS; i++)
		papers += t->has[word][i];
	for (; papers > 1; papers /= 2)
		weight -= 4;
	return weight;
}

/* What a paper weighs, 0 if it shares less than two words. */
static int
weigh_paper(const struct table *t, int paper)
{
	int word, weight = 0, shared = 0;

	for (word = 0; word < WORDS; word++) {
		if (!t->has[word][paper])
			continue;
		weight += weigh(t, word);
		shared++;
	}
	return shared < 2 ? 0 : weight;
}

/* The same as nearest_choose(), paper by paper. */
static size_t
choose_slowly(const struct table *t, int64_t *keys, size_t most)
{
	bool taken[PAPERS] = { false };
	size_t count;
	int i, best;

	for (count = 0; count < most; count++) {
		best = -1;
		for (i = 0; i < PAPERS; i++) {
			if (taken[i] || weigh_paper(t, i) == 0)
				continue;
			if (best == -1 ||
			    weigh_paper(t, i) >= weigh_paper(t, best))
				best = i;
		}
		if (best == -1)
			break;
		taken[best] = true;
		keys[count] = 100 * best;
	}
	return count;
}

static void
fill_table(struct table *t, uint32_t *x)
{
	int word, i;

	for (word = 0; word < WORDS; word++) {
		for (i = 0; i < PAPERS; i++)
			t->has[word][i] =
			    next_random(x) % (2 + (uint32_t)word) == 0;
	}
}

static void
test_nearest_of_all(void **state)
{
	int64_t keys[PAPERS], slow[3], fast[3];
	struct nearest n = { 0 };
	struct table t;
	uint32_t x = 3;
	size_t count, found;
	int turn, word, i;

	(void)state;
	assert_int_equal(nearest_choose(&n, fast, 3), 0);
	for (turn = 0; turn < 200; turn++) {
		fill_table(&t, &x);
		nearest_clear(&n);
		for (word = 0; word < WORDS; word++) {
			for (i = 0, count = 0; i < PAPERS; i++) {
				if (t.has[word][i])
					keys[count++] = 100 * i;
			}
			nearest_add(&n, keys, count);
		}
		found = nearest_choose(&n, fast, 3);
		assert_int_equal(found, choose_slowly(&t, slow, 3));
		assert_memory_equal(fast, slow, found * sizeof(fast[0]));
	}
	nearest_free(&n);
}

/* A word that no paper has is none that was looked for with success. */
static void
test_words_are_counted(void **state)
{
	static const int64_t keys[] = { 1, 2 };
	struct nearest n = { 0 };
	int64_t found[3];

	(void)state;
	nearest_add(&n, keys, 0);
	assert_int_equal(n.words, 0);
	nearest_add(&n, keys, 2);
	assert_int_equal(n.words, 1);
	assert_int_equal(nearest_choose(&n, found, 3), 0);
	nearest_add(&n, keys + 1, 1);
	assert_int_equal(nearest_choose(&n, found, 3), 1);
	assert_int_equal(found[0], 2);
	nearest_free(&n);
}

/* Many words, each of as many papers as its number says. */
static void
test_rare_words(void **state)
{
	struct rare_words w = { .most = 5 };
	const int64_t *keys;
	char word[16];
	int64_t key;
	size_t n, found;

	(void)state;
	assert_int_equal(rare_words_find(&w, "none", 4, &keys), 0);
	for (key = 1; key <= 8; key++) {
		for (n = 0; n < 3000; n++) {
			snprintf(word, sizeof(word), "w%zu", n);
			if ((int64_t)(n % 9) < key)
				continue;
			/* As of title and keywords of one paper. */
			rare_words_add(&w, word, strlen(word), key);
			rare_words_add(&w, word, strlen(word), key);
		}
	}
	for (n = 0; n < 3000; n++) {
		snprintf(word, sizeof(word), "w%zu", n);
		found = rare_words_find(&w, word, strlen(word), &keys);
		assert_int_equal(found, n % 9 > 5 ? 6 : n % 9);
		if (found == 0 || found > 5)
			assert_null(keys);
		else
			assert_int_equal(keys[found - 1], found);
	}
	/* The beginning of a word is another one. */
	assert_int_equal(rare_words_find(&w, "w5", 1, &keys), 0);
	rare_words_free(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nearest_of_all),
		cmocka_unit_test(test_words_are_counted),
		cmocka_unit_test(test_rare_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

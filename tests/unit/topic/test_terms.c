#include "support.h"

#include "base/buf.h"
#include "store/database.h"
#include "topic/terms.h"
#include "topic/tokenizer.h"

static void
list_term(void *context, const struct term *t)
{
	struct buf *to = context;

	buf_printf(to, "%.*s*%u;", (int)t->n, t->text, t->count);
}

/* Fails unless a paper has these terms, in this order. */
static void
expect_terms(const struct paper_texts *texts, const char *wanted)
{
	struct database *d = open_memory();
	struct splitter *s = database_splitter(d);
	struct buf got = { 0 };

	assert_int_equal(terms_each(s, texts, list_term, &got), 0);
	assert_string_equal(got.data, wanted);
	buf_free(&got);
	splitter_close(s);
	database_close(d);
}

static void
test_words_and_pairs_are_singular_and_folded(void **state)
{
	(void)state;
	expect_terms(&(struct paper_texts){ .title = "Flow Matchings: NAÏVE" },
	    "flow*3;matching*3;flow matching*3;naive*3;matching naive*3;");
	expect_terms(&(struct paper_texts){ .abstract = "One, two." },
	    "one*1;two*1;one two*1;");
}

static void
test_neighbouring_keywords_make_no_pair(void **state)
{
	(void)state;
	expect_terms(&(struct paper_texts){ .title = "Rags",
			 .keywords = "deep learning\nagents\n",
			 .abstract = "it" },
	    "rag*3;deep*2;learning*2;deep learning*2;agent*2;it*1;");
}

static void
test_endless_word_is_none(void **state)
{
	struct buf text = { 0 };

	(void)state;
	buf_puts(&text, "one ");
	repeat(&text, "x", 65);
	buf_puts(&text, " two");
	expect_terms(&(struct paper_texts){ .abstract = text.data },
	    "one*1;two*1;");
	buf_free(&text);
}

static void
test_counts_and_length(void **state)
{
	const struct paper_texts texts = { .title = "a", .abstract = "a a b" };
	struct database *d = open_memory();
	struct splitter *s = database_splitter(d);
	struct terms t = { 0 };

	(void)state;
	assert_int_equal(terms_read(&t, s, &texts), 0);
	assert_int_equal(terms_read(&t, s, &texts), 0);
	/* a, b, "a a" and "a b" */
	assert_int_equal(t.count, 4);
	assert_int_equal(terms_find(&t, UINT64_C(0xaf63dc4c8601ec8c)), 5);
	assert_int_equal(terms_find(&t, 17), 0);
	/* 1 + ln 5 = 2.609438 */
	assert_int_equal(terms_weight(5), 2672);
	assert_int_equal(terms_weight(1), 1024);
	assert_int_equal(terms_weight(0), 0);
	assert_int_equal(terms_weight(31), 4540);
	assert_int_equal(terms_weight(32), 4572);
	/* the root of 2.609438^2 + 3, times 1,024 */
	assert_in_range(terms_length(&t), 3206, 3208);
	terms_free(&t);
	splitter_close(s);
	database_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_and_pairs_are_singular_and_folded),
		cmocka_unit_test(test_neighbouring_keywords_make_no_pair),
		cmocka_unit_test(test_endless_word_is_none),
		cmocka_unit_test(test_counts_and_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

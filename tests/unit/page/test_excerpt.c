/* The beginning of an abstract. */
#include "support.h"

#include <string.h>

#include "base/buf.h"
#include "page/excerpt.h"

#define LONG                                                           \
	"We present a model that reads papers and says what they are " \
	"about in words that everybody understands and likes to read"

static void
test_excerpt_is_whole_sentences(void **state)
{
	static const struct {
		const char *text, *wanted;
	} cases[] = {
		{ "", "" },
		{ "No stop at all", "No stop at all" },
		{ LONG " at once. More.", LONG " at once." },
		/* A sentence that says little takes the next one with it. */
		{ "Short. " LONG ". More.", "Short. " LONG "." },
		{ "Short. Shorter.", "Short. Shorter." },
		/* Not every full stop ends a sentence. */
		{ LONG ", e.g. These. More.", LONG ", e.g. These." },
		{ LONG ", see Smith et al. Twice. More.",
		    LONG ", see Smith et al. Twice." },
		{ LONG " by J. Smith. More.", LONG " by J. Smith." },
		{ LONG " (cf. Table 3). More.", LONG " (cf. Table 3)." },
		{ LONG " of 3.5 points. More.", LONG " of 3.5 points." },
		{ LONG " in v1.0. more of it. End.",
		    LONG " in v1.0. more of it." },
		{ LONG "? More.", LONG "?" },
		{ LONG "! More.", LONG "!" },
		/* An abstract's first paragraph is enough. */
		{ "Short.\n\n" LONG ".", "Short." },
	};
	size_t i, n;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		n = excerpt_length(cases[i].text);
		if (n != strlen(cases[i].wanted) ||
		    strncmp(cases[i].text, cases[i].wanted, n) != 0)
			fail_msg("%.*s: not %s", (int)n, cases[i].text,
			    cases[i].wanted);
	}
}

/* A sentence without end is cut behind a word, never in a character. */
static void
test_excerpt_is_not_endless(void **state)
{
	struct buf words = { 0 }, signs = { 0 };
	size_t n;

	(void)state;
	repeat(&words, "w\303\266rter ", 100);
	n = excerpt_length(words.data);
	assert_true(n > 200 && n < 330);
	assert_int_equal(words.data[n], ' ');
	repeat(&signs, "\346\226\207", 300);
	n = excerpt_length(signs.data);
	assert_true(n > 200 && n < 330);
	assert_int_equal(n % 3, 0);
	buf_free(&words);
	buf_free(&signs);
}

/* What is cut goes on with a sign, but for whole sentences. */
static void
test_sign(void **state)
{
	static const struct {
		const char *text, *rest, *sign;
	} cases[] = {
		{ "All.", "", "" },
		{ "A sentence.", " Another.", "" },
		{ "Is it?", " Yes.", "" },
		{ "cut behind a", " word", " \342\200\246" },
		{ "cut in a wo", "rd", "\342\200\246" },
		{ "\346\226\207", "\346\226\207", "\342\200\246" },
		{ "\346\226\207\343\200\202", "\346\226\207", "" },
		{ "", "x", "" },
	};
	struct buf text = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&text);
		buf_printf(&text, "%s%s", cases[i].text, cases[i].rest);
		assert_string_equal(excerpt_sign(text.data,
					strlen(cases[i].text)),
		    cases[i].sign);
	}
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_excerpt_is_whole_sentences),
		cmocka_unit_test(test_excerpt_is_not_endless),
		cmocka_unit_test(test_sign),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Which words of a comment or an abstract say that the paper is withdrawn. */
#include "support.h"

#include <stdbool.h>

#include "arxiv/withdrawal.h"

static const char *const withdrawn[] = {
	"This paper has been withdrawn by the author",
	"This paper has been withdrawn by the author(s), due to an error in "
	"equation 3",
	"this article has been withdrawn",
	"The paper is withdrawn because of a crucial error.",
	"Our manuscript was withdrawn.",
	"Paper withdrawn",
	"Withdrawn",
	"withdrawn.",
	"Withdrawn by the authors",
	"Withdrawn due to a gap in the proof of Lemma 2",
	"Withdrawn: the results are in another paper",
	"8 pages, 3 figures, withdrawn by the author",
	"12 pages. This paper is withdrawn, as Theorem 1 is wrong",
	"24 pages (withdrawn)",
	"This submission has been withdrawn by arXiv administrators due to "
	"inappropriate text overlap",
	"This submission has been removed by arXiv administrators because the "
	"submitter had no right to submit it",
	"This article has been removed by the arXiv admins",
	"This paper has been withdrawn from arXiv by the author",
	"This e-print is withdrawn",
	"This e-print is withdrawn--see below",
};

static const char *const not_withdrawn[] = {
	"",
	"Accepted at ICLR 2026",
	"We study withdrawn papers",
	"14,000 withdrawn arXiv papers",
	"Withdrawn papers of arXiv, classified",
	"Withdrawn from ICLR 2026",
	"ICLR 2026 withdrawn submission",
	"This paper was withdrawn from the NeurIPS review",
	"Withdrawn submission to CVPR",
	"The first version was withdrawn by the author; this one is corrected",
	"This paper has not been withdrawn",
	"Theorem 3 has been withdrawn",
	"v1 withdrawn, v2 corrected",
	"We present the first data set of papers withdrawn by their authors",
	"This paper has been removed of all typographical errors",
	"In 1996 the paper was withdrawn",
	"withdrawnness",
	"withdrawnwithdrawnwithdrawn",
	"This paper withdrawnunforgettably",
	"This paper",
	"This paper has been removed",
	"This paper has been removed by us from the journal",
	"The papers have been withdrawn by the authors",
};

static void
test_comments_of_withdrawn_papers(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(withdrawn); i++) {
		if (!withdrawal_is_told(withdrawn[i], NULL))
			fail_msg("not seen: %s", withdrawn[i]);
	}
}

static void
test_comments_of_other_papers(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(not_withdrawn); i++) {
		if (withdrawal_is_told(not_withdrawn[i], not_withdrawn[i]))
			fail_msg("taken for one: %s", not_withdrawn[i]);
	}
	assert_false(withdrawal_is_told(NULL, NULL));
}

/* An abstract is prose, in which only whole sentences count. */
static void
test_abstracts(void **state)
{
	(void)state;
	assert_true(withdrawal_is_told(NULL,
	    "This paper has been withdrawn by the author due to an error."));
	assert_true(withdrawal_is_told("8 pages",
	    "We prove a bound. This paper has been withdrawn, because it is "
	    "wrong."));
	assert_true(withdrawal_is_told(NULL, "Withdrawn."));
	assert_false(withdrawal_is_told(NULL,
	    "Authors give reasons, withdrawn by nobody, and others."));
	assert_false(withdrawal_is_told(NULL,
	    "Retractions matter. Withdrawn by their authors, such papers "
	    "still are cited."));
	assert_false(withdrawal_is_told("a data set",
	    "We collect comments such as \"This paper has been withdrawn by "
	    "the author\" and sort them."));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_comments_of_withdrawn_papers),
		cmocka_unit_test(test_comments_of_other_papers),
		cmocka_unit_test(test_abstracts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Papers as bytes: all of a paper comes back, and nothing that is not one. */
#include "support.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "paper/paper_pack.h"

static const char *names[] = { "Ann Li", "Bo 灯" };

/* A paper with everything that is known of one before it is stored. */
static struct paper
whole_paper(void)
{
	return (struct paper){ .id = "2604.00001",
		.title = "Lamps",
		.abstract = "One.\n\nTwo.",
		.summary = "Short.",
		.source = { "La\xffmps", "O\x01ne.", "Sh" },
		.authors = { names, 2 },
		.author_count = 2,
		.organization = "Harbour Lab",
		.submitter = "cy",
		.keywords = { names + 1, 1 },
		.published = DATE_FIRST,
		.listed = 86400,
		.updated = DATE_NONE,
		.upvotes = COUNT_MAX,
		.peak_upvotes = COUNT_UNKNOWN,
		.comments = 0,
		.stars = 7,
		.links = { "https://a.example/", "http://b.example/", NULL,
		    "https://c.example/", NULL, "https://d.example/x.png" },
		.categories = { names, 2 },
		.comment = "Accepted",
		.journal = "J",
		.doi = "10.1/2",
		.version = 3,
		.arxiv_updated = 5,
		.withdrawn = true,
		.complete = true };
}

static void
expect_names(const struct name_list *got, const struct name_list *wanted)
{
	size_t i;

	assert_int_equal(got->count, wanted->count);
	for (i = 0; i < got->count; i++)
		assert_string_equal(got->names[i], wanted->names[i]);
}

static void
expect_paper(const struct paper *p, const struct paper *wanted)
{
	size_t i;

	expect_text(p->id, wanted->id);
	expect_text(p->title, wanted->title);
	expect_text(p->abstract, wanted->abstract);
	expect_text(p->summary, wanted->summary);
	expect_text(p->source.title, wanted->source.title);
	expect_text(p->source.abstract, wanted->source.abstract);
	expect_text(p->source.summary, wanted->source.summary);
	expect_names(&p->authors, &wanted->authors);
	assert_int_equal(p->author_count, wanted->author_count);
	expect_text(p->organization, wanted->organization);
	expect_text(p->submitter, wanted->submitter);
	expect_names(&p->keywords, &wanted->keywords);
	assert_int_equal(p->published, wanted->published);
	assert_int_equal(p->listed, wanted->listed);
	assert_int_equal(p->updated, wanted->updated);
	assert_int_equal(p->upvotes, wanted->upvotes);
	assert_int_equal(p->peak_upvotes, wanted->peak_upvotes);
	assert_int_equal(p->comments, wanted->comments);
	assert_int_equal(p->stars, wanted->stars);
	for (i = 0; i < LINKS; i++)
		expect_text(p->links[i], wanted->links[i]);
	expect_names(&p->categories, &wanted->categories);
	expect_text(p->comment, wanted->comment);
	expect_text(p->journal, wanted->journal);
	expect_text(p->doi, wanted->doi);
	assert_int_equal(p->version, wanted->version);
	assert_int_equal(p->arxiv_updated, wanted->arxiv_updated);
	assert_int_equal(p->withdrawn, wanted->withdrawn);
	assert_int_equal(p->complete, wanted->complete);
}

/* Pack papers and read them again.  Return whether all was good. */
static bool
there_and_back(const struct paper_list *l, struct paper_list *again)
{
	struct buf b = { 0 };
	struct unpack u;
	bool whole;

	paper_pack(&b, l);
	*again = (struct paper_list){ 0 };
	u = (struct unpack){ .next = b.data,
		.left = b.length,
		.arena = &again->arena };
	paper_unpack(&u, again);
	whole = unpack_is_whole(&u);
	buf_free(&b);
	return whole;
}

static void
test_there_and_back(void **state)
{
	const struct listed_in seen[] = { { LISTING_WEEK, "2026-W15", 86400,
					      1 },
		{ LISTING_DAY, "灯", DATE_NONE, 100 } };
	struct paper papers[2] = { whole_paper() };
	struct paper_list l = { .papers = papers, .count = 2 }, again,
			  empty = { 0 };
	struct paper *nothing = paper_list_add(&empty);

	(void)state;
	papers[0].listings = (struct listed_in *)seen;
	papers[0].listing_count = 2;
	papers[1] = *nothing;
	assert_true(there_and_back(&l, &again));
	assert_int_equal(again.count, 2);
	expect_paper(&again.papers[0], &papers[0]);
	expect_paper(&again.papers[1], nothing);
	assert_int_equal(again.papers[0].listing_count, 2);
	assert_int_equal(again.papers[0].listings[0].kind, LISTING_WEEK);
	assert_string_equal(again.papers[0].listings[0].label, "2026-W15");
	assert_int_equal(again.papers[0].listings[0].day, 86400);
	assert_int_equal(again.papers[0].listings[0].rank, 1);
	assert_int_equal(again.papers[0].listings[1].kind, LISTING_DAY);
	assert_int_equal(again.papers[0].listings[1].day, DATE_NONE);
	paper_list_free(&again);
	paper_list_free(&empty);
}

/* What clean_paper() never makes is not believed. */
static void
test_refused(void **state)
{
	static const char *bad[] = { "\xff" };
	struct paper wrong[10], good = whole_paper();
	struct paper_list l = { .count = 1 }, again;
	struct listed_in seen = { LISTING_DAY, "2026-04-08", 86400, 1 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(wrong); i++)
		wrong[i] = good;
	wrong[0].title = "\xff";
	wrong[1].links[LINK_CODE] = "javascript:alert(1)";
	wrong[2].links[LINK_ABS] = "//a.example/";
	wrong[3].upvotes = -2;
	wrong[4].stars = (int64_t)COUNT_MAX + 1;
	wrong[5].published = DATE_LAST + 1;
	wrong[6].authors = (struct name_list){ bad, 1 };
	wrong[7].comment = "\xc3";
	wrong[8].listing_count = wrong[9].listing_count = 1;
	wrong[8].listings = wrong[9].listings = &seen;
	for (i = 0; i < COUNT(wrong); i++) {
		seen.kind = i == 8 ? LISTING_KINDS : LISTING_DAY;
		seen.rank = i == 9 ? 0 : 1;
		l.papers = &wrong[i];
		if (there_and_back(&l, &again))
			fail_msg("%zu is taken for a paper", i);
		paper_list_free(&again);
	}
	l.papers = &good;
	assert_true(there_and_back(&l, &again));
	paper_list_free(&again);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

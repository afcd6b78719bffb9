#include "support.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "paper/merge.h"
#include "paper/paper.h"
#include "store/papers.h"

/* A paper in short; 0 and NULL are unknown. */
struct sketch {
	const char *id, *title, *abstract, *summary, *organization;
	const char *submitter, *code, *thumbnail, *author, *keyword;
	const char *published;
	int64_t author_count, upvotes, peak, comments, stars;
	bool partial; /* not complete */
};

static struct paper *
draw(struct paper_list *l, const struct sketch *k)
{
	struct paper *p = paper_list_add(l);

	p->id = k->id;
	p->title = p->source.title = k->title == NULL ? "Title" : k->title;
	p->abstract = p->source.abstract = k->abstract;
	p->summary = p->source.summary = k->summary;
	p->organization = k->organization;
	p->submitter = k->submitter;
	p->links[LINK_CODE] = k->code;
	p->links[LINK_THUMBNAIL] = k->thumbnail;
	if (k->author != NULL)
		paper_add_name(&l->arena, &p->authors, k->author,
		    strlen(k->author));
	if (k->keyword != NULL)
		paper_add_name(&l->arena, &p->keywords, k->keyword,
		    strlen(k->keyword));
	if (k->published != NULL)
		p->published = at(k->published);
	p->author_count =
	    k->author_count == 0 ? COUNT_UNKNOWN : k->author_count;
	p->upvotes = k->upvotes == 0 ? COUNT_UNKNOWN : k->upvotes;
	p->peak_upvotes = k->peak == 0 ? p->upvotes : k->peak;
	p->comments = k->comments == 0 ? COUNT_UNKNOWN : k->comments;
	p->stars = k->stars == 0 ? COUNT_UNKNOWN : k->stars;
	p->complete = !k->partial;
	return p;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool
same_name(const struct name_list *a, const struct name_list *b)
{
	return a->count == b->count &&
	    (a->count == 0 || strcmp(a->names[0], b->names[0]) == 0);
}

static bool
same_paper(const struct paper *a, const struct paper *b)
{
	return same_text(a->id, b->id) && same_text(a->title, b->title) &&
	    same_text(a->abstract, b->abstract) &&
	    same_text(a->summary, b->summary) &&
	    same_text(a->organization, b->organization) &&
	    same_text(a->submitter, b->submitter) &&
	    same_text(a->links[LINK_CODE], b->links[LINK_CODE]) &&
	    same_text(a->links[LINK_THUMBNAIL], b->links[LINK_THUMBNAIL]) &&
	    same_name(&a->authors, &b->authors) &&
	    same_name(&a->keywords, &b->keywords) &&
	    a->published == b->published &&
	    a->author_count == b->author_count && a->upvotes == b->upvotes &&
	    a->peak_upvotes == b->peak_upvotes && a->comments == b->comments &&
	    a->stars == b->stars && a->complete == b->complete;
}

#define KNOWN                                                             \
	.id = "1", .abstract = "A", .summary = "S", .organization = "O",  \
	.submitter = "U", .code = "C", .thumbnail = "P", .author = "Ada", \
	.author_count = 1, .keyword = "K", .published = "2026-04-01",     \
	.upvotes = 5, .comments = 2, .stars = 3

/* What is known, what is read, whether that is not older; what it becomes. */
static const struct merging {
	const char *name;
	struct sketch old, new;
	bool newer;
	enum merge done;
	struct sketch after;
} mergings[] = {
	{ "the same", { KNOWN }, { KNOWN }, true, MERGE_SAME, { KNOWN } },
	{ "the same, older", { KNOWN }, { KNOWN }, false, MERGE_SAME,
	    { KNOWN } },
	{ "nothing", { KNOWN }, { .id = NULL }, true, MERGE_SAME, { KNOWN } },
	{ "nothing, partly", { KNOWN }, { .partial = true }, true, MERGE_SAME,
	    { KNOWN } },
	/* numbers */
	{ "more votes", { .upvotes = 5 }, { .upvotes = 6 }, true, MERGE_COUNTS,
	    { .upvotes = 6 } },
	{ "fewer votes", { .upvotes = 5 }, { .upvotes = 4 }, true, MERGE_COUNTS,
	    { .upvotes = 4, .peak = 5 } },
	{ "votes of a rendition", { .upvotes = 5 },
	    { .upvotes = 6, .partial = true }, true, MERGE_COUNTS,
	    { .upvotes = 6 } },
	{ "fewer votes once", { .upvotes = 5 }, { .upvotes = 4 }, false,
	    MERGE_SAME, { .upvotes = 5 } },
	{ "more votes once", { .upvotes = 5 }, { .upvotes = 9 }, false,
	    MERGE_COUNTS, { .upvotes = 5, .peak = 9 } },
	{ "first votes", { .upvotes = 0 }, { .upvotes = 3 }, false,
	    MERGE_COUNTS, { .upvotes = 3 } },
	{ "comments", { .comments = 5 }, { .comments = 4 }, true, MERGE_COUNTS,
	    { .comments = 4 } },
	{ "comments once", { .comments = 5 }, { .comments = 6 }, false,
	    MERGE_SAME, { .comments = 5 } },
	{ "stars", { .stars = 5 }, { .stars = 4 }, true, MERGE_COUNTS,
	    { .stars = 4 } },
	{ "stars once", { .stars = 5 }, { .stars = 6 }, false, MERGE_SAME,
	    { .stars = 5 } },
	{ "first stars", { .stars = 0 }, { .stars = 6 }, false, MERGE_COUNTS,
	    { .stars = 6 } },
	/* what readers are shown as updated */
	{ "title", { .title = "A" }, { .title = "B" }, true, MERGE_CHANGED,
	    { .title = "B" } },
	{ "abstract", { .abstract = "A" }, { .abstract = "B" }, true,
	    MERGE_CHANGED, { .abstract = "B" } },
	{ "summary", { .summary = "A" }, { .summary = "B" }, true,
	    MERGE_CHANGED, { .summary = "B" } },
	{ "organization", { .organization = "A" }, { .organization = "B" },
	    true, MERGE_CHANGED, { .organization = "B" } },
	{ "code", { .code = "A" }, { .code = "B" }, true, MERGE_CHANGED,
	    { .code = "B" } },
	{ "author", { .author = "A", .author_count = 1 },
	    { .author = "B", .author_count = 1 }, true, MERGE_CHANGED,
	    { .author = "B", .author_count = 1 } },
	/* and what not */
	{ "thumbnail", { .thumbnail = "A" }, { .thumbnail = "B" }, true,
	    MERGE_QUIET, { .thumbnail = "B" } },
	{ "keyword", { .keyword = "A" }, { .keyword = "B" }, true, MERGE_QUIET,
	    { .keyword = "B" } },
	{ "submitter", { .submitter = "A" }, { .submitter = "B" }, true,
	    MERGE_QUIET, { .submitter = "B" } },
	{ "arXiv's date", { .published = "2026-04-01" },
	    { .published = "2026-04-02" }, true, MERGE_QUIET,
	    { .published = "2026-04-02" } },
	/* an older reading and a rendition change nothing */
	{ "older", { KNOWN },
	    { .id = "1",
		.title = "B",
		.abstract = "B",
		.summary = "B",
		.organization = "B",
		.submitter = "B",
		.code = "B",
		.thumbnail = "B",
		.author = "B",
		.author_count = 2,
		.keyword = "B",
		.published = "2026-04-02" },
	    false, MERGE_SAME, { KNOWN } },
	{ "partial", { KNOWN },
	    { .id = "1",
		.title = "B",
		.abstract = "B",
		.summary = "B",
		.organization = "B",
		.submitter = "B",
		.code = "B",
		.thumbnail = "B",
		.author = "B",
		.author_count = 2,
		.keyword = "B",
		.published = "2026-04-02",
		.partial = true },
	    true, MERGE_SAME, { KNOWN } },
	/* but say what was not known */
	{ "abstract learnt", { .id = "1" },
	    { .id = "1", .abstract = "A", .partial = true }, true,
	    MERGE_CHANGED, { .id = "1", .abstract = "A" } },
	{ "abstract learnt late", { .id = "1" }, { .abstract = "A" }, false,
	    MERGE_CHANGED, { .id = "1", .abstract = "A" } },
	{ "id learnt", { .upvotes = 1 }, { .id = "1", .partial = true }, false,
	    MERGE_CHANGED, { .id = "1", .upvotes = 1 } },
	{ "id never exchanged", { .id = "1" }, { .id = "2" }, true, MERGE_SAME,
	    { .id = "1" } },
	{ "thumbnail learnt", { .id = "1" }, { .thumbnail = "A" }, false,
	    MERGE_QUIET, { .id = "1", .thumbnail = "A" } },
	/* authors and how many they are */
	{ "count learnt", { .id = "1" }, { .author_count = 3, .partial = true },
	    true, MERGE_CHANGED, { .id = "1", .author_count = 3 } },
	{ "count of one learnt", { .id = "1" },
	    { .author_count = 1, .partial = true }, true, MERGE_CHANGED,
	    { .id = "1", .author_count = 1 } },
	{ "names learnt", { .author_count = 3 },
	    { .author = "A", .author_count = 1 }, false, MERGE_CHANGED,
	    { .author = "A", .author_count = 1 } },
	{ "another count", { .author_count = 3 },
	    { .author_count = 4, .partial = true }, true, MERGE_SAME,
	    { .author_count = 3 } },
	{ "a count behind names", { .author = "A", .author_count = 1 },
	    { .author_count = 4 }, true, MERGE_SAME,
	    { .author = "A", .author_count = 1 } },
	/* the first item with all its fields counts more than a rendition */
	{ "whole at last", { .title = "A", .partial = true }, { .title = "B" },
	    false, MERGE_CHANGED, { .title = "B" } },
	{ "whole and the same", { .title = "A", .partial = true },
	    { .title = "A" }, true, MERGE_QUIET, { .title = "A" } },
	{ "still partial", { .title = "A", .partial = true },
	    { .title = "B", .partial = true }, true, MERGE_SAME,
	    { .title = "A", .partial = true } },
};

static void
check_merging(const struct merging *m)
{
	struct paper_list l = { 0 }, m2 = { 0 }, m3 = { 0 };
	struct paper *old = draw(&l, &m->old);
	enum merge done;

	done = merge_paper(old, draw(&m2, &m->new), m->newer);
	if (done != m->done)
		fail_msg("%s: %d, not %d", m->name, done, m->done);
	if (!same_paper(old, draw(&m3, &m->after)))
		fail_msg("%s: another paper", m->name);
	/* Once more is nothing new. */
	if (merge_paper(old, &m2.papers[0], m->newer) != MERGE_SAME)
		fail_msg("%s: changed again", m->name);
	paper_list_free(&l);
	paper_list_free(&m2);
	paper_list_free(&m3);
}

static void
test_merge(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(mergings) / sizeof(mergings[0]); i++)
		check_merging(&mergings[i]);
}

/* Another source that cleans to the same, the same cleaned otherwise. */
static void
test_merge_sources(void **state)
{
	static const struct {
		const char *text, *source;
		enum merge done;
	} texts[] = {
		{ "a b", "a b", MERGE_SAME },
		{ "a b", " a  b", MERGE_QUIET },
		{ "a  b", "a b", MERGE_QUIET },
		{ "a c", "a c", MERGE_CHANGED },
	};
	struct paper_list l = { 0 };
	struct sketch k = { .abstract = "a b" };
	struct paper *old, new;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		old = draw(&l, &k);
		new = *old;
		new.abstract = texts[i].text;
		new.source.abstract = texts[i].source;
		assert_int_equal(merge_paper(old, &new, true), texts[i].done);
		assert_string_equal(old->abstract, texts[i].text);
		assert_string_equal(old->source.abstract, texts[i].source);
	}
	paper_list_free(&l);
}

/* An empty list of authors is no knowledge that there are none. */
static void
test_merge_no_authors(void **state)
{
	static const struct sketch counted = { .author_count = 3 };
	static const struct sketch nobody = { .upvotes = 0 };
	struct paper_list l = { 0 }, m = { 0 };
	struct paper *old = draw(&l, &counted);
	struct paper *new = draw(&m, &nobody);

	(void)state;
	new->author_count = 0;
	assert_int_equal(merge_paper(old, new, true), MERGE_SAME);
	assert_int_equal(old->author_count, 3);
	paper_list_free(&l);
	paper_list_free(&m);
}

/* A change of any author counts, not only of the first. */
static void
test_merge_second_author(void **state)
{
	static const struct sketch one = { .author = "Ada" };
	struct paper_list l = { 0 }, m = { 0 };
	struct paper *old = draw(&l, &one), *new = draw(&m, &one);

	(void)state;
	paper_add_name(&l.arena, &old->authors, "Bo", 2);
	paper_add_name(&m.arena, &new->authors, "Cy", 2);
	assert_int_equal(merge_paper(old, new, true), MERGE_CHANGED);
	assert_int_equal(old->authors.count, 2);
	assert_string_equal(old->authors.names[1], "Cy");
	paper_list_free(&l);
	paper_list_free(&m);
}

/* Each link is taken over by itself; readers need not see a new thumbnail. */
static void
test_merge_each_link(void **state)
{
	static const struct sketch plain = { .id = "1" };
	struct paper_list l = { 0 }, m = { 0 };
	struct paper *old, *new;
	enum paper_link i, j;

	(void)state;
	for (i = 0; i < LINKS; i++) {
		old = draw(&l, &plain);
		new = draw(&m, &plain);
		old->links[i] = "https://example.org/a";
		new->links[i] = "https://example.org/b";
		assert_int_equal(merge_paper(old, new, true),
		    i == LINK_THUMBNAIL ? MERGE_QUIET : MERGE_CHANGED);
		for (j = 0; j < LINKS; j++)
			expect_text(old->links[j],
			    i == j ? "https://example.org/b" : NULL);
	}
	paper_list_free(&l);
	paper_list_free(&m);
}

/* An answer of arXiv in short, and what it makes of a paper. */
static const struct {
	struct sketch old, new;
	const char *comment; /* of the answer */
	struct sketch after;
	enum merge done;
	bool was_withdrawn, is_withdrawn;
} answers[] = {
	/* nothing new */
	{ { .abstract = "A" }, { .abstract = "B" }, NULL, { .abstract = "A" },
	    MERGE_SAME, false, false },
	/* what the listing said stays, though it is an older reading */
	{ { .title = "T", .organization = "O", .published = "2026-04-01" },
	    { .title = "U", .organization = "P", .published = "2026-04-02" },
	    NULL,
	    { .title = "T", .organization = "O", .published = "2026-04-01" },
	    MERGE_SAME, false, false },
	/* what it did not say is filled in */
	{ { .title = "T" }, { .abstract = "B" }, NULL,
	    { .title = "T", .abstract = "B" }, MERGE_CHANGED, false, false },
	{ { .title = "T" }, { .author = "Ada", .author_count = 1 }, NULL,
	    { .title = "T", .author = "Ada", .author_count = 1 }, MERGE_QUIET,
	    false, false },
	{ { .title = "T" }, { .published = "2026-04-02" }, NULL,
	    { .title = "T", .published = "2026-04-02" }, MERGE_QUIET, false,
	    false },
	{ { .title = "T" }, { .id = "2604.00001" }, NULL,
	    { .title = "T", .id = "2604.00001" }, MERGE_CHANGED, false, false },
	{ { .id = "2604.00002" }, { .id = "2604.00001" }, NULL,
	    { .id = "2604.00002" }, MERGE_SAME, false, false },
	/* its own facts */
	{ { .title = "T" }, { .title = "T" }, "C", { .title = "T" },
	    MERGE_QUIET, false, false },
	{ { .title = "T" }, { .title = "T" }, "C", { .title = "T" },
	    MERGE_CHANGED, false, true },
	{ { .title = "T" }, { .title = "T" }, NULL, { .title = "T" },
	    MERGE_SAME, true, true },
	{ { .title = "T" }, { .title = "T" }, NULL, { .title = "T" },
	    MERGE_QUIET, true, false },
};

static void
test_answers_of_arxiv(void **state)
{
	struct paper_list l = { 0 }, m = { 0 }, n = { 0 };
	struct paper *old, *new, *after;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(answers); i++) {
		old = draw(&l, &answers[i].old);
		new = draw(&m, &answers[i].new);
		after = draw(&n, &answers[i].after);
		old->withdrawn = answers[i].was_withdrawn;
		new->withdrawn = answers[i].is_withdrawn;
		new->comment = answers[i].comment;
		if (merge_arxiv(old, new) != answers[i].done)
			fail_msg("answer %zu", i);
		expect_text(old->id, after->id);
		expect_text(old->title, after->title);
		expect_text(old->abstract, after->abstract);
		expect_text(old->organization, after->organization);
		expect_text(old->comment, answers[i].comment);
		assert_true(same_name(&old->authors, &after->authors));
		assert_int_equal(old->author_count, after->author_count);
		assert_int_equal(old->published, after->published);
		assert_int_equal(old->withdrawn, answers[i].is_withdrawn);
	}
	paper_list_free(&l);
	paper_list_free(&m);
	paper_list_free(&n);
}

/* Each fact of arXiv is a change by itself, once. */
static void
test_each_fact_of_arxiv(void **state)
{
	static const char *names[] = { "cs.CL" };
	struct paper known = { .title = "T",
		.comment = "C",
		.journal = "J",
		.doi = "10.1/1",
		.version = 1,
		.arxiv_updated = DATE_NONE };
	struct paper answers_of[6], old;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(answers_of); i++)
		answers_of[i] = known;
	answers_of[0].categories = (struct name_list){ names, 1 };
	answers_of[1].comment = NULL;
	answers_of[2].journal = "K";
	answers_of[3].doi = "10.1/2";
	answers_of[4].version = 2;
	answers_of[5].arxiv_updated = at("2026-04-02");
	for (i = 0; i < COUNT(answers_of); i++) {
		old = known;
		assert_int_equal(merge_arxiv(&old, &known), MERGE_SAME);
		if (merge_arxiv(&old, &answers_of[i]) != MERGE_QUIET)
			fail_msg("fact %zu", i);
		assert_int_equal(merge_arxiv(&old, &answers_of[i]), MERGE_SAME);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_each_fact_of_arxiv),
		cmocka_unit_test(test_merge_sources),
		cmocka_unit_test(test_merge_no_authors),
		cmocka_unit_test(test_merge_second_author),
		cmocka_unit_test(test_merge_each_link),
		cmocka_unit_test(test_answers_of_arxiv),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

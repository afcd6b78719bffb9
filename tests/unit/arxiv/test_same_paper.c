/* Whether a paper found by its title is the one that was looked for. */
#include "support.h"

#include <stdbool.h>

#include "paper/paper.h"
#include "arxiv/same_paper.h"

/* A paper as it is in the store or in an answer; NULL: not known. */
struct shown {
	const char *title;
	const char *author; /* the second of two */
	const char *published;
};

static const struct row {
	struct shown stored, answered;
	bool same;
} rows[] = {
	/* the title and the date */
	{ { "Tides", NULL, "2026-04-06" }, { "Tides", "A B", "2026-04-06" },
	    true },
	{ { "Tides: a Map", NULL, "2026-04-06" },
	    { "Tides, A Map", "A B", "2026-04-07" }, true },
	{ { "Tides", NULL, "2026-04-06" }, { "Tides", "A B", "2026-04-05" },
	    true },
	{ { "Tides", NULL, "2026-04-06" }, { "Tides", "A B", "2026-04-08" },
	    false },
	/* the title and an author */
	{ { "Tides", "Ada Quay", NULL }, { "Tides", "Ada Quay", NULL }, true },
	{ { "Tides", "ada quay", "2024-01-01" },
	    { "Tides", "Ada Quay", "2026-04-08" }, true },
	{ { "Tides", "Ada Quay", NULL }, { "Tides", "Bo Li", NULL }, false },
	/* the title alone */
	{ { "Tides", NULL, NULL }, { "Tides", "Bo Li", "2026-04-08" }, false },
	{ { "Tides", NULL, NULL }, { "Tides", NULL, NULL }, false },
	/* another title */
	{ { "Tides", "Ada Quay", "2026-04-08" },
	    { "Tides II", "Ada Quay", "2026-04-08" }, false },
};

static void
fill(struct paper_list *l, const struct shown *shown)
{
	struct paper *p = paper_list_add(l);

	p->title = shown->title;
	if (shown->author != NULL) {
		paper_keep_name(&l->arena, &p->authors,
		    l->count == 1 ? "Zo\xc3\xab" : "Xu");
		paper_keep_name(&l->arena, &p->authors, shown->author);
	}
	p->published = at(shown->published);
}

static void
test_author_or_date_must_agree_with_the_title(void **state)
{
	struct paper_list l;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		l = (struct paper_list){ 0 };
		fill(&l, &rows[i].stored);
		fill(&l, &rows[i].answered);
		if (same_paper(&l.papers[0], &l.papers[1]) != rows[i].same)
			fail_msg("row %zu", i);
		paper_list_free(&l);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_author_or_date_must_agree_with_the_title),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

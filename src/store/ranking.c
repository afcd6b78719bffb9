/* Finds the papers of the store that are most like some examples. */
#include "store/ranking.h"

#include "base/key_list.h"
#include "topic/terms.h"
#include "store/database.h"
#include "store/liked.h"

/* Put a paper into its place among the best, of which there are so many. */
static void
insert(struct ranked *best, size_t most, size_t *count, struct ranked r)
{
	size_t i = *count;

	if (i == most && r.score < best[i - 1].score)
		return;
	if (i < most)
		(*count)++;
	else
		i--;
	/* Of two with the same score the newer one comes first. */
	for (; i > 0 && best[i - 1].score <= r.score; i--)
		best[i] = best[i - 1];
	best[i] = r;
}

/*
 * Write the papers that are most like the examples, which are left out, into an
 * array of `most`, the best one first, and their count.  Return 0, or -1 after a
 * warning.
 */
int
ranking_best(struct database *d, struct liked *l, struct ranked *best,
    size_t most, size_t *count)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_PAPER_TEXTS);
	struct paper_texts texts;
	struct ranked r;
	int more;

	*count = 0;
	database_bind_number(q, ":first", INT64_MIN);
	database_bind_number(q, ":last", INT64_MAX);
	while ((more = database_step(d, q)) == 1) {
		r.key = database_number(q, "key");
		if (key_list_has(&l->examples[EXAMPLE_LIKE], r.key) ||
		    key_list_has(&l->examples[EXAMPLE_UNLIKE], r.key))
			continue;
		texts = (struct paper_texts){
			.title = database_text(q, "title"),
			.keywords = database_text(q, "keywords"),
			.abstract = database_text(q, "abstract"),
		};
		if (liked_score(l, &texts, &r.score) == -1)
			return -1;
		if (r.score > 0)
			insert(best, most, count, r);
	}
	return more;
}

/*
 * The full-text indexes of papers: `paper_index` of all their texts, for the
 * topics' queries, and `known_by` of the words of title and keywords, for related
 * papers.  Nothing but this keeps them as the papers are.
 */
#include "store/paper_index.h"

#include <stddef.h>

#include "store/database.h"
#include "store/paper_row.h"

/* Run two statements with a paper's members for parameters. */
static int
run_both(struct database *d, const enum statement both[2],
    const struct paper *p)
{
	struct sqlite3_stmt *q;
	size_t i;

	for (i = 0; i < 2; i++) {
		q = paper_row_statement(d, both[i], p);
		if (database_step(d, q) == -1)
			return -1;
	}
	return 0;
}

/* Index a paper, which is not indexed.  Return 0, or -1 after a warning. */
int
paper_index_add(struct database *d, const struct paper *p)
{
	static const enum statement both[] = { SQL_ADD_INDEX,
		SQL_ADD_KNOWN_BY };

	return run_both(d, both, p);
}

/*
 * Forget a paper that is indexed; it must have the texts that it was indexed
 * with.  Return 0, or -1 after a warning.
 */
int
paper_index_remove(struct database *d, const struct paper *p)
{
	static const enum statement both[] = { SQL_REMOVE_INDEX,
		SQL_REMOVE_KNOWN_BY };

	return run_both(d, both, p);
}

/*
 * Merge the pieces of each index into one, within the run's transaction, because
 * every query looks at each piece.  Return 0, or -1 after a warning.
 */
int
paper_index_optimize(struct database *d)
{
	if (database_run(d, SQL_OPTIMIZE_INDEX) == -1)
		return -1;
	return database_run(d, SQL_OPTIMIZE_KNOWN_BY);
}

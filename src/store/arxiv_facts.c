/*
 * Keeps what arXiv says of papers, and knows which papers it has to be asked
 * about.  A paper that it was asked about has a row, whatever it answered.
 */
#include "store/arxiv_facts.h"

#include <sqlite3.h>

#include "base/arena.h"
#include "paper/guid.h"
#include "paper/merge.h"
#include "paper/paper.h"
#include "store/changes.h"
#include "store/database.h"
#include "store/paper_row.h"
#include "store/paper_write.h"
#include "store/papers.h"

/* Add the ids of a statement's rows to a list that may have `most`. */
static int
add_ids(struct database *d, enum statement which, int64_t before, size_t most,
    struct arena *a, struct name_list *ids)
{
	sqlite3_stmt *q = database_statement(d, which);
	const char *id;
	int more;

	if (which == SQL_ARXIV_OLD)
		database_bind_number(q, ":before", before);
	database_bind_number(q, ":most", (int64_t)(most - ids->count));
	while ((more = database_step(d, q)) == 1) {
		id = database_text(q, "id");
		paper_keep_name(a, ids, arena_string(a, id));
	}
	return more;
}

/*
 * List the ids that arXiv has to be asked about: the papers that it was never
 * asked about, the newest first, then those that it was asked about before an
 * instant, the longest ago first; at most `most` of both.  The arena owns them.
 * Return 0, or -1 after a warning.
 */
int
arxiv_facts_due(struct database *d, struct arena *a, int64_t before,
    size_t most, struct name_list *ids)
{
	if (add_ids(d, SQL_ARXIV_NEW, before, most, a, ids) == -1)
		return -1;
	return add_ids(d, SQL_ARXIV_OLD, before, most, a, ids);
}

/*
 * List papers without an id that arXiv was never asked about by title, or not
 * since an instant: key, guid, dates, title and authors of each.  Their list
 * owns them.  Return 0, or -1 after a warning.
 */
int
arxiv_facts_unnamed(struct database *d, int64_t before, size_t most,
    struct paper_list *l)
{
	sqlite3_stmt *q = database_statement(d, SQL_ARXIV_UNNAMED);
	int more;

	database_bind_number(q, ":before", before);
	database_bind_number(q, ":most", (int64_t)most);
	while ((more = database_step(d, q)) == 1) {
		if (paper_row_read(&l->arena, paper_list_add(l), q) == -1) {
			sqlite3_reset(q);
			return -1;
		}
	}
	return more;
}

/* Keep the facts of a paper, which were told at an instant. */
static int
put_facts(struct database *d, const struct paper *p, int64_t asked)
{
	sqlite3_stmt *q = paper_row_statement(d, SQL_PUT_ARXIV, p);

	database_bind_number(q, ":asked", asked);
	return database_step(d, q);
}

/* Note that arXiv was asked about the paper of a key, and knows nothing. */
static int
note_none(struct database *d, int64_t key, int64_t asked)
{
	sqlite3_stmt *q = database_statement(d, SQL_ARXIV_NONE);

	database_bind_number(q, ":key", key);
	database_bind_number(q, ":asked", asked);
	return database_step(d, q);
}

/* Write what an answer changed, if anything, and that it came. */
static int
write_facts(struct database *d, const struct paper *before,
    const struct paper *after, int64_t asked, enum merge done)
{
	if (done == MERGE_SAME)
		return put_facts(d, after, asked);
	if (paper_write(d, before, after) == -1 ||
	    put_facts(d, after, asked) == -1)
		return -1;
	return changes_note(d, after->key, CHANGE_RECORD);
}

/* Merge an answer into the paper of a key. */
static int
put(struct database *d, int64_t key, const struct paper *answer, int64_t asked,
    struct store_report *report)
{
	struct paper_list l = { 0 };
	struct paper before, *p = paper_list_add(&l);
	enum merge done;
	int ret;

	if ((ret = paper_row_get(d, key, &l.arena, p)) == -1)
		goto out;
	before = *p;
	done = merge_arxiv(p, answer);
	if (done == MERGE_CHANGED) {
		p->updated = paper_write_instant(d, asked, p->updated);
		report->changed++;
	}
	p->folded_title = guid_fold(&l.arena, p->title);
	ret = write_facts(d, &before, p, asked, done);
out:
	paper_list_free(&l);
	return ret;
}

/* Find the key of an id.  Return 1, 0 if no paper has it, or -1. */
static int
find(struct database *d, const char *id, int64_t *key)
{
	sqlite3_stmt *q = database_statement(d, SQL_FIND_BY_ID);

	database_bind_text(q, ":id", id);
	return database_query(d, q, key);
}

/*
 * Keep an answer about the paper that has its id, between database_begin() and
 * database_end(); `asked` is its instant.  A paper that changed for readers is
 * counted in the report.  An answer about a paper that the store lacks is left
 * alone.  Return 0, or -1 after a warning.
 */
int
arxiv_facts_put(struct database *d, const struct paper *answer, int64_t asked,
    struct store_report *report)
{
	int64_t key;
	int found = find(d, answer->id, &key);

	return found == 1 ? put(d, key, answer, asked, report) : found;
}

/*
 * Note that an answer lacked the paper of an id, so that arXiv is not asked about
 * it before others.  Return 0, or -1 after a warning.
 */
int
arxiv_facts_none(struct database *d, const char *id, int64_t asked)
{
	int64_t key;
	int found = find(d, id, &key);

	return found == 1 ? note_none(d, key, asked) : found;
}

/*
 * Keep an answer about the paper of a key, which has no id and takes that of the
 * answer; its guid stays.  If another paper has that id already, only the
 * asking is noted.  Otherwise as arxiv_facts_put().
 */
int
arxiv_facts_name(struct database *d, int64_t key, const struct paper *answer,
    int64_t asked, struct store_report *report)
{
	int64_t other;
	int found = find(d, answer->id, &other);

	if (found == -1)
		return -1;
	if (found == 1)
		return note_none(d, key, asked);
	return put(d, key, answer, asked, report);
}

/*
 * Note that arXiv has no paper of the title that the paper of a key has.  Return
 * 0, or -1 after a warning.
 */
int
arxiv_facts_nameless(struct database *d, int64_t key, int64_t asked)
{
	return note_none(d, key, asked);
}

/*
 * Keeps the papers: one row each, however often and wherever they are listed,
 * with the guid and the date that each got the first time.
 */
#include "store/papers.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/date.h"
#include "paper/guid.h"
#include "paper/merge.h"
#include "paper/paper.h"
#include "store/changes.h"
#include "store/listed_in.h"
#include "store/paper_index.h"
#include "store/paper_key.h"
#include "store/paper_row.h"
#include "store/paper_write.h"
#include "store/removed.h"
#include "store/shown_by.h"

/*
 * Choose `listed`, the first free second from the paper's own on, and the row
 * key that it gives.  No two papers share a second, because readers sort by it
 * and some take entries of one instant for one.  Papers of which only the day is
 * known all come with its midnight, and papers of one submission with one
 * second.  (Older stores gave papers of one second the keys behind its first.)
 */
static int
choose_key(struct database *d, struct paper *p)
{
	struct papers_state *state = database_papers(d);
	const int64_t asked = p->listed;
	int64_t second = asked, first, last;
	sqlite3_stmt *q;
	int found;

	if (state->slot_asked == asked)
		second = state->slot_next;
	do {
		first = paper_key_from(second);
		q = database_statement(d, SQL_LAST_KEY);
		database_bind_number(q, ":first", first);
		database_bind_number(q, ":last", paper_key_before(second + 1));
		found = database_query(d, q, &last);
		if (found == -1)
			return -1;
		p->listed = second++;
	} while (found == 1);
	state->slot_asked = asked;
	state->slot_next = second;
	p->key = first;
	return 0;
}

/*
 * Find the row of a paper by its id.  If the paper or the row has no id, find
 * it by its title, which may be an earlier one.  For a paper without an id, the
 * row whose guid was made of that title comes first.  Return 1 with the key, 0
 * if the paper is new, or -1.
 */
static int
find_stored(struct database *d, struct paper *p, int64_t *key)
{
	static const enum statement ways[2][2] = {
		{ SQL_FIND_BY_GUID, SQL_FIND_BY_TITLE },
		{ SQL_FIND_BY_ID, SQL_FIND_UNNAMED },
	};
	sqlite3_stmt *q;
	int i, found = 0;

	for (i = 0; i < 2 && found == 0; i++) {
		q = paper_row_statement(d, ways[p->id != NULL][i], p);
		found = database_query(d, q, key);
	}
	return found;
}

/* Run a statement with a paper's members for parameters. */
static int
run_with(struct database *d, enum statement which, const struct paper *p)
{
	sqlite3_stmt *q = paper_row_statement(d, which, p);
	return database_step(d, q);
}

static int
insert_paper(struct database *d, struct paper *p)
{
	if (choose_key(d, p) == -1)
		return -1;
	p->updated = p->listed;
	p->peak_upvotes = p->upvotes;
	if (run_with(d, SQL_INSERT, p) == -1 ||
	    run_with(d, SQL_ADD_TITLE, p) == -1 || paper_index_add(d, p) == -1)
		return -1;
	return changes_note(d, p->key, CHANGE_NEW);
}

/* Bring a row up to date with a reading, which learns when it was listed. */
static int
update_paper(struct database *d, int64_t key, struct paper *new,
    struct store_report *report)
{
	struct paper_list l = { 0 };
	struct paper before, *p = paper_list_add(&l);
	enum merge done;
	bool newer;
	int ret;

	if ((ret = paper_row_get(d, key, &l.arena, p)) == -1)
		goto out;
	before = *p;
	new->key = key;
	new->listed = p->listed;
	newer = new->reading >= p->reading;
	done = merge_paper(p, new, newer);
	/*
	 * Values of a rendition (cards, text) do not replace those of a full
	 * item.
	 */
	if (newer && (new->complete || !before.complete))
		p->reading = new->reading;
	if (done == MERGE_SAME && p->reading == before.reading)
		goto out;
	if (done == MERGE_CHANGED) {
		p->updated = paper_write_instant(d, new->reading, p->updated);
		report->changed++;
	}
	p->folded_title = guid_fold(&l.arena, p->title);
	ret = done <= MERGE_COUNTS ? run_with(d, SQL_UPDATE_COUNTS, p) :
				     paper_write(d, &before, p);
	if (ret == 0 && done != MERGE_SAME)
		ret = changes_note(d, key,
		    done == MERGE_COUNTS ? CHANGE_COUNTS : CHANGE_RECORD);
out:
	paper_list_free(&l);
	return ret;
}

/* Give a paper another key, and all that names it. */
static int
move_paper(struct database *d, const struct paper *before,
    const struct paper *after)
{
	static const enum statement steps[] = { SQL_MOVE_PAPER, SQL_MOVE_TITLES,
		SQL_MOVE_LISTED_IN, SQL_MOVE_SHOWN_BY, SQL_MOVE_CHANGE,
		SQL_MOVE_MEMBER, SQL_MOVE_RELATED, SQL_MOVE_OTHER };
	sqlite3_stmt *q = database_statement(d, SQL_MOVE_ARCHIVES);
	size_t i;

	database_bind_number(q, ":key", before->key);
	if (database_step(d, q) == -1 || database_run(d, SQL_DEFER_KEYS) == -1)
		return -1;
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		q = database_statement(d, steps[i]);
		database_bind_number(q, ":key", before->key);
		database_bind_number(q, ":to", after->key);
		if (steps[i] == SQL_MOVE_PAPER)
			database_bind_number(q, ":listed", after->listed);
		if (database_step(d, q) == -1)
			return -1;
	}
	return 0;
}

/*
 * A paper that only sources had shown that stay out of topics is listed now, at
 * an instant: it enters topics as of then, not as of when it was first seen.
 */
static int
list_waiting(struct database *d, struct paper *p, const char *without,
    int64_t listed)
{
	struct arena a = { 0 };
	struct paper before = { 0 }, after;
	sqlite3_stmt *q;
	int64_t there;
	int found = 0;

	if (without == NULL)
		return 0;
	q = database_statement(d, SQL_IS_WAITING);
	database_bind_number(q, ":paper", p->key);
	database_bind_text(q, ":without", without);
	if ((found = database_query(d, q, &there)) != 1)
		return found;
	if ((found = paper_row_get(d, p->key, &a, &before)) == -1)
		goto out;
	after = before;
	after.listed = listed;
	if ((found = choose_key(d, &after)) == -1 ||
	    (found = move_paper(d, &before, &after)) == -1)
		goto out;
	p->key = after.key;
	p->listed = after.listed;
	/* It is on the page of another day now. */
	if ((found = changes_note_naming(d, p->key)) == 0)
		found = changes_note(d, p->key, CHANGE_RECORD);
out:
	arena_free(&a);
	return found;
}

/* Is a name among those of the sources that stay out of topics? */
static bool
stays_out(const struct store_reading *reading)
{
	const char *at = reading->without;
	size_t n = strlen(reading->source);

	/* No name is part of any text, and stands nowhere. */
	if (at == NULL || n == 0)
		return false;
	for (; (at = strstr(at, reading->source)) != NULL; at++) {
		if (at[-1] == '\n' && at[n] == '\n')
			return true;
	}
	return false;
}

/*
 * Note who showed a paper.  A source that stays out of topics dates its entry by
 * the listing, `shown`; for others it is the paper's own date.
 */
static int
note_source(struct database *d, const struct paper *p,
    const struct store_reading *reading, int64_t shown, bool is_new)
{
	struct shown_by s = { .source = reading->source,
		.seen = reading->read,
		.entered = p->listed };
	int first;

	if (stays_out(reading)) {
		s.entered = shown;
		if (shown_by_choose(d, s.source, &s.entered) == -1)
			return -1;
	}
	/* The first time may bring the paper into topics, as it is. */
	first = shown_by_note(d, p->key, &s);
	if (first == 1 && !is_new)
		return changes_note(d, p->key, CHANGE_COUNTS);
	return first == -1 ? -1 : 0;
}

/*
 * Note at which place a listing showed a paper.  The page of a day has its
 * papers in that order, so another place is a change.
 */
static int
note_place(struct database *d, const struct paper *p, bool is_new)
{
	int moved = listed_in_put(d, p->key, &p->listings[0]);

	if (moved != 1 || is_new || p->listings[0].kind != LISTING_DAY)
		return moved == -1 ? -1 : 0;
	return changes_note(d, p->key, CHANGE_COUNTS);
}

static int
put_paper(struct database *d, struct arena *a, const struct paper *given,
    const struct store_reading *reading, struct store_report *report)
{
	struct paper p = *given;
	int64_t key;
	int found, removed;

	p.reading = reading->read;
	p.folded_title = guid_fold(a, p.title);
	p.guid = guid_choose(a, &p);
	if ((found = find_stored(d, &p, &key)) == -1)
		return -1;
	report->seen++;
	if (found == 0) {
		if ((removed = removed_has(d, &p)) != 0)
			return removed == 1 ? 0 : -1;
		if (insert_paper(d, &p) == -1)
			return -1;
		report->new ++;
	} else if (update_paper(d, key, &p, report) == -1 ||
	    (!stays_out(reading) &&
		list_waiting(d, &p, reading->without, given->listed) == -1))
		return -1;
	if (note_source(d, &p, reading, given->listed, found == 0) == -1)
		return -1;
	return note_place(d, &p, found == 0);
}

static int
compare_listed(const void *a, const void *b)
{
	const struct paper *const *p = a, *const *q = b;

	if ((*p)->listed != (*q)->listed)
		return (*p)->listed < (*q)->listed ? -1 : 1;
	return ((*p)->listings[0].rank > (*q)->listings[0].rank) -
	    ((*p)->listings[0].rank < (*q)->listings[0].rank);
}

/*
 * Sort a listing's papers by their row keys.  FTS5 gathers rows that come in
 * that order, and writes out at every step back (measured: storing 44 days
 * takes 3.3 times as many instructions otherwise).
 */
static const struct paper **
in_key_order(struct arena *a, const struct paper_list *l)
{
	const struct paper **papers;
	size_t i;

	papers = arena_array(a, l->count, sizeof(struct paper *));
	for (i = 0; i < l->count; i++)
		papers[i] = &l->papers[i];
	qsort(papers, l->count, sizeof(struct paper *), compare_listed);
	return papers;
}

/*
 * Put a listing's papers into the store, between database_begin() and
 * database_end(), and add the numbers to the report.  Return 0, or -1 after a
 * warning: then nothing must be committed.
 */
int
papers_put(struct database *d, const struct paper_list *l,
    const struct store_reading *reading, struct store_report *report)
{
	struct arena order = { 0 }, scratch = { 0 };
	const struct paper **papers = in_key_order(&order, l);
	const struct listed_in *seen;
	const char *label = NULL;
	size_t i;
	int ret = 0;

	for (i = 0; i < l->count && ret == 0; i++) {
		seen = &papers[i]->listings[0];
		if (i == 0 || strcmp(seen->label, label) != 0)
			ret = listed_in_make(d, seen);
		label = seen->label;
		if (ret == 0)
			ret =
			    put_paper(d, &scratch, papers[i], reading, report);
		arena_free(&scratch);
	}
	arena_free(&order);
	return ret;
}

/*
 * Set what a clock that was ahead has left in the future to now: readings, which
 * would keep later ones from changing their papers, and the times of changes,
 * which feeds show.  Of those the last one is now, and each other a second before
 * the next.  Return 0, or -1 after a warning.
 */
int
papers_limit_dates(struct database *d, int64_t now)
{
	static const enum statement limits[] = { SQL_NOTE_AHEAD,
		SQL_LIMIT_CHANGES, SQL_LIMIT_TOPICS, SQL_LIMIT_READINGS };
	sqlite3_stmt *q;
	size_t i;

	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		q = database_statement(d, limits[i]);
		database_bind_number(q, ":now", now);
		if (database_step(d, q) == -1)
			return -1;
	}
	return 0;
}

/*
 * Find out whether the store has no paper yet.  Return 0, or -1 after a
 * warning.
 */
int
papers_is_empty(struct database *d, bool *empty)
{
	sqlite3_stmt *q = database_statement(d, SQL_LAST_KEY);
	int64_t last;
	int found;

	database_bind_number(q, ":first", INT64_MIN);
	database_bind_number(q, ":last", INT64_MAX);
	found = database_query(d, q, &last);
	*empty = found == 0;
	return found == -1 ? -1 : 0;
}

/*
 * Hand every paper that was listed or changed since an instant to a visitor,
 * oldest first, with all its listings.  The paper lasts until the visitor
 * returns. A visitor that returns anything but 0 ends the loop.  Return what it
 * returned last, or -1 after a warning.
 */
int
papers_each(struct database *d, int64_t since,
    int (*visit)(void *, const struct paper *), void *context)
{
	sqlite3_stmt *q;
	struct paper_list l = { 0 };
	struct paper *p;
	int more, ret = 0;

	q = database_statement(d, SQL_EACH);
	database_bind_number(q, ":since", since);
	while (ret == 0 && (more = database_step(d, q)) != 0) {
		if (more == -1)
			return -1;
		p = paper_list_add(&l);
		if ((ret = paper_row_read(&l.arena, p, q)) == 0)
			ret = listed_in_read(d, &l.arena, p);
		if (ret == 0)
			ret = visit(context, p);
		paper_list_free(&l);
	}
	sqlite3_reset(q);
	return ret;
}

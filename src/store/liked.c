/*
 * The SQL function is_like(:liked, key, title, keywords, abstract): is a paper an
 * example of a topic, or like its examples?  A counter-example is not.
 */
#include "store/liked.h"

#include <stdbool.h>

#include <sqlite3.h>

#include "topic/tokenizer.h"

#define POINTER "liked" /* what the pointer is to, for SQLite */

/* Score a paper.  Return 0, or -1 without memory. */
int
liked_score(struct liked *l, const struct paper_texts *texts, int64_t *score)
{
	if (terms_read(&l->terms, l->splitter, texts) == -1)
		return -1;
	*score = likeness_score(&l->likeness, &l->terms);
	return 0;
}

/* Does a text of a row reach the threshold? */
static int
reaches(struct liked *l, sqlite3_value **texts, bool *holds)
{
	const struct paper_texts paper = {
		.title = (const char *)sqlite3_value_text(texts[0]),
		.keywords = (const char *)sqlite3_value_text(texts[1]),
		.abstract = (const char *)sqlite3_value_text(texts[2]),
	};
	int64_t score;

	if (liked_score(l, &paper, &score) == -1)
		return -1;
	*holds = score >= l->likeness.threshold;
	return 0;
}

static void
is_like(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct liked *l = sqlite3_value_pointer(values[0], POINTER);
	int64_t key = sqlite3_value_int64(values[1]);
	bool holds = false;

	(void)count;
	if (l == NULL) {
		sqlite3_result_error(context, "is_like() needs a model", -1);
		return;
	}
	if (key_list_has(&l->examples[EXAMPLE_LIKE], key))
		holds = true;
	else if (l->likeness.threshold != LIKENESS_NEVER &&
	    !key_list_has(&l->examples[EXAMPLE_UNLIKE], key) &&
	    reaches(l, values + 2, &holds) == -1) {
		sqlite3_result_error_nomem(context);
		return;
	}
	sqlite3_result_int(context, holds);
}

/* Register the function with a connection.  Return 0 or an SQLite error code. */
int
liked_register(struct sqlite3 *db)
{
	return sqlite3_create_function(db, "is_like", 5,
	    SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, is_like, NULL, NULL);
}

/*
 * Bind what is_like() needs; it lasts as long as the statement is stepped.  For
 * SQL it is null.  Return 0 or an SQLite error code.
 */
int
liked_bind(struct sqlite3_stmt *s, const char *name, struct liked *l)
{
	return sqlite3_bind_pointer(s, sqlite3_bind_parameter_index(s, name), l,
	    POINTER, NULL);
}

/* Free what belongs to it. */
void
liked_free(struct liked *l)
{
	int kind;

	likeness_free(&l->likeness);
	for (kind = 0; kind < EXAMPLE_KINDS; kind++)
		key_list_free(&l->examples[kind]);
	splitter_close(l->splitter);
	terms_free(&l->terms);
	*l = (struct liked){ 0 };
}

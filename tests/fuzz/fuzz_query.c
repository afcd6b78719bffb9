/*
 * Whatever a query is: it is refused with a place inside its text, or FTS5
 * takes what is made of it.
 */
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "topic/query.h"
#include "topic/tokenizer.h"
#include "support.h"

static sqlite3_stmt *
prepare(void)
{
	sqlite3_stmt *stmt;
	sqlite3 *db;

	require(sqlite3_open(":memory:", &db) == SQLITE_OK);
	require(tokenizer_register(db) == SQLITE_OK);
	require(sqlite3_exec(db,
		    "CREATE VIRTUAL TABLE t USING fts5(title, "
		    "abstract, authors, organization, keywords, category, "
		    "comment, tokenize='paperfeed')",
		    NULL, NULL, NULL) == SQLITE_OK);
	require(sqlite3_exec(db,
		    "INSERT INTO t VALUES ('a b', 'a', 'b', 'c', 'd', 'e', "
		    "'f')",
		    NULL, NULL, NULL) == SQLITE_OK);
	require(sqlite3_prepare_v2(db, "SELECT rowid FROM t WHERE t MATCH ?1",
		    -1, &stmt, NULL) == SQLITE_OK);
	return stmt;
}

/* The index is made once: to make it takes longer than many queries. */
static void
check_match(const struct buf *out)
{
	static sqlite3_stmt *stmt;
	int rc;

	if (stmt == NULL)
		stmt = prepare();
	sqlite3_bind_text(stmt, 1, out->data, (int)out->length, SQLITE_STATIC);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		continue;
	require(rc == SQLITE_DONE);
	require(sqlite3_reset(stmt) == SQLITE_OK);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct query_error error = { 0 };
	struct buf out = { 0 };
	char *text = take_copy(data, size);

	if (query_compile(&out, text, false, &error) == 0)
		check_match(&out);
	else
		require(error.column >= 1 && error.column <= strlen(text) + 1 &&
		    error.text[0] != '\0' && out.length == 0);
	buf_free(&out);
	free(text);
	return 0;
}

/*
 * Whatever a query is: it is refused with a place inside its text, or FTS5
 * takes what is made of it.
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "topic/query.h"
#include "topic/tokenizer.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static sqlite3_stmt *
prepare(sqlite3 *db)
{
	sqlite3_stmt *stmt;

	if (tokenizer_register(db) != SQLITE_OK ||
	    sqlite3_exec(db,
		"CREATE VIRTUAL TABLE t USING fts5(title, "
		"abstract, authors, organization, keywords, "
		"tokenize='paperfeed')",
		NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_exec(db,
		"INSERT INTO t VALUES ('a b', 'a', 'b', 'c', "
		"'d')",
		NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "SELECT rowid FROM t WHERE t MATCH ?1", -1,
		&stmt, NULL) != SQLITE_OK)
		abort();
	return stmt;
}

static void
check_match(const struct buf *out)
{
	sqlite3_stmt *stmt;
	sqlite3 *db;
	int rc;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK)
		abort();
	stmt = prepare(db);
	sqlite3_bind_text(stmt, 1, out->data, (int)out->length, SQLITE_STATIC);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		continue;
	if (rc != SQLITE_DONE)
		abort();
	sqlite3_finalize(stmt);
	sqlite3_close(db);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct query_error error = { 0 };
	struct buf out = { 0 };
	char *text;

	if ((text = malloc(size + 1)) == NULL)
		return 0;
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	if (query_compile(&out, text, false, &error) == 0)
		check_match(&out);
	else if (error.column < 1 || error.column > strlen(text) + 1 ||
	    error.text[0] == '\0' || out.length != 0)
		abort();
	buf_free(&out);
	free(text);
	return 0;
}

/*
 * store_sql FILE: runs the SQL of standard input on a store, as the program itself
 * opens it, which the sqlite3 shell cannot: the store's full-text indexes need
 * the program's tokenizer.  Prints each row on a line.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "topic/tokenizer.h"

static int
print_row(void *unused, int count, char **values, char **names)
{
	int i;

	(void)unused;
	(void)names;
	for (i = 0; i < count; i++)
		printf("%s%s", i > 0 ? "\t" : "",
		    values[i] == NULL ? "" : values[i]);
	putchar('\n');
	return 0;
}

int
main(int argc, char *argv[])
{
	struct buf sql = { 0 };
	char *why = NULL;
	sqlite3 *db;

	if (argc != 2)
		errx(2, "usage: store_sql FILE <SQL");
	if (buf_read_fd(&sql, 0) != 0)
		err(2, "standard input");
	if (sqlite3_open(argv[1], &db) != SQLITE_OK ||
	    tokenizer_register(db) != SQLITE_OK)
		errx(1, "%s: %s", argv[1], sqlite3_errmsg(db));
	if (sqlite3_exec(db, sql.data, print_row, NULL, &why) != SQLITE_OK)
		errx(1, "%s: %s", argv[1], why);
	sqlite3_close(db);
	buf_free(&sql);
	return 0;
}

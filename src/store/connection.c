/* A connection of SQLite to a file, with what every one of ours needs. */
#include "store/connection.h"

#include <err.h>
#include <stddef.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "topic/tokenizer.h"
#include "store/author_function.h"
#include "store/liked.h"
#include "store/difference_fits.h"
#include "store/row_sum.h"

#define BUSY_WAIT 10000 /* milliseconds for another's commit */

/* Warn about SQLite's last error.  Return status. */
int
connection_complain(const struct connection *c, int status)
{
	warnx("%s: %s", c->path, sqlite3_errmsg(c->handle));
	return status;
}

/*
 * Does an error of SQLite say that what it read is damaged?  Others say that it
 * could not read: it was interrupted, or the disk or the memory failed.
 */
bool
connection_is_damage(int error)
{
	switch (error & 0xff) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_ERROR: /* a schema or an index that makes no sense */
		return true;
	default:
		return false;
	}
}

/* Run SQL without rows.  Return 0, or -1 after a warning. */
int
connection_execute(struct connection *c, const char *sql)
{
	if (sqlite3_exec(c->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
		return 0;
	return connection_complain(c, -1);
}

/*
 * Ask for the number that a pragma or another query without parameters gives.
 * Return 0, or -1 after a warning.
 */
int
connection_ask(struct connection *c, const char *sql, int *answer)
{
	sqlite3_stmt *s;
	int ret = -1;

	if (sqlite3_prepare_v2(c->handle, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW) {
		*answer = sqlite3_column_int(s, 0);
		ret = 0;
	}
	sqlite3_finalize(s);
	return ret == 0 ? 0 : connection_complain(c, -1);
}

/*
 * Open a file, which need not be the path that diagnostics name.  connection_close()
 * closes it, whatever this returns.  Return 0, or after a warning the exit status.
 */
int
connection_open(struct connection *c, const char *path, int flags)
{
	if (sqlite3_open_v2(path, &c->handle, flags | SQLITE_OPEN_NOMUTEX,
		NULL) != SQLITE_OK)
		return connection_complain(c, EX_IOERR);
	sqlite3_extended_result_codes(c->handle, 1);
	sqlite3_busy_timeout(c->handle, BUSY_WAIT);
	if (tokenizer_register(c->handle) != SQLITE_OK ||
	    liked_register(c->handle) != SQLITE_OK ||
	    author_function_register(c->handle) != SQLITE_OK ||
	    row_sum_register(c->handle) != SQLITE_OK ||
	    difference_fits_register(c->handle) != SQLITE_OK)
		return connection_complain(c, EX_SOFTWARE);
	return 0;
}

/* Close it, if it is open. */
void
connection_close(struct connection *c)
{
	sqlite3_close(c->handle);
	c->handle = NULL;
}

/*
 * difference_fits(CLEANED, KEPT), an SQL function: can a source's text, as it is kept
 * beside the cleaned one, be read?
 */
#include "store/difference_fits.h"

#include <stddef.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "store/difference.h"

static void
difference_fits(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct buf text = { 0 };
	const char *base = (const char *)sqlite3_value_text(values[0]);
	const void *bytes;
	int fits = 1;

	(void)count;
	if (sqlite3_value_type(values[1]) == SQLITE_BLOB) {
		bytes = sqlite3_value_blob(values[1]);
		fits = base != NULL &&
		    difference_apply(&text, base,
			(size_t)sqlite3_value_bytes(values[0]), bytes,
			(size_t)sqlite3_value_bytes(values[1])) == 0;
		buf_free(&text);
	}
	sqlite3_result_int(context, fits);
}

/* Make the function known to a connection.  Return SQLite's result code. */
int
difference_fits_register(sqlite3 *db)
{
	return sqlite3_create_function_v2(db, "difference_fits", 2,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, difference_fits, NULL,
	    NULL, NULL);
}

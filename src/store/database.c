/*
 * Runs the statements of an open store: prepares each once, binds parameters
 * and returns columns by name.
 */
#include "store/database.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "base/date.h"
#include "topic/tokenizer.h"

struct database {
	struct database_file file;
	char *path;
	sqlite3_stmt *statements[STATEMENTS];
	int *places[STATEMENTS];
	bool derives; /* database_begin_derived() */
	struct papers_state papers;
};

/*
 * Open the store at a path into *result, which database_close() frees: see
 * database_file_open().  Return 0, or after one warning the exit status.
 */
int
database_open(struct database **result, const char *path,
    enum database_mode mode)
{
	struct database *d;
	int status;

	*result = NULL;
	if ((d = calloc(1, sizeof(*d))) == NULL ||
	    (d->path = strdup(path)) == NULL)
		err(EX_OSERR, NULL);
	if ((status = database_file_open(&d->file, d->path, mode)) != 0) {
		database_close(d);
		return status;
	}
	d->papers.slot_asked = d->papers.change_reading = DATE_NONE;
	*result = d;
	return 0;
}

static void
forget_statements(struct database *d)
{
	size_t i;

	for (i = 0; i < STATEMENTS; i++) {
		sqlite3_finalize(d->statements[i]);
		d->statements[i] = NULL;
		free(d->places[i]);
		d->places[i] = NULL;
	}
}

/*
 * What is read into a new store from now on can be read again, as files of the
 * user's can.  It costs less then, but is safe on the disk only after
 * database_keep(), and when a transaction fails the whole store goes.  Return 0,
 * or -1 after a warning.
 */
int
database_load(struct database *d)
{
	if (!d->file.fresh)
		return 0;
	if (database_file_load(&d->file) == -1)
		return -1;
	return database_run(d, SQL_LOAD_INDEX);
}

/*
 * Make a new store safe on the disk, where others see it; others are already.
 * Return 0, or -1 after a warning.
 */
int
database_keep(struct database *d)
{
	int ret = 0;

	if (!d->file.fresh)
		return 0;
	if (d->file.loads && !d->file.failed)
		ret = database_run(d, SQL_END_LOAD);
	forget_statements(d);
	return database_file_keep(&d->file) == -1 ? -1 : ret;
}

/*
 * Close and free a store, or nothing for NULL.  What is not committed goes.
 */
void
database_close(struct database *d)
{
	if (d == NULL)
		return;
	database_keep(d);
	forget_statements(d);
	database_file_close(&d->file);
	free(d->path);
	free(d);
}

/*
 * Return a statement, prepared on first use, reset and without parameters; it
 * belongs to the database.  Ends the program with EX_IOERR when SQLite cannot
 * prepare it, as when the schema is not what it says it is.
 */
sqlite3_stmt *
database_statement(struct database *d, enum statement which)
{
	sqlite3_stmt **s = &d->statements[which];

	if (*s != NULL) {
		sqlite3_reset(*s);
		sqlite3_clear_bindings(*s);
		return *s;
	}
	/* Whoever closed it has said why. */
	if (d->file.connection.handle == NULL)
		exit(EX_IOERR);
	if (sqlite3_prepare_v3(d->file.connection.handle,
		schema_statements[which], -1, SQLITE_PREPARE_PERSISTENT, s,
		NULL) != SQLITE_OK) {
		connection_complain(&d->file.connection, -1);
		exit(EX_IOERR);
	}
	return *s;
}

/*
 * Return where to keep what the names of a statement's parameters stand for, so
 * that they are looked up once: NULL at first, then an array of malloc()'s that
 * the database frees.
 */
int **
database_places(struct database *d, enum statement which)
{
	return &d->places[which];
}

/*
 * A misspelt parameter is a mistake of the program: without this check null
 * would be stored.
 */
static void
check_bound(const char *name, int result)
{
	if (result != SQLITE_OK)
		errx(EX_SOFTWARE, "no parameter %s", name);
}

/* Bind a text, or null for NULL; it must last until the statement has run. */
void
database_bind_text(sqlite3_stmt *s, const char *name, const char *text)
{
	check_bound(name,
	    sqlite3_bind_text(s, sqlite3_bind_parameter_index(s, name), text,
		-1, SQLITE_STATIC));
}

/* Bind a number. */
void
database_bind_number(sqlite3_stmt *s, const char *name, int64_t number)
{
	check_bound(name,
	    sqlite3_bind_int64(s, sqlite3_bind_parameter_index(s, name),
		number));
}

/* Bind an instant or a day, or null for DATE_NONE. */
void
database_bind_date(sqlite3_stmt *s, const char *name, int64_t date)
{
	if (date != DATE_NONE)
		database_bind_number(s, name, date);
	else
		check_bound(name,
		    sqlite3_bind_null(s,
			sqlite3_bind_parameter_index(s, name)));
}

static int
column_index(sqlite3_stmt *s, const char *name)
{
	int i;

	for (i = 0; i < sqlite3_column_count(s); i++) {
		if (strcmp(sqlite3_column_name(s, i), name) == 0)
			return i;
	}
	errx(EX_SOFTWARE, "no column %s", name);
}

/* Return a number of the row by its column's name; null is 0. */
int64_t
database_number(sqlite3_stmt *s, const char *name)
{
	return sqlite3_column_int64(s, column_index(s, name));
}

/* Return an instant or a day of the row, or DATE_NONE for null. */
int64_t
database_date(sqlite3_stmt *s, const char *name)
{
	int i = column_index(s, name);

	if (sqlite3_column_type(s, i) == SQLITE_NULL)
		return DATE_NONE;
	return sqlite3_column_int64(s, i);
}

/*
 * Return the text of a column, or NULL for null.  It lasts until the next step.
 * Ends the program with EX_OSERR where SQLite has no memory to end it with a NUL,
 * as the text would be taken for null.
 */
const char *
database_text_at(sqlite3_stmt *s, int i)
{
	const char *text;

	if (sqlite3_column_type(s, i) == SQLITE_NULL)
		return NULL;
	if ((text = (const char *)sqlite3_column_text(s, i)) == NULL)
		errx(EX_OSERR, "%s", sqlite3_errstr(SQLITE_NOMEM));
	return text;
}

/* The same by the column's name. */
const char *
database_text(sqlite3_stmt *s, const char *name)
{
	return database_text_at(s, column_index(s, name));
}

/* Return 1 when there is a row, 0 at the end, -1 after a warning. */
int
database_step(struct database *d, sqlite3_stmt *s)
{
	int rc = sqlite3_step(s);

	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE) {
		connection_complain(&d->file.connection, -1);
		d->file.failed = d->file.fresh;
	}
	sqlite3_reset(s);
	return rc == SQLITE_DONE ? 0 : -1;
}

/* Run a statement without parameters or rows.  Return 0 or -1. */
int
database_run(struct database *d, enum statement which)
{
	return database_step(d, database_statement(d, which));
}

/*
 * Run a bound statement for one number.  Return 1 with the number, 0 when
 * there is none or it is null, -1 after a warning.
 */
int
database_query(struct database *d, sqlite3_stmt *s, int64_t *number)
{
	int found = database_step(d, s);

	if (found != 1)
		return found;
	found = sqlite3_column_type(s, 0) != SQLITE_NULL;
	if (found)
		*number = sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	return found;
}

/*
 * Return a splitter of texts into words as the full-text index has them, or NULL
 * without memory; the caller closes it before the database.
 */
struct splitter *
database_splitter(struct database *d)
{
	return splitter_open(d->file.connection.handle);
}

/* Return SQLite's connection to an open store, which belongs to the database. */
struct connection *
database_connection(struct database *d)
{
	return &d->file.connection;
}

/* Return what papers.c remembers of this run; it belongs to the database. */
struct papers_state *
database_papers(struct database *d)
{
	return &d->papers;
}

/* Begin the run's transaction.  Return 0, or -1 after a warning. */
int
database_begin(struct database *d)
{
	return database_run(d, SQL_BEGIN);
}

/*
 * The same for rows that are derived from those of the store: SQLite does not look
 * whether what they name is there.  (Measured: for each member of each topic it
 * read the paper's page again, 240 MB of 307 with 6,000 papers.)
 */
int
database_begin_derived(struct database *d)
{
	d->derives =
	    database_run(d, SQL_TRUST_KEYS) == 0 && database_begin(d) == 0;
	if (!d->derives)
		database_run(d, SQL_CHECK_KEYS);
	return d->derives ? 0 : -1;
}

/*
 * Begin to read: until database_end() or database_close() the store is as it is
 * now, whatever other runs commit.  Return 0, or -1 after a warning.
 */
int
database_begin_reading(struct database *d)
{
	return database_run(d, SQL_BEGIN_READING);
}

/*
 * Undo a transaction.  Where memory or space ran out SQLite may have done so
 * itself, and then there is none.
 */
static void
undo(struct database *d)
{
	if (d->file.connection.handle != NULL &&
	    sqlite3_get_autocommit(d->file.connection.handle) == 0)
		database_run(d, SQL_ROLLBACK);
}

/*
 * End what database_begin() began: commit it if `ret`, what its steps returned,
 * is 0, or undo it.  Statements may be prepared anew after it.  Return 0 if it was
 * committed, or -1 after a warning.
 */
int
database_end(struct database *d, int ret)
{
	if (ret == 0)
		ret = database_run(d, SQL_COMMIT);
	if (ret != 0 && !d->file.loads)
		undo(d);
	if (d->derives && database_run(d, SQL_CHECK_KEYS) == -1)
		ret = -1;
	d->derives = false;
	/* What cannot be undone ends a new store. */
	if (d->file.failed || (ret != 0 && d->file.loads)) {
		forget_statements(d);
		database_file_close(&d->file);
		return -1;
	}
	if (ret != 0)
		return -1;
	return d->file.loads ? 0 : database_keep(d);
}

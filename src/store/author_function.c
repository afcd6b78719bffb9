/*
 * The SQL function by_one_of(people, authors, organization): is one of a paper's
 * authors one of these people?  SQLite hands the people on as a pointer
 * (https://sqlite.org/bindptr.html).
 */
#include "store/author_function.h"

#include <err.h>
#include <stddef.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "topic/people.h"

#define POINTER "paperfeed people" /* names the pointer's type */

static void
by_one_of(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct people *people = sqlite3_value_pointer(values[0], POINTER);
	struct author_list authors = {
		.names = (const char *)sqlite3_value_text(values[1]),
		.organization = (const char *)sqlite3_value_text(values[2]),
	};
	struct author_found found;

	(void)count;
	sqlite3_result_int(context,
	    people != NULL && authors.names != NULL &&
		people_find(people, &authors, &found));
}

/* Make the function known to a connection.  Return SQLite's result. */
int
author_function_register(sqlite3 *db)
{
	return sqlite3_create_function_v2(db, "by_one_of", 3,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, by_one_of, NULL, NULL,
	    NULL);
}

/* Bind people to :people of a statement; NULL: anybody. */
void
author_function_bind(sqlite3_stmt *s, const struct people *people)
{
	int any = sqlite3_bind_parameter_index(s, ":anybody");
	int index = sqlite3_bind_parameter_index(s, ":people");

	if (sqlite3_bind_int(s, any, people == NULL) != SQLITE_OK ||
	    sqlite3_bind_pointer(s, index, (void *)people, POINTER, NULL) !=
		SQLITE_OK)
		errx(EX_SOFTWARE, "no parameter :people");
}

/* When each host may be asked again, which one run leaves to the next. */
#include "store/hosts.h"

#include "store/database.h"

/*
 * Read when a host may be asked; nothing is known of a new one, which leaves
 * the times as they are.  Return 0, or -1 after a warning.
 */
int
hosts_read(struct database *d, const char *name, struct host_times *t)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_HOST);
	int found;

	database_bind_text(q, ":name", name);
	if ((found = database_step(d, q)) != 1)
		return found;
	t->due = database_number(q, "due");
	t->after = database_number(q, "after");
	return database_step(d, q);
}

/* Keep when a host may be asked.  Return 0, or -1 after a warning. */
int
hosts_keep(struct database *d, const char *name, const struct host_times *t)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_KEEP_HOST);

	database_bind_text(q, ":name", name);
	database_bind_number(q, ":due", t->due);
	database_bind_number(q, ":after", t->after);
	return database_step(d, q);
}

/*
 * Live feeds whose change the site's hub was not told of yet, and how the hub
 * answered the last time.
 */
#include "store/announcements.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "paper/paper.h"
#include "store/database.h"

/* A change of yesterday is no news: readers have polled since. */
#define WAIT_MAX DATE_DAY

/*
 * Remember, by its name in the output, a live feed that changed at an instant.
 * Return 0, or -1 after a warning.
 */
int
announcements_add(struct database *d, const char *name, int64_t now)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_ADD_ANNOUNCEMENT);

	database_bind_text(q, ":name", name);
	database_bind_number(q, ":changed", now);
	return database_step(d, q);
}

/*
 * Forget a feed that the hub was told of, or that is no more.  Return 0, or -1
 * after a warning.
 */
int
announcements_remove(struct database *d, const char *name)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_REMOVE_ANNOUNCEMENT);

	database_bind_text(q, ":name", name);
	return database_step(d, q);
}

/*
 * Forget feeds that changed more than a day ago or, if no hub is configured,
 * all of them and the hub.  Return 0, or -1 after a warning.
 */
int
announcements_expire(struct database *d, const char *hub, int64_t now)
{
	struct sqlite3_stmt *q =
	    database_statement(d, SQL_EXPIRE_ANNOUNCEMENTS);

	database_bind_number(q, ":before",
	    hub == NULL ? INT64_MAX : now - WAIT_MAX);
	if (database_step(d, q) == -1)
		return -1;
	return hub == NULL ? database_run(d, SQL_FORGET_HUB) : 0;
}

/* Count the feeds that wait.  Return 0, or -1 after a warning. */
int
announcements_count(struct database *d, int64_t *count)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_COUNT_ANNOUNCEMENTS);

	return database_query(d, q, count) == -1 ? -1 : 0;
}

/*
 * Add the names of the feeds that waited longest, but not more than `most`, to
 * a list; the arena owns them.  Return 0, or -1 after a warning.
 */
int
announcements_read(struct database *d, struct arena *a, size_t most,
    struct name_list *names)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_ANNOUNCEMENTS);
	const char *name;
	int more;

	database_bind_number(q, ":most", (int64_t)most);
	while ((more = database_step(d, q)) == 1) {
		name = database_text(q, "name");
		paper_add_name(a, names, name, strlen(name));
	}
	return more;
}

/*
 * Read what is known of the hub with this URL, which must last as long as the
 * state; the arena owns the error.  Of one that was never told anything that is
 * only how many feeds wait.  Return 0, or -1 after a warning.
 */
int
announcements_read_hub(struct database *d, struct arena *a, const char *url,
    struct hub_state *h)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_HUB);
	int found;

	*h = (struct hub_state){ .url = url,
		.attempted = DATE_NONE,
		.succeeded = DATE_NONE };
	database_bind_text(q, ":url", url);
	if ((found = database_step(d, q)) == 1) {
		h->attempted = database_date(q, "attempted");
		h->succeeded = database_date(q, "succeeded");
		h->error = arena_string(a, database_text(q, "error"));
		found = database_step(d, q);
	}
	return found == -1 ? -1 : announcements_count(d, &h->waiting);
}

/*
 * Remember an attempt.  Without a success in it, the last one of the same hub
 * stays.  Return 0, or -1 after a warning.
 */
int
announcements_keep_hub(struct database *d, const struct hub_state *h)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_KEEP_HUB);

	database_bind_text(q, ":url", h->url);
	database_bind_number(q, ":attempted", h->attempted);
	database_bind_date(q, ":succeeded", h->succeeded);
	database_bind_text(q, ":error", h->error);
	return database_step(d, q);
}

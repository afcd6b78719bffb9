/* One table of a damaged store: its rows are taken over as far as they can be read. */
#include "store/salvage_table.h"

#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "store/connection.h"

/* What no later reading brings back. */
static const struct {
	const char *name;
	const char *loss;
} losses[] = {
	{ "removed", "papers that were removed for good may come back" },
	{ "mail", "mails may start anew; see paperfeed digest --print" },
	{ "mailed", "mails may have papers once more" },
	{ "topic", "a topic without papers may change its date" },
	{ "title",
	    "papers without an id may come a second time if their "
	    "title changed" },
};

/* The columns of a table that are stored, and what they are. */
struct columns {
	struct buf names;    /* a, b, sum */
	struct buf values;   /* ?1, ?2, ?3 */
	struct buf summed;   /* , ?1, ?2 */
	struct buf key;	     /* a, b: the primary one */
	struct buf key_down; /* a DESC, b DESC */
	struct buf bare;     /* a INTEGER PRIMARY KEY, b, sum */
	int count;
	int sum; /* number of the sum's, or 0 */
	bool has_rowid;
};

static void
free_columns(struct columns *c)
{
	buf_free(&c->names);
	buf_free(&c->values);
	buf_free(&c->summed);
	buf_free(&c->key);
	buf_free(&c->key_down);
	buf_free(&c->bare);
}

/* Add a column, which is in the primary key or not. */
static void
add_column(struct columns *c, const char *table, const char *name, bool in_key)
{
	const char *comma = c->count == 0 ? "" : ", ";

	c->count++;
	buf_printf(&c->names, "%s%s", comma, name);
	buf_printf(&c->values, "%s?%d", comma, c->count);
	buf_printf(&c->bare, "%s%s%s", comma, name,
	    in_key && c->has_rowid ? " INTEGER PRIMARY KEY" : "");
	if (strcmp(name, "sum") == 0)
		c->sum = c->count;
	/* The number of a listing is chosen after its sum. */
	else if (strcmp(table, "listing") != 0 || !in_key)
		buf_printf(&c->summed, ", ?%d", c->count);
	if (!in_key)
		return;
	comma = c->key.length == 0 ? "" : ", ";
	buf_printf(&c->key, "%s%s", comma, name);
	buf_printf(&c->key_down, "%s%s DESC", comma, name);
}

/* Read the columns of a table; its primary key is made of its first ones. */
static int
read_columns(struct connection *new, const char *table, struct columns *c)
{
	sqlite3_stmt *q;
	int rc = sqlite3_prepare_v2(new->handle,
	    "SELECT name, pk FROM pragma_table_xinfo(?) WHERE hidden = 0"
	    " ORDER BY cid",
	    -1, &q, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		if ((rc = sqlite3_step(q)) == SQLITE_ROW)
			add_column(c, table,
			    (const char *)sqlite3_column_text(q, 0),
			    sqlite3_column_int(q, 1) > 0);
	}
	sqlite3_finalize(q);
	return rc == SQLITE_DONE ? 0 : connection_complain(new, -1);
}

/* Write the statements for a table. */
static int
describe(struct connection *new, struct arena *a, struct salvage_table *t)
{
	struct columns c = { .has_rowid = t->has_rowid };
	size_t i;
	int ret = read_columns(new, t->name, &c);

	if (ret == -1)
		goto out;
	t->has_sum = c.sum != 0;
	t->forward = arena_printf(a, "SELECT %s FROM %s ORDER BY %s",
	    c.names.data, t->name, c.key.data);
	t->backward = arena_printf(a, "SELECT %s FROM %s ORDER BY %s",
	    c.names.data, t->name, c.key_down.data);
	t->insert = c.sum == 0 ?
	    arena_printf(a, "INSERT OR IGNORE INTO %s (%s) VALUES (%s)",
		t->name, c.names.data, c.values.data) :
	    arena_printf(a,
		"INSERT OR IGNORE INTO %s (%s) SELECT %s"
		" WHERE ?%d IS row_sum('%s'%s)",
		t->name, c.names.data, c.values.data, c.sum, t->name,
		c.summed.data);
	t->bare = t->has_rowid ?
	    arena_printf(a, "CREATE TABLE %s (%s)", t->name, c.bare.data) :
	    arena_printf(a,
		"CREATE TABLE %s (%s, PRIMARY KEY (%s)) WITHOUT ROWID", t->name,
		c.bare.data, c.key.data);
	for (i = 0; i < sizeof(losses) / sizeof(losses[0]); i++) {
		if (strcmp(losses[i].name, t->name) == 0)
			t->loss = losses[i].loss;
	}
out:
	free_columns(&c);
	return ret;
}

/*
 * List the tables of a new store but for those of the indexes, and describe them;
 * the arena owns all.  Return 0, or -1 after a warning.
 */
int
salvage_table_list(struct connection *new, struct arena *a,
    struct salvage_table **tables, size_t *count)
{
	struct salvage_table list[64] = { 0 };
	sqlite3_stmt *q;
	size_t i;
	int rc, ret = 0;

	*count = 0;
	if (sqlite3_prepare_v2(new->handle,
		"SELECT name, sql LIKE '%WITHOUT ROWID%' FROM sqlite_schema"
		" WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %'"
		" AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'known_by%'"
		" AND name NOT LIKE 'paper_index%'",
		-1, &q, NULL) != SQLITE_OK)
		return connection_complain(new, -1);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW &&
	    *count < sizeof(list) / sizeof(list[0]))
		list[(*count)++] = (struct salvage_table){
			.name = arena_string(a,
			    (const char *)sqlite3_column_text(q, 0)),
			.has_rowid = sqlite3_column_int(q, 1) == 0,
		};
	sqlite3_finalize(q);
	if (rc != SQLITE_DONE)
		return connection_complain(new, -1);
	for (i = 0; i < *count && ret == 0; i++)
		ret = describe(new, a, &list[i]);
	*tables = arena_array(a, *count, sizeof(**tables));
	memcpy(*tables, list, *count * sizeof(**tables));
	return ret;
}

/* Hand the row of a statement to another one.  Return 0 or -1. */
static int
take_row(struct connection *to, sqlite3_stmt *from, sqlite3_stmt *insert)
{
	int i, rc = SQLITE_OK;

	for (i = 0; i < sqlite3_column_count(from) && rc == SQLITE_OK; i++)
		rc = sqlite3_bind_value(insert, i + 1,
		    sqlite3_column_value(from, i));
	if (rc == SQLITE_OK)
		rc = sqlite3_step(insert);
	sqlite3_reset(insert);
	/* A row of another kind of page is none. */
	if (rc == SQLITE_DONE || (rc & 0xff) == SQLITE_CONSTRAINT ||
	    (rc & 0xff) == SQLITE_MISMATCH)
		return 0;
	return connection_complain(to, -1);
}

/*
 * Take over the rows that a statement reads.  Return 1 when it came to the end, 0
 * when something could not be read, or -1 after a warning.
 */
int
salvage_table_read(struct salvage_table *t, struct connection *from,
    struct connection *to, const char *sql)
{
	sqlite3_stmt *q = NULL, *insert = NULL;
	int rc, ret = 0;

	if (sqlite3_prepare_v2(to->handle, t->insert, -1, &insert, NULL) !=
	    SQLITE_OK)
		return connection_complain(to, -1);
	rc = sqlite3_prepare_v2(from->handle, sql, -1, &q, NULL);
	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = sqlite3_step(q);
		if (rc == SQLITE_ROW && (ret = take_row(to, q, insert)) == -1)
			break;
	}
	sqlite3_finalize(q);
	sqlite3_finalize(insert);
	if (ret == -1)
		return -1;
	return rc == SQLITE_DONE;
}

/*
 * Take over a table from its beginning and, if that does not come to the end, from
 * its end.  Return 0, or -1 after a warning.
 */
int
salvage_table_walk(struct salvage_table *t, struct connection *from,
    struct connection *to)
{
	int whole = salvage_table_read(t, from, to, t->forward);

	t->cut = t->cut || whole == 0;
	if (whole == 0)
		whole = salvage_table_read(t, from, to, t->backward);
	return whole == -1 ? -1 : 0;
}

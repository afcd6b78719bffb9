/*
 * A paper as a row: which column holds which member.  Columns and parameters
 * are found by name.
 */
#include "store/paper_row.h"

#include <err.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "store/database.h"
#include "store/difference.h"

enum field_type {
	FIELD_TEXT,
	/* null: the cleaned text; bytes: its differences; or a whole text */
	FIELD_SOURCE,
	FIELD_NAMES, /* each name and a line feed */
	FIELD_COUNT, /* null is COUNT_UNKNOWN */
	FIELD_DATE,  /* null is DATE_NONE */
	FIELD_FLAG
};

#define FIELD(name, type, member)                             \
	{                                                     \
		name, type, offsetof(struct paper, member), 0 \
	}

/* The text as the source had it, of one that is cleaned. */
#define SOURCE(text)                                     \
	{                                                \
		"source_" #text, FIELD_SOURCE,           \
		    offsetof(struct paper, source.text), \
		    offsetof(struct paper, text)         \
	}

/* In the order of the table's columns, so that most searches hit at once. */
static const struct field {
	const char *name;
	enum field_type type;
	size_t offset;
	size_t clean; /* FIELD_SOURCE: the cleaned text */
} fields[] = {
	FIELD("key", FIELD_COUNT, key),
	FIELD("id", FIELD_TEXT, id),
	FIELD("guid", FIELD_TEXT, guid),
	FIELD("published", FIELD_DATE, published),
	FIELD("listed", FIELD_DATE, listed),
	FIELD("updated", FIELD_DATE, updated),
	FIELD("reading", FIELD_DATE, reading),
	FIELD("complete", FIELD_FLAG, complete),
	FIELD("upvotes", FIELD_COUNT, upvotes),
	FIELD("peak_upvotes", FIELD_COUNT, peak_upvotes),
	FIELD("comments", FIELD_COUNT, comments),
	FIELD("stars", FIELD_COUNT, stars),
	FIELD("author_count", FIELD_COUNT, author_count),
	FIELD("organization", FIELD_TEXT, organization),
	FIELD("submitter", FIELD_TEXT, submitter),
	FIELD("code", FIELD_TEXT, links[LINK_CODE]),
	FIELD("project", FIELD_TEXT, links[LINK_PROJECT]),
	FIELD("thumbnail", FIELD_TEXT, links[LINK_THUMBNAIL]),
	FIELD("title", FIELD_TEXT, title),
	FIELD("keywords", FIELD_NAMES, keywords),
	FIELD("authors", FIELD_NAMES, authors),
	FIELD("summary", FIELD_TEXT, summary),
	FIELD("abstract", FIELD_TEXT, abstract),
	SOURCE(title),
	SOURCE(summary),
	SOURCE(abstract),
	FIELD("version", FIELD_COUNT, version),
	FIELD("arxiv_updated", FIELD_DATE, arxiv_updated),
	FIELD("withdrawn", FIELD_FLAG, withdrawn),
	FIELD("doi", FIELD_TEXT, doi),
	FIELD("categories", FIELD_NAMES, categories),
	FIELD("comment", FIELD_TEXT, comment),
	FIELD("journal", FIELD_TEXT, journal),
	FIELD("folded_title", FIELD_TEXT, folded_title),
};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))

/*
 * Find the field with a name, from number `from` on.  Return NULL if there is
 * none.
 */
static const struct field *
find_field(const char *name, size_t from)
{
	size_t i;

	for (i = 0; i < FIELDS; i++) {
		const struct field *f = &fields[(from + i) % FIELDS];

		if (strcmp(f->name, name) == 0)
			return f;
	}
	return NULL;
}

static const char *
text_at(const struct paper *p, size_t offset)
{
	const void *at = (const char *)p + offset;

	return *(const char *const *)at;
}

/*
 * Without memory a parameter would stay null, and what it has would be lost
 * without a word.
 */
static void
check_bound(int result)
{
	if (result != SQLITE_OK)
		errx(EX_OSERR, "%s", sqlite3_errstr(result));
}

static void
bind_names(sqlite3_stmt *s, int i, const struct name_list *l)
{
	struct buf lines = { 0 };
	size_t n;

	for (n = 0; n < l->count; n++) {
		buf_puts(&lines, l->names[n]);
		buf_putc(&lines, '\n');
	}
	check_bound(
	    sqlite3_bind_text(s, i, lines.data == NULL ? "" : lines.data,
		(int)lines.length, SQLITE_TRANSIENT));
	buf_free(&lines);
}

/*
 * Bind a source's text: as null if it is the cleaned one, or as its differences
 * from that if they are shorter.
 */
static void
bind_source(sqlite3_stmt *s, int i, const char *text, const char *clean)
{
	struct buf bytes = { 0 };
	size_t n;

	if (text != NULL && clean != NULL) {
		if (strcmp(text, clean) == 0)
			return;
		n = strlen(text);
		difference_make(&bytes, clean, strlen(clean), text, n);
		if (bytes.length < n) {
			check_bound(sqlite3_bind_blob(s, i, bytes.data,
			    (int)bytes.length, SQLITE_TRANSIENT));
			text = NULL;
		}
		buf_free(&bytes);
	}
	if (text != NULL)
		check_bound(sqlite3_bind_text(s, i, text, -1, SQLITE_STATIC));
}

static void
bind_number(sqlite3_stmt *s, int i, int64_t number, int64_t none)
{
	if (number == none)
		sqlite3_bind_null(s, i);
	else
		sqlite3_bind_int64(s, i, number);
}

static void
bind_field(sqlite3_stmt *s, int i, const struct paper *p, const struct field *f)
{
	const char *at = (const char *)p + f->offset;

	switch (f->type) {
	case FIELD_TEXT:
		check_bound(sqlite3_bind_text(s, i, text_at(p, f->offset), -1,
		    SQLITE_STATIC));
		break;
	case FIELD_SOURCE:
		bind_source(s, i, text_at(p, f->offset), text_at(p, f->clean));
		break;
	case FIELD_NAMES:
		bind_names(s, i, (const struct name_list *)(const void *)at);
		break;
	case FIELD_COUNT:
		bind_number(s, i, *(const int64_t *)(const void *)at,
		    COUNT_UNKNOWN);
		break;
	case FIELD_DATE:
		bind_number(s, i, *(const int64_t *)(const void *)at,
		    DATE_NONE);
		break;
	case FIELD_FLAG:
		sqlite3_bind_int(s, i, *(const bool *)at);
		break;
	}
}

/* Find the field of each parameter of a statement, or -1, once for all papers. */
static const int *
find_places(struct database *d, enum statement which, sqlite3_stmt *s)
{
	int **places = database_places(d, which);
	int i, count = sqlite3_bind_parameter_count(s);
	const struct field *f;

	if (*places != NULL)
		return *places;
	*places = calloc((size_t)count, sizeof(**places));
	if (*places == NULL)
		err(EX_OSERR, NULL);
	for (i = 0; i < count; i++) {
		f = find_field(sqlite3_bind_parameter_name(s, i + 1) + 1, 0);
		(*places)[i] = f == NULL ? -1 : (int)(f - fields);
	}
	return *places;
}

/*
 * Return a statement, which belongs to the database, with every parameter bound
 * that has a member's name.  The paper must last until the statement has run.
 */
sqlite3_stmt *
paper_row_statement(struct database *d, enum statement which,
    const struct paper *p)
{
	sqlite3_stmt *s = database_statement(d, which);
	const int *places = find_places(d, which, s);
	int i, count = sqlite3_bind_parameter_count(s);

	for (i = 0; i < count; i++) {
		if (places[i] != -1)
			bind_field(s, i + 1, p, &fields[places[i]]);
	}
	return s;
}

static const char *
read_text(struct arena *a, sqlite3_stmt *s, int i)
{
	const char *text = database_text_at(s, i);

	if (text == NULL)
		return NULL;
	return arena_copy(a, text, (size_t)sqlite3_column_bytes(s, i));
}

static void
read_names(struct arena *a, struct name_list *l, sqlite3_stmt *s, int i)
{
	const char *line = database_text_at(s, i);
	size_t n;

	*l = (struct name_list){ 0 };
	while (line != NULL && *line != '\0') {
		n = strcspn(line, "\n");
		paper_add_name(a, l, line, n);
		line += n;
		line += *line == '\n';
	}
}

static int64_t
read_number(sqlite3_stmt *s, int i, int64_t none)
{
	if (sqlite3_column_type(s, i) == SQLITE_NULL)
		return none;
	return sqlite3_column_int64(s, i);
}

/*
 * Read a source's text, whose cleaned one is there already.  Return 0, or -1 if
 * its bytes are damaged.
 */
static int
read_source(struct arena *a, const char **text, const char *clean,
    sqlite3_stmt *s, int i)
{
	struct buf whole = { 0 };
	const char *bytes;

	*text = clean;
	if (sqlite3_column_type(s, i) == SQLITE_TEXT)
		*text = read_text(a, s, i);
	if (sqlite3_column_type(s, i) != SQLITE_BLOB)
		return 0;
	bytes = sqlite3_column_blob(s, i);
	if (bytes == NULL &&
	    sqlite3_errcode(sqlite3_db_handle(s)) == SQLITE_NOMEM)
		errx(EX_OSERR, "%s", sqlite3_errstr(SQLITE_NOMEM));
	if (clean == NULL ||
	    difference_apply(&whole, clean, strlen(clean), bytes,
		(size_t)sqlite3_column_bytes(s, i)) == -1) {
		buf_free(&whole);
		return -1;
	}
	*text = buf_move(&whole, a);
	return 0;
}

static int
read_field(struct arena *a, struct paper *p, const struct field *f,
    sqlite3_stmt *s, int i)
{
	void *at = (char *)p + f->offset;
	const char *text;
	int ret = 0;

	switch (f->type) {
	case FIELD_TEXT:
		text = read_text(a, s, i);
		memcpy(at, &text, sizeof(text));
		break;
	case FIELD_SOURCE:
		ret = read_source(a, &text, text_at(p, f->clean), s, i);
		memcpy(at, &text, sizeof(text));
		break;
	case FIELD_NAMES:
		read_names(a, at, s, i);
		break;
	case FIELD_COUNT:
		*(int64_t *)at = read_number(s, i, COUNT_UNKNOWN);
		break;
	case FIELD_DATE:
		*(int64_t *)at = read_number(s, i, DATE_NONE);
		break;
	case FIELD_FLAG:
		*(bool *)at = sqlite3_column_int(s, i) != 0;
		break;
	}
	return ret;
}

/*
 * Set the members for which the statement's row has columns, and the links that
 * follow from the identifier.  A cleaned text's column comes before its
 * source's.  The arena owns the strings.  Return 0, or after a warning -1 for a
 * row that the schema does not allow, which a damaged store may have.
 */
int
paper_row_read(struct arena *a, struct paper *p, sqlite3_stmt *s)
{
	const struct field *f;
	size_t from = 0;
	int i;

	for (i = 0; i < sqlite3_column_count(s); i++) {
		f = find_field(sqlite3_column_name(s, i), from);
		if (f == NULL)
			continue;
		from = (size_t)(f - fields) + 1;
		if (read_field(a, p, f, s, i) != 0) {
			warnx("the store is damaged: %s does not fit the "
			      "cleaned text",
			    f->name);
			return -1;
		}
	}
	if (p->guid == NULL || p->title == NULL || p->listed == DATE_NONE ||
	    p->updated == DATE_NONE) {
		warnx("the store is damaged: a paper has no guid, title or "
		      "date");
		return -1;
	}
	paper_set_links(a, p);
	return 0;
}

/* Get the paper of a row key by a statement. */
static int
get(struct database *d, enum statement which, int64_t key, struct arena *a,
    struct paper *p)
{
	sqlite3_stmt *q = database_statement(d, which);
	int found;

	database_bind_number(q, ":key", key);
	if ((found = database_step(d, q)) == 0)
		warnx("the store's indexes are damaged: they name a paper that "
		      "is not there");
	if (found != 1)
		return -1;
	found = paper_row_read(a, p, q);
	sqlite3_reset(q);
	return found;
}

/*
 * Get the paper of a row key, as paper_row_read() does.  Return 0, or -1 after
 * a warning.  A missing paper is an error, because something in the store names
 * it.
 */
int
paper_row_get(struct database *d, int64_t key, struct arena *a, struct paper *p)
{
	return get(d, SQL_GET, key, a, p);
}

/*
 * The same, but for what feeds and pages never show: the source's own texts, and
 * what only another reading asks for.  These members are left alone.
 */
int
paper_row_get_shown(struct database *d, int64_t key, struct arena *a,
    struct paper *p)
{
	return get(d, SQL_GET_SHOWN, key, a, p);
}

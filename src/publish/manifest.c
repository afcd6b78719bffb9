/*
 * The files of a publishing, and what the store remembers of them: so the next
 * one knows what is still as it was left, and which files are its own.
 */
#include "publish/manifest.h"

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include "paper/paper.h"
#include "config/config.h"
#include "store/database.h"

/* Read what is remembered of the last publishing.  Return 0 or -1. */
int
publication_read(struct publication *p)
{
	sqlite3_stmt *q = database_statement(p->database, SQL_PUBLICATION);
	struct arena *a = &p->arena;

	if (database_step(p->database, q) != 1)
		return -1;
	p->state = (struct publication_state){
		.settings = arena_string(a, database_text(q, "settings")),
		.outline = arena_string(a, database_text(q, "outline")),
		.listed = database_column(q, "listed"),
		.archived = database_column(q, "archived"),
		.published = database_date(q, "published"),
	};
	sqlite3_reset(q);
	return 0;
}

/* Remember this publishing.  Return 0 or -1. */
int
publication_keep(struct publication *p)
{
	sqlite3_stmt *q = database_statement(p->database, SQL_KEEP_PUBLICATION);

	database_bind_text(q, ":settings", p->state.settings);
	database_bind_text(q, ":outline", p->state.outline);
	database_bind_number(q, ":listed", p->state.listed);
	database_bind_number(q, ":archived", p->state.archived);
	database_bind_date(q, ":published", p->state.published);
	return database_step(p->database, q);
}

/* Bind the folder and the name in it of a file. */
static void
bind_name(sqlite3_stmt *q, const char *name)
{
	const char *slash = strchr(name, '/');

	database_bind_text(q, ":folder", slash == NULL ? "" : OUTPUT_ARCHIVE);
	database_bind_text(q, ":name", slash == NULL ? name : slash + 1);
}

/* Return the publication's own buffer, empty, for the next file. */
struct buf *
publication_bytes(struct publication *p)
{
	buf_clear(&p->bytes);
	return &p->bytes;
}

/*
 * Stage what is in publication_bytes() as a file of a topic, or with an empty
 * slug of the site, with a twin if the site has them, and remember it.  Return
 * 0, or -1 after a warning.
 */
int
publication_put(struct publication *p, const char *name, const char *topic)
{
	struct output_file file;
	sqlite3_stmt *q;

	if (output_put(&p->output, name, &p->bytes, p->config->site.gzip,
		&file) == -1)
		return -1;
	p->written += file.new;
	q = database_statement(p->database, SQL_NOTE_FILE);
	bind_name(q, name);
	database_bind_text(q, ":topic", topic);
	database_bind_number(q, ":size", file.size);
	database_bind_number(q, ":modified", file.modified);
	return database_step(p->database, q);
}

/* Have a file removed, and forget it.  Return 0 or -1. */
int
publication_remove(struct publication *p, const char *name)
{
	sqlite3_stmt *q = database_statement(p->database, SQL_FORGET_FILE);

	output_remove(&p->output, name);
	p->removed++;
	bind_name(q, name);
	return database_step(p->database, q);
}

/* Was a file published before?  Return 1, 0, or -1. */
int
publication_has(struct publication *p, const char *name)
{
	sqlite3_stmt *q = database_statement(p->database, SQL_HAS_FILE);
	int64_t one;

	bind_name(q, name);
	return database_number(p->database, q, &one);
}

/*
 * Add the names of a topic's files to a list, with the folder of those in
 * one; the arena owns them.  Return 0 or -1.
 */
int
publication_list(struct publication *p, struct arena *a, const char *topic,
    struct name_list *names)
{
	sqlite3_stmt *q = database_statement(p->database, SQL_TOPIC_FILES);
	const char *folder, *name;
	int more;

	database_bind_text(q, ":topic", topic);
	while ((more = database_step(p->database, q)) == 1) {
		folder = database_text(q, "folder");
		name = arena_printf(a, "%s%s%s", folder,
		    folder[0] == '\0' ? "" : "/", database_text(q, "name"));
		paper_add_name(a, names, name, strlen(name));
	}
	return more;
}

/*
 * Add the slugs of topics that have files but are configured no more
 * (member_retire()).  Return 0 or -1.
 */
int
publication_retired(struct publication *p, struct arena *a,
    struct name_list *slugs)
{
	sqlite3_stmt *q = database_statement(p->database, SQL_RETIRED_TOPICS);
	const char *slug;
	int more;

	while ((more = database_step(p->database, q)) == 1) {
		slug = database_text(q, "slug");
		paper_add_name(a, slugs, slug, strlen(slug));
	}
	return more;
}

/*
 * Hand the files of a folder that are not as they were left to a visitor, by
 * name and topic.  Return 0 or -1.
 */
int
publication_check(struct publication *p, const char *folder,
    void (*visit)(void *, const char *, const char *), void *context)
{
	sqlite3_stmt *q = database_statement(p->database, SQL_FILES);
	char path[OUTPUT_NAME_SIZE];
	struct output_file file;
	int more;

	database_bind_text(q, ":folder", folder);
	while ((more = database_step(p->database, q)) == 1) {
		snprintf(path, sizeof(path), "%s%s%s", folder,
		    folder[0] == '\0' ? "" : "/", database_text(q, "name"));
		file.size = database_column(q, "size");
		file.modified = database_column(q, "modified");
		if (!output_has(&p->output, path, &file, p->config->site.gzip))
			visit(context, path, database_text(q, "topic"));
	}
	return more;
}

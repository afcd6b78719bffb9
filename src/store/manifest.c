/* The files that were published, and what they were made with. */
#include "store/manifest.h"

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "paper/paper.h"
#include "store/database.h"

/* Read what is remembered; the arena owns its texts.  Return 0 or -1. */
int
manifest_read(struct database *d, struct arena *a, struct manifest *m)
{
	sqlite3_stmt *q = database_statement(d, SQL_PUBLICATION);

	if (database_step(d, q) != 1)
		return -1;
	*m = (struct manifest){
		.settings = arena_string(a, database_text(q, "settings")),
		.outline = arena_string(a, database_text(q, "outline")),
		.listed = database_number(q, "listed"),
		.pages = arena_string(a, database_text(q, "pages")),
		.published = database_date(q, "published"),
	};
	sqlite3_reset(q);
	return 0;
}

/* Remember a publishing.  Return 0 or -1. */
int
manifest_keep(struct database *d, const struct manifest *m)
{
	sqlite3_stmt *q = database_statement(d, SQL_KEEP_PUBLICATION);

	database_bind_text(q, ":settings", m->settings);
	database_bind_text(q, ":outline", m->outline);
	database_bind_number(q, ":listed", m->listed);
	database_bind_text(q, ":pages", m->pages);
	database_bind_date(q, ":published", m->published);
	return database_step(d, q);
}

const char *const manifest_folders[MANIFEST_FOLDERS] = { "", "archive", "day",
	"week", "month", "search" };

/* Return the number of a file's folder by its path in the output. */
size_t
manifest_folder_of(const char *path)
{
	const char *slash = strchr(path, '/');
	size_t i, n = slash == NULL ? 0 : (size_t)(slash - path);

	for (i = 1; slash != NULL && i < MANIFEST_FOLDERS; i++) {
		if (strlen(manifest_folders[i]) == n &&
		    strncmp(path, manifest_folders[i], n) == 0)
			return i;
	}
	return 0;
}

/*
 * Find the time of a folder of the output as it was left, in nanoseconds; "" is
 * the output itself.  Return 1, 0 when it is not known, or -1.
 */
int
manifest_folder(struct database *d, const char *name, int64_t *modified)
{
	sqlite3_stmt *q = database_statement(d, SQL_FOLDER);

	database_bind_text(q, ":name", name);
	return database_query(d, q, modified);
}

/* Remember the time of a folder.  Return 0 or -1. */
int
manifest_keep_folder(struct database *d, const char *name, int64_t modified)
{
	sqlite3_stmt *q = database_statement(d, SQL_KEEP_FOLDER);

	database_bind_text(q, ":name", name);
	database_bind_number(q, ":modified", modified);
	return database_step(d, q);
}

/* A statement with a file's folder, empty for the output itself, and name. */
static sqlite3_stmt *
file_statement(struct database *d, enum statement which, const char *path)
{
	sqlite3_stmt *q = database_statement(d, which);
	const char *slash = strchr(path, '/');

	database_bind_text(q, ":folder",
	    manifest_folders[manifest_folder_of(path)]);
	database_bind_text(q, ":name", slash == NULL ? path : slash + 1);
	return q;
}

/* Remember a file as it was left.  Return 0 or -1. */
int
manifest_add(struct database *d, const struct manifest_file *f)
{
	sqlite3_stmt *q = file_statement(d, SQL_NOTE_FILE, f->name);

	database_bind_text(q, ":topic", f->topic);
	database_bind_number(q, ":size", f->size);
	database_bind_number(q, ":modified", f->modified);
	return database_step(d, q);
}

/* Forget a file.  Return 0 or -1. */
int
manifest_remove(struct database *d, const char *name)
{
	return database_step(d, file_statement(d, SQL_FORGET_FILE, name));
}

/* Was a file published before?  Return 1, 0, or -1. */
int
manifest_has(struct database *d, const char *name)
{
	int64_t one;

	return database_query(d, file_statement(d, SQL_HAS_FILE, name), &one);
}

/* Was a file left with this size and time?  Return 1, 0, or -1. */
int
manifest_has_as(struct database *d, const struct manifest_file *f)
{
	sqlite3_stmt *q = file_statement(d, SQL_HAS_FILE_AS, f->name);
	int64_t one;

	database_bind_number(q, ":size", f->size);
	database_bind_number(q, ":modified", f->modified);
	return database_query(d, q, &one);
}

/* Write the path of the file in a row. */
static void
format_path(char path[static MANIFEST_NAME_SIZE], const char *folder,
    sqlite3_stmt *q)
{
	snprintf(path, MANIFEST_NAME_SIZE, "%s%s%s", folder,
	    folder[0] == '\0' ? "" : "/", database_text(q, "name"));
}

/*
 * Hand each file of a folder, with "" of the output itself, to a visitor,
 * which must not change the manifest.  Return 0 or -1.
 */
int
manifest_each(struct database *d, const char *folder, manifest_visit *visit,
    void *context)
{
	sqlite3_stmt *q = database_statement(d, SQL_FILES);
	char path[MANIFEST_NAME_SIZE];
	int more;

	database_bind_text(q, ":folder", folder);
	while ((more = database_step(d, q)) == 1) {
		format_path(path, folder, q);
		visit(context,
		    &(struct manifest_file){ .name = path,
			.topic = database_text(q, "topic"),
			.size = database_number(q, "size"),
			.modified = database_number(q, "modified"),
			.retired = database_number(q, "retired") != 0 });
	}
	return more;
}

/* Add the paths of the files that a statement finds to a list. */
static int
add_names(struct database *d, struct arena *a, sqlite3_stmt *q,
    struct name_list *names)
{
	char path[MANIFEST_NAME_SIZE];
	int more;

	while ((more = database_step(d, q)) == 1) {
		format_path(path, database_text(q, "folder"), q);
		paper_add_name(a, names, path, strlen(path));
	}
	return more;
}

/* Add the paths of a topic's files to a list.  Return 0 or -1. */
int
manifest_add_names(struct database *d, struct arena *a, const char *topic,
    struct name_list *names)
{
	sqlite3_stmt *q = database_statement(d, SQL_TOPIC_FILES);

	database_bind_text(q, ":topic", topic);
	return add_names(d, a, q, names);
}

/* Note whether a file is of a format that was switched off.  Return 0 or -1. */
int
manifest_retire(struct database *d, const char *name, bool retired)
{
	sqlite3_stmt *q = file_statement(d, SQL_RETIRE_FILE, name);

	database_bind_number(q, ":retired", retired);
	return database_step(d, q);
}

/* Add the paths of the files that are to a list.  Return 0 or -1. */
int
manifest_add_retired_files(struct database *d, struct arena *a,
    struct name_list *names)
{
	return add_names(d, a, database_statement(d, SQL_RETIRED_FILES), names);
}

/*
 * Add the slugs of topics that have files but are no longer configured
 * (membership_retire()) to a list.  Return 0 or -1.
 */
int
manifest_add_retired(struct database *d, struct arena *a,
    struct name_list *slugs)
{
	sqlite3_stmt *q = database_statement(d, SQL_RETIRED_TOPICS);
	const char *slug;
	int more;

	while ((more = database_step(d, q)) == 1) {
		slug = database_text(q, "slug");
		paper_add_name(a, slugs, slug, strlen(slug));
	}
	return more;
}

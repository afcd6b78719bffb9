/*
 * A topic's history as one Atom document a month, linked from the newest to
 * the oldest (RFC 5005 section 4).  Every month in which the topic has papers
 * has one, so that whoever walks the archive meets each paper once; only the
 * newest one grows.  A month is closed as soon as the topic has a paper of a
 * later one: then it is written for the last time, with the link to that, and
 * changes only when its own papers do.
 */
#include "publish/archive.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "topic/topic.h"
#include "config/config.h"
#include "store/database.h"
#include "store/member.h"
#include "store/paper_key.h"
#include "store/paper_row.h"
#include "feed/atom.h"
#include "feed/feed.h"
#include "feed/window.h"
#include "publish/manifest.h"

/*
 * In bytes: behind so much of a document, some ten times what a month of all
 * papers has, entries are brief.
 */
#define WHOLE_MAX ((size_t)16 * 1024 * 1024)

/* What a month's document shows. */
struct month_entries {
	struct entry **entries;
	size_t count;
	size_t size;
	size_t length; /* of their texts */
};

/* A month's first instant, and that of the next month. */
struct month {
	int64_t start;
	int64_t end;
};

static struct month
month_of(int64_t key)
{
	int64_t listed = paper_key_listed(key);

	return (struct month){ .start = date_month(listed),
		.end = date_next_month(listed) };
}

/* The next older or newer month with papers.  Return 1, 0 or -1. */
static int
find_older(struct publication *p, const struct topic *t, struct month m,
    struct month *older)
{
	int64_t key;
	int found = member_newest(p->database, t, INT64_MIN,
	    paper_key_before(m.start), &key);

	if (found == 1)
		*older = month_of(key);
	return found;
}

static int
find_newer(struct publication *p, const struct topic *t, struct month m,
    struct month *newer)
{
	int64_t key;
	int found = member_oldest(p->database, t, paper_key_from(m.end),
	    INT64_MAX, &key);

	if (found == 1)
		*newer = month_of(key);
	return found;
}

static void
format_name(char name[static OUTPUT_NAME_SIZE], const struct topic *t,
    struct month m)
{
	char month[DATE_MONTH_SIZE];

	date_format_month(m.start, month);
	snprintf(name, OUTPUT_NAME_SIZE, OUTPUT_ARCHIVE "/%s-%s.atom", t->slug,
	    month);
}

static struct entry_text
copy_text(struct arena *a, const struct entry_text *t)
{
	struct entry_text copy = *t;

	copy.before = arena_copy(a, t->before, t->before_length);
	if (t->after != NULL)
		copy.after = arena_copy(a, t->after, t->after_length);
	return copy;
}

/*
 * Add a copy of an entry to a month that holds what its document needs: its
 * text, its dates and its place.  The feed owns it.
 */
static int
add_entry(struct publication *p, struct month_entries *m, struct arena *a,
    int64_t key)
{
	enum entry_format format =
	    m->length < WHOLE_MAX ? ENTRY_ARCHIVE : ENTRY_BRIEF;
	struct entry *e = entry_cache_get(&p->cache, key), *copy;

	if (e == NULL || entry_cache_write(&p->cache, e, format) == -1)
		return -1;
	copy = arena_alloc(a, sizeof(*copy));
	copy->guid = arena_string(a, e->guid);
	copy->published = e->published;
	copy->updated = e->updated;
	copy->text[ENTRY_ARCHIVE] = copy_text(a, &e->text[format]);
	m->length += e->text[format].before_length;
	if (e->text[format].after != NULL) {
		copy->lasting = arena_copy(a, e->lasting, e->lasting_length);
		copy->lasting_length = e->lasting_length;
		m->length += e->lasting_length;
	}
	if (m->count == m->size) {
		m->size = m->size == 0 ? 64 : m->size * 2;
		m->entries =
		    realloc(m->entries, m->size * sizeof(struct entry *));
		if (m->entries == NULL)
			err(EX_OSERR, NULL);
	}
	m->entries[m->count++] = copy;
	entry_cache_trim(&p->cache);
	return 0;
}

/* Read a month's entries, newest first. */
static int
read_month(struct publication *p, const struct topic *t, struct month month,
    struct month_entries *m, struct arena *a)
{
	sqlite3_stmt *q = member_keys(p->database, t,
	    paper_key_from(month.start), paper_key_before(month.end));
	int more;

	while ((more = database_step(p->database, q)) == 1) {
		if (add_entry(p, m, a, database_column(q, "key")) == -1) {
			sqlite3_reset(q);
			return -1;
		}
	}
	if (m->count > 1)
		qsort(m->entries, m->count, sizeof(struct entry *),
		    window_compare);
	return more;
}

static int
set_links(struct publication *p, const struct topic *t, struct month m,
    struct feed *f)
{
	struct month other;
	char text[DATE_MONTH_SIZE];
	int found;

	date_format_month(m.start, text);
	feed_set_month(f, text);
	if ((found = find_older(p, t, m, &other)) == 1) {
		date_format_month(other.start, text);
		f->previous = arena_string(&f->arena, text);
	}
	if (found == -1 || (found = find_newer(p, t, m, &other)) == -1)
		return -1;
	if (found == 1) {
		date_format_month(other.start, text);
		f->next = arena_string(&f->arena, text);
	}
	return 0;
}

/* Publish a month's document, or remove that of a month without papers. */
static int
publish_month(struct publication *p, const struct topic *t, struct month m)
{
	struct month_entries entries = { 0 };
	struct feed f;
	char name[OUTPUT_NAME_SIZE];
	int64_t changed;
	int ret = -1;

	if (member_topic_changed(p->database, t, &changed) == -1)
		return -1;
	format_name(name, t, m);
	feed_start(&f, &p->config->site, t, changed);
	if (read_month(p, t, m, &entries, &f.arena) == -1)
		goto out;
	if (entries.count == 0) {
		ret = publication_has(p, name);
		if (ret == 1)
			ret = publication_remove(p, name);
		goto out;
	}
	if (set_links(p, t, m, &f) == -1)
		goto out;
	feed_add_entries(&f, entries.entries, entries.count);
	if (write_atom(publication_bytes(p), &f) == -1) {
		warnx("%s/%s: larger than 256 MiB", p->output.path, name);
		goto out;
	}
	ret = publication_put(p, name, t->slug);
out:
	free(entries.entries);
	feed_free(&f);
	return ret;
}

/*
 * Add a month to those whose documents are due, and its neighbours when it is
 * a new one or one without papers, as their links change then.
 */
static int
add_due(struct publication *p, const struct topic *t, struct month m,
    struct key_list *due)
{
	struct month other;
	char name[OUTPUT_NAME_SIZE];
	int had, has, found;
	int64_t key;

	key_list_add(due, paper_key_from(m.start));
	format_name(name, t, m);
	had = publication_has(p, name);
	has = member_newest(p->database, t, paper_key_from(m.start),
	    paper_key_before(m.end), &key);
	if (had == -1 || has == -1)
		return -1;
	if (had == has)
		return 0;
	if ((found = find_older(p, t, m, &other)) == 1)
		key_list_add(due, paper_key_from(other.start));
	if (found != -1 && (found = find_newer(p, t, m, &other)) == 1)
		key_list_add(due, paper_key_from(other.start));
	return found == -1 ? -1 : 0;
}

/* Remove a topic's documents that are not among the names. */
static int
remove_others(struct publication *p, const struct topic *t,
    const struct name_list *names)
{
	struct arena a = { 0 };
	struct name_list all = { 0 };
	size_t i;
	int ret = publication_list(p, &a, t->slug, &all);

	for (i = 0; i < all.count && ret == 0; i++) {
		if (strncmp(all.names[i], OUTPUT_ARCHIVE "/",
			sizeof(OUTPUT_ARCHIVE)) == 0 &&
		    !paper_has_name(names, all.names[i]))
			ret = publication_remove(p, all.names[i]);
	}
	arena_free(&a);
	return ret;
}

/* Publish every month with papers, from the newest on, and no other. */
static int
publish_whole(struct publication *p, const struct topic *t)
{
	struct arena a = { 0 };
	struct name_list names = { 0 };
	struct month m;
	char name[OUTPUT_NAME_SIZE];
	int64_t key;
	int found;

	found = member_newest(p->database, t, INT64_MIN, INT64_MAX, &key);
	if (found == 1)
		m = month_of(key);
	while (found == 1) {
		format_name(name, t, m);
		paper_add_name(&a, &names, name, strlen(name));
		if (publish_month(p, t, m) == -1)
			found = -1;
		else
			found = find_older(p, t, m, &m);
	}
	if (found == 0)
		found = remove_others(p, t, &names);
	arena_free(&a);
	return found;
}

/* Add each month of the keys to those due or, with NULL, publish it; once. */
static int
each_month(struct publication *p, const struct topic *t, struct key_list *keys,
    struct key_list *due)
{
	struct month m = { .end = INT64_MIN };
	size_t i;
	int ret = 0;

	key_list_sort(keys);
	for (i = 0; i < keys->count && ret == 0; i++) {
		if (paper_key_listed(keys->keys[i]) < m.end)
			continue;
		m = month_of(keys->keys[i]);
		ret = due != NULL ? add_due(p, t, m, due) :
				    publish_month(p, t, m);
	}
	return ret;
}

/*
 * Publish the months of the papers that changed, each once.  Which they are is
 * found out before any is published: a document that was put is there.
 */
static int
publish_news(struct publication *p, const struct topic *t,
    struct topic_news *news)
{
	struct key_list due = { 0 };
	int ret = each_month(p, t, &news->keys, &due);

	if (ret == 0)
		ret = each_month(p, t, &due, NULL);
	key_list_free(&due);
	return ret;
}

/* All that shows in a document but the papers, owned by the arena. */
static const char *
describe(struct publication *p, const struct topic *t)
{
	const struct site *site = &p->config->site;

	return arena_printf(&p->arena, "%s\n%s\n%s\n%d\n%s", PACKAGE_VERSION,
	    site->url, site->title, site->thumbnails, t->title);
}

/*
 * Find out whether a topic has an archive, and its newest document.  One
 * whose papers are of one month and all in the live feed has none; `hidden`
 * says that some are not there.  Return 0, or -1 after a warning.
 */
int
archive_look(struct archive *a, struct publication *p, const struct topic *t,
    bool hidden)
{
	int64_t newest, oldest;
	int found;

	*a = (struct archive){ 0 };
	found = member_newest(p->database, t, INT64_MIN, INT64_MAX, &newest);
	if (found != 1)
		return found;
	found = member_oldest(p->database, t, INT64_MIN, INT64_MAX, &oldest);
	if (found != 1)
		return found;
	date_format_month(paper_key_listed(newest), a->newest);
	a->exists = hidden || month_of(newest).start != month_of(oldest).start;
	return 0;
}

/*
 * Publish those documents of a topic's archive that what is new may change.
 * Return 0, or -1 after a warning.
 */
int
archive_publish(const struct archive *a, struct publication *p,
    const struct topic *t, struct topic_state *state, struct topic_news *news)
{
	static const struct name_list none = { 0 };
	const char *made_with;

	if (!a->exists) {
		if (state->archive[0] == '\0')
			return 0;
		state->archive = "";
		return remove_others(p, t, &none);
	}
	made_with = describe(p, t);
	if (!news->whole && strcmp(state->archive, made_with) == 0)
		return publish_news(p, t, news);
	state->archive = made_with;
	return publish_whole(p, t);
}

/*
 * Find the key that stands for a document's month, by its name.  Return 0, or
 * -1 when it is none.
 */
int
archive_parse_name(const char *name, int64_t *key)
{
	static const char suffix[] = ".atom";
	char day[DATE_DAY_SIZE];
	size_t n = strlen(name), tail = DATE_MONTH_SIZE - 1 + strlen(suffix);
	int64_t start;

	if (n < tail)
		return -1;
	snprintf(day, sizeof(day), "%.*s-01", (int)DATE_MONTH_SIZE - 1,
	    name + n - tail);
	if (date_parse_day(day, &start) == -1)
		return -1;
	*key = paper_key_from(start);
	return 0;
}

/*
 * What is to be made anew: topics of which a paper came, left or changed,
 * those whose configuration changed, and files that are not as they were left.
 */
#include "publish/plan.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/database.h"
#include "store/hold.h"
#include "store/paper_key.h"
#include "store/paper_row.h"
#include "publish/archive.h"
#include "publish/manifest.h"

/* All of the configuration that shows in any file. */
static const char *
describe_settings(struct arena *a, const struct config *c)
{
	const struct site *s = &c->site;
	struct buf text = { 0 };
	const char *result;
	size_t i;

	buf_printf(&text, "%s\n%s\n%s\n%d %d %d\n", PACKAGE_VERSION, s->url,
	    s->title, s->gzip, s->thumbnails, s->votes);
	for (i = 0; i < c->topic_count; i++) {
		buf_printf(&text, "%s\n%s\n%s\n", c->topics[i].slug,
		    c->topics[i].title,
		    c->topics[i].match == NULL ? "" : c->topics[i].match);
		topic_describe(&text, &c->topics[i]);
		buf_putc(&text, '\n');
	}
	result = arena_copy(a, text.data, text.length);
	buf_free(&text);
	return result;
}

/* What feeds.opml says. */
static const char *
describe_outline(struct arena *a, const struct config *c)
{
	struct buf text = { 0 };
	const char *result;
	size_t i;

	buf_printf(&text, "%s\n%s\n", c->site.url, c->site.title);
	for (i = 0; i < c->topic_count; i++)
		buf_printf(&text, "%s\n%s\n", c->topics[i].slug,
		    c->topics[i].title);
	result = arena_copy(a, text.data, text.length);
	buf_free(&text);
	return result;
}

/*
 * Date the list of topics: when it changed, and the first one as the oldest
 * paper, so that stores made alike are published alike.
 */
static int
date_outline(struct publication *p)
{
	const char *outline = describe_outline(&p->arena, p->config);
	int64_t key;
	int found = 0;

	if (strcmp(outline, p->state.outline) == 0)
		return 0;
	if (p->state.outline[0] == '\0')
		found = member_oldest(p->database, &p->config->topics[0],
		    INT64_MIN, INT64_MAX, &key);
	p->state.listed = found == 1 ? paper_key_listed(key) : p->now;
	p->state.outline = outline;
	return found == -1 ? -1 : 0;
}

/* Note what each topic's feed says of itself, and so when that changed. */
static int
note_topics(struct publication *p)
{
	const struct config *c = p->config;
	struct buf about = { 0 };
	size_t i;
	int ret = 0;

	for (i = 0; i < c->topic_count && ret == 0; i++) {
		buf_clear(&about);
		buf_printf(&about, "%s\n%s", c->topics[i].title, c->site.title);
		ret = member_note_topic(p->database, &c->topics[i], about.data,
		    p->now);
	}
	buf_free(&about);
	return ret;
}

/* After a change of the configuration everything is due. */
static int
look_at_settings(struct due *d)
{
	struct publication *p = d->p;
	const char *settings = describe_settings(&p->arena, p->config);

	if (strcmp(settings, p->state.settings) == 0)
		return 0;
	d->all = true;
	p->state.settings = settings;
	if (date_outline(p) == -1 || note_topics(p) == -1)
		return -1;
	return member_retire(p->database, p->config);
}

static void
make_due(struct due *d, const char *slug)
{
	const struct topic *t = config_find_topic(d->p->config, slug);

	if (t != NULL)
		d->topics[t - d->p->config->topics].due = true;
	/* What becomes of the files of topics that are gone is not ours. */
	d->any = d->any || t != NULL || slug[0] == '\0';
}

/* A live file, or one of the site, is not as it was left. */
static void
visit_file(void *context, const char *name, const char *slug)
{
	(void)name;
	make_due(context, slug);
}

/* A document of an archive is not as it was left. */
static void
visit_document(void *context, const char *name, const char *slug)
{
	struct due *d = context;
	const struct topic *t = config_find_topic(d->p->config, slug);
	int64_t key;

	make_due(d, slug);
	if (t != NULL && archive_parse_name(name, &key) == 0)
		key_list_add(&d->topics[t - d->p->config->topics].news.keys,
		    key);
}

/*
 * Look for files that are not as they were left.  Archives are looked at only
 * when somebody has been in their folder: a decade has thousands.
 */
static int
look_at_files(struct due *d)
{
	struct publication *p = d->p;

	if (publication_check(p, "", visit_file, d) == -1)
		return -1;
	if (output_archived(&p->output) == p->state.archived && !d->all)
		return 0;
	return publication_check(p, OUTPUT_ARCHIVE, visit_document, d);
}

/* Other topics of a paper that came or left name its topics, too. */
static int
look_at_moved(struct due *d)
{
	struct database *database = d->p->database;
	const struct unpublished_paper *u;
	sqlite3_stmt *q;
	size_t i;
	int more = 0;

	for (i = 0; i < d->unpublished.count && more == 0; i++) {
		u = &d->unpublished.papers[i];
		if (!u->moved)
			continue;
		d->topics[0].due = true;
		q = database_statement(database, SQL_TOPICS_OF_PAPER);
		database_bind_number(q, ":key", u->key);
		while ((more = database_step(database, q)) == 1)
			make_due(d, database_text(q, "topic"));
	}
	return more;
}

/* Read what has changed, and what that and the days that are over decide. */
static int
read_unpublished(struct due *d)
{
	struct database *database = d->p->database;
	const struct config *c = d->p->config;
	bool any = false;
	size_t i;

	if (unpublished_read(database, &d->unpublished) == -1)
		return -1;
	for (i = 0; i < c->topic_count; i++) {
		if (c->topics[i].per_day == 0)
			continue;
		any = true;
		if (hold_note_decided(database, &c->topics[i],
			&d->unpublished) == -1)
			return -1;
	}
	if (!any)
		return 0;
	unpublished_free(&d->unpublished);
	return unpublished_read(database, &d->unpublished);
}

/* Bring all topics up to date with what has changed in the store. */
static int
look_at_papers(struct due *d)
{
	struct publication *p = d->p;
	struct due_topic *t;
	size_t i;

	if (read_unpublished(d) == -1)
		return -1;
	if (p->config->site.votes)
		d->unpublished.shown = CHANGE_COUNTS;
	for (i = 0; i < p->config->topic_count; i++) {
		t = &d->topics[i];
		if (member_read_state(p->database, &p->arena,
			&p->config->topics[i], &t->state) == -1 ||
		    member_update(p->database, &p->arena, &p->config->topics[i],
			&d->unpublished, &t->state, &t->news) == -1)
			return -1;
		t->news.whole = t->news.whole || d->whole;
		t->due = t->due || t->news.shown || t->news.whole || d->all;
		d->any = d->any || t->due;
	}
	return d->all ? 0 : look_at_moved(d);
}

/*
 * Find out what is due, and bring what the store knows of the topics up to
 * date; with `whole` everything is.  The publication must last as long;
 * due_free() frees it.  Return 0, or -1 after a warning.
 */
int
due_find(struct due *d, struct publication *p, bool whole)
{
	*d = (struct due){ .p = p, .whole = whole, .all = whole };
	d->topics = calloc(p->config->topic_count, sizeof(*d->topics));
	if (d->topics == NULL)
		err(EX_OSERR, NULL);
	if (look_at_settings(d) == -1 || look_at_files(d) == -1)
		return -1;
	return look_at_papers(d);
}

/* Free what due_find() found, or nothing. */
void
due_free(struct due *d)
{
	size_t i;

	for (i = 0; d->topics != NULL && i < d->p->config->topic_count; i++)
		key_list_free(&d->topics[i].news.keys);
	free(d->topics);
	unpublished_free(&d->unpublished);
	*d = (struct due){ 0 };
}

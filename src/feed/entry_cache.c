/*
 * Reads each paper's row once, and writes its text once for each format,
 * because a paper is in several topics and each topic in several formats.
 */
#include "feed/entry_cache.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/date.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "store/paper_row.h"
#include "store/related.h"
#include "store/shown_by.h"
#include "feed/entry_make.h"
#include "feed/format.h"

/*
 * Entries that take more than this become the ones made before, and those that
 * were so are forgotten, between two feeds.  The two parts hold a month of some
 * 1,100 papers (measured with such months: with a third less, publishing takes a
 * fifth more instructions; with more, the peak of 60,000 is over 40 MiB).
 */
#define MADE_MAX ((size_t)8 * 1024 * 1024)

#define FIRST_SIZE 256

struct cached {
	int64_t key;
	const char *source;  /* that dates the entry, or NULL */
	struct entry *entry; /* NULL: a free slot */
	bool before;	     /* it was made before the others */
};

/* Start an empty cache; database and configuration must last as long. */
void
entry_cache_start(struct entry_cache *c, struct database *d,
    const struct config *config)
{
	*c = (struct entry_cache){ .database = d,
		.config = config,
		.size = FIRST_SIZE };
	c->slots = calloc(c->size, sizeof(*c->slots));
	if (c->slots == NULL)
		err(EX_OSERR, NULL);
}

/* Free a cache with all its entries. */
void
entry_cache_free(struct entry_cache *c)
{
	arena_free(&c->arena);
	arena_free(&c->before);
	buf_free(&c->text);
	free(c->slots);
	*c = (struct entry_cache){ 0 };
}

/* Are entries of both dated alike? */
static bool
same_source(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The slot of a key and a source, or the free one for it. */
static struct cached *
find_slot(const struct entry_cache *c, int64_t key, const char *source)
{
	/* Fibonacci hashing: neighbouring keys land far from each other. */
	uint64_t hash = (uint64_t)key * UINT64_C(0x9e3779b97f4a7c15);
	size_t i = (size_t)(hash >> 32) & (c->size - 1);

	while (c->slots[i].entry != NULL &&
	    (c->slots[i].key != key ||
		!same_source(c->slots[i].source, source)))
		i = (i + 1) & (c->size - 1);
	return &c->slots[i];
}

/* Move all entries to new slots, or all but those that were made before. */
static void
move(struct entry_cache *c, size_t size, bool all)
{
	struct cached *old = c->slots;
	size_t i, old_size = c->size;

	c->size = size;
	c->count = 0;
	if ((c->slots = calloc(c->size, sizeof(*c->slots))) == NULL)
		err(EX_OSERR, NULL);
	for (i = 0; i < old_size; i++) {
		if (old[i].entry == NULL || (old[i].before && !all))
			continue;
		*find_slot(c, old[i].key, old[i].source) = old[i];
		c->count++;
	}
	free(old);
}

/*
 * Forget the entries that were made before the others, if these take much
 * memory.  So what is kept is always the last that was made, and files that show
 * the same papers one after the other find them here.  No feed that shows any
 * of them may be open.
 */
void
entry_cache_trim(struct entry_cache *c)
{
	size_t i;

	if (c->arena.size <= MADE_MAX)
		return;
	move(c, c->size, false);
	for (i = 0; i < c->size; i++)
		c->slots[i].before = true;
	arena_free(&c->before);
	c->before = c->arena;
	c->arena = (struct arena){ 0 };
}

/*
 * The topics that a paper belongs to, in the configuration's order: the smallest
 * ones if there are very many, because each of their feeds names them all (20
 * papers in 10,000 topics made 21 GB).
 */
static int
add_topics(struct entry_cache *c, struct entry *e, int64_t key)
{
	const struct topic *found;
	struct name_list slugs = { 0 };
	size_t i, n;

	if (membership_smallest_topics(c->database, &c->arena, key,
		ENTRY_TOPICS_MAX, &slugs) == -1)
		return -1;
	e->topics =
	    arena_array(&c->arena, slugs.count, sizeof(const struct topic *));
	for (i = 0; i < slugs.count; i++) {
		found = config_find_topic(c->config, slugs.names[i]);
		if (found == NULL)
			continue;
		/* The configuration has its topics in one array. */
		for (n = e->topic_count++; n > 0 && e->topics[n - 1] > found;
		     n--)
			e->topics[n] = e->topics[n - 1];
		e->topics[n] = found;
	}
	return 0;
}

/*
 * Date a paper by when a source showed it, for the source's own topics: it never
 * changes there, and is not when Daily Papers listed it.  A paper that has not
 * changed since it was listed has not changed there either.
 */
static int
set_own_date(struct entry_cache *c, struct paper *p, const char *source)
{
	bool changed = p->updated > p->listed;

	if (shown_by_entered(c->database, p->key, source, &p->listed) == -1)
		return -1;
	if (!changed || p->updated < p->listed)
		p->updated = p->listed;
	return 0;
}

/*
 * The day on whose page a paper is, if it is among all papers.  Usually every
 * paper is.
 */
static int
find_day(struct entry_cache *c, int64_t key, int64_t *day)
{
	const struct topic *all = &c->config->topics[0];
	int found = 1;

	if (topic_has_members(all))
		found = membership_newest(c->database, all, key, key, &key);
	*day = found == 1 ? date_midnight(paper_key_listed(key)) : DATE_NONE;
	return found == -1 ? -1 : 0;
}

/* The earlier papers that a paper names. */
static int
find_earlier(struct entry_cache *c, int64_t key, struct earlier_list *l)
{
	struct related_paper papers[RELATED_PAPERS];
	struct paper p = { 0 };
	struct earlier *e;
	size_t i;

	l->count = 0;
	if (!c->config->site.related)
		return 0;
	if (related_read(c->database, &c->arena, key, papers, &l->count) == -1)
		return -1;
	for (i = 0; i < l->count; i++) {
		e = &l->papers[i];
		p.id = papers[i].id;
		p.guid = papers[i].guid;
		p.links[LINK_LISTING] = NULL;
		paper_set_links(&c->arena, &p);
		e->title = papers[i].title;
		e->link = p.links[LINK_LISTING];
		if (e->link == NULL)
			e->link = entry_search_link(&c->arena, e->title);
		e->anchor = entry_anchor(&p);
		if (find_day(c, papers[i].key, &e->day) == -1)
			return -1;
	}
	return 0;
}

static struct entry *
make(struct entry_cache *c, int64_t key, const char *source)
{
	struct paper *p = arena_alloc(&c->arena, sizeof(*p));
	struct entry *e = arena_alloc(&c->arena, sizeof(*e));
	struct earlier_list earlier;

	if (find_earlier(c, key, &earlier) == -1)
		return NULL;
	if (paper_row_get_shown(c->database, key, &c->arena, p) == -1 ||
	    (source != NULL && set_own_date(c, p, source) == -1))
		return NULL;
	entry_make(&c->arena, e, p, &c->config->site, &earlier);
	if (find_day(c, key, &e->day) == -1)
		return NULL;
	return add_topics(c, e, key) == -1 ? NULL : e;
}

/*
 * Return the entry of the paper with that key for a topic's feed, which stays
 * the cache's, or NULL after a warning.
 */
struct entry *
entry_cache_get(struct entry_cache *c, int64_t key, const struct topic *t)
{
	const char *source = t->own_dates ? t->source : NULL;
	struct cached *slot;
	struct entry *e;

	if ((slot = find_slot(c, key, source))->entry != NULL)
		return slot->entry;
	if ((e = make(c, key, source)) == NULL)
		return NULL;
	if (2 * (c->count + 1) > c->size)
		move(c, 2 * c->size, true);
	*find_slot(c, key, source) =
	    (struct cached){ .key = key, .source = source, .entry = e };
	c->count++;
	return e;
}

/* The same with what a live feed needs beside it. */
struct entry *
entry_cache_get_live(struct entry_cache *c, int64_t key, const struct topic *t)
{
	struct entry *e = entry_cache_get(c, key, t);

	if (e == NULL || e->is_live)
		return e;
	if (shown_by_first(c->database, key, &e->stored) == -1)
		return NULL;
	entry_make_content(&c->arena, e, &c->config->site, true);
	e->is_live = true;
	return e;
}

/*
 * Write an entry in a form, unless that was done.  Return 0, or -1 if it could
 * not be written, which only a mistake of the program can cause.
 */
int
entry_cache_write(struct entry_cache *c, struct entry *e, size_t form)
{
	if (e->text[form].before != NULL)
		return 0;
	entry_make_content(&c->arena, e, &c->config->site, false);
	buf_clear(&c->text);
	if (format_write_entry(&c->text, e, &c->config->site, form) == -1)
		return -1;
	entry_set_text(&c->arena, e, form, &c->text);
	return 0;
}

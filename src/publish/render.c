/* The files of a plan as bytes. */
#include "publish/render.h"

#include <err.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/date.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/counts.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "store/topic_dates.h"
#include "feed/atom.h"
#include "feed/entry.h"
#include "feed/entry_cache.h"
#include "feed/format.h"
#include "publish/archive.h"
#include "publish/plan.h"
#include "publish/publishing.h"

#define NEWEST_TITLES 20 /* on the first page */

/*
 * In bytes: behind so much of an archive's document, some ten times what a
 * month of all papers has, entries are brief.
 */
#define WHOLE_MAX ((size_t)16 * 1024 * 1024)

/* What a month's document shows. */
struct month_entries {
	struct entry **entries;
	size_t count;
	size_t length; /* of their texts */
};

/* Count a topic's papers; the weeks are only needed when pages are made. */
static int
count_topic(struct render *r, size_t n)
{
	const struct topic *t = &r->p->config->topics[n];
	struct topic_counts *c = &r->counts[n];
	int64_t key;
	int found =
	    membership_newest(r->p->database, t, INT64_MIN, INT64_MAX, &key);

	c->count = r->plan->topics[n].state.count;
	c->newest = found == 1 ? paper_key_listed(key) : DATE_NONE;
	if (found != 1 || r->plan->count == 0)
		return found == -1 ? -1 : 0;
	counts_start(c, c->newest);
	return membership_weeks(r->p->database, t, counts_monday(c, 0),
	    c->weeks, COUNTS_WEEKS);
}

/* Count the papers of all topics.  Return 0, or -1 after a warning. */
int
render_count(struct render *r)
{
	size_t i, count = r->p->config->topic_count;

	r->counts = calloc(count, sizeof(*r->counts));
	if (r->counts == NULL)
		err(EX_OSERR, NULL);
	for (i = 0; i < count; i++) {
		if (count_topic(r, i) == -1)
			return -1;
	}
	return 0;
}

/* Close the live feed that is open, if one is. */
static void
close_feed(struct render *r)
{
	if (r->topic == NULL)
		return;
	window_free(&r->window);
	feed_free(&r->feed);
	r->topic = NULL;
}

/* Open a topic's live feed, unless it is open. */
static int
open_feed(struct render *r, size_t n)
{
	const struct topic *t = &r->p->config->topics[n];
	struct plan_topic *pt = &r->plan->topics[n];
	int64_t changed;

	if (r->topic == t)
		return 0;
	close_feed(r);
	entry_cache_trim(&r->p->cache);
	if (topic_dates_changed(r->p->database, t, &changed) == -1)
		return -1;
	feed_start(&r->feed, &r->p->config->site, t, changed);
	r->window = (struct window){ .floor = pt->state.floor };
	r->topic = t;
	if (window_fill(&r->window, &r->p->cache, t) == -1)
		return -1;
	pt->state.floor = r->window.floor;
	feed_add_entries(&r->feed, r->window.entries, r->window.count);
	/* An old paper that a source shows is news of the feed. */
	if (t->by_sight && r->window.newest > r->feed.updated)
		r->feed.updated = r->window.newest;
	r->feed.previous = pt->has_archive ? pt->newest : NULL;
	r->feed.counts = &r->counts[n];
	r->feed.formats = format_feeds;
	return 0;
}

/* Warn of a file that could not be written. */
static int
check(const struct render *r, const struct plan_file *file, int ret)
{
	if (ret == -1)
		warnx("%s/%s: not well-formed, or larger than 256 MiB",
		    r->p->output.path, file->name);
	return ret;
}

/* Write a live feed's entries and then the feed, in one format. */
static int
render_feed(struct render *r, const struct plan_file *file, struct buf *out)
{
	size_t i;

	if (open_feed(r, file->topic) == -1)
		return -1;
	r->feed.form = ENTRY_LIVE + file->format;
	for (i = 0; i < r->window.count; i++) {
		if (entry_cache_write(&r->p->cache, r->window.entries[i],
			r->feed.form) == -1)
			return check(r, file, -1);
	}
	return check(r, file, format_feeds[file->format].write(out, &r->feed));
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
 * text, its dates and its place.  The arena owns it, because the cache may
 * forget the entry.
 */
static int
add_entry(struct entry_cache *c, struct month_entries *m, struct arena *a,
    const struct topic *t, int64_t key)
{
	size_t form = m->length < WHOLE_MAX ? ENTRY_ARCHIVE : ENTRY_BRIEF;
	struct entry *e = entry_cache_get(c, key, t), *copy;

	if (e == NULL || entry_cache_write(c, e, form) == -1)
		return -1;
	copy = arena_alloc(a, sizeof(*copy));
	copy->guid = arena_string(a, e->guid);
	copy->published = e->published;
	copy->updated = e->updated;
	copy->text[ENTRY_ARCHIVE] = copy_text(a, &e->text[form]);
	m->length += e->text[form].before_length;
	if (e->text[form].after != NULL) {
		copy->lasting = arena_copy(a, e->lasting, e->lasting_length);
		copy->lasting_length = e->lasting_length;
		m->length += e->lasting_length;
	}
	m->entries = array_grow(m->entries, m->count, sizeof(struct entry *));
	m->entries[m->count++] = copy;
	entry_cache_trim(c);
	return 0;
}

/* Read a month's entries, newest first. */
static int
read_month(struct render *r, const struct topic *t, struct month month,
    struct month_entries *m, struct arena *a)
{
	struct key_list keys = { 0 };
	size_t i;
	int ret = membership_read(r->p->database, t,
	    paper_key_from(month.start), paper_key_before(month.end), &keys);

	for (i = keys.count; i > 0 && ret == 0; i--)
		ret = add_entry(&r->p->cache, m, a, t, keys.keys[i - 1]);
	if (m->count > 1)
		qsort(m->entries, m->count, sizeof(struct entry *),
		    window_compare);
	key_list_free(&keys);
	return ret;
}

/* Set the month of a document, and those of the documents beside it. */
static int
set_months(struct render *r, const struct topic *t, struct month m,
    struct feed *f)
{
	struct month other;
	char text[DATE_MONTH_SIZE];
	int found;

	date_format_month(m.start, text);
	feed_set_month(f, text);
	if ((found = archive_older(r->p->database, t, m, &other)) == 1) {
		date_format_month(other.start, text);
		f->previous = arena_string(&f->arena, text);
	}
	if (found == -1)
		return -1;
	if ((found = archive_newer(r->p->database, t, m, &other)) == 1) {
		date_format_month(other.start, text);
		f->next = arena_string(&f->arena, text);
	}
	return found == -1 ? -1 : 0;
}

/* Write the document of an archive's month. */
static int
render_month(struct render *r, const struct plan_file *file, struct buf *out)
{
	const struct topic *t = &r->p->config->topics[file->topic];
	struct month m = archive_month(file->month);
	struct month_entries entries = { 0 };
	struct feed f;
	int64_t changed;
	int ret = -1;

	close_feed(r);
	if (topic_dates_changed(r->p->database, t, &changed) == -1)
		return -1;
	feed_start(&f, &r->p->config->site, t, changed);
	if (read_month(r, t, m, &entries, &f.arena) == -1 ||
	    set_months(r, t, m, &f) == -1)
		goto out;
	feed_add_entries(&f, entries.entries, entries.count);
	f.form = ENTRY_ARCHIVE;
	ret = check(r, file, atom_write(out, &f));
out:
	free(entries.entries);
	feed_free(&f);
	return ret;
}

/* Describe all topics, but for the newest papers; it lives on the counts. */
void
render_index(const struct render *r, struct site_index *index)
{
	*index = (struct site_index){
		.site = &r->p->config->site,
		.topics = r->p->config->topics,
		.counts = r->counts,
		.formats = format_feeds,
		.topic_count = r->p->config->topic_count,
		.listed = r->p->manifest.listed,
	};
}

/* Write a file of the site. */
static int
render_site(struct render *r, const struct plan_file *file, struct buf *out)
{
	const struct format_site *site = &format_sites[file->format];
	struct site_index index;
	size_t count;

	if (site->bytes != NULL) {
		buf_add(out, (const char *)site->bytes, site->size);
		return 0;
	}
	if (open_feed(r, 0) == -1)
		return -1;
	count = r->window.count;
	render_index(r, &index);
	index.newest = (const struct entry **)r->window.entries;
	index.newest_count = count < NEWEST_TITLES ? count : NEWEST_TITLES;
	return check(r, file, site->write(out, &index));
}

/*
 * Write a file of the plan, which is not one to be removed, to an empty
 * buffer.  Return 0, or -1 after a warning.
 */
int
render_file(struct render *r, const struct plan_file *file, struct buf *out)
{
	switch (file->kind) {
	case PLAN_FEED:
		return render_feed(r, file, out);
	case PLAN_MONTH:
		return render_month(r, file, out);
	default:
		return render_site(r, file, out);
	}
}

/* Free what is left of the rendering. */
void
render_end(struct render *r)
{
	close_feed(r);
	free(r->counts);
	r->counts = NULL;
}

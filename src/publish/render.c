/* The files of a plan as bytes. */
#include "publish/render.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/date.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "store/topic_dates.h"
#include "feed/atom.h"
#include "feed/entry.h"
#include "feed/entry_cache.h"
#include "feed/format.h"
#include "publish/plan.h"
#include "publish/publishing.h"
#include "publish/render_page.h"
#include "publish/rendering.h"
#include "publish/series.h"
#include "publish/site_file.h"

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

/* Write a live feed's entries and then the feed, in one format. */
static int
render_feed(struct rendering *r, const struct plan_file *file, struct buf *out)
{
	size_t i;

	if (rendering_open(r, file->topic) == -1)
		return -1;
	r->feed.form = ENTRY_LIVE + file->format;
	for (i = 0; i < r->window.count; i++) {
		if (entry_cache_write(&r->p->cache, r->window.entries[i],
			r->feed.form) == -1)
			return rendering_check(r, file, -1);
	}
	return rendering_check(r, file,
	    format_feeds[file->format].write(out, &r->feed));
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
read_month(struct rendering *r, const struct topic *t, struct period month,
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
set_months(struct rendering *r, const struct topic *t, int64_t start,
    struct feed *f)
{
	char text[DATE_MONTH_SIZE];
	int64_t other;
	int found;

	date_format_month(start, text);
	feed_set_month(f, text);
	if ((found = series_older(r->p->database, t, PERIOD_MONTH, start,
		 &other)) == 1) {
		date_format_month(other, text);
		f->previous = arena_string(&f->arena, text);
	}
	if (found == -1)
		return -1;
	if ((found = series_newer(r->p->database, t, PERIOD_MONTH, start,
		 &other)) == 1) {
		date_format_month(other, text);
		f->next = arena_string(&f->arena, text);
	}
	return found == -1 ? -1 : 0;
}

/* Write the document of an archive's month. */
static int
render_archive(struct rendering *r, const struct plan_file *file,
    struct buf *out)
{
	const struct topic *t = &r->p->config->topics[file->topic];
	struct month_entries entries = { 0 };
	struct feed f;
	int64_t changed;
	int ret = -1;

	rendering_close(r);
	if (topic_dates_changed(r->p->database, t, &changed) == -1)
		return -1;
	feed_start(&f, &r->p->config->site, t, changed);
	if (read_month(r, t, period_of(PERIOD_MONTH, file->start), &entries,
		&f.arena) == -1 ||
	    set_months(r, t, file->start, &f) == -1)
		goto out;
	feed_add_entries(&f, entries.entries, entries.count);
	f.form = ENTRY_ARCHIVE;
	ret = rendering_check(r, file, atom_write(out, &f));
out:
	free(entries.entries);
	feed_free(&f);
	return ret;
}

/* Write a file of the site. */
static int
render_site(struct rendering *r, const struct plan_file *file, struct buf *out)
{
	const struct site_file *site = &site_files[file->format];
	struct site_index index;
	struct arena a = { 0 };
	int ret;

	if (site->bytes != NULL) {
		buf_add(out, (const char *)site->bytes, site->size);
		return 0;
	}
	rendering_close(r);
	rendering_index(r, &index);
	ret = render_page_days(r, &a, &index);
	if (ret == 0)
		ret = rendering_check(r, file, site->write(out, &index));
	arena_free(&a);
	return ret;
}

static const struct {
	enum plan_kind kind;
	int (*render)(struct rendering *, const struct plan_file *,
	    struct buf *);
} renders[] = {
	{ PLAN_FEED, render_feed },
	{ PLAN_ARCHIVE, render_archive },
	{ PLAN_SITE, render_site },
	{ PLAN_TOPIC, render_page_topic },
	{ PLAN_PAST, render_page_past },
	{ PLAN_DAY, render_page_day },
	{ PLAN_DAY_BIB, render_page_references },
	{ PLAN_WEEK, render_page_overview },
	{ PLAN_MONTH, render_page_overview },
	{ PLAN_SEARCH, render_page_search },
};

/*
 * Write a file of the plan, which is not one to be removed, to an empty
 * buffer.  Return 0, or -1 after a warning.
 */
int
render_file(struct rendering *r, const struct plan_file *file, struct buf *out)
{
	size_t i = 0;

	while (renders[i].kind != file->kind)
		i++;
	return renders[i].render(r, file, out);
}

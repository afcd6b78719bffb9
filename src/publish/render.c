/* The files of a plan as bytes. */
#include "publish/render.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
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

/* A paper of a month's document, by which the document is sorted. */
struct month_paper {
	int64_t key;
	int64_t published;
	const char *guid;
};

/* The papers of a month's document, newest first. */
struct month_papers {
	struct month_paper *papers;
	size_t count;
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
	    format_write(out, &r->feed, file->format));
}

/* As a live feed has them: newest first; papers of one second by guid. */
static int
compare_papers(const void *a, const void *b)
{
	const struct month_paper *p = a, *q = b;

	if (p->published != q->published)
		return p->published < q->published ? 1 : -1;
	return strcmp(p->guid, q->guid);
}

/* Read a month's papers, and so how new the document is. */
static int
read_month(struct rendering *r, const struct topic *t, struct period month,
    struct month_papers *m, struct feed *f)
{
	struct entry_cache *c = &r->p->cache;
	struct key_list keys = { 0 };
	const struct entry *e;
	int ret = membership_read(r->p->database, t,
	    paper_key_from(month.start), paper_key_before(month.end), &keys);

	m->papers = arena_array(&f->arena, keys.count, sizeof(*m->papers));
	while (ret == 0 && m->count < keys.count) {
		entry_cache_trim(c);
		e = entry_cache_get(c, keys.keys[m->count], t);
		if (e == NULL) {
			ret = -1;
			break;
		}
		m->papers[m->count] = (struct month_paper){ keys.keys[m->count],
			e->published, arena_string(&f->arena, e->guid) };
		m->count++;
		feed_date(f, e);
	}
	if (ret == 0 && m->count > 1)
		qsort(m->papers, m->count, sizeof(*m->papers), compare_papers);
	key_list_free(&keys);
	return ret;
}

/*
 * Add the entries of a month's papers to its document, one after the other,
 * because the cache does not hold those of a very long month.
 */
static int
add_month(struct rendering *r, const struct topic *t,
    const struct month_papers *m, struct buf *out)
{
	struct entry_cache *c = &r->p->cache;
	struct entry *e;
	size_t i, form, length = 0;

	for (i = 0; i < m->count; i++) {
		form = length < WHOLE_MAX ? ENTRY_ARCHIVE : ENTRY_BRIEF;
		entry_cache_trim(c);
		e = entry_cache_get(c, m->papers[i].key, t);
		if (e == NULL || entry_cache_write(c, e, form) == -1)
			return -1;
		entry_add_text(out, e, form);
		length += e->text[form].before_length;
		if (e->text[form].after != NULL)
			length += e->lasting_length;
	}
	return 0;
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
	struct month_papers papers = { 0 };
	struct feed f;
	int64_t changed;
	int ret = -1;

	rendering_close(r);
	if (topic_dates_changed(r->p->database, t, &changed) == -1)
		return -1;
	feed_start(&f, &r->p->config->site, t, changed);
	/* First, because a document is not as new as a live feed. */
	if (set_months(r, t, file->start, &f) == -1 ||
	    read_month(r, t, period_of(PERIOD_MONTH, file->start), &papers,
		&f) == -1)
		goto out;
	atom_open(out, &f);
	if (add_month(r, t, &papers, out) == 0)
		ret = rendering_check(r, file, atom_close(out));
out:
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

/* The pages for people as bytes. */
#include "publish/render_page.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/counts.h"
#include "store/examples.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "feed/bibtex.h"
#include "feed/entry.h"
#include "feed/entry_cache.h"
#include "page/day_page.h"
#include "page/overview.h"
#include "page/past_page.h"
#include "page/search.h"
#include "page/topic_page.h"
#include "publish/plan.h"
#include "publish/publishing.h"
#include "publish/rendering.h"
#include "publish/series.h"

/*
 * The first page shows the newest days with so many papers together, because a
 * day begins with few, but not more days than that; and links to some before.
 */
#define FRONT_PAPERS 10
#define FRONT_DAYS   3
#define DAYS_BEFORE  7

static const struct topic *
all_of(const struct rendering *r)
{
	return &r->p->config->topics[0];
}

static const struct topic *
topic_of(const struct rendering *r, const struct plan_file *file)
{
	return &r->p->config->topics[file->topic];
}

/*
 * Find the periods beside one in which a topic has papers.  Return 0, or -1
 * after a warning.
 */
static int
find_neighbours(const struct rendering *r, const struct topic *t,
    enum period_kind kind, int64_t start, struct neighbours *n)
{
	struct database *d = r->p->database;

	*n = (struct neighbours){ DATE_NONE, DATE_NONE };
	if (series_older(d, t, kind, start, &n->older) == -1 ||
	    series_newer(d, t, kind, start, &n->newer) == -1)
		return -1;
	return 0;
}

/*
 * List the starts of the months in which a topic has papers, newest first; the
 * arena owns them.  Return 0, or -1 after a warning.
 */
static int
list_months(const struct rendering *r, const struct topic *t, struct arena *a,
    const int64_t **months, size_t *count)
{
	int64_t key, start = DATE_NONE, *list = NULL;
	int found =
	    membership_newest(r->p->database, t, INT64_MIN, INT64_MAX, &key);

	*count = 0;
	if (found == 1)
		start = date_month(paper_key_listed(key));
	while (found == 1) {
		list = array_grow_in(a, list, *count, sizeof(*list));
		list[(*count)++] = start;
		found = series_older(r->p->database, t, PERIOD_MONTH, start,
		    &start);
	}
	*months = list;
	return found == -1 ? -1 : 0;
}

/* Write a topic's page. */
int
render_page_topic(struct rendering *r, const struct plan_file *file,
    struct buf *out)
{
	const struct topic *t = topic_of(r, file);
	struct topic_page page = { .feed = &r->feed,
		.counts = &r->counts[file->topic] };
	struct example *examples = NULL;
	struct arena a = { 0 };
	int ret = -1;

	if (rendering_open(r, file->topic) == -1)
		return -1;
	if (config_has_past(&r->p->config->site) &&
	    (topic_is_all(t) || r->plan->topics[file->topic].has_archive) &&
	    list_months(r, t, &a, &page.months, &page.month_count) == -1)
		goto out;
	if (topic_has_examples(t) &&
	    examples_list(r->p->database, &a, t, &examples,
		&page.example_count) == -1)
		goto out;
	page.examples = examples;
	ret = rendering_check(r, file, topic_page_write(out, &page));
out:
	arena_free(&a);
	return ret;
}

/* The entry of a paper, which lasts until the next one, or NULL. */
static struct entry *
next_entry(struct rendering *r, int64_t key, const struct topic *t)
{
	entry_cache_trim(&r->p->cache);
	return entry_cache_get(&r->p->cache, key, t);
}

/* Write the page of a topic's month. */
int
render_page_past(struct rendering *r, const struct plan_file *file,
    struct buf *out)
{
	const struct topic *t = topic_of(r, file);
	struct period m = period_of(PERIOD_MONTH, file->start);
	struct past_page page = { .site = &r->p->config->site,
		.topic = t,
		.month = file->start };
	struct key_list keys = { 0 };
	const struct entry *e;
	size_t i;
	int ret = -1;

	rendering_close(r);
	if (membership_read(r->p->database, t, paper_key_from(m.start),
		paper_key_before(m.end), &keys) == -1 ||
	    find_neighbours(r, t, PERIOD_MONTH, m.start, &page.months) == -1)
		goto out;
	page.count = keys.count;
	past_page_open(out, &page);
	for (i = keys.count; i > 0; i--) {
		if ((e = next_entry(r, keys.keys[i - 1], t)) == NULL)
			goto out;
		past_page_add(out, &page, e);
	}
	ret = rendering_check(r, file, past_page_close(out, &page));
out:
	key_list_free(&keys);
	return ret;
}

/* Write the page of a day. */
int
render_page_day(struct rendering *r, const struct plan_file *file,
    struct buf *out)
{
	const struct topic *t = all_of(r);
	struct day_page page = { .site = &r->p->config->site,
		.all = t,
		.day = file->start };
	struct key_list keys = { 0 };
	const struct entry *e;
	size_t i;
	int ret = -1;

	rendering_close(r);
	if (membership_day(r->p->database, t, file->start, &keys) == -1 ||
	    find_neighbours(r, t, PERIOD_DAY, file->start, &page.days) == -1)
		goto out;
	page.count = keys.count;
	day_page_open(out, &page);
	for (i = 0; i < keys.count; i++) {
		if ((e = next_entry(r, keys.keys[i], t)) == NULL)
			goto out;
		day_page_add(out, &page, e);
	}
	ret = rendering_check(r, file, day_page_close(out, &page));
out:
	key_list_free(&keys);
	return ret;
}

/* Write a day's papers as references. */
int
render_page_references(struct rendering *r, const struct plan_file *file,
    struct buf *out)
{
	struct key_list keys = { 0 };
	const struct entry *e;
	size_t i;
	int ret = -1;

	rendering_close(r);
	if (membership_day(r->p->database, all_of(r), file->start, &keys) == -1)
		goto out;
	for (i = 0; i < keys.count; i++) {
		if ((e = next_entry(r, keys.keys[i], all_of(r))) == NULL)
			goto out;
		if (i > 0)
			buf_putc(out, '\n');
		bibtex_write_paper(out, e->paper);
	}
	ret = rendering_check(r, file, out->full ? -1 : 0);
out:
	key_list_free(&keys);
	return ret;
}

/* Write the index of a month. */
int
render_page_search(struct rendering *r, const struct plan_file *file,
    struct buf *out)
{
	struct period m = period_of(PERIOD_MONTH, file->start);
	struct key_list keys = { 0 };
	struct search_index index;
	const struct entry *e;
	size_t i;
	int ret = -1;

	rendering_close(r);
	search_open(&index, r->p->config->topics);
	if (membership_read(r->p->database, all_of(r), paper_key_from(m.start),
		paper_key_before(m.end), &keys) == -1)
		goto out;
	for (i = keys.count; i > 0; i--) {
		if ((e = next_entry(r, keys.keys[i - 1], all_of(r))) == NULL)
			goto out;
		search_add(out, &index, e);
	}
	ret = rendering_check(r, file, out->full ? -1 : 0);
out:
	key_list_free(&keys);
	return ret;
}

/* Count the papers of each day of a week or month. */
static int
count_days(const struct rendering *r, struct overview *o)
{
	struct key_list keys = { 0 };
	size_t i;
	int ret = membership_read(r->p->database, o->all,
	    paper_key_from(o->period.start), paper_key_before(o->period.end),
	    &keys);

	for (i = 0; i < keys.count; i++)
		o->papers[(paper_key_listed(keys.keys[i]) - o->period.start) /
		    DATE_DAY]++;
	key_list_free(&keys);
	return ret;
}

/* Get the most voted papers of a week or month. */
static int
find_best(struct rendering *r, struct overview *o)
{
	struct key_list keys = { 0 };
	size_t i;
	int ret = membership_most_voted(r->p->database, o->all,
	    paper_key_from(o->period.start), paper_key_before(o->period.end),
	    OVERVIEW_BEST, &keys);

	for (i = 0; i < keys.count && ret == 0; i++) {
		o->best[i] =
		    entry_cache_get(&r->p->cache, keys.keys[i], o->all);
		if (o->best[i] == NULL)
			ret = -1;
	}
	o->best_count = keys.count;
	key_list_free(&keys);
	return ret;
}

/* Write the page of a week or a month. */
int
render_page_overview(struct rendering *r, const struct plan_file *file,
    struct buf *out)
{
	struct overview o = { .site = &r->p->config->site,
		.all = all_of(r),
		.kind = series_period(file->kind) };

	rendering_close(r);
	entry_cache_trim(&r->p->cache);
	o.period = period_of(o.kind, file->start);
	if (count_days(r, &o) == -1 || find_best(r, &o) == -1 ||
	    find_neighbours(r, o.all, o.kind, file->start, &o.beside) == -1)
		return -1;
	return rendering_check(r, file, overview_write(out, &o));
}

/* Add the entries of a day to the first page. */
static int
add_newest(struct rendering *r, struct arena *a, struct site_index *index,
    const struct key_list *keys)
{
	const struct entry **newest = index->newest;
	struct entry *e;
	size_t i;

	for (i = 0; i < keys->count; i++) {
		e = entry_cache_get(&r->p->cache, keys->keys[i], all_of(r));
		if (e == NULL)
			return -1;
		newest = array_grow_in(a, newest, index->newest_count,
		    sizeof(const struct entry *));
		newest[index->newest_count++] = e;
	}
	index->newest = newest;
	return 0;
}

/*
 * Add the newest papers, the days before them and all months to the description
 * of a site; the arena owns the lists, and no live feed may be open until they
 * are used.  Return 0, or -1 after a warning.
 */
int
render_page_days(struct rendering *r, struct arena *a, struct site_index *index)
{
	const struct topic *t = all_of(r);
	struct day_count *days =
	    arena_array(a, DAYS_BEFORE, sizeof(struct day_count));
	struct key_list keys = { 0 };
	int64_t key, day = DATE_NONE;
	size_t shown = 0;
	int found =
	    membership_newest(r->p->database, t, INT64_MIN, INT64_MAX, &key);

	entry_cache_trim(&r->p->cache);
	index->days = days;
	if (found == 1)
		day = date_midnight(paper_key_listed(key));
	while (found == 1 && index->day_count < DAYS_BEFORE) {
		keys.count = 0;
		if (membership_day(r->p->database, t, day, &keys) == -1)
			found = -1;
		else if (index->newest_count < FRONT_PAPERS &&
		    shown++ < FRONT_DAYS)
			found = add_newest(r, a, index, &keys) == -1 ? -1 : 1;
		else
			days[index->day_count++] =
			    (struct day_count){ day, (int64_t)keys.count };
		if (found == 1)
			found = series_older(r->p->database, t, PERIOD_DAY, day,
			    &day);
	}
	key_list_free(&keys);
	if (found == -1)
		return -1;
	return list_months(r, t, a, &index->months, &index->month_count);
}

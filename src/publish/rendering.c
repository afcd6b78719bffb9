/*
 * What the files of a plan have in common while they are rendered: how many
 * papers each topic has, and the live feed whose files are made in a row.
 */
#include "publish/rendering.h"

#include <err.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/date.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/counts.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "store/topic_dates.h"
#include "feed/entry_cache.h"
#include "publish/plan.h"
#include "publish/publishing.h"

/* Count a topic's papers; the weeks are only needed when pages are made. */
static int
count_topic(struct rendering *r, size_t n)
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
	return membership_weeks(r->p->database, t, c);
}

/* Count the papers of all topics.  Return 0, or -1 after a warning. */
int
rendering_count(struct rendering *r)
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

/* Close the live feed that is open, if one is: entries may be forgotten then. */
void
rendering_close(struct rendering *r)
{
	if (r->topic == NULL)
		return;
	window_free(&r->window);
	feed_free(&r->feed);
	r->topic = NULL;
}

/*
 * Open a topic's live feed, by the topic's number, unless it is open.  Return 0,
 * or -1 after a warning.
 */
int
rendering_open(struct rendering *r, size_t n)
{
	const struct topic *t = &r->p->config->topics[n];
	struct plan_topic *pt = &r->plan->topics[n];
	char month[DATE_MONTH_SIZE];
	int64_t changed;

	if (r->topic == t)
		return 0;
	rendering_close(r);
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
	if (pt->has_archive && topic_has_archive(t)) {
		date_format_month(pt->newest, month);
		r->feed.previous = arena_string(&r->feed.arena, month);
	}
	return 0;
}

/* Warn of a file that could not be written.  Return what is given. */
int
rendering_check(const struct rendering *r, const struct plan_file *file,
    int ret)
{
	if (ret == -1)
		warnx("%s/%s: not well-formed, or larger than 256 MiB",
		    r->p->output.path, file->name);
	return ret;
}

/* Describe all topics, but for papers and days; it lives on the counts. */
void
rendering_index(const struct rendering *r, struct site_index *index)
{
	*index = (struct site_index){
		.site = &r->p->config->site,
		.topics = r->p->config->topics,
		.counts = r->counts,
		.topic_count = r->p->config->topic_count,
		.listed = r->p->manifest.listed,
	};
}

/* Free what is left of the rendering. */
void
rendering_end(struct rendering *r)
{
	rendering_close(r);
	free(r->counts);
	r->counts = NULL;
}

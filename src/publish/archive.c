/*
 * A topic's history, month by month: for feed readers as Atom documents linked
 * from the newest to the oldest (RFC 5005 section 4), for people as pages.  This
 * file decides whether a topic has one, and what of it is made again.
 */
#include "publish/archive.h"

#include <string.h>

#include "topic/topic.h"
#include "config/config.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "feed/window.h"
#include "publish/plan.h"
#include "publish/publishing.h"
#include "publish/series.h"

/* A topic whose history is planned. */
struct archive {
	struct plan *plan;
	struct publishing *p;
	const struct topic *topic;
	struct plan_topic *state;
	struct series documents;
	struct series pages;
	bool has_documents; /* they are wanted */
	bool has_pages;	    /* the site has them, and the topic pages */
};

/* All that shows in a document but the papers. */
static const char *
describe(const struct archive *a)
{
	const struct site *site = &a->p->config->site;

	return arena_printf(&a->p->arena, "%s\n%s\n%s\n%d%d\n%s%s%s",
	    PACKAGE_VERSION, site->url, site->title, site->thumbnails,
	    site->related, a->topic->title,
	    topic_has_format(a->topic, "html") ? "" : "\nno pages",
	    a->has_documents ? "" : "\nno documents");
}

/* Does the live feed show fewer papers than the topic has?  -1 on errors. */
static int
is_cut(const struct archive *a)
{
	struct window w = { .floor = a->state->state.floor };
	int ret;

	entry_cache_trim(&a->p->cache);
	ret = window_fill(&w, &a->p->cache, a->topic);
	if (ret == 0)
		ret = (int64_t)w.count < a->state->state.count;
	window_free(&w);
	return ret;
}

/*
 * Find out whether a topic has an archive, and its newest month.  One whose
 * papers are of one month and all in the live feed has none.
 */
static int
find_archive(const struct archive *a)
{
	struct database *d = a->p->database;
	int64_t newest, oldest;
	int ret;

	ret = membership_newest(d, a->topic, INT64_MIN, INT64_MAX, &newest);
	if (ret == 1)
		ret = membership_oldest(d, a->topic, INT64_MIN, INT64_MAX,
		    &oldest);
	if (ret != 1)
		return ret;
	a->state->newest =
	    period_of(PERIOD_MONTH, paper_key_listed(newest)).start;
	ret = paper_key_listed(oldest) < a->state->newest ? 1 : is_cut(a);
	a->state->has_archive = ret == 1;
	return ret == -1 ? -1 : 0;
}

/*
 * The live feed and the topic's page show all, or the site's `pages` wants none.
 * Those of a format that was switched off stay (plan_retired.c).
 */
static int
remove_pages(const struct archive *a)
{
	const struct site *site = &a->p->config->site;

	if (a->has_pages)
		return series_remove(&a->pages, "the topic's page shows all");
	return config_has_html(site) && !config_has_past(site) ?
	    series_remove(&a->pages, PLAN_NO_PAGES) :
	    0;
}

/* Plan the documents; `reason` is why all of them are due, or NULL. */
static int
plan_documents(const struct archive *a, const char *reason)
{
	if (!a->has_documents)
		return 0;
	return reason != NULL ? series_plan_all(&a->documents, reason) :
				series_plan_changed(&a->documents);
}

/* Plan the pages; `reason` is why all of them are due, or NULL. */
static int
plan_pages(const struct archive *a, const char *reason)
{
	if (!a->has_pages)
		return a->plan->settings_changed || a->plan->all ?
		    remove_pages(a) :
		    0;
	if (reason == NULL && a->plan->pages_changed)
		reason = PLAN_PAGES_CHANGED;
	return reason != NULL ? series_plan_all(&a->pages, reason) :
				series_plan_changed(&a->pages);
}

/*
 * Add the documents and pages of a topic's months that have to be made or
 * removed to the plan, by the topic's number; its live feed and page follow from
 * it whether they link to them.  The site's page of a month shows what a page of
 * `all` would, so that has none.  Return 0, or -1 after a warning.
 */
int
archive_plan(struct plan *plan, struct publishing *p, size_t number)
{
	struct plan_topic *t = &plan->topics[number];
	const struct topic *topic = &p->config->topics[number];
	const struct series s = { plan, p, number, PLAN_ARCHIVE,
		{ &t->changes.keys }, &t->damaged };
	struct archive a = { plan, p, topic, t, s, s, topic_has_archive(topic),
		config_has_past(&p->config->site) &&
		    topic_has_format(topic, "html") && !topic_is_all(topic) };
	const char *made_with = describe(&a), *reason = NULL;

	a.pages.kind = PLAN_PAST;
	a.pages.changed[1] = &t->beside;
	/* Nothing is made of it, so nobody asks how far it goes back. */
	if (!a.has_documents && !a.has_pages) {
		t->state.archive = "";
		return plan_pages(&a, NULL);
	}
	if (find_archive(&a) == -1)
		return -1;
	if (!t->has_archive) {
		if (t->state.archive[0] == '\0')
			return 0;
		t->state.archive = "";
		return remove_pages(&a) == -1 ?
		    -1 :
		    series_remove(&a.documents, "the live feed shows all");
	}
	if (strcmp(t->state.archive, made_with) != 0 || plan->all ||
	    t->changes.anew)
		reason =
		    t->reason != NULL ? t->reason : "it is made in another way";
	t->state.archive = made_with;
	if (plan_documents(&a, reason) == -1)
		return -1;
	return plan_pages(&a, reason);
}

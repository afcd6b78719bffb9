/*
 * What of the configuration shows in files, and so whether they have to be made
 * again.
 */
#include "publish/plan_settings.h"

#include <string.h>

#include "base/buf.h"
#include "topic/people.h"
#include "topic/topic.h"
#include "topic/topic_format.h"
#include "config/config.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "store/removed.h"
#include "store/topic_dates.h"
#include "publish/plan.h"
#include "publish/publishing.h"

/* All of the configuration that shows in any file. */
static const char *
describe_settings(struct arena *a, const struct config *c)
{
	const struct site *s = &c->site;
	struct buf text = { 0 };
	size_t i;

	buf_printf(&text, "%s\n%s\n%s\n%d %d %d %d %s\n", PACKAGE_VERSION,
	    s->url, s->title, s->gzip, s->thumbnails, s->votes, s->related,
	    s->pages);
	if (s->hub != NULL)
		buf_printf(&text, "%s\n", s->hub);
	for (i = 0; i < c->topic_count; i++) {
		buf_printf(&text, "%s\n%s\n%s\n", c->topics[i].slug,
		    c->topics[i].title,
		    c->topics[i].match == NULL ? "" : c->topics[i].match);
		topic_describe(&text, &c->topics[i]);
		buf_printf(&text, "\n%s\n%s\n", c->topics[i].formats,
		    c->topics[i].archive);
	}
	return buf_move(&text, a);
}

/* What feeds.opml says: each topic's name, and its feed where it is not Atom's. */
static const char *
describe_outline(struct arena *a, const struct config *c)
{
	struct buf text = { 0 };
	const char *feed;
	size_t i;

	buf_printf(&text, "%s\n%s\n", c->site.url, c->site.title);
	for (i = 0; i < c->topic_count; i++) {
		buf_printf(&text, "%s\n%s\n", c->topics[i].slug,
		    c->topics[i].title);
		feed = topic_format_first(&c->topics[i])->ending;
		if (strcmp(feed, "atom") != 0)
			buf_printf(&text, "%s\n", feed);
	}
	return buf_move(&text, a);
}

/*
 * What shows on every page: a page names topics, but not their queries, links to
 * what they are published as, and to the days of papers that are among all.
 */
static const char *
describe_pages(struct arena *a, const struct config *c)
{
	const struct site *s = &c->site;

	struct buf all = { 0 };
	const char *text;
	size_t i;

	topic_describe(&all, &c->topics[0]);
	for (i = 0; i < c->topic_count; i++)
		buf_printf(&all, "\n%s", c->topics[i].formats);
	text = arena_printf(a, "%s\n%s\n%d %d %d %d\n%s%s", PACKAGE_VERSION,
	    s->pages, s->gzip, s->thumbnails, s->votes, s->related,
	    describe_outline(a, c), all.data);
	buf_free(&all);
	return text;
}

/*
 * Date the list of topics by when it changed.  The first list is dated by the
 * oldest paper, so that stores made alike are published alike.
 */
static int
date_outline(struct publishing *p)
{
	struct manifest *m = &p->manifest;
	const char *outline = describe_outline(&p->arena, p->config);
	int64_t key;
	int found = 0;

	if (strcmp(outline, m->outline) == 0)
		return 0;
	if (m->outline[0] == '\0')
		found = membership_oldest(p->database, &p->config->topics[0],
		    INT64_MIN, INT64_MAX, &key);
	m->listed = found == 1 ? paper_key_listed(key) : p->now;
	m->outline = outline;
	return found == -1 ? -1 : 0;
}

/*
 * Find out whether the configuration changed since the last publishing, after
 * which everything is due, and remember it.  Return 0, or -1 after a warning.
 */
int
plan_settings(struct plan *plan, struct publishing *p)
{
	const char *settings = describe_settings(&p->arena, p->config);
	const char *pages = describe_pages(&p->arena, p->config);
	bool removed;

	if (strcmp(settings, p->manifest.settings) == 0)
		return 0;
	removed = strcmp(p->manifest.settings, REMOVED_SETTINGS) == 0;
	if (p->manifest.settings[0] == '\0')
		plan->reason = "nothing was published before";
	else if (removed)
		plan->reason = REMOVED_SETTINGS;
	else
		plan->reason = "the configuration or the program changed";
	p->manifest.settings = settings;
	plan->settings_changed = true;
	plan->pages_changed = removed || strcmp(pages, p->manifest.pages) != 0;
	p->manifest.pages = pages;
	if (date_outline(p) == -1)
		return -1;
	return membership_retire(p->database, p->config);
}

/*
 * Note what each topic's feed says of itself, and so when that changed; the
 * topics of the plan are up to date.  Return 0, or -1 after a warning.
 */
int
plan_settings_note_topics(const struct plan *plan, struct publishing *p)
{
	const struct config *c = p->config;
	struct buf about = { 0 };
	struct topic_note note;
	size_t i;
	int ret = 0;

	for (i = 0; i < c->topic_count && ret == 0; i++) {
		buf_clear(&about);
		buf_printf(&about, "%s\n%s%s", c->topics[i].title,
		    c->site.title,
		    topic_has_examples(&c->topics[i]) ? "\nlike" : "");
		if (c->topics[i].people != NULL)
			buf_printf(&about, "\n%zu people",
			    people_count(c->topics[i].people));
		note = (struct topic_note){ &c->topics[i], about.data,
			plan->topics[i].state.count == 0 };
		ret = topic_dates_note(p->database, &note, p->now);
	}
	buf_free(&about);
	return ret;
}

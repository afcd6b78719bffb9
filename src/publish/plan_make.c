/*
 * Decides which files have to be made again, and why: those of topics whose
 * papers or configuration changed, and files that somebody else changed or
 * removed.
 */
#include "publish/plan_make.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "topic/topic.h"
#include "topic/topic_format.h"
#include "config/config.h"
#include "store/changes.h"
#include "store/manifest.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "store/related.h"
#include "publish/archive.h"
#include "publish/calendar.h"
#include "publish/plan.h"
#include "publish/plan_retired.h"
#include "publish/plan_settings.h"
#include "publish/publishing.h"
#include "publish/series.h"
#include "publish/site_file.h"

/* Say how many papers of a topic changed in which way. */
static const char *
describe_changes(struct arena *a, const struct topic_changes *c)
{
	const struct {
		size_t count;
		const char *what;
	} parts[] = {
		{ c->came, "new" },
		{ c->changed, "changed" },
		{ c->left, "gone" },
	};
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (parts[i].count == 0)
			continue;
		if (text.length > 0)
			buf_printf(&text, ", %zu %s", parts[i].count,
			    parts[i].what);
		else
			buf_printf(&text, "%zu %s %s", parts[i].count,
			    parts[i].count == 1 ? "paper is" : "papers are",
			    parts[i].what);
	}
	return buf_move(&text, a);
}

/* A paper that came to a topic or left it shows there which others it has. */
static int
look_at_moved(struct plan *plan, struct publishing *p,
    const struct key_list *moved)
{
	static const char reason[] = "a paper's other topics changed";
	struct arena a = { 0 };
	struct name_list slugs = { 0 };
	const struct topic *t;
	struct plan_topic *pt;
	size_t i, n;
	int ret = 0;

	if (moved->count > 0 && plan->topics[0].reason == NULL)
		plan->topics[0].reason = reason;
	for (i = 0; i < moved->count && ret == 0; i++) {
		key_list_add(&plan->moved, moved->keys[i]);
		ret =
		    membership_topics(p->database, &a, moved->keys[i], &slugs);
		for (n = 0; n < slugs.count; n++) {
			t = config_find_topic(p->config, slugs.names[n]);
			if (t == NULL)
				continue;
			pt = &plan->topics[t - p->config->topics];
			if (pt->reason == NULL)
				pt->reason = reason;
			key_list_add(&pt->beside, moved->keys[i]);
		}
		arena_free(&a);
		slugs = (struct name_list){ 0 };
	}
	return ret;
}

/* Bring the members of all topics up to date, and say what changed in each. */
static int
update_topics(struct plan *plan, struct publishing *p,
    const struct changes *changes, struct key_list *moved)
{
	const struct topic *t;
	struct plan_topic *pt;
	size_t i;

	for (i = 0; i < p->config->topic_count; i++) {
		t = &p->config->topics[i];
		pt = &plan->topics[i];
		if (membership_read_state(p->database, &p->arena, t,
			&pt->state) == -1 ||
		    membership_update(p->database, &p->arena, t, changes,
			&pt->state, &pt->changes, moved) == -1)
			return -1;
		if (plan->reason != NULL)
			pt->reason = plan->reason;
		else if (pt->changes.anew)
			pt->reason = "its rule is new";
		else if (pt->changes.shown)
			pt->reason = describe_changes(&p->arena, &pt->changes);
	}
	return 0;
}

/*
 * When the configuration changed, note how many papers each topic has, by which
 * entries choose the topics that they name.  Papers that belong to more may name
 * others now, so they are added to those that moved.
 */
static int
note_sizes(struct plan *plan, struct publishing *p, struct key_list *moved)
{
	struct topic_state *state;
	size_t i;

	for (i = 0; i < p->config->topic_count; i++) {
		state = &plan->topics[i].state;
		state->size = state->count;
		if (membership_keep_state(p->database, &p->config->topics[i],
			state) == -1)
			return -1;
	}
	if (p->config->topic_count <= ENTRY_TOPICS_MAX)
		return 0;
	return membership_crowded(p->database, ENTRY_TOPICS_MAX, moved);
}

/* Find which earlier papers are near the new ones. */
static int
find_related(struct publishing *p, const struct changes *changes)
{
	struct topic_state all;

	if (membership_read_state(p->database, &p->arena, &p->config->topics[0],
		&all) == -1)
		return -1;
	return related_find(p->database, changes, all.count);
}

static int
look_at_papers(struct plan *plan, struct publishing *p)
{
	struct changes changes;
	struct key_list moved = { 0 };
	size_t i;
	int ret = -1;

	if (changes_read(p->database, &changes) == -1)
		goto out;
	if (p->config->site.related && find_related(p, &changes) == -1)
		goto out;
	if (p->config->site.votes)
		changes.shown = CHANGE_COUNTS;
	for (i = 0; i < changes.count; i++)
		key_list_add(&plan->changed, changes.papers[i].key);
	if (update_topics(plan, p, &changes, &moved) == -1)
		goto out;
	if (plan->settings_changed &&
	    (plan_settings_note_topics(plan, p) == -1 ||
		note_sizes(plan, p, &moved) == -1))
		goto out;
	/* When all pages are made again, nobody asks for which papers. */
	ret = plan->pages_changed ? 0 : look_at_moved(plan, p, &moved);
out:
	changes_free(&changes);
	key_list_free(&moved);
	return ret;
}

/* Whose files are looked at, and what for. */
struct look {
	struct plan *plan;
	struct publishing *p;
	bool live; /* only at files that are in no series */
};

/* Note a file that is not as it was left. */
static void
visit_file(void *context, const struct manifest_file *f)
{
	const struct look *l = context;
	const struct topic *t = config_find_topic(l->p->config, f->topic);
	const struct output_file left = { .size = f->size,
		.modified = f->modified };
	enum plan_kind kind;
	int64_t start;
	bool in_series =
	    series_parse_name(f->topic, f->name, &kind, &start) == 0;

	/* prune handles the files of what is no longer configured. */
	if ((l->live && in_series) || f->retired ||
	    (f->topic[0] != '\0' && t == NULL) ||
	    output_has(&l->p->output, f->name, &left, l->p->config->site.gzip))
		return;
	if (!in_series)
		paper_add_name(&l->p->arena, &l->plan->damaged_files, f->name,
		    strlen(f->name));
	else
		key_list_add(t == NULL ?
			&l->plan->damaged :
			&l->plan->topics[t - l->p->config->topics].damaged,
		    paper_key_from(start));
}

/*
 * Find files that are not as they were left.  Those of series are looked at only
 * when somebody has been in their folder, because a decade has thousands.
 */
static int
look_at_files(struct plan *plan, struct publishing *p)
{
	struct look l = { .plan = plan, .p = p };
	const char *folder;
	int64_t left;
	size_t i;
	int found;

	for (i = 0; i < MANIFEST_FOLDERS; i++) {
		folder = manifest_folders[i];
		if ((found = manifest_folder(p->database, folder, &left)) == -1)
			return -1;
		l.live = plan->reason == NULL && found == 1 &&
		    output_folder_time(&p->output, folder) == left;
		if ((i == 0 || !l.live) &&
		    manifest_each(p->database, folder, visit_file, &l) == -1)
			return -1;
	}
	return 0;
}

/* The reason for a file if it is damaged, else the given one. */
static const char *
reason_for(const struct plan *plan, const char *name, const char *reason)
{
	return paper_has_name(&plan->damaged_files, name) ? PLAN_DAMAGED :
							    reason;
}

/* Add the page of a topic, or its removal if the site wants no pages. */
static int
add_page(struct plan *plan, struct publishing *p, size_t n)
{
	const char *name =
	    arena_printf(&p->arena, "%s.html", p->config->topics[n].slug);
	const char *reason = reason_for(plan, name, plan->topics[n].reason);
	int had;

	if (topic_has_format(&p->config->topics[n], "html")) {
		if (reason != NULL)
			plan_add(plan, PLAN_TOPIC, name, reason)->topic = n;
		return 0;
	}
	if (!plan->settings_changed || !config_refuses_pages(&p->config->site))
		return 0;
	if ((had = manifest_has(p->database, name)) == 1)
		plan_add(plan, PLAN_REMOVE, name, PLAN_NO_PAGES);
	return had == -1 ? -1 : 0;
}

/* Add the files of a topic, first the live ones. */
static int
add_topic(struct plan *plan, struct publishing *p, size_t n)
{
	const struct topic *topic = &p->config->topics[n];
	struct plan_topic *t = &plan->topics[n];
	const char *name, *reason, *ending;
	struct plan_file *f;
	size_t i, before = plan->count;

	for (i = 0; i < TOPIC_FORMATS; i++) {
		ending = topic_formats[i].ending;
		if (topic_formats[i].kind == TOPIC_PAGE ||
		    !topic_has_format(topic, ending))
			continue;
		name = arena_printf(&p->arena, "%s.%s", topic->slug, ending);
		reason = reason_for(plan, name, t->reason);
		if (reason == NULL)
			continue;
		f = plan_add(plan, PLAN_FEED, name, reason);
		f->topic = n;
		f->format = i;
	}
	if (add_page(plan, p, n) == -1)
		return -1;
	/* A paper beside others is a reason. */
	if (plan->count == before && t->damaged.count == 0)
		return 0;
	return archive_plan(plan, p, n);
}

/*
 * Add the files that show all topics, which each change of a topic changes; the
 * first page has a day's papers in the order of the listing as well.
 */
static void
add_site(struct plan *plan, size_t topic_count)
{
	const char *name, *reason = plan->reason;
	size_t i;

	if (reason == NULL && plan->changed.count + plan->moved.count > 0)
		reason = "papers changed";
	for (i = 0; i < topic_count && reason == NULL; i++) {
		if (plan->topics[i].reason != NULL)
			reason = "topics changed";
	}
	for (i = 0; (name = site_files[i].name) != NULL; i++) {
		if (reason_for(plan, name, reason) != NULL)
			plan_add(plan, PLAN_SITE, name,
			    reason_for(plan, name, reason))
			    ->format = i;
	}
}

/*
 * Make the plan of a publishing, whose manifest was read, and bring what the
 * store knows of the topics up to date.  `all` plans every file, whatever is
 * known of it; `prune` plans to remove what belongs to topics and formats that are
 * no longer configured.  The publishing must last as long; plan_free() frees the
 * plan.  Return 0, or -1 after a warning.
 */
int
plan_make(struct plan *plan, struct publishing *p, bool all, bool prune)
{
	size_t i;

	*plan = (struct plan){ .all = all };
	plan->topics = calloc(p->config->topic_count, sizeof(*plan->topics));
	if (plan->topics == NULL)
		err(EX_OSERR, NULL);
	if (plan_settings(plan, p) == -1)
		return -1;
	if (all)
		plan->reason = "--all looks at every file";
	if (look_at_files(plan, p) == -1 || look_at_papers(plan, p) == -1)
		return -1;
	for (i = 0; i < p->config->topic_count; i++) {
		if (add_topic(plan, p, i) == -1)
			return -1;
	}
	if (calendar_plan(plan, p) == -1)
		return -1;
	add_site(plan, p->config->topic_count);
	return plan_retired(plan, p, prune);
}

/*
 * A topic's history as one Atom document a month, linked from the newest to
 * the oldest (RFC 5005 section 4).  Every month in which the topic has papers
 * has one, so that whoever walks the archive meets each paper once; only the
 * newest one grows.  A month is closed as soon as the topic has a paper of a
 * later one: then it is written for the last time, with the link to that, and
 * changes only when its own papers do.  This file decides which documents have
 * to be made again.
 */
#include "publish/archive.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/key_list.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/manifest.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "feed/window.h"
#include "publish/plan.h"
#include "publish/publishing.h"

/* A topic whose documents are planned. */
struct archive {
	struct plan *plan;
	struct publishing *p;
	const struct topic *topic;
	struct plan_topic *state;
	size_t number; /* of the topic */
};

/* The month of an instant. */
struct month
archive_month(int64_t instant)
{
	return (struct month){ .start = date_month(instant),
		.end = date_next_month(instant) };
}

/*
 * Find the next older month in which a topic has papers.  Return 1 with it, 0
 * when there is none, or -1 after a warning.
 */
int
archive_older(struct database *d, const struct topic *t, struct month m,
    struct month *older)
{
	int64_t key;
	int found =
	    membership_newest(d, t, INT64_MIN, paper_key_before(m.start), &key);

	if (found == 1)
		*older = archive_month(paper_key_listed(key));
	return found;
}

/* The same for the next newer month. */
int
archive_newer(struct database *d, const struct topic *t, struct month m,
    struct month *newer)
{
	int64_t key;
	int found =
	    membership_oldest(d, t, paper_key_from(m.end), INT64_MAX, &key);

	if (found == 1)
		*newer = archive_month(paper_key_listed(key));
	return found;
}

static const char *
name_document(const struct archive *a, struct month m)
{
	char month[DATE_MONTH_SIZE];

	date_format_month(m.start, month);
	return arena_printf(&a->p->arena, MANIFEST_ARCHIVE "/%s-%s.atom",
	    a->topic->slug, month);
}

/* Plan a month's document. */
static void
add_month(const struct archive *a, struct month m, const char *reason)
{
	struct plan_file *f =
	    plan_add(a->plan, PLAN_MONTH, name_document(a, m), reason);

	f->topic = a->number;
	f->month = m.start;
}

/* Plan to remove a topic's documents that are not among some names. */
static int
remove_others(const struct archive *a, const struct name_list *names,
    const char *reason)
{
	struct name_list all = { 0 };
	int64_t month;
	size_t i;

	if (manifest_add_names(a->p->database, &a->p->arena, a->topic->slug,
		&all) == -1)
		return -1;
	for (i = 0; i < all.count; i++) {
		if (archive_parse_name(all.names[i], &month) == 0 &&
		    !paper_has_name(names, all.names[i]))
			plan_add(a->plan, PLAN_REMOVE, all.names[i], reason);
	}
	return 0;
}

/* Plan every month with papers, from the newest on, and no other. */
static int
plan_all(const struct archive *a, const char *reason)
{
	struct name_list names = { 0 };
	const char *name;
	struct month m;
	int64_t key;
	int found = membership_newest(a->p->database, a->topic, INT64_MIN,
	    INT64_MAX, &key);

	if (found == 1)
		m = archive_month(paper_key_listed(key));
	while (found == 1) {
		name = name_document(a, m);
		paper_add_name(&a->p->arena, &names, name, strlen(name));
		add_month(a, m, reason);
		found = archive_older(a->p->database, a->topic, m, &m);
	}
	return found == -1 ? -1 :
			     remove_others(a, &names, "no paper of it is left");
}

/*
 * Plan a month of which `changed` papers came, left or changed.  Its
 * neighbours are added to a list when it is a new one or has lost its last
 * paper, because their links change then.
 */
static int
plan_month(const struct archive *a, struct month m, size_t changed,
    struct key_list *neighbours)
{
	struct database *d = a->p->database;
	const char *name = name_document(a, m);
	struct month other;
	int64_t key;
	int had = manifest_has(d, name), found;
	int has = membership_newest(d, a->topic, paper_key_from(m.start),
	    paper_key_before(m.end), &key);

	if (had == -1 || has == -1)
		return -1;
	if (has == 1)
		add_month(a, m,
		    changed == 0 ? PLAN_DAMAGED :
				   arena_printf(&a->p->arena,
				       "%zu of its papers %s new, "
				       "changed or gone",
				       changed, changed == 1 ? "is" : "are"));
	else if (had == 1)
		plan_add(a->plan, PLAN_REMOVE, name, "no paper of it is left");
	if (had == has)
		return 0;
	if ((found = archive_older(d, a->topic, m, &other)) == 1)
		key_list_add(neighbours, other.start);
	if (found != -1 && (found = archive_newer(d, a->topic, m, &other)) == 1)
		key_list_add(neighbours, other.start);
	return found == -1 ? -1 : 0;
}

/* Plan neighbours whose own papers are as before. */
static void
plan_neighbours(const struct archive *a, struct key_list *neighbours,
    const struct key_list *planned)
{
	size_t i;

	key_list_sort(neighbours);
	for (i = 0; i < neighbours->count; i++) {
		if ((i > 0 && neighbours->keys[i] == neighbours->keys[i - 1]) ||
		    key_list_has(planned, neighbours->keys[i]))
			continue;
		add_month(a, archive_month(neighbours->keys[i]),
		    "a month beside it is new or gone");
	}
}

/* How many keys of a list are of a month. */
static size_t
count_month(const struct key_list *l, struct month m)
{
	size_t i, count = 0;
	int64_t listed;

	for (i = 0; i < l->count; i++) {
		listed = paper_key_listed(l->keys[i]);
		count += listed >= m.start && listed < m.end;
	}
	return count;
}

/* Plan the months of the papers that changed and of damaged documents. */
static int
plan_changed(const struct archive *a)
{
	const struct key_list *changed = &a->state->changes.keys;
	const struct key_list *damaged = &a->state->damaged;
	struct key_list keys = { 0 }, planned = { 0 }, neighbours = { 0 };
	struct month m = { .end = INT64_MIN };
	size_t i;
	int ret = 0;

	for (i = 0; i < changed->count; i++)
		key_list_add(&keys, changed->keys[i]);
	for (i = 0; i < damaged->count; i++)
		key_list_add(&keys, damaged->keys[i]);
	key_list_sort(&keys);
	for (i = 0; i < keys.count && ret == 0; i++) {
		if (paper_key_listed(keys.keys[i]) < m.end)
			continue;
		m = archive_month(paper_key_listed(keys.keys[i]));
		key_list_add(&planned, m.start);
		ret = plan_month(a, m, count_month(changed, m), &neighbours);
	}
	plan_neighbours(a, &neighbours, &planned);
	key_list_free(&keys);
	key_list_free(&planned);
	key_list_free(&neighbours);
	return ret;
}

/* All that shows in a document but the papers. */
static const char *
describe(const struct archive *a)
{
	const struct site *site = &a->p->config->site;

	return arena_printf(&a->p->arena, "%s\n%s\n%s\n%d\n%s", PACKAGE_VERSION,
	    site->url, site->title, site->thumbnails, a->topic->title);
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
	struct month m;
	int ret;

	ret = membership_newest(d, a->topic, INT64_MIN, INT64_MAX, &newest);
	if (ret == 1)
		ret = membership_oldest(d, a->topic, INT64_MIN, INT64_MAX,
		    &oldest);
	if (ret != 1)
		return ret;
	m = archive_month(paper_key_listed(newest));
	date_format_month(m.start, a->state->newest);
	ret = paper_key_listed(oldest) < m.start ? 1 : is_cut(a);
	a->state->has_archive = ret == 1;
	return ret == -1 ? -1 : 0;
}

/*
 * Add the documents of a topic's archive that have to be made or removed to
 * the plan, by the topic's number; its live feed follows from it whether it
 * links to an archive.  Return 0, or -1 after a warning.
 */
int
archive_plan(struct plan *plan, struct publishing *p, size_t number)
{
	static const struct name_list none = { 0 };
	struct plan_topic *t = &plan->topics[number];
	const struct archive a = { plan, p, &p->config->topics[number], t,
		number };
	const char *made_with = describe(&a);
	bool same = strcmp(t->state.archive, made_with) == 0;

	if (find_archive(&a) == -1)
		return -1;
	if (!t->has_archive) {
		if (t->state.archive[0] == '\0')
			return 0;
		t->state.archive = "";
		return remove_others(&a, &none, "the live feed shows all");
	}
	if (same && !plan->all && !t->changes.anew)
		return plan_changed(&a);
	t->state.archive = made_with;
	return plan_all(&a,
	    t->reason != NULL ? t->reason : "it is made in another way");
}

/*
 * Find the first instant of a document's month, by its name.  Return 0, or -1
 * when it is none.
 */
int
archive_parse_name(const char *name, int64_t *month)
{
	static const char suffix[] = ".atom";
	char day[DATE_DAY_SIZE];
	size_t n = strlen(name), tail = DATE_MONTH_SIZE - 1 + strlen(suffix);

	if (n < tail ||
	    strncmp(name, MANIFEST_ARCHIVE "/", sizeof(MANIFEST_ARCHIVE)) != 0)
		return -1;
	snprintf(day, sizeof(day), "%.*s-01", (int)DATE_MONTH_SIZE - 1,
	    name + n - tail);
	return date_parse_day(day, month);
}

/*
 * Files that nobody makes any more: those of topics that are no longer
 * configured, and of formats that were switched off.  They stay as they are,
 * because readers may ask for them still, until somebody wants them removed.
 */
#include "publish/plan_retired.h"

#include <string.h>

#include "topic/topic.h"
#include "config/config.h"
#include "store/manifest.h"
#include "publish/plan.h"
#include "publish/publishing.h"
#include "publish/series.h"

/* Is a file of a topic, or of the site for NULL, of a format that is made? */
static bool
is_made(const struct config *c, const struct topic *t, const char *name)
{
	const char *dot = strrchr(name, '.');
	enum plan_kind kind;
	int64_t start;

	if (series_parse_name(t == NULL ? "" : t->slug, name, &kind, &start) ==
	    0)
		return series_has_format(c, t == NULL ? &c->topics[0] : t,
		    kind);
	return t == NULL || dot == NULL || topic_has_format(t, dot + 1);
}

/* Note which files of a topic, or of the site for NULL, are made no more. */
static int
note_files(struct publishing *p, const struct topic *t)
{
	struct name_list names = { 0 };
	size_t i;

	if (manifest_add_names(p->database, &p->arena, t == NULL ? "" : t->slug,
		&names) == -1)
		return -1;
	for (i = 0; i < names.count; i++) {
		if (manifest_retire(p->database, names.names[i],
			!is_made(p->config, t, names.names[i])) == -1)
			return -1;
	}
	return 0;
}

static int
note_all_files(struct publishing *p)
{
	size_t i;

	if (note_files(p, NULL) == -1)
		return -1;
	for (i = 0; i < p->config->topic_count; i++) {
		if (note_files(p, &p->config->topics[i]) == -1)
			return -1;
	}
	return 0;
}

static void
add_removals(struct plan *plan, const struct name_list *names,
    const char *reason)
{
	size_t i;

	for (i = 0; i < names->count; i++)
		plan_add(plan, PLAN_REMOVE, names->names[i], reason);
}

/* Add the removal of the files of topics that are no longer configured. */
static int
remove_topics(struct plan *plan, struct publishing *p)
{
	struct name_list names;
	size_t i;

	for (i = 0; i < plan->retired.count; i++) {
		names = (struct name_list){ 0 };
		if (manifest_add_names(p->database, &p->arena,
			plan->retired.names[i], &names) == -1)
			return -1;
		add_removals(plan, &names,
		    arena_printf(&p->arena,
			"removed, because topic %s is no longer configured",
			plan->retired.names[i]));
	}
	plan->retired.count = 0;
	return 0;
}

/*
 * Find the files of topics and formats that are no longer configured and, if
 * they are to be pruned, add their removal to the plan, which is made otherwise.
 * Return 0, or -1 after a warning.
 */
int
plan_retired(struct plan *plan, struct publishing *p, bool prune)
{
	struct name_list names = { 0 };

	if (plan->settings_changed && note_all_files(p) == -1)
		return -1;
	if (manifest_add_retired(p->database, &p->arena, &plan->retired) ==
		-1 ||
	    manifest_add_retired_files(p->database, &p->arena, &names) == -1)
		return -1;
	plan->retired_files = prune ? 0 : names.count;
	if (!prune)
		return 0;
	add_removals(plan, &names,
	    "removed, because its format is no longer configured");
	return remove_topics(plan, p);
}

/*
 * The site's pages of days, weeks and months, which show the papers of all
 * topics as the listing had them, and what its search looks into.  This file
 * decides which of them are made again.
 */
#include "publish/calendar.h"

#include "topic/topic.h"
#include "config/config.h"
#include "publish/plan.h"
#include "publish/publishing.h"
#include "publish/series.h"

/* What a site with pages of the past has, and what one with any pages has. */
static const struct {
	enum plan_kind kind;
	bool (*is_wanted)(const struct site *);
} kinds[] = {
	{ PLAN_DAY, config_has_past },
	{ PLAN_DAY_BIB, config_has_past },
	{ PLAN_WEEK, config_has_past },
	{ PLAN_MONTH, config_has_past },
	{ PLAN_SEARCH, config_has_pages },
};

/*
 * Add the pages that have to be made or removed to the plan, whose topics are
 * up to date.  Return 0, or -1 after a warning.
 */
int
calendar_plan(struct plan *plan, struct publishing *p)
{
	const struct plan_topic *all = &plan->topics[0];
	struct series s = { .plan = plan,
		.p = p,
		.changed = { &plan->changed, &all->changes.keys },
		.damaged = &plan->damaged };
	const char *reason = NULL;
	size_t i;
	int ret = 0;

	if (plan->pages_changed)
		reason = PLAN_PAGES_CHANGED;
	if (plan->all || all->changes.anew)
		reason = all->reason;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && ret == 0; i++) {
		s.kind = kinds[i].kind;
		/* References do not say to which topics a paper belongs. */
		s.changed[2] = s.kind == PLAN_DAY_BIB ? NULL : &plan->moved;
		if (!kinds[i].is_wanted(&p->config->site))
			/* Those of a format that was switched off stay. */
			ret = reason == NULL ||
				!config_has_html(&p->config->site) ?
			    0 :
			    series_remove(&s, PLAN_NO_PAGES);
		else if (s.kind == PLAN_DAY_BIB &&
		    !topic_has_format(&p->config->topics[0], "bib"))
			continue;
		else
			ret = reason == NULL ? series_plan_changed(&s) :
					       series_plan_all(&s, reason);
	}
	return ret;
}

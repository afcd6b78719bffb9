/*
 * The site's pages of days, weeks and months, which show the papers of all
 * topics as the listing had them, and what its search looks into.  This file
 * decides which of them are made again.
 */
#include "publish/calendar.h"

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
 * Plan a series that `pages` wants, or does not; `reason` is why all of it is due,
 * or NULL.  Files of a format that was switched off stay (plan_retired.c).
 */
static int
plan_series(const struct series *s, bool wanted, const char *reason)
{
	const struct config *c = s->p->config;

	if (!config_has_html(&c->site))
		return 0;
	if (!wanted)
		return reason == NULL ? 0 : series_remove(s, PLAN_NO_PAGES);
	if (!series_has_format(c, &c->topics[0], s->kind))
		return 0;
	return reason == NULL ? series_plan_changed(s) :
				series_plan_all(s, reason);
}

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
		ret = plan_series(&s, kinds[i].is_wanted(&p->config->site),
		    reason);
	}
	return ret;
}

/* Gathers what a mail says of its papers, topic by topic. */
#include "mail/digest.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/mails.h"
#include "feed/entry.h"
#include "feed/entry_cache.h"
#include "page/excerpt.h"

#define NAMES_MAX 3 /* people that are named */

/* Say who wrote a paper: the organization and the first people, or NULL. */
static const char *
describe_people(struct arena *a, const struct entry *e)
{
	const struct paper *p = e->paper;
	size_t all = p->authors.count, i;
	struct buf text = { 0 };

	if (p->author_count > (int64_t)all)
		all = (size_t)p->author_count;
	if (p->organization != NULL)
		buf_printf(&text, "%s%s", p->organization,
		    all > 0 ? " · " : "");
	for (i = 0; i < p->authors.count && i < NAMES_MAX; i++)
		buf_printf(&text, "%s%s", i == 0 ? "" : ", ",
		    e->authors.names[i]);
	if (i == 0 && all > 0)
		buf_printf(&text, "%zu author%s", all, all == 1 ? "" : "s");
	else if (all > i)
		buf_printf(&text, " and %zu other%s", all - i,
		    all - i == 1 ? "" : "s");
	return text.length == 0 ? NULL : buf_move(&text, a);
}

/* Say what a paper is about: its summary, else how it begins, or NULL. */
static const char *
describe_contents(struct arena *a, const struct paper *p)
{
	size_t n;

	if (p->summary != NULL || p->abstract == NULL)
		return p->summary;
	if ((n = excerpt_length(p->abstract)) == 0)
		return NULL;
	return arena_printf(a, "%.*s%s", (int)n, p->abstract,
	    excerpt_sign(p->abstract, n));
}

/* Find a topic's part, or begin it. */
static struct digest_group *
find_group(struct arena *a, struct digest *d, const char *slug)
{
	const struct topic *t = config_find_topic(d->config, slug);
	struct digest_group *g;
	size_t i;

	/* It may have gone from the configuration; `all` has its papers. */
	if (t == NULL)
		t = &d->config->topics[0];
	for (i = 0; i < d->group_count; i++) {
		if (d->groups[i].topic == t)
			return &d->groups[i];
	}
	d->groups =
	    array_grow_in(a, d->groups, d->group_count, sizeof(*d->groups));
	g = &d->groups[d->group_count++];
	*g = (struct digest_group){ .topic = t,
		.first = DATE_NONE,
		.last = DATE_NONE };
	return g;
}

/* Make a span of days, or none, reach to a day. */
static void
widen(int64_t *first, int64_t *last, int64_t day)
{
	if (*first == DATE_NONE || day < *first)
		*first = day;
	if (*last == DATE_NONE || day > *last)
		*last = day;
}

/*
 * Note the day of a paper.  Where a source's showing them counts, papers may be
 * far older than the mail's period.
 */
static void
note_day(struct digest *d, struct digest_group *g, int64_t instant)
{
	int64_t day = date_midnight(instant);

	if (g->topic->own_dates)
		return;
	widen(&g->first, &g->last, day);
	widen(&d->first, &d->last, day);
}

/* Add a paper that is only counted. */
static void
count_paper(struct digest *d, struct digest_group *g,
    const struct mail_paper *p)
{
	g->more++;
	d->more++;
	note_day(d, g, p->dated);
}

/* Add a paper that is shown.  Return 0 or -1. */
static int
add_paper(struct entry_cache *c, struct digest *d, struct digest_group *g,
    int64_t key)
{
	const struct entry *e = entry_cache_get(c, key, g->topic);

	if (e == NULL)
		return -1;
	g->papers =
	    array_grow_in(&c->arena, g->papers, g->count, sizeof(*g->papers));
	g->papers[g->count++] = (struct digest_paper){
		.entry = e,
		.people = describe_people(&c->arena, e),
		.gist = describe_contents(&c->arena, e->paper),
		.summarized = e->paper->summary != NULL,
	};
	note_day(d, g, e->published);
	d->shown++;
	return 0;
}

/* Leave out the topics that have nothing new. */
static void
drop_empty(struct digest *d)
{
	size_t i, n = 0;

	for (i = 0; i < d->group_count; i++) {
		if (d->groups[i].count + d->groups[i].more > 0)
			d->groups[n++] = d->groups[i];
	}
	d->group_count = n;
}

static void
add_page(struct arena *a, const struct digest *d, struct digest_group *g,
    const char *path, const char *title)
{
	g->pages[g->page_count++] = (struct digest_page){
		.url = arena_printf(a, "%s%s", d->config->site.url, path),
		.title = arena_string(a, title),
	};
}

/* Add the page of a month: of a topic or, for `all`, of the site. */
static void
add_month(struct arena *a, const struct digest *d, struct digest_group *g,
    int64_t day)
{
	char month[DATE_MONTH_SIZE], title[DATE_LONG_SIZE];

	date_format_month(day, month);
	date_format_long_month(day, title);
	add_page(a, d, g,
	    topic_is_all(g->topic) ?
		arena_printf(a, "month/%s.html", month) :
		arena_printf(a, "%s-%s.html", g->topic->slug, month),
	    title);
}

/*
 * Find the pages that will show a topic's papers still when the mail is read some
 * months later: of their months or, of all papers of one day, of that day.  The
 * topic's own page shows what is newest.
 */
static void
find_pages(struct arena *a, const struct digest *d, struct digest_group *g)
{
	const struct site *site = &d->config->site;
	char day[DATE_DAY_SIZE], title[DATE_LONG_SIZE];

	if (!topic_has_format(g->topic, "html"))
		return;
	if (!config_has_past(site) || g->first == DATE_NONE) {
		add_page(a, d, g, arena_printf(a, "%s.html", g->topic->slug),
		    "Page");
		return;
	}
	if (topic_is_all(g->topic) && g->first == g->last) {
		date_format_day(g->last, day);
		date_format_long(g->last, title);
		add_page(a, d, g, arena_printf(a, "day/%s.html", day), title);
		return;
	}
	add_month(a, d, g, g->first);
	if (date_month(g->first) != date_month(g->last))
		add_month(a, d, g, g->last);
}

/* Say of each paper when it was listed, if the mail has papers of several days. */
static void
note_days(struct arena *a, const struct digest *d, const struct digest_group *g)
{
	char text[DATE_LONG_SIZE];
	const char *day;
	size_t i;

	if (g->topic->own_dates || d->first == d->last)
		return;
	for (i = 0; i < g->count; i++) {
		date_format_long(g->papers[i].entry->published, text);
		/* Behind the weekday, and without the year. */
		day = strchr(text, ' ') + 1;
		g->papers[i].day = arena_printf(a, "%.*s",
		    (int)(strrchr(day, ' ') - day), day);
	}
}

/*
 * Gather what a mail says of papers that are in its order.  The digest has its
 * mail, configuration, id, date and period; the cache owns the rest.  Return 0, or -1
 * after a warning.
 */
int
digest_make(struct entry_cache *c, const struct mail_papers *list,
    struct digest *d)
{
	struct digest_group *g;
	size_t i;

	d->first = d->last = DATE_NONE;
	for (i = 0; i < d->mail->topic_count; i++)
		find_group(&c->arena, d, d->mail->topics[i]->slug);
	for (i = 0; i < list->count; i++) {
		g = find_group(&c->arena, d, list->papers[i].topic);
		if (list->papers[i].place == 0)
			count_paper(d, g, &list->papers[i]);
		else if (add_paper(c, d, g, list->papers[i].key) == -1)
			return -1;
	}
	drop_empty(d);
	if (d->first == DATE_NONE) {
		d->first = d->period.start;
		d->last = date_midnight(d->period.end - 1);
	}
	for (i = 0; i < d->group_count; i++) {
		find_pages(&c->arena, d, &d->groups[i]);
		note_days(&c->arena, d, &d->groups[i]);
	}
	return 0;
}

/* Is a link of an entry one that a mail shows?  Discussions are on the page. */
bool
digest_shows_link(const struct entry *e, size_t n)
{
	return e->related[n].href != e->discussion;
}

/* Say which papers a mail shows that has no room for all. */
const char *
digest_choice(const struct digest *d)
{
	return strcmp(d->mail->order, "date") == 0 ? "newest" :
						     "with the most votes";
}

/*
 * Write the days of a mail's papers: `Wednesday, 8 April 2026`,
 * `6–12 April 2026`, `30 March – 5 April 2026`.
 */
void
digest_span(const struct digest *d, char s[static DIGEST_SPAN_SIZE])
{
	char first[DATE_LONG_SIZE], last[DATE_LONG_SIZE];
	const char *from, *to;
	size_t same;

	date_format_long(d->first, first);
	date_format_long(d->last, last);
	if (d->first == d->last) {
		snprintf(s, DIGEST_SPAN_SIZE, "%s", last);
		return;
	}
	/* Behind the weekday: day, month and year. */
	from = strchr(first, ' ') + 1;
	to = strchr(last, ' ') + 1;
	if (strcmp(strchr(from, ' '), strchr(to, ' ')) == 0) {
		snprintf(s, DIGEST_SPAN_SIZE, "%.*s–%s",
		    (int)strcspn(from, " "), from, to);
		return;
	}
	same = strlen(from);
	if (strcmp(from + same - 4, to + strlen(to) - 4) == 0)
		same -= sizeof(" 2026") - 1;
	snprintf(s, DIGEST_SPAN_SIZE, "%.*s – %s", (int)same, from, to);
}

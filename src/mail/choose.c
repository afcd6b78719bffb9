/*
 * Chooses what a mail shows: each paper under the first of its topics, and of
 * those the first ones in the mail's order.  Papers that are late come last.
 */
#include "mail/choose.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "config/config.h"
#include "store/mails.h"

/* Compare numbers as qsort() wants it, the smaller one first. */
static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
by_key(const void *a, const void *b)
{
	const struct mail_paper *p = a, *q = b;
	int order = compare(p->key, q->key);

	return order != 0 ?
	    order :
	    compare((int64_t)p->topic_index, (int64_t)q->topic_index);
}

static int
by_date(const void *a, const void *b)
{
	const struct mail_paper *p = a, *q = b;
	int order = compare(p->late, q->late);

	if (order == 0)
		order = compare(q->dated, p->dated);
	return order != 0 ? order : compare(q->key, p->key);
}

static int
by_votes(const void *a, const void *b)
{
	const struct mail_paper *p = a, *q = b;
	int order = compare(p->late, q->late);

	if (order == 0)
		order = compare(q->upvotes, p->upvotes);
	return order != 0 ? order : by_date(a, b);
}

/* The places in their order, and behind them the papers without one. */
static int
by_place(const void *a, const void *b)
{
	const struct mail_paper *p = a, *q = b;

	if ((p->place == 0) != (q->place == 0))
		return p->place == 0 ? 1 : -1;
	return compare(p->place, q->place);
}

/* Keep of each paper the one under the first of its topics. */
static void
keep_first(struct mail_papers *list)
{
	size_t i, n = 0;

	if (list->count == 0)
		return;
	qsort(list->papers, list->count, sizeof(*list->papers), by_key);
	for (i = 1; i < list->count; i++) {
		if (list->papers[i].key != list->papers[n].key)
			list->papers[++n] = list->papers[i];
	}
	list->count = n + 1;
}

/* A paper that will have a place has this one until all are chosen. */
#define CHOSEN 1

/*
 * Choose the first papers of a topic, but no more than so many.  Return how many.
 */
static size_t
choose_share(struct mail_papers *list, size_t topic, size_t most)
{
	size_t i, n = 0;

	for (i = 0; i < list->count && n < most; i++) {
		if (list->papers[i].topic_index != topic)
			continue;
		list->papers[i].place = CHOSEN;
		n++;
	}
	return n;
}

/* Choose the first papers of any topic that are not chosen, up to so many. */
static void
choose_rest(struct mail_papers *list, size_t most)
{
	size_t i;

	for (i = 0; i < list->count && most > 0; i++) {
		if (list->papers[i].place == CHOSEN)
			continue;
		list->papers[i].place = CHOSEN;
		most--;
	}
}

/* Number the chosen papers, topic by topic, in the list's order. */
static void
number_places(struct mail_papers *list, size_t topics)
{
	size_t topic, i;
	int64_t place = 0;

	for (topic = 0; topic < topics; topic++) {
		for (i = 0; i < list->count; i++) {
			if (list->papers[i].topic_index == topic &&
			    list->papers[i].place != 0)
				list->papers[i].place = ++place;
		}
	}
}

/*
 * Give papers, which are in the mail's order, their places.  Each topic may show
 * the same share, so that a large one does not hide a small one (there is none if
 * the mail shows fewer papers than it has topics); the first papers of any topic
 * get what is left.
 */
static void
give_places(const struct mail *m, struct mail_papers *list)
{
	size_t left = (size_t)m->most, share = 0, topic;

	if (m->topic_count > 0)
		share = left / m->topic_count;
	for (topic = 0; topic < m->topic_count; topic++)
		left -= choose_share(list, topic, share);
	choose_rest(list, left);
	number_places(list, m->topic_count);
}

/*
 * Find the papers for a mail, in the order of the places that they get in it.
 * The query says whose papers and of which time; its topic is set here.  Papers
 * without a place are counted, because the mail has no room for them.  The arena
 * owns the list, which starts as { 0 }.  Return 0, or -1 after a warning.
 */
int
choose_papers(struct database *d, struct arena *a, const struct mail *m,
    const struct mail_query *query, struct mail_papers *list)
{
	struct mail_query q = *query;
	size_t i, before;

	for (i = 0; i < m->topic_count; i++) {
		q.topic = m->topics[i];
		before = list->count;
		if (mails_find(d, a, &q, list) == -1)
			return -1;
		for (; before < list->count; before++) {
			list->papers[before].topic_index = i;
			list->papers[before].late =
			    list->papers[before].dated < q.new_since;
		}
	}
	keep_first(list);
	if (list->count == 0)
		return 0;
	qsort(list->papers, list->count, sizeof(*list->papers),
	    strcmp(m->order, "date") == 0 ? by_date : by_votes);
	give_places(m, list);
	qsort(list->papers, list->count, sizeof(*list->papers), by_place);
	return 0;
}

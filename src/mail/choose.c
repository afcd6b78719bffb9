/*
 * Chooses what a mail shows: each paper under the first of its topics, and of
 * those the first ones in the mail's order.
 */
#include "mail/digest.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "config/config.h"

/* Compare numbers as qsort() wants it, the smaller one first. */
static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* `place` is the number of the topic in the mail until places are given. */
static int
by_key(const void *a, const void *b)
{
	const struct mail_paper *p = a, *q = b;
	int order = compare(p->key, q->key);

	return order != 0 ? order : compare(p->place, q->place);
}

static int
by_date(const void *a, const void *b)
{
	const struct mail_paper *p = a, *q = b;
	int order = compare(q->dated, p->dated);

	return order != 0 ? order : compare(q->key, p->key);
}

static int
by_votes(const void *a, const void *b)
{
	const struct mail_paper *p = a, *q = b;
	int order = compare(q->upvotes, p->upvotes);

	return order != 0 ? order : by_date(a, b);
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

/* The places in their order, and behind them the papers without one. */
static int
by_place(const void *a, const void *b)
{
	const struct mail_paper *p = a, *q = b;

	if ((p->place == 0) != (q->place == 0))
		return p->place == 0 ? 1 : -1;
	return compare(p->place, q->place);
}

/*
 * Mark the first `n` papers, in the list's order, that are not marked yet, of a
 * topic or, with -1, of all.  Marks are places that are not 0.  Return how many
 * were marked.
 */
static size_t
mark(struct mail_papers *list, const int64_t *topics, int64_t topic, size_t n)
{
	size_t i, marked = 0;

	for (i = 0; i < list->count && marked < n; i++) {
		if (list->papers[i].place != 0 ||
		    (topic != -1 && topics[i] != topic))
			continue;
		list->papers[i].place = 1;
		marked++;
	}
	return marked;
}

/*
 * Give the papers, which are in the mail's order, their places, topic by topic.
 * Each topic may show the same share of them, so that a large one does not hide a
 * small one; what is left goes to the first papers of any.
 */
static void
give_places(struct mail_papers *list, int64_t topics, size_t most)
{
	int64_t *of = calloc(list->count, sizeof(*of)), topic, place = 0;
	size_t i, left = most;

	if (of == NULL)
		err(EX_OSERR, NULL);
	for (i = 0; i < list->count; i++) {
		of[i] = list->papers[i].place;
		list->papers[i].place = 0;
	}
	for (topic = 0; topic < topics; topic++)
		left -= mark(list, of, topic, most / (size_t)topics);
	mark(list, of, -1, left);
	for (topic = 0; topic < topics; topic++) {
		for (i = 0; i < list->count; i++) {
			if (of[i] == topic && list->papers[i].place != 0)
				list->papers[i].place = ++place;
		}
	}
	free(of);
}

/*
 * Find the papers for a mail, in the order of the places that they get in it.  The wish
 * says whose papers and of which time; its topic is set here.  Papers without a
 * place are only counted, because the mail has no room for them.  The arena owns
 * the list, which starts as { 0 }.  Return 0, or -1 after a warning.
 */
int
digest_choose(struct database *d, struct arena *a, const struct mail *m,
    const struct mail_wish *wish, struct mail_papers *list)
{
	struct mail_wish w = *wish;
	size_t i, before;

	for (i = 0; i < m->topic_count; i++) {
		w.topic = m->topics[i];
		before = list->count;
		if (mails_find(d, a, &w, list) == -1)
			return -1;
		for (; before < list->count; before++)
			list->papers[before].place = (int64_t)i;
	}
	keep_first(list);
	if (list->count == 0)
		return 0;
	qsort(list->papers, list->count, sizeof(*list->papers),
	    strcmp(m->order, "date") == 0 ? by_date : by_votes);
	give_places(list, (int64_t)m->topic_count, (size_t)m->most);
	qsort(list->papers, list->count, sizeof(*list->papers), by_place);
	return 0;
}

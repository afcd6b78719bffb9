/*
 * Learns what papers like a topic's examples have, and keeps it.
 *
 * The threshold is fitted to the store's history: with it, as many papers a week
 * would have entered as the topic asks for.  History is the last year up to the
 * newest paper, and not what is behind a gap in it.
 */
#include "store/learning.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "topic/lesson.h"
#include "topic/likeness.h"
#include "topic/terms.h"
#include "topic/topic.h"
#include "store/database.h"
#include "store/examples.h"
#include "store/liked.h"
#include "store/paper_key.h"

/* Days of history. */
#define DAYS_LEAST 14  /* that tell how many papers a week are like examples */
#define DAYS_MOST  364 /* more would not be about today's papers */
#define DAYS_GAP   28  /* without a paper: history begins behind them */

/* At most one of so many papers is let in, however many are asked for. */
#define SHARE_MOST 2

/* Papers that may enter a topic: their keys ascend. */
struct history {
	const int64_t *keys;
	size_t count;
	int64_t days;
};

/* Find the part of the keys that is history. */
static struct history
find_history(const struct key_list *candidates)
{
	const int64_t day = paper_key_from(DATE_DAY);
	const int64_t *keys = candidates->keys;
	size_t first = candidates->count;
	int64_t newest, last;

	if (first == 0)
		return (struct history){ 0 };
	newest = last = paper_key_day_first(keys[first - 1]);
	for (; first > 0; first--) {
		if (keys[first - 1] <= newest - (DAYS_MOST - 1) * day ||
		    keys[first - 1] < last - DAYS_GAP * day)
			break;
		last = paper_key_day_first(keys[first - 1]);
	}
	return (struct history){ .keys = keys + first,
		.count = candidates->count - first,
		.days = (newest - last) / day + 1 };
}

/*
 * Begin what is_like() needs of a topic: its examples are found.  Return 0, or -1
 * after a warning; liked_free() frees it in both cases.
 */
int
learning_open(struct database *d, const struct topic *t, struct liked *l)
{
	struct arena a = { 0 };
	int ret = examples_find(d, &a, t, l->examples, NULL);

	arena_free(&a);
	l->likeness.threshold = LIKENESS_NEVER;
	if ((l->splitter = database_splitter(d)) == NULL)
		err(EX_OSERR, NULL);
	return ret;
}

/* Return how many examples of a topic the store has. */
int64_t
learning_examples(const struct liked *l)
{
	return (int64_t)(l->examples[EXAMPLE_LIKE].count +
	    l->examples[EXAMPLE_UNLIKE].count);
}

/*
 * Read what was learnt of a topic, for the rule that it has now, and how many
 * examples the store had then.  Return 1, 0 if there is nothing, or -1.
 */
int
learning_read(struct database *d, const struct topic *t, struct liked *l,
    int64_t *examples)
{
	sqlite3_stmt *q = database_statement(d, SQL_LEARNT);
	struct buf rule = { 0 };
	int ret;

	topic_describe(&rule, t);
	database_bind_text(q, ":topic", t->slug);
	database_bind_text(q, ":rule", rule.data);
	if ((ret = database_step(d, q)) == 1) {
		*examples = database_number(q, "examples");
		l->likeness.threshold = database_number(q, "threshold");
		/* Weights that are spoilt are learnt again. */
		if (likeness_unpack(&l->likeness, sqlite3_column_blob(q, 0),
			(size_t)sqlite3_column_bytes(q, 0)) == -1) {
			likeness_free(&l->likeness);
			l->likeness.threshold = LIKENESS_NEVER;
			ret = 0;
		}
		sqlite3_reset(q);
	}
	buf_free(&rule);
	return ret;
}

/* Keep what was learnt of a topic.  Return 0, or -1 after a warning. */
int
learning_keep(struct database *d, const struct topic *t, const struct liked *l)
{
	sqlite3_stmt *q = database_statement(d, SQL_KEEP_LEARNT);
	struct buf rule = { 0 }, weights = { 0 };
	int ret;

	topic_describe(&rule, t);
	buf_add(&weights, "", 0);
	likeness_pack(&weights, &l->likeness);
	database_bind_text(q, ":topic", t->slug);
	database_bind_text(q, ":rule", rule.data);
	database_bind_number(q, ":examples", learning_examples(l));
	database_bind_number(q, ":threshold", l->likeness.threshold);
	if (sqlite3_bind_blob(q, sqlite3_bind_parameter_index(q, ":weights"),
		weights.data, (int)weights.length, SQLITE_STATIC) != SQLITE_OK)
		errx(EX_SOFTWARE, "cannot bind the weights of a topic");
	ret = database_step(d, q);
	database_statement(d, SQL_KEEP_LEARNT);
	buf_free(&rule);
	buf_free(&weights);
	return ret;
}

/* Count the papers of the history that have each term of the examples. */
static int
count_papers(struct database *d, const struct history *h, struct liked *l,
    struct lesson *lesson)
{
	sqlite3_stmt *q = database_statement(d, SQL_PAPER_TEXTS);
	struct paper_texts texts;
	int more;

	database_bind_number(q, ":first", h->keys[0]);
	database_bind_number(q, ":last", h->keys[h->count - 1]);
	while ((more = database_step(d, q)) == 1) {
		texts = (struct paper_texts){
			.title = database_text(q, "title"),
			.keywords = database_text(q, "keywords"),
			.abstract = database_text(q, "abstract"),
		};
		if (terms_read(&l->terms, l->splitter, &texts) == -1)
			return -1;
		lesson_count(lesson, &l->terms);
	}
	return more;
}

/* The higher one first. */
static int
compare_scores(const void *a, const void *b)
{
	const int64_t *p = a, *q = b;

	return (*p < *q) - (*p > *q);
}

/*
 * Score the papers of the history that are no examples, into an array.  Return
 * how many there are, or -1.
 */
static int64_t
score_papers(struct database *d, const struct history *h, struct liked *l,
    int64_t *scores)
{
	sqlite3_stmt *q = database_statement(d, SQL_PAPER_TEXTS);
	struct paper_texts texts;
	int64_t key, count = 0;
	size_t i = 0;
	int more;

	database_bind_number(q, ":first", h->keys[0]);
	database_bind_number(q, ":last", h->keys[h->count - 1]);
	while ((more = database_step(d, q)) == 1) {
		key = database_number(q, "key");
		while (i < h->count && h->keys[i] < key)
			i++;
		if (i == h->count || h->keys[i] != key ||
		    key_list_has(&l->examples[EXAMPLE_LIKE], key) ||
		    key_list_has(&l->examples[EXAMPLE_UNLIKE], key))
			continue;
		texts = (struct paper_texts){
			.title = database_text(q, "title"),
			.keywords = database_text(q, "keywords"),
			.abstract = database_text(q, "abstract"),
		};
		if (liked_score(l, &texts, &scores[count++]) == -1)
			return -1;
	}
	return more == -1 ? -1 : count;
}

/* Choose the score that so many papers of each week reach. */
static int
fit_threshold(struct database *d, const struct history *h, int64_t about,
    struct liked *l)
{
	int64_t *scores, count, wanted = (about * h->days + 3) / 7;

	if (h->days < DAYS_LEAST)
		return 0;
	if ((scores = calloc(h->count + 1, sizeof(*scores))) == NULL)
		err(EX_OSERR, NULL);
	count = score_papers(d, h, l, scores);
	if (count > 0) {
		qsort(scores, (size_t)count, sizeof(*scores), compare_scores);
		if (wanted > count / SHARE_MOST)
			wanted = count / SHARE_MOST;
		if (wanted < 1)
			wanted = 1;
		l->likeness.threshold =
		    scores[wanted - 1] > 0 ? scores[wanted - 1] : 1;
	}
	free(scores);
	return count == -1 ? -1 : 0;
}

/*
 * Learn from a topic's examples, after learning_open().  The candidates are all
 * papers that the rest of its rule finds, by ascending keys.  With too little
 * history the threshold stays LIKENESS_NEVER.  Return 0, or -1 after a warning.
 */
int
learning_learn(struct database *d, const struct topic *t,
    const struct key_list *candidates, struct liked *l)
{
	struct history h = find_history(candidates);
	struct lesson lesson = { 0 };
	int ret = examples_add(d, t, l, &lesson);

	if (ret == 0 && h.count > 0)
		ret = count_papers(d, &h, l, &lesson);
	likeness_free(&l->likeness);
	l->likeness.threshold = LIKENESS_NEVER;
	if (ret == 0)
		lesson_learn(&lesson, &l->likeness);
	if (ret == 0 && l->likeness.count > 0)
		ret = fit_threshold(d, &h, t->about, l);
	lesson_free(&lesson);
	return ret;
}

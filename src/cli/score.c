/* Says how like a topic's examples papers are, and which words make it so. */
#include "cli/score.h"

#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/key_list.h"
#include "paper/paper.h"
#include "topic/shares.h"
#include "topic/topic.h"
#include "store/database.h"
#include "store/examples.h"
#include "store/liked.h"
#include "store/rule.h"

#define SHARES	8  /* terms of a paper that are named */
#define MISSING 10 /* examples that are named */

/* Print a score, which may be below 0, with three digits behind the point. */
void
score_print(int64_t score)
{
	int64_t thousandths = llabs((long long)score) * 1000 / LIKENESS_ONE;

	printf("%s%" PRId64 ".%03" PRId64, score < 0 ? "-" : "",
	    thousandths / 1000, thousandths % 1000);
}

/* Warn of examples that the store lacks.  Return 0, or -1 after a warning. */
int
score_warn_missing(struct database *d, const struct topic *t, const char *where)
{
	struct key_list keys[EXAMPLE_KINDS] = { 0 };
	struct name_list missing = { 0 };
	struct arena a = { 0 };
	size_t i;
	int kind, ret = examples_find(d, &a, t, keys, &missing);

	for (i = 0; i < missing.count && i < MISSING && ret == 0; i++)
		warnx("%s: the store has no paper '%.100s'", where,
		    missing.names[i]);
	if (i < missing.count && ret == 0)
		warnx("%s: and lacks %zu more of them", where,
		    missing.count - i);
	for (kind = 0; kind < EXAMPLE_KINDS; kind++)
		key_list_free(&keys[kind]);
	arena_free(&a);
	return ret;
}

/*
 * Print what a topic with examples asks for, and warn of those that the store
 * lacks.  Return 0, or -1 after a warning.
 */
int
score_print_about(struct database *d, const struct topic *t)
{
	struct liked l = { 0 };
	int ret = -1;

	if (score_warn_missing(d, t, t->slug) == -1 ||
	    rule_open_liked(d, t, &l) == -1)
		goto out;
	printf("%24s about %" PRId64 " papers a week like its examples: ", "",
	    t->about);
	if (l.likeness.threshold == LIKENESS_NEVER)
		puts("waits for two weeks of papers");
	else {
		fputs("a score from ", stdout);
		score_print(l.likeness.threshold);
		puts(" on");
	}
	ret = 0;
out:
	liked_free(&l);
	return ret;
}

/* Print how much of a score each of a paper's terms makes. */
static void
print_terms(const struct shares *s)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < s->count; i++)
		sum += s->shares[i].part > 0 ? s->shares[i].part : 0;
	for (i = 0; i < s->count && i < SHARES && sum > 0; i++)
		printf("%s%s %" PRId64 " %%", i == 0 ? ": " : ", ",
		    s->shares[i].text, s->shares[i].part * 100 / sum);
	putchar('\n');
}

/* Find the terms that make a paper's score.  Return 0, or -1 after a warning. */
static int
find_shares(struct database *d, struct liked *l, int64_t key, struct arena *a,
    struct shares *shares)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_PAPER_TEXTS);
	struct paper_texts texts;
	int ret;

	database_bind_number(q, ":first", key);
	database_bind_number(q, ":last", key);
	if (database_step(d, q) != 1)
		return -1;
	texts = (struct paper_texts){ .title = database_text(q, "title"),
		.keywords = database_text(q, "keywords"),
		.abstract = database_text(q, "abstract") };
	ret = shares_find(a, &l->likeness, l->splitter, &texts, shares);
	database_statement(d, SQL_PAPER_TEXTS);
	return ret;
}

/* Is a paper like the examples, or one of them? */
static bool
is_like(const struct liked *l, int64_t key, int64_t score)
{
	if (key_list_has(&l->examples[EXAMPLE_LIKE], key))
		return true;
	return !key_list_has(&l->examples[EXAMPLE_UNLIKE], key) &&
	    score >= l->likeness.threshold;
}

/*
 * Find out whether a paper is like the examples of a topic.  Return 0, or -1 after
 * a warning.
 */
int
score_reaches(struct database *d, const struct topic *t, int64_t key,
    bool *like)
{
	struct liked l = { 0 };
	struct shares shares;
	struct arena a = { 0 };
	int ret = -1;

	if (rule_open_liked(d, t, &l) == 0 &&
	    find_shares(d, &l, key, &a, &shares) == 0) {
		*like = is_like(&l, key, shares.score);
		ret = 0;
	}
	liked_free(&l);
	arena_free(&a);
	return ret;
}

/* Print a paper's score for a topic, and what makes it. */
static void
print_shares(const struct liked *l, int64_t key, const struct shares *shares)
{
	if (key_list_has(&l->examples[EXAMPLE_LIKE], key))
		fputs("it is an example; ", stdout);
	if (key_list_has(&l->examples[EXAMPLE_UNLIKE], key))
		fputs("it is a counter-example; ", stdout);
	fputs("score ", stdout);
	score_print(shares->score);
	if (l->likeness.threshold != LIKENESS_NEVER) {
		fputs(" of ", stdout);
		score_print(l->likeness.threshold);
	}
	print_terms(shares);
}

/*
 * Print a line with the score of a paper for a topic with examples, the threshold,
 * and the terms that make the score.  Return 0, or -1 after a warning.
 */
int
score_explain(struct database *d, const struct topic *t, int64_t key,
    int indent)
{
	struct liked l = { 0 };
	struct shares shares;
	struct arena a = { 0 };
	int ret = -1;

	if (rule_open_liked(d, t, &l) == 0 &&
	    find_shares(d, &l, key, &a, &shares) == 0) {
		printf("%*slike: ", indent, "");
		print_shares(&l, key, &shares);
		ret = 0;
	}
	liked_free(&l);
	arena_free(&a);
	return ret;
}

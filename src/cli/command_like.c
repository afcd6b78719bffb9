/* topics --like: the papers that are most like some examples. */
#include "cli/command_like.h"

#include <err.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/arena.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "store/highlight.h"
#include "store/liked.h"
#include "store/paper_row.h"
#include "store/ranking.h"
#include "store/rule.h"
#include "cli/command_paper.h"
#include "cli/score.h"

#define BEST 30 /* papers that are shown */

/* Print a paper of the list, behind its score. */
static int
print_ranked(struct database *d, const struct ranked *r)
{
	const struct hits none = { 0 };
	struct arena a = { 0 };
	struct paper p;
	int ret = paper_row_get(d, r->key, &a, &p);

	if (ret == 0) {
		score_print(r->score);
		fputs("  ", stdout);
		command_print_paper(&p, &none);
	}
	arena_free(&a);
	return ret;
}

/* Print the papers that are most like the examples, and what would enter. */
static int
print_best(struct database *d, struct liked *l)
{
	struct ranked best[BEST];
	size_t i, count;

	if (ranking_best(d, l, best, BEST, &count) == -1)
		return -1;
	if (count == 0)
		puts("no paper is like them");
	for (i = 0; i < count; i++) {
		if (print_ranked(d, &best[i]) == -1)
			return -1;
	}
	if (l->likeness.threshold == LIKENESS_NEVER) {
		puts("a topic of these examples waits until the store has two "
		     "weeks of papers");
		return 0;
	}
	printf("with about = %d, papers from a score of ", TOPIC_ABOUT);
	score_print(l->likeness.threshold);
	puts(" on would enter");
	return 0;
}

/*
 * Print the papers that are most like some examples, and not like others, which
 * may be NULL: names of papers, with blanks or commas between them.  Return the
 * exit status.
 */
int
command_like(struct database *d, const char *like, const char *unlike)
{
	const struct topic t = { .slug = "",
		.like = like,
		.unlike = unlike,
		.about = TOPIC_ABOUT };
	struct liked l = { 0 };
	int status = EX_IOERR;

	if (score_warn_missing(d, &t, "--like") == -1 ||
	    rule_open_liked(d, &t, &l) == -1)
		goto out;
	if (l.examples[EXAMPLE_LIKE].count == 0) {
		warnx("--like: none of the papers is in the store; an "
		      "identifier is like 2604.05015");
		status = EX_NOINPUT;
	} else if (print_best(d, &l) == 0)
		status = 0;
out:
	liked_free(&l);
	return status;
}

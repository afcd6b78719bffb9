/*
 * Asks arXiv what it knows of the papers that the store has, and keeps that.
 * What arXiv does is never a failure of the run: what it did not answer is asked
 * for by a later run.
 */
#include "arxiv/enrich.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "config/config_block.h"
#include "store/arxiv_facts.h"
#include "store/arxiv_state.h"
#include "store/database.h"
#include "fetch/client.h"
#include "arxiv/ask.h"
#include "arxiv/request.h"
#include "arxiv/same_paper.h"

/* Papers without an id that one run looks for, each with a request of its own. */
#define TITLES_MAX 3

/* A run that asks. */
struct enriching {
	struct database *database;
	const struct enrich_options *options;
	struct store_report *report;
	struct ask ask;
	size_t asked; /* papers */
	size_t known; /* of these */
	bool failed;  /* no more is asked */
};

/* Find the paper of an id in the last answer, or NULL. */
static const struct paper *
find_answer(const struct enriching *e, const char *id)
{
	const struct paper_list *l = &e->ask.answer.papers;
	size_t i;

	for (i = 0; i < l->count; i++) {
		if (strcmp(l->papers[i].id, id) == 0)
			return &l->papers[i];
	}
	return NULL;
}

/*
 * Store what the last answer says of some ids.  arXiv knows no paper that is
 * missing in an answer which is whole.
 */
static int
put_ids(struct enriching *e, const char *const *ids, size_t count)
{
	const struct paper *answer;
	int ret = 0;
	size_t i;

	for (i = 0; i < count && ret == 0; i++) {
		answer = find_answer(e, ids[i]);
		if (answer != NULL) {
			ret = arxiv_facts_put(e->database, answer,
			    e->options->now, e->report);
			e->known++;
		} else if (e->ask.answer.whole)
			ret = arxiv_facts_none(e->database, ids[i],
			    e->options->now);
	}
	return ret;
}

/* The same of a paper that was looked for by its title. */
static int
put_title(struct enriching *e, const struct paper *p)
{
	const struct paper_list *l = &e->ask.answer.papers;
	int64_t now = e->options->now;
	size_t i;

	for (i = 0; i < l->count; i++) {
		if (!same_paper(p, &l->papers[i]))
			continue;
		e->known++;
		return arxiv_facts_name(e->database, p->key, &l->papers[i], now,
		    e->report);
	}
	return arxiv_facts_nameless(e->database, p->key, now);
}

/*
 * arXiv refuses the request: if it names an id that it does not like, that one
 * must not keep it from answering the next run.
 */
static int
put_disliked(struct enriching *e, const char *const *ids, size_t count)
{
	int ret = 0;
	size_t i;

	for (i = 0; i < count && ret == 0; i++) {
		if (strstr(e->ask.answer.why, ids[i]) != NULL)
			ret = arxiv_facts_none(e->database, ids[i],
			    e->options->now);
	}
	return ret;
}

/*
 * Ask for a row of ids, and store the answer whole or not at all.  Return 0, or
 * -1 after a warning when the store fails.
 */
static int
ask_ids(struct enriching *e, const char *const *ids, size_t count)
{
	int (*put)(struct enriching *, const char *const *, size_t) = put_ids;

	request_write_ids(&e->ask.url, e->options->arxiv->url, ids, count);
	if (ask_send(&e->ask) == 0)
		e->asked += count;
	else
		e->failed = true;
	if (e->failed && !e->ask.answer.error)
		return 0;
	if (e->failed)
		put = put_disliked;
	if (database_begin(e->database) == -1)
		return -1;
	return database_end(e->database, put(e, ids, count));
}

/* The same for a title. */
static int
ask_title(struct enriching *e, const struct paper *p)
{
	if (!request_write_title(&e->ask.url, e->options->arxiv->url, p->title))
		answer_free(&e->ask.answer);
	else if (ask_send(&e->ask) == -1) {
		e->failed = true;
		return 0;
	}
	e->asked++;
	if (database_begin(e->database) == -1)
		return -1;
	return database_end(e->database, put_title(e, p));
}

/* Note that arXiv cannot know an id that is none of its own. */
static int
note_others(struct enriching *e, const struct name_list *ids)
{
	int ret = database_begin(e->database);
	size_t i;

	if (ret == -1)
		return -1;
	for (i = 0; i < ids->count && ret == 0; i++) {
		if (!request_may_name(ids->names[i]))
			ret = arxiv_facts_none(e->database, ids->names[i],
			    e->options->now);
	}
	return database_end(e->database, ret);
}

/*
 * Choose the ids that a request may name.  Return how many there are, in an array
 * that the arena owns.
 */
static size_t
choose(struct arena *a, const struct name_list *due, const char ***ids)
{
	size_t i, n = 0;

	*ids = arena_array(a, due->count, sizeof(**ids));
	for (i = 0; i < due->count; i++) {
		if (request_may_name(due->names[i]))
			(*ids)[n++] = due->names[i];
	}
	return n;
}

/* Ask for the papers that have an id, in batches. */
static int
enrich_ids(struct enriching *e, struct arena *a, int64_t before)
{
	const struct arxiv *arxiv = e->options->arxiv;
	struct name_list due = { 0 };
	const char **ids;
	size_t count, i, n;
	int ret;

	ret =
	    arxiv_facts_due(e->database, a, before, (size_t)arxiv->most, &due);
	if (ret == -1)
		return -1;
	count = choose(a, &due, &ids);
	if (count < due.count)
		ret = note_others(e, &due);
	for (i = 0; i < count && ret == 0 && !e->failed; i += n) {
		n = count - i < (size_t)arxiv->batch ? count - i :
						       (size_t)arxiv->batch;
		ret = ask_ids(e, ids + i, n);
	}
	return ret;
}

/* Look for papers that have none. */
static int
enrich_titles(struct enriching *e, int64_t before)
{
	struct paper_list unnamed = { 0 };
	size_t i;
	int ret;

	ret = arxiv_facts_unnamed(e->database, before, TITLES_MAX, &unnamed);
	for (i = 0; i < unnamed.count && ret == 0 && !e->failed; i++)
		ret = ask_title(e, &unnamed.papers[i]);
	paper_list_free(&unnamed);
	return ret;
}

/* Keep how arXiv was found, and when it may be asked again. */
static int
keep_state(const struct enriching *e)
{
	const struct arxiv_state state = { .attempted = e->options->now,
		.succeeded = e->failed ? DATE_NONE : e->options->now,
		.error = e->failed ? e->ask.why.data : NULL };
	int ret = database_begin(e->database);

	if (ret == -1)
		return -1;
	if ((ret = arxiv_state_keep(e->database, &state)) == 0)
		ret = client_keep(e->options->client);
	return database_end(e->database, ret);
}

static void
print_told(const struct enriching *e)
{
	const char *url = e->options->arxiv->url;

	if (e->asked > 0)
		printf("arxiv %s: papers: %zu asked for, %zu known\n", url,
		    e->asked, e->known);
	if (e->failed)
		printf("arxiv %s: %s; a later run asks again\n", url,
		    e->ask.why.data);
	else if (e->ask.why.length > 0)
		printf("arxiv %s: %s\n", url, e->ask.why.data);
}

/*
 * Ask arXiv for the papers that it was never asked for, the newest first, then for
 * those that it was asked for long ago, and last look for a few that have no id.
 * After a request that fails there is no other.  Papers that changed for readers
 * are counted in the report.  Return 0, whatever arXiv does, or -1 after a
 * warning when the store fails.
 */
int
enrich(struct database *d, const struct enrich_options *options,
    struct store_report *report)
{
	struct enriching e = { .database = d,
		.options = options,
		.report = report,
		.ask = { .client = options->client,
		    .timeout = ENRICH_SECONDS } };
	int64_t before = options->now - options->arxiv->refresh * DATE_DAY;
	struct arena a = { 0 };
	int ret;

	ret = enrich_ids(&e, &a, before);
	if (ret == 0 && !e.failed)
		ret = enrich_titles(&e, before);
	if (ret == 0 && e.ask.sent > 0)
		ret = keep_state(&e);
	if (options->verbose)
		print_told(&e);
	ask_free(&e.ask);
	arena_free(&a);
	return ret;
}

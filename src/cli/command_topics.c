/* topics: how many papers topics have, and what a query would find. */
#include "cli/command.h"

#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "paper/paper.h"
#include "topic/query.h"
#include "topic/topic.h"
#include "store/counts.h"
#include "store/highlight.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "store/paper_row.h"
#include "store/papers.h"
#include "store/rule.h"
#include "cli/command_like.h"
#include "cli/command_paper.h"
#include "cli/score.h"
#include "cli/trend_table.h"
#include "cli/confine.h"

/* Newest papers that `topics -t` shows. */
#define SAMPLE 20

/* Options without a letter. */
enum { OPTION_PAPER = 1, OPTION_TREND, OPTION_LIKE, OPTION_UNLIKE };

/* What is asked for. */
struct request {
	const char *query;  /* -t, or NULL */
	const char *paper;  /* --paper, or NULL */
	const char *like;   /* --like, or NULL */
	const char *unlike; /* --unlike, or NULL */
	bool trend;
};

/* Does a topic look for what only arXiv says? */
static bool
asks_arxiv(const struct topic *t)
{
	return t->category != NULL ||
	    (t->match != NULL && query_asks_arxiv(t->match));
}

/* Say which topics look for what arXiv says although it is not asked. */
static void
warn_of_arxiv(const struct config *config)
{
	size_t i;

	for (i = 0; i < config->topic_count && !config->arxiv.enrich; i++) {
		if (asks_arxiv(&config->topics[i]))
			warnx("%s looks for categories or comments, which "
			      "arXiv is not asked for: \"enrich = yes\" in a "
			      "block arxiv does",
			    config->topics[i].slug);
	}
}

static int
list_topics(struct context *c, struct database *d)
{
	struct topic_counts m;
	size_t i;

	warn_of_arxiv(&c->config);
	for (i = 0; i < c->config.topic_count; i++) {
		if (rule_count(d, &c->config.topics[i], &m) == -1)
			return EX_IOERR;
		command_print_topic(&c->config.topics[i], m.count, m.newest);
		if (topic_has_examples(&c->config.topics[i]) &&
		    score_print_about(d, &c->config.topics[i]) == -1)
			return EX_IOERR;
	}
	return 0;
}

/* Count a topic's papers of the weeks up to a day. */
static int
count_weeks(struct database *d, const struct topic *t, int64_t newest,
    struct topic_counts *m)
{
	struct key_list held = { 0 };
	size_t i;
	int ret = rule_find(d, t, INT64_MIN, INT64_MAX, &held);

	counts_start(m, newest);
	for (i = 0; i < held.count; i++)
		counts_add(m, paper_key_listed(held.keys[i]));
	key_list_free(&held);
	return ret;
}

static int
show_trend(struct context *c, struct database *d)
{
	/* Include papers that are in no topic without a source. */
	static const struct topic every = { .slug = "all" };
	const struct config *config = &c->config;
	struct topic_counts *counts;
	int64_t newest;
	struct arena a = { 0 };
	struct buf out = { 0 };
	size_t i;
	int found, status = 0;

	found = membership_newest(d, &every, INT64_MIN, INT64_MAX, &newest);
	if (found == -1)
		return EX_IOERR;
	if (found == 0) {
		puts("no papers yet");
		return 0;
	}
	counts = arena_array(&a, config->topic_count, sizeof(*counts));
	for (i = 0; i < config->topic_count && status == 0; i++) {
		if (count_weeks(d, &config->topics[i], paper_key_listed(newest),
			&counts[i]) == -1)
			status = EX_IOERR;
	}
	if (status == 0) {
		trend_table_write(&out,
		    &(struct trend_table){ .topics = config->topics,
			.counts = counts,
			.topic_count = config->topic_count,
			.now = c->now,
			.bars = isatty(STDOUT_FILENO) });
		fwrite(out.data, 1, out.length, stdout);
	}
	buf_free(&out);
	arena_free(&a);
	return status;
}

/* Print one of the papers that a query finds, with the words it found. */
static int
print_found(struct database *d, const char *query, int64_t key)
{
	struct paper p;
	struct hits hits;
	struct arena a = { 0 };
	int ret = -1;

	if (paper_row_get(d, key, &a, &p) == 0 &&
	    highlight_find(d, &a, query, key, &hits) != -1) {
		command_print_paper(&p, &hits);
		command_print_hits(&hits, 1, 24);
		ret = 0;
	}
	arena_free(&a);
	return ret;
}

/* Print how many papers a query finds, and the newest of them. */
static int
try_query(struct database *d, const char *query)
{
	const struct topic t = { .slug = "", .query = query };
	struct key_list found = { 0 };
	size_t i;
	int ret = rule_find(d, &t, INT64_MIN, INT64_MAX, &found);

	if (ret == 0)
		printf("%zu paper%s%s\n", found.count,
		    found.count == 1 ? "" : "s",
		    found.count > SAMPLE ? ", the newest:" : "");
	for (i = 0; i < found.count && i < SAMPLE && ret == 0; i++)
		ret = print_found(d, query, found.keys[found.count - 1 - i]);
	key_list_free(&found);
	return ret == 0 ? 0 : EX_IOERR;
}

static int
answer(struct context *c, struct database *d, const struct request *r)
{
	struct buf query = { 0 };
	struct query_error error;
	int status;

	if (r->query != NULL &&
	    query_compile(&query, r->query, false, &error) == -1) {
		warnx("query: character %zu: %s", error.column, error.text);
		return EX_USAGE;
	}
	if (r->query != NULL && query_small_operator(r->query, &error))
		warnx("query: character %zu: %s", error.column, error.text);
	if (r->paper != NULL)
		status = command_explain(c, d, r->paper, r->query);
	else if (r->like != NULL)
		status = command_like(d, r->like, r->unlike);
	else if (r->trend)
		status = show_trend(c, d);
	else if (r->query != NULL)
		status = try_query(d, query.data);
	else
		status = list_topics(c, d);
	buf_free(&query);
	return status;
}

/* topics [-t QUERY] [--paper ID] [--like IDS [--unlike IDS]] [--trend] */
int
command_topics(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "like", required_argument, NULL, OPTION_LIKE },
		{ "paper", required_argument, NULL, OPTION_PAPER },
		{ "trend", no_argument, NULL, OPTION_TREND },
		{ "try", required_argument, NULL, 't' },
		{ "unlike", required_argument, NULL, OPTION_UNLIKE },
		{ NULL, 0, NULL, 0 },
	};
	struct request r = { 0 };
	struct database *store;
	int o, status;

	while ((o = getopt_long(argc, argv, "t:", options, NULL)) != -1) {
		if (o == 't')
			r.query = optarg;
		else if (o == OPTION_PAPER)
			r.paper = optarg;
		else if (o == OPTION_TREND)
			r.trend = true;
		else if (o == OPTION_LIKE)
			r.like = optarg;
		else if (o == OPTION_UNLIKE)
			r.unlike = optarg;
		else
			return command_bad_option(argv);
	}
	if (optind < argc)
		return command_usage("topics takes no arguments; a query of "
				     "several words stands in quotes");
	if (r.like != NULL && (r.query != NULL || r.paper != NULL || r.trend))
		return command_usage("--like goes with neither -t, --paper nor "
				     "--trend");
	if (r.unlike != NULL && r.like == NULL)
		return command_usage("--unlike goes with --like");
	if (r.trend && (r.query != NULL || r.paper != NULL))
		return command_usage("--trend goes with neither -t nor "
				     "--paper");
	if ((status = command_confine(c, &(struct needs){ 0 })) != 0)
		return status;
	if ((status = database_open(&store, c->config.site.database,
		 DATABASE_READ)) != 0)
		return status;
	if (database_begin_reading(store) == -1)
		status = EX_IOERR;
	else
		status = answer(c, store, &r);
	database_close(store);
	return status;
}

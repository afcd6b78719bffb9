/* What the topics hold, and what a query would find. */
#include "command.h"

#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <sysexits.h>

#include "buf.h"
#include "date.h"
#include "paper.h"
#include "query.h"
#include "store.h"
#include "topic.h"

/* Newest papers that `topics -t` shows. */
#define SAMPLE 20

static int
list_topics(struct context *c, struct store *s)
{
	struct topic_measure m;
	size_t i;

	for (i = 0; i < c->config.topic_count; i++) {
		if (topic_measure(store_database(s), &c->config.topics[i],
			&m) == -1)
			return EX_IOERR;
		command_print_topic(&c->config.topics[i], m.count, m.newest);
	}
	return 0;
}

/* What a query finds: how many papers, and the newest ones. */
static int
try_query(struct store *s, const char *text)
{
	struct topic t = { .slug = "", .match = text };
	struct topic_measure m;
	struct paper_list l = { 0 };
	struct buf query = { 0 };
	struct query_error error;
	char day[DATE_DAY_SIZE];
	size_t i;
	int status = EX_IOERR;

	if (query_compile(&query, text, &error) == -1) {
		warnx("query: character %zu: %s", error.column, error.text);
		status = EX_USAGE;
		goto out;
	}
	t.query = query.data;
	if (topic_measure(store_database(s), &t, &m) == -1 ||
	    topic_select(store_database(s), &t, SAMPLE, &l) == -1)
		goto out;
	printf("%lld papers%s\n", (long long)m.count,
	    m.count > SAMPLE ? ", the newest:" : "");
	for (i = 0; i < l.count; i++) {
		date_format_day(l.papers[i].listed, day);
		printf("%s  %-10s  %s\n", day,
		    l.papers[i].id == NULL ? "-" : l.papers[i].id,
		    l.papers[i].title);
	}
	status = 0;
out:
	paper_list_free(&l);
	buf_free(&query);
	return status;
}

/* topics [-t QUERY] */
int
command_topics(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "try", required_argument, NULL, 't' }, { NULL, 0, NULL, 0 }
	};
	const char *query = NULL;
	struct store *store;
	int o, status;

	while ((o = getopt_long(argc, argv, "t:", options, NULL)) != -1) {
		if (o != 't')
			return command_bad_option(argv);
		query = optarg;
	}
	if (optind < argc)
		return command_usage("topics takes no arguments");
	if ((status = store_open(&store, c->config.site.database,
		 DATABASE_READ)) != 0)
		return status;
	if (store_begin_reading(store) == -1)
		status = EX_IOERR;
	else if (query == NULL)
		status = list_topics(c, store);
	else
		status = try_query(store, query);
	store_close(store);
	return status;
}

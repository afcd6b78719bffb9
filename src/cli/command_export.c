/* The records, as lines of JSON. */
#include "cli/command.h"

#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "paper/paper.h"
#include "paper/record_json.h"
#include "topic/topic.h"
#include "store/papers.h"
#include "store/rule.h"

/* A topic, and which papers are in it: row keys. */
struct membership {
	const struct topic *topic;
	struct key_list held;
};

struct export
{
	struct membership *topics;
	size_t topic_count;
	const struct topic *wanted; /* NULL: any */
	struct buf line;
};

static int
export_paper(void *context, const struct paper *p)
{
	struct export *e = context;
	struct name_list slugs = { 0 };
	struct arena a = { 0 };
	bool wanted = e->wanted == NULL;
	size_t i;

	for (i = 0; i < e->topic_count; i++) {
		if (!key_list_has(&e->topics[i].held, p->key))
			continue;
		wanted = wanted || e->topics[i].topic == e->wanted;
		/* That it is one of all needs no saying. */
		if (topic_is_all(e->topics[i].topic))
			continue;
		paper_add_name(&a, &slugs, e->topics[i].topic->slug,
		    strlen(e->topics[i].topic->slug));
	}
	if (wanted) {
		buf_clear(&e->line);
		record_json_write(&e->line, p, &slugs);
		fwrite(e->line.data, 1, e->line.length, stdout);
	}
	arena_free(&a);
	return ferror(stdout) ? -1 : 0;
}

static int
export_records(struct context *c, struct database *s,
    const struct topic *wanted, int64_t since)
{
	struct export e = { .wanted = wanted };
	struct arena a = { 0 };
	size_t i;
	int status = EX_IOERR;

	e.topics = arena_array(&a, c->config.topic_count, sizeof(*e.topics));
	/* Topics and records must be of one moment. */
	if (database_begin_reading(s) == -1)
		goto out;
	for (i = 0; i < c->config.topic_count; i++) {
		if (topic_has_members(&c->config.topics[i]))
			e.topics[e.topic_count++].topic = &c->config.topics[i];
	}
	for (i = 0; i < e.topic_count; i++) {
		if (rule_find(s, e.topics[i].topic, INT64_MIN, INT64_MAX,
			&e.topics[i].held) == -1)
			goto out;
	}
	/* flush_output() reports a failed write at the end. */
	if (papers_each(s, since, export_paper, &e) == 0 || ferror(stdout))
		status = 0;
out:
	for (i = 0; i < e.topic_count; i++)
		key_list_free(&e.topics[i].held);
	arena_free(&a);
	buf_free(&e.line);
	return status;
}

/* export [-t TOPIC] [-s SINCE] */
int
command_export(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "since", required_argument, NULL, 's' },
		{ "topic", required_argument, NULL, 't' }, { NULL, 0, NULL, 0 }
	};
	const struct topic *topic = NULL;
	struct database *store;
	int64_t since = 0;
	int o, status;

	while ((o = getopt_long(argc, argv, "s:t:", options, NULL)) != -1) {
		if (o == 's' && date_parse_instant(optarg, &since) == 0)
			continue;
		if (o == 's') {
			warnx("-s %s: neither YYYY-MM-DD nor "
			      "YYYY-MM-DDTHH:MM:SSZ",
			    optarg);
			return EX_USAGE;
		}
		if (o != 't')
			return command_bad_option(argv);
		if ((topic = config_find_topic(&c->config, optarg)) == NULL) {
			warnx("-t %s: no such topic; \"paperfeed topics\" "
			      "names them",
			    optarg);
			return EX_USAGE;
		}
	}
	if (optind < argc)
		return command_usage("export takes no arguments");
	/* `all` filters nothing, unless a source stays out of it. */
	if (topic != NULL && !topic_has_members(topic))
		topic = NULL;
	if ((status = database_open(&store, c->config.site.database,
		 DATABASE_READ)) != 0)
		return status;
	status = export_records(c, store, topic, since);
	database_close(store);
	return status;
}

/* The records: as lines of JSON, as a table, as references. */
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
#include "paper/record_csv.h"
#include "paper/record_json.h"
#include "topic/topic.h"
#include "store/papers.h"
#include "store/rule.h"
#include "feed/bibtex.h"
#include "cli/confine.h"

/* A topic, and which papers are in it: row keys. */
struct membership {
	const struct topic *topic;
	struct key_list held;
};

/* Add a paper with the slugs of its topics. */
typedef void write_record(struct buf *, const struct paper *,
    const struct name_list *);

/* References name no topics; a blank line is between two. */
static void
write_reference(struct buf *out, const struct paper *p,
    const struct name_list *topics)
{
	(void)topics;
	bibtex_write_paper(out, p);
	buf_putc(out, '\n');
}

static const struct format {
	const char *name;
	write_record *write;
	void (*write_header)(struct buf *);
} formats[] = {
	{ "json", record_json_write, NULL },
	{ "csv", record_csv_write, record_csv_write_header },
	{ "bibtex", write_reference, NULL },
};

#define FORMATS (sizeof(formats) / sizeof(formats[0]))

struct export
{
	struct membership *topics;
	size_t topic_count;
	const struct topic *wanted; /* NULL: any */
	const struct format *format;
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
		e->format->write(&e->line, p, &slugs);
		fwrite(e->line.data, 1, e->line.length, stdout);
	}
	arena_free(&a);
	return ferror(stdout) ? -1 : 0;
}

/* What is asked for. */
struct what {
	const struct topic *topic; /* NULL: any */
	const struct format *format;
	int64_t since;
};

static int
export_records(struct context *c, struct database *s, const struct what *what)
{
	struct export e = { .wanted = what->topic, .format = what->format };
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
	if (e.format->write_header != NULL) {
		e.format->write_header(&e.line);
		fwrite(e.line.data, 1, e.line.length, stdout);
	}
	/* flush_output() reports a failed write at the end. */
	if (papers_each(s, what->since, export_paper, &e) == 0 ||
	    ferror(stdout))
		status = 0;
out:
	for (i = 0; i < e.topic_count; i++)
		key_list_free(&e.topics[i].held);
	arena_free(&a);
	buf_free(&e.line);
	return status;
}

static int
set_since(struct what *what, const char *text)
{
	if (date_parse_instant(text, &what->since) == 0)
		return 0;
	warnx("-s %s: neither YYYY-MM-DD nor YYYY-MM-DDTHH:MM:SSZ", text);
	return EX_USAGE;
}

static int
set_topic(struct what *what, const struct config *config, const char *slug)
{
	if ((what->topic = config_find_topic(config, slug)) != NULL)
		return 0;
	warnx("-t %s: no such topic; \"paperfeed topics\" names them", slug);
	return EX_USAGE;
}

static int
set_format(struct what *what, const char *name)
{
	size_t i;

	for (i = 0; i < FORMATS; i++) {
		what->format = &formats[i];
		if (strcmp(name, formats[i].name) == 0)
			return 0;
	}
	warnx("--format %s: neither json, csv nor bibtex", name);
	return EX_USAGE;
}

/* export [-t TOPIC] [-s SINCE] [--format FORMAT] */
int
command_export(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "format", required_argument, NULL, 'f' },
		{ "since", required_argument, NULL, 's' },
		{ "topic", required_argument, NULL, 't' }, { NULL, 0, NULL, 0 }
	};
	struct what what = { .format = &formats[0] };
	struct database *store;
	int o, status = 0;

	while (status == 0 &&
	    (o = getopt_long(argc, argv, "s:t:", options, NULL)) != -1) {
		if (o == 's')
			status = set_since(&what, optarg);
		else if (o == 't')
			status = set_topic(&what, &c->config, optarg);
		else if (o == 'f')
			status = set_format(&what, optarg);
		else
			status = command_bad_option(argv);
	}
	if (status != 0)
		return status;
	if (optind < argc)
		return command_usage("export takes no arguments");
	/* `all` filters nothing, unless a source stays out of it. */
	if (what.topic != NULL && !topic_has_members(what.topic))
		what.topic = NULL;
	if ((status = command_confine(c, &(struct needs){ 0 })) != 0)
		return status;
	if ((status = database_open(&store, c->config.site.database,
		 DATABASE_READ)) != 0)
		return status;
	status = export_records(c, store, &what);
	database_close(store);
	return status;
}

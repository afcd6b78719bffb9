/*
 * Options and commands.  Only this file knows the order of the stages, and
 * only it asks for the clock, the environment and the arguments.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "buf.h"
#include "config.h"
#include "date.h"
#include "listing.h"
#include "lock.h"
#include "paper.h"
#include "publish.h"
#include "query.h"
#include "store.h"
#include "topic.h"
#include "write_record.h"

/* Papers after which an import makes what it has read last. */
#define BATCH	5000

/* Newest papers that `topics -t` shows. */
#define SAMPLE	20

/* What a command needs to know of the world. */
struct context {
	struct config	 config;
	int64_t		 now;
	bool		 quiet;
	bool		 verbose;
};

/* A run that writes: its lock and store are taken when first needed. */
struct run {
	struct context		*context;
	struct store		*store;
	struct store_report	 report;
	size_t			 pending;	/* papers not committed */
	int			 status;
};

struct command {
	const char	*name;
	const char	*arguments;
	const char	*purpose;
	int		(*run)(struct context *, int, char **);
};

static int	 command_import(struct context *, int, char **);
static int	 command_publish(struct context *, int, char **);
static int	 command_topics(struct context *, int, char **);
static int	 command_export(struct context *, int, char **);

static const struct command	 commands[] = {
	{ "import", "[-d DATE] FILE...",
	    "read saved listings (- is standard input), then publish",
	    command_import },
	{ "publish", "",
	    "write the output from the store alone",
	    command_publish },
	{ "topics", "[-t QUERY]",
	    "topics with paper counts and newest date; -t tries a query",
	    command_topics },
	{ "export", "[-t TOPIC] [-s SINCE]",
	    "records as JSON lines",
	    command_export },
};

#define COMMANDS	(sizeof(commands) / sizeof(commands[0]))

static void
print_help(void)
{
	size_t	 i;

	puts("Usage: paperfeed [-c FILE] [-q | -v] COMMAND [ARGUMENT ...]\n"
	    "Turn Hugging Face's Daily Papers into Atom and RSS feeds, a pair "
	    "per topic.\n\nCommands:");
	for (i = 0; i < COMMANDS; i++)
		printf("  %s%s%s\n        %s\n", commands[i].name,
		    commands[i].arguments[0] == '\0' ? "" : " ",
		    commands[i].arguments, commands[i].purpose);
	puts("\nOptions:\n"
	    "  -c, --config FILE   configuration, instead of ./paperfeed.conf\n"
	    "                      or " SYSCONFDIR "/paperfeed.conf\n"
	    "  -q, --quiet         no summary, even on a terminal\n"
	    "  -v, --verbose       a line for each listing, and the summary\n"
	    "  -h, --help          this text\n"
	    "  -V, --version       the version\n\n"
	    "Options of commands:\n"
	    "  -d, --date DATE     day the listings were saved (YYYY-MM-DD)\n"
	    "  -t, --topic TOPIC   records of one topic only (export)\n"
	    "  -t, --try QUERY     what a query finds (topics)\n"
	    "  -s, --since SINCE   records listed or changed since a day or\n"
	    "                      instant (YYYY-MM-DD[THH:MM:SSZ])\n\n"
	    "Manual: paperfeed(1), paperfeed.conf(5)");
}

static int
usage(const char *what)
{
	warnx("%s; see \"paperfeed --help\"", what);
	return EX_USAGE;
}

/*
 * Of several failures the one that tells most: configuration, store, output,
 * then the sources.
 */
static int
worst(int a, int b)
{
	static const int	 order[] = { EX_CONFIG, EX_IOERR, EX_CANTCREAT,
	    EX_DATAERR, EX_NOINPUT, EX_UNAVAILABLE, EX_TEMPFAIL };
	size_t			 i;

	for (i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (a == order[i] || b == order[i])
			return order[i];
	}
	return a != 0 ? a : b;
}

/* One line for people: on a terminal, or when asked for. */
static bool
tells(const struct context *c)
{
	return c->verbose || (!c->quiet && isatty(STDOUT_FILENO));
}

/* Everything said must have arrived: a full disk is no success. */
static int
flush_output(int status)
{
	if (fflush(stdout) == EOF || ferror(stdout)) {
		warn("standard output");
		return worst(status, EX_IOERR);
	}
	return status;
}

static int
open_for_writing(struct context *c, struct store **store)
{
	struct buf	 path = { 0 };
	int		 status;

	buf_printf(&path, "%s.lock", c->config.site.database);
	status = lock_take(path.data);
	buf_free(&path);
	if (status != 0)
		return status;
	return store_open(store, c->config.site.database, DATABASE_WRITE);
}

/* Read a file, or standard input for "-".  Return 0 or the exit status. */
static int
read_file(struct buf *bytes, const char *name)
{
	int	 fd = STDIN_FILENO, ret = 0;

	if (strcmp(name, "-") != 0 &&
	    (fd = open(name, O_RDONLY | O_CLOEXEC)) == -1) {
		warn("%s", name);
		return EX_NOINPUT;
	}
	buf_clear(bytes);
	if (buf_read_fd(bytes, fd) == -1) {
		warn("%s", name);
		ret = EX_NOINPUT;
	} else if (bytes->full) {
		warnx("%s: it is larger than 32 MiB", name);
		ret = EX_DATAERR;
	}
	if (fd != STDIN_FILENO)
		close(fd);
	return ret;
}

/* Put a listing into the store.  Return 0, or what ends the run. */
static int
store_listing(struct run *r, const struct listing *l)
{
	size_t	 new = r->report.new;
	int	 status;

	if (r->store == NULL &&
	    (status = open_for_writing(r->context, &r->store)) != 0)
		return status;
	if (r->pending == 0 && store_begin(r->store) == -1)
		return EX_IOERR;
	if (store_put(r->store, l, &r->report) == -1)
		return EX_IOERR;
	r->pending += l->papers.count;
	if (r->context->verbose)
		printf("%s: %s %s: %zu papers, %zu new\n", l->name,
		    paper_kind_names[l->kind], l->label == NULL ? "listing" :
		    l->label, l->papers.count, r->report.new - new);
	if (r->pending >= BATCH) {
		r->pending = 0;
		return store_commit(r->store) == -1 ? EX_IOERR : 0;
	}
	return 0;
}

/*
 * Read one saved listing into the store.  A bad one is noted in the run's
 * status.  Return 0, or what ends the run.
 */
static int
import_file(struct run *r, struct buf *bytes, const char *name, int64_t asked)
{
	struct listing	 l = {
		.name = strcmp(name, "-") == 0 ? "standard input" : name,
		.asked = asked,
		.now = r->context->now,
	};
	int		 status;

	if ((status = read_file(bytes, name)) != 0) {
		r->status = worst(r->status, status);
		return 0;
	}
	if (listing_read(&l, bytes->length == 0 ? "" : bytes->data,
	    bytes->length) == -1) {
		r->status = worst(r->status, EX_DATAERR);
		return 0;
	}
	/* Nothing may be listed on a weekend: then there is no news. */
	if (l.papers.count > 0)
		status = store_listing(r, &l);
	listing_free(&l);
	return status;
}

/* Publish what the store holds and say so.  Return the exit status. */
static int
publish_store(struct context *c, struct store *s,
    const struct store_report *seen)
{
	struct publish_report	 report = { 0 };
	int			 status;

	status = publish(s, &c->config, c->now, &report);
	if (status != 0 || !tells(c))
		return status;
	if (seen != NULL)
		printf("%zu papers read, %zu new, %zu changed; ", seen->seen,
		    seen->new, seen->changed);
	printf("%zu files written, %zu unchanged in %s\n", report.written,
	    report.unchanged, c->config.site.output);
	return 0;
}

static int
import_files(struct context *c, char **names, int64_t asked)
{
	struct run	 r = { .context = c };
	struct buf	 bytes = { .max = LISTING_MAX };
	int		 status = 0;

	for (; *names != NULL && status == 0; names++)
		status = import_file(&r, &bytes, *names, asked);
	buf_free(&bytes);
	if (status == 0 && r.pending > 0 && store_commit(r.store) == -1)
		status = EX_IOERR;
	/* Without a single good listing nothing is published. */
	if (status == 0 && r.store != NULL)
		status = publish_store(c, r.store, &r.report);
	store_close(r.store);
	return worst(status, r.status);
}

static int
command_import(struct context *c, int argc, char **argv)
{
	static const struct option	 options[] = {
		{ "date", required_argument, NULL, 'd' },
		{ NULL, 0, NULL, 0 }
	};
	int64_t				 asked = DATE_NONE;
	int				 o;

	while ((o = getopt_long(argc, argv, "d:", options, NULL)) != -1) {
		if (o != 'd')
			return usage("import");
		if (date_parse_day(optarg, &asked) == -1)
			return usage("-d wants a date as YYYY-MM-DD");
		/* Midnight comes earlier east of Greenwich. */
		if (asked > c->now + DATE_DAY)
			return usage("-d names a day that is still to come");
	}
	if (optind == argc)
		return usage("import wants files");
	return import_files(c, argv + optind, asked);
}

static int
command_publish(struct context *c, int argc, char **argv)
{
	static const struct option	 options[] = { { NULL, 0, NULL, 0 } };
	struct store			*store = NULL;
	int				 status;

	if (getopt_long(argc, argv, "", options, NULL) != -1 || optind < argc)
		return usage("publish takes no arguments");
	if (access(c->config.site.database, F_OK) == -1) {
		warn("%s", c->config.site.database);
		return EX_NOINPUT;
	}
	status = open_for_writing(c, &store);
	if (status == 0)
		status = publish_store(c, store, NULL);
	store_close(store);
	return status;
}

/* Slug, count, day of the newest paper, title. */
static int
list_topics(struct context *c, struct store *s)
{
	const struct topic	*t;
	struct topic_measure	 m;
	char			 day[DATE_DAY_SIZE] = "-";
	size_t			 i;

	for (i = 0; i < c->config.topic_count; i++) {
		t = &c->config.topics[i];
		if (topic_measure(store_database(s), t, &m) == -1)
			return EX_IOERR;
		if (m.newest != DATE_NONE)
			date_format_day(m.newest, day);
		printf("%-24s %7lld  %-10s  %s\n", t->slug,
		    (long long)m.count, m.newest == DATE_NONE ? "-" : day,
		    t->title);
	}
	return 0;
}

/* What a query finds: how many papers, and the newest ones. */
static int
try_query(struct store *s, const char *text)
{
	static const struct topic_window sample = { SAMPLE, SAMPLE, 0 };
	struct topic		 t = { .slug = "", .match = text };
	struct topic_measure	 m;
	struct paper_list	 l = { 0 };
	struct buf		 query = { 0 };
	struct query_error	 error;
	char			 day[DATE_DAY_SIZE];
	size_t			 i;
	int			 status = EX_IOERR;

	if (query_compile(&query, text, &error) == -1) {
		warnx("query: character %zu: %s", error.column, error.text);
		status = EX_USAGE;
		goto out;
	}
	t.query = query.data;
	if (topic_measure(store_database(s), &t, &m) == -1 ||
	    topic_select(store_database(s), &t, &sample, &l) == -1)
		goto out;
	printf("%lld papers%s\n", (long long)m.count,
	    m.count > SAMPLE ? ", the newest:" : "");
	for (i = 0; i < l.count; i++) {
		date_format_day(l.papers[i].listed, day);
		printf("%s  %-10s  %s\n", day, l.papers[i].id == NULL ? "-" :
		    l.papers[i].id, l.papers[i].title);
	}
	status = 0;
out:
	paper_list_free(&l);
	buf_free(&query);
	return status;
}

static int
command_topics(struct context *c, int argc, char **argv)
{
	static const struct option	 options[] = {
		{ "try", required_argument, NULL, 't' },
		{ NULL, 0, NULL, 0 }
	};
	const char			*query = NULL;
	struct store			*store;
	int				 o, status;

	while ((o = getopt_long(argc, argv, "t:", options, NULL)) != -1) {
		if (o != 't')
			return usage("topics");
		query = optarg;
	}
	if (optind < argc)
		return usage("topics takes no arguments");
	if ((status = store_open(&store, c->config.site.database,
	    DATABASE_READ)) != 0)
		return status;
	status = query == NULL ? list_topics(c, store) :
	    try_query(store, query);
	store_close(store);
	return flush_output(status);
}

/* Which papers are in a topic: row keys, in the order of the export. */
struct membership {
	const struct topic	*topic;
	int64_t			*keys;
	size_t			 count;
	size_t			 next;
};

struct export {
	struct membership	*topics;
	size_t			 topic_count;
	const struct topic	*wanted;	/* NULL: any */
	struct buf		 line;
};

static bool
is_member(struct membership *m, int64_t key)
{
	while (m->next < m->count && m->keys[m->next] < key)
		m->next++;
	return m->next < m->count && m->keys[m->next] == key;
}

static int
export_paper(void *context, const struct paper *p)
{
	struct export		*e = context;
	struct name_list	 slugs = { 0 };
	struct arena		 a = { 0 };
	bool			 wanted = e->wanted == NULL;
	size_t			 i;

	for (i = 0; i < e->topic_count; i++) {
		if (!is_member(&e->topics[i], p->key))
			continue;
		wanted = wanted || e->topics[i].topic == e->wanted;
		paper_add_name(&a, &slugs, e->topics[i].topic->slug,
		    strlen(e->topics[i].topic->slug));
	}
	if (wanted) {
		buf_clear(&e->line);
		write_record(&e->line, p, &slugs);
		fwrite(e->line.data, 1, e->line.length, stdout);
	}
	arena_free(&a);
	return ferror(stdout) ? -1 : 0;
}

/* `all` holds every paper, so it is no news that a paper is in it. */
static int
export_records(struct context *c, struct store *s, const struct topic *wanted,
    int64_t since)
{
	struct export	 e = { .wanted = wanted };
	struct arena	 a = { 0 };
	size_t		 i;
	int		 status = EX_IOERR;

	e.topic_count = c->config.topic_count - 1;
	e.topics = arena_array(&a, e.topic_count, sizeof(*e.topics));
	for (i = 0; i < e.topic_count; i++) {
		e.topics[i].topic = &c->config.topics[i + 1];
		if (topic_keys(store_database(s), e.topics[i].topic,
		    &e.topics[i].keys, &e.topics[i].count) == -1)
			goto out;
	}
	if (store_each(s, since, export_paper, &e) == 0)
		status = 0;
out:
	for (i = 0; i < e.topic_count; i++)
		free(e.topics[i].keys);
	arena_free(&a);
	buf_free(&e.line);
	return status;
}

static const struct topic *
find_topic(const struct config *config, const char *slug)
{
	size_t	 i;

	for (i = 0; i < config->topic_count; i++) {
		if (strcmp(config->topics[i].slug, slug) == 0)
			return &config->topics[i];
	}
	return NULL;
}

static int
command_export(struct context *c, int argc, char **argv)
{
	static const struct option	 options[] = {
		{ "since", required_argument, NULL, 's' },
		{ "topic", required_argument, NULL, 't' },
		{ NULL, 0, NULL, 0 }
	};
	const struct topic		*topic = NULL;
	struct store			*store;
	int64_t				 since = 0;
	int				 o, status;

	while ((o = getopt_long(argc, argv, "s:t:", options, NULL)) != -1) {
		if (o == 's' && date_parse_instant(optarg, &since) == 0)
			continue;
		if (o == 's')
			return usage("-s wants YYYY-MM-DD or "
			    "YYYY-MM-DDTHH:MM:SSZ");
		if (o != 't')
			return usage("export");
		if ((topic = find_topic(&c->config, optarg)) == NULL)
			return usage("-t wants a topic of the configuration");
	}
	if (optind < argc)
		return usage("export takes no arguments");
	/* The feed of all papers is no filter. */
	if (topic != NULL && topic->query == NULL)
		topic = NULL;
	if ((status = store_open(&store, c->config.site.database,
	    DATABASE_READ)) != 0)
		return status;
	status = export_records(c, store, topic, since);
	store_close(store);
	return flush_output(status);
}

/*
 * The present instant, or that of SOURCE_DATE_EPOCH
 * (https://reproducible-builds.org/specs/source-date-epoch/), which makes
 * whole runs repeatable.
 */
static int64_t
present(void)
{
	const char	*epoch = getenv("SOURCE_DATE_EPOCH");
	char		*end;
	long long	 t;

	if (epoch == NULL)
		return time(NULL);
	errno = 0;
	t = strtoll(epoch, &end, 10);
	if (end == epoch || *end != '\0' || errno != 0 || t < 0)
		errx(EX_USAGE, "SOURCE_DATE_EPOCH: not a number of seconds");
	return t;
}

/* Where the configuration lies that nobody named. */
static const char *
default_config(void)
{
	if (access("paperfeed.conf", F_OK) == 0)
		return "paperfeed.conf";
	return SYSCONFDIR "/paperfeed.conf";
}

static const struct command *
find_command(const char *name)
{
	size_t	 i;

	for (i = 0; i < COMMANDS; i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

static int
run_command(struct context *c, const char *path, int argc, char **argv)
{
	const struct command	*command;
	int			 status;

	if (argc == 0)
		return usage("no command");
	if ((command = find_command(argv[0])) == NULL)
		return usage("no such command");
	if (config_load(&c->config, path != NULL ? path :
	    default_config()) == -1)
		return EX_CONFIG;
	optind = 0;
	status = command->run(c, argc, argv);
	config_free(&c->config);
	return flush_output(status);
}

int
main(int argc, char **argv)
{
	static const struct option	 options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ "quiet", no_argument, NULL, 'q' },
		{ "verbose", no_argument, NULL, 'v' },
		{ "version", no_argument, NULL, 'V' },
		{ NULL, 0, NULL, 0 }
	};
	struct context			 c = { .now = present() };
	const char			*path = NULL;
	int				 o;

	/* A file that grows too large is an error to report, not a death. */
	signal(SIGXFSZ, SIG_IGN);
	while ((o = getopt_long(argc, argv, "+c:hqvV", options, NULL)) != -1) {
		switch (o) {
		case 'c':
			path = optarg;
			break;
		case 'h':
			print_help();
			return flush_output(0);
		case 'q':
			c.quiet = true;
			break;
		case 'v':
			c.verbose = true;
			break;
		case 'V':
			puts(PACKAGE_NAME " " PACKAGE_VERSION);
			return flush_output(0);
		default:
			return usage("unknown option");
		}
	}
	return run_command(&c, path, argc - optind, argv + optind);
}

/* What commands share. */
#include "cli/command.h"

#include <ctype.h>
#include <err.h>
#include <getopt.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#ifdef HAVE_MALLOC_TRIM
#include <malloc.h>
#endif
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/lock.h"
#include "store/announcements.h"
#include "store/paper_index.h"
#include "store/papers.h"
#include "fetch/client.h"
#include "arxiv/enrich.h"
#include "publish/announce.h"
#include "publish/publish.h"

/* After so many new papers in a run the index is merged. */
#define MANY_PAPERS 2000

/* Seconds that a run which asked no source may take for the hub. */
#define HUB_BOUND 600

/* How often arXiv is asked one question: what fails is left for later runs. */
#define ARXIV_TRIES 2

/* Say what is wrong with the command line.  Return the exit status. */
int
command_usage(const char *what)
{
	warnx("%s; see \"paperfeed --help\"", what);
	return EX_USAGE;
}

/*
 * Say which option getopt_long() refused, as it was written.  Return the exit
 * status.
 */
int
command_bad_option(char **argv)
{
	bool is_long = strncmp(argv[optind - 1], "--", 2) == 0;

	if (!is_long && optopt > 0 && optopt <= CHAR_MAX && isprint(optopt))
		warnx("-%c: no such option here, or it lacks its argument; "
		      "see \"paperfeed --help\"",
		    optopt);
	else
		warnx("%s: no such option here, or it lacks its argument; "
		      "see \"paperfeed --help\"",
		    argv[optind - 1]);
	return EX_USAGE;
}

/* Return the folder that a path is in; the arena owns it. */
const char *
command_folder_of(struct arena *a, const char *path)
{
	return dirname(arena_string(a, path));
}

/* Should there be a summary for people: on a terminal, or if asked for? */
bool
command_tells(const struct context *c)
{
	return c->verbose || (!c->quiet && isatty(STDOUT_FILENO));
}

/* Take the lock of runs that write.  Return 0, or after a warning the exit status. */
int
command_lock(const struct context *c)
{
	struct buf path = { 0 };
	int status;

	buf_printf(&path, "%s.lock", c->config.site.database);
	status = lock_take(path.data);
	buf_free(&path);
	return status;
}

/*
 * Take the lock and open the store for writing; database_close() closes it.
 * Return 0, or after a warning the exit status.
 */
int
command_open(const struct context *c, struct database **store)
{
	int status;

	if (c->dry_run)
		return database_open(store, c->config.site.database,
		    DATABASE_COPY);
	status = command_lock(c);
	if (status != 0)
		return status;
	return database_open(store, c->config.site.database, DATABASE_WRITE);
}

/*
 * Open a client that keeps to some limits; the other options are those of all
 * requests.  client_close() frees it.
 */
struct client *
command_open_client(const struct context *c, struct database *store,
    const struct client_options *limits)
{
	struct client_options options = *limits;
	struct buf agent = { 0 };
	struct client *client;

	options.fetch = c->fetch;
	options.timer = c->timer;
	options.now = c->now;
	options.verbose = c->verbose;
	buf_puts(&agent, PACKAGE_NAME "/" PACKAGE_VERSION);
	if (c->config.site.contact != NULL)
		buf_printf(&agent, " (+%s)", c->config.site.contact);
	options.fetch.user_agent = agent.data;
	client = client_open(store, &options);
	buf_free(&agent);
	return client;
}

/*
 * Open a client for the run's requests.  The run may take `bound` seconds (0:
 * as many as it needs), and wait `longest` seconds when a host asks it to.
 * client_close() frees it.
 */
struct client *
command_client(const struct context *c, struct database *store, int64_t bound,
    int64_t longest)
{
	const struct client_options limits = { .bound = bound,
		.longest = longest };

	return command_open_client(c, store, &limits);
}

/* Print a topic's slug, count, day of the newest paper, and title. */
void
command_print_topic(const struct topic *t, int64_t count, int64_t newest)
{
	char day[DATE_DAY_SIZE] = "-";

	if (newest != DATE_NONE)
		date_format_day(newest, day);
	printf("%-24s %7" PRId64 "  %-10s  %s\n", t->slug, count, day,
	    t->title);
}

/*
 * Give the system what reading took, where the C library can: it lies in small
 * pieces that rendering cannot use (measured: 5 of 40 MiB with 60,000 papers).
 */
static void
give_back_memory(void)
{
#ifdef HAVE_MALLOC_TRIM
	malloc_trim(0);
#endif
}

/*
 * End the reading of sources: after very many new papers merge the index, so
 * that no later run pays for its pieces, and see whether there is any paper at
 * all.  Return 0 or the exit status.
 */
static int
settle(struct database *s, const struct store_report *seen, bool *empty)
{
	bool many = seen->new >= MANY_PAPERS;

	if (many &&
	    (database_begin(s) == -1 ||
		database_end(s, paper_index_optimize(s)) == -1))
		return EX_IOERR;
	if (database_keep(s) == -1)
		return EX_IOERR;
	if (many)
		give_back_memory();
	return papers_is_empty(s, empty) == -1 ? EX_IOERR : 0;
}

/*
 * Ask arXiv about papers, if the configuration wants that: with a client of its
 * own, because it has limits of its own.  Return 0, whatever arXiv does, or the
 * exit status when the store fails.
 */
static int
ask_arxiv(const struct context *c, struct database *s,
    struct store_report *report)
{
	const struct arxiv *arxiv = &c->config.arxiv;
	const struct client_options limits = {
		.bound = c->timer->elapsed() / 1000 + ENRICH_SECONDS,
		.longest = ENRICH_SECONDS,
		.pause = arxiv->pause,
		.tries = ARXIV_TRIES,
	};
	struct enrich_options options = { .arxiv = arxiv,
		.now = c->now,
		.verbose = c->verbose };
	int ret;

	if (!arxiv->enrich || c->dry_run || c->stopped)
		return 0;
	options.client = command_open_client(c, s, &limits);
	ret = enrich(s, &options, report);
	client_close(options.client);
	return ret == -1 ? EX_IOERR : 0;
}

/* Print how many papers were read and files written. */
static void
print_summary(const struct context *c, const struct store_report *seen,
    const struct publish_report *report)
{
	if (seen != NULL)
		printf("papers: %zu read, %zu new, %zu changed; ", seen->seen,
		    seen->new, seen->changed);
	printf("files: %zu written", report->written);
	if (report->removed > 0)
		printf(", %zu removed", report->removed);
	printf(" in %s\n", c->config.site.output);
	if (report->retired > 0)
		printf("topics that have files there and are no longer "
		       "configured: %zu; \"paperfeed publish --prune\" "
		       "removes the files\n",
		    report->retired);
	if (report->retired_files > 0)
		printf("files there whose format is no longer configured: %zu; "
		       "\"paperfeed publish --prune\" removes them\n",
		    report->retired_files);
}

/*
 * Tell the hub which feeds changed, with the run's client or, if that is NULL,
 * one of its own: it needs libcurl, so there is none when no feed waits.
 */
static void
tell_hub(const struct context *c, struct database *s, struct client *client)
{
	struct announce_options options = { .site = &c->config.site,
		.client = client,
		.now = c->now,
		.verbose = c->verbose };
	int64_t waiting = 0;

	if (c->config.site.hub == NULL || c->dry_run ||
	    announcements_count(s, &waiting) == -1 || waiting == 0)
		return;
	if (client == NULL)
		options.client = command_client(c, s,
		    c->timer->elapsed() / 1000 + HUB_BOUND, 0);
	announce(s, &options);
	if (client == NULL)
		client_close(options.client);
}

/*
 * Publish the store, after a run that read sources and now asks arXiv, or, if
 * `seen` is NULL, did not, and tell the hub, with the run's client or with NULL
 * one of its own.
 * Sources may have had nothing: a store without any paper makes no feeds then.
 * On a terminal, print how many papers were read and files written.  Return the
 * exit status, which the hub does not change.
 */
int
command_finish(const struct context *c, struct database *s,
    struct store_report *seen, struct client *client)
{
	const struct publish_options options = { .now = c->now,
		.changed = c->changed,
		.dry_run = c->dry_run,
		.all = c->all,
		.prune = c->prune };
	struct publish_report report;
	bool empty = false;
	int status;

	if (seen != NULL && (status = settle(s, seen, &empty)) != 0)
		return status;
	if (empty)
		return 0;
	if (seen != NULL && (status = ask_arxiv(c, s, seen)) != 0)
		return status;
	status = publish(s, &c->config, &options, &report);
	if (status != 0)
		return status;
	if (!c->dry_run && command_tells(c))
		print_summary(c, seen, &report);
	tell_hub(c, s, client);
	return 0;
}

/* backfill: reads the listings of a range of days, then publishes. */
#include "cli/command.h"

#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/date.h"
#include "base/exit_status.h"
#include "base/key_list.h"
#include "config/config.h"
#include "config/source_url.h"
#include "store/papers.h"
#include "store/source_state.h"
#include "fetch/client.h"
#include "source/read_day.h"
#include "cli/progress.h"
#include "cli/confine.h"

/*
 * Seconds that a host may ask a backfill to wait; the whole run has no bound.
 */
#define LONGEST 900

/* Wrong listings in a row after which no more days are asked for. */
#define FAILURES_MAX 5

#define WEEKEND_DAYS 3 /* from Friday to Monday */

struct backfill {
	struct context *context;
	struct database *store;
	struct client *client;
	int64_t first; /* day */
	int64_t last;
	bool again; /* days that are stored, too */
	struct store_report report;
	int failed; /* exit status of what could not be read, or 0 */
	int signal; /* that asked to stop, or 0 */
};

/* Is a day to be left out, as it is stored? */
static int
is_stored(const struct backfill *b, const struct source *source, int64_t day,
    bool *stored)
{
	struct source_day found;

	*stored = false;
	if (b->again)
		return 0;
	if (source_day_read(b->store, source->name, day, &found) == -1)
		return EX_IOERR;
	*stored = source_day_is_settled(&found, day, b->context->now);
	return 0;
}

/*
 * Read the days of one source, newest first, as each listing names the one
 * before it.  Return 0, or what ends the run.
 */
static int
read_days(struct backfill *b, struct source_run *r, struct progress *p)
{
	struct day_read day = { .asked = b->last };
	int failed = 0, in_vain = 0, status;
	bool stored;

	while (day.asked >= b->first && b->signal == 0) {
		status = is_stored(b, r->source, day.asked, &stored);
		if (status != 0)
			return status;
		day.outcome = DAY_NONE;
		if (!stored && (status = read_day(r, day.asked, &day)) != 0)
			return status;
		b->signal = b->context->stop_signal();
		failed = day.outcome == DAY_FAILED ? failed + 1 : 0;
		if (failed > 0 && (day.unreachable || failed == FAILURES_MAX))
			break;
		if (!stored && day.outcome == DAY_NONE && r->listings == 0 &&
		    ++in_vain == EMPTY_DAYS_MAX) {
			read_day_note_nothing(r);
			break;
		}
		day.asked = read_day_day_before(r, &day);
		progress_show(p,
		    &(struct progress_state){
			.day = day.asked < b->first ? b->first - DATE_DAY :
						      day.asked,
			.papers = r->papers,
			.asked = !stored,
			.elapsed = b->context->timer->elapsed(),
		    });
	}
	return 0;
}

static int
backfill_source(struct backfill *b, const struct source *source)
{
	struct context *c = b->context;
	struct source_run r = {
		.store = b->store,
		.client = b->client,
		.source = source,
		.without = c->config.topics[0].without,
		.now = c->now,
		.verbose = c->verbose,
	};
	struct progress p = { .first = b->first,
		.last = b->last,
		.silent = c->quiet || c->verbose,
		.terminal = isatty(STDERR_FILENO),
		.began = c->timer->elapsed(),
		.shown = c->timer->elapsed() };
	int status;

	status = read_days(b, &r, &p);
	progress_end(&p);
	if (r.status != 0 && b->signal == 0)
		warnx("source %s: %s; the same command goes on from there",
		    source->name, r.error.data);
	b->report.seen += r.report.seen;
	b->report.new += r.report.new;
	b->report.changed += r.report.changed;
	if (b->signal == 0)
		b->failed = exit_status_worst(b->failed, r.status);
	read_day_free(&r);
	return status;
}

/* Read every source whose URL has listings of days. */
static int
backfill_sources(struct backfill *b)
{
	const struct config *c = &b->context->config;
	size_t i;
	int status = 0;

	for (i = 0; i < c->source_count && status == 0 && b->signal == 0; i++) {
		if (source_url_period(c->sources[i].url) == PERIOD_DAY)
			status = backfill_source(b, &c->sources[i]);
	}
	return status;
}

/*
 * Return the number of the day behind those that are read together with one of a list,
 * which ascends: a weekend between two does not part them.
 */
size_t
command_days_end(const struct key_list *days, size_t from)
{
	size_t to = from + 1;

	while (to < days->count &&
	    days->keys[to] <= days->keys[to - 1] + WEEKEND_DAYS * DATE_DAY)
		to++;
	return to;
}

/*
 * Read some days of every source again, as `backfill --again` would, and add what
 * was read to a report; the days ascend.  What could not be read is noted in
 * *failed.  Return 0, or what ends the run.
 */
int
command_read_days(struct context *c, struct database *store,
    struct client *client, const struct key_list *days,
    struct store_report *report, int *failed)
{
	struct backfill b = { .context = c,
		.store = store,
		.client = client,
		.again = true };
	size_t from, to;
	int status = 0;

	for (from = 0; from < days->count && status == 0; from = to) {
		to = command_days_end(days, from);
		b.first = days->keys[from];
		b.last = days->keys[to - 1];
		status = backfill_sources(&b);
	}
	report->seen += b.report.seen;
	report->new += b.report.new;
	report->changed += b.report.changed;
	*failed = exit_status_worst(*failed, b.failed);
	return status;
}

/* Has the configuration a source whose days can be asked for? */
bool
command_has_days(const struct config *c)
{
	size_t i;

	for (i = 0; i < c->source_count; i++) {
		if (source_url_period(c->sources[i].url) == PERIOD_DAY)
			return true;
	}
	return false;
}

static int
backfill(struct backfill *b)
{
	int status;

	if (!command_has_days(&b->context->config)) {
		warnx("no source whose url has a {date}");
		return EX_CONFIG;
	}
	status = command_confine(b->context,
	    &(struct needs){ .fetches = true, .publishes = true });
	if (status != 0)
		return status;
	if ((status = command_open(b->context, &b->store)) != 0)
		return status;
	b->client = command_client(b->context, b->store, 0, LONGEST);
	b->signal = b->context->stop_signal();
	status = backfill_sources(b);
	b->context->stopped = b->signal != 0;
	if (status == 0)
		status =
		    command_finish(b->context, b->store, &b->report, b->client);
	client_close(b->client);
	database_close(b->store);
	if (status == 0 && b->signal != 0)
		return COMMAND_STOPPED + b->signal;
	return exit_status_worst(status, b->failed);
}

static int
parse_day(const char *text, int64_t *day)
{
	if (date_parse_day(text, day) == 0)
		return 0;
	warnx("%s: no day of the form YYYY-MM-DD", text);
	return EX_USAGE;
}

/* backfill [--again] [--changed FILE] FROM [TO] */
int
command_backfill(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "again", no_argument, NULL, 'a' },
		{ "changed", required_argument, NULL, 'C' },
		{ NULL, 0, NULL, 0 },
	};
	struct backfill b = { .context = c, .last = date_midnight(c->now) };
	int o;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (o == 'C')
			c->changed = optarg;
		else if (o == 'a')
			b.again = true;
		else
			return command_bad_option(argv);
	}
	if (argc - optind != 1 && argc - optind != 2)
		return command_usage("backfill needs FROM, and may have TO");
	if (parse_day(argv[optind], &b.first) != 0 ||
	    (argc - optind == 2 && parse_day(argv[optind + 1], &b.last) != 0))
		return EX_USAGE;
	if (b.first > date_midnight(c->now))
		return command_usage("FROM is still to come");
	if (b.last > date_midnight(c->now))
		return command_usage("TO is still to come");
	if (b.first > b.last)
		return command_usage("FROM is later than TO");
	return backfill(&b);
}

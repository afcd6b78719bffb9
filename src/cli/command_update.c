/* update: reads the sources' latest listings, then publishes. */
#include "cli/command.h"

#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>
#include <sysexits.h>

#include "base/exit_status.h"
#include "store/papers.h"
#include "fetch/client.h"
#include "source/read_day.h"
#include "cli/confine.h"

/* Seconds that a run may take, and that a host may ask it to wait. */
#define BOUND	600
#define LONGEST 120

/*
 * Read the latest listings of all sources, and add what was read to a report.
 * Failures are noted in *failed.  Return 0, or what ends the run.
 */
int
command_read_latest(struct context *c, struct database *store,
    struct client *client, struct store_report *report, int *failed)
{
	struct source_run r;
	size_t i;
	int status = 0;

	for (i = 0; i < c->config.source_count && status == 0; i++) {
		r = (struct source_run){
			.store = store,
			.client = client,
			.source = &c->config.sources[i],
			.without = c->config.topics[0].without,
			.now = c->now,
			.verbose = c->verbose,
		};
		status = update_latest(&r);
		if (status == 0 && r.status != 0)
			warnx("source %s: %s; %s", r.source->name, r.error.data,
			    r.listings > 0 ? "what else was read is stored" :
					     "nothing is changed");
		*failed = exit_status_worst(*failed, r.status);
		report->seen += r.report.seen;
		report->new += r.report.new;
		report->changed += r.report.changed;
		read_day_free(&r);
	}
	return status;
}

/* update [--changed FILE] [--digest] [--dry-run] */
int
command_update(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "changed", required_argument, NULL, 'C' },
		{ "digest", no_argument, NULL, 'd' },
		{ "dry-run", no_argument, NULL, 'n' },
		{ NULL, 0, NULL, 0 },
	};
	struct store_report report = { 0 };
	struct database *store;
	struct client *client;
	bool digest = false;
	int o, status, failed = 0;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (o == 'C')
			c->changed = optarg;
		else if (o == 'd')
			digest = true;
		else if (o == 'n')
			c->dry_run = true;
		else
			return command_bad_option(argv);
	}
	if (optind < argc)
		return command_usage("update takes no arguments");
	if (c->config.source_count == 0) {
		warnx("the configuration has no source to read");
		return EX_CONFIG;
	}
	if (digest &&
	    ((status = command_needs_mails(c)) != 0 ||
		(status = command_start_mailer(c)) != 0))
		return status;
	status = command_confine(c,
	    &(struct needs){ .fetches = true, .publishes = true });
	if (status != 0)
		return status;
	if ((status = command_open(c, &store)) != 0)
		return status;
	client = command_client(c, store, BOUND, LONGEST);
	status = command_read_latest(c, store, client, &report, &failed);
	if (status == 0)
		status = command_finish(c, store, &report, client);
	/* Mails lead to pages, so they follow what was published. */
	if (status == 0 && digest && !c->dry_run)
		status = command_send_digests(c, store);
	client_close(client);
	database_close(store);
	return exit_status_worst(status, failed);
}

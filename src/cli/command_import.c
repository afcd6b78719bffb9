/* import: reads saved listings, then publishes. */
#include "cli/command.h"

#include <err.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/exit_status.h"
#include "paper/paper.h"
#include "listing/listing.h"
#include "listing/parse.h"
#include "config/source_url.h"
#include "store/papers.h"
#include "cli/confine.h"

/*
 * Papers after which an import commits: a usual run is one transaction, but a
 * decade of listings must not fill the memory or the log.
 */
#define BATCH 5000

/* A run that writes: its lock and store are taken when first needed. */
struct run {
	struct context *context;
	const struct source *source; /* that showed it all, or NULL */
	int64_t asked;		     /* the day it was saved, or DATE_NONE */
	struct database *store;
	struct store_report report;
	size_t pending; /* papers not committed */
	int status;
};

/* Read a file, or standard input for "-".  Return 0 or the exit status. */
static int
read_file(struct buf *bytes, const char *name)
{
	int fd = STDIN_FILENO, ret = 0;

	if (strncmp(name, "http://", 7) == 0 ||
	    strncmp(name, "https://", 8) == 0) {
		warnx("%s: an address; import reads saved files", name);
		return EX_NOINPUT;
	}
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

/* Return the name of the source that shows such listings, or "". */
static const char *
find_source(const struct run *r, const struct listing *l)
{
	const struct config *c = &r->context->config;
	size_t i;

	if (r->source != NULL)
		return r->source->name;
	for (i = 0; i < c->source_count; i++) {
		if (source_url_shows(c->sources[i].url, l->kind, l->label))
			return c->sources[i].name;
	}
	return "";
}

/* Put a listing into the store.  Return 0, or what ends the run. */
static int
store_listing(struct run *r, const struct listing *l, const char *name)
{
	struct store_reading reading = { .source = find_source(r, l),
		.without = r->context->config.topics[0].without,
		.read = l->reading };
	char day[DATE_DAY_SIZE];
	size_t new = r->report.new;
	int status;

	if (r->store == NULL) {
		status = command_open(r->context, &r->store);
		if (status != 0)
			return status;
		if (database_load(r->store) == -1)
			return EX_IOERR;
	}
	if (r->pending == 0 && database_begin(r->store) == -1)
		return EX_IOERR;
	if (papers_put(r->store, &l->papers, &reading, &r->report) == -1)
		return EX_IOERR;
	r->pending += l->papers.count;
	date_format_day(l->day, day);
	if (r->context->verbose)
		printf("%s: %s %s: papers: %zu read, %zu new\n", name,
		    paper_kind_names[l->kind],
		    l->label == NULL ? day : l->label, l->papers.count,
		    r->report.new - new);
	if (r->pending >= BATCH) {
		r->pending = 0;
		return database_end(r->store, 0) == -1 ? EX_IOERR : 0;
	}
	return 0;
}

/*
 * Read one saved listing into the store.  A bad one is noted in the run's
 * status.  Return 0, or what ends the run.
 */
static int
import_file(struct run *r, struct buf *bytes, const char *name)
{
	const struct listing_request request = {
		.name = strcmp(name, "-") == 0 ? "standard input" : name,
		.asked = r->asked,
		.now = r->context->now,
	};
	struct listing l;
	int status, read;

	if ((status = read_file(bytes, name)) != 0) {
		r->status = exit_status_worst(r->status, status);
		return 0;
	}
	read = parse_listing(&l, &request,
	    bytes->length == 0 ? "" : bytes->data, bytes->length);
	if (l.why[0] != '\0')
		warnx("%s: %s", request.name, l.why);
	if (read == -1) {
		r->status = exit_status_worst(r->status, EX_DATAERR);
		return 0;
	}
	/* A weekend may have no papers: then nothing is new. */
	if (l.papers.count > 0)
		status = store_listing(r, &l, request.name);
	listing_free(&l);
	return status;
}

static int
import_files(struct run *r, char **names)
{
	struct buf bytes = { .max = LISTING_MAX };
	int status = 0;

	for (; *names != NULL && status == 0; names++)
		status = import_file(r, &bytes, *names);
	buf_free(&bytes);
	if (status == 0 && r->pending > 0 && database_end(r->store, 0) == -1)
		status = EX_IOERR;
	/* If no listing was good, nothing is published. */
	if (status == 0 && r->store != NULL)
		status = command_finish(r->context, r->store, &r->report, NULL);
	database_close(r->store);
	return exit_status_worst(status, r->status);
}

/* Take the argument of an option.  Return 0 or the exit status. */
static int
take_option(struct run *r, int o, char **argv)
{
	const struct context *c = r->context;

	if (o == 's') {
		r->source = config_find_source(&c->config, optarg);
		if (r->source != NULL)
			return 0;
		warnx("-s %s: no such source in the configuration", optarg);
		return EX_USAGE;
	}
	if (o != 'd')
		return command_bad_option(argv);
	if (date_parse_day(optarg, &r->asked) == -1) {
		warnx("-d %s: no day of the form YYYY-MM-DD", optarg);
		return EX_USAGE;
	}
	/* Midnight comes earlier east of Greenwich. */
	if (r->asked > c->now + DATE_DAY)
		return command_usage("-d names a day that is still to come");
	return 0;
}

/* import [--changed FILE] [-d DATE] [-s SOURCE] [--dry-run] FILE... */
int
command_import(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "changed", required_argument, NULL, 'C' },
		{ "date", required_argument, NULL, 'd' },
		{ "dry-run", no_argument, NULL, 'n' },
		{ "source", required_argument, NULL, 's' },
		{ NULL, 0, NULL, 0 },
	};
	struct run r = { .context = c, .asked = DATE_NONE };
	int o, status;

	while ((o = getopt_long(argc, argv, "d:s:", options, NULL)) != -1) {
		if (o == 'n')
			c->dry_run = true;
		else if (o == 'C')
			c->changed = optarg;
		else if ((status = take_option(&r, o, argv)) != 0)
			return status;
	}
	if (optind == argc)
		return command_usage("import wants files");
	status = command_confine(c,
	    &(struct needs){ .publishes = true, .files = argv + optind });
	if (status != 0)
		return status;
	return import_files(&r, argv + optind);
}

/*
 * doctor: looks at the whole installation, from the configuration to what the web
 * server answers, and says what to do about what it finds.
 */
#include "cli/command.h"

#include <getopt.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "store/database.h"
#include "source/health.h"
#include "fetch/client.h"
#include "cli/age.h"
#include "cli/check_places.h"
#include "cli/clock_check.h"
#include "cli/confine.h"
#include "cli/diagnosis.h"
#include "cli/probe.h"
#include "cli/schedule_search.h"

#define BOUND 300 /* seconds for all requests */

/* What the doctor is asked to do, and what it has found. */
struct doctor {
	const struct context *context;
	const char *root; /* before the paths of timers and crontabs */
	bool offline;
	struct diagnosis diagnosis;
	struct arena arena;
	struct database *store; /* in memory, and empty, if there is none */
	struct clock_facts clock;
};

/* Say which timer or crontab runs the updates. */
static void
look_for_schedule(struct doctor *d)
{
	struct schedule_search s = { .root = d->root };

	schedule_search(&s, &d->arena);
	if (s.found != NULL)
		diagnosis_ok(&d->diagnosis, "timer", "%s", s.found);
	else if (s.closed.length > 0)
		diagnosis_warn(&d->diagnosis, "timer",
		    "this user cannot read %s: look there as root for who runs "
		    "\"paperfeed update\"",
		    s.closed.data);
	else
		diagnosis_fail(&d->diagnosis, EX_CONFIG, "timer",
		    "nobody runs \"paperfeed update\" in %s; enable "
		    "paperfeed.timer or install crontab, which are in %s",
		    s.looked.length > 0 ? s.looked.data : "any usual place",
		    EXAMPLEDIR);
	schedule_search_free(&s);
}

/* Open the store, or an empty one in memory if it is missing or cannot be read. */
static void
open_store(struct doctor *d)
{
	const char *path = d->context->config.site.database;
	struct stat st;
	int status;

	if (stat(path, &st) == 0) {
		status = database_open(&d->store, path, DATABASE_READ);
		if (status == 0)
			return;
		diagnosis_fail(&d->diagnosis, status, "store",
		    "%s: it cannot be read; \"paperfeed check --repair\" saves "
		    "what can be",
		    path);
	}
	status = database_open(&d->store, ":memory:", DATABASE_WRITE);
	if (status != 0)
		diagnosis_fail(&d->diagnosis, status, "store",
		    "no memory for an empty one");
}

/* Keep the later of two instants; DATE_NONE is before all. */
static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* Say when a source was last read. */
static void
tell_health(struct doctor *d, const struct health *h)
{
	const char *what =
	    arena_printf(&d->arena, "last run of %s", h->state.name);
	char when[DATE_RFC3339_SIZE];
	struct buf text = { 0 };

	if (health_explain(&text, h)) {
		diagnosis_fail(&d->diagnosis, EX_UNAVAILABLE, what,
		    "%s; \"paperfeed -v update\" tells more", text.data);
	} else {
		date_format_rfc3339(h->state.succeeded, when);
		age_add(&text, d->context->now - h->state.succeeded);
		diagnosis_ok(&d->diagnosis, what, "%s, %s", when, text.data);
	}
	buf_free(&text);
}

/* Say how the sources were read, and note which instants the store knows. */
static void
look_at_runs(struct doctor *d)
{
	const struct config *config = &d->context->config;
	struct health *h;
	size_t i;

	if (health_read(d->store, &d->arena, config, d->context->now, &h) ==
	    -1) {
		diagnosis_fail(&d->diagnosis, EX_IOERR, "last run",
		    "the store fails; \"paperfeed check\" tells more");
		return;
	}
	for (i = 0; i < config->source_count; i++) {
		tell_health(d, &h[i]);
		d->clock.run = later(d->clock.run, h[i].state.attempted);
		d->clock.run = later(d->clock.run, h[i].state.succeeded);
		d->clock.newest = later(d->clock.newest, h[i].newest);
	}
}

/* Say whether the certificates of what was asked were accepted. */
static void
tell_certificates(struct doctor *d, const struct probe *p)
{
	if (p->unverified != NULL)
		diagnosis_fail(&d->diagnosis, EX_UNAVAILABLE, "certificates",
		    "%s: %s; install the system's (ca-certificates), name "
		    "yours in SSL_CERT_FILE, or renew the server's",
		    p->unverified, p->why);
	else if (p->verified != NULL)
		diagnosis_ok(&d->diagnosis, "certificates", "%s: accepted",
		    p->verified);
}

/* Ask the sources and our own web server. */
static void
look_at_servers(struct doctor *d)
{
	const struct context *c = d->context;
	const struct client_options limits = { .bound = BOUND, .tries = 1 };
	struct probe p = { .context = c,
		.diagnosis = &d->diagnosis,
		.arena = &d->arena,
		.store = d->store,
		.client = command_open_client(c, d->store, &limits),
		.server = DATE_NONE };
	size_t i;

	for (i = 0; i < c->config.source_count; i++)
		probe_source(&p, &c->config.sources[i]);
	probe_site(&p);
	client_close(p.client);
	tell_certificates(d, &p);
	d->clock.server = p.server;
}

/* Say whether the clock can be right. */
static void
tell_clock(struct doctor *d)
{
	const struct clock_facts *f = &d->clock;
	const struct {
		const char *says;
		int64_t instant; /* behind that, or DATE_NONE */
	} faults[] = {
		[CLOCK_DIFFERS] = { "but a server's says ", f->server },
		[CLOCK_BEFORE_US] = { "before this program was written",
		    DATE_NONE },
		[CLOCK_BEFORE_RUN] = { "but a run was at ", f->run },
		[CLOCK_BEFORE_NEWEST] = { "but there is a listing of ",
		    f->newest },
	};
	enum clock_fault fault = clock_check(f);
	char ours[DATE_RFC3339_SIZE], other[DATE_RFC3339_SIZE] = "";

	date_format_rfc3339(f->now, ours);
	if (fault == CLOCK_GOOD) {
		diagnosis_ok(&d->diagnosis, "clock", "%s%s", ours,
		    f->server == DATE_NONE ? "" : ", as a server's");
		return;
	}
	if (fault == CLOCK_BEFORE_NEWEST)
		date_format_day(f->newest, other);
	else if (faults[fault].instant != DATE_NONE)
		date_format_rfc3339(faults[fault].instant, other);
	diagnosis_fail(&d->diagnosis, EX_CONFIG, "clock",
	    "%s, %s%s; set it: timedatectl set-ntp true, or your NTP service",
	    ours, faults[fault].says, other);
}

/*
 * Look at everything.  Timers and crontabs are looked for before the run is
 * confined, because they are in places that no other run reads; what strangers
 * send comes after that.
 */
static int
examine(struct doctor *d)
{
	int status;

	check_places(&d->diagnosis, &d->arena, d->context);
	look_for_schedule(d);
	status = command_confine(d->context,
	    &(struct needs){ .fetches = !d->offline });
	if (status != 0)
		return status;
	open_store(d);
	if (d->store != NULL) {
		look_at_runs(d);
		if (!d->offline)
			look_at_servers(d);
	}
	tell_clock(d);
	return d->diagnosis.status;
}

/* doctor [--offline] [--root FOLDER] */
int
command_doctor(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "offline", no_argument, NULL, 'o' },
		{ "root", required_argument, NULL, 'r' },
		{ NULL, 0, NULL, 0 },
	};
	struct doctor d = { .context = c,
		.root = "",
		.diagnosis.quiet = c->quiet,
		.clock = { .now = c->now,
		    .run = DATE_NONE,
		    .newest = DATE_NONE,
		    .server = DATE_NONE } };
	int o, status;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (o == 'o')
			d.offline = true;
		else if (o == 'r')
			d.root = optarg;
		else
			return command_bad_option(argv);
	}
	if (optind < argc)
		return command_usage("doctor takes no arguments");
	status = examine(&d);
	database_close(d.store);
	arena_free(&d.arena);
	return status;
}

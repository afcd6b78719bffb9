/* status: how the sources and the site are, for people and monitors. */
#include "cli/command.h"

#include <err.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/exit_status.h"
#include "base/sandbox.h"
#include "paper/paper.h"
#include "store/announcements.h"
#include "store/arxiv_state.h"
#include "store/counts.h"
#include "store/manifest.h"
#include "store/papers.h"
#include "store/rule.h"
#include "source/health.h"
#include "feed/feed.h"
#include "feed/status_json.h"
#include "cli/age.h"
#include "cli/confine.h"

#define HOUR INT64_C(3600)

/* Seconds within which a run should have published the papers it stored. */
#define PUBLISHED_AFTER HOUR

/* Read what is known of the hub, if one is configured.  Return 0 or -1. */
static int
gather_hub(struct status *s, struct arena *a, const struct context *c,
    struct database *d)
{
	struct hub_state *hub = arena_alloc(a, sizeof(*hub));

	if (c->config.site.hub == NULL)
		return 0;
	s->hub = hub;
	return announcements_read_hub(d, a, c->config.site.hub, hub);
}

/* Read what is known of arXiv, if it is asked.  Return 0 or -1. */
static int
gather_arxiv(struct status *s, struct arena *a, const struct context *c,
    struct database *d)
{
	struct arxiv_state *arxiv = arena_alloc(a, sizeof(*arxiv));

	if (!c->config.arxiv.enrich)
		return 0;
	s->arxiv = arxiv;
	return arxiv_state_read(d, a, arxiv);
}

/* Read all that is printed.  Return 0, or -1 after a warning. */
static int
gather(struct status *s, struct arena *a, const struct context *c,
    struct database *d)
{
	const struct config *config = &c->config;
	size_t i, n = config->topic_count;
	struct topic_counts *counts = arena_array(a, n, sizeof(*counts));
	struct site_index *index = arena_alloc(a, sizeof(*index));
	struct name_list *retired = arena_alloc(a, sizeof(*retired));
	struct name_list files = { 0 };
	struct mail_status *mails =
	    arena_array(a, config->mail_count, sizeof(*mails));
	struct health *sources;
	struct manifest manifest;

	if (manifest_read(d, a, &manifest) == -1 ||
	    manifest_add_retired(d, a, retired) == -1 ||
	    manifest_add_retired_files(d, a, &files) == -1 ||
	    health_read(d, a, config, c->now, &sources) == -1)
		return -1;
	for (i = 0; i < n; i++) {
		if (rule_count(d, &config->topics[i], &counts[i]) == -1)
			return -1;
	}
	for (i = 0; i < config->mail_count; i++) {
		mails[i].name = config->mails[i].name;
		if (mails_read(d, a, mails[i].name, &mails[i].state) == -1)
			return -1;
	}
	*index = (struct site_index){ .topics = config->topics,
		.counts = counts,
		.topic_count = n };
	*s = (struct status){ .published = manifest.published,
		.index = index,
		.sources = sources,
		.source_count = config->source_count,
		.retired = retired,
		.retired_files = files.count,
		.mails = mails,
		.mail_count = config->mail_count };
	if (gather_hub(s, a, c, d) == -1)
		return -1;
	return gather_arxiv(s, a, c, d);
}

static void
print_instant(const char *what, int64_t instant, int64_t now)
{
	char text[DATE_RFC3339_SIZE];
	struct buf age = { 0 };

	if (instant == DATE_NONE) {
		printf("  %-14s never\n", what);
		return;
	}
	date_format_rfc3339(instant, text);
	age_add(&age, now - instant);
	printf("  %-14s %s, %s\n", what, text, age.data);
	buf_free(&age);
}

static void
print_source(const struct health *s, int64_t now)
{
	char day[DATE_DAY_SIZE];

	printf("source %s: %s\n", s->state.name,
	    source_health_names[s->health]);
	print_instant("last attempt", s->state.attempted, now);
	print_instant("last success", s->state.succeeded, now);
	print_instant("last change", s->state.changed, now);
	if (s->newest != DATE_NONE) {
		date_format_day(s->newest, day);
		printf("  %-14s %s\n", "newest day", day);
	}
	if (s->state.http != 0)
		printf("  %-14s %" PRId64 "\n", "HTTP status", s->state.http);
	printf("  %-14s %" PRId64 "\n", "papers seen", s->state.papers);
	if (s->state.error != NULL)
		printf("  %-14s %s\n", "last error", s->state.error);
	putchar('\n');
}

static void
print_mail(const struct mail_status *m, int64_t now)
{
	printf("mail %s\n", m->name);
	print_instant("last sent", m->state.sent, now);
	if (m->state.message_id != NULL)
		printf("  %-14s %s\n", "on its way", m->state.message_id);
	if (m->state.error != NULL)
		printf("  %-14s %s\n", "last error", m->state.error);
	putchar('\n');
}

static void
print_hub(const struct hub_state *h, int64_t now)
{
	printf("hub %s\n", h->url);
	print_instant("last attempt", h->attempted, now);
	print_instant("last success", h->succeeded, now);
	printf("  %-14s %" PRId64 "\n", "feeds waiting", h->waiting);
	if (h->error != NULL)
		printf("  %-14s %s\n", "last error", h->error);
	putchar('\n');
}

static void
print_arxiv(const struct arxiv_state *a, int64_t now)
{
	puts("arxiv");
	print_instant("last attempt", a->attempted, now);
	print_instant("last success", a->succeeded, now);
	printf("  %-14s %" PRId64 "\n", "papers waiting", a->waiting);
	if (a->error != NULL)
		printf("  %-14s %s\n", "last error", a->error);
	putchar('\n');
}

/* Print to what a run is confined here, now that this one is. */
static void
print_confinement(const struct context *c)
{
	const char *what =
	    c->unconfined ? "no: --no-sandbox" : sandbox_describe();

	if (what == NULL)
		what = "no: this system or build cannot";
	printf("  %-14s %s\n", "confined", what);
}

static void
print_text(const struct status *s, const struct context *c)
{
	const struct site_index *index = s->index;
	int64_t now = c->now;
	size_t i;

	for (i = 0; i < s->source_count; i++)
		print_source(&s->sources[i], now);
	for (i = 0; i < s->mail_count; i++)
		print_mail(&s->mails[i], now);
	if (s->hub != NULL)
		print_hub(s->hub, now);
	if (s->arxiv != NULL)
		print_arxiv(s->arxiv, now);
	puts("site");
	print_instant("last published", s->published, now);
	print_confinement(c);
	putchar('\n');
	for (i = 0; i < index->topic_count; i++)
		command_print_topic(&index->topics[i], index->counts[i].count,
		    index->counts[i].newest);
	for (i = 0; i < s->retired->count; i++)
		printf("%-24s is no longer configured, and has files\n",
		    s->retired->names[i]);
	if (s->retired_files > 0)
		printf("files of formats that are no longer configured: %zu\n",
		    s->retired_files);
}

static int
print_json(const struct status *s)
{
	struct buf out = { 0 };
	int ret = status_json_write(&out, s);

	if (ret == 0)
		fwrite(out.data, 1, out.length, stdout);
	buf_free(&out);
	return ret == 0 ? 0 : EX_SOFTWARE;
}

/* Say what is wrong with a source, if something is.  Return the exit status. */
static int
judge_source(const struct health *s)
{
	struct buf why = { 0 };
	bool bad = health_explain(&why, s);

	if (bad)
		warnx("source %s: %s", s->state.name, why.data);
	buf_free(&why);
	return bad ? EX_UNAVAILABLE : 0;
}

/* Say so if a run stored papers and nobody published them. */
static int
judge_publication(const struct context *c, const struct status *s)
{
	int64_t changed = DATE_NONE;
	char when[DATE_RFC3339_SIZE];
	size_t i;

	for (i = 0; i < s->source_count; i++) {
		if (s->sources[i].state.changed > changed)
			changed = s->sources[i].state.changed;
	}
	if (changed == DATE_NONE || s->published >= changed ||
	    c->now - changed <= PUBLISHED_AFTER)
		return 0;
	date_format_rfc3339(changed, when);
	warnx("%s: papers stored at %s are not published",
	    c->config.site.output, when);
	return EX_IOERR;
}

/* Say so if the last attempt to send a mail failed. */
static int
judge_mail(const struct mail_status *m)
{
	if (m->state.error == NULL)
		return 0;
	warnx("mail %s: not sent: %s", m->name, m->state.error);
	return EX_UNAVAILABLE;
}

/* Print what is known, and judge it. */
static int
tell(const struct context *c, const struct status *s, bool json)
{
	size_t i;
	int status;

	if (json && (status = print_json(s)) != 0)
		return status;
	if (!json && !c->quiet)
		print_text(s, c);
	fflush(stdout);
	status = judge_publication(c, s);
	for (i = 0; i < s->source_count; i++)
		status =
		    exit_status_worst(status, judge_source(&s->sources[i]));
	for (i = 0; i < s->mail_count; i++)
		status = exit_status_worst(status, judge_mail(&s->mails[i]));
	return status;
}

/* status [--json] */
int
command_status(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ NULL, 0, NULL, 0 },
	};
	struct arena a = { 0 };
	struct status s;
	struct database *store = NULL;
	bool json = false;
	int o, status;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (o != 'j')
			return command_bad_option(argv);
		json = true;
	}
	if (optind < argc)
		return command_usage("status takes no arguments");
	if ((status = command_confine(c, &(struct needs){ 0 })) != 0)
		return status;
	if ((status = database_open(&store, c->config.site.database,
		 DATABASE_READ)) != 0)
		return status;
	if (database_begin_reading(store) == -1 ||
	    gather(&s, &a, c, store) == -1)
		status = EX_IOERR;
	else
		status = tell(c, &s, json);
	arena_free(&a);
	database_close(store);
	return status;
}

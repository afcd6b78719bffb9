/* What publishing comes to: its report, what the hub hears, and what is kept. */
#include "site_support.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "paper/paper.h"
#include "store/announcements.h"
#include "store/database.h"
#include "store/manifest.h"
#include "store/papers.h"
#include "publish/output.h"
#include "publish/publish.h"

#define FIRST_SITE                                                    \
	"site {\n"                                                    \
	"\turl = \"https://papers.example.org/\"\n"                   \
	"\thub = \"https://hub.example.org/\"\n"                      \
	"\tformats = \"atom html\"\n"                                 \
	"\tgzip = no\n"                                               \
	"}\n"                                                         \
	"source daily {\n"                                            \
	"\turl = \"https://papers.example.net/api?date={date}\"\n"    \
	"}\n"                                                         \
	"topic agents { match = 'agent' }\n"                          \
	"topic best { per-day = 2 archive = no }\n"                   \
	"topic liked { min-upvotes = 10 }\n"                          \
	"topic near { like = \"2604.00101 2604.00104\" about = 3 }\n" \
	"topic shown { source = \"daily\" }\n"

/* All papers and one topic, of these formats. */
#define TWO_FEEDS(formats)                          \
	"site {\n"                                  \
	"\turl = \"https://papers.example.org/\"\n" \
	"\tformats = \"" formats "\"\n"             \
	"}\n"                                       \
	"topic agents { match = 'agent' }\n"

/* A site with a hub. */
#define HUB_SITE(topics)                            \
	"site {\n"                                  \
	"\turl = \"https://papers.example.org/\"\n" \
	"\thub = \"https://hub.example.org/\"\n"    \
	"\tformats = \"atom html\"\n"               \
	"}\n" topics

/* Another title and other formats, and topics less. */
#define OTHER_SITE                                  \
	"site {\n"                                  \
	"\turl = \"https://papers.example.org/\"\n" \
	"\ttitle = \"Another title\"\n"             \
	"\tformats = \"atom rss\"\n"                \
	"}\n"                                       \
	"topic agents { match = 'agent OR paper' }\n"

/* What output_free_bytes() says instead of the truth, or -1. */
static int64_t free_bytes = -1;

/*
 * The linker calls this for the function of output.c.
 * NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
 */
int64_t __real_output_free_bytes(const struct output *);
int64_t __wrap_output_free_bytes(const struct output *);

int64_t
__wrap_output_free_bytes(const struct output *o)
{
	return free_bytes == -1 ? __real_output_free_bytes(o) : free_bytes;
}
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

/* A paper of a month's first second is of that month, not of one before. */
static void
test_first_second_of_a_month(void **state)
{
	struct publish_options options = { .now = at(SECOND_DAY) };
	struct publish_report report;
	struct database *d = open_memory();
	struct loaded l;
	char path[128];

	load_good_config(&l, *state, FIRST_SITE);
	snprintf(path, sizeof(path), "%s/archive/all-2026-04.atom",
	    l.config.site.output);
	put_numbered(d, 1, 3, "2026-04-01T00:00:00Z", "An agent", FIRST_DAY);
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	assert_int_equal(access(path, F_OK), -1);
	put_numbered(d, 3, 4, "2026-03-31T23:59:59Z", "An agent", FIRST_DAY);
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	assert_int_equal(access(path, F_OK), 0);
	config_free(&l.config);
	database_close(d);
}

/* Fails unless so many feeds, and this one, wait for the hub; then none does. */
static void
expect_news(struct database *d, size_t count, const char *name)
{
	struct arena a = { 0 };
	struct name_list names = { 0 };
	bool found = count == 0;
	size_t i;

	assert_int_equal(announcements_read(d, &a, 100, &names), 0);
	for (i = 0; i < names.count; i++) {
		found = found || strcmp(names.names[i], name) == 0;
		assert_int_equal(announcements_remove(d, names.names[i]), 0);
	}
	assert_int_equal(names.count, count);
	assert_true(found);
	arena_free(&a);
}

/* What changed is written, counted, and told to the hub, and only that. */
static void
test_news(void **state)
{
	struct publish_options options = { .now = at(SECOND_DAY) };
	struct publish_report report;
	struct database *d = open_memory();
	struct loaded l;
	size_t all;

	load_good_config(&l, *state, FIRST_SITE);
	put_numbered(d, 1, 6, "2026-04-07T08:00:00Z", "An agent", FIRST_DAY);
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	all = report.written;
	assert_in_range(all, 12, 40);
	expect_news(d, 6, "liked.atom");
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	assert_int_equal(report.written, 0);
	expect_news(d, 0, "");
	/* a paper that is in no topic but all papers */
	put_numbered(d, 6, 7, "2026-04-07T09:00:00Z", "A gull", FIRST_DAY);
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	assert_in_range(report.written, 2, all - 3);
	expect_news(d, 1, "all.atom");
	config_free(&l.config);

	/* Another title is in every feed; nobody is to be told. */
	load_good_config(&l, *state, OTHER_SITE);
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	assert_int_equal(report.removed, 0);
	assert_int_not_equal(report.retired, 0);
	expect_news(d, 0, "");
	options.prune = true;
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	assert_int_not_equal(report.removed, 0);
	config_free(&l.config);
	database_close(d);
}

/* The hub is not told of a feed that was removed. */
static void
test_no_news_of_removed_feeds(void **state)
{
	struct publish_options options = { .now = at(SECOND_DAY) };
	struct publish_report report;
	struct database *d = open_memory();
	struct loaded l;

	load_good_config(&l, *state,
	    HUB_SITE("topic gulls { match = 'gull' }\n"));
	put_numbered(d, 1, 6, "2026-04-07T08:00:00Z", "A gull", FIRST_DAY);
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	config_free(&l.config);
	load_good_config(&l, *state, HUB_SITE(""));
	options.prune = true;
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	/* its feed and its page */
	assert_int_equal(report.removed, 2);
	expect_news(d, 1, "all.atom");
	config_free(&l.config);
	database_close(d);
}

/* Is a file of the output there? */
static bool
is_there(const struct loaded *l, const char *name)
{
	char path[PATH_SIZE];

	return access(path_in(l->config.site.output, name, path), F_OK) == 0;
}

/* Publish, which must return a status, and read what was said. */
static struct publish_report
publish_as(struct database *d, const struct loaded *l,
    const struct publish_options *options, int status, struct capture *said)
{
	struct publish_report report;
	int got;

	capture_start(said);
	got = publish(d, &l->config, options, &report);
	capture_end(said);
	assert_int_equal(got, status);
	if (said->said[0] != '\0')
		remove_program_name(said->said);
	return report;
}

/*
 * New feeds need 2,000 bytes for each entry, of which a feed has fifty at most if
 * they are old.  Where that is more than there is, nothing is written.
 */
static void
test_room(void **state)
{
	struct publish_options options = { .now = at(SECOND_DAY) };
	struct database *d = open_memory();
	struct publish_report report;
	struct capture said;
	struct loaded l;

	load_good_config(&l, *state, TWO_FEEDS("atom rss html"));
	put_numbered(d, 0, 10, "2026-04-07T08:00:00Z", "An agent", FIRST_DAY);
	put_numbered(d, 100, 160, "2026-02-07T08:00:00Z", "A gull", FIRST_DAY);
	/* 50 of all and 10 of agents, in Atom and in RSS */
	free_bytes = 2000 * 60 * 2 - 1;
	report = publish_as(d, &l, &options, EX_CANTCREAT, &said);
	assert_true(report.no_room);
	assert_int_equal(report.written, 0);
	assert_non_null(strstr(said.said,
	    "/public: the files of 2 topics need at least 0 MB, and 0 MB are "
	    "free; nothing was written\n"));
	assert_false(is_there(&l, "all.atom"));
	free_bytes++;
	report = publish_as(d, &l, &options, 0, &said);
	assert_false(report.no_room);
	assert_string_equal(said.said, "");
	assert_true(is_there(&l, "all.atom"));
	config_free(&l.config);

	/* What is there already needs nothing, but feeds of another format. */
	load_good_config(&l, *state, TWO_FEEDS("atom rss json html"));
	free_bytes = 2000 * 60 - 1;
	report = publish_as(d, &l, &options, EX_CANTCREAT, &said);
	assert_true(report.no_room);
	free_bytes++;
	publish_as(d, &l, &options, 0, &said);
	free_bytes = 0;
	options.all = true;
	publish_as(d, &l, &options, 0, &said);
	free_bytes = -1;
	config_free(&l.config);
	database_close(d);
}

/* A run that died before it remembered a file has the hub told of it. */
static void
test_news_of_a_run_that_died(void **state)
{
	struct publish_options options = { .now = at(SECOND_DAY), .all = true };
	struct database *d = open_memory();
	struct publish_report report;
	struct loaded l;

	load_good_config(&l, *state, FIRST_SITE);
	put_numbered(d, 1, 6, "2026-04-07T08:00:00Z", "An agent", FIRST_DAY);
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	expect_news(d, 6, "agents.atom");
	assert_int_equal(manifest_remove(d, "agents.atom"), 0);
	assert_int_equal(manifest_remove(d, "agents.html"), 0);
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	assert_int_equal(report.written, 0);
	expect_news(d, 1, "agents.atom");
	config_free(&l.config);
	database_close(d);
}

/* status.json says when, of how many papers, and what became of what is gone. */
static void
test_status(void **state)
{
	struct publish_options options = { .now = at(SECOND_DAY) };
	struct database *d = open_memory();
	struct publish_report report;
	struct manifest m;
	struct arena a = { 0 };
	struct loaded l;

	load_good_config(&l, *state, FIRST_SITE "arxiv { enrich = yes }\n");
	put_numbered(d, 1, 6, "2026-04-07T08:00:00Z", "An agent", FIRST_DAY);
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	expect_published(&l.config, "status.json",
	    (const char *[]){ "\"published\":\"2026-04-09T13:00:00Z\"",
		"\"papers\":5,", "\"sources\":[{\"name\":\"daily\"",
		"{\"slug\":\"best\",\"title\":\"best\",\"papers\":2,",
		"\"newest\":\"2026-04-07T08:00:01Z\"},",
		"{\"slug\":\"liked\",\"title\":\"liked\",\"papers\":0,"
		"\"newest\":null},",
		"\"retired\":[],\"retired_files\":0,",
		"\"hub\":{\"url\":\"https://hub.example.org/\"",
		"\"waiting\":6", "\"arxiv\":{", "\"waiting\":5", NULL });
	assert_int_equal(manifest_read(d, &a, &m), 0);
	assert_int_equal(m.published, at(SECOND_DAY));
	config_free(&l.config);
	load_good_config(&l, *state, OTHER_SITE);
	options.now = at(THIRD_DAY);
	assert_int_equal(publish(d, &l.config, &options, &report), 0);
	expect_published(&l.config, "status.json",
	    (const char *[]){ "\"published\":\"2026-04-10T13:00:00Z\"",
		"\"sources\":[]", "\"slug\":\"agents\"",
		"\"retired\":[\"best\",\"liked\",\"near\",\"shown\"],"
		"\"retired_files\":6}\n",
		NULL });
	assert_int_equal(manifest_read(d, &a, &m), 0);
	/* it is another one with each run */
	assert_true(is_there(&l, "feeds.opml.gz"));
	assert_false(is_there(&l, "status.json.gz"));
	assert_int_equal(m.published, at(THIRD_DAY));
	arena_free(&a);
	config_free(&l.config);
	database_close(d);
}

/* Where there is no place for the files or the list of them, nothing is done. */
static void
test_no_place(void **state)
{
	struct publish_options options = { .now = at(SECOND_DAY) };
	struct database *d = open_memory();
	struct place *p = *state;
	struct capture said;
	struct loaded l;

	load_good_config(&l, p, FIRST_SITE);
	put_numbered(d, 1, 6, "2026-04-07T08:00:00Z", "An agent", FIRST_DAY);
	options.changed = p->folder;
	publish_as(d, &l, &options, EX_CANTCREAT, &said);
	assert_non_null(strstr(said.said, "Is a directory"));
	assert_false(is_there(&l, ""));
	options.changed = NULL;
	write_file(l.config.site.output, "x", 1);
	publish_as(d, &l, &options, EX_CANTCREAT, &said);
	assert_non_null(strstr(said.said, "Not a directory"));
	config_free(&l.config);
	database_close(d);
}

/* A dry run prints what would be done, and does nothing of it. */
static void
test_dry_run(void **state)
{
	struct publish_options options = { .now = at(SECOND_DAY),
		.dry_run = true };
	struct database *d = open_memory();
	struct place *p = *state;
	struct publish_report report;
	struct capture printed;
	struct loaded l;
	int saved, status;

	load_good_config(&l, p, FIRST_SITE);
	put_numbered(d, 1, 6, "2026-04-07T08:00:00Z", "An agent", FIRST_DAY);
	/* nor is the list of changed files wanted */
	options.changed = p->folder;
	fflush(stdout);
	saved = dup(STDOUT_FILENO);
	capture_start(&printed);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	status = publish(d, &l.config, &options, &report);
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	capture_end(&printed);
	assert_int_equal(status, 0);
	assert_int_equal(report.written, 0);
	assert_int_equal(strncmp(printed.said,
			     "all.atom: nothing was published before\n"
			     "all.html: nothing was published before\n",
			     78),
	    0);
	assert_non_null(strstr(printed.said, "\nindex.html: "));
	assert_false(is_there(&l, ""));
	config_free(&l.config);
	database_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE_PLACE(test_first_second_of_a_month),
		WITH_SITE_PLACE(test_news),
		WITH_SITE_PLACE(test_no_news_of_removed_feeds),
		WITH_SITE_PLACE(test_room),
		WITH_SITE_PLACE(test_news_of_a_run_that_died),
		WITH_SITE_PLACE(test_status),
		WITH_SITE_PLACE(test_no_place),
		WITH_SITE_PLACE(test_dry_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Which files a publishing makes again, and the reason that a dry run prints. */
#include "site_support.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "paper/paper.h"
#include "store/database.h"
#include "store/papers.h"
#include "store/removed.h"
#include "store/topic_dates.h"
#include "publish/plan.h"
#include "publish/plan_make.h"
#include "publish/publish.h"
#include "publish/publishing.h"

#define BEGIN                                       \
	"site {\n"                                  \
	"\turl = \"https://papers.example.org/\"\n" \
	"\tgzip = no\n"

#define FEEDS                                \
	"topic agents { match = 'agent' }\n" \
	"topic gulls { match = 'gull' archive = no }\n"

#define LIKED                                          \
	"topic liked { min-upvotes = 10 archive = no " \
	"formats = \"rss html\" }\n"

/* The same but for a title or a format. */
#define OTHER_TITLE                                                     \
	"topic agents { match = 'agent' }\n"                            \
	"topic gulls { match = 'gull' archive = no title = \"Sea\" }\n" \
	"topic liked { min-upvotes = 10 archive = no formats = \"rss html\" }\n"
#define OTHER_FORMAT                                                    \
	"topic agents { match = 'agent' }\n"                            \
	"topic gulls { match = 'gull' archive = no title = \"Sea\" }\n" \
	"topic liked { min-upvotes = 10 archive = no formats = \"json html\" }\n"

/* All that is published of FEEDS and LIKED after fill(). */
#define EVERY_FILE                                                       \
	"all.atom all.html archive/all-2026-04.atom "                    \
	"archive/all-2026-03.atom agents.atom agents.html "              \
	"archive/agents-2026-04.atom archive/agents-2026-03.atom "       \
	"agents-2026-04.html agents-2026-03.html gulls.atom gulls.html " \
	"liked.rss liked.html day/2026-04-08.html day/2026-04-07.html "  \
	"day/2026-03-30.html week/2026-W15.html week/2026-W14.html "     \
	"month/2026-04.html month/2026-03.html search/2026-04.txt "      \
	"search/2026-03.txt style.css favicon.ico search.js feeds.opml " \
	"index.html"

/* What of the whole site is made again for each paper. */
#define PAPERS_CHANGED                                                \
	"papers changed: style.css favicon.ico search.js feeds.opml " \
	"index.html"

/* What stays of them when only the gulls are left, as Atom. */
#define RETIRED                                                          \
	"removed, because its format is no longer configured: all.html " \
	"all.rss gulls.html gulls.rss day/2026-03-30.html "              \
	"day/2026-04-07.html day/2026-04-08.html month/2026-03.html "    \
	"month/2026-04.html search/2026-03.txt search/2026-04.txt "      \
	"week/2026-W14.html week/2026-W15.html\nremoved, because topic " \
	"agents is no longer configured: agents-2026-03.html "           \
	"agents-2026-04.html agents.atom agents.html agents.rss "        \
	"archive/agents-2026-03.atom "                                   \
	"archive/agents-2026-04.atom\nremoved, because topic liked is "  \
	"no longer configured: liked.html liked.rss"

/* How a plan is made. */
enum how { AS_EVER, ALL, PRUNE };

/* Add the name of a file, behind its reason where that is another. */
static void
add_file(struct buf *lines, const struct plan_file *f, const char *before)
{
	if (strcmp(f->reason, before) != 0)
		buf_printf(lines, "%s%s:", lines->length > 0 ? "\n" : "",
		    f->reason);
	buf_printf(lines, " %s", f->name);
}

/* Make a plan without doing it, and write it down. */
static void
look(struct site_place *s, enum how how, struct buf *lines)
{
	struct publishing p = { .database = s->d,
		.config = &s->l.config,
		.now = s->now };
	struct plan plan = { 0 };
	size_t i;

	output_look(&p.output, s->l.config.site.output);
	entry_cache_start(&p.cache, p.database, p.config);
	assert_int_equal(database_begin_derived(s->d), 0);
	assert_int_equal(manifest_read(p.database, &p.arena, &p.manifest), 0);
	assert_int_equal(plan_make(&plan, &p, how == ALL, how == PRUNE), 0);
	buf_puts(lines, "");
	for (i = 0; i < plan.count; i++)
		add_file(lines, &plan.files[i],
		    i > 0 ? plan.files[i - 1].reason : "");
	/* It was a look only. */
	assert_int_equal(database_end(s->d, -1), -1);
	plan_free(&plan, p.config->topic_count);
	entry_cache_free(&p.cache);
	arena_free(&p.arena);
	output_close(&p.output);
}

/* Fails unless the plan is these files, each reason before those that have it. */
static void
expect_plan(struct site_place *s, enum how how, const char *wanted)
{
	struct buf lines = { 0 };

	look(s, how, &lines);
	assert_string_equal(lines.data, wanted);
	buf_free(&lines);
}

/* Fails unless the plan has this among its lines, or has it not. */
static void
expect_planned(struct site_place *s, enum how how, const char *what,
    bool wanted)
{
	struct buf lines = { 0 };

	look(s, how, &lines);
	if ((strstr(lines.data, what) != NULL) != wanted)
		fail_msg("%s", lines.data);
	buf_free(&lines);
}

/* Publish, after which there is nothing to do. */
static void
publish_site(struct site_place *s)
{
	const struct publish_options options = { .now = s->now };
	struct publish_report report;

	assert_int_equal(publish(s->d, &s->l.config, &options, &report), 0);
	expect_plan(s, AS_EVER, "");
}

/* Store a paper that has the votes of `liked`. */
static void
put_liked(struct site_place *s, const char *id, const char *title,
    const char *instant)
{
	struct buf json = { 0 };

	buf_printf(&json, "[" ITEM("%s", "%s", AT("%s") ",\"upvotes\":10") "]",
	    id, title, instant);
	put_json(s->d, json.data, SECOND_DAY);
	buf_free(&json);
}

/* Fails unless the list of topics is of an instant. */
static void
expect_listed(struct site_place *s, const char *instant)
{
	struct arena a = { 0 };
	struct manifest m;

	assert_int_equal(manifest_read(s->d, &a, &m), 0);
	expect_instant(m.listed, instant);
	arena_free(&a);
}

/* Fails unless a topic itself changed at an instant, or, for NULL, never. */
static void
expect_changed(struct site_place *s, const char *slug, const char *instant)
{
	int64_t changed;

	assert_int_equal(topic_dates_changed(s->d,
			     config_find_topic(&s->l.config, slug), &changed),
	    0);
	assert_int_equal(changed, instant == NULL ? 0 : at(instant));
}

/*
 * Remove a published file, later than its folder was published.  The clock of a
 * file system ticks each few milliseconds, which one in memory is faster than.
 */
static void
damage(const struct site_place *s, const char *name)
{
	char path[PATH_SIZE];
	struct timespec times[2] = { { .tv_nsec = UTIME_OMIT } };
	struct stat st;

	assert_int_equal(unlink(path_in(s->l.config.site.output, name, path)),
	    0);
	*strrchr(path, '/') = '\0';
	assert_int_equal(stat(path, &st), 0);
	times[1] = st.st_mtim;
	times[1].tv_sec++;
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* Write other bytes to a published file. */
static void
change(const struct site_place *s, const char *name)
{
	char path[PATH_SIZE];

	path_in(s->l.config.site.output, name, path);
	assert_int_equal(access(path, F_OK), 0);
	write_file(path, "x", 1);
}

/*
 * Fails unless entries choose the topics that they name by this size, and there are
 * so many papers.
 */
static void
expect_size(struct site_place *s, const char *slug, int64_t size, int64_t count)
{
	struct arena a = { 0 };
	struct topic_state state;

	assert_int_equal(membership_read_state(s->d, &a,
			     config_find_topic(&s->l.config, slug), &state),
	    0);
	assert_int_equal(state.size, size);
	assert_int_equal(state.count, count);
	arena_free(&a);
}

/* Fails unless so many topics, and files of formats, wait for being pruned. */
static void
expect_retired(struct site_place *s, size_t topics, size_t files)
{
	const struct publish_options options = { .now = s->now };
	struct publish_report report;

	assert_int_equal(publish(s->d, &s->l.config, &options, &report), 0);
	assert_int_equal(report.retired, topics);
	assert_int_equal(report.retired_files, files);
}

/* Fills the store: agents of March, gulls of April, and one that is liked. */
static void
fill(struct site_place *s)
{
	put_numbered(s->d, 1, 3, "2026-03-30T10:00:00Z", "An agent", FIRST_DAY);
	put_numbered(s->d, 3, 5, "2026-04-07T10:00:00Z", "A gull", FIRST_DAY);
	put_liked(s, "2604.00009", "An agent", "2026-04-08T10:00:00Z");
}

static void
test_first_and_whole_publishing(void **state)
{
	struct site_place *s = *state;

	configure_site(s, BEGIN "formats = \"atom html\"\n}\n" FEEDS LIKED);
	fill(s);
	expect_plan(s, AS_EVER, "nothing was published before: " EVERY_FILE);
	publish_site(s);
	expect_plan(s, ALL, "--all looks at every file: " EVERY_FILE);
	expect_plan(s, PRUNE, "");
}

static void
test_papers_that_are_new_changed_or_gone(void **state)
{
	struct site_place *s = *state;

	configure_site(s, BEGIN "formats = \"atom html\"\n}\n" FEEDS LIKED);
	fill(s);
	publish_site(s);
	put_numbered(s->d, 10, 11, "2026-04-08T11:00:00Z", "An agent",
	    SECOND_DAY);
	expect_plan(s, AS_EVER,
	    "1 paper is new: all.atom all.html\n"
	    "1 of its papers is new, changed or gone: "
	    "archive/all-2026-04.atom\n"
	    "1 paper is new: agents.atom agents.html\n"
	    "1 of its papers is new, changed or gone: "
	    "archive/agents-2026-04.atom agents-2026-04.html "
	    "day/2026-04-08.html week/2026-W15.html month/2026-04.html "
	    "search/2026-04.txt\n" PAPERS_CHANGED);
	put_numbered(s->d, 11, 12, "2026-02-08T10:00:00Z", "A gull",
	    SECOND_DAY);
	put_numbered(s->d, 1, 2, "2026-03-30T10:00:00Z", "A gull", SECOND_DAY);
	expect_plan(s, AS_EVER,
	    "2 papers are new, 1 changed: all.atom all.html\n"
	    "1 of its papers is new, changed or gone: "
	    "archive/all-2026-02.atom archive/all-2026-03.atom "
	    "archive/all-2026-04.atom\n"
	    "1 paper is new, 1 gone: agents.atom agents.html\n"
	    "1 of its papers is new, changed or gone: "
	    "archive/agents-2026-03.atom archive/agents-2026-04.atom "
	    "agents-2026-03.html agents-2026-04.html\n"
	    "2 papers are new: gulls.atom gulls.html gulls-2026-04.html "
	    "gulls-2026-03.html gulls-2026-02.html\n"
	    "1 of its papers is new, changed or gone: day/2026-02-08.html "
	    "day/2026-03-30.html day/2026-04-08.html week/2026-W06.html "
	    "week/2026-W14.html week/2026-W15.html month/2026-02.html "
	    "month/2026-03.html month/2026-04.html search/2026-02.txt "
	    "search/2026-03.txt search/2026-04.txt\n" PAPERS_CHANGED);
	publish_site(s);
	put_numbered(s->d, 2, 3, "2026-03-30T10:00:00Z", "A gull", THIRD_DAY);
	expect_plan(s, AS_EVER,
	    "1 paper is changed: all.atom all.html\n"
	    "1 of its papers is new, changed or gone: "
	    "archive/all-2026-03.atom\n"
	    "1 paper is gone: agents.atom agents.html\n"
	    "the topic's page shows all: agents-2026-03.html "
	    "agents-2026-04.html\n"
	    "the live feed shows all: archive/agents-2026-03.atom "
	    "archive/agents-2026-04.atom\n"
	    "1 paper is new: gulls.atom gulls.html\n"
	    "1 of its papers is new, changed or gone: gulls-2026-03.html "
	    "day/2026-03-30.html week/2026-W14.html month/2026-03.html "
	    "search/2026-03.txt\n" PAPERS_CHANGED);
	publish_site(s);
}

/* A paper that comes to a topic is shown with it in its other topics. */
static void
test_other_topics_of_a_paper(void **state)
{
	static const char site[] =
	    BEGIN "formats = \"atom bib html\"\n}\n" LIKED FEEDS
		  "topic zoo { match = 'agent OR gull' archive = no }\n"
		  "topic terns { match = 'tern' }\n";
	static const char with_votes[] =
	    BEGIN "formats = \"atom bib html\"\nvotes = yes\n}\n" LIKED FEEDS;
	struct site_place *s = *state;

	configure_site(s, site);
	fill(s);
	publish_site(s);
	put_liked(s, "2604.00002", "An agent 2", "2026-03-30T10:00:00Z");
	expect_plan(s, AS_EVER,
	    "a paper's other topics changed: all.atom all.bib all.html\n"
	    "1 paper is new: liked.rss liked.html liked-2026-04.html "
	    "liked-2026-03.html\n"
	    "a paper's other topics changed: agents.atom agents.bib "
	    "agents.html\n"
	    "1 of its papers is new, changed or gone: agents-2026-03.html\n"
	    "a paper's other topics changed: zoo.atom zoo.bib zoo.html\n"
	    "1 of its papers is new, changed or gone: zoo-2026-03.html "
	    "day/2026-03-30.html day/2026-03-30.bib week/2026-W14.html "
	    "month/2026-03.html search/2026-03.txt\n" PAPERS_CHANGED);
	put_liked(s, "2604.00003", "A gull 3", "2026-04-07T10:00:00Z");
	expect_plan(s, AS_EVER,
	    "a paper's other topics changed: all.atom all.bib all.html\n"
	    "2 papers are new: liked.rss liked.html liked-2026-04.html "
	    "liked-2026-03.html\n"
	    "a paper's other topics changed: agents.atom agents.bib "
	    "agents.html\n"
	    "1 of its papers is new, changed or gone: agents-2026-03.html\n"
	    "a paper's other topics changed: gulls.atom gulls.bib "
	    "gulls.html zoo.atom zoo.bib zoo.html\n"
	    "1 of its papers is new, changed or gone: zoo-2026-03.html "
	    "zoo-2026-04.html day/2026-03-30.html day/2026-04-07.html "
	    "day/2026-03-30.bib day/2026-04-07.bib week/2026-W14.html "
	    "week/2026-W15.html month/2026-03.html month/2026-04.html "
	    "search/2026-03.txt search/2026-04.txt\n" PAPERS_CHANGED);
	publish_site(s);
	/* Entries do not show votes, but they order the papers of a day. */
	put_json(s->d,
	    "[" ITEM("2604.00002", "An agent 2",
		AT("2026-03-30T10:00:00Z") ",\"upvotes\":20") "," ITEM("2604.00009",
		"An agent", AT("2026-04-08T10:00:00Z") ",\"upvotes\":12") "]",
	    THIRD_DAY);
	expect_plan(s, AS_EVER,
	    "1 of its papers is new, changed or gone: day/2026-03-30.html "
	    "day/2026-04-08.html day/2026-03-30.bib day/2026-04-08.bib "
	    "week/2026-W14.html week/2026-W15.html month/2026-03.html "
	    "month/2026-04.html search/2026-03.txt search/2026-04.txt\n" PAPERS_CHANGED);
	configure_site(s, with_votes);
	publish_site(s);
	/* That a topic has no references is no matter of all papers' days. */
	expect_planned(s, PRUNE, "its format is no longer configured", false);
	put_json(s->d,
	    "[" ITEM("2604.00002", "An agent 2",
		AT("2026-03-30T10:00:00Z") ",\"upvotes\":21") "]",
	    THIRD_DAY);
	expect_plan(s, AS_EVER,
	    "1 paper is changed: all.atom all.bib all.html liked.rss "
	    "liked.html agents.atom agents.bib agents.html\n"
	    "1 of its papers is new, changed or gone: day/2026-03-30.html "
	    "day/2026-03-30.bib week/2026-W14.html month/2026-03.html "
	    "search/2026-03.txt\n" PAPERS_CHANGED);
}

/* How many papers a topic has is noted when the configuration changes. */
static void
test_sizes_of_topics(void **state)
{
	struct site_place *s = *state;

	configure_site(s, BEGIN "}\n" FEEDS LIKED);
	fill(s);
	publish_site(s);
	expect_size(s, "all", 5, 5);
	expect_size(s, "agents", 3, 3);
	expect_size(s, "gulls", 2, 2);
	put_numbered(s->d, 10, 11, "2026-04-08T11:00:00Z", "An agent",
	    SECOND_DAY);
	publish_site(s);
	expect_size(s, "all", 5, 6);
	expect_size(s, "agents", 3, 4);
	configure_site(s, BEGIN "}\n" OTHER_TITLE);
	publish_site(s);
	expect_size(s, "all", 6, 6);
	expect_size(s, "agents", 4, 4);
	expect_size(s, "gulls", 2, 2);
}

/* What somebody removed or changed is made again, and nothing else. */
static void
test_damaged_files(void **state)
{
	struct site_place *s = *state;

	configure_site(s,
	    BEGIN "formats = \"atom rss bib html\"\n}\n" FEEDS LIKED
		  "topic z { match = 'agent' }\n");
	fill(s);
	publish_site(s);
	damage(s, "all.atom");
	expect_plan(s, AS_EVER,
	    "it is missing, or somebody else changed it: all.atom");
	damage(s, "liked.html");
	damage(s, "feeds.opml");
	expect_plan(s, AS_EVER,
	    "it is missing, or somebody else changed it: all.atom "
	    "liked.html feeds.opml");
	publish_site(s);
	damage(s, "archive/agents-2026-03.atom");
	expect_plan(s, AS_EVER,
	    "it is missing, or somebody else changed it: "
	    "archive/agents-2026-03.atom agents-2026-03.html");
	damage(s, "agents-2026-04.html");
	damage(s, "day/2026-04-07.bib");
	damage(s, "search/2026-03.txt");
	damage(s, "week/2026-W15.html");
	expect_plan(s, AS_EVER,
	    "it is missing, or somebody else changed it: "
	    "archive/agents-2026-03.atom archive/agents-2026-04.atom "
	    "agents-2026-03.html agents-2026-04.html day/2026-04-07.html "
	    "day/2026-04-07.bib week/2026-W15.html month/2026-03.html "
	    "month/2026-04.html search/2026-03.txt search/2026-04.txt");
	publish_site(s);
	/* A page that is changed where it is, is not looked at. */
	change(s, "day/2026-04-07.html");
	change(s, "agents-2026-04.html");
	expect_plan(s, AS_EVER, "");
	change(s, "gulls.rss");
	expect_plan(s, AS_EVER,
	    "it is missing, or somebody else changed it: gulls.rss");
	publish_site(s);
	/* Files of topics and formats that are gone stay as they are. */
	configure_site(s,
	    BEGIN "formats = \"atom bib html\"\narchive = no\n}\n" FEEDS);
	publish_site(s);
	damage(s, "agents.rss");
	damage(s, "liked.rss");
	damage(s, "archive/agents-2026-03.atom");
	damage(s, "archive/z-2026-03.atom");
	expect_plan(s, AS_EVER, "");
}

/* A file that is made again by itself has the bytes that it had among the others. */
static void
test_each_file_alone(void **state)
{
	static const char every[] = EVERY_FILE " ";
	struct buf before = { 0 }, after = { 0 };
	struct site_place *s = *state;
	const struct config *config = &s->l.config;
	const char *name;
	char path[PATH_SIZE];
	size_t n;

	configure_site(s, BEGIN "formats = \"atom html\"\n}\n" FEEDS LIKED);
	fill(s);
	publish_site(s);
	for (name = every; *name != '\0'; name += n + 1) {
		n = strcspn(name, " ");
		snprintf(path, sizeof(path), "%.*s", (int)n, name);
		buf_clear(&before);
		buf_clear(&after);
		read_published(config, path, &before);
		damage(s, path);
		publish_site(s);
		read_published(config, path, &after);
		if (before.length != after.length ||
		    memcmp(before.data, after.data, after.length) != 0)
			fail_msg("%s: %s", path, after.data);
	}
	buf_free(&before);
	buf_free(&after);
}

/* What was learnt of examples makes a rule anew. */
static void
test_new_rule(void **state)
{
	struct site_place *s = *state;

	configure_site(s,
	    BEGIN "formats = \"atom html\"\n}\n"
		  "topic near { like = \"2604.00101 2604.00104\" about = 3 }\n"
		  "topic agents { match = 'agent' }\n");
	/* Before two weeks nothing is learnt. */
	put_numbered(s->d, 101, 107, "2026-03-20T11:00:00Z", "A heron",
	    FIRST_DAY);
	put_numbered(s->d, 1, 20, "2026-03-28T11:00:00Z", "A gull", FIRST_DAY);
	publish_site(s);
	put_numbered(s->d, 20, 26, "2026-04-04T11:00:00Z", "A tern", FIRST_DAY);
	expect_planned(s, AS_EVER, "its rule is new: near.atom near.html\n",
	    true);
	expect_planned(s, AS_EVER, "6 papers are new: all.atom all.html", true);
	expect_planned(s, AS_EVER, "agents.atom", false);
	publish_site(s);
}

/* Open the store that the configuration names, instead of the one before. */
static void
open_store(struct site_place *s)
{
	database_close(s->d);
	assert_int_equal(database_open(&s->d, s->l.config.site.database,
			     DATABASE_WRITE),
	    0);
}

/* A topic that a damaged store has lost is found anew, though no paper changed. */
static void
test_lost_topics(void **state)
{
	struct site_place *s = *state;

	configure_site(s, BEGIN "formats = \"atom html\"\n}\n" FEEDS);
	open_store(s);
	fill(s);
	publish_site(s);
	run_sql(s->l.config.site.database,
	    "DELETE FROM topic_state WHERE slug = 'gulls'");
	open_store(s);
	expect_plan(s, AS_EVER,
	    "its rule is new: gulls.atom gulls.html\n"
	    "topics changed: style.css favicon.ico search.js feeds.opml "
	    "index.html");
	publish_site(s);
	run_sql(s->l.config.site.database,
	    "DELETE FROM topic_state WHERE slug = 'all'");
	open_store(s);
	expect_planned(s, AS_EVER, "its rule is new: all.atom all.html ", true);
	expect_planned(s, AS_EVER, "topics changed: style.css ", true);
	expect_planned(s, AS_EVER, "gulls", false);
}

/*
 * Of its topics an entry names twenty, those that have the fewest papers: when
 * the configuration changes, these may be others.
 */
static void
test_paper_of_many_topics(void **state)
{
	struct site_place *s = *state;
	struct buf text = { 0 };
	int topics, i, round; /* topics of the agent */

	put_numbered(s->d, 1, 2, "2026-03-30T10:00:00Z", "A heron", FIRST_DAY);
	put_numbered(s->d, 2, 3, "2026-04-07T10:00:00Z", "An agent", FIRST_DAY);
	for (topics = 20; topics <= 21; topics++) {
		for (round = 0; round < 2; round++) {
			buf_clear(&text);
			buf_printf(&text,
			    BEGIN "formats = \"atom html\"\n}\n"
				  "topic other { match = '%s' archive = no }\n",
			    round == 0 ? "tern" : "auk");
			for (i = 1; i <= topics; i++)
				buf_printf(&text,
				    "topic t%d { match = 'agent' archive = no }\n",
				    i);
			configure_site(s, text.data);
			if (round == 0)
				publish_site(s);
		}
		expect_planned(s, AS_EVER, "other.atom", true);
		expect_planned(s, AS_EVER, "day/2026-03-30.html", false);
		expect_planned(s, AS_EVER, "day/2026-04-07.html", topics == 21);
		publish_site(s);
	}
	buf_free(&text);
}

/* Another configuration is a reason for all files, but pages of days. */
static void
test_other_settings(void **state)
{
	struct site_place *s = *state;

	configure_site(s, BEGIN "formats = \"atom html\"\n}\n" FEEDS LIKED);
	fill(s);
	publish_site(s);
	configure_site(s,
	    BEGIN
	    "formats = \"atom html\"\n}\n"
	    "topic agents { match = 'agent OR heron' }\n"
	    "topic gulls { match = 'gull' archive = no }\n"
	    "topic liked { min-upvotes = 10 archive = no formats = \"rss html\" }\n");
	expect_plan(s, AS_EVER,
	    "the configuration or the program changed: all.atom all.html "
	    "agents.atom agents.html archive/agents-2026-04.atom "
	    "archive/agents-2026-03.atom agents-2026-04.html "
	    "agents-2026-03.html gulls.atom gulls.html liked.rss "
	    "liked.html style.css favicon.ico search.js feeds.opml "
	    "index.html");
	publish_site(s);
	configure_site(s,
	    BEGIN
	    "formats = \"atom html\"\ntitle = \"Another\"\n}\n" FEEDS LIKED);
	expect_plan(s, AS_EVER,
	    "the configuration or the program changed: all.atom all.html "
	    "archive/all-2026-04.atom archive/all-2026-03.atom agents.atom "
	    "agents.html archive/agents-2026-04.atom "
	    "archive/agents-2026-03.atom agents-2026-04.html "
	    "agents-2026-03.html gulls.atom gulls.html liked.rss "
	    "liked.html\n"
	    "what shows on every page changed: day/2026-04-08.html "
	    "day/2026-04-07.html day/2026-03-30.html week/2026-W15.html "
	    "week/2026-W14.html month/2026-04.html month/2026-03.html "
	    "search/2026-04.txt search/2026-03.txt\n"
	    "the configuration or the program changed: style.css "
	    "favicon.ico search.js feeds.opml index.html");
	publish_site(s);
	/* with the newest pages only, then without any */
	configure_site(s,
	    BEGIN
	    "formats = \"atom html\"\ntitle = \"Another\"\npages = newest\n}\n" FEEDS
		LIKED);
	expect_plan(s, AS_EVER,
	    "the configuration or the program changed: all.atom all.html "
	    "agents.atom agents.html\n"
	    "the site has no such pages: agents-2026-03.html "
	    "agents-2026-04.html\n"
	    "the configuration or the program changed: gulls.atom "
	    "gulls.html liked.rss liked.html\n"
	    "the site has no such pages: day/2026-03-30.html "
	    "day/2026-04-07.html day/2026-04-08.html week/2026-W14.html "
	    "week/2026-W15.html month/2026-03.html month/2026-04.html\n"
	    "what shows on every page changed: search/2026-04.txt "
	    "search/2026-03.txt\n"
	    "the configuration or the program changed: style.css "
	    "favicon.ico search.js feeds.opml index.html");
	publish_site(s);
	configure_site(s,
	    BEGIN
	    "formats = \"atom html\"\ntitle = \"Another\"\npages = no\n}\n" FEEDS
		LIKED);
	expect_plan(s, AS_EVER,
	    "the configuration or the program changed: all.atom\n"
	    "the site has no such pages: all.html\n"
	    "the configuration or the program changed: "
	    "archive/all-2026-04.atom archive/all-2026-03.atom "
	    "agents.atom\n"
	    "the site has no such pages: agents.html\n"
	    "the configuration or the program changed: "
	    "archive/agents-2026-04.atom archive/agents-2026-03.atom "
	    "gulls.atom\n"
	    "the site has no such pages: gulls.html\n"
	    "the configuration or the program changed: liked.rss\n"
	    "the site has no such pages: liked.html search/2026-03.txt "
	    "search/2026-04.txt\n"
	    "the configuration or the program changed: style.css "
	    "favicon.ico search.js feeds.opml index.html");
	publish_site(s);
}

/* Fails unless another configuration is a reason for some files. */
static void
expect_due(struct site_place *s, const char *before, const char *after,
    const char *what)
{
	configure_site(s, before);
	publish_site(s);
	configure_site(s, after);
	expect_planned(s, AS_EVER, what, true);
}

/* All that shows in a file is a reason, and what shows on every page for more. */
static void
test_each_setting_counts(void **state)
{
	struct site_place *s = *state;

	fill(s);
	/* of a site without topics */
	expect_due(s, BEGIN "formats = \"atom html\"\n}\n",
	    BEGIN "formats = \"rss html\"\n}\n",
	    "the configuration or the program changed: all.rss all.html\n"
	    "what shows on every page changed: day/");
	s->now++;
	publish_site(s);
	expect_listed(s, "2026-04-09T13:00:01Z");
	expect_due(s, BEGIN "formats = \"rss html\"\n}\n",
	    BEGIN "formats = \"rss json html\"\n}\n",
	    "what shows on every page changed: day/");
	expect_due(s, BEGIN "hub = \"https://hub.example.org/\"\n}\n",
	    BEGIN "hub = \"https://hub.example.net/\"\n}\n",
	    "the configuration or the program changed: all.atom");
	/* another format of one topic */
	expect_due(s,
	    BEGIN
	    "}\ntopic agents { match = 'agent' formats = \"atom html\" }\n",
	    BEGIN
	    "}\ntopic agents { match = 'agent' formats = \"atom rss html\" }\n",
	    " day/2026-04-07.html ");
	/* the same query, written in another way, as the topic's page shows it */
	expect_due(s, BEGIN "}\ntopic agents { match = 'agent' }\n",
	    BEGIN "}\ntopic agents { match = '\"agent\"' }\n",
	    "the configuration or the program changed: all.atom");
	expect_planned(s, AS_EVER, "what shows on every page changed", false);
}

/* Pages of a format that is switched off stay until they are pruned. */
static void
test_pages_are_switched_off(void **state)
{
	struct site_place *s = *state;

	configure_site(s, BEGIN "formats = \"atom html\"\n}\n" FEEDS);
	fill(s);
	publish_site(s);
	configure_site(s, BEGIN "formats = \"atom\"\n}\n" FEEDS);
	expect_planned(s, AS_EVER, "the site has no such pages", false);
	expect_planned(s, PRUNE, " agents-2026-03.html ", true);
}

/* A month of more papers than the live feed has is an archive by itself. */
static void
test_long_month(void **state)
{
	struct site_place *s = *state;

	configure_site(s, BEGIN "formats = \"atom html\"\n}\n" FEEDS);
	put_numbered(s->d, 1, 6, "2026-02-07T10:00:00Z", "A gull", FIRST_DAY);
	expect_planned(s, AS_EVER, "archive/", false);
	put_numbered(s->d, 10, 70, "2026-02-01T11:00:00Z", "An agent",
	    FIRST_DAY);
	put_numbered(s->d, 70, 75, "2026-02-27T11:00:00Z", "An agent",
	    FIRST_DAY);
	expect_planned(s, AS_EVER, "archive/agents-2026-02.atom ", true);
	expect_planned(s, AS_EVER, "gulls-2026-02", false);
	publish_site(s);
}

/* When a paper was removed, all files are made again, because any may have it. */
static void
test_removed_paper(void **state)
{
	struct site_place *s = *state;
	struct paper_list l;

	configure_site(s, BEGIN "formats = \"atom html\"\n}\n" FEEDS);
	fill(s);
	publish_site(s);
	l = get_all(s->d);
	assert_int_equal(removed_take(s->d, l.papers[0].key, false), 0);
	paper_list_free(&l);
	expect_planned(s, AS_EVER, "papers were removed: all.atom all.html ",
	    true);
	expect_planned(s, AS_EVER, " day/2026-04-07.html ", true);
	expect_planned(s, AS_EVER, " index.html", true);
	publish_site(s);
}

/* The list of topics and each feed have the instant when they became others. */
static void
test_instants_of_changes(void **state)
{
	struct site_place *s = *state;

	configure_site(s, BEGIN "}\n" FEEDS LIKED);
	fill(s);
	publish_site(s);
	expect_listed(s, "2026-03-30T10:00:00Z");
	expect_changed(s, "gulls", NULL);
	s->now = at(THIRD_DAY);
	/* what does not show in them */
	configure_site(s, BEGIN "thumbnails = no\n}\n" FEEDS LIKED);
	publish_site(s);
	expect_listed(s, "2026-03-30T10:00:00Z");
	expect_changed(s, "liked", NULL);
	/* the title of a topic, and one that is new */
	configure_site(s,
	    BEGIN "}\n" OTHER_TITLE "topic herons { match = 'heron' }\n");
	publish_site(s);
	expect_listed(s, THIRD_DAY);
	expect_changed(s, "gulls", THIRD_DAY);
	expect_changed(s, "agents", NULL);
	s->now++;
	/* that a topic is by example */
	configure_site(s,
	    BEGIN "}\n" OTHER_TITLE
		  "topic herons { match = 'heron' like = \"2604.00001\" }\n");
	publish_site(s);
	expect_listed(s, THIRD_DAY);
	expect_changed(s, "gulls", THIRD_DAY);
	expect_changed(s, "liked", NULL);
	/* the feed of a topic is another format */
	configure_site(s,
	    BEGIN "}\n" OTHER_FORMAT
		  "topic herons { match = 'heron' like = \"2604.00001\" }\n");
	publish_site(s);
	expect_listed(s, "2026-04-10T13:00:01Z");
}

/* A store that was empty when it was published first has no oldest paper. */
static void
test_empty_store(void **state)
{
	struct site_place *s = *state;

	configure_site(s, BEGIN "formats = \"atom html\"\n}\n" FEEDS LIKED);
	expect_plan(s, AS_EVER,
	    "nothing was published before: all.atom all.html agents.atom "
	    "agents.html gulls.atom gulls.html liked.rss liked.html "
	    "style.css favicon.ico search.js feeds.opml index.html");
	publish_site(s);
	expect_listed(s, SECOND_DAY);
}

/*
 * Months come the newest first, behind files of no period, and those of the site
 * last; of each they come as they were planned.
 */
static void
test_order(void **state)
{
	static const struct {
		enum plan_kind kind;
		const char *name, *start;
	} files[] = {
		{ PLAN_SITE, "6", NULL },
		{ PLAN_ARCHIVE, "4", "2026-03-01" },
		{ PLAN_FEED, "0", NULL },
		{ PLAN_MONTH, "2", "2026-04-01" },
		{ PLAN_TOPIC, "1", NULL },
		{ PLAN_DAY, "3", "2026-04-30" },
		{ PLAN_PAST, "5", "2026-03-01" },
		{ PLAN_SITE, "7", NULL },
	};
	const struct plan_file **order;
	struct plan plan = { 0 };
	struct plan_file *f;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(files); i++) {
		f = plan_add(&plan, files[i].kind, files[i].name, "");
		if (files[i].start != NULL)
			f->start = at(files[i].start);
	}
	order = plan_order(&plan);
	for (i = 0; i < COUNT(files); i++)
		assert_int_equal(order[i]->name[0], '0' + i);
	free(order);
	plan_free(&plan, 0);
}

/* Files of what is no longer configured are removed if somebody wants it. */
static void
test_retired_files(void **state)
{
	struct site_place *s = *state;

	configure_site(s, BEGIN "formats = \"atom rss html\"\n}\n" FEEDS LIKED);
	fill(s);
	publish_site(s);
	configure_site(s,
	    BEGIN "formats = \"atom\"\n}\n"
		  "topic gulls { match = 'gull' archive = no }\n");
	expect_plan(s, AS_EVER,
	    "the configuration or the program changed: all.atom "
	    "archive/all-2026-04.atom archive/all-2026-03.atom gulls.atom "
	    "style.css favicon.ico search.js feeds.opml index.html");
	expect_plan(s, PRUNE,
	    "the configuration or the program changed: all.atom "
	    "archive/all-2026-04.atom archive/all-2026-03.atom gulls.atom "
	    "style.css favicon.ico search.js feeds.opml index.html\n" RETIRED);
	publish_site(s);
	expect_plan(s, PRUNE, RETIRED);
	expect_retired(s, 2, 13);
	/* the first file of a topic */
	configure_site(s, BEGIN "formats = \"json rss\"\n}\n");
	publish_site(s);
	configure_site(s, BEGIN "formats = \"rss\"\n}\n");
	expect_planned(s, PRUNE,
	    "no longer configured: all.atom all.html all.json ", true);
}

/* A topic that is in its feed whole has no archive, and no longer one. */
static void
test_end_of_an_archive(void **state)
{
	struct site_place *s = *state;

	configure_site(s, BEGIN "formats = \"atom html\"\n}\n" FEEDS LIKED);
	fill(s);
	publish_site(s);
	put_numbered(s->d, 1, 3, "2026-03-30T10:00:00Z", "A heron", SECOND_DAY);
	expect_plan(s, AS_EVER,
	    "2 papers are changed: all.atom all.html\n"
	    "2 of its papers are new, changed or gone: "
	    "archive/all-2026-03.atom\n"
	    "2 papers are gone: agents.atom agents.html\n"
	    "the topic's page shows all: agents-2026-03.html "
	    "agents-2026-04.html\n"
	    "the live feed shows all: archive/agents-2026-03.atom "
	    "archive/agents-2026-04.atom\n"
	    "2 of its papers are new, changed or gone: day/2026-03-30.html "
	    "week/2026-W14.html month/2026-03.html search/2026-03.txt\n" PAPERS_CHANGED);
	publish_site(s);
	put_numbered(s->d, 1, 3, "2026-03-30T10:00:00Z", "An agent",
	    SECOND_DAY);
	expect_plan(s, AS_EVER,
	    "2 papers are changed: all.atom all.html\n"
	    "2 of its papers are new, changed or gone: "
	    "archive/all-2026-03.atom\n"
	    "2 papers are new: agents.atom agents.html "
	    "archive/agents-2026-04.atom archive/agents-2026-03.atom "
	    "agents-2026-04.html agents-2026-03.html\n"
	    "2 of its papers are new, changed or gone: day/2026-03-30.html "
	    "week/2026-W14.html month/2026-03.html search/2026-03.txt\n" PAPERS_CHANGED);
	publish_site(s);
	configure_site(s,
	    BEGIN "formats = \"atom html\"\narchive = no\n}\n" FEEDS LIKED);
	expect_plan(s, AS_EVER,
	    "the configuration or the program changed: all.atom all.html "
	    "agents.atom agents.html agents-2026-04.html "
	    "agents-2026-03.html gulls.atom gulls.html liked.rss "
	    "liked.html style.css favicon.ico search.js feeds.opml "
	    "index.html");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_first_and_whole_publishing),
		WITH_SITE(test_papers_that_are_new_changed_or_gone),
		WITH_SITE(test_other_topics_of_a_paper),
		WITH_SITE(test_sizes_of_topics),
		WITH_SITE(test_damaged_files),
		WITH_SITE(test_each_file_alone),
		WITH_SITE(test_new_rule),
		WITH_SITE(test_lost_topics),
		WITH_SITE(test_paper_of_many_topics),
		WITH_SITE(test_other_settings),
		WITH_SITE(test_each_setting_counts),
		WITH_SITE(test_pages_are_switched_off),
		WITH_SITE(test_long_month),
		WITH_SITE(test_removed_paper),
		WITH_SITE(test_instants_of_changes),
		WITH_SITE(test_empty_store),
		cmocka_unit_test(test_order),
		WITH_SITE(test_retired_files),
		WITH_SITE(test_end_of_an_archive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

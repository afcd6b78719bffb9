/* What the store knows beside papers, while SQLite fails: each failure is told. */
#include "topic_support.h"
#include "step_support.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/findings.h"
#include "base/key_list.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/announcements.h"
#include "store/arxiv_state.h"
#include "store/counts.h"
#include "store/examples.h"
#include "store/hosts.h"
#include "store/liked.h"
#include "store/listed_in.h"
#include "store/mails.h"
#include "store/manifest.h"
#include "store/membership.h"
#include "store/papers.h"
#include "store/paper_row.h"
#include "store/ranking.h"
#include "store/related.h"
#include "store/removed.h"
#include "store/rule.h"
#include "store/shown_by.h"
#include "store/source_state.h"
#include "store/store_check.h"
#include "store/topic_dates.h"
#include "store/validators.h"

#define DAYS 20 /* with papers */
#define NOW  "2026-04-25T12:00:00Z"

static struct paper foreign[] = {
	{ .id = "2604.00010" },
	{ .doi = "10.1000/182", .title = "Flow matching" },
	{ .id = "2604.99999", .title = "Flow matching for images" },
};
static const struct paper_list library = { .papers = foreign,
	.count = COUNT(foreign) };

/* A topic that has all kinds of examples, and one that has papers. */
static const struct topic flows = { .slug = "flows",
	.like = "2604.00020",
	.unlike = "2604.00011",
	.library = &library,
	.about = 2 };
static const struct topic papers = { .slug = "papers", .query = PAPERS };

static int
learn(struct database *d)
{
	struct topic others = flows; /* of which nothing was learnt yet */
	bool learnt;

	others.slug = "others";
	return rule_learn(d, &others, &learnt);
}

static int
list_examples(struct database *d)
{
	struct example *list;
	struct arena a = { 0 };
	size_t count;
	int ret = examples_list(d, &a, &flows, &list, &count);

	arena_free(&a);
	return ret;
}

/* Find the papers that are most like the examples. */
static int
rank(struct database *d)
{
	struct ranked best[3];
	struct liked l = { 0 };
	size_t count;
	int ret = rule_open_liked(d, &flows, &l);

	if (ret == 0)
		ret = ranking_best(d, &l, best, 3, &count);
	liked_free(&l);
	return ret;
}

/* Does a rule find a paper?  It is asked for its own topic, and for examples. */
static int
ask_rule(struct database *d)
{
	const int64_t key = INT64_C(8) * at("2026-04-05T08:00:00Z");
	bool finds;

	if (rule_finds(d, &papers, key, &finds) == -1)
		return -1;
	return rule_finds(d, &flows, key, &finds);
}

/* Read the members of a topic in each way. */
static int
read_members(struct database *d)
{
	struct topic_counts counts = { .count = 1000 };
	struct member_place places[4];
	struct key_list keys = { 0 };
	struct name_list names = { 0 };
	struct arena a = { 0 };
	int64_t key = INT64_C(8) * at("2026-04-05T08:00:00Z");
	size_t n;
	int ret = -1;

	counts_start(&counts, at(NOW));
	if (membership_read(d, &papers, INT64_MIN, INT64_MAX, &keys) != -1 &&
	    membership_day(d, &papers, key, &keys) != -1 &&
	    membership_most_voted(d, &papers, INT64_MIN, INT64_MAX, 2, &keys) !=
		-1 &&
	    membership_smallest_topics(d, &a, key, 2, &names) != -1 &&
	    membership_topics(d, &a, key, &names) != -1 &&
	    membership_crowded(d, 1, &keys) != -1 &&
	    membership_newest_places(d, &papers, INT64_MAX, places, 4, &n) !=
		-1 &&
	    membership_newest(d, &papers, INT64_MIN, INT64_MAX, &key) != -1 &&
	    membership_oldest(d, &papers, INT64_MIN, INT64_MAX, &key) != -1 &&
	    membership_weeks(d, &papers, &counts) != -1)
		ret = 0;
	key_list_free(&keys);
	arena_free(&a);
	return ret;
}

/* Read what is known of a paper. */
static int
read_paper(struct database *d)
{
	const struct paper asked = { .id = "2604.00050" };
	struct related_paper related[RELATED_PAPERS];
	struct paper paper = { .key = INT64_C(8) * at("2026-04-05T08:00:00Z") };
	struct arena a = { 0 };
	int64_t day;
	bool empty;
	size_t n;
	int ret = -1;

	if (papers_is_empty(d, &empty) != -1 &&
	    paper_row_get(d, paper.key, &a, &paper) != -1 &&
	    paper_row_get_shown(d, paper.key, &a, &paper) != -1 &&
	    listed_in_read(d, &a, &paper) != -1 &&
	    related_read(d, &a, paper.key, related, &n) != -1 &&
	    shown_by_entered(d, paper.key, "daily", &day) != -1 &&
	    shown_by_first(d, paper.key, &day) != -1 &&
	    removed_has(d, &asked) != -1)
		ret = 0;
	arena_free(&a);
	return ret;
}

/* Keep and read what is known of a source, and of its host and pages. */
static int
use_source(struct database *d)
{
	const struct source_state state = { .name = "daily",
		.attempted = at(NOW),
		.succeeded = DATE_NONE,
		.changed = DATE_NONE,
		.error = "it was away" };
	const struct source_day held = { .read = at(NOW), .papers = 3 };
	const struct validators page = { .url = "https://a.example/",
		.final = "https://a.example/",
		.etag = "\"1\"",
		.read = at(NOW),
		.day = DATE_NONE,
		.previous = DATE_NONE };
	const struct host_times times = { .due = 1000, .after = at(NOW) };
	struct source_state state_read;
	struct source_day day_read;
	struct validators page_read;
	struct host_times times_read;
	struct arena a = { 0 };
	int64_t found;
	int ret = -1;

	if (source_state_keep(d, &state) != -1 &&
	    source_state_read(d, &a, "daily", &state_read) != -1 &&
	    source_day_keep(d, "daily", at("2026-04-05"), &held) != -1 &&
	    source_day_read(d, "daily", at("2026-04-05"), &day_read) != -1 &&
	    source_newest_day(d, "daily", &found) != -1 &&
	    source_longest_pause(d, "daily", at("2026-04-01"), at(NOW),
		&found) != -1 &&
	    validators_keep(d, &page) != -1 &&
	    validators_find(d, &a, page.url, &page_read) != -1 &&
	    validators_forget_old(d, at("2026-04-01")) != -1 &&
	    validators_forget(d, page.url) != -1 &&
	    hosts_keep(d, "a.example", &times) != -1 &&
	    hosts_read(d, "a.example", &times_read) != -1)
		ret = 0;
	arena_free(&a);
	return ret;
}

/* Keep and read when arXiv was asked, and which feeds a hub was told of. */
static int
use_services(struct database *d)
{
	const struct arxiv_state state = { .attempted = at(NOW),
		.succeeded = DATE_NONE };
	const struct hub_state hub = { .url = "https://hub.example/",
		.attempted = at(NOW),
		.succeeded = DATE_NONE };
	struct arxiv_state state_read;
	struct hub_state hub_read;
	struct name_list names = { 0 };
	struct arena a = { 0 };
	int64_t count;
	int ret = -1;

	if (arxiv_state_keep(d, &state) != -1 &&
	    arxiv_state_read(d, &a, &state_read) != -1 &&
	    announcements_add(d, "all.atom", at(NOW)) != -1 &&
	    announcements_count(d, &count) != -1 &&
	    announcements_read(d, &a, 5, &names) != -1 &&
	    announcements_expire(d, "late", at("2026-04-01")) != -1 &&
	    announcements_remove(d, "all.atom") != -1 &&
	    announcements_keep_hub(d, &hub) != -1 &&
	    announcements_read_hub(d, &a, hub.url, &hub_read) != -1)
		ret = 0;
	arena_free(&a);
	return ret;
}

static void
visit(void *context, const struct manifest_file *f)
{
	(void)context;
	(void)f;
}

/* Keep and read what was published. */
static int
use_manifest(struct database *d)
{
	const struct manifest keep = { .settings = "s",
		.outline = "o",
		.pages = "p",
		.listed = at(NOW),
		.published = at(NOW) };
	const struct manifest_file file = { .name = "all.atom",
		.topic = "all",
		.size = 3,
		.modified = 4 };
	struct name_list names = { 0 };
	struct manifest read;
	struct arena a = { 0 };
	int64_t time;
	int ret = -1;

	if (manifest_keep(d, &keep) != -1 &&
	    manifest_read(d, &a, &read) != -1 &&
	    manifest_keep_folder(d, "", 3) != -1 &&
	    manifest_folder(d, "", &time) != -1 &&
	    manifest_add(d, &file) != -1 && manifest_has(d, "all.atom") != -1 &&
	    manifest_has_as(d, &file) != -1 &&
	    manifest_each(d, "", visit, NULL) != -1 &&
	    manifest_add_names(d, &a, "all", &names) != -1 &&
	    manifest_retire(d, "all.atom", true) != -1 &&
	    manifest_add_retired_files(d, &a, &names) != -1 &&
	    manifest_add_retired(d, &a, &names) != -1 &&
	    manifest_remove(d, "all.atom") != -1)
		ret = 0;
	arena_free(&a);
	return ret;
}

/* Find what a mail has, note it, and read it again. */
static int
use_mails(struct database *d)
{
	const struct mail_state state = { .since = at("2026-04-01"),
		.through = at("2026-04-01"),
		.message_id = "<1@a.example>",
		.dated = at(NOW),
		.until = at(NOW),
		.sent = DATE_NONE };
	const struct mail_query query = { .name = "daily",
		.topic = &papers,
		.since = at("2026-04-01"),
		.until = at(NOW),
		.new_since = at("2026-04-01") };
	struct mail_papers found = { 0 }, noted = { 0 };
	struct mail_state state_read;
	struct arena a = { 0 };
	int ret = -1;

	if (mails_keep(d, "daily", &state) != -1 &&
	    mails_read(d, &a, "daily", &state_read) != -1 &&
	    mails_find(d, &a, &query, &found) != -1 && found.count > 0 &&
	    mails_note(d, "daily", state.message_id, &found.papers[0]) != -1 &&
	    mails_has(d, "daily", found.papers[0].guid) != -1 &&
	    mails_contents(d, &a, "daily", state.message_id, &noted) != -1 &&
	    mails_forget_counted(d, "daily", state.message_id) != -1)
		ret = 0;
	arena_free(&a);
	return ret;
}

/* Note what a topic is about, and read when that changed. */
static int
use_topic(struct database *d)
{
	const struct topic_note note = { .topic = &papers, .about = "y" };
	struct topic_state state;
	struct arena a = { 0 };
	int64_t changed;
	int ret = -1;

	if (topic_dates_note(d, &note, at(NOW)) != -1 &&
	    topic_dates_changed(d, &papers, &changed) != -1 &&
	    membership_read_state(d, &a, &papers, &state) != -1 &&
	    membership_keep_state(d, &papers, &state) != -1)
		ret = 0;
	arena_free(&a);
	return ret;
}

/* Compare members with what rules find.  What could not be looked at is no damage. */
static int
check_members(struct database *d)
{
	struct topic topics[] = { papers, flows };
	const struct config config = { .topics = topics,
		.topic_count = COUNT(topics) };
	struct findings f = { .path = "x.db", .silent = true };
	struct store_check c = { .database = d,
		.config = &config,
		.findings = &f,
		.now = at(NOW),
		.mends = true };
	int ret = member_check(&c);

	assert_int_equal(f.count, 0);
	return ret;
}

static const struct {
	const char *name;
	int (*act)(struct database *);
} actions[] = {
	{ "learn", learn },
	{ "list examples", list_examples },
	{ "rank", rank },
	{ "ask a rule", ask_rule },
	{ "read members", read_members },
	{ "read a paper", read_paper },
	{ "check members", check_members },
	{ "source", use_source },
	{ "services", use_services },
	{ "manifest", use_manifest },
	{ "mails", use_mails },
	{ "topic", use_topic },
};

/* Store two papers of each day, one of them on flows. */
static void
fill_days(struct database *d)
{
	char listed[2][32];
	struct item items[2];
	int day;

	for (day = 1; day <= DAYS; day++) {
		snprintf(listed[0], sizeof(listed[0]), "2026-04-%02dT08:00:00Z",
		    day);
		snprintf(listed[1], sizeof(listed[1]), "2026-04-%02dT09:00:00Z",
		    day);
		items[0] = (struct item){ day * 10, 1, listed[0],
			"Flow matching for images: a paper", NULL };
		items[1] = (struct item){ day * 10 + 1, 2, listed[1],
			"A paper on whales", NULL };
		SHOW(d, "daily", NOW, items);
	}
}

static void
test_every_failure_is_told(void **state)
{
	char folder[FOLDER_SIZE], path[64];
	struct topic_changes news;
	struct database *d;
	size_t i, step;

	(void)state;
	make_folder(folder);
	snprintf(path, sizeof(path), "%s/x.db", folder);
	assert_int_equal(database_open(&d, path, DATABASE_WRITE), 0);
	fill_days(d);
	news = update_topic(d, &papers);
	key_list_free(&news.keys);
	news = update_topic(d, &flows);
	key_list_free(&news.keys);
	/* A new store is thrown away when something fails. */
	database_close(d);
	assert_int_equal(database_open(&d, path, DATABASE_WRITE), 0);
	for (i = 0; i < COUNT(actions); i++) {
		step = 1;
		while (act_with_failing_step(d, actions[i].name, actions[i].act,
		    step))
			step++;
		/* There was something to fail. */
		assert_true(step > 1);
	}
	database_close(d);
	remove_folder(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_failure_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

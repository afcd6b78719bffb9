#include "support.h"

#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/clean.h"
#include "paper/paper.h"
#include "listing/listing.h"
#include "topic/topic.h"
#include "store/changes.h"
#include "store/papers.h"
#include "store/removed.h"
#include "store/topic_dates.h"

/* What a page saved as text shows of a paper: no id, perhaps not all. */
struct shown {
	const char *title, *abstract, *organization;
	int64_t author_count, upvotes;
};

/* Put a rendition that was read at an instant. */
static struct store_report
put_shown(struct database *s, const struct shown *shown, const char *now)
{
	struct listing l = { .kind = LISTING_TEXT };
	struct paper *p = paper_list_add(&l.papers);
	struct listed_in seen = { .rank = 1 };
	struct store_report report;

	paper_add_listing(&l.papers.arena, p, &seen);
	l.reading = at(now);
	p->source.title = shown->title;
	p->source.abstract = shown->abstract;
	p->organization = shown->organization;
	if (shown->author_count > 0)
		p->author_count = shown->author_count;
	if (shown->upvotes > 0)
		p->upvotes = shown->upvotes;
	p->listings[0].kind = LISTING_TEXT;
	p->listings[0].label = "2026-04-08";
	p->listings[0].day = p->listed = at("2026-04-08");
	assert_null(clean_paper(&l.papers.arena, p));
	report = put_listing(s, "", &l);
	listing_free(&l);
	return report;
}

/* Does every record say, byte for byte, what it said before? */
static void
expect_same_records(struct database *s, const struct buf *before)
{
	struct buf now = { 0 };

	assert_int_equal(papers_each(s, DATE_NONE, add_record, &now), 0);
	assert_string_equal(now.data, before->data);
	buf_free(&now);
}

static void
test_insert(void **state)
{
	static const char json[] = "[" ITEM("2604.00001", "One",
	    NOON ",\"upvotes\":5,\"githubStars\":7,\"summary\":\"Text.\","
		 "\"authors\":[{\"name\":\"Ada\"},{\"name\":\"Bo\"}]") "]";
	struct database *s = open_memory();
	struct paper_list l;
	struct paper *p;

	(void)state;
	expect_report(put_json(s, json, FIRST_DAY), 1, 1, 0);
	l = get_one(s);
	p = &l.papers[0];
	assert_string_equal(p->id, "2604.00001");
	assert_string_equal(p->guid, "https://arxiv.org/abs/2604.00001");
	assert_string_equal(p->title, "One");
	assert_string_equal(p->abstract, "Text.");
	assert_int_equal(p->authors.count, 2);
	assert_string_equal(p->authors.names[1], "Bo");
	expect_instant(p->listed, "2026-04-08T12:00:00Z");
	assert_int_equal(p->updated, p->listed);
	assert_int_equal(p->upvotes, 5);
	assert_int_equal(p->peak_upvotes, 5);
	assert_int_equal(p->comments, COUNT_UNKNOWN);
	assert_int_equal(p->stars, 7);
	assert_true(p->complete);
	assert_int_equal(p->listing_count, 1);
	assert_string_equal(p->listings[0].label, "2026-04-08");
	assert_int_equal(p->listings[0].rank, 1);
	paper_list_free(&l);
	database_close(s);
}

static void
test_insert_unknown(void **state)
{
	static const struct shown shown = { .title = "One" };
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	expect_report(put_shown(s, &shown, FIRST_DAY), 1, 1, 0);
	l = get_one(s);
	assert_null(l.papers[0].id);
	assert_null(l.papers[0].abstract);
	assert_int_equal(l.papers[0].author_count, COUNT_UNKNOWN);
	assert_int_equal(l.papers[0].upvotes, COUNT_UNKNOWN);
	assert_int_equal(l.papers[0].peak_upvotes, COUNT_UNKNOWN);
	assert_int_equal(l.papers[0].stars, COUNT_UNKNOWN);
	assert_false(l.papers[0].complete);
	paper_list_free(&l);
	database_close(s);
}

/* Whatever is read again, and whenever, changes nothing by itself. */
static void
test_again(void **state)
{
	static const char json[] = "[" ITEM("2604.00001", "One",
	    NOON
	    ",\"upvotes\":5,"
	    "\"authors\":[{\"name\":\"Ada\"}],\"summary\":\" A\\n b.\"") "," ITEM("cs/0112017",
	    "Two", AT("2026-04-08T00:00:00.000Z")) "," ITEM("2604.00003",
	    "Three", AT("2026-04-07T00:00:00.000Z")) "]";
	struct database *s = open_memory();
	struct buf before = { 0 };

	(void)state;
	expect_report(put_json(s, json, FIRST_DAY), 3, 3, 0);
	assert_int_equal(papers_each(s, DATE_NONE, add_record, &before), 0);
	expect_report(put_json(s, json, FIRST_DAY), 3, 0, 0);
	expect_same_records(s, &before);
	expect_report(put_json(s, json, SECOND_DAY), 3, 0, 0);
	expect_same_records(s, &before);
	buf_free(&before);
	database_close(s);
}

#define VOTES(n) "[" ITEM("2604.00001", "One", NOON ",\"upvotes\":" n) "]"

static void
test_votes(void **state)
{
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	put_json(s, VOTES("5"), FIRST_DAY);
	expect_report(put_json(s, VOTES("9"), SECOND_DAY), 1, 0, 0);
	expect_report(put_json(s, VOTES("3"), THIRD_DAY), 1, 0, 0);
	expect_report(put_json(s, VOTES("null"), THIRD_DAY), 1, 0, 0);
	l = get_one(s);
	assert_int_equal(l.papers[0].upvotes, 3);
	assert_int_equal(l.papers[0].peak_upvotes, 9);
	assert_int_equal(l.papers[0].updated, l.papers[0].listed);
	paper_list_free(&l);
	database_close(s);
}

#define STARS(title, n) \
	"[" ITEM("2604.00001", title, NOON ",\"githubStars\":" n) "]"

/* Stars are those of the newest reading, whatever else it changes. */
static void
test_stars(void **state)
{
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	put_json(s, STARS("One", "null"), FIRST_DAY);
	expect_report(put_json(s, STARS("One", "9"), SECOND_DAY), 1, 0, 0);
	l = get_one(s);
	assert_int_equal(l.papers[0].stars, 9);
	assert_int_equal(l.papers[0].updated, l.papers[0].listed);
	paper_list_free(&l);
	expect_report(put_json(s, STARS("Two", "4"), THIRD_DAY), 1, 0, 1);
	expect_report(put_json(s, STARS("Two", "null"), THIRD_DAY), 1, 0, 0);
	l = get_one(s);
	assert_int_equal(l.papers[0].stars, 4);
	paper_list_free(&l);
	database_close(s);
}

static void
test_title_changed(void **state)
{
	static const struct shown renamed = { .title = "ANOTHER" };
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	put_json(s, "[" ITEM("2604.00001", "One", NOON) "]", FIRST_DAY);
	expect_report(put_json(s,
			  "[" ITEM("2604.00001", "Another",
			      AT("2026-04-08T15:00:00Z")) "]",
			  SECOND_DAY),
	    1, 0, 1);
	/* It is known by its new title now. */
	expect_report(put_shown(s, &renamed, THIRD_DAY), 1, 0, 0);
	l = get_one(s);
	assert_string_equal(l.papers[0].title, "Another");
	assert_string_equal(l.papers[0].guid,
	    "https://arxiv.org/abs/2604.00001");
	expect_instant(l.papers[0].listed, "2026-04-08T12:00:00Z");
	expect_instant(l.papers[0].updated, SECOND_DAY);
	paper_list_free(&l);
	database_close(s);
}

#define ABSTRACT(text) \
	"[" ITEM("2604.00001", "One", NOON ",\"summary\":\"" text "\"") "]"

static void
test_white_space_changed(void **state)
{
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	put_json(s, ABSTRACT("One two."), FIRST_DAY);
	expect_report(put_json(s, ABSTRACT(" One\\n two.\\n"), SECOND_DAY), 1,
	    0, 0);
	l = get_one(s);
	assert_string_equal(l.papers[0].abstract, "One two.");
	assert_string_equal(l.papers[0].source.abstract, " One\n two.\n");
	assert_int_equal(l.papers[0].updated, l.papers[0].listed);
	paper_list_free(&l);
	expect_report(put_json(s, ABSTRACT("One three."), THIRD_DAY), 1, 0, 1);
	database_close(s);
	/* Blanks alone are no abstract. */
	s = open_memory();
	put_json(s, ABSTRACT(" \\n"), FIRST_DAY);
	l = get_one(s);
	assert_null(l.papers[0].abstract);
	expect_text(l.papers[0].source.abstract, " \n");
	paper_list_free(&l);
	database_close(s);
}

/* First seen by its title alone, a paper keeps its guid for ever. */
static void
test_id_learnt(void **state)
{
	static const struct shown shown = { .title =
						"Attention: Is All You Need!" };
	static const char json[] =
	    "[" ITEM("2604.00001", "Attention Is All You Need", NOON) "]";
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	expect_report(put_shown(s, &shown, FIRST_DAY), 1, 1, 0);
	expect_report(put_json(s, json, SECOND_DAY), 1, 0, 1);
	expect_report(put_json(s, json, THIRD_DAY), 1, 0, 0);
	expect_report(put_shown(s, &shown, THIRD_DAY), 1, 0, 0);
	l = get_one(s);
	assert_string_equal(l.papers[0].id, "2604.00001");
	assert_string_equal(l.papers[0].title, "Attention Is All You Need");
	assert_string_equal(l.papers[0].guid,
	    "urn:uuid:eca33f5b-03fa-506e-9e59-c0d6db433499");
	expect_instant(l.papers[0].listed, "2026-04-08T00:00:00Z");
	expect_instant(l.papers[0].updated, SECOND_DAY);
	paper_list_free(&l);
	/* Renamed, it is still known by the title that gave the guid. */
	put_json(s, "[" ITEM("2604.00001", "Renamed", NOON) "]", THIRD_DAY);
	expect_report(put_shown(s, &shown, THIRD_DAY), 1, 0, 0);
	l = get_one(s);
	paper_list_free(&l);
	database_close(s);
}

static void
test_authors_learnt(void **state)
{
	static const struct shown shown = { .title = "One",
		.author_count = 2,
		.organization = "Lab" };
	static const char json[] = "[" ITEM("2604.00001", "One",
	    NOON ",\"authors\":[{\"name\":\"Ada\"},{\"name\":\"Bo\"}]") "]";
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	put_shown(s, &shown, FIRST_DAY);
	expect_report(put_json(s, json, SECOND_DAY), 1, 0, 1);
	expect_report(put_shown(s, &shown, THIRD_DAY), 1, 0, 0);
	expect_report(put_json(s, json, THIRD_DAY), 1, 0, 0);
	l = get_one(s);
	assert_int_equal(l.papers[0].author_count, 2);
	assert_int_equal(l.papers[0].authors.count, 2);
	assert_string_equal(l.papers[0].organization, "Lab");
	expect_instant(l.papers[0].updated, SECOND_DAY);
	paper_list_free(&l);
	database_close(s);
}

/* A rendition fills in what is missing and changes nothing else. */
static void
test_rendition(void **state)
{
	static const struct shown shown = { .title = "ONE",
		.abstract = "Cut ...",
		.organization = "Lab",
		.author_count = 9,
		.upvotes = 7 };
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	put_json(s,
	    "[" ITEM("2604.00001", "One",
		NOON ",\"summary\":\"Text.\","
		     "\"upvotes\":5,\"authors\":[{\"name\":\"Ada\"}]") "]",
	    FIRST_DAY);
	expect_report(put_shown(s, &shown, SECOND_DAY), 1, 0, 1);
	expect_report(put_shown(s, &shown, THIRD_DAY), 1, 0, 0);
	l = get_one(s);
	assert_string_equal(l.papers[0].title, "One");
	assert_string_equal(l.papers[0].abstract, "Text.");
	assert_string_equal(l.papers[0].organization, "Lab");
	assert_int_equal(l.papers[0].author_count, 1);
	assert_int_equal(l.papers[0].upvotes, 7);
	assert_true(l.papers[0].complete);
	paper_list_free(&l);
	database_close(s);
}

/* A paper is known by the titles it had, and a text by its own row first. */
static void
test_former_title(void **state)
{
	static const struct shown shown = { .title = "Old title" };
	struct database *s = open_memory();

	(void)state;
	put_json(s, "[" ITEM("2604.00001", "Old title", NOON) "]", FIRST_DAY);
	put_json(s, "[" ITEM("2604.00001", "New title", NOON) "]", SECOND_DAY);
	expect_report(put_shown(s, &shown, THIRD_DAY), 1, 0, 0);
	/* Another paper of that title is another one. */
	expect_report(put_json(s, "[" ITEM("2604.00002", "Old title", NOON) "]",
			  THIRD_DAY),
	    1, 1, 0);
	expect_report(put_shown(s, &shown, THIRD_DAY), 1, 0, 0);
	database_close(s);
}

/* Signs that make another word make another paper. */
static void
test_signs(void **state)
{
	static const char *const titles[] = { "C at Scale", "C++ at Scale",
		"C# at Scale", "GPT-4.5", "GPT-45", "A > B", "A < B" };
	struct database *s = open_memory();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		struct shown shown = { .title = titles[i] };

		expect_report(put_shown(s, &shown, FIRST_DAY), 1, 1, 0);
		expect_report(put_shown(s, &shown, FIRST_DAY), 1, 0, 0);
	}
	database_close(s);
}

/*
 * A rendition whose values are not taken does not make those of the record
 * newer than they are.
 */
static void
test_rendition_between(void **state)
{
	static const struct shown shown = { .title = "One" };
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	put_json(s, "[" ITEM("2604.00001", "One", NOON) "]", FIRST_DAY);
	expect_report(put_shown(s, &shown, THIRD_DAY), 1, 0, 0);
	expect_report(put_json(s,
			  "[" ITEM("2604.00001", "One, renamed",
			      NOON ",\"upvotes\":9") "]",
			  SECOND_DAY),
	    1, 0, 1);
	l = get_one(s);
	assert_string_equal(l.papers[0].title, "One, renamed");
	assert_int_equal(l.papers[0].upvotes, 9);
	paper_list_free(&l);
	database_close(s);
}

/* Listings may be imported in any order: the newest reading says what is. */
static void
test_older_reading(void **state)
{
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	put_json(s, "[" ITEM("2604.00001", "New", NOON ",\"upvotes\":5") "]",
	    THIRD_DAY);
	expect_report(put_json(s,
			  "[" ITEM("2604.00001", "Old",
			      NOON ",\"upvotes\":20") "]",
			  FIRST_DAY),
	    1, 0, 0);
	expect_report(put_json(s,
			  "[" ITEM("2604.00001", "Older",
			      NOON ",\"upvotes\":1") "]",
			  SECOND_DAY),
	    1, 0, 0);
	l = get_one(s);
	assert_string_equal(l.papers[0].title, "New");
	assert_int_equal(l.papers[0].upvotes, 5);
	assert_int_equal(l.papers[0].peak_upvotes, 20);
	assert_int_equal(l.papers[0].updated, l.papers[0].listed);
	paper_list_free(&l);
	/* What only the older one knows is learnt all the same. */
	expect_report(put_json(s, ABSTRACT("Text."), SECOND_DAY), 1, 0, 1);
	l = get_one(s);
	assert_string_equal(l.papers[0].title, "New");
	assert_string_equal(l.papers[0].abstract, "Text.");
	assert_true(l.papers[0].updated > l.papers[0].listed);
	paper_list_free(&l);
	database_close(s);
}

static void
test_one_title_two_ids(void **state)
{
	static const struct shown shown = { .title = "same title" };
	static const char json[] = "[" ITEM("2604.00001", "Same Title",
	    NOON) "," ITEM("2604.00002", "Same title", NOON) "]";
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	expect_report(put_json(s, json, FIRST_DAY), 2, 2, 0);
	expect_report(put_shown(s, &shown, SECOND_DAY), 1, 0, 0);
	expect_report(put_json(s, json, THIRD_DAY), 2, 0, 0);
	l = get_all(s);
	assert_int_equal(l.count, 2);
	assert_string_equal(l.papers[0].id, "2604.00001");
	assert_string_equal(l.papers[1].id, "2604.00002");
	paper_list_free(&l);
	database_close(s);
}

static void
test_two_listings(void **state)
{
	static const char item[] = ITEM("2604.00001", "One", NOON);
	struct database *s = open_memory();
	struct paper_list l;
	char json[512];

	(void)state;
	snprintf(json, sizeof(json),
	    "{\"periodType\":\"week\","
	    "\"dateString\":\"2026-W15\",\"dailyPapers\":[%s,%s]}",
	    ITEM("2604.00002", "Two", NOON), item);
	put_json(s, json, FIRST_DAY);
	snprintf(json, sizeof(json),
	    "{\"dateString\":\"2026-04-08\","
	    "\"dailyPapers\":[%s]}",
	    item);
	expect_report(put_json(s, json, SECOND_DAY), 1, 0, 0);
	expect_report(put_json(s, json, SECOND_DAY), 1, 0, 0);
	l = get_all(s);
	assert_int_equal(l.count, 2);
	assert_string_equal(l.papers[1].id, "2604.00001");
	assert_int_equal(l.papers[1].listing_count, 2);
	/* Oldest first: the week begins on Monday. */
	assert_int_equal(l.papers[1].listings[0].kind, LISTING_WEEK);
	assert_string_equal(l.papers[1].listings[0].label, "2026-W15");
	assert_int_equal(l.papers[1].listings[0].rank, 2);
	assert_int_equal(l.papers[1].listings[1].kind, LISTING_DAY);
	assert_string_equal(l.papers[1].listings[1].label, "2026-04-08");
	assert_int_equal(l.papers[1].listings[1].rank, 1);
	paper_list_free(&l);
	database_close(s);
}

static void
test_twice_in_one_listing(void **state)
{
	static const char json[] =
	    "[" ITEM("2604.00001", "One", NOON) "," ITEM("2604.00002", "Two",
		NOON) "," ITEM("2604.00001", "One", NOON ",\"upvotes\":3") "]";
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	expect_report(put_json(s, json, FIRST_DAY), 2, 2, 0);
	expect_report(put_json(s, json, SECOND_DAY), 2, 0, 0);
	l = get_all(s);
	assert_int_equal(l.count, 2);
	/* The last one, in its place. */
	assert_string_equal(l.papers[1].id, "2604.00001");
	assert_int_equal(l.papers[1].upvotes, 3);
	assert_int_equal(l.papers[1].listing_count, 1);
	assert_int_equal(l.papers[1].listings[0].rank, 3);
	paper_list_free(&l);
	database_close(s);
}

/* C16: the last one counts, and reading the same again changes nothing. */
static void
test_twice_with_two_titles(void **state)
{
	static const char json[] = "[" ITEM("2604.00001", "One",
	    NOON) "," ITEM("2604.00001", "Two", NOON) "]";
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	put_json(s, json, FIRST_DAY);
	expect_only(s, "Two");
	expect_report(put_json(s, json, SECOND_DAY), 1, 0, 0);
	l = get_one(s);
	assert_string_equal(l.papers[0].title, "Two");
	assert_true(l.papers[0].updated <= at(FIRST_DAY));
	paper_list_free(&l);
	database_close(s);
}

/* Expect the papers of these numbers from a place on, a second apart. */
static void
expect_seconds(const struct paper_list *l, size_t place, int from, int to,
    int64_t first)
{
	char id[32];

	for (; from < to; from++, place++, first++) {
		snprintf(id, sizeof(id), "2604.%05d", from);
		assert_string_equal(l->papers[place].id, id);
		assert_int_equal(l->papers[place].listed, first);
	}
}

static void
test_papers_of_a_day_only_stand_at_its_midnight(void **state)
{
	static const char midnight[] = "2026-04-08T00:00:00.000Z";
	struct database *s = open_memory();
	struct paper_list l;
	int64_t day = at("2026-04-08");

	(void)state;
	put_numbered(s, 20, 40, midnight, "Paper", FIRST_DAY);
	/* A paper with a time of its own may have taken a second. */
	put_numbered(s, 99, 100, "2026-04-08T00:00:22Z", "Paper", FIRST_DAY);
	/* The next run finds new ones, before the old ones. */
	put_numbered(s, 15, 40, midnight, "Paper", SECOND_DAY);
	l = get_all(s);
	assert_int_equal(l.count, 26);
	expect_seconds(&l, 0, 20, 40, day);
	expect_seconds(&l, 20, 15, 17, day + 20);
	expect_seconds(&l, 22, 99, 100, day + 22);
	expect_seconds(&l, 23, 17, 20, day + 23);
	paper_list_free(&l);
	database_close(s);
}

/* Papers of one second enter in the order of their listing, however it comes. */
static void
test_order_of_a_listing(void **state)
{
	static const char *const titles[] = { "Three", "One", "Two" };
	struct database *s = open_memory();
	struct listing l = { .kind = LISTING_TEXT, .reading = at(FIRST_DAY) };
	struct listed_in seen = { .kind = LISTING_TEXT,
		.label = "2026-04-08",
		.day = at("2026-04-08") };
	struct paper_list stored;
	struct paper *p;
	bool empty;
	size_t i;

	(void)state;
	assert_int_equal(papers_is_empty(s, &empty), 0);
	assert_true(empty);
	for (i = 0; i < COUNT(titles); i++) {
		p = paper_list_add(&l.papers);
		seen.rank = i == 0 ? 3 : (int64_t)i;
		paper_add_listing(&l.papers.arena, p, &seen);
		p->source.title = titles[i];
		p->listed = seen.day;
		assert_null(clean_paper(&l.papers.arena, p));
	}
	put_listing(s, "", &l);
	listing_free(&l);
	stored = get_all(s);
	assert_int_equal(stored.count, 3);
	assert_string_equal(stored.papers[0].title, "One");
	assert_string_equal(stored.papers[1].title, "Two");
	assert_string_equal(stored.papers[2].title, "Three");
	paper_list_free(&stored);
	assert_int_equal(papers_is_empty(s, &empty), 0);
	assert_false(empty);
	database_close(s);
}

/* The day before is another day, also when it is read later. */
static void
test_midnight_of_two_days(void **state)
{
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	put_numbered(s, 10, 15, "2026-04-08", "Paper", FIRST_DAY);
	put_numbered(s, 20, 25, "2026-04-07", "Paper", SECOND_DAY);
	put_numbered(s, 15, 18, "2026-04-08", "Paper", SECOND_DAY);
	put_numbered(s, 25, 28, "2026-04-07", "Paper", SECOND_DAY);
	l = get_all(s);
	assert_int_equal(l.count, 16);
	expect_seconds(&l, 0, 20, 28, at("2026-04-07"));
	expect_seconds(&l, 8, 10, 18, at("2026-04-08"));
	paper_list_free(&l);
	database_close(s);
}

/* Papers of one second enter a second apart, in their order, in any run. */
static void
test_no_second_is_shared(void **state)
{
	static const char instant[] = "2026-04-08T12:00:00Z";
	struct database *s = open_memory();
	struct paper_list l;
	size_t i;

	(void)state;
	put_numbered(s, 0, 5, instant, "Paper", FIRST_DAY);
	put_numbered(s, 5, 20, instant, "Paper", SECOND_DAY);
	l = get_all(s);
	assert_int_equal(l.count, 20);
	for (i = 0; i < l.count; i++) {
		assert_int_equal(l.papers[i].listed, at(instant) + (int64_t)i);
		assert_int_equal(l.papers[i].updated, l.papers[i].listed);
		assert_int_equal(l.papers[i].key, l.papers[i].listed * 8);
	}
	paper_list_free(&l);
	database_close(s);
}

/* Changes of one run have a second each, but never lie far ahead. */
static void
test_change_instants(void **state)
{
	struct database *s = open_memory();
	struct paper_list l;
	int64_t run = at(SECOND_DAY);
	size_t i;

	(void)state;
	put_numbered(s, 0, 1000, "2026-04-08", "Paper", FIRST_DAY);
	put_numbered(s, 0, 200, "2026-04-08", "Other", SECOND_DAY);
	l = get_all(s);
	for (i = 0; i < 200; i++)
		assert_int_equal(l.papers[i].updated, run + (int64_t)i);
	for (; i < l.count; i++)
		assert_int_equal(l.papers[i].updated, l.papers[i].listed);
	paper_list_free(&l);
	put_numbered(s, 0, 1000, "2026-04-08", "Third", THIRD_DAY);
	run = at(THIRD_DAY);
	l = get_all(s);
	for (i = 0; i < l.count; i++)
		assert_in_range(l.papers[i].updated, run, run + 600);
	paper_list_free(&l);
	database_close(s);
}

/*
 * An update is always later than the one before, also when a listing is
 * imported again as of the instant at which the paper changed last.
 */
static void
test_change_at_one_instant(void **state)
{
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	put_json(s, "[" ITEM("2604.00001", "One", NOON) "]", FIRST_DAY);
	put_json(s, "[" ITEM("2604.00001", "Two", NOON) "]", SECOND_DAY);
	put_json(s, "[" ITEM("2604.00002", "Other", NOON) "]", FIRST_DAY);
	put_json(s, "[" ITEM("2604.00002", "Others", NOON) "]", THIRD_DAY);
	put_json(s, "[" ITEM("2604.00001", "Three", NOON) "]", SECOND_DAY);
	l = get_all(s);
	assert_int_equal(l.count, 2);
	assert_string_equal(l.papers[0].title, "Three");
	assert_int_equal(l.papers[0].updated, at(SECOND_DAY) + 1);
	expect_instant(l.papers[1].updated, THIRD_DAY);
	paper_list_free(&l);
	database_close(s);
}

/* A reading that changes nothing but a number is still the newest. */
static void
test_reading_between_two(void **state)
{
	struct database *s = open_memory();

	(void)state;
	put_json(s, "[" ITEM("2604.00001", "One", NOON ",\"upvotes\":1") "]",
	    FIRST_DAY);
	put_json(s, "[" ITEM("2604.00001", "One", NOON ",\"upvotes\":2") "]",
	    THIRD_DAY);
	expect_report(put_json(s, "[" ITEM("2604.00001", "Two", NOON) "]",
			  SECOND_DAY),
	    1, 0, 0);
	expect_only(s, "One");
	database_close(s);
	/* So is one that changes nothing. */
	s = open_memory();
	put_json(s, "[" ITEM("2604.00001", "One", NOON) "]", FIRST_DAY);
	put_json(s, "[" ITEM("2604.00001", "One", NOON) "]", THIRD_DAY);
	put_json(s, "[" ITEM("2604.00001", "Two", NOON) "]", SECOND_DAY);
	expect_only(s, "One");
	database_close(s);
}

static int
count_three(void *context, const struct paper *p)
{
	int *count = context;

	assert_non_null(p->guid);
	return ++*count == 3 ? 7 : 0;
}

static void
test_each(void **state)
{
	struct database *s = open_memory();
	struct paper_list l = { 0 };
	int count = 0;
	size_t i;

	(void)state;
	assert_int_equal(papers_each(s, DATE_NONE, copy_paper, &l), 0);
	assert_int_equal(l.count, 0);
	fill_store(s);
	put_json(s,
	    "[" ITEM("2604.00003", "Renamed", AT("2026-04-07T10:03:00Z")) "]",
	    SECOND_DAY);
	/* Listed or changed since then, that second included. */
	assert_int_equal(papers_each(s, at("2026-04-08T10:15:00Z"), copy_paper,
			     &l),
	    0);
	assert_int_equal(l.count, 1 + 5 + 4);
	assert_string_equal(l.papers[0].title, "Renamed");
	for (i = 1; i < l.count; i++)
		assert_true(l.papers[i - 1].key < l.papers[i].key);
	assert_string_equal(l.papers[1].title, "Paper 35");
	paper_list_free(&l);
	assert_int_equal(papers_each(s, at(THIRD_DAY), copy_paper, &l), 0);
	assert_int_equal(l.count, 0);
	/* The visitor may have enough, and come again. */
	assert_int_equal(papers_each(s, DATE_NONE, count_three, &count), 7);
	assert_int_equal(count, 3);
	assert_int_equal(papers_each(s, DATE_NONE, copy_paper, &l), 0);
	assert_int_equal(l.count, 44);
	paper_list_free(&l);
	database_close(s);
}

/* A clock was ahead, and is set right: nothing stays that is yet to come. */
static void
test_dates_are_limited(void **state)
{
	static const char now[] = "2026-04-08T12:30:00Z";
	const struct topic t = { .slug = "rag" };
	struct topic_note note = { .topic = &t, .about = "RAG" };
	struct database *s = open_memory();
	struct changes changes;
	struct paper_list l;
	int64_t changed;

	(void)state;
	put_json(s, "[" ITEM("2604.00001", "Paper", NOON) "]", FIRST_DAY);
	put_json(s, "[" ITEM("2604.00001", "Renamed", NOON) "]", THIRD_DAY);
	assert_int_equal(topic_dates_note(s, &note, at(FIRST_DAY)), 0);
	note.about = "Retrieval";
	assert_int_equal(topic_dates_note(s, &note, at(THIRD_DAY)), 0);
	assert_int_equal(changes_forget(s), 0);
	assert_int_equal(papers_limit_dates(s, at(now)), 0);

	l = get_one(s);
	assert_int_equal(l.papers[0].updated, at(now));
	paper_list_free(&l);
	assert_int_equal(topic_dates_changed(s, &t, &changed), 0);
	assert_int_equal(changed, at(now));
	assert_int_equal(changes_read(s, &changes), 0);
	assert_int_equal(changes.count, 1);
	changes_free(&changes);
	/* What is read from now on is newer than what was read. */
	put_json(s, "[" ITEM("2604.00001", "Again", NOON) "]", FIRST_DAY);
	expect_only(s, "Again");
	database_close(s);
}

/* What was removed for good does not come back. */
static void
test_removed_for_good(void **state)
{
	static const char json[] = "[" ITEM("2604.00001", "Paper",
	    NOON) "," ITEM("2604.00002", "Other", NOON) "]";
	struct database *s = open_memory();
	struct paper_list l;

	(void)state;
	put_json(s, json, FIRST_DAY);
	l = get_all(s);
	assert_int_equal(removed_take(s, l.papers[0].key, true), 0);
	assert_int_equal(removed_take(s, l.papers[1].key, false), 0);
	paper_list_free(&l);
	expect_report(put_json(s, json, SECOND_DAY), 2, 1, 0);
	expect_only(s, "Other");
	database_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates_are_limited),
		cmocka_unit_test(test_removed_for_good),
		cmocka_unit_test(test_insert),
		cmocka_unit_test(test_insert_unknown),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_votes),
		cmocka_unit_test(test_stars),
		cmocka_unit_test(test_title_changed),
		cmocka_unit_test(test_white_space_changed),
		cmocka_unit_test(test_id_learnt),
		cmocka_unit_test(test_authors_learnt),
		cmocka_unit_test(test_rendition),
		cmocka_unit_test(test_rendition_between),
		cmocka_unit_test(test_former_title),
		cmocka_unit_test(test_signs),
		cmocka_unit_test(test_older_reading),
		cmocka_unit_test(test_one_title_two_ids),
		cmocka_unit_test(test_two_listings),
		cmocka_unit_test(test_twice_in_one_listing),
		cmocka_unit_test(test_twice_with_two_titles),
		cmocka_unit_test(
		    test_papers_of_a_day_only_stand_at_its_midnight),
		cmocka_unit_test(test_order_of_a_listing),
		cmocka_unit_test(test_midnight_of_two_days),
		cmocka_unit_test(test_no_second_is_shared),
		cmocka_unit_test(test_change_instants),
		cmocka_unit_test(test_change_at_one_instant),
		cmocka_unit_test(test_reading_between_two),
		cmocka_unit_test(test_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "paper/clean.h"
#include "paper/guid.h"
#include "paper/merge.h"
#include "paper/paper.h"
#include "paper/record_json.h"
#include "listing/listing.h"
#include "topic/tokenizer.h"
#include "topic/topic.h"
#include "store/counts.h"
#include "store/member.h"
#include "store/papers.h"
#include "store/rule.h"
#include "store/schema.h"

/* Items in short, with what else the paper has. */
#define ITEM(id, title, more) \
	"{\"paper\":{\"id\":\"" id "\",\"title\":\"" title "\"" more "}}"
#define AT(instant) ",\"submittedOnDailyAt\":\"" instant "\""
#define NOON	    AT("2026-04-08T12:00:00Z")

#define FIRST_DAY  "2026-04-08T13:00:00Z" /* instants of runs */
#define SECOND_DAY "2026-04-09T13:00:00Z"
#define THIRD_DAY  "2026-04-10T13:00:00Z"

/* What a page saved as text shows of a paper: no id, perhaps not all. */
struct shown {
	const char *title, *abstract, *organization;
	int64_t author_count, upvotes;
};

/* Put a rendition that was read at an instant. */
static struct store_report
put_shown(struct store *s, const struct shown *shown, const char *now)
{
	struct listing l = { .name = "x.txt", .kind = LISTING_TEXT };
	struct paper *p = listing_add(&l);
	struct store_report report;

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

static void
expect_report(struct store_report got, size_t seen, size_t new, size_t changed)
{
	if (got.seen != seen || got.new != new || got.changed != changed)
		fail_msg("%zu seen, %zu new, %zu changed", got.seen, got.new,
		    got.changed);
}

static int
copy_paper(void *context, const struct paper *p)
{
	struct paper_list *l = context;
	struct paper *copy = paper_list_add(l);
	size_t i;

	copy->key = p->key;
	copy->id = arena_string(&l->arena, p->id);
	copy->guid = arena_string(&l->arena, p->guid);
	copy->title = arena_string(&l->arena, p->title);
	copy->abstract = arena_string(&l->arena, p->abstract);
	copy->source.abstract = arena_string(&l->arena, p->source.abstract);
	copy->organization = arena_string(&l->arena, p->organization);
	for (i = 0; i < p->authors.count; i++)
		paper_add_name(&l->arena, &copy->authors, p->authors.names[i],
		    strlen(p->authors.names[i]));
	copy->author_count = p->author_count;
	copy->listed = p->listed;
	copy->updated = p->updated;
	copy->upvotes = p->upvotes;
	copy->peak_upvotes = p->peak_upvotes;
	copy->comments = p->comments;
	copy->stars = p->stars;
	copy->complete = p->complete;
	for (i = 0; i < p->listing_count; i++)
		paper_add_listing(&l->arena, copy, &p->listings[i]);
	return 0;
}

/* All papers of the store, oldest first; paper_list_free() frees them. */
static struct paper_list
get_all(struct store *s)
{
	struct paper_list l = { 0 };

	assert_int_equal(store_each(s, DATE_NONE, copy_paper, &l), 0);
	return l;
}

/* The only paper of the store. */
static struct paper_list
get_one(struct store *s)
{
	struct paper_list l = get_all(s);

	assert_int_equal(l.count, 1);
	return l;
}

/* Does every record say, byte for byte, what it said before? */
static void
expect_same_records(struct store *s, const struct buf *before)
{
	struct buf now = { 0 };

	assert_int_equal(store_each(s, DATE_NONE, add_record, &now), 0);
	assert_string_equal(now.data, before->data);
	buf_free(&now);
}

static void
test_insert(void **state)
{
	static const char json[] = "[" ITEM("2604.00001", "One",
	    NOON ",\"upvotes\":5,\"githubStars\":7,\"summary\":\"Text.\","
		 "\"authors\":[{\"name\":\"Ada\"},{\"name\":\"Bo\"}]") "]";
	struct store *s = open_memory();
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
	assert_int_equal(p->comments, 0);
	assert_int_equal(p->stars, 7);
	assert_true(p->complete);
	assert_int_equal(p->listing_count, 1);
	assert_string_equal(p->listings[0].label, "2026-04-08");
	assert_int_equal(p->listings[0].rank, 1);
	paper_list_free(&l);
	store_close(s);
}

static void
test_insert_unknown(void **state)
{
	static const struct shown shown = { .title = "One" };
	struct store *s = open_memory();
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
	store_close(s);
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
	struct store *s = open_memory();
	struct buf before = { 0 };

	(void)state;
	expect_report(put_json(s, json, FIRST_DAY), 3, 3, 0);
	assert_int_equal(store_each(s, DATE_NONE, add_record, &before), 0);
	expect_report(put_json(s, json, FIRST_DAY), 3, 0, 0);
	expect_same_records(s, &before);
	expect_report(put_json(s, json, SECOND_DAY), 3, 0, 0);
	expect_same_records(s, &before);
	buf_free(&before);
	store_close(s);
}

#define VOTES(n) "[" ITEM("2604.00001", "One", NOON ",\"upvotes\":" n) "]"

static void
test_votes(void **state)
{
	struct store *s = open_memory();
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
	store_close(s);
}

#define STARS(title, n) \
	"[" ITEM("2604.00001", title, NOON ",\"githubStars\":" n) "]"

/* Stars are those of the newest reading, whatever else it changes. */
static void
test_stars(void **state)
{
	struct store *s = open_memory();
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
	store_close(s);
}

static void
test_title_changed(void **state)
{
	static const struct shown renamed = { .title = "ANOTHER" };
	struct store *s = open_memory();
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
	store_close(s);
}

#define ABSTRACT(text) \
	"[" ITEM("2604.00001", "One", NOON ",\"summary\":\"" text "\"") "]"

static void
test_white_space_changed(void **state)
{
	struct store *s = open_memory();
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
	store_close(s);
}

/* First seen by its title alone, a paper keeps its guid for ever. */
static void
test_id_learnt(void **state)
{
	static const struct shown shown = { .title =
						"Attention: Is All You Need!" };
	static const char json[] =
	    "[" ITEM("2604.00001", "Attention Is All You Need", NOON) "]";
	struct store *s = open_memory();
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
	store_close(s);
}

static void
test_authors_learnt(void **state)
{
	static const struct shown shown = { .title = "One",
		.author_count = 2,
		.organization = "Lab" };
	static const char json[] = "[" ITEM("2604.00001", "One",
	    NOON ",\"authors\":[{\"name\":\"Ada\"},{\"name\":\"Bo\"}]") "]";
	struct store *s = open_memory();
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
	store_close(s);
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
	struct store *s = open_memory();
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
	store_close(s);
}

/* A paper is known by the titles it had, and a text by its own row first. */
static void
test_former_title(void **state)
{
	static const struct shown shown = { .title = "Old title" };
	struct store *s = open_memory();

	(void)state;
	put_json(s, "[" ITEM("2604.00001", "Old title", NOON) "]", FIRST_DAY);
	put_json(s, "[" ITEM("2604.00001", "New title", NOON) "]", SECOND_DAY);
	expect_report(put_shown(s, &shown, THIRD_DAY), 1, 0, 0);
	/* Another paper of that title is another one. */
	expect_report(put_json(s, "[" ITEM("2604.00002", "Old title", NOON) "]",
			  THIRD_DAY),
	    1, 1, 0);
	expect_report(put_shown(s, &shown, THIRD_DAY), 1, 0, 0);
	store_close(s);
}

/* Signs that make another word make another paper. */
static void
test_signs(void **state)
{
	static const char *const titles[] = { "C at Scale", "C++ at Scale",
		"C# at Scale", "GPT-4.5", "GPT-45", "A > B", "A < B" };
	struct store *s = open_memory();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		struct shown shown = { .title = titles[i] };

		expect_report(put_shown(s, &shown, FIRST_DAY), 1, 1, 0);
		expect_report(put_shown(s, &shown, FIRST_DAY), 1, 0, 0);
	}
	store_close(s);
}

/*
 * A rendition whose values are not taken does not make those of the record
 * newer than they are.
 */
static void
test_rendition_between(void **state)
{
	static const struct shown shown = { .title = "One" };
	struct store *s = open_memory();
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
	store_close(s);
}

/* Listings may be imported in any order: the newest reading says what is. */
static void
test_older_reading(void **state)
{
	struct store *s = open_memory();
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
	store_close(s);
}

static void
test_one_title_two_ids(void **state)
{
	static const struct shown shown = { .title = "same title" };
	static const char json[] = "[" ITEM("2604.00001", "Same Title",
	    NOON) "," ITEM("2604.00002", "Same title", NOON) "]";
	struct store *s = open_memory();
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
	store_close(s);
}

static void
test_two_listings(void **state)
{
	static const char item[] = ITEM("2604.00001", "One", NOON);
	struct store *s = open_memory();
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
	store_close(s);
}

static void
test_twice_in_one_listing(void **state)
{
	static const char json[] =
	    "[" ITEM("2604.00001", "One", NOON) "," ITEM("2604.00002", "Two",
		NOON) "," ITEM("2604.00001", "One", NOON ",\"upvotes\":3") "]";
	struct store *s = open_memory();
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
	store_close(s);
}

/* C16: the last one counts, and reading the same again changes nothing. */
static void
test_twice_with_two_titles(void **state)
{
	static const char json[] = "[" ITEM("2604.00001", "One",
	    NOON) "," ITEM("2604.00001", "Two", NOON) "]";
	struct store *s = open_memory();
	struct paper_list l;

	(void)state;
	put_json(s, json, FIRST_DAY);
	l = get_one(s);
	assert_string_equal(l.papers[0].title, "Two");
	paper_list_free(&l);
	expect_report(put_json(s, json, SECOND_DAY), 1, 0, 0);
	l = get_one(s);
	assert_string_equal(l.papers[0].title, "Two");
	assert_true(l.papers[0].updated <= at(FIRST_DAY));
	paper_list_free(&l);
	store_close(s);
}

/* A list of papers by number, all at one instant, or at midnight. */
static void
put_numbered(struct store *s, int from, int to, const char *instant,
    const char *title, const char *now)
{
	struct buf json = { 0 };
	int i;

	for (i = from; i < to; i++)
		buf_printf(&json, "%s" ITEM("2604.%05d", "%s %d", AT("%s")),
		    i == from ? "[" : ",", i, title, i, instant);
	buf_putc(&json, ']');
	put_json(s, json.data, now);
	buf_free(&json);
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
test_midnight(void **state)
{
	static const char midnight[] = "2026-04-08T00:00:00.000Z";
	struct store *s = open_memory();
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
	store_close(s);
}

/* The day before is another day, also when it is read later. */
static void
test_midnight_of_two_days(void **state)
{
	struct store *s = open_memory();
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
	store_close(s);
}

/* A second holds eight papers; no more were ever seen in one. */
static void
test_full_second(void **state)
{
	static const char instant[] = "2026-04-08T12:00:00Z";
	struct store *s = open_memory();
	struct paper_list l;
	size_t i;

	(void)state;
	put_numbered(s, 0, 5, instant, "Paper", FIRST_DAY);
	put_numbered(s, 5, 20, instant, "Paper", SECOND_DAY);
	l = get_all(s);
	assert_int_equal(l.count, 20);
	for (i = 0; i < l.count; i++) {
		assert_int_equal(l.papers[i].listed,
		    at(instant) + (int64_t)i / 8);
		assert_int_equal(l.papers[i].updated, l.papers[i].listed);
		assert_int_equal(l.papers[i].key / 8, l.papers[i].listed);
	}
	paper_list_free(&l);
	store_close(s);
}

/* Changes of one run have a second each, but never lie far ahead. */
static void
test_change_instants(void **state)
{
	struct store *s = open_memory();
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
	store_close(s);
}

/*
 * Guids are for ever.  If this table fails, the program is wrong and not the
 * table: its UUIDs are python3's uuid.uuid5(uuid.NAMESPACE_URL,
 * 'https://huggingface.co/papers#' + the folded title).
 */
static const struct {
	const char *id, *title, *folded, *guid;
} guids[] = {
	{ "2604.05015", "Any title", "anytitle",
	    "https://arxiv.org/abs/2604.05015" },
	{ "cs/0112017", "", "", "https://arxiv.org/abs/cs/0112017" },
	/* not one of arXiv's: a UUID of the listing's address */
	{ "my-paper_1.2", "x", "x",
	    "urn:uuid:cb9967dd-8a20-5d25-9a04-6ab70464501e" },
	{ NULL, "R² Loss, ½ µ", "r2loss½µ",
	    "urn:uuid:be577427-9255-59df-8ef5-9b01f19e9d4e" },
	{ NULL, "π₀ and GPT-4.5 beat C++, C#.", "π0andgpt4.5beatc++c#",
	    "urn:uuid:373c8160-d33f-52cb-883c-d0502b611cc4" },
	{ NULL, "ΆΈΌΏ Ÿ", "άέόώÿ",
	    "urn:uuid:aac09574-b1e8-515a-a36a-cb8dcb6ffbe6" },
	{ NULL, "Ệ Ḁ", "ệḁ", "urn:uuid:fb5b8254-77d9-5c61-b3cc-8d22fd2a7022" },
	{ NULL, "Attention Is All You Need", "attentionisallyouneed",
	    "urn:uuid:eca33f5b-03fa-506e-9e59-c0d6db433499" },
	{ NULL, "attention: is ALL you “need”?!", "attentionisallyouneed",
	    "urn:uuid:eca33f5b-03fa-506e-9e59-c0d6db433499" },
	{ NULL, "GPT-4", "gpt4",
	    "urn:uuid:002a05a6-1ed8-5290-adab-6d707ec571f1" },
	{ NULL, "ÄÖÜ ß", "äöüß",
	    "urn:uuid:a2c22d67-08e6-5856-b79a-ae21dc79894b" },
	{ NULL, "Naïve CAFÉ", "naïvecafé",
	    "urn:uuid:2684f21b-b644-5d8e-aaa6-3c482db645ce" },
	{ NULL, "ŁÓDŹ", "łódź",
	    "urn:uuid:a4dd0821-e402-5ad2-9d17-5580a7b0bd09" },
	{ NULL, "İŽ", "ıž", "urn:uuid:40f8ee6b-b8dd-560d-9fbb-d95d9766442c" },
	{ NULL, "ΨΕΙΡΑ", "ψειρα",
	    "urn:uuid:dca2a70d-fe7d-59b2-a226-5aa7d0b0d1be" },
	{ NULL, "Москва — ЁЖ", "москваёж",
	    "urn:uuid:382e50c9-b29f-5357-8b96-14ef43381e39" },
	{ NULL, "大規模　モデル。", "大規模モデル",
	    "urn:uuid:7b223aff-ecf1-5727-b91e-2c09088ef1f6" },
	{ NULL, "🤗 Transformers", "🤗transformers",
	    "urn:uuid:27be8734-2782-51f1-a116-a8bbfdf1c3f4" },
	/* a title of nothing but punctuation is itself */
	{ NULL, "...", "...", "urn:uuid:c0b7da3b-c169-5f51-ad6a-ac8f05769593" },
};

static void
test_guids(void **state)
{
	struct arena a = { 0 };
	struct paper p = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(guids) / sizeof(guids[0]); i++) {
		assert_string_equal(guid_fold(&a, guids[i].title),
		    guids[i].folded);
		p.id = guids[i].id;
		p.title = guids[i].title;
		assert_string_equal(guid_choose(&a, &p), guids[i].guid);
	}
	arena_free(&a);
}

/* A paper in short; 0 and NULL are unknown. */
struct sketch {
	const char *id, *title, *abstract, *summary, *organization;
	const char *submitter, *code, *thumbnail, *author, *keyword;
	const char *published;
	int64_t author_count, upvotes, peak, comments, stars;
	bool partial; /* not complete */
};

static struct paper *
draw(struct paper_list *l, const struct sketch *k)
{
	struct paper *p = paper_list_add(l);

	p->id = k->id;
	p->title = p->source.title = k->title == NULL ? "Title" : k->title;
	p->abstract = p->source.abstract = k->abstract;
	p->summary = p->source.summary = k->summary;
	p->organization = k->organization;
	p->submitter = k->submitter;
	p->links[LINK_CODE] = k->code;
	p->links[LINK_THUMBNAIL] = k->thumbnail;
	if (k->author != NULL)
		paper_add_name(&l->arena, &p->authors, k->author,
		    strlen(k->author));
	if (k->keyword != NULL)
		paper_add_name(&l->arena, &p->keywords, k->keyword,
		    strlen(k->keyword));
	if (k->published != NULL)
		p->published = at(k->published);
	p->author_count =
	    k->author_count == 0 ? COUNT_UNKNOWN : k->author_count;
	p->upvotes = k->upvotes == 0 ? COUNT_UNKNOWN : k->upvotes;
	p->peak_upvotes = k->peak == 0 ? p->upvotes : k->peak;
	p->comments = k->comments == 0 ? COUNT_UNKNOWN : k->comments;
	p->stars = k->stars == 0 ? COUNT_UNKNOWN : k->stars;
	p->complete = !k->partial;
	return p;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool
same_name(const struct name_list *a, const struct name_list *b)
{
	return a->count == b->count &&
	    (a->count == 0 || strcmp(a->names[0], b->names[0]) == 0);
}

static bool
same_paper(const struct paper *a, const struct paper *b)
{
	return same_text(a->id, b->id) && same_text(a->title, b->title) &&
	    same_text(a->abstract, b->abstract) &&
	    same_text(a->summary, b->summary) &&
	    same_text(a->organization, b->organization) &&
	    same_text(a->submitter, b->submitter) &&
	    same_text(a->links[LINK_CODE], b->links[LINK_CODE]) &&
	    same_text(a->links[LINK_THUMBNAIL], b->links[LINK_THUMBNAIL]) &&
	    same_name(&a->authors, &b->authors) &&
	    same_name(&a->keywords, &b->keywords) &&
	    a->published == b->published &&
	    a->author_count == b->author_count && a->upvotes == b->upvotes &&
	    a->peak_upvotes == b->peak_upvotes && a->comments == b->comments &&
	    a->stars == b->stars && a->complete == b->complete;
}

#define KNOWN                                                             \
	.id = "1", .abstract = "A", .summary = "S", .organization = "O",  \
	.submitter = "U", .code = "C", .thumbnail = "P", .author = "Ada", \
	.author_count = 1, .keyword = "K", .published = "2026-04-01",     \
	.upvotes = 5, .comments = 2, .stars = 3

/* What is known, what is read, whether that is not older; what it becomes. */
static const struct merging {
	const char *name;
	struct sketch old, new;
	bool newer;
	enum merge done;
	struct sketch after;
} mergings[] = {
	{ "the same", { KNOWN }, { KNOWN }, true, MERGE_SAME, { KNOWN } },
	{ "the same, older", { KNOWN }, { KNOWN }, false, MERGE_SAME,
	    { KNOWN } },
	{ "nothing", { KNOWN }, { .id = NULL }, true, MERGE_SAME, { KNOWN } },
	{ "nothing, partly", { KNOWN }, { .partial = true }, true, MERGE_SAME,
	    { KNOWN } },
	/* numbers */
	{ "more votes", { .upvotes = 5 }, { .upvotes = 6 }, true, MERGE_COUNTS,
	    { .upvotes = 6 } },
	{ "fewer votes", { .upvotes = 5 }, { .upvotes = 4 }, true, MERGE_COUNTS,
	    { .upvotes = 4, .peak = 5 } },
	{ "votes of a rendition", { .upvotes = 5 },
	    { .upvotes = 6, .partial = true }, true, MERGE_COUNTS,
	    { .upvotes = 6 } },
	{ "fewer votes once", { .upvotes = 5 }, { .upvotes = 4 }, false,
	    MERGE_SAME, { .upvotes = 5 } },
	{ "more votes once", { .upvotes = 5 }, { .upvotes = 9 }, false,
	    MERGE_COUNTS, { .upvotes = 5, .peak = 9 } },
	{ "first votes", { .upvotes = 0 }, { .upvotes = 3 }, false,
	    MERGE_COUNTS, { .upvotes = 3 } },
	{ "comments", { .comments = 5 }, { .comments = 4 }, true, MERGE_COUNTS,
	    { .comments = 4 } },
	{ "comments once", { .comments = 5 }, { .comments = 6 }, false,
	    MERGE_SAME, { .comments = 5 } },
	{ "stars", { .stars = 5 }, { .stars = 4 }, true, MERGE_COUNTS,
	    { .stars = 4 } },
	{ "stars once", { .stars = 5 }, { .stars = 6 }, false, MERGE_SAME,
	    { .stars = 5 } },
	{ "first stars", { .stars = 0 }, { .stars = 6 }, false, MERGE_COUNTS,
	    { .stars = 6 } },
	/* what readers are shown as updated */
	{ "title", { .title = "A" }, { .title = "B" }, true, MERGE_CHANGED,
	    { .title = "B" } },
	{ "abstract", { .abstract = "A" }, { .abstract = "B" }, true,
	    MERGE_CHANGED, { .abstract = "B" } },
	{ "summary", { .summary = "A" }, { .summary = "B" }, true,
	    MERGE_CHANGED, { .summary = "B" } },
	{ "organization", { .organization = "A" }, { .organization = "B" },
	    true, MERGE_CHANGED, { .organization = "B" } },
	{ "code", { .code = "A" }, { .code = "B" }, true, MERGE_CHANGED,
	    { .code = "B" } },
	{ "author", { .author = "A", .author_count = 1 },
	    { .author = "B", .author_count = 1 }, true, MERGE_CHANGED,
	    { .author = "B", .author_count = 1 } },
	/* and what not */
	{ "thumbnail", { .thumbnail = "A" }, { .thumbnail = "B" }, true,
	    MERGE_QUIET, { .thumbnail = "B" } },
	{ "keyword", { .keyword = "A" }, { .keyword = "B" }, true, MERGE_QUIET,
	    { .keyword = "B" } },
	{ "submitter", { .submitter = "A" }, { .submitter = "B" }, true,
	    MERGE_QUIET, { .submitter = "B" } },
	{ "arXiv's date", { .published = "2026-04-01" },
	    { .published = "2026-04-02" }, true, MERGE_QUIET,
	    { .published = "2026-04-02" } },
	/* an older reading and a rendition change nothing */
	{ "older", { KNOWN },
	    { .id = "1",
		.title = "B",
		.abstract = "B",
		.summary = "B",
		.organization = "B",
		.submitter = "B",
		.code = "B",
		.thumbnail = "B",
		.author = "B",
		.author_count = 2,
		.keyword = "B",
		.published = "2026-04-02" },
	    false, MERGE_SAME, { KNOWN } },
	{ "partial", { KNOWN },
	    { .id = "1",
		.title = "B",
		.abstract = "B",
		.summary = "B",
		.organization = "B",
		.submitter = "B",
		.code = "B",
		.thumbnail = "B",
		.author = "B",
		.author_count = 2,
		.keyword = "B",
		.published = "2026-04-02",
		.partial = true },
	    true, MERGE_SAME, { KNOWN } },
	/* but say what was not known */
	{ "abstract learnt", { .id = "1" },
	    { .id = "1", .abstract = "A", .partial = true }, true,
	    MERGE_CHANGED, { .id = "1", .abstract = "A" } },
	{ "abstract learnt late", { .id = "1" }, { .abstract = "A" }, false,
	    MERGE_CHANGED, { .id = "1", .abstract = "A" } },
	{ "id learnt", { .upvotes = 1 }, { .id = "1", .partial = true }, false,
	    MERGE_CHANGED, { .id = "1", .upvotes = 1 } },
	{ "id never exchanged", { .id = "1" }, { .id = "2" }, true, MERGE_SAME,
	    { .id = "1" } },
	{ "thumbnail learnt", { .id = "1" }, { .thumbnail = "A" }, false,
	    MERGE_QUIET, { .id = "1", .thumbnail = "A" } },
	/* authors and how many they are */
	{ "count learnt", { .id = "1" }, { .author_count = 3, .partial = true },
	    true, MERGE_CHANGED, { .id = "1", .author_count = 3 } },
	{ "names learnt", { .author_count = 3 },
	    { .author = "A", .author_count = 1 }, false, MERGE_CHANGED,
	    { .author = "A", .author_count = 1 } },
	{ "another count", { .author_count = 3 },
	    { .author_count = 4, .partial = true }, true, MERGE_SAME,
	    { .author_count = 3 } },
	{ "a count behind names", { .author = "A", .author_count = 1 },
	    { .author_count = 4 }, true, MERGE_SAME,
	    { .author = "A", .author_count = 1 } },
	/* the first item with all its fields counts more than a rendition */
	{ "whole at last", { .title = "A", .partial = true }, { .title = "B" },
	    false, MERGE_CHANGED, { .title = "B" } },
	{ "whole and the same", { .title = "A", .partial = true },
	    { .title = "A" }, true, MERGE_QUIET, { .title = "A" } },
	{ "still partial", { .title = "A", .partial = true },
	    { .title = "B", .partial = true }, true, MERGE_SAME,
	    { .title = "A", .partial = true } },
};

static void
check_merging(const struct merging *m)
{
	struct paper_list l = { 0 }, m2 = { 0 }, m3 = { 0 };
	struct paper *old = draw(&l, &m->old);
	enum merge done;

	done = merge_paper(old, draw(&m2, &m->new), m->newer);
	if (done != m->done)
		fail_msg("%s: %d, not %d", m->name, done, m->done);
	if (!same_paper(old, draw(&m3, &m->after)))
		fail_msg("%s: another paper", m->name);
	/* Once more is nothing new. */
	if (merge_paper(old, &m2.papers[0], m->newer) != MERGE_SAME)
		fail_msg("%s: changed again", m->name);
	paper_list_free(&l);
	paper_list_free(&m2);
	paper_list_free(&m3);
}

static void
test_merge(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(mergings) / sizeof(mergings[0]); i++)
		check_merging(&mergings[i]);
}

/* Another source that cleans to the same, the same cleaned otherwise. */
static void
test_merge_sources(void **state)
{
	static const struct {
		const char *text, *source;
		enum merge done;
	} texts[] = {
		{ "a b", "a b", MERGE_SAME },
		{ "a b", " a  b", MERGE_QUIET },
		{ "a  b", "a b", MERGE_QUIET },
		{ "a c", "a c", MERGE_CHANGED },
	};
	struct paper_list l = { 0 };
	struct sketch k = { .abstract = "a b" };
	struct paper *old, new;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		old = draw(&l, &k);
		new = *old;
		new.abstract = texts[i].text;
		new.source.abstract = texts[i].source;
		assert_int_equal(merge_paper(old, &new, true), texts[i].done);
		assert_string_equal(old->abstract, texts[i].text);
		assert_string_equal(old->source.abstract, texts[i].source);
	}
	paper_list_free(&l);
}

/* An empty list of authors is no knowledge that there are none. */
static void
test_merge_no_authors(void **state)
{
	static const struct sketch counted = { .author_count = 3 };
	static const struct sketch nobody = { .upvotes = 0 };
	struct paper_list l = { 0 }, m = { 0 };
	struct paper *old = draw(&l, &counted);
	struct paper *new = draw(&m, &nobody);

	(void)state;
	new->author_count = 0;
	assert_int_equal(merge_paper(old, new, true), MERGE_SAME);
	assert_int_equal(old->author_count, 3);
	paper_list_free(&l);
	paper_list_free(&m);
}

static const struct topic all = { .slug = "all", .title = "All" };
static const struct topic agents = { .slug = "agents",
	.title = "Agents",
	.match = "agent",
	.query = "{title abstract keywords} : \"agent\"" };
static const struct topic popular = { .slug = "popular",
	.title = "Popular",
	.match = "paper",
	.min_upvotes = 10,
	.query = "{title abstract keywords} : \"paper\"" };

/* Of two days twenty papers each, a minute apart, and four at one second. */
static void
fill_store(struct store *s)
{
	struct buf json = { 0 };
	int i;

	for (i = 0; i < 40; i++)
		buf_printf(&json,
		    "%s" ITEM("2604.%05d", "Paper %d",
			AT("2026-04-%02dT10:%02d:00Z") ",\"upvotes\":%d,"
						       "\"summary\":\"%s\""),
		    i == 0 ? "[" : ",", i, i, 7 + i / 20, i % 20, i,
		    i % 3 == 0 ? "An agent." : "x");
	for (; i < 44; i++)
		buf_printf(&json,
		    "," ITEM("2604.%05d", "Paper %d",
			AT("2026-04-08T10:30:00Z")),
		    43 + 40 - i, i);
	buf_putc(&json, ']');
	put_json(s, json.data, FIRST_DAY);
	buf_free(&json);
}

static void
test_topic_counts(void **state)
{
	static const struct topic none = { .slug = "none",
		.match = "nothing",
		.query = "\"nothing\"" };
	static const struct topic broken = { .slug = "broken",
		.match = "\"",
		.query = "\"" };
	struct topic_counts m;
	struct store *s = open_memory();

	(void)state;
	assert_int_equal(rule_count(store_database(s), &all, &m), 0);
	assert_int_equal(m.count, 0);
	assert_int_equal(m.newest, DATE_NONE);
	fill_store(s);
	assert_int_equal(rule_count(store_database(s), &all, &m), 0);
	assert_int_equal(m.count, 44);
	expect_instant(m.newest, "2026-04-08T10:30:00Z");
	assert_int_equal(rule_count(store_database(s), &agents, &m), 0);
	assert_int_equal(m.count, 14);
	expect_instant(m.newest, "2026-04-08T10:19:00Z");
	assert_int_equal(rule_count(store_database(s), &popular, &m), 0);
	assert_int_equal(m.count, 30);
	assert_int_equal(rule_count(store_database(s), &none, &m), 0);
	assert_int_equal(m.count, 0);
	assert_int_equal(m.newest, DATE_NONE);
	assert_int_equal(rule_count(store_database(s), &broken, &m), -1);
	store_close(s);
}

/* A paper enters a topic with the votes it takes and never leaves it. */
static void
test_topic_of_many_votes(void **state)
{
	static const struct topic ten = { .slug = "ten",
		.match = "one",
		.query = "\"one\"",
		.min_upvotes = 10 };
	struct topic_counts m;
	struct store *s = open_memory();

	(void)state;
	put_json(s, VOTES("9"), FIRST_DAY);
	assert_int_equal(rule_count(store_database(s), &ten, &m), 0);
	assert_int_equal(m.count, 0);
	put_json(s, VOTES("10"), SECOND_DAY);
	put_json(s, VOTES("2"), THIRD_DAY);
	assert_int_equal(rule_count(store_database(s), &ten, &m), 0);
	assert_int_equal(m.count, 1);
	store_close(s);
}

/* What is not in a title any more is not found there any more. */
static void
test_topic_follows(void **state)
{
	struct topic_counts m;
	struct store *s = open_memory();

	(void)state;
	put_json(s, "[" ITEM("2604.00001", "Agents", NOON) "]", FIRST_DAY);
	assert_int_equal(rule_count(store_database(s), &agents, &m), 0);
	assert_int_equal(m.count, 1);
	put_json(s, "[" ITEM("2604.00001", "Others", NOON) "]", SECOND_DAY);
	assert_int_equal(rule_count(store_database(s), &agents, &m), 0);
	assert_int_equal(m.count, 0);
	put_json(s,
	    "[" ITEM("2604.00001", "Others",
		NOON ",\"ai_keywords\":[\"x\",\"an agent\"]") "]",
	    THIRD_DAY);
	assert_int_equal(rule_count(store_database(s), &agents, &m), 0);
	assert_int_equal(m.count, 1);
	store_close(s);
}

static void
expect_keys(struct store *s, const struct topic *t, size_t wanted)
{
	struct key_list found = { 0 };
	size_t i;

	assert_int_equal(rule_keys(store_database(s), t, INT64_MIN, INT64_MAX,
			     &found),
	    0);
	assert_int_equal(found.count, wanted);
	for (i = 1; i < found.count; i++)
		assert_true(found.keys[i - 1] < found.keys[i]);
	key_list_free(&found);
}

static void
test_topic_keys(void **state)
{
	struct store *s = open_memory();

	(void)state;
	expect_keys(s, &agents, 0);
	fill_store(s);
	expect_keys(s, &agents, 14);
	expect_keys(s, &popular, 30);
	put_numbered(s, 1000, 2000, "2026-04-09", "Agent", SECOND_DAY);
	expect_keys(s, &agents, 1014);
	store_close(s);
}

/* When a topic that says something of itself last changed. */
static int64_t
changed(struct store *s, const struct topic *t, const char *about,
    const char *now)
{
	int64_t instant;

	assert_int_equal(member_note_topic(store_database(s), t, about,
			     at(now)),
	    0);
	assert_int_equal(member_topic_changed(store_database(s), t, &instant),
	    0);
	return instant;
}

static void
test_topic_changed(void **state)
{
	static const struct topic every = { .slug = "all" };
	static const struct topic none = { .slug = "none",
		.match = "x",
		.query = "\"zyzzyva\"" };
	static const struct topic late = { .slug = "late" };
	struct store *s = open_memory();

	(void)state;
	/* In an empty store it is new now, and later still. */
	expect_instant(changed(s, &every, "All", FIRST_DAY), FIRST_DAY);
	expect_instant(changed(s, &every, "All", SECOND_DAY), FIRST_DAY);
	put_json(s, "[" ITEM("2604.00001", "One", NOON) "]", SECOND_DAY);
	/* Without papers of its own it is as old as the store's newest. */
	expect_instant(changed(s, &none, "None", THIRD_DAY),
	    "2026-04-08T12:00:00Z");
	put_json(s, "[" ITEM("2604.00001", "Two", NOON) "]", SECOND_DAY);
	expect_instant(changed(s, &none, "None", THIRD_DAY),
	    "2026-04-08T12:00:00Z");
	/* Papers of its own say how old it is, until it changes itself. */
	assert_int_equal(changed(s, &late, "Late", THIRD_DAY), 0);
	expect_instant(changed(s, &late, "Later", THIRD_DAY), THIRD_DAY);
	expect_instant(changed(s, &late, "Later", FIRST_DAY), THIRD_DAY);
	expect_instant(changed(s, &every, "All", THIRD_DAY), FIRST_DAY);
	store_close(s);
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
	struct store *s = open_memory();
	struct paper_list l = { 0 };
	int count = 0;
	size_t i;

	(void)state;
	assert_int_equal(store_each(s, DATE_NONE, copy_paper, &l), 0);
	assert_int_equal(l.count, 0);
	fill_store(s);
	put_json(s,
	    "[" ITEM("2604.00003", "Renamed", AT("2026-04-07T10:03:00Z")) "]",
	    SECOND_DAY);
	/* Listed or changed since then, that second included. */
	assert_int_equal(store_each(s, at("2026-04-08T10:15:00Z"), copy_paper,
			     &l),
	    0);
	assert_int_equal(l.count, 1 + 5 + 4);
	assert_string_equal(l.papers[0].title, "Renamed");
	for (i = 1; i < l.count; i++)
		assert_true(l.papers[i - 1].key < l.papers[i].key);
	assert_string_equal(l.papers[1].title, "Paper 35");
	paper_list_free(&l);
	assert_int_equal(store_each(s, at(THIRD_DAY), copy_paper, &l), 0);
	assert_int_equal(l.count, 0);
	/* The visitor may have enough, and come again. */
	assert_int_equal(store_each(s, DATE_NONE, count_three, &count), 7);
	assert_int_equal(count, 3);
	assert_int_equal(store_each(s, DATE_NONE, copy_paper, &l), 0);
	assert_int_equal(l.count, 44);
	paper_list_free(&l);
	store_close(s);
}

/* A folder of its own for each test that needs files. */
struct place {
	char folder[FOLDER_SIZE];
	char file[64];
	struct capture errors; /* of the last store_open */
};

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	make_folder(p->folder);
	snprintf(p->file, sizeof(p->file), "%s/x.db", p->folder);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal",
		".new", ".new-wal", ".new-shm", ".new-journal" };
	struct place *p = *state;
	char path[80];
	size_t i;

	chmod(p->folder, 0700);
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		snprintf(path, sizeof(path), "%s%s", p->file, ends[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(p->folder), 0);
	free(p);
	return 0;
}

/* Open the store and keep what is said on standard error. */
static int
open_store(struct place *p, struct store **s, enum database_mode mode)
{
	int status;

	capture_start(&p->errors);
	status = store_open(s, p->file, mode);
	capture_end(&p->errors);
	return status;
}

/* Be refused, in one line that names the file and says why. */
static void
refuse(struct place *p, enum database_mode mode, int status, const char *why)
{
	struct store *s;
	int got = open_store(p, &s, mode);

	if (got != status || s != NULL ||
	    strstr(p->errors.said, p->file) == NULL ||
	    strstr(p->errors.said, why) == NULL ||
	    strchr(p->errors.said, '\n') !=
		p->errors.said + strlen(p->errors.said) - 1)
		fail_msg("%d, not %d: %s", got, status, p->errors.said);
}

static struct buf
read_all(const char *path)
{
	struct buf b = { 0 };
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	assert_int_equal(buf_read_fd(&b, fileno(f)), 0);
	fclose(f);
	return b;
}

/* What is no store of ours is refused, and its bytes stay (S11). */
static void
refuse_and_leave(struct place *p, const char *why)
{
	struct buf before = read_all(p->file), after;

	refuse(p, DATABASE_READ, EX_IOERR, why);
	refuse(p, DATABASE_WRITE, EX_IOERR, why);
	after = read_all(p->file);
	assert_int_equal(before.length, after.length);
	if (before.length > 0)
		assert_memory_equal(before.data, after.data, after.length);
	buf_free(&before);
	buf_free(&after);
}

static void
test_no_store_of_ours(void **state)
{
	struct place *p = *state;

	write_file(p->file, "", 0);
	refuse_and_leave(p, "not a paperfeed store");
	write_file(p->file, "Dear diary,\n", 12);
	refuse_and_leave(p, "not a database");
	unlink(p->file);
	run_sql(p->file, "CREATE TABLE diary (day); PRAGMA user_version = 1;");
	refuse_and_leave(p, "not a paperfeed store");
}

static void
test_folder_as_store(void **state)
{
	struct place *p = *state;

	assert_int_equal(mkdir(p->file, 0700), 0);
	refuse(p, DATABASE_READ, EX_IOERR, "not a paperfeed store");
	refuse(p, DATABASE_WRITE, EX_IOERR, "not a paperfeed store");
	assert_int_equal(rmdir(p->file), 0);
}

/* Make a store with a paper in it. */
static void
make_store(struct place *p)
{
	struct store *s;

	if (open_store(p, &s, DATABASE_WRITE) != 0 || p->errors.said[0] != '\0')
		fail_msg("%s", p->errors.said);
	put_json(s, "[" ITEM("2604.00001", "One", NOON) "]", FIRST_DAY);
	store_close(s);
}

static void
expect_store(struct place *p)
{
	struct store *s;
	struct paper_list l;

	if (open_store(p, &s, DATABASE_READ) != 0 || p->errors.said[0] != '\0')
		fail_msg("%s", p->errors.said);
	l = get_one(s);
	assert_string_equal(l.papers[0].title, "One");
	paper_list_free(&l);
	store_close(s);
}

/* What was not committed is not there. */
static void
test_not_committed(void **state)
{
	static const char json[] = "[" ITEM("2604.00002", "Two", NOON) "]";
	struct place *p = *state;
	struct listing l = { .name = "x.json", .asked = DATE_NONE };
	struct store_report report = { 0 };
	struct store *s;

	make_store(p);
	l.now = at(SECOND_DAY);
	assert_int_equal(listing_read(&l, json, strlen(json)), 0);
	assert_int_equal(open_store(p, &s, DATABASE_WRITE), 0);
	assert_int_equal(store_begin(s), 0);
	assert_int_equal(store_put(s, &l.papers,
			     &(struct store_reading){ .source = "",
				 .read = l.reading },
			     &report),
	    0);
	expect_report(report, 1, 1, 0);
	store_close(s);
	listing_free(&l);
	expect_store(p);
}

static void
test_newer_store(void **state)
{
	struct place *p = *state;
	char pragma[64];

	make_store(p);
	expect_store(p);
	snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %d",
	    schema_version + 1);
	run_sql(p->file, pragma);
	refuse_and_leave(p, "newer");
	/* A flipped bit must not make it one of no version. */
	run_sql(p->file, "PRAGMA user_version = -16777215");
	refuse_and_leave(p, "not a paperfeed store");
}

static void
test_no_store(void **state)
{
	struct place *p = *state;

	refuse(p, DATABASE_READ, EX_NOINPUT, "no store yet");
	assert_int_equal(access(p->file, F_OK), -1);
}

static void
test_no_folder(void **state)
{
	struct place *p = *state;
	struct store *s;

	snprintf(p->file, sizeof(p->file), "%s/none/x.db", p->folder);
	assert_int_equal(open_store(p, &s, DATABASE_WRITE), EX_CANTCREAT);
	assert_null(s);
	assert_non_null(strstr(p->errors.said, p->file));
}

/* A new store is whole, and not for everybody. */
static void
test_made_store(void **state)
{
	struct place *p = *state;
	struct stat st;
	char path[80];

	make_store(p);
	assert_int_equal(stat(p->file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	snprintf(path, sizeof(path), "%s.new", p->file);
	assert_int_equal(access(path, F_OK), -1);
	expect_sql(p->file, "PRAGMA journal_mode", "wal");
	expect_sql(p->file, "PRAGMA integrity_check", "ok");
}

/*
 * Leave in FILE.new what a killed creation leaves, in another process: a
 * database in the middle of a transaction, with its journal.
 */
static void
leave_half_made(const struct place *p, const char *sql)
{
	char path[80];
	sqlite3 *db;
	pid_t child;
	int status;

	snprintf(path, sizeof(path), "%s.new", p->file);
	child = fork();
	assert_int_not_equal(child, -1);
	if (child == 0) {
		if (sqlite3_open(path, &db) != SQLITE_OK ||
		    sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
			_exit(1);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(access(path, F_OK), 0);
}

static void
test_killed_creation(void **state)
{
	static const char *const halves[] = {
		"PRAGMA journal_mode = WAL; CREATE TABLE half (x);"
		"INSERT INTO half VALUES (randomblob(100000));",
		"PRAGMA cache_size = 1; CREATE TABLE half (x); BEGIN;"
		"INSERT INTO half VALUES (randomblob(1000000));"
		"INSERT INTO half VALUES (randomblob(1000000));",
	};
	struct place *p = *state;
	char path[80];
	size_t i;

	for (i = 0; i < sizeof(halves) / sizeof(halves[0]); i++) {
		leave_half_made(p, halves[i]);
		refuse(p, DATABASE_READ, EX_NOINPUT, "no store yet");
		make_store(p);
		expect_store(p);
		expect_sql(p->file, "PRAGMA integrity_check", "ok");
		expect_sql(p->file,
		    "SELECT count(*) FROM sqlite_schema "
		    "WHERE name = 'half'",
		    "0");
		unlink(p->file);
	}
	snprintf(path, sizeof(path), "%s.new", p->file);
	write_file(path, "rubbish", 7);
	make_store(p);
	expect_store(p);
}

/*
 * A store in a folder where nothing can be written is read all the same.
 * Permissions mean nothing to root, who is somebody else for a moment.
 */
static void
test_read_only_folder(void **state)
{
	struct place *p = *state;
	struct store *s;
	bool root = geteuid() == 0;
	int status;

	make_store(p);
	assert_int_equal(chmod(p->file, 0444), 0);
	assert_int_equal(chmod(p->folder, 0555), 0);
	if (root)
		assert_int_equal(seteuid(65534), 0);
	expect_store(p);
	status = open_store(p, &s, DATABASE_WRITE);
	if (status == 0)
		store_close(s);
	if (root)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(status, EX_IOERR);
	assert_null(s);
}

/* The index says what the papers say, after whatever happened to them. */
static void
test_index(void **state)
{
	static const char check[] =
	    "INSERT INTO paper_index "
	    "(paper_index, rank) VALUES ('integrity-check', 1)";
	struct place *p = *state;
	struct store *s;

	assert_int_equal(open_store(p, &s, DATABASE_WRITE), 0);
	run_sql(p->file, check);
	put_numbered(s, 0, 500, "2026-04-08", "Paper", FIRST_DAY);
	run_sql(p->file, check);
	put_numbered(s, 100, 300, "2026-04-08", "Renamed", SECOND_DAY);
	put_json(s,
	    "[" ITEM("2604.00001", "Paper 1",
		NOON
		",\"upvotes\":3,"
		"\"authors\":[{\"name\":\"Ada\"},{\"name\":\"Bo Li\"}],"
		"\"ai_keywords\":[\"\",\"two words\"],\"summary\":\"A\\n\\nb\","
		"\"organization\":{\"fullname\":\"Lab\"}") "]",
	    THIRD_DAY);
	run_sql(p->file, check);
	expect_sql(p->file,
	    "SELECT count(*) FROM paper_index "
	    "WHERE paper_index MATCH 'renamed'",
	    "200");
	expect_sql(p->file,
	    "SELECT count(*) FROM paper_index "
	    "WHERE paper_index MATCH 'authors: ada AND keywords: two'",
	    "1");
	store_close(s);
	expect_sql(p->file, "PRAGMA integrity_check", "ok");
	expect_sql(p->file,
	    "SELECT count(*) FROM "
	    "pragma_foreign_key_check",
	    "0");
}

#define WITH_PLACE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
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
		cmocka_unit_test(test_midnight),
		cmocka_unit_test(test_midnight_of_two_days),
		cmocka_unit_test(test_full_second),
		cmocka_unit_test(test_change_instants),
		cmocka_unit_test(test_guids),
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_merge_sources),
		cmocka_unit_test(test_merge_no_authors),
		cmocka_unit_test(test_topic_counts),
		cmocka_unit_test(test_topic_of_many_votes),
		cmocka_unit_test(test_topic_follows),
		cmocka_unit_test(test_topic_keys),
		cmocka_unit_test(test_topic_changed),
		cmocka_unit_test(test_each),
		WITH_PLACE(test_no_store_of_ours),
		WITH_PLACE(test_folder_as_store),
		WITH_PLACE(test_not_committed),
		WITH_PLACE(test_newer_store),
		WITH_PLACE(test_no_store),
		WITH_PLACE(test_no_folder),
		WITH_PLACE(test_made_store),
		WITH_PLACE(test_killed_creation),
		WITH_PLACE(test_read_only_folder),
		WITH_PLACE(test_index),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "hostile_support.h"

#include <string.h>

#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"
#include "paper/paper.h"
#include "paper/record_json.h"

/* A paper all of whose texts are the same one. */
static void
fill_paper(struct paper_list *l, const char *s)
{
	struct paper *p = paper_list_add(l);
	struct listed_in seen = { .kind = LISTING_SEARCH,
		.label = s,
		.rank = 7 };

	p->id = p->guid = p->title = p->abstract = p->summary = s;
	p->organization = p->submitter = s;
	p->links[LINK_ABS] = p->links[LINK_LISTING] = s;
	p->published = date_from_ymd(2026, 4, 6);
	p->listed = date_from_ymd(2026, 4, 8);
	p->updated = date_from_ymd(2026, 4, 9) + 1;
	p->upvotes = p->peak_upvotes = 5;
	paper_add_name(&l->arena, &p->authors, s, strlen(s));
	paper_add_name(&l->arena, &p->authors, s, strlen(s));
	paper_add_name(&l->arena, &p->keywords, s, strlen(s));
	paper_add_listing(&l->arena, p, &seen);
	p->author_count = 2;
	p->categories = p->keywords;
	p->comment = p->journal = p->doi = s;
	p->version = 2;
	p->arxiv_updated = p->updated;
	p->withdrawn = true;
}

/* Every record is one line of JSON with the keys of DESIGN, in their order. */
static void
test_record_hostile(void **state)
{
	static const char *const keys[] = { "id", "guid", "title", "abstract",
		"authors", "author_count", "organization", "published",
		"listed", "updated", "upvotes", "peak_upvotes", "comments",
		"stars", "submitter", "summary", "keywords", "categories",
		"comment", "journal", "doi", "version", "arxiv_updated",
		"withdrawn", "links", "listings", "topics" };
	struct paper_list l = { 0 };
	struct buf b = { 0 };
	cJSON *json, *member;
	size_t i, j;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		fill_paper(&l, hostile[i].string);
		record_json_write(&b, &l.papers[i], &l.papers[i].authors);
		assert_ptr_equal(strchr(b.data, '\n'), b.data + b.length - 1);
		json = cJSON_Parse(b.data);
		assert_non_null(json);
		for (j = 0, member = json->child; member != NULL; j++) {
			assert_string_equal(member->string, keys[j]);
			member = member->next;
		}
		assert_int_equal(j, sizeof(keys) / sizeof(keys[0]));
		cJSON_Delete(json);
		buf_clear(&b);
	}
	buf_free(&b);
	paper_list_free(&l);
}

static void
test_record(void **state)
{
	static const char wanted[] =
	    "{\"id\":\"x\",\"guid\":\"x\","
	    "\"title\":\"x\",\"abstract\":\"x\",\"authors\":[\"x\",\"x\"],"
	    "\"author_count\":2,\"organization\":\"x\","
	    "\"published\":\"2026-04-06\",\"listed\":\"2026-04-08T00:00:00Z\","
	    "\"updated\":\"2026-04-09T00:00:01Z\",\"upvotes\":5,"
	    "\"peak_upvotes\":5,\"comments\":null,\"stars\":null,"
	    "\"submitter\":\"x\","
	    "\"summary\":\"x\",\"keywords\":[\"x\"],"
	    "\"categories\":[\"x\"],\"comment\":\"x\",\"journal\":\"x\","
	    "\"doi\":\"x\",\"version\":2,"
	    "\"arxiv_updated\":\"2026-04-09T00:00:01Z\",\"withdrawn\":true,"
	    "\"links\":{\"listing\":\"x\",\"abs\":\"x\"},\"listings\":["
	    "{\"kind\":\"search\",\"label\":\"x\",\"rank\":7}],"
	    "\"topics\":[]}\n";
	static const char bare[] =
	    "{\"id\":null,\"guid\":\"g\","
	    "\"title\":\"t\",\"abstract\":null,\"authors\":[],"
	    "\"author_count\":null,\"organization\":null,\"published\":null,"
	    "\"listed\":\"1970-01-01T00:00:00Z\","
	    "\"updated\":\"1970-01-01T00:00:00Z\",\"upvotes\":null,"
	    "\"peak_upvotes\":null,\"comments\":null,\"stars\":null,"
	    "\"submitter\":null,"
	    "\"summary\":null,\"keywords\":[],"
	    "\"categories\":[],\"comment\":null,\"journal\":null,"
	    "\"doi\":null,\"version\":null,\"arxiv_updated\":null,"
	    "\"withdrawn\":false,\"links\":{},\"listings\":[],"
	    "\"topics\":[]}\n";
	const struct name_list none = { 0 };
	struct paper_list l = { 0 };
	struct paper *p;
	struct buf b = { 0 };

	(void)state;
	fill_paper(&l, "x");
	record_json_write(&b, &l.papers[0], &none);
	assert_string_equal(b.data, wanted);
	buf_clear(&b);
	p = paper_list_add(&l);
	p->guid = "g";
	p->title = "t";
	p->listed = p->updated = 0;
	record_json_write(&b, p, &none);
	assert_string_equal(b.data, bare);
	buf_free(&b);
	paper_list_free(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_record),
		cmocka_unit_test(test_record_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* JSON Feed: what its readers find, whatever the texts hold. */
#include "support.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"
#include "topic/topic.h"
#include "config/config.h"
#include "feed/entry.h"
#include "feed/feed.h"
#include "feed/json_feed.h"

static const struct site site = { .pages = "all",
	.title = "Site \"S\"",
	.url = "https://papers.example.org/" };

static const struct topic agents = { .slug = "agents", .title = "Agents" };
static const struct topic rag = { .slug = "rag", .title = "R, A & \"G\"" };
static const struct topic again = { .slug = "again", .title = "agents" };

/* Strings as JSON, and what is left of them. */
static const struct {
	const char *string, *json, *left;
} strings[] = {
	{ "", "", "" },
	{ "plain ASCII ~ /", "plain ASCII ~ /", "plain ASCII ~ /" },
	{ "\"", "\\\"", "\"" },
	{ "\\", "\\\\", "\\" },
	{ "\\\"a\\", "\\\\\\\"a\\\\", "\\\"a\\" },
	{ "a\nb\tc\rd", "a\\nb\\u0009c\\u000dd", "a\nb\tc\rd" },
	{ "\x01\x08\x0b\x0c\x1f\x7f",
	    "\\u0001\\u0008\\u000b\\u000c\\u001f\\u007f",
	    "\x01\x08\x0b\x0c\x1f\x7f" },
	{ "é世😀", "é世😀", "é世😀" },
	/* the last character of each length, but for noncharacters */
	{ "\xc2\xa0\xdf\xbf\xef\xbf\xbc\xf4\x8f\xbf\xbd",
	    "\xc2\xa0\xdf\xbf\xef\xbf\xbc\xf4\x8f\xbf\xbd",
	    "\xc2\xa0\xdf\xbf\xef\xbf\xbc\xf4\x8f\xbf\xbd" },
	{ "x\xef\xbf\xbdz", "xz", "xz" },
	/* left out: U+FFFE, U+FFFF, U+0080, U+009F */
	{ "x\xef\xbf\xbey\xef\xbf\xbfz", "xyz", "xyz" },
	{ "x\xc2\x80y\xc2\x9fz", "xyz", "xyz" },
	/* surrogates, overlong and cut characters, stray bytes */
	{ "x\xed\xa0\xbd\xed\xb8\x80z", "xz", "xz" },
	{ "x\xed\xbf\xbfz", "xz", "xz" },
	{ "x\xc0\xafz", "xz", "xz" },
	{ "x\xe2\x82\"", "x\\\"", "x\"" },
	{ "x\x80\xffz\xf0", "xz", "xz" },
};

static void
test_strings_are_escaped(void **state)
{
	struct buf b = { 0 }, wanted = { 0 };
	struct json j;
	cJSON *json;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(strings); i++) {
		buf_clear(&b);
		j = (struct json){ .out = &b };
		json_text(&j, NULL, strings[i].string);
		buf_clear(&wanted);
		buf_printf(&wanted, "\"%s\"", strings[i].json);
		assert_string_equal(b.data, wanted.data);
		json = cJSON_ParseWithOpts(b.data, NULL, 1);
		assert_non_null(json);
		assert_string_equal(json->valuestring, strings[i].left);
		cJSON_Delete(json);
	}
	buf_free(&b);
	buf_free(&wanted);
}

/* Every byte, at the end and in the middle of a run of plain ones. */
static void
test_all_bytes(void **state)
{
	char text[] = "plain?plain";
	struct buf b = { 0 };
	struct json j;
	cJSON *json;
	int c;

	(void)state;
	for (c = 1; c < 256; c++) {
		text[5] = (char)c;
		buf_clear(&b);
		j = (struct json){ .out = &b };
		json_text(&j, NULL, text);
		json = cJSON_ParseWithOpts(b.data, NULL, 1);
		assert_non_null(json);
		assert_string_equal(json->valuestring,
		    c < 0x80 ? text : "plainplain");
		cJSON_Delete(json);
	}
	buf_free(&b);
}

/* Parts stand on lines of their own, with commas between them. */
static void
test_parts_stand_on_lines_of_their_own(void **state)
{
	struct buf b = { 0 };
	struct json j = { .out = &b };

	(void)state;
	json_open(&j, NULL, '[');
	buf_puts(json_begin_part(&j), "{\"a\":1}");
	buf_puts(json_begin_part(&j), "{}");
	json_number(&j, NULL, 2, 0);
	json_close(&j, ']');
	assert_string_equal(b.data, "[\n{\"a\":1},\n{},2]");
	buf_free(&b);
}

/* An entry of which everything is known. */
static const char *author_names[] = { "Ada", "B \"b\"" };
static const char *keyword_names[] = { "llm", "AGENTS", "x" };
static const struct topic *topics[] = { &agents, &rag, &again };
static const char *category_names[] = { "cs.CL", "agents" };
static const struct paper full_paper = {
	.categories = { category_names, 2 },
	.comment = "Accepted \"there\"",
	.doi = "10.1000/1",
	.version = 2,
	.withdrawn = true,
};
static const struct paper bare_paper = { .version = COUNT_UNKNOWN };
static const struct entry full = {
	.paper = &full_paper,
	.guid = "https://arxiv.org/abs/2604.00001",
	.title = "A <b> & \"c\"",
	.link = "https://huggingface.co/papers/2604.00001",
	.related = {
		{ "https://x.org/code", "Code", NULL },
		{ "https://arxiv.org/abs/2604.00001", "arXiv", "text/html" },
		{ "https://arxiv.org/abs/2", "Project page", NULL },
	},
	.related_count = 3,
	.published = 1775606400,
	.updated = 1775692801,
	.authors = { author_names, 2 },
	.keywords = { keyword_names, 3 },
	.topics = topics,
	.topic_count = 3,
	.summary = "In short.",
	.content = "<p>x &lt; \"y\"</p>",
	.thumbnail = "https://x.org/t.png",
	.counts = "<p>1 upvote</p>",
};

static const struct entry bare = {
	.paper = &bare_paper,
	.guid = "urn:uuid:1",
	.title = "T",
	.link = "https://huggingface.co/papers?q=T",
	.content = "<p>y</p>",
	.published = 0,
	.updated = 0,
};

/* The member's string, which must be there. */
static const char *
text_of(const cJSON *object, const char *name)
{
	const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);

	if (!cJSON_IsString(member))
		fail_msg("no string %s", name);
	return member->valuestring;
}

static void
test_full_item(void **state)
{
	static const char wanted[] =
	    "{\"id\":\"https://arxiv.org/abs/2604.00001\","
	    "\"url\":\"https://huggingface.co/papers/2604.00001\","
	    "\"external_url\":\"https://arxiv.org/abs/2604.00001\","
	    "\"title\":\"A <b> & \\\"c\\\"\","
	    "\"content_html\":\"<p>x &lt; \\\"y\\\"</p>"
	    "<p><img src=\\\"https://x.org/t.png\\\" alt=\\\"Preview of "
	    "the paper\\\"></p><p>1 upvote</p>\","
	    "\"summary\":\"In short.\",\"image\":\"https://x.org/t.png\","
	    "\"date_published\":\"2026-04-08T00:00:00Z\","
	    "\"date_modified\":\"2026-04-09T00:00:01Z\","
	    "\"authors\":[{\"name\":\"Ada\"},{\"name\":\"B \\\"b\\\"\"}],"
	    "\"tags\":[\"Agents\",\"R, A & \\\"G\\\"\",\"cs.CL\",\"llm\",\"x\"],"
	    "\"_arxiv\":{"
	    "\"about\":\"https://info.arxiv.org/help/api/user-manual.html\","
	    "\"scheme\":\"http://arxiv.org/schemas/atom\","
	    "\"categories\":[\"cs.CL\",\"agents\"],"
	    "\"comment\":\"Accepted \\\"there\\\"\",\"doi\":\"10.1000/1\","
	    "\"version\":2,\"withdrawn\":true}}";
	struct buf b = { 0 };

	(void)state;
	assert_int_equal(json_feed_write_entry(&b, &full, &site), 0);
	assert_string_equal(b.data, wanted);
	buf_free(&b);
}

/* What is not known is not there: an empty member would say it is empty. */
static void
test_bare_item(void **state)
{
	static const char wanted[] =
	    "{\"id\":\"urn:uuid:1\","
	    "\"url\":\"https://huggingface.co/papers?q=T\",\"title\":\"T\","
	    "\"content_html\":\"<p>y</p>\","
	    "\"date_published\":\"1970-01-01T00:00:00Z\","
	    "\"date_modified\":\"1970-01-01T00:00:00Z\"}";
	struct buf b = { 0 };

	(void)state;
	assert_int_equal(json_feed_write_entry(&b, &bare, &site), 0);
	assert_string_equal(b.data, wanted);
	buf_free(&b);
}

static void
test_hostile_item(void **state)
{
	struct paper p = { .version = 1 };
	struct entry e = full;
	struct buf b = { 0 };
	const char *names[1];
	const cJSON *found;
	cJSON *json;
	size_t i;

	(void)state;
	e.paper = &p;
	for (i = 0; i < COUNT(strings); i++) {
		names[0] = strings[i].string;
		e.guid = e.title = e.link = e.summary = names[0];
		e.content = e.thumbnail = names[0];
		e.authors = e.keywords = (struct name_list){ names, 1 };
		e.topic_count = 0;
		p.categories = e.keywords;
		p.comment = p.journal = p.doi = names[0];
		buf_clear(&b);
		assert_int_equal(json_feed_write_entry(&b, &e, &site), 0);
		assert_null(strchr(b.data, '\n'));
		json = cJSON_ParseWithOpts(b.data, NULL, 1);
		assert_non_null(json);
		assert_string_equal(text_of(json, "id"), strings[i].left);
		assert_string_equal(text_of(json, "title"), strings[i].left);
		assert_string_equal(text_of(json, "summary"), strings[i].left);
		found = cJSON_GetObjectItem(json, "tags");
		assert_string_equal(found->child->valuestring, strings[i].left);
		found = cJSON_GetObjectItem(json, "_arxiv");
		assert_string_equal(text_of(found, "comment"), strings[i].left);
		assert_string_equal(text_of(found, "doi"), strings[i].left);
		found = cJSON_GetObjectItem(json, "authors");
		assert_string_equal(text_of(found->child, "name"),
		    strings[i].left);
		cJSON_Delete(json);
	}
	buf_free(&b);
}

/* A feed of entries that have been written; the arena owns all. */
static void
make_feed(struct feed *f, const struct entry *const *entries, size_t count)
{
	struct arena *a = &f->arena;
	struct entry *e;
	struct buf b = { 0 };
	size_t i;

	*f = (struct feed){ .site = &site,
		.topic = &agents,
		.id = "https://papers.example.org/agents",
		.title = "Agents – Site",
		.description = "On \"agents\"",
		.page = "https://papers.example.org/agents.html" };
	f->entries = arena_array(a, count, sizeof(const struct entry *));
	for (i = 0; i < count; i++) {
		e = arena_alloc(a, sizeof(*e));
		*e = *entries[i];
		buf_clear(&b);
		assert_int_equal(json_feed_write_entry(&b, e, &site), 0);
		entry_set_text(a, e, ENTRY_LIVE, &b);
		f->entries[i] = e;
	}
	f->count = count;
	f->form = ENTRY_LIVE;
	buf_free(&b);
}

static void
test_feed_says_what_its_entries_say(void **state)
{
	static const struct entry *const entries[] = { &full, &bare };
	struct feed f;
	struct buf b = { 0 };
	const cJSON *items, *authors;
	cJSON *json;

	(void)state;
	make_feed(&f, entries, 2);
	assert_int_equal(json_feed_write(&b, &f), 0);
	json = cJSON_Parse(b.data);
	assert_non_null(json);
	assert_string_equal(text_of(json, "version"),
	    "https://jsonfeed.org/version/1.1");
	assert_string_equal(text_of(json, "title"), "Agents – Site");
	assert_string_equal(text_of(json, "home_page_url"),
	    "https://papers.example.org/agents.html");
	assert_string_equal(text_of(json, "feed_url"),
	    "https://papers.example.org/agents.json");
	assert_string_equal(text_of(json, "description"), "On \"agents\"");
	assert_string_equal(text_of(json, "favicon"),
	    "https://papers.example.org/favicon.ico");
	assert_string_equal(text_of(json, "language"), "en");
	authors = cJSON_GetObjectItem(json, "authors");
	assert_int_equal(cJSON_GetArraySize(authors), 1);
	assert_string_equal(text_of(authors->child, "name"), "Site \"S\"");
	assert_string_equal(text_of(authors->child, "url"),
	    "https://papers.example.org/");
	items = cJSON_GetObjectItem(json, "items");
	assert_int_equal(cJSON_GetArraySize(items), 2);
	assert_string_equal(text_of(items->child, "id"), full.guid);
	assert_string_equal(text_of(items->child->next, "id"), bare.guid);
	cJSON_Delete(json);
	buf_free(&b);
	arena_free(&f.arena);
}

/* Hubs are there if there is one (JSON Feed 1.1). */
static void
test_hub(void **state)
{
	struct site pushing = site;
	struct feed f;
	struct buf b = { 0 };
	const cJSON *hubs;
	cJSON *json;

	(void)state;
	make_feed(&f, NULL, 0);
	assert_int_equal(json_feed_write(&b, &f), 0);
	assert_null(strstr(b.data, "hub"));
	pushing.hub = "https://hub.example.org/?a=\"b\"";
	f.site = &pushing;
	buf_clear(&b);
	assert_int_equal(json_feed_write(&b, &f), 0);
	json = cJSON_Parse(b.data);
	assert_non_null(json);
	hubs = cJSON_GetObjectItem(json, "hubs");
	assert_int_equal(cJSON_GetArraySize(hubs), 1);
	assert_string_equal(text_of(hubs->child, "type"), "WebSub");
	assert_string_equal(text_of(hubs->child, "url"), pushing.hub);
	cJSON_Delete(json);
	buf_free(&b);
	arena_free(&f.arena);
}

/* A line for the feed and one for each item, byte for byte as written. */
static void
test_line_for_the_feed_and_each_item(void **state)
{
	static const struct entry *const entries[] = { &full, &bare };
	struct feed f;
	struct buf b = { 0 }, wanted = { 0 };
	const char *line;

	(void)state;
	make_feed(&f, entries, 2);
	assert_int_equal(json_feed_write(&b, &f), 0);
	line = strchr(b.data, '\n');
	assert_non_null(line);
	buf_printf(&wanted, "\n%s,\n%s]}\n",
	    f.entries[0]->text[ENTRY_LIVE].before,
	    f.entries[1]->text[ENTRY_LIVE].before);
	assert_string_equal(line, wanted.data);
	buf_clear(&b);
	f.count = 0;
	assert_int_equal(json_feed_write(&b, &f), 0);
	assert_non_null(strstr(b.data, "\"items\":[]}\n"));
	buf_free(&b);
	buf_free(&wanted);
	arena_free(&f.arena);
}

/* A full buffer is told, and so nothing is published. */
static void
test_full_buffer(void **state)
{
	static const struct entry *const entries[] = { &bare };
	struct feed f;
	struct buf b = { 0 };
	size_t entry, feed, i;

	(void)state;
	make_feed(&f, entries, 1);
	entry = strlen(f.entries[0]->text[ENTRY_LIVE].before);
	assert_int_equal(json_feed_write(&b, &f), 0);
	feed = b.length;
	for (i = 1; i <= feed; i++) {
		b.max = i;
		buf_clear(&b);
		assert_int_equal(json_feed_write(&b, &f), i < feed ? -1 : 0);
		buf_clear(&b);
		assert_int_equal(json_feed_write_entry(&b, &bare, &site),
		    i < entry ? -1 : 0);
	}
	buf_free(&b);
	arena_free(&f.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strings_are_escaped),
		cmocka_unit_test(test_all_bytes),
		cmocka_unit_test(test_parts_stand_on_lines_of_their_own),
		cmocka_unit_test(test_full_item),
		cmocka_unit_test(test_bare_item),
		cmocka_unit_test(test_hostile_item),
		cmocka_unit_test(test_feed_says_what_its_entries_say),
		cmocka_unit_test(test_line_for_the_feed_and_each_item),
		cmocka_unit_test(test_hub),
		cmocka_unit_test(test_full_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

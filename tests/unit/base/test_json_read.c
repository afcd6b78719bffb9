/* The JSON reader, alone and beside cJSON, which it replaced. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/json_read.h"

#define MANY 1000 /* values that are allowed here */

/* Read a text from a copy of just its length, so that a tool sees overruns. */
static const struct json_value *
read_text(struct arena *a, const char *s, struct json_end *end)
{
	return json_read(a, arena_copy(a, s, strlen(s)), strlen(s), MANY, end);
}

/* Are two values the same?  The names of members are looked at by the caller. */
static bool
is_same(const cJSON *c, const struct json_value *v)
{
	static const int types[] = {
		[JSON_NULL] = cJSON_NULL,
		[JSON_FALSE] = cJSON_False,
		[JSON_TRUE] = cJSON_True,
		[JSON_NUMBER] = cJSON_Number,
		[JSON_STRING] = cJSON_String,
		[JSON_ARRAY] = cJSON_Array,
		[JSON_OBJECT] = cJSON_Object,
	};
	const struct json_value *child;

	if ((c->type & 0xff) != types[v->type])
		return false;
	if (v->type == JSON_NUMBER)
		return c->valuedouble == v->number;
	if (v->type == JSON_STRING)
		return strcmp(c->valuestring, v->text) == 0;
	if (v->type != JSON_ARRAY && v->type != JSON_OBJECT)
		return true;
	child = v->first;
	for (c = c->child; c != NULL && child != NULL; c = c->next) {
		if (!is_same(c, child) ||
		    (c->string == NULL) != (child->name == NULL) ||
		    (c->string != NULL &&
			(strcmp(c->string, child->name) != 0 ||
			    strlen(child->name) != child->name_length)))
			return false;
		child = child->next;
	}
	return c == NULL && child == NULL;
}

static void
expect_as_cjson(const char *s)
{
	struct arena a = { 0 };
	struct json_end end;
	const char *stop = s;
	cJSON *c = cJSON_ParseWithLengthOpts(s, strlen(s), &stop, false);
	const struct json_value *v = read_text(&a, s, &end);

	if ((c == NULL) != (v == NULL) || (size_t)(stop - s) != end.place ||
	    (v != NULL && !is_same(c, v)))
		fail_msg("%s: cJSON %s at %zu, read %s at %zu", s,
		    c == NULL ? "fails" : "ends", (size_t)(stop - s),
		    v == NULL ? "fails" : "ends", end.place);
	cJSON_Delete(c);
	arena_free(&a);
}

/* Values, and the place of what is wrong, are those of cJSON. */
static void
test_as_cjson(void **state)
{
	static const char *const texts[] = { "", " ", "null", "true", "false",
		"nul", "trueish", "\"a\"", "\"", "\"a", "\"\\\"", "\"a\\\\\"",
		"\"\\x\"", "\"a\\u12\"", "\"\\/\\b\\f\\n\\r\\t\\\\\\\"\"",
		"\"\\u00e9\\u20ac\\ud83d\\ude00\\u0041\"", "\"\t\n\x01\"", "0",
		"-0", "12", "-12", "012", "1.5", "1.", ".5", "-", "--1", "1e5",
		"1E+5", "1e", "1-2", "+1", "999999999999999",
		"9999999999999999", "123456789012345678901234567890", "1e999",
		"-1e999", "[]", "[ ]", "[", "[ ", "[1", "[1,", "[1, ", "[1 ",
		"[1 2]", "[,]", "[1,]", "[1,2,[3,[]],{}]", "{}", "{ }", "{",
		"{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\" 1}",
		"{a:1}", "{1:1}", "{\"a\":1,\"b\":[{\"c\":null}],\"a\":2}",
		"{\"\":\"\"}", "{\"\\u0041\\n\":1}", " \x01\t[1] x",
		"\xef\xbb\xbf[1]", "\xef\xbb\xbf", "\xc3\xa9", "]", "}", ":" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		expect_as_cjson(texts[i]);
}

/* Whatever a byte of a listing becomes, both read it alike. */
static void
test_changed_bytes(void **state)
{
	static const char text[] =
	    "[{\"id\":\"2604.1\",\"t\":\"a \\\"b\\\"\\n\\u00e9\",\"n\":-12.5,"
	    "\"l\":[true,null,{}]},{\"k\":[]}]";
	static const char bytes[] = "[]{}\",:\\0dn1.e-+ t/";
	const size_t digits = (size_t)(strstr(text, "00e9") - text);
	char changed[sizeof(text)];
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(text) - 1; i++) {
		for (j = 0; j < sizeof(bytes) - 1; j++) {
			memcpy(changed, text, sizeof(text));
			changed[i] = bytes[j];
			/* cJSON takes anything for the digits of an escape. */
			if (i >= digits && i < digits + 4)
				continue;
			expect_as_cjson(changed);
		}
	}
}

/* What stands for no character is six blanks; digits that are none are wrong. */
static void
test_no_character(void **state)
{
	static const struct {
		const char *json, *text; /* NULL: it is refused */
	} tests[] = {
		{ "\"a\\u0000b\"", "a      b" },
		{ "\"\\ud83d\"", "      " },
		{ "\"\\ud83dx\"", "      x" },
		{ "\"\\ude00\\ud83d\"", "            " },
		{ "\"\\ud83d\\u0041\"", "      A" },
		{ "\"\\ud83d\\ud83d\\ude00\"", "      \xf0\x9f\x98\x80" },
		{ "\"\\\\u0000\"", "\\u0000" },
		{ "\"\\u00g0\"", NULL },
		{ "\"\\u00\\\\\"", NULL },
		{ "\"\\ud83d\\u\\\\00\"", NULL },
	};
	const struct json_value *v;
	struct arena a = { 0 };
	struct json_end end;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		v = read_text(&a, tests[i].json, &end);
		if (tests[i].text == NULL)
			assert_null(v);
		else
			assert_string_equal(json_string(v), tests[i].text);
	}
	arena_free(&a);
}

static void
expect_nested(size_t depth, bool good)
{
	struct arena a = { 0 };
	char *text = arena_array(&a, depth * 2 + 1, 1);
	struct json_end end;

	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	assert_int_equal(json_read(&a, text, depth * 2, SIZE_MAX, &end) != NULL,
	    good);
	assert_int_equal(end.place, good ? depth * 2 : 1000);
	arena_free(&a);
}

static void
test_depth(void **state)
{
	(void)state;
	expect_nested(1000, true);
	expect_nested(1001, false);
	expect_nested(100000, false);
}

static void
expect_too_many(const char *s, size_t max, bool too_many, bool good)
{
	struct arena a = { 0 };
	struct json_end end;
	const struct json_value *v =
	    json_read(&a, arena_copy(&a, s, strlen(s)), strlen(s), max, &end);

	assert_int_equal(end.too_many, too_many);
	assert_int_equal(v != NULL, good);
	arena_free(&a);
}

/* Commas and opening brackets count, those in strings do not. */
static void
test_too_many(void **state)
{
	(void)state;
	expect_too_many("[1,2,3]", 3, false, true);
	expect_too_many("[1,2,3]", 2, true, false);
	expect_too_many("[{},[]]", 4, false, true);
	expect_too_many("[{},[]]", 3, true, false);
	expect_too_many("[\",[{\"]", 1, false, true);
	expect_too_many("1", 0, false, true);
	expect_too_many("[]", 0, true, false);
	/* also behind what is wrong */
	expect_too_many("[x,1,\",,\",[{", 6, false, false);
	expect_too_many("[x,1,\",,\",[{", 5, true, false);
	expect_too_many("[x,\",,", 2, false, false);
}

/* The last of equal names counts, and a null is no member. */
static void
test_member(void **state)
{
	struct arena a = { 0 };
	struct json_end end;
	const struct json_value *v = read_text(&a,
	    "{\"a\":\"1\",\"ab\":\"2\",\"a\":\"3\",\"n\":\"4\",\"n\":null}",
	    &end);

	(void)state;
	assert_string_equal(json_string(json_member(v, "a")), "3");
	assert_string_equal(json_string(json_member(v, "ab")), "2");
	assert_null(json_member(v, "n"));
	assert_null(json_member(v, "b"));
	assert_null(json_member(json_member(v, "a"), "a"));
	assert_null(json_member(NULL, "a"));
	assert_null(json_string(NULL));
	assert_null(json_string(v));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_cjson),
		cmocka_unit_test(test_changed_bytes),
		cmocka_unit_test(test_no_character),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_member),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

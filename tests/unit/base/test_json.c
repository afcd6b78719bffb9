#include "hostile_support.h"

#include <string.h>

#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"

static void
test_json_strings(void **state)
{
	struct buf b = { 0 };
	struct json j;
	cJSON *json;
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		j = (struct json){ .out = &b };
		json_open(&j, NULL, '{');
		json_text(&j, hostile[i].string, hostile[i].string);
		json_close(&j, '}');
		assert_null(strchr(b.data, '\n'));
		json = cJSON_ParseWithOpts(b.data, NULL, 1);
		assert_non_null(json);
		assert_string_equal(json->child->string,
		    json->child->valuestring);
		cJSON_Delete(json);
		buf_clear(&b);
		j = (struct json){ .out = &b };
		json_text(&j, NULL, hostile[i].string);
		expect_bytes(&b, "\"", hostile[i].json, "\"", "");
	}
	buf_free(&b);
}

static void
test_json_commas(void **state)
{
	struct buf b = { 0 };
	struct json j = { .out = &b };

	(void)state;
	json_open(&j, NULL, '{');
	json_open(&j, "a", '[');
	json_close(&j, ']');
	json_open(&j, "b", '[');
	json_number(&j, NULL, -1, 0);
	json_number(&j, NULL, 0, 0);
	json_text(&j, NULL, NULL);
	json_open(&j, NULL, '{');
	json_close(&j, '}');
	json_open(&j, NULL, '[');
	json_text(&j, NULL, "");
	json_close(&j, ']');
	json_close(&j, ']');
	json_number(&j, "c", INT64_MAX, 0);
	json_number(&j, "d", INT64_MIN, 0);
	json_close(&j, '}');
	assert_string_equal(b.data,
	    "{\"a\":[],\"b\":[-1,null,null,{},[\"\"]],"
	    "\"c\":9223372036854775807,\"d\":-9223372036854775808}");
	buf_free(&b);
}

static void
test_json_dates(void **state)
{
	struct buf b = { 0 };
	struct json j = { .out = &b };

	(void)state;
	json_open(&j, NULL, '{');
	json_instant(&j, "a", 1);
	json_instant(&j, "b", DATE_NONE);
	json_day(&j, "c", 1);
	json_day(&j, "d", DATE_NONE);
	json_close(&j, '}');
	assert_string_equal(b.data,
	    "{\"a\":\"1970-01-01T00:00:01Z\",\"b\":null,"
	    "\"c\":\"1970-01-01\",\"d\":null}");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json_strings),
		cmocka_unit_test(test_json_commas),
		cmocka_unit_test(test_json_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

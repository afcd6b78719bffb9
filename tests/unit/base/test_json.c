#include "hostile_support.h"

#include <string.h>

#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "base/buf.h"
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
		json_open(&j, '{');
		json_key(&j, hostile[i].string);
		json_string(&j, hostile[i].string);
		json_close(&j, '}');
		assert_null(strchr(b.data, '\n'));
		json = cJSON_ParseWithOpts(b.data, NULL, 1);
		assert_non_null(json);
		assert_string_equal(json->child->string,
		    json->child->valuestring);
		cJSON_Delete(json);
		buf_clear(&b);
		j = (struct json){ .out = &b };
		json_string(&j, hostile[i].string);
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
	json_open(&j, '{');
	json_key(&j, "a");
	json_open(&j, '[');
	json_close(&j, ']');
	json_key(&j, "b");
	json_open(&j, '[');
	json_number(&j, -1);
	json_null(&j);
	json_string(&j, NULL);
	json_open(&j, '{');
	json_close(&j, '}');
	json_open(&j, '[');
	json_string(&j, "");
	json_close(&j, ']');
	json_close(&j, ']');
	json_key(&j, "c");
	json_number(&j, INT64_MAX);
	json_key(&j, "d");
	json_number(&j, INT64_MIN);
	json_close(&j, '}');
	assert_string_equal(b.data,
	    "{\"a\":[],\"b\":[-1,null,null,{},[\"\"]],"
	    "\"c\":9223372036854775807,\"d\":-9223372036854775808}");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json_strings),
		cmocka_unit_test(test_json_commas),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/json.h"

/* Longer than a few blocks that are looked at together (plain.h). */
#define LENGTH 70

/* What stands for each ASCII character in a text, told one by one. */
static const char *
in_text(char c)
{
	static char same[2];

	same[0] = c;
	if (c == '&')
		return "&amp;";
	if (c == '<')
		return "&lt;";
	if (c == '>')
		return "&gt;";
	if (c == '\r')
		return "&#13;";
	return (c < ' ' && c != '\t' && c != '\n') || c > '~' ? "" : same;
}

static const char *
in_plain_text(char c)
{
	if (c == '&')
		return "&#x26;";
	return c == '<' ? "&#x3C;" : in_text(c);
}

static const char *
in_attribute(char c)
{
	if (c == '"')
		return "&quot;";
	if (c == '\t')
		return "&#9;";
	return c == '\n' ? "&#10;" : in_text(c);
}

static const char *
in_json(char c)
{
	static char unit[sizeof("\\u0000")];

	if (c == '"')
		return "\\\"";
	if (c == '\\')
		return "\\\\";
	if (c == '\n')
		return "\\n";
	snprintf(unit, sizeof(unit), c >= ' ' && c <= '~' ? "%c" : "\\u%04x",
	    (unsigned int)c);
	return unit;
}

static void
add_json(struct buf *out, const char *s)
{
	struct json j = { .out = out };

	json_text(&j, NULL, s);
}

static const struct {
	void (*add)(struct buf *, const char *);
	const char *(*expected)(char);
	const char *mark; /* before and behind the string */
} places[] = {
	{ escape_text, in_text, "" },
	{ escape_plain_text, in_plain_text, "" },
	{ escape_attribute, in_attribute, "" },
	{ add_json, in_json, "\"" },
};

/* Each character of ASCII, at each place of texts of each length. */
static void
test_each_character_at_each_place(void **state)
{
	struct buf got = { 0 }, wanted = { 0 };
	char s[LENGTH + 1];
	size_t p, i, length;
	int c;

	(void)state;
	for (p = 0; p < COUNT(places); p++) {
		for (c = 1; c < 0x80; c++) {
			for (i = 0; i < LENGTH; i++) {
				length = LENGTH - i % 3;
				if (i >= length)
					continue;
				memset(s, 'x', length);
				s[i] = (char)c;
				s[length] = '\0';
				buf_clear(&got);
				buf_clear(&wanted);
				places[p].add(&got, s);
				buf_puts(&wanted, places[p].mark);
				buf_add(&wanted, s, i);
				buf_puts(&wanted, places[p].expected((char)c));
				buf_puts(&wanted, s + i + 1);
				buf_puts(&wanted, places[p].mark);
				assert_string_equal(got.data, wanted.data);
			}
		}
	}
	buf_free(&got);
	buf_free(&wanted);
}

/* Two in a row, and bytes that are no characters, which are left out. */
static void
test_neighbours(void **state)
{
	struct buf b = { 0 };
	char s[LENGTH + 1];
	size_t i;
	int c;

	(void)state;
	for (c = 0x80; c <= 0xff; c++) {
		for (i = 0; i + 1 < LENGTH; i++) {
			memset(s, 'x', LENGTH);
			s[LENGTH] = '\0';
			s[i] = (char)c;
			s[i + 1] = '<';
			buf_clear(&b);
			escape_text(&b, s);
			assert_int_equal(b.length, LENGTH - 2 + 4);
			assert_memory_equal(b.data + i, "&lt;", 4);
			assert_memory_equal(b.data, s, i);
		}
	}
	buf_free(&b);
}

/* Characters beyond ASCII stay, but controls and noncharacters do not. */
static void
test_beyond_ascii(void **state)
{
	static const char *const stay[] = { "\u00a0", "é", "–", "語",
		"\U0001f600", "\U0010ffff", "\ufffc" };
	static const char *const go[] = { "\xc2\x80", "\xc2\x9f", "\ufffd",
		"\uffff", "\xed\xa0\x80", "\xc3" };
	char s[LENGTH + 1], kept[LENGTH + 1];
	struct buf b = { 0 };
	size_t i, at;

	(void)state;
	for (i = 0; i < COUNT(stay) + COUNT(go); i++) {
		const char *c = i < COUNT(stay) ? stay[i] : go[i - COUNT(stay)];

		for (at = 0; at < 20; at++) {
			snprintf(s, sizeof(s), "%.*s%sy", (int)at,
			    "aaaaaaaaaaaaaaaaaaaaaa", c);
			snprintf(kept, sizeof(kept), "%.*s%sy", (int)at,
			    "aaaaaaaaaaaaaaaaaaaaaa", i < COUNT(stay) ? c : "");
			buf_clear(&b);
			escape_attribute(&b, s);
			assert_string_equal(b.data, kept);
		}
	}
	buf_free(&b);
}

/* A part of a text ends where it is said to, not at the next NUL. */
static void
test_part(void **state)
{
	struct buf b = { 0 };
	size_t n;

	(void)state;
	for (n = 0; n < 40; n++) {
		buf_clear(&b);
		escape_text_n(&b,
		    "a<b aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", n);
		assert_int_equal(b.length, n + (n > 1 ? 3 : 0));
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_character_at_each_place),
		cmocka_unit_test(test_neighbours),
		cmocka_unit_test(test_beyond_ascii),
		cmocka_unit_test(test_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

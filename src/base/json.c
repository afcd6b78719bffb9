#include "base/json.h"

#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/plain.h"
#include "base/utf8.h"

/* ASCII that needs no escape: from blank to tilde, except " and \. */
/* clang-format off */
static const bool plain[UCHAR_MAX + 1] = {
	[' '] = 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
};
/* clang-format on */

static size_t
count_plain(const char *s, const char *end)
{
	const char *p = s + plain_length(s, (size_t)(end - s), false);

	while (p < end && plain[(unsigned char)*p])
		p++;
	return (size_t)(p - s);
}

/* Add a character of n bytes, escaped or left out if it must be. */
static void
add_character(struct buf *out, const char *s, size_t n, uint32_t c)
{
	if (c == '"' || c == '\\') {
		buf_putc(out, '\\');
		buf_putc(out, (char)c);
	} else if (c == '\n')
		buf_puts(out, "\\n");
	else if (c < 0x20 || c == 0x7f)
		buf_printf(out, "\\u%04x", (unsigned int)c);
	else if ((c < 0x80 || c > 0x9f) && (c < 0xfffd || c > 0xffff))
		buf_add(out, s, n);
}

/*
 * Add a string as RFC 8259 section 7 escapes it, without the controls from
 * U+0080 on and the noncharacters that XML forbids: the same text goes to both.
 * Bytes that are no UTF-8, such as surrogates, are left out.
 */
static void
add_string(struct buf *out, const char *s)
{
	const char *end = s + strlen(s);
	uint32_t c;
	size_t n;

	buf_putc(out, '"');
	while (s < end) {
		n = count_plain(s, end);
		buf_add(out, s, n);
		s += n;
		if ((n = utf8_decode(s, (size_t)(end - s), &c)) > 0)
			add_character(out, s, n, c);
		else if (s < end)
			n = 1;
		s += n;
	}
	buf_putc(out, '"');
}

/* Begin a value, with its key in an object or NULL in an array. */
static void
begin(struct json *j, const char *key)
{
	if (j->comma)
		buf_putc(j->out, ',');
	j->comma = true;
	if (key == NULL)
		return;
	add_string(j->out, key);
	buf_putc(j->out, ':');
}

/* Open an object ('{') or an array ('['). */
void
json_open(struct json *j, const char *key, char bracket)
{
	begin(j, key);
	buf_putc(j->out, bracket);
	j->comma = false;
}

/* Close an object ('}') or an array (']'). */
void
json_close(struct json *j, char bracket)
{
	buf_putc(j->out, bracket);
	j->comma = true;
}

/* Add a string, or null for NULL. */
void
json_text(struct json *j, const char *key, const char *s)
{
	begin(j, key);
	if (s != NULL)
		add_string(j->out, s);
	else
		buf_puts(j->out, "null");
}

/* Add an instant as RFC 3339 has it, or null for DATE_NONE. */
void
json_instant(struct json *j, const char *key, int64_t instant)
{
	char text[DATE_RFC3339_SIZE];

	date_format_rfc3339(instant, text);
	json_text(j, key, instant == DATE_NONE ? NULL : text);
}

/* The same for a day. */
void
json_day(struct json *j, const char *key, int64_t day)
{
	char text[DATE_DAY_SIZE];

	date_format_day(day, text);
	json_text(j, key, day == DATE_NONE ? NULL : text);
}

/* Add a number, or null for one that means that it is not known. */
void
json_number(struct json *j, const char *key, int64_t n, int64_t unknown)
{
	if (n == unknown) {
		json_text(j, key, NULL);
		return;
	}
	begin(j, key);
	buf_printf(j->out, "%lld", (long long)n);
}

/* Add true or false. */
void
json_flag(struct json *j, const char *key, bool flag)
{
	begin(j, key);
	buf_puts(j->out, flag ? "true" : "false");
}

/*
 * Begin a value that was written before, on a line of its own in an array.
 * Return the buffer, for its bytes.
 */
struct buf *
json_begin_part(struct json *j)
{
	begin(j, NULL);
	buf_putc(j->out, '\n');
	return j->out;
}

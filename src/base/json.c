#include "base/json.h"

#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

static void
separate(struct json *j)
{
	if (j->comma)
		buf_putc(j->out, ',');
	j->comma = true;
}

/* Open an object ('{') or an array ('['). */
void
json_open(struct json *j, char bracket)
{
	separate(j);
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
	const char *p = s;

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

/* Add a member's name; its value must follow. */
void
json_key(struct json *j, const char *key)
{
	separate(j);
	add_string(j->out, key);
	buf_putc(j->out, ':');
	j->comma = false;
}

/* Add a string, or null for NULL. */
void
json_string(struct json *j, const char *s)
{
	if (s == NULL) {
		json_null(j);
		return;
	}
	separate(j);
	add_string(j->out, s);
}

/* Add a number. */
void
json_number(struct json *j, int64_t n)
{
	separate(j);
	buf_printf(j->out, "%lld", (long long)n);
}

/* Add null. */
void
json_null(struct json *j)
{
	separate(j);
	buf_puts(j->out, "null");
}

/*
 * Begin a value that was written before, on a line of its own.  Return the
 * buffer, for its bytes.
 */
struct buf *
json_begin_part(struct json *j)
{
	separate(j);
	buf_putc(j->out, '\n');
	return j->out;
}

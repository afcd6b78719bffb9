#include "json.h"

#include <stdint.h>
#include <string.h>

#include "buf.h"
#include "utf8.h"

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

/*
 * Add a string as RFC 8259 section 7 escapes it.  Bytes that are no UTF-8
 * are left out.
 */
static void
add_string(struct buf *out, const char *s)
{
	size_t left = strlen(s), n;
	uint32_t c;

	buf_putc(out, '"');
	for (; left > 0; s += n, left -= n) {
		if ((n = utf8_decode(s, left, &c)) == 0)
			n = 1;
		else if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", (char)c);
		else if (c == '\n')
			buf_puts(out, "\\n");
		else if (c < 0x20 || c == 0x7f)
			buf_printf(out, "\\u%04x", (unsigned int)c);
		else
			buf_add(out, s, n);
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

/*
 * Writes markup, XML 1.0 or HTML, by a format that looks like it: the literal
 * text is markup, and each %s is text, whatever it holds.  (libxml2's own writer
 * lets control characters pass, and readers refuse the file then.)
 */
#include "base/markup.h"

#include <err.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/escape.h"

/* Add markup; the function escapes the content of elements. */
static void
add(struct buf *out, void (*escape_content)(struct buf *, const char *),
    const char *s, va_list ap)
{
	bool in_tag = false;
	size_t n;

	for (;; s += n + 1) {
		n = strcspn(s, "<>%");
		buf_add(out, s, n);
		if (s[n] == '\0')
			return;
		if (s[n] != '%') {
			in_tag = s[n] == '<';
			buf_putc(out, s[n]);
			continue;
		}
		if (s[++n] != 's')
			errx(EX_SOFTWARE, "markup has no %%%c", s[n]);
		(in_tag ? escape_attribute : escape_content)(out,
		    va_arg(ap, const char *));
	}
}

/*
 * Add markup by a format whose only conversion is %s, a string.  It is escaped
 * for its place: inside of a tag, which must begin in this format, as an
 * attribute's value in double quotes, else as the content of an element.
 */
void
markup_add(struct buf *out, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add(out, escape_text, format, ap);
	va_end(ap);
}

/* The same for elements of RSS that hold no markup (escape_plain_text()). */
void
markup_add_plain(struct buf *out, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add(out, escape_plain_text, format, ap);
	va_end(ap);
}

/* Add an attribute to a tag that is not yet closed, or nothing for NULL. */
void
markup_add_attribute(struct buf *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_printf(out, " %s=\"", name);
	escape_attribute(out, value);
	buf_putc(out, '"');
}

/* Add a number, not negative, as people read it: 1,234,567. */
void
markup_add_number(struct buf *out, int64_t n)
{
	char digits[sizeof("9223372036854775807")];
	int i, length;

	length = snprintf(digits, sizeof(digits), "%" PRId64, n);
	for (i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			buf_putc(out, ',');
		buf_putc(out, digits[i]);
	}
}

/* Add a number of things whose plural ends in -s. */
void
markup_add_count(struct buf *out, int64_t n, const char *thing)
{
	markup_add_number(out, n);
	buf_printf(out, " %s%s", thing, n == 1 ? "" : "s");
}

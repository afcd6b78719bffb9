/*
 * Writes markup, XML 1.0 or HTML, by a format that looks like it: the literal
 * text is markup, and each %s is text, whatever it holds.  (libxml2's own writer
 * lets control characters pass, and readers refuse the file then.)
 */
#include "base/markup.h"

#include <err.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/escape.h"

/*
 * Is the end of n bytes of a format inside of a tag?  `before` says it of their
 * start.  No format has =" elsewhere.
 */
static bool
is_in_tag(const char *s, size_t n, bool before)
{
	/* Most values begin right here. */
	if (n > 1 && s[n - 1] == '"' && s[n - 2] == '=')
		return true;
	while (n-- > 0) {
		if (s[n] == '<' || s[n] == '>')
			return s[n] == '<';
	}
	return before;
}

/* Add markup; the function escapes the content of elements. */
static void
add(struct buf *out, void (*escape_content)(struct buf *, const char *),
    const char *s, va_list ap)
{
	bool in_tag = false;
	const char *sign;
	size_t n;

	for (; (sign = strchr(s, '%')) != NULL; s = sign + 2) {
		n = (size_t)(sign - s);
		buf_add(out, s, n);
		if (sign[1] != 's')
			errx(EX_SOFTWARE, "markup has no %%%c", sign[1]);
		in_tag = is_in_tag(s, n, in_tag);
		(in_tag ? escape_attribute : escape_content)(out,
		    va_arg(ap, const char *));
	}
	buf_puts(out, s);
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
	buf_putc(out, ' ');
	buf_puts(out, name);
	buf_puts(out, "=\"");
	escape_attribute(out, value);
	buf_putc(out, '"');
}

/* Add a number, not negative, as people read it: 1,234,567. */
void
markup_add_number(struct buf *out, int64_t n)
{
	char text[sizeof("9,223,372,036,854,775,807")];
	char *end = text + sizeof(text), *s = end;

	do {
		/* Three digits are before each comma. */
		if ((end - s) % 4 == 3)
			*--s = ',';
		*--s = (char)('0' + n % 10);
	} while ((n /= 10) > 0);
	buf_add(out, s, (size_t)(end - s));
}

/* Add a number of things whose plural ends in -s. */
void
markup_add_count(struct buf *out, int64_t n, const char *thing)
{
	markup_add_number(out, n);
	buf_putc(out, ' ');
	buf_puts(out, thing);
	if (n != 1)
		buf_putc(out, 's');
}

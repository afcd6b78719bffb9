/*
 * Writes well-formed XML 1.0 in UTF-8, whatever the strings hold.  (libxml2's
 * own writer lets control characters through, and then no reader takes the
 * file.)
 */
#include "xml.h"

#include <stdint.h>
#include <string.h>

#include "buf.h"
#include "utf8.h"

/* Where a string lands decides how it is escaped. */
enum place { IN_TEXT, IN_ATTRIBUTE, IN_PLAIN_TEXT };

/* Is it a character of XML 1.0 (section 2.2, Char), and no DEL? */
static bool
is_allowed(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
	    (c >= 0x20 && c != 0x7f && c != 0xfffe && c != 0xffff);
}

static const char *
reference(char c, enum place place)
{
	switch (c) {
	case '&':
		return place == IN_PLAIN_TEXT ? "&#x26;" : "&amp;";
	case '<':
		return place == IN_PLAIN_TEXT ? "&#x3C;" : "&lt;";
	case '>':
		return "&gt;";
	case '\r':
		return "&#13;";
	case '"':
		return place == IN_ATTRIBUTE ? "&quot;" : NULL;
	case '\t':
		return place == IN_ATTRIBUTE ? "&#9;" : NULL;
	case '\n':
		return place == IN_ATTRIBUTE ? "&#10;" : NULL;
	default:
		return NULL;
	}
}

/* Plain ASCII that stands as it is everywhere, at the start of s. */
static size_t
count_plain(const char *s)
{
	unsigned char c;
	size_t n;

	for (n = 0;; n++) {
		c = (unsigned char)s[n];
		/* Mostly a letter. */
		if (c > '>' && c < 0x7f)
			continue;
		if (c < ' ' || c >= 0x7f || c == '&' || c == '<' || c == '>' ||
		    c == '"')
			return n;
	}
}

/* Add a text, escaped, without what XML forbids and without broken UTF-8. */
static void
escape(struct buf *out, const char *s, enum place place)
{
	const char *end = s + strlen(s), *replacement;
	uint32_t c;
	size_t n;

	while (s < end) {
		n = count_plain(s);
		buf_add(out, s, n);
		s += n;
		if ((n = utf8_decode(s, (size_t)(end - s), &c)) == 0) {
			s += s < end;
			continue;
		}
		replacement = n == 1 ? reference(*s, place) : NULL;
		if (replacement != NULL)
			buf_puts(out, replacement);
		else if (is_allowed(c))
			buf_add(out, s, n);
		s += n;
	}
}

static void
end_tag(struct xml *x)
{
	if (x->in_tag)
		buf_putc(x->out, '>');
	x->in_tag = false;
}

static void
indent(struct xml *x)
{
	size_t i;

	buf_putc(x->out, '\n');
	for (i = 0; i < x->depth; i++)
		buf_putc(x->out, '\t');
}

/* Start a document at the end of a buffer, which stays the caller's. */
void
xml_start(struct xml *x, struct buf *out)
{
	*x = (struct xml){ .out = out };
	buf_puts(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>");
}

/* Open an element; the name must last until it is closed. */
void
xml_open(struct xml *x, const char *name)
{
	end_tag(x);
	if (x->depth == XML_DEPTH) {
		x->failed = true;
		return;
	}
	x->roots += x->depth == 0;
	indent(x);
	buf_putc(x->out, '<');
	buf_puts(x->out, name);
	x->open[x->depth++] = name;
	x->in_tag = true;
	x->has_child = false;
}

/* Add an attribute to the element just opened, or none for NULL. */
void
xml_attribute(struct xml *x, const char *name, const char *value)
{
	if (value == NULL)
		return;
	if (!x->in_tag)
		x->failed = true;
	buf_putc(x->out, ' ');
	buf_puts(x->out, name);
	buf_puts(x->out, "=\"");
	escape(x->out, value, IN_ATTRIBUTE);
	buf_putc(x->out, '"');
}

static void
add_text(struct xml *x, const char *text, enum place place)
{
	if (x->depth == 0)
		x->failed = true;
	end_tag(x);
	escape(x->out, text, place);
}

/* Add text to the open element. */
void
xml_text(struct xml *x, const char *text)
{
	add_text(x, text, IN_TEXT);
}

/* Close the open element. */
void
xml_close(struct xml *x)
{
	const char *name;

	if (x->depth == 0) {
		x->failed = true;
		return;
	}
	name = x->open[--x->depth];
	if (x->in_tag) {
		buf_puts(x->out, "/>");
		x->in_tag = false;
	} else {
		if (x->has_child)
			indent(x);
		buf_puts(x->out, "</");
		buf_puts(x->out, name);
		buf_putc(x->out, '>');
	}
	x->has_child = true;
}

static void
add_element(struct xml *x, const char *name, const char *text, enum place place)
{
	if (text == NULL)
		return;
	xml_open(x, name);
	add_text(x, text, place);
	xml_close(x);
}

/* Add an element that holds just a text, or none for NULL. */
void
xml_element(struct xml *x, const char *name, const char *text)
{
	add_element(x, name, text, IN_TEXT);
}

/*
 * The same for a text of RSS that is no markup: & and < as numbers, which no
 * reader takes for HTML (RSS Best Practices Profile, "Character Data").
 */
void
xml_plain_element(struct xml *x, const char *name, const char *text)
{
	add_element(x, name, text, IN_PLAIN_TEXT);
}

/*
 * End the document.  Return 0, or -1 when it is not whole: the buffer is
 * full, or elements were not opened and closed as they should.
 */
int
xml_end(struct xml *x)
{
	buf_putc(x->out, '\n');
	return x->failed || x->depth != 0 || x->roots != 1 || x->out->full ?
	    -1 :
	    0;
}

/*
 * Writes well-formed XML 1.0 in UTF-8, whatever the strings hold.  (libxml2's
 * own writer lets control characters pass, and readers refuse the file then.)
 */
#include "base/xml.h"

#include "base/buf.h"
#include "base/escape.h"

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

/* End the start tag of the open element, which takes text then. */
static void
begin_text(struct xml *x)
{
	if (x->depth == 0)
		x->failed = true;
	end_tag(x);
}

/* Start a document at the end of a buffer, which stays the caller's. */
void
xml_start(struct xml *x, struct buf *out)
{
	*x = (struct xml){ .out = out };
	buf_puts(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>");
}

/*
 * Start a part of a document at the end of a buffer, for a place inside of
 * `depth` elements; xml_end_part() ends it.
 */
void
xml_start_part(struct xml *x, struct buf *out, size_t depth)
{
	*x = (struct xml){ .out = out, .depth = depth, .outside = depth };
}

/*
 * Begin to add parts that were written with the depth of the open element.
 * Return the buffer, for their bytes.
 */
struct buf *
xml_begin_part(struct xml *x)
{
	begin_text(x);
	x->has_child = true;
	return x->out;
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
	escape_attribute(x->out, value);
	buf_putc(x->out, '"');
}

/* Add text to the open element. */
void
xml_text(struct xml *x, const char *text)
{
	begin_text(x);
	escape_text(x->out, text);
}

/* Add text to the open element that escape_text() has escaped. */
void
xml_add_escaped(struct xml *x, const char *text)
{
	begin_text(x);
	buf_puts(x->out, text);
}

/* Close the open element. */
void
xml_close(struct xml *x)
{
	const char *name;

	if (x->depth == x->outside) {
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

/* Add an element that holds a text, or nothing for NULL. */
void
xml_element(struct xml *x, const char *name, const char *text)
{
	if (text == NULL)
		return;
	xml_open(x, name);
	xml_text(x, text);
	xml_close(x);
}

/* Add a text of RSS that is no markup (escape_plain_text()). */
void
xml_plain_text(struct xml *x, const char *text)
{
	begin_text(x);
	escape_plain_text(x->out, text);
}

/*
 * Add an element that holds a text of RSS that is no markup, or nothing for
 * NULL.
 */
void
xml_plain_element(struct xml *x, const char *name, const char *text)
{
	if (text == NULL)
		return;
	xml_open(x, name);
	xml_plain_text(x, text);
	xml_close(x);
}

/*
 * End the document.  Return 0, or -1 if it is not complete, because the buffer
 * is full or elements were not opened and closed in pairs.
 */
int
xml_end(struct xml *x)
{
	buf_putc(x->out, '\n');
	return x->failed || x->depth != 0 || x->roots != 1 || x->out->full ?
	    -1 :
	    0;
}

/* End a part.  Return 0, or -1 as xml_end(). */
int
xml_end_part(struct xml *x)
{
	return x->failed || x->depth != x->outside || x->out->full ? -1 : 0;
}

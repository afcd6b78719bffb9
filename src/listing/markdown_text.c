/* Reads the parts of a page saved as Markdown: URLs, images, texts. */
#include "listing/markdown_text.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"

#define BLANKS	 " \t\r\n"
#define MARKS	 "-*+"
#define WRAP_MAX ((size_t)4096) /* bytes of a URL as it is wrapped */

/* Is it white space? */
bool
markdown_is_blank(char c)
{
	return c != '\0' && strchr(BLANKS, c) != NULL;
}

/* Return the place behind the blanks of a line. */
const char *
markdown_skip_blanks(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	return s;
}

/*
 * Return the place behind the marks of a list's item at s, which has one for
 * each picture that was left out before it; or s.
 */
const char *
markdown_skip_marks(const char *s, const char *end)
{
	const char *text = markdown_skip_blanks(s, end);

	while (end - text >= 2 && strchr(MARKS, *text) != NULL &&
	    (text[1] == ' ' || text[1] == '\t')) {
		text = markdown_skip_blanks(text + 1, end);
		if (text < end && !markdown_is_blank(*text))
			s = text;
	}
	return s;
}

/*
 * Read "(URL)" or "(URL "title")" at s, with perhaps Pandoc's "{attributes}"
 * behind it.  Return the place behind it, or NULL; the URL is without line ends.
 */
const char *
markdown_url(struct buf *url, const char *s, const char *end)
{
	const char *close;
	int depth = 0;
	bool title = false;

	buf_clear(url);
	if (s == end || *s != '(')
		return NULL;
	if ((size_t)(end - s) > WRAP_MAX)
		end = s + WRAP_MAX;
	for (s++; s < end && (*s != ')' || depth > 0); s++) {
		depth += (*s == '(') - (*s == ')');
		title = title ||
		    (markdown_is_blank(*s) && s + 1 < end && s[1] == '"');
		if (!title && !markdown_is_blank(*s) &&
		    strchr("<>\\", *s) == NULL)
			buf_putc(url, *s);
		/* No URL has brackets, but that of an IPv6 address. */
		if (url->full || *s == '[' || *s == ']')
			return NULL;
	}
	if (s == end)
		return NULL;
	s++;
	close = s < end && *s == '{' ? memchr(s, '}', (size_t)(end - s)) : NULL;
	return close != NULL ? close + 1 : s;
}

/*
 * Read the image "![text](URL)" at s.  Return the place behind it, or NULL if
 * there is none.
 */
const char *
markdown_image(struct markdown_text *t, const char *s, const char *end)
{
	struct buf url = { .max = MARKDOWN_URL_MAX };
	const char *close;

	if (end - s < 4 || s[0] != '!' || s[1] != '[')
		return NULL;
	for (close = s + 2; close < end && *close != ']' && *close != '[';)
		close++;
	if (close < end && *close == ']')
		close = markdown_url(&url, close + 1, end);
	else
		close = NULL;
	if (close != NULL && url.length > 0)
		t->image = arena_string(t->arena, url.data);
	buf_free(&url);
	return close;
}

/* Add a blank or a line end between two words. */
static void
add_blank(struct buf *b, char c)
{
	if (b->length > 0 && !markdown_is_blank(b->data[b->length - 1]))
		buf_putc(b, c == '\n' ? '\n' : ' ');
}

/* Is a backslash at s all that a converter left of a line end? */
static bool
is_line_end(const char *s, const char *end)
{
	return *s == '\\' &&
	    (s + 1 == end || markdown_is_blank(s[1]) ||
		(s[1] == '\\' && (s + 2 == end || markdown_is_blank(s[2]))));
}

/*
 * Return the place behind the attributes at s that end Pandoc's "[text]{.class}",
 * whose opening bracket is dropped from the buffer; or NULL if there are none.
 */
static const char *
end_bracketed(struct buf *b, const char *s, const char *end)
{
	size_t room = (size_t)(end - s), near = b->length;
	const char *close, *open;

	if (room < 3 || s[1] != '{' || near == 0)
		return NULL;
	/* They are short, and far ones would be looked for again and again. */
	if (room > WRAP_MAX)
		room = WRAP_MAX;
	if (near > WRAP_MAX)
		near = WRAP_MAX;
	close = memchr(s, '}', room);
	open = memrchr(b->data + b->length - near, '[', near);
	if (close == NULL || open == NULL)
		return NULL;
	b->length--;
	memmove(b->data + (open - b->data), open + 1,
	    b->length - (size_t)(open - b->data) + 1);
	return close + 1;
}

/*
 * Put a part of the text into t->text as people read it: without images,
 * escapes, marks of lists, blank lines and blanks around it.
 */
void
markdown_read(struct markdown_text *t, struct span part)
{
	const char *s = part.from, *next;

	buf_clear(&t->text);
	t->image = NULL;
	s = markdown_skip_marks(s, part.to);
	for (; s < part.to; s = next) {
		next = *s == ']' ? end_bracketed(&t->text, s, part.to) : NULL;
		if (next != NULL)
			continue;
		next = *s == '!' ? markdown_image(t, s, part.to) : NULL;
		if (next != NULL) {
			next = markdown_skip_marks(next, part.to);
			continue;
		}
		next = *s == '\n' ? markdown_skip_marks(s + 1, part.to) : s + 1;
		if (markdown_is_blank(*s) || is_line_end(s, part.to))
			add_blank(&t->text, *s);
		else if (*s == '\\' && next < part.to &&
		    ispunct((unsigned char)*next))
			buf_putc(&t->text, *next++);
		else
			buf_putc(&t->text, *s);
	}
	while (t->text.length > 0 &&
	    markdown_is_blank(t->text.data[t->text.length - 1]))
		t->text.data[--t->text.length] = '\0';
}

/*
 * RIS, which EndNote, Zotero, Mendeley and publishers write: a line a field,
 * "TY  - JOUR", and "ER  - " at the end of each entry
 * (https://en.wikipedia.org/wiki/RIS_(file_format), as its maker's own page is
 * gone).
 */
#include "reference/ris.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "reference/place.h"
#include "reference/reference.h"
#include "reference/library.h"

#define TEXT_MAX ((size_t)1024 * 1024) /* bytes of a field */

static const struct {
	const char *tag;
	enum reference_field field;
} fields[] = {
	{ "TI", REFERENCE_TITLE },
	{ "T1", REFERENCE_TITLE },
	{ "CT", REFERENCE_TITLE },
	{ "AB", REFERENCE_ABSTRACT },
	{ "N2", REFERENCE_ABSTRACT },
	{ "AU", REFERENCE_AUTHOR },
	{ "A1", REFERENCE_AUTHOR },
	{ "KW", REFERENCE_KEYWORDS },
	{ "DO", REFERENCE_DOI },
	{ "UR", REFERENCE_URL },
	{ "L1", REFERENCE_URL },
	{ "L2", REFERENCE_URL },
	{ "LK", REFERENCE_URL },
	{ "JO", REFERENCE_NOTE },
	{ "JF", REFERENCE_NOTE },
	{ "T2", REFERENCE_NOTE },
	{ "IS", REFERENCE_NOTE },
	{ "VL", REFERENCE_NOTE },
	{ "SP", REFERENCE_NOTE },
	{ "AN", REFERENCE_NOTE },
	{ "M1", REFERENCE_NOTE },
	{ "M3", REFERENCE_NOTE },
	{ "PB", REFERENCE_NOTE },
	{ "C1", REFERENCE_NOTE },
	{ "N1", REFERENCE_NOTE },
	{ "DA", REFERENCE_DATE },
	{ "PY", REFERENCE_YEAR },
	{ "Y1", REFERENCE_YEAR },
};

/* Does a line begin with a tag?  Some writers leave out a blank. */
static bool
is_tagged(const char *s)
{
	return isupper((unsigned char)s[0]) &&
	    (isupper((unsigned char)s[1]) || isdigit((unsigned char)s[1])) &&
	    s[2] == ' ' && s[2 + strspn(s + 2, " ")] == '-';
}

static bool
has_tag(const char *s, const char *tag)
{
	return is_tagged(s) && strncmp(s, tag, 2) == 0;
}

/* Return the next line, or NULL. */
static const char *
next_line(const char *s)
{
	s = strchr(s, '\n');
	return s == NULL ? NULL : s + 1;
}

/* Find the first line that begins an entry, or NULL. */
const char *
ris_find(const char *s)
{
	while (s != NULL && !has_tag(s, "TY"))
		s = next_line(s);
	return s;
}

/*
 * Read the text of the field at s into a buffer, with the lines that follow it
 * without a tag.  Return where the next field begins, or NULL.
 */
static const char *
read_field(struct buf *text, const char *s)
{
	size_t n;

	buf_clear(text);
	s += 2 + strspn(s + 2, " ") + 1;
	do {
		n = strcspn(s, "\r\n");
		if (text->length > 0)
			buf_putc(text, '\n');
		buf_add(text, s, n);
		s = next_line(s);
	} while (s != NULL && !is_tagged(s));
	return s;
}

static void
add_field(struct reference *r, const char *tag, const struct buf *text)
{
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (strncmp(tag, fields[i].tag, 2) == 0 && text->length > 0)
			reference_add(r, fields[i].field, text->data);
	}
}

/* Read the entry at s.  Return where the next line is, or NULL. */
static const char *
read_entry(struct reference *r, struct buf *text, const char *s)
{
	const char *field = s;

	s = read_field(text, s); /* its type */
	while (s != NULL && !has_tag(s, "TY")) {
		field = s;
		s = read_field(text, s);
		if (has_tag(field, "ER"))
			break;
		add_field(r, field, text);
	}
	return s;
}

/*
 * Read a text of RIS.  Return 0 with the papers that it names, or -1 with why
 * not.
 */
int
ris_read(struct library *to, const char *start)
{
	struct buf text = { .max = TEXT_MAX };
	const char *s = ris_find(start), *entry;
	size_t count = 0;
	int ret = -1;

	while (s != NULL) {
		struct reference r = { .arena = &to->papers.arena };

		if (count++ == LIBRARY_COUNT) {
			place_refuse(to, start, s, "more than %d entries",
			    LIBRARY_COUNT);
			goto out;
		}
		entry = s;
		s = read_entry(&r, &text, s);
		if (!reference_keep(to, &r))
			place_skip(to, start, entry);
		if (s != NULL)
			s = ris_find(s);
	}
	ret = 0;
out:
	buf_free(&text);
	return ret;
}

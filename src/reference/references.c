/*
 * The door of this room: a person's own library of papers, in any format that
 * programs for references write, to records.  The bytes tell the format, not
 * the file's name.
 */
#include "reference/references.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/charset.h"
#include "reference/bibtex.h"
#include "reference/bibtex_scan.h"
#include "reference/csl_json.h"
#include "reference/doubles.h"
#include "reference/id_lines.h"
#include "reference/library.h"
#include "reference/ris.h"

#define LIST "a list of papers"

/*
 * Make the bytes UTF-8 without a byte order mark.  UTF-16 has one; what is
 * neither is Windows-1252, or Latin-1 where that has no sign.
 */
static void
decode(struct buf *text)
{
	const char *s = text->data;

	if (text->length >= 2 &&
	    (memcmp(s, "\xff\xfe", 2) == 0 || memcmp(s, "\xfe\xff", 2) == 0))
		charset_to_utf8(text, "utf-16");
	charset_to_utf8(text, "windows-1252");
	charset_to_utf8(text, "latin1");
	if (text->length >= 3 && memcmp(text->data, "\xef\xbb\xbf", 3) == 0)
		memset(text->data, ' ', 3);
}

/* Read a text in the format that it seems to have.  Return 0 or -1. */
static int
read_text(struct library *l, const struct buf *text)
{
	const char *s = text->data, *ris = ris_find(s);
	const char *bibtex = bibtex_find(s);
	char first = s[strspn(s, " \t\r\n")];

	if (first == '[' || first == '{') {
		l->format = "JSON";
		return csl_json_read(l, s, text->length);
	}
	if (bibtex != NULL && (ris == NULL || bibtex < ris)) {
		l->format = "BibTeX";
		return bibtex_read(l, s, text->length);
	}
	if (ris != NULL) {
		l->format = "RIS";
		return ris_read(l, s);
	}
	l->format = LIST;
	return id_lines_read(l, s);
}

/* Say why a file without a paper is none.  Return -1. */
static int
refuse_empty(struct library *l)
{
	const char *first =
	    l->first_skipped[0] == '\0' ? "line 1" : l->first_skipped;

	if (strcmp(l->format, LIST) == 0)
		snprintf(l->why, sizeof(l->why),
		    "%s: expected BibTeX, RIS, CSL-JSON, or lines with an "
		    "arXiv id, an arXiv or hf.co link or a DOI",
		    first);
	else
		snprintf(l->why, sizeof(l->why),
		    "%s: expected an entry with a title, an arXiv id or a DOI; "
		    "the file's %s has none (entries: %zu)",
		    first, l->format, l->skipped);
	return -1;
}

/* Read bytes, which are spoilt.  Return 0, or -1 with why not. */
static int
read_bytes(struct library *l, struct buf *text)
{
	const char *nul;

	if (text->length > 0)
		decode(text);
	else
		buf_add(text, "", 0);
	nul = memchr(text->data, '\0', text->length);
	if (nul != NULL) {
		snprintf(l->why, sizeof(l->why),
		    "byte %zu: expected text, found NUL",
		    (size_t)(nul - text->data) + 1);
		return -1;
	}
	if (read_text(l, text) == -1)
		return -1;
	return l->papers.count > 0 ? 0 : refuse_empty(l);
}

/*
 * Read a library: n bytes of a file whose name is for messages.  Return 0 with
 * its papers in the file's order, each once, as clean records: those of a list
 * have an id or a DOI and no title.  Entries that name no paper are counted.
 * Return -1 with `why` if it is none, which names the file, the place and what
 * was expected; there are no papers then.  library_free() frees them.
 */
int
references_read(struct library *l, const char *name, const char *bytes,
    size_t n)
{
	struct buf text = { 0 };
	char why[sizeof(l->why)];
	int ret = -1;

	*l = (struct library){ .format = LIST };
	if (n > LIBRARY_MAX)
		snprintf(l->why, sizeof(l->why), "more than " LIBRARY_MAX_TEXT);
	else {
		buf_add(&text, bytes, n);
		ret = read_bytes(l, &text);
	}
	if (ret == 0)
		doubles_join(&l->papers);
	else {
		memcpy(why, l->why, sizeof(why));
		snprintf(l->why, sizeof(l->why), "%.200s: %.300s", name, why);
		paper_list_free(&l->papers);
	}
	buf_free(&text);
	return ret;
}

/*
 * Reads an answer of arXiv's API (https://info.arxiv.org/help/api/user-manual.html):
 * one Atom feed, an entry a paper.  libxml2's pull reader gives its nodes one
 * after the other, without entities, network or inclusions.
 */
#include "arxiv/answer.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/libxml2.h"
#include "arxiv/answer_entry.h"
#include "arxiv/bounds.h"

#define DEPTH_MAX 16 /* of elements; an answer has 4 */
#define SHOWN_MAX 80 /* bytes of a foreign text in `why` */

#define ATOM	   "http://www.w3.org/2005/Atom"
#define ARXIV	   "http://arxiv.org/schemas/atom"
#define OPENSEARCH "http://a9.com/-/spec/opensearch/1.1/"

/* Where in the document an element is.  The texts of an entry come first. */
enum place {
	IN_FEED = ANSWER_TEXTS,
	IN_TOTAL,
	IN_ENTRY,
	IN_AUTHOR,
	IN_NAME,
	IN_PRIMARY,
	IN_CATEGORY,
	OUTSIDE, /* of the document */
	ELSEWHERE
};

/* What each element means within another one. */
static const struct {
	const char *name;
	const char *space;
	int within;
	int place;
} elements[] = {
	{ "feed", ATOM, OUTSIDE, IN_FEED },
	{ "totalResults", OPENSEARCH, IN_FEED, IN_TOTAL },
	{ "entry", ATOM, IN_FEED, IN_ENTRY },
	{ "id", ATOM, IN_ENTRY, ANSWER_ID },
	{ "published", ATOM, IN_ENTRY, ANSWER_PUBLISHED },
	{ "updated", ATOM, IN_ENTRY, ANSWER_UPDATED },
	{ "title", ATOM, IN_ENTRY, ANSWER_TITLE },
	{ "summary", ATOM, IN_ENTRY, ANSWER_SUMMARY },
	{ "comment", ARXIV, IN_ENTRY, ANSWER_COMMENT },
	{ "journal_ref", ARXIV, IN_ENTRY, ANSWER_JOURNAL },
	{ "doi", ARXIV, IN_ENTRY, ANSWER_DOI },
	{ "primary_category", ARXIV, IN_ENTRY, IN_PRIMARY },
	{ "category", ATOM, IN_ENTRY, IN_CATEGORY },
	{ "author", ATOM, IN_ENTRY, IN_AUTHOR },
	{ "name", ATOM, IN_AUTHOR, IN_NAME },
};

/* An answer that is being read. */
struct reading {
	struct answer *answer;
	xmlTextReaderPtr reader;
	int places[DEPTH_MAX]; /* of the elements that are open */
	struct answer_entry entry;
	struct buf text; /* of the innermost one */
	int64_t total;	 /* that arXiv found, or -1 */
	bool refused;
};

/* Write a reason; what is foreign in it becomes printable. */
static void
explain(struct answer *answer, const char *format, va_list arguments)
{
	char *s = answer->why;

	vsnprintf(s, sizeof(answer->why), format, arguments);
	for (; *s != '\0'; s++) {
		if (*s < ' ' || *s > '~')
			*s = isspace((unsigned char)*s) ? ' ' : '?';
	}
}

/* Say why the whole answer is not believed, and end the reading. */
__attribute__((format(printf, 2, 3))) static void
refuse(struct reading *r, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	explain(r->answer, format, arguments);
	va_end(arguments);
	r->refused = true;
}

/* Say why an entry is left out; the first reason stays. */
__attribute__((format(printf, 2, 3))) static void
leave_out(struct reading *r, const char *format, ...)
{
	va_list arguments;

	if (r->answer->why[0] != '\0')
		return;
	va_start(arguments, format);
	explain(r->answer, format, arguments);
	va_end(arguments);
}

/* Take the first error of libxml2, which ends the reading. */
static void
note_error(void *data, const char *message, xmlParserSeverities severity,
    xmlTextReaderLocatorPtr place)
{
	struct reading *r = data;

	if (severity != XML_PARSER_SEVERITY_ERROR || r->refused)
		return;
	refuse(r, "line %d: %.*s", libxml2()->locator_line(place),
	    (int)strcspn(message, "\n"), message);
}

/* What the element where the reader is means within those around it. */
static int
find_place(const struct reading *r, int within)
{
	const char *name = (const char *)libxml2()->local_name(r->reader);
	const char *space = (const char *)libxml2()->name_space(r->reader);
	size_t i;

	for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
		if (elements[i].within == within && space != NULL &&
		    strcmp(elements[i].space, space) == 0 &&
		    strcmp(elements[i].name, name) == 0)
			return elements[i].place;
	}
	return ELSEWHERE;
}

/* Return a copy of the attribute `term`, or NULL. */
static const char *
read_term(struct reading *r)
{
	const struct libxml2 *xml = libxml2();
	const char *value = NULL;

	if (xml->move_to_attribute(r->reader, (const xmlChar *)"term") == 1) {
		value = arena_string(&r->answer->papers.arena,
		    (const char *)xml->value(r->reader));
		xml->move_to_element(r->reader);
	}
	return value;
}

static void
begin_element(struct reading *r, int place)
{
	const char *term;

	if (place != ELSEWHERE)
		buf_clear(&r->text);
	if (place == IN_ENTRY)
		r->entry = (struct answer_entry){ 0 };
	if (place != IN_PRIMARY && place != IN_CATEGORY)
		return;
	if ((term = read_term(r)) == NULL)
		return;
	if (place == IN_PRIMARY)
		r->entry.primary = term;
	else
		paper_keep_name(&r->answer->papers.arena, &r->entry.categories,
		    term);
}

/* Add the paper of an entry, or say why there is none. */
static void
end_entry(struct reading *r)
{
	struct answer *answer = r->answer;
	struct paper_list *l = &answer->papers;
	const char *why, *words = r->entry.texts[ANSWER_SUMMARY];

	if (++answer->entries > ANSWER_ENTRIES_MAX) {
		refuse(r, "it has more than %d entries", ANSWER_ENTRIES_MAX);
		return;
	}
	answer->error = answer_entry_is_error(&r->entry);
	if (answer->error) {
		refuse(r, "arXiv refuses the request: %.*s", SHOWN_MAX,
		    words == NULL ? "without a reason" : words);
		return;
	}
	why = answer_entry_read(&l->arena, &r->entry, paper_list_add(l));
	if (why == NULL)
		return;
	l->count--;
	leave_out(r, "entry %zu is left out: %s", answer->entries, why);
}

/* Take the text of an element that ends. */
static void
end_element(struct reading *r, int place)
{
	struct arena *a = &r->answer->papers.arena;
	const char *text = r->text.length == 0 ? "" : r->text.data;
	char *end;

	if (place < ANSWER_TEXTS && r->entry.texts[place] == NULL)
		r->entry.texts[place] = arena_string(a, text);
	else if (place == IN_NAME)
		paper_add_name(a, &r->entry.authors, text, strlen(text));
	else if (place == IN_ENTRY)
		end_entry(r);
	else if (place == IN_TOTAL) {
		r->total = strtoll(text, &end, 10);
		if (end == text || *end != '\0' || r->total < 0)
			r->total = -1;
	}
	if (place != ELSEWHERE)
		buf_clear(&r->text);
}

static void
read_element(struct reading *r, int depth)
{
	int place;

	if (depth >= DEPTH_MAX) {
		refuse(r, "elements are nested more than %d deep", DEPTH_MAX);
		return;
	}
	place = find_place(r, depth == 0 ? OUTSIDE : r->places[depth - 1]);
	if (depth == 0 && place != IN_FEED) {
		refuse(r, "it is no Atom feed, but <%.*s>", SHOWN_MAX,
		    (const char *)libxml2()->local_name(r->reader));
		return;
	}
	r->places[depth] = place;
	begin_element(r, place);
	/* The reader tells no end of <x/>. */
	if (libxml2()->is_empty_element(r->reader) == 1)
		end_element(r, place);
}

/* Is an element's text wanted? */
static bool
has_text(int place)
{
	return place < ANSWER_TEXTS || place == IN_NAME || place == IN_TOTAL;
}

static void
read_node(struct reading *r)
{
	const struct libxml2 *xml = libxml2();
	int depth = xml->depth(r->reader);

	switch (xml->node_type(r->reader)) {
	case XML_READER_TYPE_ELEMENT:
		read_element(r, depth);
		break;
	case XML_READER_TYPE_END_ELEMENT:
		end_element(r, r->places[depth]);
		break;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_WHITESPACE:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		if (depth > 0 && has_text(r->places[depth - 1]))
			buf_puts(&r->text, (const char *)xml->value(r->reader));
		break;
	case XML_READER_TYPE_DOCUMENT_TYPE:
	case XML_READER_TYPE_ENTITY_REFERENCE:
		refuse(r, "it declares a document type, or the like");
		break;
	default:
		break;
	}
}

/*
 * Read the nodes of n bytes.  The encoding is UTF-8, whatever they declare.  A
 * parser that stops without a word has met what it takes for the end.
 */
static void
read_nodes(struct reading *r, const char *s, size_t n)
{
	const struct libxml2 *xml = libxml2();
	int more;

	r->reader = xml->open_reader(s, (int)n, NULL, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_COMPACT);
	if (r->reader == NULL) {
		refuse(r, "libxml2 does not take it");
		return;
	}
	xml->set_error_handler(r->reader, note_error, r);
	while (!r->refused && (more = xml->read(r->reader)) == 1)
		read_node(r);
	if (!r->refused && more == -1)
		refuse(r, "libxml2 does not take it");
	xml->free_reader(r->reader);
}

/* Say why bytes are no XML at all, if that can be told. */
static void
look_at_bytes(struct reading *r, const char *s, size_t n)
{
	size_t blank = strspn(s, " \t\r\n");
	const char *why = bounds_refuse(s, n);

	/* A mark of the byte order may come first. */
	if (strncmp(s, "\xef\xbb\xbf", 3) == 0)
		blank = 3;
	if (blank == n)
		refuse(r, "it is empty");
	else if (why != NULL)
		refuse(r, "%s", why);
	else if (s[blank] != '<')
		refuse(r, "it is no XML, but begins with \"%.*s\"",
		    (int)strcspn(s + blank, "\r\n") < SHOWN_MAX ?
			(int)strcspn(s + blank, "\r\n") :
			SHOWN_MAX,
		    s + blank);
}

/* Read an answer in this process, and otherwise as answer_read() does. */
int
answer_read_here(struct answer *answer, const char *s, size_t n)
{
	struct reading r = { .answer = answer, .total = -1 };

	*answer = (struct answer){ 0 };
	look_at_bytes(&r, s, n);
	if (!r.refused)
		read_nodes(&r, s, n);
	buf_free(&r.text);
	if (r.refused) {
		paper_list_free(&answer->papers);
		return -1;
	}
	answer->whole = r.total >= 0 && answer->entries >= (uint64_t)r.total;
	return 0;
}

/* Free the papers of an answer. */
void
answer_free(struct answer *answer)
{
	paper_list_free(&answer->papers);
}

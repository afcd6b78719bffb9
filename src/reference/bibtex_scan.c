/*
 * BibTeX's grammar, with the patience that real files need: what BibTeX, biber
 * and JabRef refuse costs a field here, not the rest of the file.  A comma may
 * be missing or one too many, a key may be missing or have blanks, a value or an
 * entry may lack its end: then the next line that begins an entry ends it.
 */
#include "reference/bibtex_scan.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"

/* Against files of macros that are made of macros. */
#define MACROS_MAX   2000
#define VALUE_MAX    ((size_t)1024 * 1024)	/* bytes of a field */
#define MACRO_MAX    ((size_t)64 * 1024)	/* bytes of a macro */
#define EXPANDED_MAX ((size_t)64 * 1024 * 1024) /* bytes of all uses */

#define BLANKS " \t\r\n"

/* Bytes that end a name, in BibTeX's own source (section 90). */
static size_t
name_length(const char *s)
{
	return strcspn(s, BLANKS "\"#%'(),={}");
}

static void
skip_blanks(struct bibtex_scan *b)
{
	b->next += strspn(b->next, BLANKS);
}

/* Return the bracket behind an @ and a word at s, or NULL if it is none. */
static const char *
entry_bracket(const char *s)
{
	size_t n;

	s++;
	s += strspn(s, BLANKS);
	for (n = 0; isalpha((unsigned char)s[n]); n++)
		continue;
	s += n;
	s += strspn(s, BLANKS);
	return n > 0 && (*s == '{' || *s == '(') ? s : NULL;
}

/* Does a line begin an entry at s? */
static bool
begins_entry(const struct bibtex_scan *b, const char *s)
{
	return *s == '@' && (s == b->start || s[-1] == '\n') &&
	    entry_bracket(s) != NULL;
}

/* Find the first entry of a text, or NULL. */
const char *
bibtex_find(const char *s)
{
	while ((s = strchr(s, '@')) != NULL) {
		if (entry_bracket(s) != NULL)
			return s;
		s++;
	}
	return NULL;
}

/*
 * Find the bracket or the quotation mark that ends a text, outside of braces.
 * BibTeX counts braces with a backslash, too.  If there is none, the next entry
 * or the end of the file ends the text.
 */
static const char *
find_end(const struct bibtex_scan *b, const char *s, char close)
{
	size_t depth = 0;

	for (; s < b->end; s++) {
		if (depth == 0 && *s == close && (*s != '"' || s[-1] != '\\'))
			return s;
		if (*s == '{')
			depth++;
		else if (*s == '}' && depth > 0)
			depth--;
		else if (begins_entry(b, s))
			return s;
	}
	return s;
}

/* Add a text between its marks, and step over it. */
static void
read_text(struct bibtex_scan *b, char close)
{
	const char *end = find_end(b, ++b->next, close);

	buf_add(&b->value, b->next, (size_t)(end - b->next));
	b->next = end + (*end == close && end < b->end);
}

/*
 * Find the place of a macro of n bytes among those that are sorted.  Return
 * whether it is there.
 */
static bool
find_macro(const struct bibtex_scan *b, const char *name, size_t n, size_t *at)
{
	size_t low = 0, high = b->macro_count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = strncasecmp(b->macros[middle].name, name, n);
		if (order == 0)
			order = b->macros[middle].name[n] != '\0';
		if (order == 0) {
			*at = middle;
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*at = low;
	return false;
}

/* Add a number, or what a macro stands for; an unknown one is its own text. */
static void
read_word(struct bibtex_scan *b)
{
	size_t n = name_length(b->next), i, length;

	if (!find_macro(b, b->next, n, &i))
		buf_add(&b->value, b->next, n);
	else {
		length = strlen(b->macros[i].text);
		b->expanded += length;
		if (b->expanded > EXPANDED_MAX)
			b->too_much = true;
		else
			buf_add(&b->value, b->macros[i].text, length);
	}
	b->next += n;
}

/* Read a value: texts, numbers and macros, joined by #. */
static void
read_value(struct bibtex_scan *b)
{
	buf_clear(&b->value);
	b->value.max = VALUE_MAX;
	for (;;) {
		skip_blanks(b);
		if (*b->next == '{')
			read_text(b, '}');
		else if (*b->next == '"')
			read_text(b, '"');
		else
			read_word(b);
		skip_blanks(b);
		if (*b->next != '#')
			return;
		b->next++;
	}
}

/*
 * Step to the next field of an entry.  Return false where the entry ends: then
 * the next byte is behind its bracket, or at the next entry.
 */
static bool
find_field(struct bibtex_scan *b)
{
	size_t n;

	while (b->next < b->end && !begins_entry(b, b->next)) {
		if (*b->next == b->close) {
			b->next++;
			return false;
		}
		n = name_length(b->next);
		if (n > 0 && b->next[n + strspn(b->next + n, BLANKS)] == '=')
			return true;
		/* A comma, or what is no field. */
		b->next += n > 0 ? n : 1;
		skip_blanks(b);
	}
	return false;
}

/*
 * Read the next field of the entry into b's name, in small letters, and value.
 * Return false if there is none left.
 */
bool
bibtex_next_field(struct bibtex_scan *b)
{
	size_t n, i;

	if (!find_field(b))
		return false;
	n = name_length(b->next);
	buf_clear(&b->name);
	for (i = 0; i < n; i++)
		buf_putc(&b->name, (char)tolower((unsigned char)b->next[i]));
	b->next += n;
	b->next += strspn(b->next, BLANKS "=");
	read_value(b);
	return true;
}

/* Note a macro, the field that was read last.  Of two the last one counts. */
static void
add_macro(struct bibtex_scan *b)
{
	const char *text = b->value.length > 0 ? b->value.data : "";
	size_t i;

	if (b->value.length > MACRO_MAX)
		return;
	if (!find_macro(b, b->name.data, b->name.length, &i)) {
		if (b->macro_count == MACROS_MAX)
			return;
		b->macros = array_grow_in(&b->arena, b->macros, b->macro_count,
		    sizeof(b->macros[0]));
		memmove(b->macros + i + 1, b->macros + i,
		    (b->macro_count - i) * sizeof(b->macros[0]));
		b->macros[i].name = arena_string(&b->arena, b->name.data);
		b->macro_count++;
	}
	b->macros[i].text = arena_string(&b->arena, text);
}

static bool
is_type(const struct bibtex_head *h, const char *type)
{
	return strncasecmp(h->type, type, h->type_length) == 0 &&
	    type[h->type_length] == '\0';
}

/* Read an entry's key, which may have blanks or be missing. */
static void
read_key(struct bibtex_scan *b, struct bibtex_head *h)
{
	size_t n;

	skip_blanks(b);
	n = strcspn(b->next, ",=}\r\n");
	h->key = b->next;
	h->key_length = 0;
	if (b->next[n] == '=')
		return; /* this is a field already */
	h->key_length = n;
	b->next += n;
	while (h->key_length > 0 && h->key[h->key_length - 1] == ' ')
		h->key_length--;
}

/*
 * Step to the next entry and read its head.  Comments, preambles and macros are
 * no entries.  Return false at the end of the file.
 */
bool
bibtex_next_entry(struct bibtex_scan *b, struct bibtex_head *h)
{
	const char *bracket;

	while ((h->place = bibtex_find(b->next)) != NULL) {
		bracket = entry_bracket(h->place);
		h->type = h->place + 1 + strspn(h->place + 1, BLANKS);
		for (h->type_length = 0;
		     isalpha((unsigned char)h->type[h->type_length]);
		     h->type_length++)
			continue;
		b->close = *bracket == '{' ? '}' : ')';
		b->next = bracket + 1;
		if (is_type(h, "string")) {
			while (bibtex_next_field(b))
				add_macro(b);
		} else if (is_type(h, "comment") || is_type(h, "preamble"))
			b->next = find_end(b, b->next, b->close);
		else {
			read_key(b, h);
			return true;
		}
	}
	return false;
}

/* Free what a scan holds, but for the file's bytes. */
void
bibtex_close(struct bibtex_scan *b)
{
	arena_free(&b->arena);
	buf_free(&b->name);
	buf_free(&b->value);
}

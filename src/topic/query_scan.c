/*
 * Splits a query's text into tokens: words, phrases, fields, operators.  It
 * refuses what may mean something else than its writer thinks: a colon in a
 * word, a minus before one, a typographic quote, a term without a letter.
 */
#include "topic/query_scan.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "topic/query_char.h"
#include "topic/query_error.h"

#define QUERY_MAX 4096 /* bytes */

const char *const query_fields[QUERY_FIELD_COUNT] = { "title", "abstract",
	"authors", "organization", "keywords", "category", "comment" };

/* Errors with more than one place. */
static const char no_field[] =
    "no such field: there are title, abstract, authors, organization, "
    "keywords, category and comment";
static const char star[] = "* stands only at the end of a word or phrase, as "
			   "in prefix*";

/*
 * Fill in the error: the place of a byte and a text for people.  Return -1.
 */
int
query_scan_fail(struct query_scan *s, size_t at, const char *text)
{
	size_t i;

	s->error->offset = at;
	s->error->column = 1;
	for (i = 0; i < at; i++)
		s->error->column += (s->text[i] & 0xc0) != 0x80;
	snprintf(s->error->text, sizeof(s->error->text), "%s", text);
	return -1;
}

static bool
has_letter(const char *s, size_t n)
{
	uint32_t c;
	size_t i, length;

	for (i = 0; i < n; i += length) {
		if ((length = utf8_decode(s + i, n - i, &c)) == 0)
			break;
		if (!query_char_is_symbol(c))
			return true;
	}
	return false;
}

/* Decode the character at an offset; return its length, 0 at the end. */
static size_t
decode(const struct query_scan *s, size_t offset, uint32_t *c)
{
	return utf8_decode(s->text + offset, s->length - offset, c);
}

/* Return the offset of the first character that is no white space. */
static size_t
skip_spaces(const struct query_scan *s, size_t offset)
{
	uint32_t c;
	size_t n;

	while ((n = decode(s, offset, &c)) != 0 && query_char_is_space(c))
		offset += n;
	return offset;
}

/* Return the offset behind the word that begins here. */
static size_t
skip_word(const struct query_scan *s, size_t offset)
{
	uint32_t c;
	size_t n;

	while ((n = decode(s, offset, &c)) != 0 && !query_char_is_space(c)) {
		if (c < 0x80 && strchr("\"()*:{}", (int)c) != NULL)
			break;
		if (query_char_is_curly(c) || (c == ',' && s->near))
			break;
		offset += n;
	}
	return offset;
}

/* Return the bit of a field's name, in any case as in SQL, or 0. */
static unsigned
find_field(const char *name, size_t n)
{
	unsigned i;

	for (i = 0; i < QUERY_FIELD_COUNT; i++) {
		if (strlen(query_fields[i]) == n &&
		    strncasecmp(name, query_fields[i], n) == 0)
			return 1U << i;
	}
	return 0;
}

/* Read the name of a field, with its colon at this offset. */
static int
scan_field(struct query_scan *s, size_t colon)
{
	struct query_token *t = &s->token;

	t->kind = QUERY_FIELDS;
	t->fields = find_field(s->text + t->start, t->length);
	s->next = colon + 1;
	if (t->fields != 0)
		return 0;
	if (skip_word(s, s->next) == s->next && s->text[s->next] != ':')
		return query_scan_fail(s, t->at, no_field);
	return query_scan_fail(s, t->at,
	    "a word with a colon needs quotes, "
	    "\"10:30\"; the fields are title, abstract, authors, "
	    "organization and keywords");
}

/* Read a list of fields: {title abstract}: */
static int
scan_braces(struct query_scan *s)
{
	struct query_token *t = &s->token;
	size_t start;
	unsigned field;

	t->kind = QUERY_FIELDS;
	s->next = skip_spaces(s, s->next + 1);
	while (s->text[s->next] != '}') {
		start = s->next;
		s->next = skip_word(s, start);
		field = find_field(s->text + start, s->next - start);
		if (s->next == start)
			return query_scan_fail(s, t->at,
			    "a brace begins a list of fields, as in {title "
			    "abstract}: word");
		if (field == 0)
			return query_scan_fail(s, start, no_field);
		t->fields |= field;
		s->next = skip_spaces(s, s->next);
	}
	s->next = skip_spaces(s, s->next + 1);
	if (t->fields == 0 || s->text[s->next] != ':')
		return query_scan_fail(s, t->at,
		    "braces hold fields and have a colon behind them, as in "
		    "{title abstract}: word");
	s->next++;
	return 0;
}

/* Read the star that may end a term, and check that it has a letter. */
static int
finish_term(struct query_scan *s)
{
	struct query_token *t = &s->token;

	t->kind = QUERY_TERM;
	if (!has_letter(s->text + t->start, t->length))
		return query_scan_fail(s, t->at,
		    "nothing to find: a term needs a letter or a digit");
	if (s->text[s->next] != '*')
		return 0;
	t->prefix = true;
	s->next++;
	if (s->text[s->next] == '*' || skip_word(s, s->next) != s->next)
		return query_scan_fail(s, s->next - 1, star);
	return 0;
}

static int
scan_phrase(struct query_scan *s)
{
	struct query_token *t = &s->token;
	size_t i = ++s->next;

	t->start = i;
	while (
	    s->text[i] != '\0' && (s->text[i] != '"' || s->text[i + 1] == '"'))
		i += s->text[i] == '"' ? 2 : 1;
	if (s->text[i] == '\0')
		return query_scan_fail(s, t->at, "this quote is never closed");
	t->length = i - t->start;
	s->next = i + 1;
	return finish_term(s);
}

/* Return the operator that a word is, in capitals only, or QUERY_TERM. */
static enum query_kind
find_operator(const char *word, size_t n)
{
	static const struct {
		const char *word;
		enum query_kind kind;
	} operators[] = { { "AND", QUERY_AND }, { "OR", QUERY_OR },
		{ "NOT", QUERY_NOT }, { "NEAR", QUERY_NEAR } };
	size_t i;

	for (i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
		if (strlen(operators[i].word) == n &&
		    memcmp(word, operators[i].word, n) == 0)
			return operators[i].kind;
	}
	return QUERY_TERM;
}

static int
scan_near(struct query_scan *s)
{
	s->token.kind = QUERY_NEAR;
	s->next = skip_spaces(s, s->next);
	if (s->text[s->next] != '(')
		return query_scan_fail(s, s->token.at,
		    "NEAR is written NEAR(word \"a phrase\", 10); the word "
		    "needs quotes");
	s->next++;
	return 0;
}

static int
scan_word(struct query_scan *s)
{
	struct query_token *t = &s->token;
	size_t colon;

	t->start = s->next;
	s->next = skip_word(s, s->next);
	t->length = s->next - t->start;
	colon = skip_spaces(s, s->next);
	if (s->text[colon] == ':')
		return scan_field(s, colon);
	t->kind = find_operator(s->text + t->start, t->length);
	if (t->kind == QUERY_NEAR)
		return scan_near(s);
	if (t->kind != QUERY_TERM && s->text[s->next] != '*')
		return 0;
	if (s->text[s->next] == '(')
		return query_scan_fail(s, s->next,
		    "put a space before this parenthesis, or quotes around it; "
		    "only NEAR( is written so, in capitals");
	if (s->text[t->start] == '-' &&
	    has_letter(s->text + t->start, t->length))
		return query_scan_fail(s, t->at,
		    "a minus excludes nothing: write NOT and the word, or put "
		    "it in quotes");
	return finish_term(s);
}

/*
 * Start to read a text, which must last as long as its tokens.  Return 0, or -1
 * with the error filled in when it is too long or has a bad character.
 */
int
query_scan_start(struct query_scan *s, const char *text,
    struct query_error *error)
{
	uint32_t c;
	size_t i, n;

	*s = (struct query_scan){ .text = text, .error = error };
	for (i = 0; text[i] != '\0'; i += n) {
		n = utf8_decode(text + i, strnlen(text + i, UTF8_MAX), &c);
		if (n == 0)
			return query_scan_fail(s, i, "not valid UTF-8");
		if (query_char_is_control(c))
			return query_scan_fail(s, i, "a control character");
		if (i + n > QUERY_MAX)
			return query_scan_fail(s, i,
			    "too long: a query has at most 4096 bytes");
	}
	s->length = i;
	return 0;
}

/* Read a mark of one byte. */
static int
scan_mark(struct query_scan *s, enum query_kind kind)
{
	s->token.kind = kind;
	s->next++;
	return 0;
}

/* Read the next token.  Return 0, or -1 with the error filled in. */
int
query_scan_next(struct query_scan *s)
{
	uint32_t c;

	s->previous = s->token;
	s->next = skip_spaces(s, s->next);
	s->token = (struct query_token){ .kind = QUERY_END, .at = s->next };
	if (decode(s, s->next, &c) == 0)
		return 0;
	if (c == ',' && s->near)
		return scan_mark(s, QUERY_COMMA);
	if (query_char_is_curly(c))
		return query_scan_fail(s, s->next,
		    "a phrase needs straight quotes, \"a phrase\"");
	switch (c) {
	case '(':
		return scan_mark(s, QUERY_OPEN);
	case ')':
		return scan_mark(s, QUERY_CLOSE);
	case '^':
		return scan_mark(s, QUERY_FIRST);
	case '"':
		return scan_phrase(s);
	case '{':
		return scan_braces(s);
	case '}':
	case ':':
		return query_scan_fail(s, s->next,
		    "a field's name is missing before this, as in title: word");
	case '*':
		return query_scan_fail(s, s->next, star);
	default:
		return scan_word(s);
	}
}

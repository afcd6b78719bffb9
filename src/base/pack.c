/*
 * Numbers and texts as bytes, for another process of this machine.  Who reads
 * them again does not trust who wrote them, so each value is looked at.
 */
#include "base/pack.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/plain.h"
#include "base/utf8.h"

#define NO_TEXT (-1) /* length of NULL */

/* Add a number. */
void
pack_number(struct buf *b, int64_t number)
{
	buf_add(b, (const char *)&number, sizeof(number));
}

/* Add a text, or NULL. */
void
pack_text(struct buf *b, const char *text)
{
	size_t n;

	if (text == NULL) {
		pack_number(b, NO_TEXT);
		return;
	}
	n = strlen(text);
	pack_number(b, (int64_t)n);
	buf_add(b, text, n);
}

/*
 * Return the next number, which has to be from least to most.  A missing one, or
 * another, is bad, and least is returned.
 */
int64_t
unpack_number(struct unpack *u, int64_t least, int64_t most)
{
	int64_t number;

	if (u->bad || u->left < sizeof(number)) {
		u->bad = true;
		return least;
	}
	memcpy(&number, u->next, sizeof(number));
	u->next += sizeof(number);
	u->left -= sizeof(number);
	if (number >= least && number <= most)
		return number;
	u->bad = true;
	return least;
}

/* Return the next number, a date that can be written or DATE_NONE. */
int64_t
unpack_date(struct unpack *u)
{
	int64_t date = unpack_number(u, INT64_MIN, INT64_MAX);

	if (date == DATE_NONE || (date >= DATE_FIRST && date <= DATE_LAST))
		return date;
	u->bad = true;
	return DATE_NONE;
}

/* Are n bytes UTF-8 without a NUL? */
static bool
is_text(const char *s, size_t n)
{
	uint32_t c;
	size_t done, length;

	for (done = plain_length(s, n, false); done < n; done += length) {
		length = utf8_decode(s + done, n - done, &c);
		if (length == 0 || c == 0)
			return false;
		if (length == 1)
			length +=
			    plain_length(s + done + 1, n - done - 1, false);
	}
	return true;
}

/*
 * Return the bytes of the next text and their count, or NULL if there is none or
 * it is bad.
 */
static const char *
next_bytes(struct unpack *u, size_t *n)
{
	int64_t length = unpack_number(u, NO_TEXT, INT64_MAX);
	const char *s = u->next;

	if (u->bad || length == NO_TEXT)
		return NULL;
	if ((uint64_t)length > u->left) {
		u->bad = true;
		return NULL;
	}
	*n = (size_t)length;
	u->next += *n;
	u->left -= *n;
	return s;
}

/*
 * Return the next text, in the arena, or NULL if there is none.  A text that is
 * not UTF-8 or has a NUL is bad, and NULL is returned.
 */
const char *
unpack_text(struct unpack *u)
{
	size_t n;
	const char *s = next_bytes(u, &n);

	if (s == NULL)
		return NULL;
	if (is_text(s, n))
		return arena_copy(u->arena, s, n);
	u->bad = true;
	return NULL;
}

/* The same of any bytes but NUL: what a source gave, as it gave it. */
const char *
unpack_bytes(struct unpack *u)
{
	size_t n;
	const char *s = next_bytes(u, &n);

	if (s == NULL)
		return NULL;
	if (memchr(s, '\0', n) == NULL)
		return arena_copy(u->arena, s, n);
	u->bad = true;
	return NULL;
}

/*
 * Return the next text as unpack_text() does, for a terminal: what is not
 * printable ASCII has become question marks.
 */
const char *
unpack_phrase(struct unpack *u)
{
	size_t i, n;
	const char *s = next_bytes(u, &n);
	char *phrase;

	if (s == NULL)
		return NULL;
	phrase = arena_copy(u->arena, s, n);
	for (i = 0; i < n; i++) {
		if (phrase[i] < ' ' || phrase[i] > '~')
			phrase[i] = '?';
	}
	return phrase;
}

/* Were all values good, and is nothing left? */
bool
unpack_is_whole(const struct unpack *u)
{
	return !u->bad && u->left == 0;
}

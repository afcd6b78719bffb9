#include "tex/scan.h"

#include <string.h>

#include "base/buf.h"

#define DEPTH_MAX   12	 /* groups within groups that are followed */
#define NESTING_MAX 32	 /* braces within braces of one group */
#define GROUP_MAX   4096 /* bytes of a group */

/* Is the byte an ASCII letter? */
bool
tex_is_letter(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Is the byte an ASCII digit? */
bool
tex_is_digit(int c)
{
	return c >= '0' && c <= '9';
}

/* Can the byte be part of a word: letter, digit or beyond ASCII? */
bool
tex_is_word(int c)
{
	return tex_is_letter(c) || tex_is_digit(c) || c >= 0x80;
}

/* Is the byte white space or the edge of the text? */
bool
tex_is_blank(int c)
{
	return c == 0 || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Is the byte in the set?  The edge of the text is not. */
bool
tex_is_one(int c, const char *set)
{
	return c != 0 && strchr(set, c) != NULL;
}

/* Return the byte at i, or 0 behind the end of the part. */
int
tex_scan_at(const struct tex_scan *t, size_t i)
{
	return i < t->end ? (unsigned char)t->text[i] : 0;
}

/* Return the byte before i, or 0 at the start of the text. */
int
tex_scan_before(const struct tex_scan *t, size_t i)
{
	return i > 0 ? (unsigned char)t->text[i - 1] : 0;
}

/* Does the string stand at i? */
bool
tex_scan_is(const struct tex_scan *t, size_t i, const char *s)
{
	size_t n = strlen(s);

	return i <= t->end && n <= t->end - i && memcmp(t->text + i, s, n) == 0;
}

/* Return the place behind the letters that start at i. */
size_t
tex_scan_letters(const struct tex_scan *t, size_t i)
{
	while (i < t->end && tex_is_letter((unsigned char)t->text[i]))
		i++;
	return i;
}

/* Return the place of the next white space from i on, or the end. */
size_t
tex_scan_token(const struct tex_scan *t, size_t i)
{
	while (i < t->end && !tex_is_blank((unsigned char)t->text[i]))
		i++;
	return i;
}

/*
 * Find the group whose opening brace is at i and set *inner to what is in
 * it.  Return the place behind its closing brace, or 0 when there is none
 * near enough.
 */
size_t
tex_scan_group(const struct tex_scan *t, size_t i, struct tex_span *inner)
{
	size_t j, last;
	int nesting = 0;

	if (tex_scan_at(t, i) != '{')
		return 0;
	last = t->end - i > GROUP_MAX ? i + GROUP_MAX : t->end;
	for (j = i; j < last; j++) {
		if (t->text[j] == '\\')
			j++;
		else if (t->text[j] == '{' && ++nesting > NESTING_MAX)
			return 0;
		else if (t->text[j] == '}' && --nesting == 0) {
			*inner = (struct tex_span){ i + 1, j };
			return j + 1;
		}
	}
	return 0;
}

/* Is the word from i to end one that its rule need not see? */
static bool
is_plain_word(const struct tex_scan *t, size_t i, size_t end)
{
	const struct tex_words *words = t->rules->words;
	unsigned char first = (unsigned char)t->text[i];
	unsigned char last = (unsigned char)t->text[end - 1];

	return (words->first[first] & words->last[last]) == 0 &&
	    !words->behind[tex_scan_at(t, end)];
}

/*
 * Return the place of the next byte or word from i on that a rule has to see,
 * or the end.
 */
static size_t
skip_plain(const struct tex_scan *t, size_t i)
{
	size_t end;
	unsigned char c;

	for (; i < t->end; i = end) {
		c = (unsigned char)t->text[i];
		if (tex_is_letter(c)) {
			end = tex_scan_letters(t, i + 1);
			if (!is_plain_word(t, i, end))
				break;
		} else if (c < 128 && t->rules->byte[c] != NULL)
			break;
		else
			end = i + 1;
	}
	return i;
}

/* Apply the rule for what is at i, or copy a byte. */
static size_t
step(struct tex_scan *t, size_t i)
{
	unsigned char c = (unsigned char)t->text[i];
	size_t next;

	if (tex_is_letter(c))
		return t->rules->word(t, i);
	next = t->rules->byte[c](t, i);
	if (next == i) {
		buf_putc(t->out, (char)c);
		next = i + 1;
	}
	return next;
}

/*
 * Write a part of the text, read as maths or as prose.  A part too deep in
 * others is copied as it is.
 */
void
tex_scan_part(struct tex_scan *t, struct tex_span part, bool math)
{
	struct tex_scan outer = *t;
	size_t i = part.from, next;

	if (t->depth >= DEPTH_MAX) {
		buf_add(t->out, t->text + part.from, part.to - part.from);
		return;
	}
	t->end = part.to;
	t->math = math;
	t->depth++;
	while ((next = skip_plain(t, i)) < part.to) {
		buf_add(t->out, t->text + i, next - i);
		i = step(t, next);
	}
	if (i < part.to)
		buf_add(t->out, t->text + i, part.to - i);
	*t = outer;
}

/* Write a part as tex_scan_part() does, but to a buffer of the caller's. */
void
tex_scan_apart(struct tex_scan *t, struct tex_span part, bool math,
    struct buf *b)
{
	struct buf *out = t->out;

	t->out = b;
	tex_scan_part(t, part, math);
	t->out = out;
}

/*
 * Changes JSON as JSON, which libFuzzer calls instead of its own changes of
 * bytes: values are taken out, put twice, exchanged and replaced, also by what
 * has broken other programs.  So most inputs are still read to their end.  What
 * is no JSON, and every fourth input, is changed byte by byte.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define VALUES_MAX 4096 /* that are found in a text */
#define COUNT(a)   (sizeof(a) / sizeof((a)[0]))

size_t LLVMFuzzerCustomMutator(uint8_t *, size_t, size_t, unsigned int);
size_t LLVMFuzzerMutate(uint8_t *, size_t, size_t);

/* A part of the text: a value or, within an object, a key and its value. */
struct part {
	size_t from, to;
	size_t value; /* behind the key, if there is one */
};

/* A text and where its values are. */
struct text {
	const char *s;
	size_t n;
	struct part parts[VALUES_MAX];
	size_t count;
	uint32_t random; /* xorshift */
};

/* What takes the place of a value. */
static const char *const values[] = {
	"null",
	"true",
	"false",
	"0",
	"-1",
	"1e400",
	"-0.5",
	"9007199254740993",
	"99999999999999999999",
	"[]",
	"{}",
	"\"\"",
	"[[[[[[[[]]]]]]]]",
	"\"2026-04-08T12:00:00.000Z\"",
	"\"2026-04-09\"",
	"\"0000-01-01T00:00:00Z\"",
	"\"9999-12-31T23:59:60Z\"",
	"\"2026-W15\"",
	"\"2604.00001v2\"",
	"\"hep-th/9901001\"",
	"\"../../etc\"",
	"\"https://example.org/a?b=c&d#e\"",
	"\"javascript:alert(1)\"",
	"\"http://[::1]:80/%zz\\\"<>\"",
	"\"https://user:password@example.org/\"",
	"\"//example.org\"",
	"\"data:text/html,<script>\"",
	"\"http://\xe4\xb8\x96\xe7\x95\x8c.example/\\u202e\"",
};

/* What gets into a string. */
static const char *const pieces[] = {
	"\\u0000",
	"\\u000b",
	"\\u001b[31m",
	"\\u007f\\u0085",
	"\\ud800",
	"\\udc00\\ud83d",
	"\\ufffe\\uffff\\ufffd",
	"\\u202e\\u2066",
	"\xed\xa0\x80",
	"\xff",
	"\xc3",
	"\xf0\x9f\x98\x80",
	"e\xcc\x81\xd7\x90\xd9\x85",
	"\\r\\n",
	"\\n\\n",
	"\\n.\\nFrom ",
	"\\t",
	"  ",
	"\xc2\xa0\xe2\x80\x8b",
	"<script>alert(1)</script>",
	"</title></textarea>",
	"<![CDATA[",
	"]]>",
	"<!--",
	"-->",
	"&amp;",
	"&#11;",
	"&nbsp;",
	"\\\" onload=\\\"x",
	"'",
	"=1+2",
	"@",
	"=?UTF-8?Q?=41?=",
	" and ",
	" AND ",
	", ",
	"others",
	"{\\\\\\\"o}",
	"$x^2$",
	"\\\\textbf{a}",
	"\\\\(",
	"\\\\",
	"}",
	"{",
	"%",
	"https://example.org/(a)?b=<c>",
	"javascript:alert(1)",
	"mailto:a@b",
	"\\u0001",
};

/* The next of a row of random numbers, below a limit. */
static size_t
draw(struct text *t, size_t limit)
{
	t->random ^= t->random << 13;
	t->random ^= t->random >> 17;
	t->random ^= t->random << 5;
	return t->random % limit;
}

static size_t
skip_blanks(const struct text *t, size_t i)
{
	while (
	    i < t->n && strchr(" \t\r\n", t->s[i]) != NULL && t->s[i] != '\0')
		i++;
	return i;
}

/* Return the place behind a string, a number or a word that begins at i. */
static size_t
skip_scalar(const struct text *t, size_t i)
{
	if (t->s[i] != '"') {
		while (i < t->n && strchr(",]}: \t\r\n", t->s[i]) == NULL)
			i++;
		return i;
	}
	for (i++; i < t->n && t->s[i] != '"'; i++)
		i += t->s[i] == '\\';
	return i < t->n ? i + 1 : t->n;
}

/* Where the parts begin that are not closed yet. */
struct stack {
	size_t open[64];
	size_t depth;
};

/* A value begins: note it, with its key if that stands before it. */
static size_t
add_part(struct text *t, size_t i)
{
	struct part *p = &t->parts[t->count++];
	size_t end, colon;

	*p = (struct part){ .from = i, .value = i };
	if (t->s[i] != '"')
		return i;
	end = skip_scalar(t, i);
	colon = skip_blanks(t, end);
	if (colon < t->n && t->s[colon] == ':')
		p->value = skip_blanks(t, colon + 1);
	return p->value;
}

/* Find the values.  Return whether it looks like JSON. */
static bool
find_parts(struct text *t)
{
	struct stack stack = { .depth = 0 };
	size_t i = skip_blanks(t, 0), value;

	while (i < t->n && t->count < VALUES_MAX) {
		if (t->s[i] == ']' || t->s[i] == '}') {
			if (stack.depth == 0)
				return false;
			t->parts[stack.open[--stack.depth]].to = ++i;
		} else if (t->s[i] == ',') {
			i++;
		} else {
			value = add_part(t, i);
			if (value >= t->n)
				return false;
			if (t->s[value] == '[' || t->s[value] == '{') {
				if (stack.depth == COUNT(stack.open))
					return false;
				stack.open[stack.depth++] = t->count - 1;
				i = value + 1;
			} else {
				i = skip_scalar(t, value);
				t->parts[t->count - 1].to = i;
				if (i == value)
					return false;
			}
		}
		i = skip_blanks(t, i);
	}
	return stack.depth == 0 && t->count > 1 && i >= t->n;
}

static void
add(struct buf *out, const struct text *t, size_t from, size_t to)
{
	buf_add(out, t->s + from, to - from);
}

/* Leave a part out, and the comma behind it or before it. */
static void
leave_out(struct buf *out, struct text *t, const struct part *p)
{
	size_t next = skip_blanks(t, p->to), from = p->from;

	if (next < t->n && t->s[next] == ',')
		next++;
	else
		next = p->to;
	if (next == p->to) {
		while (from > 0 && strchr(" \t\r\n", t->s[from - 1]) != NULL)
			from--;
		if (from > 0 && t->s[from - 1] == ',')
			from--;
		else
			from = p->from;
	}
	add(out, t, 0, from);
	add(out, t, next, t->n);
}

static void
put_twice(struct buf *out, struct text *t, const struct part *p)
{
	add(out, t, 0, p->to);
	buf_putc(out, ',');
	add(out, t, p->from, t->n);
}

/* Put the value of another part into this one's place. */
static void
copy_value(struct buf *out, struct text *t, const struct part *p)
{
	const struct part *other = &t->parts[draw(t, t->count)];

	add(out, t, 0, p->value);
	add(out, t, other->value, other->to);
	add(out, t, p->to, t->n);
}

/* Exchange two values of which none is within the other. */
static void
exchange(struct buf *out, struct text *t, const struct part *p)
{
	const struct part *other = &t->parts[draw(t, t->count)], *swap;

	if (other->from < p->from) {
		swap = p;
		p = other;
		other = swap;
	}
	if (other->value < p->to) {
		copy_value(out, t, p);
		return;
	}
	add(out, t, 0, p->value);
	add(out, t, other->value, other->to);
	add(out, t, p->to, other->value);
	add(out, t, p->value, p->to);
	add(out, t, other->to, t->n);
}

static void
replace(struct buf *out, struct text *t, const struct part *p)
{
	add(out, t, 0, p->value);
	buf_puts(out, values[draw(t, COUNT(values))]);
	add(out, t, p->to, t->n);
}

/* Put a piece into a string, once or often; another value is replaced. */
static void
add_piece(struct buf *out, struct text *t, const struct part *p)
{
	const char *piece = pieces[draw(t, COUNT(pieces))];
	size_t times = draw(t, 8) == 0 ? 1 + draw(t, 64) : 1, at;

	if (t->s[p->value] != '"' || p->to - p->value < 2) {
		replace(out, t, p);
		return;
	}
	at = p->value + 1 + draw(t, p->to - p->value - 1);
	/* Not between a backslash and what it escapes. */
	while (at > p->value + 1 && t->s[at - 1] == '\\')
		at--;
	add(out, t, 0, at);
	while (times-- > 0)
		buf_puts(out, piece);
	add(out, t, at, t->n);
}

/* Let libFuzzer change the bytes of a value, where it can find other words. */
static void
change_bytes(struct buf *out, struct text *t, const struct part *p)
{
	uint8_t bytes[256];
	size_t n = p->to - p->value;

	if (n > sizeof(bytes) / 2)
		n = sizeof(bytes) / 2;
	memcpy(bytes, t->s + p->value, n);
	n = LLVMFuzzerMutate(bytes, n, sizeof(bytes));
	add(out, t, 0, p->value);
	buf_add(out, (const char *)bytes, n);
	add(out, t, p->to, t->n);
}

static void (*const changes[])(struct buf *, struct text *,
    const struct part *) = { leave_out, put_twice, copy_value, exchange,
	replace, replace, add_piece, add_piece, add_piece, change_bytes };

/* Change the text of n bytes in data.  Return its new length, or 0. */
static size_t
change(struct text *t, uint8_t *data, size_t max)
{
	struct buf out = { 0 };
	size_t n = 0;

	changes[draw(t, COUNT(changes))](&out, t, &t->parts[draw(t, t->count)]);
	if (out.length > 0 && out.length <= max) {
		n = out.length;
		memcpy(data, out.data, n);
	}
	buf_free(&out);
	return n;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t max, unsigned int seed)
{
	struct text *t = calloc(1, sizeof(*t));
	char *copy = malloc(n + 1);
	size_t changed = 0;

	if (t != NULL && copy != NULL) {
		memcpy(copy, data, n);
		copy[n] = '\0';
		t->s = copy;
		t->n = n;
		t->random = seed * 2654435769u | 1;
		if (draw(t, 4) > 0 && find_parts(t))
			changed = change(t, data, max);
	}
	free(copy);
	free(t);
	return changed > 0 ? changed : LLVMFuzzerMutate(data, n, max);
}

/*
 * Proves what was read of a text.  A text has no marks that tell a title from
 * the page's furniture, so a text of another layout is read wrongly without a
 * sign.  But then some record holds furniture: votes, the marks of pictures and
 * boxes, bullets, or the brackets of links.  One such record refuses the text.
 */
#include "listing/text_proof.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "paper/paper.h"

#define BLANKS	 " \t\r\n\v\f"
#define LINE_END "\r\n"
#define BULLET	 "\xe2\x80\xa2"

/* A line without the blanks around it. */
struct line {
	const char *start;
	size_t length;
};

static bool
starts(const struct line *l, const char *with)
{
	size_t n = strlen(with);

	return l->length >= n && memcmp(l->start, with, n) == 0;
}

static bool
ends(const struct line *l, const char *with)
{
	size_t n = strlen(with);

	return l->length >= n && memcmp(l->start + l->length - n, with, n) == 0;
}

static bool
contains(const struct line *l, const char *what)
{
	return memmem(l->start, l->length, what, strlen(what)) != NULL;
}

/* Step to the next line that is not blank.  Return false when none is left. */
static bool
next_line(const char **s, struct line *l)
{
	*s += strspn(*s, BLANKS);
	if (**s == '\0')
		return false;
	l->start = *s;
	*s += strcspn(*s, LINE_END);
	l->length = (size_t)(*s - l->start);
	while (strchr(BLANKS, l->start[l->length - 1]) != NULL)
		l->length--;
	return true;
}

/* Bytes of the bullet that s starts with, or 0. */
static size_t
bullet_length(const char *s, size_t n)
{
	if (n >= strlen(BULLET) && memcmp(s, BULLET, strlen(BULLET)) == 0)
		return strlen(BULLET);
	return n > 0 && strchr("*-+", *s) != NULL ? 1 : 0;
}

/* Has it bullets and nothing else?  They stand for people's faces. */
static bool
is_bullets(const struct line *l)
{
	size_t i = 0, n;

	while (i < l->length) {
		n = bullet_length(l->start + i, l->length - i);
		if (n == 0 && strchr(BLANKS, l->start[i]) == NULL)
			return false;
		i += n == 0 ? 1 : n;
	}
	return true;
}

/* Is it a number of votes or comments? */
static bool
is_number(const struct line *l)
{
	size_t i;

	for (i = 0; i < l->length; i++) {
		if (!isdigit((unsigned char)l->start[i]) && l->start[i] != ',')
			return false;
	}
	return true;
}

/*
 * Does it end with the mark of a picture or a box without a text: "[]", "[ ]",
 * "[IMG]", or the start of the picture's name, "[2604]"?
 */
static bool
ends_with_mark(const struct line *l)
{
	size_t i = l->length - 1;

	if (ends(l, "[]") || ends(l, "[ ]") || ends(l, "[IMG]"))
		return true;
	if (l->start[i] != ']')
		return false;
	while (i > 0 && isdigit((unsigned char)l->start[i - 1]))
		i--;
	return i > 0 && l->start[i - 1] == '[' && l->length - i == 5;
}

/* Is it the mark-up of a link (CommonMark 0.31, section 6.3)? */
static bool
is_link(const struct line *l)
{
	return starts(l, "](") || starts(l, "][") || ends(l, "[") ||
	    contains(l, "/huggingface.co/papers/") ||
	    contains(l, "/huggingface.co/login");
}

static bool
is_furniture(const struct line *l)
{
	return is_bullets(l) || is_number(l) || ends_with_mark(l) ||
	    is_link(l) || starts(l, "****") || ends(l, "arXiv Page") ||
	    contains(l, "Submitted by ") || ends(l, "Submitted by");
}

/* Return true when a line of the text, which may be NULL, is furniture. */
static bool
has_furniture(const char *s)
{
	struct line l;

	while (s != NULL && next_line(&s, &l)) {
		if (is_furniture(&l))
			return true;
	}
	return false;
}

/* Two letters in a row, or a letter that is not ASCII. */
static bool
has_word(const char *s)
{
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s > 0x7f &&
		    strncmp(s, BULLET, strlen(BULLET)) == 0) {
			s += strlen(BULLET) - 1;
			continue;
		}
		if ((unsigned char)*s > 0x7f ||
		    (isalpha((unsigned char)s[0]) &&
			isalpha((unsigned char)s[1])))
			return true;
	}
	return false;
}

/* Does it begin as browsers for terminals number links, "[12]Title"? */
static bool
is_numbered(const char *s)
{
	size_t n = s[0] == '[' ? strspn(s + 1, "0123456789") : 0;

	return n > 0 && s[n + 1] == ']';
}

/* Return why a paragraph of a text is no title, or NULL if it may be one. */
const char *
text_proof_title(const char *title)
{
	struct line first;
	const char *s = title;

	if (!has_word(title) || !next_line(&s, &first))
		return "a title has no words";
	if (is_numbered(first.start))
		return "a title begins with a link's number";
	if (has_furniture(title))
		return "a title has a line of the page around it";
	return NULL;
}

/*
 * Return what in a paper read of a text belongs to the page around it, or NULL
 * if all may be the paper's own.  Its strings are as the text has them.
 */
const char *
text_proof_fault(const struct paper *p)
{
	const char *fault = text_proof_title(p->source.title);

	if (fault != NULL)
		return fault;
	if (has_furniture(p->source.abstract))
		return "an abstract has a line of the page around it";
	if (has_furniture(p->organization))
		return "an organization has a mark of the page around it";
	return NULL;
}

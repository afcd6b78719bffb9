/* Compares two names, which may be written in two ways. */
#include "topic/person_name.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

#define FAMILY_MAX 4 /* words of a family name */

static const char *
word(const struct person_name *p, size_t i)
{
	return p->text + p->words[i].start;
}

static bool
same_word(const struct person_name *a, size_t i, const struct person_name *b,
    size_t j)
{
	return a->words[i].length == b->words[j].length &&
	    memcmp(word(a, i), word(b, j), a->words[i].length) == 0;
}

/*
 * Return how many words at the end may be the family name: after 0 the first
 * number that is possible, after that one the next, and 0 at last.  Without a
 * comma it may be any; with one, a particle before it may be left out.
 */
static size_t
next_family(const struct person_name *p, size_t n)
{
	if (p->family == 0)
		return n < FAMILY_MAX && n + 1 < p->count ? n + 1 : 0;
	if (n == 0)
		return p->family < p->count ? p->family : 0;
	return n > 1 && p->words[p->count - n].particle ? n - 1 : 0;
}

/* The family name of so many words, written together. */
static struct person_key
family(const struct person_name *p, size_t n)
{
	const char *s = word(p, p->count - n);

	return (struct person_key){ s, (size_t)(p->text + p->length - s) };
}

static bool
same_key(struct person_key a, struct person_key b)
{
	return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

/* The given names of a person, up to the family name. */
struct given {
	const struct person_name *name;
	size_t next, count;
};

/* Step over particles: they are in the name or left out. */
static bool
has_next(struct given *g)
{
	while (g->next < g->count && g->name->words[g->next].particle)
		g->next++;
	return g->next < g->count;
}

/* Does an initial at s, of n bytes, begin this text? */
static bool
begins(const char *text, size_t length, const char *s, size_t n)
{
	return n <= length && memcmp(text, s, n) == 0;
}

/*
 * Step over an initial and the word it stands for.  The parts of Jean-Pierre
 * have initials of their own, which may be left out: J, J.-P.
 */
static bool
step_initial(struct given *initials, struct given *full)
{
	const struct person_name *a = initials->name, *b = full->name;
	const struct person_word *w = &b->words[full->next];
	const char *s = word(b, full->next);
	size_t i;

	if (!begins(s, w->length, word(a, initials->next),
		a->words[initials->next].length))
		return false;
	initials->next++;
	for (i = 0; i < w->part_count && has_next(initials); i++) {
		const struct person_word *next = &a->words[initials->next];

		if (!next->initial)
			break;
		if (!begins(s + w->parts[i], w->length - w->parts[i],
			word(a, initials->next), next->length))
			return false;
		initials->next++;
	}
	full->next++;
	return true;
}

/* Step over a given name that both have, or return false. */
static bool
step(struct given *a, struct given *b)
{
	bool a_initial = a->name->words[a->next].initial;
	bool b_initial = b->name->words[b->next].initial;

	if (a_initial != b_initial)
		return a_initial ? step_initial(a, b) : step_initial(b, a);
	if (!same_word(a->name, a->next, b->name, b->next))
		return false;
	a->next++;
	b->next++;
	return true;
}

/*
 * Are given names alike?  The first ones must be; of the others, those that one
 * has and the other leaves out do not matter.
 */
static bool
are_given_alike(struct given a, struct given b)
{
	const struct person_name *x = a.name, *y = b.name;
	struct person_key whole_a = { x->text, x->words[a.count].start };
	struct person_key whole_b = { y->text, y->words[b.count].start };

	/* Xiao-Ming is Xiaoming and Xiao Ming. */
	if (same_key(whole_a, whole_b))
		return true;
	if (!step(&a, &b))
		return false;
	while (has_next(&a) && has_next(&b)) {
		struct given a_now = a, b_now = b;

		if (step(&a, &b))
			continue;
		a = a_now;
		b = b_now;
		if (a.count - a.next == b.count - b.next)
			return false;
		if (a.count - a.next > b.count - b.next)
			a.next++;
		else
			b.next++;
	}
	return true;
}

/* Was the family name found by the initials behind it, as in "LeCun Y"? */
static bool
is_guessed(const struct person_name *p)
{
	return p->family > 0 && !p->comma;
}

/* Can the last word alone be the family name?  In "Chen Chen J" it is not. */
static bool
may_be_family(const struct person_name *p)
{
	size_t n = next_family(p, 0);

	while (n > 1)
		n = next_family(p, n);
	return n == 1;
}

/*
 * Is b the same as a, but with the family name first?  A comma says which one
 * that is: "Liu, Yang" is not "Liu Yang".
 */
static bool
is_turned(const struct person_name *a, const struct person_name *b)
{
	size_t i;

	if ((a->comma || b->comma) && !is_guessed(a) && !is_guessed(b))
		return false;
	if (a->count != b->count || a->count < 2 || !may_be_family(a) ||
	    !same_word(a, a->count - 1, b, 0))
		return false;
	for (i = 1; i < b->count; i++) {
		if (!same_word(a, i - 1, b, i))
			return false;
	}
	return true;
}

/* Are two texts the same if their first n bytes follow the rest? */
static bool
is_rotated(const struct person_name *a, size_t n, const struct person_name *b)
{
	size_t rest = a->length - n;

	return a->length == b->length &&
	    memcmp(a->text + n, b->text, rest) == 0 &&
	    memcmp(a->text, b->text + rest, n) == 0;
}

/* The same in scripts without blanks; where there is one, either may be first. */
static bool
are_unspaced_same(const struct person_name *a, const struct person_name *b)
{
	return is_rotated(a, 0, b) ||
	    (a->count == 2 && is_rotated(a, a->words[1].start, b)) ||
	    (b->count == 2 && is_rotated(b, b->words[1].start, a));
}

/*
 * Can two names be those of one person?  The family name must be the same, the
 * given names too, but for initials and middle names that one leaves out.
 */
bool
person_name_same(const struct person_name *a, const struct person_name *b)
{
	size_t i, j;

	if (a->unspaced || b->unspaced)
		return a->unspaced && b->unspaced && are_unspaced_same(a, b);
	if (is_turned(a, b) || is_turned(b, a))
		return true;
	for (i = next_family(a, 0); i > 0; i = next_family(a, i)) {
		for (j = next_family(b, 0); j > 0; j = next_family(b, j)) {
			if (same_key(family(a, i), family(b, j)) &&
			    are_given_alike((struct given){ a, 0,
						a->count - i },
				(struct given){ b, 0, b->count - j }))
				return true;
		}
	}
	return false;
}

/* List the keys of a name, which last as long as it does. */
void
person_name_keys(const struct person_name *p, struct person_keys *keys)
{
	size_t i;
	uint32_t c;

	keys->count = keys->first.length = 0;
	if (p->count == 0)
		return;
	if (p->unspaced) {
		/* Either of two words may be the family name. */
		for (i = 0; i < p->count && i < 2; i++)
			keys->families[keys->count++] = (struct person_key){
				word(p, i),
				utf8_decode(word(p, i), p->words[i].length, &c),
			};
		return;
	}
	keys->first = (struct person_key){ p->text, p->words[0].length };
	for (i = next_family(p, 0); i > 0; i = next_family(p, i))
		keys->families[keys->count++] = family(p, i);
}

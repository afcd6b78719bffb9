/*
 * Takes a person's name to pieces, however it is written: "Yann LeCun", "LeCun,
 * Yann", "Y. LeCun" and "LeCun Y".
 */
#include "topic/person_name.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "topic/name_fold.h"

/* Words inside a name that many leave out. */
static const char *const particles[] = { "af", "al", "av", "ben", "bin", "da",
	"das", "de", "del", "della", "den", "der", "di", "do", "dos", "du",
	"el", "ibn", "la", "le", "ten", "ter", "van", "von", "zu", "zur" };

/* Words behind a name that are none of it. */
static const char *const suffixes[] = { "jr", "sr", "ii", "iii", "iv", "phd",
	"md" };

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A name that is being read, word by word, in the order of the writer. */
struct reading {
	struct person_name name;
	size_t segments[PERSON_WORDS]; /* commas before each word */
	size_t commas;
	size_t start; /* of the open word in the text */
	size_t parts[PERSON_PARTS];
	size_t part_count;
	bool hyphen; /* the last character was one */
};

static bool
is_one_of(const char *s, size_t n, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strlen(words[i]) == n && memcmp(words[i], s, n) == 0)
			return true;
	}
	return false;
}

/* Return the length of the first character. */
static size_t
first_length(const char *s, size_t n)
{
	uint32_t c;
	size_t used = utf8_decode(s, n, &c);

	return used == 0 ? 1 : used;
}

static bool
is_unspaced_word(const char *s, size_t n)
{
	uint32_t c;

	return utf8_decode(s, n, &c) > 0 && name_is_unspaced(c);
}

/* Add the word that n bytes of the text at `start` are, if there is room. */
static void
add_word(struct reading *r, size_t start, size_t n)
{
	struct person_name *p = &r->name;
	const char *s = p->text + start;

	if (n == 0 || p->count == PERSON_WORDS || strspn(s, "0123456789") >= n)
		return;
	r->segments[p->count] = r->commas;
	p->words[p->count++] = (struct person_word){
		.start = start,
		.length = n,
		.initial = first_length(s, n) == n && !is_unspaced_word(s, n),
	};
}

/* Is each part of the open word one letter, as in J-P? */
static bool
has_initials(const struct reading *r)
{
	const struct person_name *p = &r->name;
	size_t from = r->start, to, i;

	for (i = 0; i <= r->part_count; i++) {
		to = i < r->part_count ? r->parts[i] : p->length;
		if (first_length(p->text + from, to - from) != to - from)
			return false;
		from = to;
	}
	return r->part_count > 0;
}

/* End the open word: it is one, or some initials, or no word at all. */
static void
end_word(struct reading *r)
{
	struct person_name *p = &r->name;
	size_t i, from = r->start, count;

	p->text[p->length] = '\0';
	if (has_initials(r)) {
		for (i = 0; i < r->part_count; i++) {
			add_word(r, from, r->parts[i] - from);
			from = r->parts[i];
		}
		r->part_count = 0;
	} else if (r->part_count > 0 &&
	    is_one_of(p->text + from, r->parts[0] - from,
		(const char *const[]){ "al", "el" }, 2)) {
		/* Al-Rashid is Rashid. */
		from = r->parts[0];
		r->part_count--;
		memmove(r->parts, r->parts + 1, sizeof(r->parts[0]));
	}
	count = p->count;
	add_word(r, from, p->length - from);
	for (i = 0; p->count > count && i < r->part_count; i++)
		p->words[count].parts[i] = r->parts[i] - from;
	if (p->count > count)
		p->words[count].part_count = r->part_count;
	r->start = p->length;
	r->part_count = 0;
	r->hyphen = false;
}

/* Add a character of n bytes to the open word. */
static void
add_letter(struct reading *r, const char *s, size_t n, uint32_t c)
{
	struct person_name *p = &r->name;
	bool open = p->length > r->start;

	/* A word in another script begins a new one. */
	if (open &&
	    is_unspaced_word(p->text + r->start, p->length - r->start) !=
		name_is_unspaced(c))
		end_word(r);
	else if (open && r->hyphen && r->part_count < PERSON_PARTS)
		r->parts[r->part_count++] = p->length;
	r->hyphen = false;
	if (p->length + n >= sizeof(p->text))
		return;
	memcpy(p->text + p->length, s, n);
	p->length += n;
	p->text[p->length] = '\0';
}

/* Is it a sign between words? */
static bool
is_break(uint32_t c)
{
	if (c < 0x80)
		return (c < 'a' || c > 'z') && (c < '0' || c > '9');
	return c <= 0xbf || (c >= 0x2000 && c <= 0x206f) ||
	    (c >= 0x3000 && c <= 0x303f && !name_is_unspaced(c)) || c == 0x30fb;
}

static void
add_character(struct reading *r, const char *s, size_t n, uint32_t c)
{
	if (c == '-' || (c >= 0x2010 && c <= 0x2013))
		r->hyphen = true;
	else if (c == '\'' || c == '`' || c == 0x2bc || c == 0x2018 ||
	    c == 0x2019)
		; /* O'Neil is Oneil */
	else if (is_break(c)) {
		end_word(r);
		r->commas += c == ',';
	} else
		add_letter(r, s, n, c);
}

static void
copy_word(struct person_name *to, const struct person_name *from, size_t i)
{
	struct person_word *w = &to->words[to->count++];

	*w = from->words[i];
	memcpy(to->text + to->length, from->text + w->start, w->length);
	w->start = to->length;
	to->length += w->length;
}

/* Is the word of a number in this place behind the name, or before it? */
static bool
is_suffix(const struct reading *r, size_t i)
{
	const struct person_word *w = &r->name.words[i];

	return (r->segments[i] > 0 || (i > 1 && i == r->name.count - 1)) &&
	    is_one_of(r->name.text + w->start, w->length, suffixes,
		COUNT(suffixes));
}

/*
 * Copy the words of the reading that stand behind a comma or, if `behind` is
 * false, those before it.
 */
static void
copy_segment(struct person_name *to, const struct reading *r, bool behind)
{
	size_t i;

	for (i = 0; i < r->name.count; i++) {
		if ((r->segments[i] > 0) == behind && !is_suffix(r, i))
			copy_word(to, &r->name, i);
	}
}

/* Take only the words of scripts without blanks, if there are any. */
static void
take_unspaced(struct person_name *to, const struct reading *r)
{
	size_t i;

	for (i = 0; i < r->name.count; i++) {
		const struct person_word *w = &r->name.words[i];

		if (is_unspaced_word(r->name.text + w->start, w->length))
			copy_word(to, &r->name, i);
	}
	to->unspaced = to->count > 0;
}

/*
 * In "LeCun Y" the initials are behind the family name: put them before it.
 */
static void
turn_initials(struct person_name *p)
{
	struct person_name turned = { 0 };
	size_t i, full;

	for (full = 0; full < p->count && !p->words[full].initial; full++)
		continue;
	for (i = full; i < p->count && p->words[i].initial; i++)
		continue;
	if (full == 0 || full == p->count || i < p->count)
		return;
	for (i = full; i < p->count; i++)
		copy_word(&turned, p, i);
	for (i = 0; i < full; i++)
		copy_word(&turned, p, i);
	turned.family = full;
	*p = turned;
}

static void
mark_particles(struct person_name *p)
{
	size_t i;

	for (i = 1; i + 1 < p->count; i++)
		p->words[i].particle = is_one_of(p->text + p->words[i].start,
		    p->words[i].length, particles, COUNT(particles));
}

/*
 * Read a name of n bytes of UTF-8.  Return false if nothing is left of it, or if
 * it is too long for a person's.
 */
bool
person_name_read(struct person_name *p, const char *s, size_t n)
{
	struct reading r = { 0 };
	char separated[2 * PERSON_TEXT], folded[PERSON_TEXT];
	size_t length, i, used, given;
	uint32_t c;

	p->count = p->length = p->family = 0;
	p->comma = p->unspaced = false;
	if (n >= PERSON_TEXT)
		return false;
	n = name_separate(separated, s, n);
	length = sizeof(folded) - 1;
	if (!name_fold(separated, n, folded, &length))
		return false;
	for (i = 0; i < length; i += used) {
		used = utf8_decode(folded + i, length - i, &c);
		if (used > 0)
			add_character(&r, folded + i, used, c);
		else
			used = 1;
	}
	end_word(&r);
	take_unspaced(p, &r);
	if (p->unspaced)
		return true;
	copy_segment(p, &r, true);
	given = p->count;
	copy_segment(p, &r, false);
	if (given > 0) {
		p->family = p->count - given;
		p->comma = p->family > 0;
	} else
		turn_initials(p);
	mark_particles(p);
	return p->count > 0;
}

/* Has a name unspaced characters enough for a family and a person? */
static bool
is_whole_unspaced(const struct person_name *p)
{
	size_t i, used, characters = 0;
	uint32_t c;

	for (i = 0; i < p->length; i += used) {
		used = utf8_decode(p->text + i, p->length - i, &c);
		if (used == 0)
			return false;
		/* Hangul is decomposed: vowels and ends are no syllables. */
		characters += c < 0x1160 || c > 0x11ff;
	}
	return characters > 1;
}

/*
 * Does a name say who is meant: a family name, and the other one or its
 * initial?
 */
bool
person_name_is_whole(const struct person_name *p)
{
	size_t i;

	if (p->unspaced)
		return is_whole_unspaced(p);
	for (i = 0; i < p->count && p->words[i].initial; i++)
		continue;
	return p->count > 1 && i < p->count;
}

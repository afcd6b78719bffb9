/*
 * The terms of a paper: its words, and its pairs of neighbouring words.  A term of
 * the title counts three times, one of the keywords twice.
 *
 * Weights are whole numbers, so that they are the same on every machine.
 */
#include "topic/terms.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fixed.h"
#include "base/hash.h"
#include "topic/tokenizer.h"

#define WORD_MOST  64 /* bytes; a longer one is no word */
#define SIZE_LEAST 2048
#define TITLE	   3
#define KEYWORD	   2
#define ABSTRACT   1
#define LN2	   45426 /* the natural logarithm of 2, in parts of 65,536 */

/* A text on its way from the splitter. */
struct reading {
	take_term *take;
	void *context;
	uint32_t count;
	char text[2 * WORD_MOST + 1]; /* begins with the word before */
	size_t before;		      /* its bytes; 0: there is none */
};

static void
give(const struct reading *r, const char *text, size_t n)
{
	uint64_t hash = hash_add(HASH_START, text, n);
	/* 0 is for free slots. */
	const struct term term = { hash == 0 ? 1 : hash, r->count, text, n };

	r->take(r->context, &term);
}

/* Give a word, and the pair that it makes with the one before. */
static void
take_word(void *context, const char *word, size_t n)
{
	struct reading *r = context;

	if (n > WORD_MOST) {
		r->before = 0;
		return;
	}
	give(r, word, n);
	if (r->before > 0) {
		r->text[r->before] = ' ';
		memcpy(r->text + r->before + 1, word, n);
		give(r, r->text, r->before + 1 + n);
	}
	memcpy(r->text, word, n);
	r->before = n;
}

static int
read_text(struct splitter *s, struct reading *r, const char *text,
    uint32_t count)
{
	r->count = count;
	r->before = 0;
	return text == NULL ? 0 : splitter_run(s, text, take_word, r);
}

/* Read keywords one by one: two neighbours make no pair. */
static int
read_keywords(struct splitter *s, struct reading *r, const char *lines)
{
	char *copy, *line, *end;
	int ret = 0;

	if (lines == NULL)
		return 0;
	if ((copy = strdup(lines)) == NULL)
		err(EX_OSERR, NULL);
	for (line = copy; line != NULL && ret == 0; line = end) {
		if ((end = strchr(line, '\n')) != NULL)
			*end++ = '\0';
		ret = read_text(s, r, line, KEYWORD);
	}
	free(copy);
	return ret;
}

/*
 * Hand each term of a paper to a function, as often as it is there; its count is
 * what one time weighs.  Return 0, or -1 without memory.
 */
int
terms_each(struct splitter *s, const struct paper_texts *texts, take_term *take,
    void *context)
{
	struct reading r = { .take = take, .context = context };

	if (read_text(s, &r, texts->title, TITLE) == -1 ||
	    read_keywords(s, &r, texts->keywords) == -1)
		return -1;
	return read_text(s, &r, texts->abstract, ABSTRACT);
}

/* Find the slot that has a term, or the free one for it. */
static struct term_count *
find_slot(const struct terms *t, uint64_t wanted)
{
	size_t i = (size_t)wanted & (t->size - 1);

	while (t->slots[i].hash != 0 && t->slots[i].hash != wanted)
		i = (i + 1) & (t->size - 1);
	return &t->slots[i];
}

/* Make room for another term: at most half of the slots are taken. */
static void
grow(struct terms *t)
{
	struct term_count *old = t->slots;
	size_t i, size = t->size;

	if (t->count * 2 < size)
		return;
	t->size = size == 0 ? SIZE_LEAST : size * 2;
	if ((t->slots = calloc(t->size, sizeof(*t->slots))) == NULL)
		err(EX_OSERR, NULL);
	for (i = 0; i < size; i++) {
		if (old[i].hash != 0)
			*find_slot(t, old[i].hash) = old[i];
	}
	free(old);
}

static void
count_term(void *context, const struct term *term)
{
	struct terms *t = context;
	struct term_count *slot;

	grow(t);
	slot = find_slot(t, term->hash);
	t->count += slot->hash == 0;
	slot->hash = term->hash;
	slot->count += term->count;
}

/* Read the terms of a paper, in place of those before.  Return 0, or -1. */
int
terms_read(struct terms *t, struct splitter *s, const struct paper_texts *texts)
{
	if (t->size > 0)
		memset(t->slots, 0, t->size * sizeof(*t->slots));
	t->count = 0;
	return terms_each(s, texts, count_term, t);
}

/* Return how often a term is there. */
uint32_t
terms_find(const struct terms *t, uint64_t wanted)
{
	return t->size == 0 ? 0 : find_slot(t, wanted)->count;
}

/* Return 1 + ln(count), in parts of 1,024; 0 of 0. */
int64_t
terms_weight(uint32_t count)
{
	/* The same for few, as nearly all are. */
	static const int16_t few[] = { 0, 1024, 1733, 2148, 2443, 2672, 2858,
		3016, 3153, 3273, 3381, 3479, 3568, 3650, 3726, 3797, 3863,
		3925, 3983, 4039, 4091, 4141, 4189, 4234, 4278, 4320, 4360,
		4398, 4436, 4472, 4506, 4540 };

	if (count < sizeof(few) / sizeof(few[0]))
		return few[count];
	return 1024 + (int64_t)((fixed_log2(count) * LN2) >> 22);
}

/*
 * Return the length of the vector of all terms' weights, in parts of 1,024: a
 * long abstract must not count for more than a short one.  It is 1 or more.
 */
int64_t
terms_length(const struct terms *t)
{
	uint64_t sum = 1;
	int64_t weight;
	size_t i;

	for (i = 0; i < t->size; i++) {
		weight = terms_weight(t->slots[i].count);
		sum += (uint64_t)(weight * weight);
	}
	return (int64_t)fixed_sqrt(sum);
}

/* Free what belongs to the terms. */
void
terms_free(struct terms *t)
{
	free(t->slots);
	*t = (struct terms){ 0 };
}

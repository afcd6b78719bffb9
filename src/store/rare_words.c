/*
 * Which papers have a word, in memory: a table of hashes.  Of a word that more
 * papers have than a rare one may, it keeps no more than that.
 */
#include "store/rare_words.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/array.h"
#include "base/hash.h"

#define SIZE_LEAST 1024

/* A word of n bytes, and the papers that have it, in ascending order. */
struct rare_word {
	const char *word; /* NULL: the slot is free */
	size_t n;
	int64_t *keys;
	size_t count; /* one more than `most`: it is not rare */
};

/* Find the slot that has a word, or the free one for it. */
static struct rare_word *
find_slot(const struct rare_words *w, const char *word, size_t n)
{
	size_t i = (size_t)hash_add(HASH_START, word, n) & (w->size - 1);

	while (w->slots[i].word != NULL &&
	    (w->slots[i].n != n || memcmp(w->slots[i].word, word, n) != 0))
		i = (i + 1) & (w->size - 1);
	return &w->slots[i];
}

/* Make room for another word: at most half of the slots are taken. */
static void
grow(struct rare_words *w)
{
	struct rare_word *old = w->slots;
	size_t i, size = w->size;

	if (w->count * 2 < size)
		return;
	w->size = size == 0 ? SIZE_LEAST : size * 2;
	if ((w->slots = calloc(w->size, sizeof(*w->slots))) == NULL)
		err(EX_OSERR, NULL);
	for (i = 0; i < size; i++) {
		if (old[i].word != NULL)
			*find_slot(w, old[i].word, old[i].n) = old[i];
	}
	free(old);
}

/*
 * Note that a paper has a word of n bytes, which is copied.  Papers come in
 * ascending order of their keys; the same word of a paper may come again.
 */
void
rare_words_add(struct rare_words *w, const char *word, size_t n, int64_t key)
{
	struct rare_word *slot;

	grow(w);
	slot = find_slot(w, word, n);
	if (slot->word == NULL) {
		slot->word = arena_copy(&w->arena, word, n);
		slot->n = n;
		w->count++;
	}
	if (slot->count > w->most ||
	    (slot->count > 0 && slot->keys[slot->count - 1] == key))
		return;
	slot->keys = array_grow(slot->keys, slot->count, sizeof(*slot->keys));
	slot->keys[slot->count++] = key;
	if (slot->count > w->most) {
		free(slot->keys);
		slot->keys = NULL;
	}
}

/*
 * Find the papers that have a word of n bytes.  Return how many there are, with
 * their keys, which last until the next word is added; or more than `most`, and
 * no keys, when the word is not rare.
 */
size_t
rare_words_find(const struct rare_words *w, const char *word, size_t n,
    const int64_t **keys)
{
	const struct rare_word *slot;

	*keys = NULL;
	if (w->size == 0)
		return 0;
	slot = find_slot(w, word, n);
	*keys = slot->keys;
	return slot->count;
}

/* Free all that belongs to the table. */
void
rare_words_free(struct rare_words *w)
{
	size_t i;

	for (i = 0; i < w->size; i++)
		free(w->slots[i].keys);
	free(w->slots);
	arena_free(&w->arena);
	*w = (struct rare_words){ .most = w->most };
}

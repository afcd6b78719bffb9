/* Lists of row keys. */
#include "base/key_list.h"

#include <stdlib.h>

#include "base/array.h"

/* Add a key behind the others. */
void
key_list_add(struct key_list *l, int64_t key)
{
	l->keys = array_grow(l->keys, l->count, sizeof(*l->keys));
	l->keys[l->count++] = key;
}

static int
compare_keys(const void *a, const void *b)
{
	int64_t p = *(const int64_t *)a, q = *(const int64_t *)b;

	return (p > q) - (p < q);
}

/* Put the keys in ascending order. */
void
key_list_sort(struct key_list *l)
{
	if (l->count > 1)
		qsort(l->keys, l->count, sizeof(*l->keys), compare_keys);
}

/* Is a key in a list that is sorted? */
bool
key_list_has(const struct key_list *l, int64_t key)
{
	return l->count > 0 &&
	    bsearch(&key, l->keys, l->count, sizeof(key), compare_keys) != NULL;
}

/* Free the keys; the list is empty then. */
void
key_list_free(struct key_list *l)
{
	free(l->keys);
	*l = (struct key_list){ 0 };
}

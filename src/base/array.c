/*
 * Arrays that grow.  They have room for 1, 2, 4, ... members, so the count alone
 * tells when one is full.
 */
#include "base/array.h"

#include <err.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"

static bool
is_full(size_t count)
{
	return (count & (count - 1)) == 0;
}

static size_t
next_count(size_t count)
{
	return count == 0 ? 1 : count * 2;
}

/*
 * Make room behind the first `count` members, of `size` bytes each, of an array
 * that began as NULL.  Return it; it may have moved, and free() frees it.  If
 * there is no memory left the program ends with EX_OSERR.
 */
void *
array_grow(void *array, size_t count, size_t size)
{
	if (!is_full(count))
		return array;
	if (count > SIZE_MAX / 4 / size ||
	    (array = realloc(array, next_count(count) * size)) == NULL)
		err(EX_OSERR, NULL);
	return array;
}

/* The same for an array that an arena owns. */
void *
array_grow_in(struct arena *a, void *array, size_t count, size_t size)
{
	void *larger;

	if (!is_full(count))
		return array;
	larger = arena_array(a, next_count(count), size);
	if (count > 0)
		memcpy(larger, array, count * size);
	return larger;
}

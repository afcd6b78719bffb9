/*
 * Arrays that grow.  They have room for 1, 2, 4, ... members, so the count alone
 * tells when one is full.
 */
#include "base/array.h"

#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"

/* Members to make room for; 0 if there is room for one more. */
static size_t
next_count(size_t count)
{
	if ((count & (count - 1)) != 0)
		return 0;
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
	if (next_count(count) == 0)
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

	if (next_count(count) == 0)
		return array;
	larger = arena_array(a, next_count(count), size);
	if (count > 0)
		memcpy(larger, array, count * size);
	return larger;
}

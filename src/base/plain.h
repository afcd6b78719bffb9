#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Bytes that are looked at together, by vector instructions where the machine
 * has some (an extension of C that GCC and Clang have for all machines).
 */
typedef signed char plain_block __attribute__((vector_size(16)));

/* Has a block at s only bytes of which plain_blocks() speaks? */
static inline bool
plain_is_block(const char *s, bool for_markup)
{
	plain_block b, other;
	uint64_t half[2];

	memcpy(&b, s, sizeof(b));
	/* Bytes beyond ASCII are below the blank, because of the sign. */
	other = (b < ' ') | (b > '~') | (b == '"');
	if (for_markup)
		other |= (b == '&') | (b == '<') | (b == '>');
	else
		other |= b == '\\';
	memcpy(half, &other, sizeof(half));
	return (half[0] | half[1]) == 0;
}

/*
 * Return how many of n bytes, from their start, are surely printable ASCII that
 * markup or else JSON never escapes.  The next 15 may be plain as well, because
 * whole blocks are looked at.  It is here to be inlined: most texts are short.
 */
static inline size_t
plain_blocks(const char *s, size_t n, bool for_markup)
{
	const size_t size = sizeof(plain_block);
	size_t done = 0;

	while (n - done >= size && plain_is_block(s + done, for_markup))
		done += size;
	/* The last block of a long text begins before the one before it ends. */
	if (done > 0 && done < n && n - done < size &&
	    plain_is_block(s + n - size, for_markup))
		return n;
	return done;
}

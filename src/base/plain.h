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

/* Are the 8 or 16 bytes at s all ones of which plain_length() speaks? */
static inline bool
plain_is_block(const char *s, size_t n, bool for_markup)
{
	plain_block b = (plain_block){ 0 } + ' ', other;
	uint64_t half[2];

	memcpy(&b, s, n);
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
 * markup or else JSON never escapes: all of them, or whole blocks, behind which
 * a few more may be plain.  It is here to be inlined: most texts are short.
 */
static inline size_t
plain_length(const char *s, size_t n, bool for_markup)
{
	size_t done = 0;

	while (n - done >= 16) {
		if (!plain_is_block(s + done, 16, for_markup))
			return done;
		done += 16;
	}
	/* The last block begins before the one before it ends. */
	if (n >= 16)
		return done == n || plain_is_block(s + n - 16, 16, for_markup) ?
		    n :
		    done;
	if (n >= 8 && plain_is_block(s, 8, for_markup) &&
	    plain_is_block(s + n - 8, 8, for_markup))
		return n;
	return 0;
}

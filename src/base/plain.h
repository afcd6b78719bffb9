#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Bytes that are looked at together, by vector instructions where the machine
 * has some (an extension of C that GCC and Clang have for all machines).
 */
typedef signed char plain_block __attribute__((vector_size(16)));

/*
 * Return how many of n bytes, in whole blocks from their start, are printable
 * ASCII that neither XML nor JSON escapes.  Some of the next 16 bytes may be so
 * as well.  It is here to be inlined, because most texts are short.
 */
static inline size_t
plain_blocks(const char *s, size_t n)
{
	plain_block b, other;
	uint64_t half[2];
	size_t done;

	for (done = 0; n - done >= sizeof(b); done += sizeof(b)) {
		memcpy(&b, s + done, sizeof(b));
		/* Bytes beyond ASCII are below the blank, because of the sign. */
		other = (b < ' ') | (b > '~') | (b == '"') | (b == '&') |
		    (b == '<') | (b == '>') | (b == '\\');
		memcpy(half, &other, sizeof(half));
		if ((half[0] | half[1]) != 0)
			break;
	}
	return done;
}

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct arena;

/*
 * Bytes that grow up to a maximum.  What does not fit is not added and sets
 * `full`, so that a writer can add freely and look once at the end.
 * Start with { .max = N } (0 means without a limit); end with buf_free().
 */
struct buf {
	char *data; /* NUL behind the last byte; NULL when new */
	size_t length;
	size_t size;
	size_t max;
	bool full;    /* something was left out */
	size_t quick; /* what buf_add() may use of data; 0 when new or full */
};

void buf_add_slowly(struct buf *, const char *, size_t);
void buf_printf(struct buf *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
void buf_clear(struct buf *);
void buf_free(struct buf *);
char *buf_move(struct buf *, struct arena *);
int buf_read_fd(struct buf *, int);

/*
 * Add n bytes.  Ends the program with EX_OSERR when memory runs out.  This and
 * the next two are here to be inlined: most additions are a few bytes that fit,
 * often of a length that the compiler knows.  The sum does not overflow, because
 * n bytes are somewhere in memory.
 */
static inline void
buf_add(struct buf *b, const char *s, size_t n)
{
	if (b->data == NULL || b->length + n >= b->quick) {
		buf_add_slowly(b, s, n);
		return;
	}
	if (n > 0)
		memcpy(b->data + b->length, s, n);
	b->length += n;
	b->data[b->length] = '\0';
}

/* Add a string. */
static inline void
buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

/* Add one byte. */
static inline void
buf_putc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

#pragma once

#include <stdbool.h>
#include <stddef.h>

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
	bool full; /* something was left out */
};

void buf_add(struct buf *, const char *, size_t);
void buf_puts(struct buf *, const char *);
void buf_putc(struct buf *, char);
void buf_printf(struct buf *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
void buf_clear(struct buf *);
void buf_free(struct buf *);
char *buf_move(struct buf *, struct arena *);
int buf_read_fd(struct buf *, int);

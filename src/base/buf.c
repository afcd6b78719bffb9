#include "base/buf.h"

#include <err.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"

#define ROOM 64 /* of most formatted texts */

/* Make room for n more bytes and a NUL; false when that is over the maximum. */
static bool
reserve(struct buf *b, size_t n)
{
	size_t size, need;
	char *data;

	if (b->full || n >= SIZE_MAX / 4 - b->length ||
	    (b->max != 0 && n > b->max - b->length)) {
		b->full = true;
		return false;
	}
	need = b->length + n + 1;
	if (need <= b->size)
		return true;
	for (size = b->size == 0 ? 256 : b->size; size < need; size *= 2)
		continue;
	if ((data = realloc(b->data, size)) == NULL)
		err(EX_OSERR, NULL);
	b->data = data;
	b->size = size;
	return true;
}

/* Add n bytes.  Ends the program with EX_OSERR when memory runs out. */
void
buf_add(struct buf *b, const char *s, size_t n)
{
	if (!reserve(b, n))
		return;
	if (n > 0)
		memcpy(b->data + b->length, s, n);
	b->length += n;
	b->data[b->length] = '\0';
}

/* Add a string. */
void
buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

/* Add one byte. */
void
buf_putc(struct buf *b, char c)
{
	if (!reserve(b, 1))
		return;
	b->data[b->length++] = c;
	b->data[b->length] = '\0';
}

/* Add formatted text. */
void
buf_printf(struct buf *b, const char *format, ...)
{
	va_list ap;
	int n;

	/* Usually there is room: then it is formatted once. */
	if (!reserve(b, b->max == 0 ? ROOM : 0))
		return;
	va_start(ap, format);
	n = vsnprintf(b->data + b->length, b->size - b->length, format, ap);
	va_end(ap);
	if (n < 0)
		err(EX_SOFTWARE, "vsnprintf");
	if ((size_t)n >= b->size - b->length ||
	    (b->max != 0 && (size_t)n > b->max - b->length)) {
		b->data[b->length] = '\0';
		if (!reserve(b, (size_t)n))
			return;
		va_start(ap, format);
		vsnprintf(b->data + b->length, (size_t)n + 1, format, ap);
		va_end(ap);
	}
	b->length += (size_t)n;
}

/* Forget the bytes but keep the memory for the next ones. */
void
buf_clear(struct buf *b)
{
	b->length = 0;
	b->full = false;
	if (b->data != NULL)
		b->data[0] = '\0';
}

/* Free the bytes; the buffer is empty and usable afterwards. */
void
buf_free(struct buf *b)
{
	free(b->data);
	b->data = NULL;
	b->size = 0;
	buf_clear(b);
}

/*
 * Return the bytes, with a NUL behind them and owned by an arena, and free the
 * buffer.
 */
char *
buf_move(struct buf *b, struct arena *a)
{
	char *bytes = arena_copy(a, b->data, b->length);

	buf_free(b);
	return bytes;
}

/*
 * Add all bytes of a descriptor, which stays open and the caller's.  At the
 * maximum it stops early and sets `full`.  Return 0, or -1 with errno set.
 */
int
buf_read_fd(struct buf *b, int fd)
{
	char chunk[64 * 1024];
	ssize_t n;

	while (!b->full && (n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		buf_add(b, chunk, (size_t)n);
	}
	return 0;
}

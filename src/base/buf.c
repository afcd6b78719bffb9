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

#define ROOM  64 /* of most formatted texts */
#define LARGE ((size_t)1024 * 1024)

/*
 * Set how much of the memory buf_add() may use: not the bytes beyond the
 * maximum, and none when something was left out.
 */
static void
set_quick(struct buf *b)
{
	b->quick = b->size;
	if (b->max != 0 && b->quick > b->max)
		b->quick = b->max + 1;
	if (b->full)
		b->quick = 0;
}

/* Make room for n more bytes and a NUL; false when that is over the maximum. */
static bool
reserve(struct buf *b, size_t n)
{
	size_t size, need;
	char *data;

	if (b->full || n >= SIZE_MAX / 4 - b->length ||
	    (b->max != 0 && n > b->max - b->length)) {
		b->full = true;
		set_quick(b);
		return false;
	}
	need = b->length + n + 1;
	if (b->data != NULL && need <= b->size)
		return true;
	/* By doubling; a large one by a quarter, as half of it may be waste. */
	size = b->size == 0 ? 256 : b->size;
	while (size < need)
		size += size < LARGE ? size : size / 4;
	if ((data = realloc(b->data, size)) == NULL)
		err(EX_OSERR, NULL);
	b->data = data;
	b->size = size;
	set_quick(b);
	return true;
}

/*
 * Add n bytes as buf_add() does, also where that needs memory or must leave
 * them out.
 */
void
buf_add_slowly(struct buf *b, const char *s, size_t n)
{
	if (!reserve(b, n))
		return;
	if (n > 0)
		memcpy(b->data + b->length, s, n);
	b->length += n;
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
	set_quick(b);
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

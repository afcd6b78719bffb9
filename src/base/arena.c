/*
 * Memory in a list of growing blocks: an allocation moves a pointer forward,
 * and freeing walks over a few blocks.
 */
#include "base/arena.h"

#include <err.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define BLOCK_SIZE ((size_t)16 * 1024)
#define ROOM	   256 /* of most formatted strings */
#define ALIGNMENT  (_Alignof(max_align_t))

/*
 * To AddressSanitizer a block is one allocation.  It is told which bytes of it were
 * given away, and a gap is left between them, because it could not see who goes
 * beyond his own otherwise (sanitizer/asan_interface.h).
 */
#ifdef __SANITIZE_ADDRESS__
#define IS_WATCHED 1 /* gcc */
#elif defined(__has_feature)
#define IS_WATCHED __has_feature(address_sanitizer) /* clang */
#else
#define IS_WATCHED 0
#endif
#if IS_WATCHED
#include <sanitizer/asan_interface.h>
#define GAP	       ALIGNMENT
/* They are filled, because to gcc who marks bytes reads them. */
#define CLOSE(data, n) __asan_poison_memory_region(memset(data, 0xff, n), n)
#define OPEN(data, n)  __asan_unpoison_memory_region(data, n)
#else
#define GAP	       0
#define CLOSE(data, n) ((void)(data), (void)(n))
#define OPEN(data, n)  ((void)(data), (void)(n))
#endif

struct arena_block {
	struct arena_block *next;
	size_t used;
	size_t size;
	void *adopted; /* memory that goes with the block, or NULL */
	_Alignas(max_align_t) unsigned char data[];
};

static struct arena_block *
add_block(struct arena *a, size_t need)
{
	struct arena_block *block;
	size_t size = BLOCK_SIZE;

	/* Twice the last block, so that a big listing takes few of them. */
	if (a->blocks != NULL && a->blocks->size < 64 * BLOCK_SIZE)
		size = a->blocks->size * 2;
	if (size < need)
		size = need;
	if (size > SIZE_MAX - sizeof(*block) ||
	    (block = malloc(sizeof(*block) + size)) == NULL)
		err(EX_OSERR, NULL);
	block->next = a->blocks;
	block->used = 0;
	block->size = size;
	block->adopted = NULL;
	a->blocks = block;
	a->size += size;
	CLOSE(block->data, size);
	return block;
}

/* Return size bytes that are not zeroed; else as arena_alloc(). */
static void *
take(struct arena *a, size_t size)
{
	struct arena_block *block = a->blocks;
	size_t room;
	void *p;

	if (size > SIZE_MAX / 2)
		errx(EX_OSERR, "out of memory");
	room = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + GAP;
	if (block == NULL || block->size - block->used < room)
		block = add_block(a, room);
	p = block->data + block->used;
	block->used += room;
	OPEN(p, size);
	return p;
}

/*
 * Return size zeroed bytes, aligned for any type.  They belong to the arena.
 * If there is no memory left the program ends with EX_OSERR, because what was
 * stored and published stays whole, and no caller can do better.
 */
void *
arena_alloc(struct arena *a, size_t size)
{
	return memset(take(a, size), 0, size);
}

/* Return a zeroed array of count members of size bytes, as arena_alloc(). */
void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / 2 / size)
		errx(EX_OSERR, "out of memory");
	return arena_alloc(a, count * size);
}

/*
 * Make the arena the owner of memory that came from malloc(), for what is too
 * large to be copied.
 */
void
arena_adopt(struct arena *a, void *p)
{
	if (a->blocks == NULL || a->blocks->adopted != NULL)
		add_block(a, 0);
	a->blocks->adopted = p;
}

/* Return a copy of n bytes with a NUL behind them, owned by the arena. */
char *
arena_copy(struct arena *a, const char *s, size_t n)
{
	char *copy = take(a, n + 1);

	if (n > 0)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

/* Return a copy of a string, owned by the arena; NULL for NULL. */
char *
arena_string(struct arena *a, const char *s)
{
	return s == NULL ? NULL : arena_copy(a, s, strlen(s));
}

/* Return a formatted string, owned by the arena. */
char *
arena_printf(struct arena *a, const char *format, ...)
{
	char room[ROOM], *s;
	va_list ap;
	int n;

	/* Usually there is room: then it is formatted once. */
	va_start(ap, format);
	n = vsnprintf(room, sizeof(room), format, ap);
	va_end(ap);
	if (n < 0)
		err(EX_SOFTWARE, "vsnprintf");
	if ((size_t)n < sizeof(room))
		return arena_copy(a, room, (size_t)n);
	s = take(a, (size_t)n + 1);
	va_start(ap, format);
	vsnprintf(s, (size_t)n + 1, format, ap);
	va_end(ap);
	return s;
}

/* Free all that came from the arena, which is empty and usable afterwards. */
void
arena_free(struct arena *a)
{
	struct arena_block *block;

	while ((block = a->blocks) != NULL) {
		a->blocks = block->next;
		free(block->adopted);
		free(block);
	}
	a->size = 0;
}

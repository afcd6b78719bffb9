#include "memory_support.h"

#include <errno.h>
#include <stddef.h>

static long left = -1; /* allocations up to the one that fails, or -1 */

void
fail_allocation(long n)
{
	left = n;
}

bool
allocation_has_failed(void)
{
	const bool failed = left == 0;

	left = -1;
	return failed;
}

static bool
fails(void)
{
	if (left <= 0 || --left > 0)
		return false;
	errno = ENOMEM;
	return true;
}

/*
 * The linker calls these for malloc() and realloc() of the program; its --wrap
 * gives them their names.
 * NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
 */
void *__real_malloc(size_t);
void *__real_realloc(void *, size_t);
void *__wrap_malloc(size_t);
void *__wrap_realloc(void *, size_t);

void *
__wrap_malloc(size_t n)
{
	return fails() ? NULL : __real_malloc(n);
}

void *
__wrap_realloc(void *p, size_t n)
{
	return fails() ? NULL : __real_realloc(p, n);
}
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

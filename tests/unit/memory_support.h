/*
 * Allocations that fail, for tests that are linked with fail_allocations of
 * Makefile.am.  What libraries allocate themselves is not touched.
 */
#pragma once

#include <stdbool.h>

/* From now on the nth allocation fails, the first one being 1; others work. */
void fail_allocation(long n);

/* Has it failed?  All allocations work from now on. */
bool allocation_has_failed(void);

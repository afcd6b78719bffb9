/*
 * Calls of the system that fail, for tests that are linked with failing_ldflags
 * of Makefile.am.  What libraries call is not touched.
 */
#pragma once

#include <stdbool.h>

/*
 * From now on the call of that number fails with an error, the first one being 1:
 * of those with a name, or of all if that is NULL; the calls after it work.  The
 * number 0 lets all work.
 */
void fail_call(const char *name, long number, int error);

/* Has it failed?  All calls work from now on. */
bool call_has_failed(void);

/* From now on each write takes no more than so many bytes; 0 is no limit. */
void limit_writes(size_t most);

/*
 * A system without a sandbox, or a build that cannot have one: the sanitizers
 * trace their process when it ends.
 */
#include <stddef.h>

#include "base/sandbox_system.h"

#if !defined(HAVE_LANDLOCK) && !defined(HAVE_PLEDGE)

/* Take nothing away.  Return 0. */
int
sandbox_system_enter(const struct sandbox *s)
{
	(void)s;
	return 0;
}

/* Take nothing away.  Return 0. */
int
sandbox_system_isolate(int end)
{
	(void)end;
	return 0;
}

/* Return NULL: nothing can be taken away. */
const char *
sandbox_system_describe(void)
{
	return NULL;
}

#endif

/*
 * Takes away from this process what it does not need, as far as the system
 * can.  The system's part is sandbox_linux.c or sandbox_openbsd.c; elsewhere
 * nothing is taken away.
 */
#include "base/sandbox.h"

#include <err.h>
#include <sysexits.h>

#include "base/sandbox_system.h"

static bool entered;

/*
 * Allow something at a path, which must last until sandbox_enter().  A path that
 * is not there is passed over then.
 */
void
sandbox_allow(struct sandbox *s, const char *path, enum sandbox_right right)
{
	if (path == NULL)
		return;
	if (s->count == SANDBOX_PATHS)
		errx(EX_SOFTWARE, "more than %d paths to allow", SANDBOX_PATHS);
	s->paths[s->count].path = path;
	s->paths[s->count].right = right;
	s->count++;
}

/*
 * From now on this process and its children can only use what was allowed, and
 * what they have open.  Nothing gives the rest back.  A system that cannot do
 * that, or only a part of it, is no error.  Return 0, or -1 with errno if it
 * should have been able.
 */
int
sandbox_enter(const struct sandbox *s)
{
	if (sandbox_system_enter(s) == -1)
		return -1;
	entered = sandbox_system_describe() != NULL;
	return 0;
}

/* Was anything taken away from this process? */
bool
sandbox_is_entered(void)
{
	return entered;
}

/* Return what the system can take away, for people, or NULL for nothing. */
const char *
sandbox_describe(void)
{
	return sandbox_system_describe();
}

/* OpenBSD: unveil(2) limits files, pledge(2) the system calls. */
#include "base/sandbox.h"

#ifdef HAVE_PLEDGE

#include <errno.h>
#include <unistd.h>

#include "base/sandbox_system.h"

/* Show a path, or nothing if it is not there. */
static int
show(const char *path, const char *rights)
{
	if (unveil(path, rights) == 0 || errno == ENOENT)
		return 0;
	return -1;
}

/* As sandbox_enter().  Libraries may still be loaded, which is prot_exec. */
int
sandbox_system_enter(const struct sandbox *s)
{
	char *const *file;
	size_t i;

	for (i = 0; i < s->count; i++) {
		if (show(s->paths[i].path,
			s->paths[i].right == SANDBOX_WRITE ? "rwc" : "r") == -1)
			return -1;
	}
	for (file = s->files; file != NULL && *file != NULL; file++) {
		if (show(*file, "r") == -1)
			return -1;
	}
	return pledge(s->network ?
		"stdio rpath wpath cpath fattr flock prot_exec inet dns" :
		"stdio rpath wpath cpath fattr flock prot_exec",
	    NULL);
}

/* As sandbox_work.c asks.  What else is open was closed. */
int
sandbox_system_isolate(int end)
{
	(void)end;
	return pledge("stdio", NULL);
}

/* As sandbox_describe(). */
const char *
sandbox_system_describe(void)
{
	return "files and system calls";
}

#endif

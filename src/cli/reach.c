/* Whether another user, as a web server is, can read what lies in a folder. */
#include "cli/reach.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"

/*
 * Say who may go through a folder of this mode or, if it is the last one, read
 * and go through it.
 */
enum reach
reach_of_mode(mode_t mode, bool last)
{
	mode_t needed = last ? S_IROTH | S_IXOTH : S_IXOTH;

	if ((mode & needed) == needed)
		return REACH_ALL;
	return (mode & needed << 3) == needed << 3 ? REACH_GROUP : REACH_OWNER;
}

/* Keep the narrowest of the folders on the way. */
static void
narrow(struct arena *a, const char *path, bool last, enum reach *reach,
    const char **where)
{
	enum reach here = REACH_OWNER;
	struct stat st;

	if (stat(path, &st) == 0)
		here = reach_of_mode(st.st_mode, last);
	if (here <= *reach)
		return;
	*reach = here;
	*where = arena_string(a, path);
}

/*
 * Say who may read a folder, by the modes of all folders from the root to it.  If
 * these are not all users, *where is the one that keeps others out, which the arena
 * owns.
 */
enum reach
reach_of_folder(struct arena *a, const char *path, const char **where)
{
	enum reach reach = REACH_ALL;
	char real[PATH_MAX], *slash = real;

	*where = NULL;
	if (realpath(path, real) == NULL) {
		*where = arena_string(a, path);
		return REACH_OWNER;
	}
	while ((slash = strchr(slash + 1, '/')) != NULL) {
		*slash = '\0';
		narrow(a, real, false, &reach, where);
		*slash = '/';
	}
	narrow(a, real, true, &reach, where);
	return reach;
}

/*
 * Puts staged files in their places, durably: all are on the disk before the first
 * one gets its name, and the names are there in the end.
 */
#include "publish/output.h"

#include <err.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "publish/changed_list.h"
#include "publish/staged.h"

/*
 * If there are more files than this, the whole file system is synced at once.
 */
#define SYNC_SINGLY 4

/* Bring all that is staged to the disk. */
static int
sync_staged(const struct output *o)
{
#ifdef HAVE_SYNCFS
	if (o->staged_count > SYNC_SINGLY)
		return syncfs(o->folder);
#endif
	return staged_sync(o->staged, o->folder);
}

/* Bring the names in the folders with new files to the disk. */
static int
sync_folders(const struct output *o)
{
	size_t i;
	int fd, ret = fsync(o->folder);

	for (i = 1; i < MANIFEST_FOLDERS && ret == 0; i++) {
		if (!o->is_staged[i])
			continue;
		fd = openat(o->folder, manifest_folders[i],
		    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (fd == -1)
			return -1;
		ret = fsync(fd);
		close(fd);
	}
	return ret;
}

/* Put all staged files in their places, durably. */
static int
place_all(struct output *o)
{
	for (; o->staged != NULL; o->staged = o->staged->next) {
		if (staged_take_place(o->staged, o->folder) == -1) {
			warn("%s/%s", o->path, o->staged->name);
			return -1;
		}
	}
	/* The renames are durable once the folders are on the disk, too. */
	if (sync_folders(o) == -1) {
		warn("%s", o->path);
		return -1;
	}
	return 0;
}

/*
 * Put all staged files in their places, durably.  The list of changed files, if
 * there is one, names them before, because a run that dies half-way is followed
 * by one that finds some of them in place, and after, because a deployment may
 * have taken the list and sent the old files.  Return 0, or -1 after a warning:
 * then nothing has changed, unless a rename or the list's second part failed.
 */
int
output_commit(struct output *o)
{
	struct buf names = { 0 };
	int ret = 0;

	if (o->staged == NULL)
		return 0;
	if (sync_staged(o) == -1) {
		warn("%s", o->path);
		return -1;
	}
	o->staged = staged_sort(&o->arena, o->staged);
	if (o->changed != NULL) {
		staged_add_names(o->staged, &names);
		ret = changed_list_add(o->changed, &names);
	}
	if (ret == 0)
		ret = place_all(o);
	if (ret == 0 && o->changed != NULL)
		ret = changed_list_add(o->changed, &names);
	buf_free(&names);
	return ret;
}

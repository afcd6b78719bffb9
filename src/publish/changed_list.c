/*
 * The list of changed files that `--changed FILE` keeps for a deployment: names
 * in the output, a line each.  A deployment takes the list by renaming it, sends
 * those files, and can be repeated after a failure.
 */
#include "publish/changed_list.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

static int
open_list(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

/* Can the list be written?  It is made if it is missing.  Return 0 or -1. */
int
changed_list_check(const char *path)
{
	int fd = open_list(path);

	if (fd == -1) {
		warn("%s", path);
		return -1;
	}
	close(fd);
	return 0;
}

/* Append all names at once, durably, or leave the list as it is. */
static int
append(int fd, const struct buf *names)
{
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) == -1)
		return -1;
	n = write(fd, names->data, names->length);
	if (n == -1)
		return -1;
	if ((size_t)n < names->length) {
		/* Half a name would spoil the next one. */
		if (S_ISREG(st.st_mode) && ftruncate(fd, st.st_size) == -1)
			return -1;
		errno = EFBIG;
		return -1;
	}
	/* A pipe or a device has no disk to be brought to. */
	return fsync(fd) == -1 && errno != EINVAL ? -1 : 0;
}

/* Did a deployment take the list while it was open? */
static bool
was_taken(int fd, const char *path)
{
	struct stat ours, there;

	return fstat(fd, &ours) == 0 &&
	    (stat(path, &there) == -1 || ours.st_ino != there.st_ino ||
		ours.st_dev != there.st_dev);
}

/*
 * Append names, a line each, to the list, and once more if somebody took it
 * meanwhile, who may have read it before.  Return 0, or -1 after a warning.
 */
int
changed_list_add(const char *path, const struct buf *names)
{
	bool taken = true;
	int fd, ret = 0;

	while (taken && ret == 0) {
		if ((fd = open_list(path)) == -1) {
			warn("%s", path);
			return -1;
		}
		ret = append(fd, names);
		if (ret == -1)
			warn("%s", path);
		taken = was_taken(fd, path);
		close(fd);
	}
	return ret;
}

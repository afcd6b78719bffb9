/* Files that are whole and on the disk before they have their name. */
#include "base/durable.h"

#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

/* Bring a file to the disk, readable for owner and group only. */
static int
sync_file(const char *path)
{
	int fd, ret;

	if ((fd = open(path, O_RDWR | O_CLOEXEC)) == -1)
		return -1;
	ret = fchmod(fd, 0640) == -1 || fsync(fd) == -1 ? -1 : 0;
	close(fd);
	return ret;
}

/* Bring the name of a file to the disk. */
static int
sync_folder(const char *path)
{
	struct buf folder = { 0 };
	const char *slash = strrchr(path, '/');
	int fd, ret = -1;

	if (slash == NULL)
		buf_puts(&folder, ".");
	else
		buf_add(&folder, path, (size_t)(slash - path) + 1);
	fd = open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd != -1) {
		ret = fsync(fd);
		close(fd);
	}
	buf_free(&folder);
	return ret;
}

/*
 * Bring a file that is whole to the disk, readable for owner and group only, and
 * give it its name, in the same folder: whoever opens that has the old file or
 * the new one.  Return 0, or -1 after a warning.
 */
int
durable_rename(const char *made, const char *path)
{
	if (sync_file(made) == -1) {
		warn("%s", made);
		return -1;
	}
	if (rename(made, path) == -1 || sync_folder(path) == -1) {
		warn("%s", path);
		return -1;
	}
	return 0;
}

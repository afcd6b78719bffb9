/* A file that is made only if nothing has its name. */
#include "cli/new_file.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "publish/output_file.h"

/* Write a file of mkstemp(), with the mode that open() would give it. */
static int
write_all(int fd, const struct buf *bytes)
{
	mode_t mask = umask(0);

	umask(mask);
	if (fchmod(fd, 0644 & ~mask) == -1 ||
	    output_file_write(fd, bytes) == -1)
		return -1;
	return fsync(fd);
}

/* Remove a file after a failure.  Return -1 with the errno of that. */
static int
take_back(const char *path)
{
	int error = errno;

	unlink(path);
	errno = error;
	return -1;
}

/* Give a file a name that nothing has yet.  Return 0, or -1 with errno. */
static int
name_new(const char *made, const char *path)
{
	int fd;

	if (link(made, path) == 0) {
		unlink(made);
		return 0;
	}
	/* A file system such as FAT gives a file one name only. */
	if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
		return -1;
	/* An empty file takes the name, so that rename() replaces no other. */
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd == -1)
		return -1;
	close(fd);
	return rename(made, path) == 0 ? 0 : take_back(path);
}

/* Bring the name of a file to the disk. */
static int
sync_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf folder = { 0 };
	int ret;

	/* With the dot, a folder that is a link is followed. */
	buf_add(&folder, path, slash == NULL ? 0 : (size_t)(slash - path) + 1);
	buf_putc(&folder, '.');
	ret = output_file_sync(AT_FDCWD, folder.data);
	buf_free(&folder);
	return ret;
}

/* Make a file beside its name, then give it that.  Return 0 or -1 with errno. */
static int
make_beside(int fd, const char *made, const char *path, const struct buf *bytes)
{
	if (write_all(fd, bytes) == -1) {
		close(fd);
		return take_back(made);
	}
	if (close(fd) == -1 || name_new(made, path) == -1)
		return take_back(made);
	return sync_name(path) == 0 ? 0 : take_back(path);
}

/*
 * Make a file with these bytes, which gets its name when it is whole and on the
 * disk.  What has that name stays as it is, and after a failure nothing has it.
 * Return 0, or after a warning the exit status.
 */
int
new_file_make(const char *path, const struct buf *bytes)
{
	struct buf made = { 0 };
	int fd, status = 0;

	/* Another run may make the same file, so this name is no fixed one. */
	buf_printf(&made, "%s.XXXXXX", path);
	fd = mkstemp(made.data);
	if (fd == -1) {
		warn("%s", path);
		status = EX_CANTCREAT;
	} else if (make_beside(fd, made.data, path, bytes) == -1) {
		status = errno == EEXIST ? EX_CANTCREAT : EX_IOERR;
		if (errno == EEXIST)
			warnx("%s: it exists already, and stays as it is",
			    path);
		else
			warn("%s", path);
	}
	buf_free(&made);
	return status;
}

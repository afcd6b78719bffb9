/*
 * Writes one file in a folder that a web server publishes: its bytes and its
 * time.
 */
#include "publish/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

static bool
same_bytes(int fd, const struct buf *bytes)
{
	char chunk[16 * 1024];
	size_t done = 0;
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 || (size_t)n > bytes->length - done ||
		    memcmp(chunk, bytes->data + done, (size_t)n) != 0)
			return false;
		done += (size_t)n;
	}
	return done == bytes->length;
}

/* Is there a file with that name and these bytes in the folder? */
bool
output_file_has(int folder, const char *name, const struct buf *bytes)
{
	bool same;
	int fd;

	fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1)
		return false;
	same = same_bytes(fd, bytes);
	close(fd);
	return same;
}

/* Create a file that is not there.  Return its descriptor, or -1 with errno. */
int
output_file_create(int folder, const char *name)
{
	int fd;

	fd = openat(folder, name,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd == -1)
		return -1;
	/* Whatever the umask, a web server must be able to read it. */
	if (fchmod(fd, 0644) == 0)
		return fd;
	close(fd);
	return -1;
}

/* Write all bytes.  Return 0, or -1 with errno. */
int
output_file_write(int fd, const struct buf *bytes)
{
	size_t done = 0;
	ssize_t n;

	while (done < bytes->length) {
		n = write(fd, bytes->data + done, bytes->length - done);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		done += (size_t)n;
	}
	return 0;
}

/*
 * Make a new file at least a second younger than the old one, whatever the
 * clock says, because nginx's ETag is time, in whole seconds, and size.
 * `before` is the old file's time, or -1; *st is set to the new file's state.
 * Return 0, or -1 with errno.
 */
int
output_file_make_younger(int fd, time_t before, struct stat *st)
{
	struct timespec times[2] = { { .tv_nsec = UTIME_NOW } };

	if (fstat(fd, st) == -1)
		return -1;
	if (before == -1 || st->st_mtime > before)
		return 0;
	times[1].tv_sec = before + 1;
	return futimens(fd, times) == -1 ? -1 : fstat(fd, st);
}

/* Give a file another file's time.  Return 0, or -1 with errno. */
int
output_file_make_equal(int fd, const struct stat *st)
{
	struct timespec times[2] = { { .tv_nsec = UTIME_NOW }, st->st_mtim };

	return futimens(fd, times);
}

/* Bring a file to the disk.  Return 0, or -1 with errno. */
int
output_file_sync(int folder, const char *name)
{
	int fd, ret;

	fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1)
		return -1;
	ret = fsync(fd);
	close(fd);
	return ret;
}

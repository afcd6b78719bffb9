/* Files that topics name: lists of people, libraries of papers. */
#include "config/topic_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "config/config_scan.h"
#include "config/config_value.h"

/* A path of a file that can be opened, relative to the configuration's folder. */
int
topic_file_check(struct config_scan *s, const char *name)
{
	int fd;

	if (config_value_path(s, name) == -1)
		return -1;
	fd = open(s->text, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return config_scan_error(s, "%s '%.100s' cannot be read: %s",
		    name, s->text, strerror(errno));
	close(fd);
	return 0;
}

/*
 * Read a file of at most so many bytes; a larger one makes the buffer full.
 * Return 0, or -1 with errno set.
 */
int
topic_file_read(const char *path, size_t most, struct buf *bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret, error;

	if (fd == -1)
		return -1;
	bytes->max = most;
	ret = buf_read_fd(bytes, fd);
	error = errno;
	close(fd);
	errno = error;
	return ret;
}

/* A file that is made only if nothing has its name. */
#include "cli/new_file.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "publish/output_file.h"

/*
 * Make a file with these bytes, which is on the disk then.  What has its name
 * stays as it is, and after a failure there is none.  Return 0, or after a warning
 * the exit status.
 */
int
new_file_make(const char *path, const struct buf *bytes)
{
	int fd, failed;

	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd == -1) {
		if (errno == EEXIST)
			warnx("%s: it exists already, and stays as it is",
			    path);
		else
			warn("%s", path);
		return EX_CANTCREAT;
	}
	failed =
	    output_file_write(fd, bytes) == -1 || fsync(fd) == -1 ? errno : 0;
	if (close(fd) == -1 && failed == 0)
		failed = errno;
	if (failed == 0)
		return 0;
	unlink(path);
	warnx("%s: %s", path, strerror(failed));
	return EX_IOERR;
}

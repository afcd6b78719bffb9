#include "base/lock.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sysexits.h>
#include <unistd.h>

/*
 * Take the lock that lets one run at a time write, on a file that is made
 * when missing and never removed.  The kernel gives it back when the process
 * ends, however it ends.
 * Return 0, or after one warning EX_TEMPFAIL when another run holds it and
 * EX_CANTCREAT when there can be no such file.
 */
int
lock_take(const char *path)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd;

	if ((fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
		 0640)) == -1) {
		warn("%s", path);
		return EX_CANTCREAT;
	}
	if (fcntl(fd, F_SETLK, &lock) == 0) {
		/* cppcheck-suppress resourceLeak ; held to the end */
		return 0;
	}
	if (errno != EACCES && errno != EAGAIN) {
		warn("%s: cannot lock", path);
		close(fd);
		return EX_CANTCREAT;
	}
	if (fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK)
		warnx("%s: another run, process %ld, is at work", path,
		    (long)lock.l_pid);
	else
		warnx("%s: another run is at work", path);
	close(fd);
	return EX_TEMPFAIL;
}

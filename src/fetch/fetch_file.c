/* Reads a listing from a file, for URLs that begin with file:. */
#include "fetch/fetch_exchange.h"

#include <sys/stat.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

/* Read an open file. */
static enum fetch_outcome
read_regular(int fd, struct fetch_response *r)
{
	struct stat st;

	if (fstat(fd, &st) == -1 ||
	    (S_ISREG(st.st_mode) && buf_read_fd(&r->body, fd) == -1)) {
		buf_printf(&r->why, "cannot read: %s", strerror(errno));
		return FETCH_TROUBLE;
	}
	if (!S_ISREG(st.st_mode)) {
		buf_puts(&r->why, "not a regular file");
		return FETCH_REFUSED;
	}
	if (r->body.full) {
		buf_puts(&r->why, "larger than 32 MiB");
		return FETCH_REFUSED;
	}
	return FETCH_OK;
}

/*
 * Read the file of a URL (RFC 8089) into a response.  libcurl is not used for
 * this, because versions differ in how they treat folders and pipes.
 */
enum fetch_outcome
fetch_file(const char *path, struct fetch_response *r)
{
	enum fetch_outcome outcome;
	int fd, error;

	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd == -1) {
		error = errno;
		buf_printf(&r->why, "cannot open: %s", strerror(error));
		if (error == ENOENT || error == ENOTDIR)
			return FETCH_MISSING;
		return error == EACCES || error == ELOOP ? FETCH_REFUSED :
							   FETCH_TROUBLE;
	}
	outcome = read_regular(fd, r);
	close(fd);
	return outcome;
}

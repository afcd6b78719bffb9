#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "failing_support.h"

static struct {
	const char *name;
	long left; /* calls up to the one that fails, or 0 */
	int error;
	bool failed;
	size_t most;
} plan;

void
fail_call(const char *name, long number, int error)
{
	plan.name = name;
	plan.left = number;
	plan.error = error;
	plan.failed = false;
}

bool
call_has_failed(void)
{
	plan.left = 0;
	return plan.failed;
}

void
limit_writes(size_t most)
{
	plan.most = most;
}

static bool
fails(const char *name)
{
	if (plan.left == 0 ||
	    (plan.name != NULL && strcmp(plan.name, name) != 0) ||
	    --plan.left > 0)
		return false;
	plan.failed = true;
	errno = plan.error;
	return true;
}

static size_t
some(size_t n)
{
	return plan.most > 0 && n > plan.most ? plan.most : n;
}

/*
 * The linker calls these for the calls of the program; its --wrap gives them their
 * names.
 * NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,
 * bugprone-macro-parentheses)
 */
#define WRAP(type, name, parameters, arguments)                     \
	type __real_##name parameters;                              \
	type __wrap_##name parameters;                              \
	type __wrap_##name parameters                               \
	{                                                           \
		return fails(#name) ? -1 : __real_##name arguments; \
	}

/* clang-format off */
WRAP(ssize_t, read, (int fd, void *to, size_t n), (fd, to, n))
WRAP(ssize_t, pread, (int fd, void *to, size_t n, off_t at), (fd, to, n, at))
WRAP(ssize_t, write, (int fd, const void *s, size_t n), (fd, s, some(n)))
WRAP(ssize_t, pwrite, (int fd, const void *s, size_t n, off_t at), (fd, s, n, at))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, fchmod, (int fd, mode_t mode), (fd, mode))
WRAP(int, fstat, (int fd, struct stat *st), (fd, st))
WRAP(int, futimens, (int fd, const struct timespec *times), (fd, times))
WRAP(int, lstat, (const char *path, struct stat *st), (path, st))
WRAP(int, stat, (const char *path, struct stat *st), (path, st))
WRAP(int, ftruncate, (int fd, off_t size), (fd, size))
WRAP(int, rename, (const char *from, const char *to), (from, to))
WRAP(int, link, (const char *from, const char *to), (from, to))
WRAP(int, unlink, (const char *path), (path))
WRAP(int, socketpair, (int family, int type, int protocol, int *ends), (family, type, protocol, ends))
WRAP(ssize_t, send, (int fd, const void *s, size_t n, int how), (fd, s, n, how))
WRAP(ssize_t, recv, (int fd, void *to, size_t n, int how), (fd, to, n, how))
WRAP(pid_t, fork, (void), ())
WRAP(pid_t, waitpid, (pid_t pid, int *status, int how), (pid, status, how))
WRAP(int, pipe, (int *ends), (ends))
WRAP(int, memfd_create, (const char *name, unsigned how), (name, how))
/* clang-format on */

/* These take one more argument with some flags. */
int __real_open(const char *, int, ...);
int __wrap_open(const char *, int, ...);
int __real_openat(int, const char *, int, ...);
int __wrap_openat(int, const char *, int, ...);
int __real_fcntl(int, int, ...);
int __wrap_fcntl(int, int, ...);

int
__wrap_open(const char *path, int flags, ...)
{
	va_list rest;
	mode_t mode;

	va_start(rest, flags);
	mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
	va_end(rest);
	return fails("open") ? -1 : __real_open(path, flags, mode);
}

int
__wrap_openat(int folder, const char *path, int flags, ...)
{
	va_list rest;
	mode_t mode;

	va_start(rest, flags);
	mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
	va_end(rest);
	return fails("openat") ? -1 : __real_openat(folder, path, flags, mode);
}

int
__wrap_fcntl(int fd, int command, ...)
{
	va_list rest;
	void *more;

	va_start(rest, command);
	more = va_arg(rest, void *);
	va_end(rest);
	return fails("fcntl") ? -1 : __real_fcntl(fd, command, more);
}
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,
 * bugprone-macro-parentheses) */

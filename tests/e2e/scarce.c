/*
 * Loaded before the C library (LD_PRELOAD), this lets memory run out in
 * paperfeed, and in no command that it starts, or its writes be short.
 *
 *	NOMEM_AT=N	the Nth allocation fails, the first one being 1
 *	NOMEM_FOREVER=1	and so does each one after it
 *	NOMEM_LOG=FILE	gets a line an allocation, in the order in which they
 *			were made: a number that is the same for those that the
 *			same functions ask for
 *	SHORT_WRITES=1	each write takes half of its bytes
 *
 * NOLINTBEGIN(readability-inconsistent-declaration-parameter-name,
 * bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the C library's
 * own names are reserved ones.
 */
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LOG_FILE 100 /* where no other file is opened */

#define DEPTH 48 /* of the calls that tell allocations apart */

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
extern char *program_invocation_short_name;

static bool counts, busy;
static long made, fails_at;
static bool for_ever, short_writes;
static int log_file = -1;

__attribute__((constructor)) static void
start(void)
{
	const char *at = getenv("NOMEM_AT"), *log = getenv("NOMEM_LOG");
	void *stack[DEPTH];
	int fd;

	if (strcmp(program_invocation_short_name, "paperfeed") != 0)
		return;
	fails_at = at == NULL ? 0 : strtol(at, NULL, 10);
	for_ever = getenv("NOMEM_FOREVER") != NULL;
	short_writes = getenv("SHORT_WRITES") != NULL;
	if (log != NULL) {
		backtrace(stack, DEPTH); /* loads a library the first time */
		fd = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0644);
		log_file = fcntl(fd, F_DUPFD_CLOEXEC, LOG_FILE);
		close(fd);
	}
	counts = true;
}

/* Add who asks for memory to the log. */
static void
note(void)
{
	unsigned long sum = 5381;
	void *stack[DEPTH];
	char line[32];
	int i, n;

	busy = true;
	n = backtrace(stack, DEPTH);
	for (i = 0; i < n; i++)
		sum = sum * 33 + (unsigned long)stack[i];
	n = snprintf(line, sizeof(line), "%lx\n", sum);
	/* A process that parses alone has no log, nor anything else. */
	if (write(log_file, line, (size_t)n) != n)
		counts = false;
	busy = false;
}

static bool
fails(void)
{
	if (!counts || busy)
		return false;
	made++;
	if (log_file != -1)
		note();
	if (fails_at == 0 || made < fails_at || (made > fails_at && !for_ever))
		return false;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t n)
{
	return fails() ? NULL : __libc_malloc(n);
}

void *
calloc(size_t count, size_t n)
{
	return fails() ? NULL : __libc_calloc(count, n);
}

void *
realloc(void *p, size_t n)
{
	return fails() ? NULL : __libc_realloc(p, n);
}

/* As many of n bytes as are taken. */
static size_t
some(size_t n)
{
	return short_writes && n > 1 ? n / 2 : n;
}

ssize_t
write(int fd, const void *bytes, size_t n)
{
	return syscall(SYS_write, fd, bytes, some(n));
}

ssize_t
pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	return syscall(SYS_pwrite64, fd, bytes, some(n), at);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t n, off_t at)
{
	return syscall(SYS_pwrite64, fd, bytes, some(n), at);
}

/*
 * NOLINTEND(readability-inconsistent-declaration-parameter-name,
 * bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
 */

/*
 * A damaged store as a file: a copy to work on, and a header with which SQLite opens
 * it.  (Numbers are those of SQLite's file format, section 1.3.)
 */
#include "store/salvage_file.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/schema.h"

#define HEADER_SIZE 100
#define MAGIC	    "SQLite format 3" /* and its NUL */

#define CHUNK ((size_t)256 * 1024)

/* The pages of stores: of new ones, and of those of version 0.1.0. */
#define PAGE_NEW 16384
#define PAGE_OLD 4096

static uint32_t
get_number(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
	    (uint32_t)at[2] << 8 | at[3];
}

static void
put_number(unsigned char *at, uint32_t number)
{
	at[0] = (unsigned char)(number >> 24);
	at[1] = (unsigned char)(number >> 16);
	at[2] = (unsigned char)(number >> 8);
	at[3] = (unsigned char)number;
}

/*
 * Read up to n bytes at a place, however often a signal interrupts it.  Return how
 * many there are, or -1 with errno.
 */
ssize_t
salvage_file_read(int fd, void *bytes, size_t n, int64_t at)
{
	ssize_t got;

	do
		got = pread(fd, bytes, n, (off_t)at);
	while (got == -1 && errno == EINTR);
	return got;
}

static int
write_all(int fd, const char *bytes, size_t n)
{
	ssize_t done;

	for (; n > 0; n -= (size_t)done, bytes += done) {
		if ((done = write(fd, bytes, n)) == -1 && errno == EINTR)
			done = 0;
		if (done == -1)
			return -1;
	}
	return 0;
}

/* Copy what can be read of a file; blocks that a disk cannot read are zero. */
static int
copy_bytes(int from, int to)
{
	struct stat st;
	char *chunk = malloc(CHUNK);
	ssize_t n;
	off_t at = 0;
	int ret = -1;

	if (chunk == NULL || fstat(from, &st) == -1)
		goto out;
	for (; at < st.st_size; at += n) {
		n = salvage_file_read(from, chunk, CHUNK, at);
		if (n <= 0) {
			n = PAGE_OLD < st.st_size - at ? PAGE_OLD :
							 st.st_size - at;
			memset(chunk, 0, (size_t)n);
		}
		if (write_all(to, chunk, (size_t)n) == -1)
			goto out;
	}
	ret = 0;
out:
	free(chunk);
	return ret;
}

/*
 * Copy a file, for this user alone; a missing one is no error.  Return 0, or -1
 * after a warning.
 */
int
salvage_file_copy(const char *path, const char *copy)
{
	int from, to = -1, ret = -1;

	if (unlink(copy) == -1 && errno != ENOENT) {
		warn("%s", copy);
		return -1;
	}
	if ((from = open(path, O_RDONLY | O_CLOEXEC)) == -1) {
		if (errno == ENOENT)
			return 0;
		warn("%s", path);
		return -1;
	}
	to = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (to != -1)
		ret = copy_bytes(from, to);
	if (ret == -1)
		warn("%s", copy);
	if (to != -1 && close(to) == -1 && ret == 0) {
		warn("%s", copy);
		ret = -1;
	}
	close(from);
	return ret;
}

/* Is something in the first pages that only our schema has? */
static bool
has_our_words(int fd)
{
	static const char words[] = "CREATE TABLE listed_in";
	char *bytes = malloc(CHUNK);
	ssize_t n = bytes == NULL ? -1 : salvage_file_read(fd, bytes, CHUNK, 0);
	bool has;

	has =
	    n > 0 && memmem(bytes, (size_t)n, words, sizeof(words) - 1) != NULL;
	free(bytes);
	return has;
}

/*
 * Is a file a paperfeed store, of a version that this program knows, however
 * damaged it is?
 */
bool
salvage_file_is_ours(const char *path)
{
	unsigned char header[HEADER_SIZE];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool whole, ours;

	if (fd == -1)
		return false;
	ours = salvage_file_read(fd, header, sizeof(header), 0) ==
	    (ssize_t)sizeof(header);
	whole = ours && memcmp(header, MAGIC, sizeof(MAGIC)) == 0;
	if (ours && get_number(header + 68) == SCHEMA_APPLICATION)
		ours = !whole || get_number(header + 60) <= SCHEMA_VERSION;
	else
		ours = ours && has_our_words(fd);
	close(fd);
	return ours;
}

/*
 * Write a header as SQLite needs it over that of a copy, without a list of free
 * pages.  *page is set to the bytes of a page.  Return 0, or -1 after a warning.
 */
int
salvage_file_mend_header(const char *path, int64_t *page)
{
	static const unsigned char fixed[] = { 1, 1, 0, 64, 32, 32 };
	unsigned char h[HEADER_SIZE];
	struct stat st;
	int fd = open(path, O_RDWR | O_CLOEXEC), ret = -1;

	if (fd == -1 || fstat(fd, &st) == -1 ||
	    salvage_file_read(fd, h, sizeof(h), 0) != (ssize_t)sizeof(h))
		goto out;
	*page = h[16] << 8 | h[17];
	if (*page != PAGE_OLD)
		*page = PAGE_NEW;
	memcpy(h, MAGIC, sizeof(MAGIC));
	h[16] = (unsigned char)(*page >> 8);
	h[17] = (unsigned char)*page;
	memcpy(h + 18, fixed, sizeof(fixed));
	put_number(h + 28, (uint32_t)(st.st_size / *page));
	memset(h + 32, 0, 8);
	put_number(h + 44, 4);
	memset(h + 48, 0, 8);
	put_number(h + 56, 1);
	if (get_number(h + 60) < 1 || get_number(h + 60) > SCHEMA_VERSION)
		put_number(h + 60, SCHEMA_VERSION);
	memset(h + 64, 0, 4);
	put_number(h + 68, SCHEMA_APPLICATION);
	memset(h + 72, 0, 20);
	memcpy(h + 92, h + 24, 4);
	if (pwrite(fd, h, sizeof(h), 0) == (ssize_t)sizeof(h))
		ret = 0;
out:
	if (ret == -1)
		warn("%s", path);
	if (fd != -1)
		close(fd);
	return ret;
}

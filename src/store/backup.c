/*
 * Copies a store as it is at one instant, whoever works on it, into a file that is
 * whole before it has its name.
 */
#include "store/backup.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/durable.h"
#include "store/database_file.h"
#include "store/schema.h"

/* Bytes of a file of SQLite up to its application_id (its file format, 1.3). */
#define HEADER_SIZE	   72
#define APPLICATION_OFFSET 68

/* Does a file have the mark of our stores? */
static bool
is_store(const char *path)
{
	unsigned char header[HEADER_SIZE];
	const unsigned char *mark = header + APPLICATION_OFFSET;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n;

	if (fd == -1)
		return false;
	n = read(fd, header, sizeof(header));
	close(fd);
	return n == (ssize_t)sizeof(header) &&
	    memcmp(header, "SQLite format 3", 16) == 0 &&
	    ((uint32_t)mark[0] << 24 | (uint32_t)mark[1] << 16 |
		(uint32_t)mark[2] << 8 | mark[3]) == SCHEMA_APPLICATION;
}

/*
 * May the copy take this name?  An older backup is replaced, and nothing else that
 * is there.  Return 0, or EX_CANTCREAT after a warning.
 */
static int
check_target(const char *store, const char *target)
{
	struct stat from, st;

	if (lstat(target, &st) == -1) {
		if (errno == ENOENT)
			return 0;
		warn("%s", target);
		return EX_CANTCREAT;
	}
	if (stat(store, &from) == 0 && from.st_dev == st.st_dev &&
	    from.st_ino == st.st_ino) {
		warnx("%s: it is the store itself", target);
		return EX_CANTCREAT;
	}
	if (!S_ISREG(st.st_mode) || !is_store(target)) {
		warnx("%s: something that is no paperfeed store is there, and "
		      "is not replaced",
		    target);
		return EX_CANTCREAT;
	}
	return 0;
}

/* Make an empty file beside the target, for this user alone. */
static int
make_file(const char *made)
{
	int fd;

	if (unlink(made) == -1 && errno != ENOENT)
		goto failed;
	fd = open(made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd == -1)
		goto failed;
	close(fd);
	return 0;

failed:
	warn("%s", made);
	return EX_CANTCREAT;
}

/* Copy all pages of an open store into a file.  Return 0 or EX_IOERR. */
static int
copy_pages(struct database_file *from, const char *made)
{
	struct connection to = { .path = made };
	sqlite3_backup *backup = NULL;
	int status = connection_open(&to, made, SQLITE_OPEN_READWRITE);

	if (status == 0)
		status = connection_execute(&to,
			     "PRAGMA synchronous = OFF;"
			     "PRAGMA journal_mode = OFF") == -1 ?
		    EX_IOERR :
		    0;
	if (status != 0)
		goto out;
	backup = sqlite3_backup_init(to.handle, "main", from->connection.handle,
	    "main");
	if (backup == NULL) {
		status = connection_complain(&to, EX_IOERR);
		goto out;
	}
	/* All at once: readers and a run go on meanwhile (WAL). */
	sqlite3_backup_step(backup, -1);
	if (sqlite3_backup_finish(backup) != SQLITE_OK)
		status = connection_complain(&to, EX_IOERR);
out:
	connection_close(&to);
	return status;
}

/*
 * Copy the store at a path to another path, where an older backup may be.  It takes
 * its name when it is whole and on the disk.  Return 0, or after one warning
 * EX_NOINPUT when there is no store, EX_CANTCREAT or EX_IOERR.
 */
int
backup_make(const char *store, const char *target)
{
	struct database_file from;
	struct buf made = { 0 };
	int status = database_file_open(&from, store, DATABASE_READ_ANY);

	if (status == 0)
		status = check_target(store, target);
	if (status != 0)
		goto out;
	buf_printf(&made, "%s.paperfeed-new", target);
	if ((status = make_file(made.data)) != 0)
		goto out;
	if ((status = copy_pages(&from, made.data)) == 0 &&
	    durable_rename(made.data, target) == -1)
		status = EX_IOERR;
	if (status != 0)
		unlink(made.data);
out:
	database_file_close(&from);
	buf_free(&made);
	return status;
}

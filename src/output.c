/*
 * Files that a web server publishes while they change.  One is written only
 * when its bytes change; it is written beside its place, synced and renamed,
 * so a reader meets the old file or the new one, whole; and none is renamed
 * before all are on the disk, so a full disk changes nothing.
 */
#include "output.h"

#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"

#define SUFFIX ".paperfeed-new"

/* More files than these are synced with all the file system at once. */
#define SYNC_SINGLY 4

struct staged {
	struct staged *next;
	const char *name;
	const char *beside; /* its name until it is committed */
};

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

/*
 * Look at what is in a file's place.  Return 1 when it has these bytes, 0
 * when not or when nothing is there, -1 after a warning when it is no file;
 * *before is then the old one's time in seconds, or -1.
 */
static int
compare(const struct output *o, const char *name, const struct buf *bytes,
    time_t *before)
{
	struct stat st;
	int fd, same;

	*before = -1;
	if (fstatat(o->folder, name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return 0;
	/* A link is replaced, and what it points to left alone. */
	if (S_ISLNK(st.st_mode))
		return 0;
	if (!S_ISREG(st.st_mode)) {
		warnx("%s/%s: in the way, and no file", o->path, name);
		return -1;
	}
	*before = st.st_mtime;
	if ((size_t)st.st_size != bytes->length)
		return 0;
	fd = openat(o->folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1)
		return 0;
	same = same_bytes(fd, bytes);
	close(fd);
	return same;
}

static int
write_all(int fd, const struct buf *bytes)
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
 * nginx's ETag is time and size, in whole seconds: a new file must be at
 * least a second younger than the old one, whatever the clock says.
 */
static int
make_younger(int fd, time_t before)
{
	struct timespec times[2] = { { .tv_nsec = UTIME_NOW } };
	struct stat st;

	if (fstat(fd, &st) == -1)
		return -1;
	if (before == -1 || st.st_mtime > before)
		return 0;
	times[1].tv_sec = before + 1;
	return futimens(fd, times);
}

/* Write a file beside its place. */
static int
write_beside(const struct output *o, const char *beside,
    const struct buf *bytes, time_t before)
{
	int fd;

	fd = openat(o->folder, beside,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd == -1)
		return -1;
	/* Whatever the umask, a web server must be able to read it. */
	if (fchmod(fd, 0644) == -1 || write_all(fd, bytes) == -1 ||
	    make_younger(fd, before) == -1) {
		close(fd);
		return -1;
	}
	return close(fd);
}

/*
 * Stage a file of that name unless it is there already.  Return 0, or -1
 * after a warning.
 */
int
output_put(struct output *o, const char *name, const struct buf *bytes)
{
	struct staged *new;
	time_t before;
	int same = compare(o, name, bytes, &before);

	if (same == -1)
		return -1;
	if (same == 1) {
		o->unchanged++;
		return 0;
	}
	new = arena_alloc(&o->arena, sizeof(*new));
	new->name = arena_string(&o->arena, name);
	new->beside = arena_printf(&o->arena, ".%s" SUFFIX, name);
	*o->last = new;
	o->last = &new->next;
	if (write_beside(o, new->beside, bytes, before) == -1) {
		warn("%s/%s", o->path, name);
		return -1;
	}
	o->written++;
	return 0;
}

static int
sync_one(const struct output *o, const struct staged *file)
{
	int fd, ret;

	fd = openat(o->folder, file->beside, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1)
		return -1;
	ret = fsync(fd);
	close(fd);
	return ret;
}

/* Bring all that is staged to the disk. */
static int
sync_staged(const struct output *o)
{
	const struct staged *file;

#ifdef HAVE_SYNCFS
	if (o->written > SYNC_SINGLY)
		return syncfs(o->folder);
#endif
	for (file = o->staged; file != NULL; file = file->next) {
		if (sync_one(o, file) == -1)
			return -1;
	}
	return 0;
}

/*
 * Put all that is staged in its place, durably, once.  Return 0, or -1 after a
 * warning: unless a rename failed, nothing has changed then.
 */
int
output_commit(struct output *o)
{
	if (o->staged == NULL)
		return 0;
	if (sync_staged(o) == -1) {
		warn("%s", o->path);
		return -1;
	}
	for (; o->staged != NULL; o->staged = o->staged->next) {
		if (renameat(o->folder, o->staged->beside, o->folder,
			o->staged->name) == -1) {
			warn("%s/%s", o->path, o->staged->name);
			return -1;
		}
	}
	/* The renames last once the folder is on the disk, too. */
	if (fsync(o->folder) == -1) {
		warn("%s", o->path);
		return -1;
	}
	return 0;
}

static bool
is_left_over(const char *name)
{
	size_t n = strlen(name), suffix = strlen(SUFFIX);

	return name[0] == '.' && n > suffix &&
	    strcmp(name + n - suffix, SUFFIX) == 0;
}

/*
 * Remove what a run that died left beside the files.  No other run is writing
 * (lock.h).
 */
static void
sweep(const struct output *o)
{
	const struct dirent *entry;
	DIR *dir;
	int fd;

	fd = openat(o->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return;
	if ((dir = fdopendir(fd)) == NULL) {
		close(fd);
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (is_left_over(entry->d_name))
			unlinkat(o->folder, entry->d_name, 0);
	}
	closedir(dir);
}

/*
 * Open a folder for files to be put in, and make it when it is missing; the
 * caller holds the lock, and ends with output_close().  The path must last
 * as long.  Return 0, or -1 after a warning.
 */
int
output_open(struct output *o, const char *path)
{
	*o = (struct output){ .path = path, .folder = -1 };
	o->last = &o->staged;
	/* Whatever the umask, as with the files. */
	if (mkdir(path, 0755) == 0 ? chmod(path, 0755) == -1 :
				     errno != EEXIST) {
		warn("%s", path);
		return -1;
	}
	o->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (o->folder == -1) {
		warn("%s", path);
		return -1;
	}
	sweep(o);
	return 0;
}

/* Close the folder; what is staged and was not committed is removed. */
void
output_close(struct output *o)
{
	for (; o->staged != NULL; o->staged = o->staged->next)
		unlinkat(o->folder, o->staged->beside, 0);
	if (o->folder != -1)
		close(o->folder);
	o->folder = -1;
	arena_free(&o->arena);
}

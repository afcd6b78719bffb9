/*
 * Files that a web server publishes while they change.  One is written only
 * when its bytes change; it is written beside its place, synced and renamed,
 * so a reader meets the old file or the new one, whole; and none is renamed
 * before all are on the disk, so a full disk changes nothing.
 *
 * A file's compressed twin (NAME.gz) is what nginx's gzip_static sends most
 * readers, without a look at the file itself: it is made with the file, gets
 * its time, and takes its place just before.
 */
#include "publish/output.h"

#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/manifest.h"
#include "publish/gzip.h"
#include "publish/output_file.h"

#define TWIN   ".gz"
#define SUFFIX ".paperfeed-new"

/* More files than these are synced with all the file system at once. */
#define SYNC_SINGLY 4

struct staged {
	struct staged *next;
	const char *name;
	const char *beside; /* its name until then; NULL: it is removed */
};

/* The later one of a time and that of a file, if it is there. */
static time_t
later(const struct output *o, time_t time, const char *name)
{
	struct stat st;

	if (fstatat(o->folder, name, &st, AT_SYMLINK_NOFOLLOW) == -1 ||
	    !S_ISREG(st.st_mode))
		return time;
	return st.st_mtime > time ? st.st_mtime : time;
}

/*
 * Look at what is in a file's place.  Return 1 when it has these bytes, 0
 * when not or when nothing is there, -1 after a warning when it is no file;
 * *before is then the old one's time in seconds, or -1, and *st its state.
 */
static int
compare(const struct output *o, const char *name, const struct buf *bytes,
    time_t *before, struct stat *st)
{
	*before = -1;
	if (fstatat(o->folder, name, st, AT_SYMLINK_NOFOLLOW) == -1)
		return 0;
	/* A link is replaced, and what it points to left alone. */
	if (S_ISLNK(st->st_mode))
		return 0;
	if (!S_ISREG(st->st_mode)) {
		warnx("%s/%s: in the way, and no file", o->path, name);
		return -1;
	}
	*before = st->st_mtime;
	if ((size_t)st->st_size != bytes->length)
		return 0;
	return output_file_has(o->folder, name, bytes);
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
sweep(const struct output *o, const char *folder)
{
	const struct dirent *entry;
	DIR *dir;
	int fd;

	fd = openat(o->folder, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return;
	if ((dir = fdopendir(fd)) == NULL) {
		close(fd);
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (is_left_over(entry->d_name))
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	closedir(dir);
}

/*
 * Make the folder of archives, or sweep it, unless that was done.  Return 0
 * or -1.
 */
static int
open_archive(struct output *o)
{
	if (o->archive_is_open)
		return 0;
	/* Whatever the umask, as with the files. */
	if (mkdirat(o->folder, MANIFEST_ARCHIVE, 0755) == 0 ?
		fchmodat(o->folder, MANIFEST_ARCHIVE, 0755, 0) == -1 :
		errno != EEXIST) {
		warn("%s/%s", o->path, MANIFEST_ARCHIVE);
		return -1;
	}
	sweep(o, MANIFEST_ARCHIVE);
	o->archive_is_open = true;
	return 0;
}

static int64_t
nanoseconds(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

/* The name of a file until it is committed, hidden in the same folder. */
static const char *
name_beside(struct output *o, const char *name)
{
	const char *slash = strrchr(name, '/');
	int folder = slash == NULL ? 0 : (int)(slash + 1 - name);

	return arena_printf(&o->arena, "%.*s.%s" SUFFIX, folder, name,
	    name + folder);
}

/* Have a file take its place, or with NULL vanish, when all is committed. */
static void
stage(struct output *o, const char *name, const char *beside)
{
	struct staged *new = arena_alloc(&o->arena, sizeof(*new));

	new->name = arena_string(&o->arena, name);
	new->beside = beside;
	*o->last = new;
	o->last = &new->next;
	if (beside == NULL)
		return;
	o->staged_count++;
	o->in_archive = o->in_archive || strchr(name, '/') != NULL;
}

/* Make a file's twin, with its time, unless it is right and has the bytes. */
static int
write_twin(struct output *o, const char *name, const struct buf *bytes,
    const struct stat *st, bool right)
{
	struct buf packed = { 0 };
	const char *beside = name_beside(o, name);
	int fd, ret = -1;

	if (o->gzip == NULL)
		o->gzip = gzip_new();
	if (gzip_compress(o->gzip, &packed, bytes) == -1) {
		errno = EFBIG;
		goto out;
	}
	if (right && output_file_has(o->folder, name, &packed)) {
		ret = 0;
		goto out;
	}
	if ((fd = output_file_create(o->folder, beside)) == -1)
		goto out;
	stage(o, name, beside);
	if (output_file_write(fd, &packed) == 0 &&
	    output_file_make_equal(fd, st) == 0)
		ret = 0;
	if (close(fd) == -1)
		ret = -1;
out:
	buf_free(&packed);
	return ret;
}

/* Is a file's twin as it must be: there with its time, or not there? */
static bool
twin_is_right(const struct output *o, const char *twin, bool wanted,
    const struct stat *st)
{
	struct stat other;

	if (fstatat(o->folder, twin, &other, AT_SYMLINK_NOFOLLOW) == -1)
		return !wanted;
	return wanted && S_ISREG(other.st_mode) &&
	    other.st_mtim.tv_sec == st->st_mtim.tv_sec &&
	    other.st_mtim.tv_nsec == st->st_mtim.tv_nsec;
}

/*
 * Have a twin made or removed, if it is not as it must be.  Return 0, or -1
 * after a warning.
 */
static int
put_twin(struct output *o, const char *name, const struct buf *bytes,
    bool wanted, const struct stat *st)
{
	const char *twin = arena_printf(&o->arena, "%s" TWIN, name);
	bool right = twin_is_right(o, twin, wanted, st);
	struct stat other;

	if (right && (!wanted || !o->thorough))
		return 0;
	if (fstatat(o->folder, twin, &other, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISDIR(other.st_mode)) {
		warnx("%s/%s: in the way, and no file", o->path, twin);
		return -1;
	}
	if (!wanted) {
		stage(o, twin, NULL);
		return 0;
	}
	if (write_twin(o, twin, bytes, st, right) == 0)
		return 0;
	warn("%s/%s", o->path, twin);
	return -1;
}

/*
 * Stage a file, behind its twin, younger than the old ones: somebody may have
 * touched one of them only.  Return 0, or -1 after a warning.
 */
static int
put_new(struct output *o, const char *name, const struct buf *bytes,
    bool twinned, time_t before, struct stat *st)
{
	const char *beside = name_beside(o, name);
	int fd = output_file_create(o->folder, beside);
	int twin = 0;

	if (fd == -1) {
		warn("%s/%s", o->path, name);
		return -1;
	}
	before = later(o, before, arena_printf(&o->arena, "%s" TWIN, name));
	if (output_file_write(fd, bytes) == -1 ||
	    output_file_make_younger(fd, before, st) == -1) {
		warn("%s/%s", o->path, name);
		close(fd);
		stage(o, name, beside);
		return -1;
	}
	twin = put_twin(o, name, bytes, twinned, st);
	stage(o, name, beside);
	if (close(fd) == -1) {
		warn("%s/%s", o->path, name);
		return -1;
	}
	return twin;
}

/*
 * Stage what is not there yet, file or twin.  Return 1 for a new file, 0 for
 * one that is there, -1 after a warning.
 */
static int
put(struct output *o, const char *name, const struct buf *bytes, bool twinned,
    struct stat *st)
{
	time_t before;

	switch (compare(o, name, bytes, &before, st)) {
	case 0:
		return put_new(o, name, bytes, twinned, before, st) == 0 ? 1 :
									   -1;
	case 1:
		return put_twin(o, name, bytes, twinned, st);
	default:
		return -1;
	}
}

/*
 * Stage a file of that name, with a compressed twin or without one, unless it
 * is there already.  A name may be of the folder MANIFEST_ARCHIVE, which is
 * made then.  Set what it is like once it is committed.  Return 0, or -1
 * after a warning.
 */
int
output_put(struct output *o, const char *name, const struct buf *bytes,
    bool twinned, struct output_file *file)
{
	struct stat st;
	int new;

	if (strchr(name, '/') != NULL && open_archive(o) == -1)
		return -1;
	if ((new = put(o, name, bytes, twinned, &st)) == -1)
		return -1;
	*file = (struct output_file){ .size = st.st_size,
		.modified = nanoseconds(&st),
		.new = new == 1 };
	return 0;
}

/*
 * Is a file as it was left, and its twin there or not as it should be?  Its bytes
 * are not looked at.
 */
bool
output_has(const struct output *o, const char *name,
    const struct output_file *file, bool twinned)
{
	char twin[MANIFEST_NAME_SIZE + sizeof(TWIN)];
	struct stat st;

	if (fstatat(o->folder, name, &st, AT_SYMLINK_NOFOLLOW) == -1 ||
	    !S_ISREG(st.st_mode) || st.st_size != file->size ||
	    nanoseconds(&st) != file->modified)
		return false;
	snprintf(twin, sizeof(twin), "%s" TWIN, name);
	return twin_is_right(o, twin, twinned, &st);
}

/* Have a file and its twin removed when all is committed. */
void
output_remove(struct output *o, const char *name)
{
	stage(o, arena_printf(&o->arena, "%s" TWIN, name), NULL);
	stage(o, name, NULL);
}

/* When the folder of archives last changed, in nanoseconds; 0: never. */
int64_t
output_archived(const struct output *o)
{
	struct stat st;

	if (fstatat(o->folder, MANIFEST_ARCHIVE, &st, 0) == -1)
		return 0;
	return nanoseconds(&st);
}

/* Bring all that is staged to the disk. */
static int
sync_staged(const struct output *o)
{
	const struct staged *file;

#ifdef HAVE_SYNCFS
	if (o->staged_count > SYNC_SINGLY)
		return syncfs(o->folder);
#endif
	for (file = o->staged; file != NULL; file = file->next) {
		if (file->beside != NULL &&
		    output_file_sync(o->folder, file->beside) == -1)
			return -1;
	}
	return 0;
}

static int
take_place(const struct output *o, const struct staged *file)
{
	if (file->beside != NULL)
		return renameat(o->folder, file->beside, o->folder, file->name);
	if (unlinkat(o->folder, file->name, 0) == -1 && errno != ENOENT)
		return -1;
	return 0;
}

static int
sync_archive(const struct output *o)
{
	int fd, ret;

	fd = openat(o->folder, MANIFEST_ARCHIVE,
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return -1;
	ret = fsync(fd);
	close(fd);
	return ret;
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
		if (take_place(o, o->staged) == -1) {
			warn("%s/%s", o->path, o->staged->name);
			return -1;
		}
	}
	/* The renames last once the folders are on the disk, too. */
	if (fsync(o->folder) == -1 ||
	    (o->in_archive && sync_archive(o) == -1)) {
		warn("%s", o->path);
		return -1;
	}
	return 0;
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
	sweep(o, ".");
	return 0;
}

/*
 * Open a folder only to look at its files (output_has(), output_archived()); a
 * missing one has none.  Nothing is changed.  output_close() ends it.
 */
void
output_look(struct output *o, const char *path)
{
	*o = (struct output){ .path = path, .folder = -1 };
	o->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Close the folder; what is staged and was not committed is removed. */
void
output_close(struct output *o)
{
	for (; o->staged != NULL; o->staged = o->staged->next) {
		if (o->staged->beside != NULL)
			unlinkat(o->folder, o->staged->beside, 0);
	}
	gzip_free(o->gzip);
	o->gzip = NULL;
	if (o->folder != -1)
		close(o->folder);
	o->folder = -1;
	arena_free(&o->arena);
}

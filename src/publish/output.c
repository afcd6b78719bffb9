/*
 * Changes files while a web server publishes them.  A file is written only if
 * its bytes change.  It is written beside its place, synced and renamed, so a
 * reader sees the old file or the new one, never a part.  No file is renamed
 * before all are on the disk, so a full disk changes nothing.  nginx's
 * gzip_static sends most readers a file's compressed twin (NAME.gz) without a
 * look at the file itself: so the twin is made with the file, gets its time,
 * and takes its place just before it.
 */
#include "publish/output.h"

#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/buf.h"
#include "publish/gzip.h"
#include "publish/output_file.h"
#include "publish/staged.h"

#define TWIN STAGED_TWIN

/* What has a name in the output. */
enum found { OTHER = -1, NOTHING, REGULAR, LINK };

/*
 * Look at what has a name.  A link is replaced; the file it points to is left
 * alone.  Warn of something else than a file.
 */
static enum found
look(const struct output *o, const char *name, struct stat *st)
{
	if (fstatat(o->folder, name, st, AT_SYMLINK_NOFOLLOW) == -1)
		return NOTHING;
	if (S_ISLNK(st->st_mode))
		return LINK;
	if (S_ISREG(st->st_mode))
		return REGULAR;
	warnx("%s/%s: something that is no file is in its place", o->path,
	    name);
	return OTHER;
}

/*
 * Remove files that a run left beside their places when it died.  No other run
 * is writing (lock.h).
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
		if (staged_is_left_over(entry->d_name))
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	closedir(dir);
}

/*
 * Make a file's folder and sweep it, unless that was done.  Return 0 or -1.
 */
static int
open_folder(struct output *o, const char *name)
{
	size_t n = manifest_folder_of(name);
	const char *folder = manifest_folders[n];

	if (n == 0 || o->is_open[n])
		return 0;
	/* Whatever the umask, as with the files. */
	if (mkdirat(o->folder, folder, 0755) == 0 ?
		fchmodat(o->folder, folder, 0755, 0) == -1 :
		errno != EEXIST) {
		warn("%s/%s", o->path, folder);
		return -1;
	}
	sweep(o, folder);
	o->is_open[n] = true;
	return 0;
}

static int64_t
nanoseconds(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

/*
 * Note that a file takes its place when all is committed, or with NULL is
 * removed.
 */
static struct staged *
stage(struct output *o, const char *name, const char *beside)
{
	struct staged *new = arena_alloc(&o->arena, sizeof(*new));

	new->name = arena_string(&o->arena, name);
	new->beside = beside;
	new->rank = staged_rank(name);
	*o->last = new;
	o->last = &new->next;
	if (beside != NULL) {
		o->staged_count++;
		o->is_staged[manifest_folder_of(name)] = true;
	}
	return new;
}

/* Make a file's twin, with the file's time, unless it is there and right. */
static int
write_twin(struct output *o, const char *name, const struct buf *bytes,
    const struct stat *st, bool right)
{
	struct buf packed = { 0 };
	const char *beside = staged_name_beside(&o->arena, name);
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

static bool
is_same_time(const struct stat *a, const struct stat *b)
{
	return a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	    a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/*
 * Stage the making or removal of a twin that is not right: there with the
 * file's time or, if none is wanted, not there.  Return 0, or -1 after a
 * warning.
 */
static int
put_twin(struct output *o, const char *name, const struct buf *bytes,
    bool wanted, const struct stat *st)
{
	const char *twin = arena_printf(&o->arena, "%s" TWIN, name);
	struct stat other;
	enum found found = look(o, twin, &other);
	bool right = found == REGULAR && is_same_time(&other, st);

	if (found == OTHER)
		return -1;
	if (!wanted) {
		if (found != NOTHING)
			stage(o, twin, NULL);
		return 0;
	}
	if ((right && !o->thorough) ||
	    write_twin(o, twin, bytes, st, right) == 0)
		return 0;
	warn("%s/%s", o->path, twin);
	return -1;
}

/*
 * Stage a file behind its twin.  It is younger than the old file, whose time is
 * `before`, or -1, and the old twin, because somebody may have touched one of
 * them.  Return 0, or -1 after a warning.
 */
static int
put_new(struct output *o, const char *name, const struct buf *bytes,
    bool twinned, time_t before, struct stat *st)
{
	const char *beside = staged_name_beside(&o->arena, name);
	const char *twin = arena_printf(&o->arena, "%s" TWIN, name);
	int fd = output_file_create(o->folder, beside), ret;

	if (fd == -1) {
		warn("%s/%s", o->path, name);
		return -1;
	}
	if (fstatat(o->folder, twin, st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(st->st_mode) && st->st_mtime > before)
		before = st->st_mtime;
	if (output_file_write(fd, bytes) == -1 ||
	    output_file_make_younger(fd, before, st) == -1) {
		warn("%s/%s", o->path, name);
		close(fd);
		stage(o, name, beside);
		return -1;
	}
	ret = put_twin(o, name, bytes, twinned, st);
	stage(o, name, beside);
	if (close(fd) == -1) {
		warn("%s/%s", o->path, name);
		return -1;
	}
	return ret;
}

/*
 * Stage the file and the twin if they are not there yet.  Return 1 for a new
 * file, 0 if it is there, -1 after a warning.
 */
static int
put(struct output *o, const char *name, const struct buf *bytes, bool twinned,
    struct stat *st)
{
	enum found found = look(o, name, st);
	time_t before = found == REGULAR ? st->st_mtime : -1;

	if (found == OTHER)
		return -1;
	if (found == REGULAR && (size_t)st->st_size == bytes->length &&
	    output_file_has(o->folder, name, bytes))
		return put_twin(o, name, bytes, twinned, st);
	return put_new(o, name, bytes, twinned, before, st) == 0 ? 1 : -1;
}

/*
 * Stage a file with a name, with a compressed twin or without one, unless it is
 * there already.  The name may be in one of manifest_folders, which is made
 * if it is missing.  *file is set to the state that the file will have.  Return
 * 0, or -1 after a warning.
 */
int
output_put(struct output *o, const char *name, const struct buf *bytes,
    bool twinned, struct output_file *file)
{
	struct stat st;
	int new;

	if (open_folder(o, name) == -1)
		return -1;
	if ((new = put(o, name, bytes, twinned, &st)) == -1)
		return -1;
	*file = (struct output_file){ .size = st.st_size,
		.modified = nanoseconds(&st),
		.new = new == 1 };
	return 0;
}

/* Is a file as it was left, and its twin as well?  The bytes are not read. */
bool
output_has(const struct output *o, const char *name,
    const struct output_file *file, bool twinned)
{
	char twin[MANIFEST_NAME_SIZE + sizeof(TWIN)];
	struct stat st, other;

	if (fstatat(o->folder, name, &st, AT_SYMLINK_NOFOLLOW) == -1 ||
	    !S_ISREG(st.st_mode) || st.st_size != file->size ||
	    nanoseconds(&st) != file->modified)
		return false;
	snprintf(twin, sizeof(twin), "%s" TWIN, name);
	if (fstatat(o->folder, twin, &other, AT_SYMLINK_NOFOLLOW) == -1)
		return !twinned;
	return twinned && S_ISREG(other.st_mode) && is_same_time(&other, &st);
}

/* Stage the removal of a file and its twin. */
void
output_remove(struct output *o, const char *name)
{
	const char *twin = arena_printf(&o->arena, "%s" TWIN, name);

	stage(o, twin, NULL)->rank = STAGED_REMOVAL;
	stage(o, name, NULL)->rank = STAGED_REMOVAL;
}

/*
 * Return when a folder of the output, or with "" the output itself, last
 * changed, in nanoseconds, or 0 if it is not there.
 */
int64_t
output_folder_time(const struct output *o, const char *folder)
{
	struct stat st;

	if (fstatat(o->folder, folder[0] == '\0' ? "." : folder, &st, 0) == -1)
		return 0;
	return nanoseconds(&st);
}

/*
 * Open a folder to put files in, and make it if it is missing.  The caller
 * holds the lock and ends with output_close().  The path must last as long.
 * Return 0, or -1 after a warning.
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
 * Open a folder only to look at its files (output_has(), output_folder_time()); a
 * missing one has none.  Nothing is changed.  output_close() ends it.
 */
void
output_look(struct output *o, const char *path)
{
	*o = (struct output){ .path = path };
	o->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Return how many bytes can be written to the folder, or INT64_MAX. */
int64_t
output_free_bytes(const struct output *o)
{
	struct statvfs fs;

	if (fstatvfs(o->folder, &fs) == -1)
		return INT64_MAX;
	return (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
}

/* Close the folder, and remove staged files that were not committed. */
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

/*
 * Every topic's feed from the store to the output folder.  A file is written
 * only when its bytes change, and then beside its place, synced and renamed:
 * a reader meets the old file or the new one, whole.
 */
#include "publish.h"

#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "buf.h"
#include "config.h"
#include "date.h"
#include "feed.h"
#include "paper.h"
#include "store.h"
#include "topic.h"
#include "write_atom.h"
#include "write_rss.h"

#define FEED_MAX	((size_t)64 * 1024 * 1024)
#define SUFFIX		".paperfeed-new"

/* Every format is a row. */
static const struct format {
	const char	*extension;
	int		(*write)(struct buf *, const struct feed *);
} formats[] = {
	{ "atom", write_atom },
	{ "rss", write_rss },
};

/*
 * A topic shows all papers of the 14 days before its newest one, so that it
 * outlasts a holiday, but no fewer and no more than these.
 */
static const struct topic_window	 topic_window = {
	.least = 50, .most = 200, .span = 14 * DATE_DAY
};
static const struct topic_window	 all_window = {
	.least = 100, .most = 200, .span = 14 * DATE_DAY
};

struct output {
	const char		*path;	/* of the folder, for diagnostics */
	int			 folder;
	struct publish_report	*report;
};

static bool
same_bytes(int fd, const struct buf *bytes)
{
	char	 chunk[16 * 1024];
	size_t	 done = 0;
	ssize_t	 n;

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
	struct stat	 st;
	int		 fd, same;

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
	size_t	 done = 0;
	ssize_t	 n;

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
	struct timespec	 times[2] = { { .tv_nsec = UTIME_NOW } };
	struct stat	 st;

	if (fstat(fd, &st) == -1)
		return -1;
	if (before == -1 || st.st_mtime > before)
		return 0;
	times[1].tv_sec = before + 1;
	return futimens(fd, times);
}

/* Write a file beside its place and rename it there. */
static int
replace(const struct output *o, const char *name, const struct buf *bytes,
    time_t before)
{
	char	 new[NAME_MAX + sizeof("." SUFFIX)];
	int	 fd = -1;

	snprintf(new, sizeof(new), ".%s" SUFFIX, name);
	fd = openat(o->folder, new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0644);
	if (fd == -1)
		goto fail;
	/* Whatever the umask, a web server must be able to read it. */
	if (fchmod(fd, 0644) == -1 || write_all(fd, bytes) == -1 ||
	    make_younger(fd, before) == -1 || fsync(fd) == -1)
		goto fail;
	if (close(fd) == -1) {
		fd = -1;
		goto fail;
	}
	fd = -1;
	if (renameat(o->folder, new, o->folder, name) == -1)
		goto fail;
	return 0;

fail:
	warn("%s/%s", o->path, name);
	if (fd != -1)
		close(fd);
	unlinkat(o->folder, new, 0);
	return -1;
}

/* Put a file in its place unless it is there already. */
static int
put_file(const struct output *o, const char *name, const struct buf *bytes)
{
	time_t	 before;
	int	 same = compare(o, name, bytes, &before);

	if (same == -1)
		return -1;
	if (same == 1) {
		o->report->unchanged++;
		return 0;
	}
	if (replace(o, name, bytes, before) == -1)
		return -1;
	o->report->written++;
	return 0;
}

static int
publish_topic(const struct output *o, struct store *s,
    const struct config *config, const struct topic *topic, int64_t made)
{
	struct paper_list	 papers = { 0 };
	struct feed		 feed = { 0 };
	struct buf		 bytes = { .max = FEED_MAX };
	char			 name[NAME_MAX];
	size_t			 i;
	int			 ret = -1;

	if (topic_select(store_database(s), topic, topic->query == NULL ?
	    &all_window : &topic_window, &papers) == -1)
		goto out;
	feed_make(&feed, &config->site, topic, &papers, made);
	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		snprintf(name, sizeof(name), "%s.%s", topic->slug,
		    formats[i].extension);
		buf_clear(&bytes);
		if (formats[i].write(&bytes, &feed) == -1) {
			warnx("%s/%s: larger than 64 MiB", o->path, name);
			goto out;
		}
		if (put_file(o, name, &bytes) == -1)
			goto out;
	}
	ret = 0;
out:
	feed_free(&feed);
	paper_list_free(&papers);
	buf_free(&bytes);
	return ret;
}

static bool
is_left_over(const char *name)
{
	size_t	 n = strlen(name), suffix = strlen(SUFFIX);

	return name[0] == '.' && n > suffix &&
	    strcmp(name + n - suffix, SUFFIX) == 0;
}

/*
 * Remove what a run that died left half written.  The lock is held, so no
 * other run is writing.
 */
static void
sweep(const struct output *o)
{
	const struct dirent	*entry;
	DIR			*dir;
	int			 fd;

	if ((fd = openat(o->folder, ".", O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC)) == -1 || (dir = fdopendir(fd)) == NULL)
		return;
	while ((entry = readdir(dir)) != NULL) {
		if (is_left_over(entry->d_name))
			unlinkat(o->folder, entry->d_name, 0);
	}
	closedir(dir);
}

static int
open_folder(const char *path)
{
	int	 fd;

	if (mkdir(path, 0755) == -1 && errno != EEXIST) {
		warn("%s", path);
		return -1;
	}
	if ((fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) == -1)
		warn("%s", path);
	return fd;
}

/* Note since when each topic is there, for those that are new. */
static int
make_topics(struct store *s, const struct config *config, int64_t now)
{
	int64_t	 made;
	size_t	 i;

	if (store_begin(s) == -1)
		return -1;
	for (i = 0; i < config->topic_count; i++) {
		if (topic_made(store_database(s), config->topics[i].slug, now,
		    &made) == -1)
			return -1;
	}
	return store_commit(s);
}

static int
publish_topics(const struct output *o, struct store *s,
    const struct config *config, int64_t now)
{
	int64_t	 made;
	size_t	 i;

	for (i = 0; i < config->topic_count; i++) {
		if (topic_made(store_database(s), config->topics[i].slug, now,
		    &made) == -1 || publish_topic(o, s, config,
		    &config->topics[i], made) == -1)
			return -1;
	}
	return 0;
}

/*
 * Write every topic's files from the store, which must be open for writing;
 * `now` dates a topic that is new in an empty store.
 * Return 0, or after one warning EX_CANTCREAT when there is no folder to
 * write to, EX_IOERR when something could not be written: files up to there
 * are new, the others old, each whole.
 */
int
publish(struct store *s, const struct config *config, int64_t now,
    struct publish_report *report)
{
	struct output	 o = { config->site.output, -1, report };
	int		 status = EX_IOERR;

	if ((o.folder = open_folder(o.path)) == -1)
		return EX_CANTCREAT;
	sweep(&o);
	if (make_topics(s, config, now) == -1 ||
	    publish_topics(&o, s, config, now) == -1)
		goto out;
	/* The renames last once the folder is on the disk. */
	if (report->written > 0 && fsync(o.folder) == -1) {
		warn("%s", o.path);
		goto out;
	}
	status = 0;
out:
	close(o.folder);
	return status;
}

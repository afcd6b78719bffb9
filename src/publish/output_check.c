/*
 * Looks whether the published files are there as the program left them, and their
 * compressed twins have the same bytes.
 */
#include "publish/output_check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/findings.h"
#include "paper/paper.h"
#include "config/config.h"
#include "store/manifest.h"
#include "publish/gzip.h"
#include "publish/staged.h"

#define MENDS "--repair publishes it anew"

/* A check of the output: its folder, and what is known of twins. */
struct inspection {
	const struct config *config;
	struct findings *findings;
	int folder;
	bool counts; /* only looks whether there are twins */
	bool has_twins;
	struct buf bytes; /* of the last file */
	struct buf packed;
	struct buf expanded;
};

static void
add(struct inspection *i, const char *name, const char *what)
{
	findings_add(i->findings, EX_DATAERR, "%s: %s; " MENDS, name, what);
}

/* Read a file whole.  Return 0, or -1 with errno. */
static int
read_file(const struct inspection *i, const char *name, struct buf *bytes)
{
	int fd = openat(i->folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int ret;

	if (fd == -1)
		return -1;
	buf_clear(bytes);
	buf_add(bytes, "", 0);
	ret = buf_read_fd(bytes, fd);
	close(fd);
	return ret;
}

/* A file that cannot be read, because of rights or a broken disk. */
static void
add_unreadable(struct inspection *i, const char *name)
{
	findings_add(i->findings, EX_IOERR, "%s: %s", name, strerror(errno));
}

/* Has the twin of a file that is in order the file's bytes? */
static void
check_twin(struct inspection *i, const struct manifest_file *f,
    const struct stat *st)
{
	char twin[MANIFEST_NAME_SIZE + sizeof(STAGED_TWIN)];
	struct stat other;

	snprintf(twin, sizeof(twin), "%s" STAGED_TWIN, f->name);
	if (fstatat(i->folder, twin, &other, AT_SYMLINK_NOFOLLOW) == -1) {
		/* Where there is none at all, they are not published yet. */
		if (i->config->site.gzip && i->has_twins)
			add(i, twin, "the compressed twin is missing");
		return;
	}
	if (!S_ISREG(other.st_mode) ||
	    other.st_mtim.tv_sec != st->st_mtim.tv_sec ||
	    other.st_mtim.tv_nsec != st->st_mtim.tv_nsec) {
		add(i, twin, "somebody changed the compressed twin");
		return;
	}
	if (read_file(i, f->name, &i->bytes) == -1) {
		add_unreadable(i, f->name);
		return;
	}
	if (read_file(i, twin, &i->packed) == -1) {
		add_unreadable(i, twin);
		return;
	}
	buf_clear(&i->expanded);
	buf_add(&i->expanded, "", 0);
	if (gzip_expand(&i->expanded, &i->packed, i->bytes.length) == -1 ||
	    memcmp(i->expanded.data, i->bytes.data, i->bytes.length) != 0)
		add(i, twin, "the compressed twin has other bytes");
}

/* Files of what is no longer configured are left alone, as by publishing. */
static bool
is_ours(const struct inspection *i, const struct manifest_file *f)
{
	return !f->retired &&
	    (f->topic[0] == '\0' ||
		config_find_topic(i->config, f->topic) != NULL);
}

static void
visit(void *context, const struct manifest_file *f)
{
	struct inspection *i = context;
	char twin[MANIFEST_NAME_SIZE + sizeof(STAGED_TWIN)];
	struct stat st;

	if (!is_ours(i, f))
		return;
	if (i->counts) {
		snprintf(twin, sizeof(twin), "%s" STAGED_TWIN, f->name);
		if (faccessat(i->folder, twin, F_OK, 0) == 0)
			i->has_twins = true;
	} else if (i->folder == -1) {
		add(i, f->name, "it is missing");
	} else if (fstatat(i->folder, f->name, &st, AT_SYMLINK_NOFOLLOW) ==
	    -1) {
		if (errno == ENOENT || errno == ENOTDIR)
			add(i, f->name, "it is missing");
		else
			add_unreadable(i, f->name);
	} else if (!S_ISREG(st.st_mode)) {
		add(i, f->name, "something that is no file is in its place");
	} else if (st.st_size != f->size) {
		add(i, f->name, "somebody changed it: it has another size");
	} else if ((int64_t)st.st_mtim.tv_sec * 1000000000 +
		st.st_mtim.tv_nsec !=
	    f->modified) {
		add(i, f->name, "somebody changed it, or touched it");
	} else {
		check_twin(i, f, &st);
	}
}

static int
visit_all(struct inspection *i, struct database *d)
{
	size_t n;

	for (n = 0; n < MANIFEST_FOLDERS; n++) {
		if (manifest_each(d, manifest_folders[n], visit, i) == -1)
			return -1;
	}
	return 0;
}

/*
 * Compare the files of the output with what the store remembers of them.  Return
 * 0, or -1 after a warning if the store cannot be read.
 */
int
output_check(struct database *d, const struct config *config,
    struct findings *findings)
{
	struct inspection i = { .config = config,
		.findings = findings,
		.counts = true };
	int ret;

	i.folder =
	    open(config->site.output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ret = visit_all(&i, d);
	i.counts = false;
	if (ret == 0)
		ret = visit_all(&i, d);
	findings_next_kind(findings, "files that are not as they were left");
	buf_free(&i.bytes);
	buf_free(&i.packed);
	buf_free(&i.expanded);
	if (i.folder != -1)
		close(i.folder);
	return ret;
}

/* Files that are remembered and not there. */
struct missing {
	struct arena arena;
	struct name_list names;
	int folder;
};

static void
note_missing(void *context, const struct manifest_file *f)
{
	struct missing *m = context;

	if (faccessat(m->folder, f->name, F_OK, AT_SYMLINK_NOFOLLOW) == -1)
		paper_add_name(&m->arena, &m->names, f->name, strlen(f->name));
}

/*
 * Forget the files that are not there: those that there should be are made by the
 * next publishing that looks at all, and a name that a broken disk made up never is.
 * Between database_begin() and database_end().  Return 0, or -1 after a warning.
 */
int
output_forget_missing(struct database *d, const struct config *config)
{
	struct missing m = { .folder = open(config->site.output,
				 O_RDONLY | O_DIRECTORY | O_CLOEXEC) };
	size_t i;
	int ret = 0;

	for (i = 0; i < MANIFEST_FOLDERS && ret == 0; i++)
		ret = manifest_each(d, manifest_folders[i], note_missing, &m);
	for (i = 0; i < m.names.count && ret == 0; i++)
		ret = manifest_remove(d, m.names.names[i]);
	if (m.folder != -1)
		close(m.folder);
	arena_free(&m.arena);
	return ret;
}

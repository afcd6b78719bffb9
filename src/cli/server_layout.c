/*
 * The files of a server: the configuration in the system's folder, the store
 * and the output where feeds/paperfeed.service and feeds/nginx.conf have them.
 */
#include "cli/server_layout.h"

#include <err.h>
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/command.h"
#include "cli/new_file.h"

#define FOLDERS_MAX 64 /* that are made, those around them included */

/* Folders that were made, so that a failure can take them away. */
struct made {
	struct arena arena;
	const char *folders[FOLDERS_MAX];
	size_t count;
};

/*
 * Can this be the output's folder: an absolute path, that a configuration can
 * have between quotes as it is?
 */
bool
server_layout_is_folder(const char *path)
{
	return path[0] == '/' && path[1] != '\0' &&
	    strpbrk(path, "\"\\\r\n\t") == NULL;
}

/* Does a text begin with this? */
static bool
begins(const char *s, size_t n, const char *with)
{
	return n >= strlen(with) && memcmp(s, with, strlen(with)) == 0;
}

/*
 * Add the configuration that `init` writes, where the folders of the output and
 * the store are set instead of shown as defaults.  Return 0, or -1 if it does
 * not show both.
 */
int
server_layout_configure(struct buf *out, const char *start, size_t n,
    const char *output)
{
	const char *end = start + n, *next;
	int set = 0;

	for (; start < end; start = next) {
		next = memchr(start, '\n', (size_t)(end - start));
		next = next == NULL ? end : next + 1;
		n = (size_t)(next - start);
		if (begins(start, n, "\t# output ")) {
			buf_printf(out, "\toutput   = \"%s\"\n", output);
			set |= 1;
		} else if (begins(start, n, "\t# database ")) {
			buf_puts(out,
			    "\tdatabase = \"" SERVER_STORE "/paperfeed.db\"\n");
			set |= 2;
		} else {
			buf_add(out, start, n);
		}
	}
	return set == 3 ? 0 : -1;
}

/*
 * Give a new folder its rights: everybody may read it, whatever the umask, and
 * its owner writes to it, if there is one and we may name him.
 */
static int
give_rights(const char *path, const struct passwd *owner)
{
	if (chmod(path, 0755) == -1)
		return -1;
	if (owner == NULL || geteuid() != 0)
		return 0;
	return chown(path, owner->pw_uid, owner->pw_gid);
}

/* Make one folder, if nothing has its name.  Return 0 or the exit status. */
static int
make_one(struct made *m, const char *path, const struct passwd *owner)
{
	struct stat st;

	if (stat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return 0;
		warnx("%s: it is no folder, and stays as it is", path);
		return EX_CANTCREAT;
	}
	if (m->count == FOLDERS_MAX) {
		warnx("%s: too many folders around it", path);
		return EX_CANTCREAT;
	}
	if (mkdir(path, 0755) == -1) {
		warn("%s%s", path,
		    errno == EACCES ? " (init --system is for root)" : "");
		return EX_CANTCREAT;
	}
	m->folders[m->count++] = arena_string(&m->arena, path);
	if (give_rights(path, owner) == 0)
		return 0;
	warn("%s", path);
	return EX_CANTCREAT;
}

/*
 * Make a folder and those around it that are missing.  The owner is of the
 * folder alone.  One that is there stays as it is.
 */
static int
make_folder(struct made *m, const char *path, const struct passwd *owner)
{
	char *part = arena_string(&m->arena, path), *slash = part;
	int status;

	while ((slash = strchr(slash + 1, '/')) != NULL) {
		*slash = '\0';
		status = make_one(m, part, NULL);
		*slash = '/';
		if (status != 0)
			return status;
	}
	return make_one(m, part, owner);
}

/* Make the folders, then the file.  Return 0 or the exit status. */
static int
make_all(struct made *m, const struct server_layout *l,
    const struct buf *config)
{
	const struct passwd *owner = getpwnam(SERVER_USER);
	const char *path = arena_printf(&m->arena, "%s%s", l->root, l->config);
	struct stat st;
	int status;

	if (lstat(path, &st) == 0) {
		warnx("%s: it exists already, and stays as it is", path);
		return EX_CANTCREAT;
	}
	status = make_folder(m, command_folder_of(&m->arena, path), NULL);
	if (status == 0)
		status = make_folder(m,
		    arena_printf(&m->arena, "%s" SERVER_STORE, l->root), owner);
	if (status == 0)
		status = make_folder(m,
		    arena_printf(&m->arena, "%s%s", l->root, l->output), owner);
	return status != 0 ? status : new_file_make(path, config);
}

/*
 * Make the folders and the configuration of a server.  What is there stays as it
 * is, and a configuration that is there makes it fail; after a failure nothing
 * is left of it.  Return 0, or after a warning the exit status.
 */
int
server_layout_make(const struct server_layout *l, const struct buf *config)
{
	struct made m = { 0 };
	int status = make_all(&m, l, config);

	while (status != 0 && m.count > 0)
		rmdir(m.folders[--m.count]);
	arena_free(&m.arena);
	return status;
}

/* Print what comes next. */
void
server_layout_tell(const struct server_layout *l)
{
	printf("%s%s is written.  What comes next, as root:\n", l->root,
	    l->config);
	puts("  1. put your own url into it: readers keep it for ever");
	if (getpwnam(SERVER_USER) == NULL)
		printf("  2. useradd --system --home-dir " SERVER_STORE
		       " " SERVER_USER "\n"
		       "     chown " SERVER_USER ": " SERVER_STORE " %s\n",
		    l->output);
	else
		puts("  2. (the user " SERVER_USER " is there)");
	puts("  3. runuser -u " SERVER_USER " -- paperfeed -v update\n"
	     "  4. the timer or the crontab: "
	     "paperfeed.service, paperfeed.timer or crontab in\n"
	     "     " EXAMPLEDIR);
	if (strcmp(l->output, SERVER_OUTPUT) != 0)
		printf("     with ReadWritePaths=%s in paperfeed.service\n",
		    l->output);
	printf("  5. the web server: nginx.conf there, with your server_name "
	       "and\n     root %s\n",
	    l->output);
	puts("  6. runuser -u " SERVER_USER " -- paperfeed doctor");
}

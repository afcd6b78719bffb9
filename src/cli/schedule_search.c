/* Looks for a timer of systemd or a crontab that starts the program. */
#include "cli/schedule_search.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

#define CRONTAB_MAX ((size_t)1024 * 1024) /* bytes of one that are read */

static const char us[] = PACKAGE_NAME;

/* Timers that are enabled. */
static const char *const timers[] = { "/etc/systemd/system/timers.target.wants",
	"/usr/lib/systemd/system/timers.target.wants" };

/* The same of a user, in the home. */
static const char user_timers[] = "/.config/systemd/user/timers.target.wants";

/* Crontabs, or folders of them, as Linux and the BSDs have them. */
static const char *const crontabs[] = { "/etc/crontab", "/etc/anacrontab",
	"/etc/cron.d", "/etc/cron.hourly", "/etc/cron.daily",
	"/etc/periodic/hourly", "/etc/periodic/daily",
	"/var/spool/cron/crontabs", "/var/spool/cron", "/var/cron/tabs" };

/* Does a crontab name us in a line that is no comment? */
bool
schedule_search_starts_us(const char *text, size_t n)
{
	const char *end = text + n, *next;

	for (; text < end; text = next) {
		next = memchr(text, '\n', (size_t)(end - text));
		next = next == NULL ? end : next + 1;
		while (text < next && (*text == ' ' || *text == '\t'))
			text++;
		if (text < next && *text != '#' &&
		    memmem(text, (size_t)(next - text), us, sizeof(us) - 1) !=
			NULL)
			return true;
	}
	return false;
}

/* Add a path to a list of them. */
static void
list(struct buf *b, const char *path)
{
	buf_printf(b, "%s%s", b->length > 0 ? ", " : "", path);
}

/* Note what could not be read, unless it is not there. */
static void
note_failure(struct schedule_search *s, const char *path)
{
	if (errno != ENOENT && errno != ENOTDIR)
		list(&s->closed, path);
}

/* Is it a regular file that starts us? */
static bool
is_crontab(struct schedule_search *s, const char *path)
{
	struct buf text = { .max = CRONTAB_MAX };
	struct stat st;
	bool found = false;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd == -1) {
		note_failure(s, path);
		return false;
	}
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    buf_read_fd(&text, fd) == 0 && text.length > 0)
		found = schedule_search_starts_us(text.data, text.length);
	buf_free(&text);
	close(fd);
	return found;
}

/*
 * Is it a timer with our name whose link leads to a unit?  A masked one leads to
 * /dev/null.
 */
static bool
is_timer(struct schedule_search *s, struct arena *a, const char *path)
{
	const char *name = strrchr(path, '/') + 1, *to = path;
	char target[PATH_MAX];
	struct stat st;
	ssize_t n;

	if (strstr(name, us) == NULL || strstr(name, ".timer") == NULL)
		return false;
	n = readlink(path, target, sizeof(target) - 1);
	if (n > 0 && target[0] == '/')
		to = arena_printf(a, "%s%.*s", s->root, (int)n, target);
	return stat(to, &st) == 0 && S_ISREG(st.st_mode);
}

/* Look at what is in a folder. */
static void
look_into(struct schedule_search *s, struct arena *a, const char *path,
    bool of_timers)
{
	DIR *folder = opendir(path);
	const struct dirent *e;
	const char *file;

	if (folder == NULL) {
		note_failure(s, path);
		return;
	}
	list(&s->looked, path);
	while (s->found == NULL && (e = readdir(folder)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		file = arena_printf(a, "%s/%s", path, e->d_name);
		if (of_timers ? is_timer(s, a, file) : is_crontab(s, file))
			s->found = file;
	}
	closedir(folder);
}

/* Look at a crontab, or at a folder of them. */
static void
look_at_crontabs(struct schedule_search *s, struct arena *a, const char *path)
{
	struct stat st;

	if (stat(path, &st) == -1) {
		note_failure(s, path);
		return;
	}
	if (S_ISDIR(st.st_mode)) {
		look_into(s, a, path, false);
		return;
	}
	list(&s->looked, path);
	if (is_crontab(s, path))
		s->found = path;
}

/*
 * Search for what starts the program: enabled timers by their name, crontabs by
 * their lines.  The arena owns what was found; schedule_search_free() frees the
 * rest.
 */
void
schedule_search(struct schedule_search *s, struct arena *a)
{
	const struct passwd *user = getpwuid(geteuid());
	size_t i;

	for (i = 0; i < sizeof(timers) / sizeof(timers[0]) && s->found == NULL;
	     i++)
		look_into(s, a, arena_printf(a, "%s%s", s->root, timers[i]),
		    true);
	if (user != NULL && s->found == NULL)
		look_into(s, a,
		    arena_printf(a, "%s%s%s", s->root, user->pw_dir,
			user_timers),
		    true);
	for (i = 0;
	     i < sizeof(crontabs) / sizeof(crontabs[0]) && s->found == NULL;
	     i++)
		look_at_crontabs(s, a,
		    arena_printf(a, "%s%s", s->root, crontabs[i]));
}

/* Free the lists of a search. */
void
schedule_search_free(struct schedule_search *s)
{
	buf_free(&s->looked);
	buf_free(&s->closed);
}

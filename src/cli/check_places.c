/* The configuration, and the places that it names: are they as a run needs them? */
#include "cli/check_places.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/diagnosis.h"
#include "cli/reach.h"

/* The host of the url that `init` writes. */
static const char example[] = "://papers.example.org/";

/* What is right for the program, and cannot be meant. */
static void
check_configuration(struct diagnosis *d, const struct context *c)
{
	const struct config *config = &c->config;

	if (strstr(config->site.url, example) != NULL)
		diagnosis_fail(d, EX_CONFIG, "configuration",
		    "%s: url is the example's; put your own into it before "
		    "anybody reads the feeds",
		    c->path);
	else if (config->source_count == 0)
		diagnosis_fail(d, EX_CONFIG, "configuration",
		    "%s: no source to read; add a block source, as init writes "
		    "one",
		    c->path);
	else
		diagnosis_ok(d, "configuration",
		    "%s: %zu source%s, %zu topic%s", c->path,
		    config->source_count, config->source_count == 1 ? "" : "s",
		    config->topic_count - 1,
		    config->topic_count == 2 ? "" : "s");
}

/* May this user do that with a file or folder?  If not, say what to do. */
static bool
check_access(struct diagnosis *d, const char *what, const char *path, int how)
{
	if (faccessat(AT_FDCWD, path, how, AT_EACCESS) == 0)
		return true;
	if (errno == ENOENT)
		diagnosis_fail(d, EX_CANTCREAT, what,
		    "%s: it is not there; make it, for the user who runs the "
		    "updates",
		    path);
	else
		diagnosis_fail(d, EX_CANTCREAT, what,
		    "%s: %s; give it to the user who runs the updates, and be "
		    "that user here",
		    path, strerror(errno));
	return false;
}

/* The store, its folder, and the rights to both. */
static void
check_store_place(struct diagnosis *d, struct arena *a, const struct context *c)
{
	const char *path = c->config.site.database;
	struct stat st;

	if (!check_access(d, "store", command_folder_of(a, path), W_OK | X_OK))
		return;
	if (stat(path, &st) == -1 && errno == ENOENT)
		diagnosis_fail(d, EX_NOINPUT, "store",
		    "%s: there is none yet; \"paperfeed -v update\" makes it",
		    path);
	else if (check_access(d, "store", path, R_OK | W_OK))
		diagnosis_ok(d, "store", "%s: this user may write to it", path);
}

/* Do the store and the output have one owner, if root looks at them? */
static bool
is_of_one_user(const struct context *c)
{
	struct stat store, output;

	return geteuid() != 0 || stat(c->config.site.database, &store) == -1 ||
	    stat(c->config.site.output, &output) == -1 ||
	    store.st_uid == output.st_uid;
}

/* The output, and whether a web server's user can read it. */
static void
check_output_place(struct diagnosis *d, struct arena *a,
    const struct context *c)
{
	const char *path = c->config.site.output, *where;
	struct stat st;

	if (stat(path, &st) == -1 && errno == ENOENT) {
		if (check_access(d, "output", command_folder_of(a, path),
			W_OK | X_OK))
			diagnosis_fail(d, EX_CANTCREAT, "output",
			    "%s: it is not there yet; \"paperfeed publish\" "
			    "makes it",
			    path);
		return;
	}
	if (!check_access(d, "output", path, W_OK | X_OK))
		return;
	if (!is_of_one_user(c)) {
		diagnosis_fail(d, EX_CANTCREAT, "output",
		    "%s: another user's than the store; give both to the user "
		    "who runs the updates",
		    path);
		return;
	}
	switch (reach_of_folder(a, path, &where)) {
	case REACH_ALL:
		diagnosis_ok(d, "output",
		    "%s: this user may write to it, and all may read it", path);
		break;
	case REACH_GROUP:
		diagnosis_warn(d, "output",
		    "%s: only its group may look into it; the web server's "
		    "user has to be in that, or: chmod o+rx",
		    where);
		break;
	case REACH_OWNER:
		diagnosis_fail(d, EX_CANTCREAT, "output",
		    "%s: only its owner may look into it, no web server: chmod "
		    "o+rx",
		    where);
		break;
	}
}

/* Look at the configuration, the store's place and the output, a line each. */
void
check_places(struct diagnosis *d, struct arena *a, const struct context *c)
{
	check_configuration(d, c);
	check_store_place(d, a, c);
	check_output_place(d, a, c);
}

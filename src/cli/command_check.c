/*
 * check: looks at the configuration, the folders and the rights, before anything
 * runs, and at the store and the files that were published.  main.c has reported the
 * errors of the configuration itself.
 */
#include "cli/command.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/exit_status.h"
#include "base/url.h"
#include "cli/check_store.h"
#include "cli/confine.h"

/* What a check is about to look at, and what it found so far. */
struct inspection {
	const struct context *context;
	struct arena arena;
	int status; /* the worst so far */
};

/* Keep the worst status. */
static void
found(struct inspection *i, int status)
{
	i->status = exit_status_worst(i->status, status);
}

/*
 * Can this user do that with a file or folder?  If not, there is a warning that
 * says for what it is.
 */
static bool
check_access(struct inspection *i, const char *path, int how, const char *what)
{
	if (faccessat(AT_FDCWD, path, how, AT_EACCESS) == 0)
		return true;
	warn("%s: %s", path, what);
	found(i, EX_CANTCREAT);
	return false;
}

/* The rights to the store, if there is one, and to the folder for its files. */
static bool
check_database(struct inspection *i)
{
	const char *path = i->context->config.site.database;
	struct stat st;

	return check_access(i, command_folder_of(&i->arena, path), W_OK | X_OK,
		   "the folder of the store and its journal") &&
	    stat(path, &st) == 0 &&
	    check_access(i, path, R_OK | W_OK, "the store");
}

/* The folder that is published, or where it will be made. */
static void
check_output(struct inspection *i)
{
	const char *path = i->context->config.site.output;
	struct stat st;

	if (stat(path, &st) == -1 && errno == ENOENT) {
		check_access(i, command_folder_of(&i->arena, path), W_OK | X_OK,
		    "the folder in which the output will be made");
		return;
	}
	if (!check_access(i, path, W_OK | X_OK, "the output"))
		return;
	if (!S_ISDIR(st.st_mode)) {
		warnx("%s: the output must be a folder", path);
		found(i, EX_CANTCREAT);
	} else if ((st.st_mode & 055) == 0) {
		warnx("%s: only its owner may read the output, no web server",
		    path);
		found(i, EX_CANTCREAT);
	}
}

/* Is a file in a folder, or in a folder of that? */
static bool
is_inside(struct inspection *i, const char *path, const char *folder)
{
	char inner[PATH_MAX], outer[PATH_MAX];
	size_t n;

	if (realpath(command_folder_of(&i->arena, path), inner) == NULL ||
	    realpath(folder, outer) == NULL)
		return false;
	n = strlen(outer);
	return strncmp(inner, outer, n) == 0 &&
	    (inner[n] == '\0' || inner[n] == '/' || strcmp(outer, "/") == 0);
}

/* Files that nobody should fetch must not lie where they are served. */
static void
check_served(struct inspection *i)
{
	const struct site *site = &i->context->config.site;
	const char *const paths[] = { site->database, i->context->path };
	size_t n;

	for (n = 0; n < sizeof(paths) / sizeof(paths[0]); n++) {
		if (!is_inside(i, paths[n], site->output))
			continue;
		warnx("%s: is in the output, %s, which everybody may fetch",
		    paths[n], site->output);
		found(i, EX_CONFIG);
	}
}

static bool
has_password(const char *url)
{
	struct url_parts parts;
	bool has;

	if (url == NULL)
		return false;
	has = url_parse(&parts, url) == 0 && parts.password != NULL;
	url_free(&parts);
	return has;
}

/* Passwords are for the owner of the configuration only. */
static void
check_secrets(struct inspection *i)
{
	const struct config *config = &i->context->config;
	const struct source *s;
	struct stat st;
	size_t n;

	if (stat(i->context->path, &st) == -1 || (st.st_mode & S_IROTH) == 0)
		return;
	for (n = 0; n < config->source_count; n++) {
		s = &config->sources[n];
		if (!has_password(s->url) && !has_password(s->fallback))
			continue;
		warnx("%s: everybody may read the password of source %s; "
		      "chmod o= protects it",
		    i->context->path, s->name);
		found(i, EX_CONFIG);
	}
}

/* The commands that take mails. */
static void
check_mails(struct inspection *i)
{
	const struct config *config = &i->context->config;
	const struct mail *m;
	const char *command;
	size_t n;

	for (n = 0; n < config->mail_count; n++) {
		m = &config->mails[n];
		command = arena_copy(&i->arena, m->sendmail,
		    strcspn(m->sendmail, " \t"));
		check_access(i, command, X_OK,
		    arena_printf(&i->arena, "the command of mail %s", m->name));
	}
}

/* Confine the run before it reads what strangers have sent. */
static bool
is_confined(struct inspection *i, bool publishes, bool fetches)
{
	int status = command_confine(i->context,
	    &(struct needs){ .publishes = publishes, .fetches = fetches });

	found(i, status);
	return status == 0;
}

/*
 * check [--repair [--update]]: look at what the configuration names.  Each finding has
 * a line.  Return the worst status: 0, EX_CONFIG, EX_CANTCREAT, EX_DATAERR, or why the
 * store cannot be read.
 */
int
command_check(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "repair", no_argument, NULL, 'r' },
		{ "update", no_argument, NULL, 'u' },
		{ NULL, 0, NULL, 0 },
	};
	struct inspection i = { .context = c };
	struct store_counts counts = { 0 };
	bool repair = false, update = false;
	int o;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (o != 'r' && o != 'u')
			return command_bad_option(argv);
		repair = repair || o == 'r';
		update = update || o == 'u';
	}
	if (optind < argc)
		return command_usage("check takes no arguments");
	if (update && !repair)
		return command_usage("check --update goes with --repair");
	check_output(&i);
	check_served(&i);
	check_secrets(&i);
	check_mails(&i);
	if (check_database(&i) && is_confined(&i, repair, update))
		found(&i,
		    repair ? check_store_repair(c, update) :
			     check_store(c, &counts));
	arena_free(&i.arena);
	if (i.status == 0 && !repair && command_tells(c))
		printf("%s: %zu source%s, %zu topic%s; nothing to mend, %lld "
		       "papers, %lld files\n",
		    c->path, c->config.source_count,
		    c->config.source_count == 1 ? "" : "s",
		    c->config.topic_count - 1,
		    c->config.topic_count == 2 ? "" : "s",
		    (long long)counts.papers, (long long)counts.files);
	return i.status;
}

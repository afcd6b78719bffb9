/*
 * Confines a run to what it needs, once its options are read: it writes below
 * the output and the store's folder, reads the system's own files, and opens
 * connections only when it asks sources or tells the hub.  What strangers send
 * is parsed after that.
 */
#include "cli/confine.h"

#include <err.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/sandbox.h"
#include "base/url.h"
#include "cli/command.h"

/* What libraries, resolvers, certificates and times are read from. */
static const char *const system_paths[] = { "/usr", "/lib", "/lib32", "/lib64",
	"/etc", "/opt", "/nix/store", "/gnu/store", "/var/lib/ca-certificates",
	"/run/systemd/resolve", "/run/resolvconf", "/run/nscd",
	"/dev/urandom" };

/* The store with its journal; its name may be a link to another folder. */
static void
allow_store(struct sandbox *s, struct arena *a, const char *path)
{
	char real[PATH_MAX];

	sandbox_allow(s, command_folder_of(a, path), SANDBOX_WRITE);
	if (realpath(path, real) != NULL)
		sandbox_allow(s, command_folder_of(a, arena_string(a, real)),
		    SANDBOX_WRITE);
}

/* What is published.  A missing folder is made, in the one around it. */
static void
allow_output(struct sandbox *s, struct arena *a, const char *path)
{
	bool there = access(path, F_OK) == 0;

	sandbox_allow(s, there ? path : command_folder_of(a, path),
	    SANDBOX_WRITE);
}

/*
 * A file that the command line names: the list of changed files, which a deployment
 * may take away meanwhile, or a backup.  A device or a pipe is allowed without what
 * lies beside it.
 */
static void
allow_named(struct sandbox *s, struct arena *a, const char *path)
{
	struct stat st;

	if (path == NULL)
		return;
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		sandbox_allow(s, path, SANDBOX_WRITE);
	else
		sandbox_allow(s, command_folder_of(a, path), SANDBOX_WRITE);
}

/* The folder of a source's files, if its URL is one of files. */
static void
allow_source(struct sandbox *s, struct arena *a, const char *url)
{
	struct url_parts parts;

	if (url == NULL || strncasecmp(url, "file:", strlen("file:")) != 0)
		return;
	/* Its name may have the date in braces, which is no part of a URL. */
	url = arena_copy(a, url, strcspn(url, "{"));
	if (url_parse(&parts, url) == 0 && parts.path != NULL)
		sandbox_allow(s,
		    command_folder_of(a, arena_printf(a, "%sx", parts.path)),
		    SANDBOX_READ);
	url_free(&parts);
}

/* Allow what the configuration names. */
static void
allow_configured(struct sandbox *s, struct arena *a, const struct context *c)
{
	const struct config *config = &c->config;
	size_t i;

	allow_store(s, a, config->site.database);
	if (!c->dry_run)
		allow_output(s, a, config->site.output);
	for (i = 0; i < config->source_count && s->network; i++) {
		allow_source(s, a, config->sources[i].url);
		allow_source(s, a, config->sources[i].fallback);
	}
}

/*
 * Confine the run to what the configuration and these needs name.  The store's
 * folder takes what SQLite cannot hold in memory as well.  Return 0, or after a
 * warning the exit status.
 */
int
command_confine(const struct context *c, const struct needs *needs)
{
	struct sandbox s = { .network = needs->fetches ||
		    (needs->publishes &&
			(c->config.site.hub != NULL || c->config.arxiv.enrich)),
		.files = needs->files };
	struct arena a = { 0 };
	size_t i;
	int ret;

	if (c->unconfined)
		return 0;
	for (i = 0; i < sizeof(system_paths) / sizeof(system_paths[0]); i++)
		sandbox_allow(&s, system_paths[i], SANDBOX_READ);
	sandbox_allow(&s, "/dev/null", SANDBOX_WRITE);
#ifdef COVERAGE_FOLDER
	sandbox_allow(&s, COVERAGE_FOLDER, SANDBOX_WRITE);
#endif
	sandbox_allow(&s, c->fetch.ca_file, SANDBOX_READ);
	allow_configured(&s, &a, c);
	allow_named(&s, &a, c->changed);
	allow_named(&s, &a, needs->target);
	setenv("SQLITE_TMPDIR", command_folder_of(&a, c->config.site.database),
	    1);
	ret = sandbox_enter(&s);
	arena_free(&a);
	if (ret == 0)
		return 0;
	warn("the run cannot be confined; --no-sandbox does without");
	return EX_OSERR;
}

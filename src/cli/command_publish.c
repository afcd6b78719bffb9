/* The output from the store alone. */
#include "cli/command.h"

#include <err.h>
#include <getopt.h>
#include <stddef.h>
#include <sysexits.h>
#include <unistd.h>

#include "store/papers.h"
#include "cli/confine.h"

/* publish [--all] [--changed FILE] [--dry-run] [--prune] */
int
command_publish(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "all", no_argument, NULL, 'a' },
		{ "changed", required_argument, NULL, 'C' },
		{ "dry-run", no_argument, NULL, 'n' },
		{ "prune", no_argument, NULL, 'p' },
		{ NULL, 0, NULL, 0 },
	};
	struct database *store = NULL;
	int o, status;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (o == 'C')
			c->changed = optarg;
		else if (o != 'a' && o != 'n' && o != 'p')
			return command_bad_option(argv);
		c->all = c->all || o == 'a';
		c->prune = c->prune || o == 'p';
		c->dry_run = c->dry_run || o == 'n';
	}
	if (optind < argc)
		return command_usage("publish takes no arguments");
	/* Without a store there is nothing to publish: do not make one. */
	if (access(c->config.site.database, F_OK) == -1) {
		warnx("%s: no store yet; run update, or import a listing",
		    c->config.site.database);
		return EX_NOINPUT;
	}
	status = command_confine(c, &(struct needs){ .publishes = true });
	if (status != 0)
		return status;
	status = command_open(c, &store);
	if (status == 0)
		status = command_finish(c, store, NULL, NULL);
	database_close(store);
	return status;
}

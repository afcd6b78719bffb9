/* The output from the store alone. */
#include "command.h"

#include <err.h>
#include <getopt.h>
#include <stddef.h>
#include <sysexits.h>
#include <unistd.h>

#include "store.h"

/* publish */
int
command_publish(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ NULL, 0, NULL, 0 },
	};
	struct store *store = NULL;
	int status;

	if (getopt_long(argc, argv, "", options, NULL) != -1)
		return command_bad_option(argv);
	if (optind < argc)
		return command_usage("publish takes no arguments");
	/* Without a store there is nothing to publish, so none is made. */
	if (access(c->config.site.database, F_OK) == -1) {
		warnx("%s: no store yet; import a listing first",
		    c->config.site.database);
		return EX_NOINPUT;
	}
	status = command_open(c, &store);
	if (status == 0)
		status = command_finish(c, store, NULL);
	store_close(store);
	return status;
}

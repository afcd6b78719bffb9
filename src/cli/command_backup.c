/* backup: a copy of the store, while a run may be at work. */
#include "cli/command.h"

#include <getopt.h>
#include <stdio.h>
#include <stddef.h>

#include "store/backup.h"
#include "cli/confine.h"

/* backup FILE */
int
command_backup(struct context *c, int argc, char **argv)
{
	static const struct option options[] = { { NULL, 0, NULL, 0 } };
	int status;

	if (getopt_long(argc, argv, "", options, NULL) != -1)
		return command_bad_option(argv);
	if (argc - optind != 1)
		return command_usage("backup needs FILE");
	status = command_confine(c, &(struct needs){ .target = argv[optind] });
	if (status != 0)
		return status;
	status = backup_make(c->config.site.database, argv[optind]);
	if (status == 0 && command_tells(c))
		printf("%s: copied to %s\n", c->config.site.database,
		    argv[optind]);
	return status;
}

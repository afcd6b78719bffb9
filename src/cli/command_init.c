/* A configuration to start from. */
#include "cli/command.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "publish/output_file.h"

/* What is commented out is the default. */
static const unsigned char start[] = {
#include "cli/init.inc"
};

/* Make the file, if nothing has its name.  Return 0 or the exit status. */
static int
make_file(const char *path)
{
	struct buf bytes = { 0 };
	int fd, failed;

	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd == -1) {
		if (errno == EEXIST)
			warnx("%s: it exists already, and stays as it is",
			    path);
		else
			warn("%s", path);
		return EX_CANTCREAT;
	}
	buf_add(&bytes, (const char *)start, sizeof(start));
	failed =
	    output_file_write(fd, &bytes) == -1 || fsync(fd) == -1 ? errno : 0;
	buf_free(&bytes);
	if (close(fd) == -1 && failed == 0)
		failed = errno;
	if (failed == 0)
		return 0;
	unlink(path);
	warnx("%s: %s", path, strerror(failed));
	return EX_IOERR;
}

/* init [DIR] */
int
command_init(struct context *c, int argc, char **argv)
{
	static const struct option options[] = { { NULL, 0, NULL, 0 } };
	struct buf path = { 0 };
	int status;

	if (getopt_long(argc, argv, "", options, NULL) != -1)
		return command_bad_option(argv);
	if (argc - optind > 1)
		return command_usage("init takes one folder");
	if (optind < argc)
		buf_printf(&path, "%s/", argv[optind]);
	buf_puts(&path, "paperfeed.conf");
	status = make_file(path.data);
	if (status == 0 && command_tells(c))
		printf("%s: put your own url into it, then run \"paperfeed "
		       "update\"\n",
		    path.data);
	buf_free(&path);
	return status;
}

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
static const char start[] =
    "# Configuration of paperfeed; paperfeed.conf(5) explains every line.\n"
    "# Paths are relative to this file.\n"
    "\n"
    "site {\n"
    "	# Where you serve the output, with a slash at the end.  Change this\n"
    "	# before you publish: it is part of the feeds' ids, so readers keep it.\n"
    "	url = \"https://papers.example.org/\"\n"
    "\n"
    "	# What the feeds are called, and where they and the store lie.\n"
    "	# title    = \"Daily Papers by topic\"\n"
    "	# output   = \"public\"\n"
    "	# database = \"paperfeed.db\"\n"
    "\n"
    "	# A page or an e-mail address at which the source can reach you; each\n"
    "	# request carries it.\n"
    "	# contact  = \"https://example.org/about\"\n"
    "\n"
    "	# Compressed twins for nginx's gzip_static; the listing's pictures;\n"
    "	# votes, comments and stars, with which feeds change all day.\n"
    "	# gzip       = yes\n"
    "	# thumbnails = yes\n"
    "	# votes      = no\n"
    "}\n"
    "\n"
    "# What `paperfeed update` reads: each day's listing, by its page or else by\n"
    "# the listing's API.\n"
    "source daily {\n"
    "	url      = \"https://huggingface.co/papers/date/{date}\"\n"
    "	fallback = \"https://huggingface.co/api/daily_papers?date={date}&limit=100\"\n"
    "\n"
    "	# Listing days read again each time, as a listing grows; seconds for a\n"
    "	# request; hours without success after which `paperfeed status` fails.\n"
    "	# reread      = 4\n"
    "	# timeout     = 60\n"
    "	# stale-after = 48\n"
    "\n"
    "	# Its papers go to `all` and to every topic they match.\n"
    "	# in-topics   = yes\n"
    "}\n"
    "\n"
    "# The trending papers as a feed of their own, and only there.\n"
    "# source trending {\n"
    "#	url       = \"https://huggingface.co/papers/trending\"\n"
    "#	in-topics = no\n"
    "# }\n"
    "# topic trending {\n"
    "#	title  = \"Trending\"\n"
    "#	source = trending\n"
    "# }\n"
    "\n"
    "# A feed each.  `paperfeed topics -t QUERY` shows what a query finds.  The\n"
    "# feed of all papers, all, is there in any case.\n"
    "topic agents {\n"
    "	title = \"Agents and tool use\"\n"
    "	match = 'title:agent OR title:agentic OR \"language agent\" OR \"tool use\"'\n"
    "}\n"
    "\n"
    "topic reasoning {\n"
    "	title = \"Reasoning\"\n"
    "	match = 'title:reasoning OR \"chain of thought\" OR \"reasoning model\"'\n"
    "}\n"
    "\n"
    "topic rag {\n"
    "	title = \"Retrieval-augmented generation\"\n"
    "	match = 'RAG OR \"retrieval augmented\"'\n"
    "}\n"
    "\n"
    "topic diffusion {\n"
    "	title = \"Diffusion models\"\n"
    "	match = 'diffusion NOT \"diffusion language\"'\n"
    "\n"
    "	# Papers enter once they have had so many votes, and stay.\n"
    "	# min-upvotes = 0\n"
    "\n"
    "	# Only papers of this organization, or that this source has shown;\n"
    "	# whether match looks at keywords alone.\n"
    "	# organization  = \"Example Lab\"\n"
    "	# source        = daily\n"
    "	# keywords-only = no\n"
    "}\n"
    "\n"
    "topic top {\n"
    "	title = \"Most liked\"\n"
    "\n"
    "	# The papers with the most votes of each day.\n"
    "	per-day = 5\n"
    "}\n";

/* Make the file, if nothing has its name.  Return 0 or the exit status. */
static int
make_file(const char *path)
{
	struct buf bytes = { 0 };
	int fd, failed;

	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd == -1) {
		if (errno == EEXIST)
			warnx("%s: is there already, and left as it is", path);
		else
			warn("%s", path);
		return EX_CANTCREAT;
	}
	buf_puts(&bytes, start);
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

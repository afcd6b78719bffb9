/* A configuration to start from. */
#include "cli/command.h"

#include <getopt.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/new_file.h"
#include "cli/server_layout.h"

/* What is commented out is the default. */
static const unsigned char start[] = {
#include "cli/init.inc"
};

/* Print what comes next, to who finds the file without -c or with it. */
static void
tell(const char *path, const char *folder)
{
	struct buf option = { 0 };

	buf_puts(&option, "");
	if (folder[0] != '\0')
		buf_printf(&option, "-c %s ", path);
	printf("%s: put your own url into it; readers keep that for ever.  "
	       "Then:\n",
	    path);
	printf("  paperfeed %scheck        # is anything wrong?\n"
	       "  paperfeed %s-v update    # reads the last days, and "
	       "publishes\n",
	    option.data, option.data);
	printf("  %spublic/index.html shows them; a web server serves that "
	       "folder at url\n",
	    folder);
	printf("  paperfeed %sdoctor       # once it is served\n", option.data);
	buf_free(&option);
}

/* Write the file into a folder, which ends in a slash or is empty. */
static int
init_folder(const struct context *c, const char *folder)
{
	struct buf path = { 0 }, bytes = { 0 };
	int status;

	buf_printf(&path, "%spaperfeed.conf", folder);
	buf_add(&bytes, (const char *)start, sizeof(start));
	status = new_file_make(path.data, &bytes);
	if (status == 0 && command_tells(c))
		tell(path.data, folder);
	buf_free(&bytes);
	buf_free(&path);
	return status;
}

/* Write the files of a server. */
static int
init_system(const struct context *c, const struct server_layout *l)
{
	struct buf bytes = { 0 };
	int status = EX_SOFTWARE;

	if (!server_layout_is_folder(l->output))
		return command_usage("init --output takes an absolute path, "
				     "without quotes");
	if (server_layout_configure(&bytes, (const char *)start, sizeof(start),
		l->output) == 0)
		status = server_layout_make(l, &bytes);
	buf_free(&bytes);
	if (status == 0 && command_tells(c))
		server_layout_tell(l);
	return status;
}

/* init [DIR | --system [--output FOLDER] [--root FOLDER]] */
int
command_init(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "system", no_argument, NULL, 's' },
		{ "output", required_argument, NULL, 'o' },
		{ "root", required_argument, NULL, 'r' },
		{ NULL, 0, NULL, 0 },
	};
	struct server_layout layout = { .root = "",
		.config = SYSCONFDIR "/paperfeed.conf",
		.output = SERVER_OUTPUT };
	struct buf folder = { 0 };
	bool system = false, named = false;
	int o, status;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		named = named || o != 's';
		if (o == 's')
			system = true;
		else if (o == 'o')
			layout.output = optarg;
		else if (o == 'r')
			layout.root = optarg;
		else
			return command_bad_option(argv);
	}
	if (named && !system)
		return command_usage("init --output and --root go with "
				     "--system");
	if (argc - optind > (system ? 0 : 1))
		return command_usage(system ? "init --system takes no folder" :
					      "init takes one folder");
	if (system)
		return init_system(c, &layout);
	buf_puts(&folder, "");
	if (optind < argc)
		buf_printf(&folder, "%s/", argv[optind]);
	status = init_folder(c, folder.data);
	buf_free(&folder);
	return status;
}

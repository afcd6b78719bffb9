/*
 * Reads the options and starts the command.  Only this file reads the clock and
 * the environment; only the commands know the order of the steps.
 */
#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/exit_status.h"
#include "config/config.h"
#include "fetch/client.h"
#include "mail/mailer.h"
#include "cli/command.h"

static const struct command {
	const char *name;
	int (*run)(struct context *, int, char **);
	/* Reads the configuration, or NULL: it works without one. */
	int (*load)(struct config *, const char *);
} commands[] = {
	{ "update", command_update, config_load },
	{ "backfill", command_backfill, config_load },
	{ "import", command_import, config_load },
	{ "publish", command_publish, config_load },
	{ "remove", command_remove, config_load },
	{ "digest", command_digest, config_load },
	{ "topics", command_topics, config_load },
	{ "export", command_export, config_load },
	{ "status", command_status, config_load },
	{ "backup", command_backup, config_load },
	{ "check", command_check, config_load_all_errors },
	{ "doctor", command_doctor, config_load_all_errors },
	{ "init", command_init, NULL },
};

static const unsigned char help[] = {
#include "cli/help.inc"
};

/* 9999-12-31T23:59:59Z: later ones cannot be written. */
#define LAST_INSTANT 253402300799

/* An option without a letter. */
enum { OPTION_NO_SANDBOX = 1 };

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

/* Check that all output was written: a full disk is a failure. */
static int
flush_output(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	warnx("standard output: it could not all be written");
	return exit_status_worst(status, EX_IOERR);
}

/*
 * Return the present instant, or SOURCE_DATE_EPOCH if it is set
 * (https://reproducible-builds.org/specs/source-date-epoch/), which makes whole
 * runs repeatable.
 */
static int64_t
present(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end;
	long long t;

	if (epoch == NULL)
		return time(NULL);
	errno = 0;
	t = strtoll(epoch, &end, 10);
	if (end == epoch || *end != '\0' || errno != 0 || t < 0 ||
	    t > LAST_INSTANT)
		errx(EX_USAGE, "SOURCE_DATE_EPOCH: not a number of seconds");
	return t;
}

/* Milliseconds of a clock that only goes forward. */
static int64_t
monotonic(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Milliseconds since it was first called. */
static int64_t
elapsed(void)
{
	static int64_t began;

	if (began == 0)
		began = monotonic();
	return monotonic() - began;
}

static int
sleep_for(int64_t ms)
{
	const struct timespec t = { .tv_sec = ms / 1000,
		.tv_nsec = ms % 1000 * 1000000 };

	return nanosleep(&t, NULL);
}

/* A signal handler only sets a variable. */
static volatile sig_atomic_t caught_signal;

static void
catch_signal(int number)
{
	caught_signal = number;
}

/*
 * Return SIGINT or SIGTERM if it came since the first call, or 0.  The same
 * signal again ends the program at once.
 */
static int
stop_signal(void)
{
	static bool catching;
	struct sigaction action = { .sa_handler = catch_signal,
		.sa_flags = (int)SA_RESETHAND };

	if (!catching) {
		sigaction(SIGINT, &action, NULL);
		sigaction(SIGTERM, &action, NULL);
		catching = true;
	}
	return caught_signal;
}

/* Return an environment variable that is not empty, or something else. */
static const char *
environment(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : otherwise;
}

/*
 * Read the proxies and certificates from the environment, as curl(1) does.
 * HTTP_PROXY in capitals is ignored, as curl does, because a web server would
 * set it from a header.
 */
static void
set_network(struct fetch_options *o)
{
	const char *all =
	    environment("all_proxy", environment("ALL_PROXY", NULL));

	o->http_proxy = environment("http_proxy", all);
	o->https_proxy =
	    environment("https_proxy", environment("HTTPS_PROXY", all));
	o->no_proxy = environment("no_proxy", environment("NO_PROXY", NULL));
	o->ca_file = environment("SSL_CERT_FILE", NULL);
}

/*
 * Find the configuration if no option names it.  Return NULL after a warning.
 */
static const char *
default_config(void)
{
	static const char system[] = SYSCONFDIR "/paperfeed.conf";

	if (access("paperfeed.conf", F_OK) == 0)
		return "paperfeed.conf";
	if (access(system, F_OK) == 0)
		return system;
	warnx("paperfeed.conf: not here, and no %s; name one with -c FILE",
	    system);
	return NULL;
}

static const struct command *
find_command(const char *name)
{
	size_t i;

	for (i = 0; i < COMMANDS; i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

static bool
asks_for_help(char **argv)
{
	for (; *argv != NULL; argv++) {
		if (strcmp(*argv, "--help") == 0)
			return true;
	}
	return false;
}

static int
run_command(struct context *c, const char *path, int argc, char **argv)
{
	const struct command *command;
	int status;

	if (argc == 0)
		return command_usage("no command");
	if ((command = find_command(argv[0])) == NULL) {
		warnx("%s: no such command; see \"paperfeed --help\"", argv[0]);
		return EX_USAGE;
	}
	if (asks_for_help(argv)) {
		fwrite(help, 1, sizeof(help), stdout);
		return flush_output(0);
	}
	optind = 0;
	if (command->load == NULL && path != NULL)
		return command_usage("-c goes with what reads a configuration");
	if (command->load == NULL)
		return flush_output(command->run(c, argc, argv));
	if (path == NULL && (path = default_config()) == NULL)
		return EX_CONFIG;
	if (command->load(&c->config, path) == -1)
		return EX_CONFIG;
	c->path = path;
	status = command->run(c, argc, argv);
	mailer_end(c->mailer);
	config_free(&c->config);
	return flush_output(status);
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ "no-sandbox", no_argument, NULL, OPTION_NO_SANDBOX },
		{ "quiet", no_argument, NULL, 'q' },
		{ "verbose", no_argument, NULL, 'v' },
		{ "version", no_argument, NULL, 'V' },
		{ NULL, 0, NULL, 0 },
	};
	static const struct timer timer = { elapsed, sleep_for };
	struct context c = { .now = present(),
		.timer = &timer,
		.stop_signal = stop_signal };
	const char *path = NULL;
	int o;

	elapsed();
	srandom((unsigned int)time(NULL) ^ (unsigned int)getpid() << 16);
	set_network(&c.fetch);
	/*
	 * A file that grows too large is an error to report, and must not kill
	 * the program.
	 */
	signal(SIGXFSZ, SIG_IGN);
	/* Who started this may have ignored it, and then no child is waited for. */
	signal(SIGCHLD, SIG_DFL);
	opterr = 0;
	while ((o = getopt_long(argc, argv, "+c:hqvV", options, NULL)) != -1) {
		switch (o) {
		case 'c':
			path = optarg;
			break;
		case 'h':
			fwrite(help, 1, sizeof(help), stdout);
			return flush_output(0);
		case OPTION_NO_SANDBOX:
			c.unconfined = true;
			break;
		case 'q':
			c.quiet = true;
			break;
		case 'v':
			c.verbose = true;
			break;
		case 'V':
			puts(PACKAGE_NAME " " PACKAGE_VERSION);
			return flush_output(0);
		default:
			return command_bad_option(argv);
		}
	}
	return run_command(&c, path, argc - optind, argv + optind);
}

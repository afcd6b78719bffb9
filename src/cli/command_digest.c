/* digest: sends the mails that are due, or prints one. */
#include "cli/command.h"

#include <err.h>
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/exit_status.h"
#include "store/database.h"
#include "fetch/client.h"
#include "mail/mailer.h"
#include "mail/mailing.h"
#include "cli/confine.h"

/* What a run may be asked for. */
struct request {
	const char *print; /* name of the mail to print, or NULL */
	int64_t since;	   /* or DATE_NONE */
	char **names;	   /* of the mails to send, or all; NULL ends them */
};

static struct mailing
make_mailing(const struct context *c, struct database *store, int64_t since)
{
	return (struct mailing){ .database = store,
		.config = &c->config,
		.now = c->now,
		.since = since,
		.mailer = c->mailer };
}

/*
 * Send the mails of these names, or all if there are none, that are due.  When
 * one fails the others are sent all the same.  On a terminal, say how many were sent.
 * Return the exit status.
 */
static int
send_mails(const struct context *c, const struct mailing *g, char **names)
{
	const struct mail *m;
	size_t i, sent = 0;
	int status = 0;

	for (i = 0; names[0] == NULL && i < c->config.mail_count; i++)
		status = exit_status_worst(status,
		    mailing_send(g, &c->config.mails[i], &sent));
	for (i = 0; names[i] != NULL; i++) {
		m = config_find_mail(&c->config, names[i]);
		status = exit_status_worst(status, mailing_send(g, m, &sent));
	}
	if (command_tells(c))
		printf("mails: %zu sent\n", sent);
	return status;
}

/*
 * Send the mails that are due, after a publishing.  The store must be open for
 * writing.  Return the exit status.
 */
int
command_send_digests(const struct context *c, struct database *store)
{
	char *none[] = { NULL };
	struct mailing g = make_mailing(c, store, DATE_NONE);

	return send_mails(c, &g, none);
}

/* Print the mail of a name.  Return the exit status. */
static int
print_mail(const struct context *c, const struct request *r)
{
	const struct mail *m = config_find_mail(&c->config, r->print);
	struct database *store;
	struct buf message = { 0 };
	struct mailing g;
	int status;

	if ((status = command_confine(c, &(struct needs){ 0 })) != 0 ||
	    (status = database_open(&store, c->config.site.database,
		 DATABASE_READ)) != 0)
		return status;
	g = make_mailing(c, store, r->since);
	if (database_begin_reading(store) == -1)
		status = EX_IOERR;
	else
		status = mailing_print(&g, m, &message);
	if (status == 0 && message.length == 0)
		warnx("mail %s: nothing is new", m->name);
	if (message.length > 0)
		fwrite(message.data, 1, message.length, stdout);
	buf_free(&message);
	database_close(store);
	return status;
}

/* Is there a mail of that name?  If not, say so. */
static bool
has_mail(const struct context *c, const char *name)
{
	if (config_find_mail(&c->config, name) != NULL)
		return true;
	warnx("%s: mail '%s' is not configured", c->path, name);
	return false;
}

/* Are there mails at all?  If not, say so.  Return 0 or the exit status. */
int
command_needs_mails(const struct context *c)
{
	if (c->config.mail_count > 0)
		return 0;
	warnx("%s: no block mail says what to send", c->path);
	return EX_CONFIG;
}

/*
 * Start the process that starts the commands of mails, before the run is confined.
 * main.c ends it.  Return 0 or the exit status.
 */
int
command_start_mailer(struct context *c)
{
	c->mailer = mailer_start(&c->config, c->timer->elapsed);
	return c->mailer == NULL ? EX_OSERR : 0;
}

static int
run(struct context *c, const struct request *r)
{
	struct database *store;
	struct mailing g;
	char **name;
	int status;

	if ((status = command_needs_mails(c)) != 0)
		return status;
	if (r->print != NULL)
		return has_mail(c, r->print) ? print_mail(c, r) : EX_USAGE;
	for (name = r->names; *name != NULL; name++) {
		if (!has_mail(c, *name))
			return EX_USAGE;
	}
	if ((status = command_start_mailer(c)) != 0 ||
	    (status = command_confine(c, &(struct needs){ 0 })) != 0)
		return status;
	if ((status = command_open(c, &store)) != 0)
		return status;
	g = make_mailing(c, store, r->since);
	status = send_mails(c, &g, r->names);
	database_close(store);
	return status;
}

/* digest [--since DATE] [--print NAME | NAME ...] */
int
command_digest(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "print", required_argument, NULL, 'p' },
		{ "since", required_argument, NULL, 's' },
		{ NULL, 0, NULL, 0 },
	};
	struct request r = { .since = DATE_NONE };
	int o;

	while ((o = getopt_long(argc, argv, "s:", options, NULL)) != -1) {
		switch (o) {
		case 'p':
			r.print = optarg;
			break;
		case 's':
			if (date_parse_day(optarg, &r.since) == 0)
				break;
			warnx("%s: not a day as YYYY-MM-DD", optarg);
			return EX_USAGE;
		default:
			return command_bad_option(argv);
		}
	}
	if (r.print != NULL && optind < argc)
		return command_usage("digest --print takes one mail");
	r.names = argv + optind;
	return run(c, &r);
}

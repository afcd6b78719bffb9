#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/config.h"
#include "fetch/fetch.h"

struct arena;
struct client;
struct client_options;
struct database;
struct key_list;
struct mailer;
struct timer;
struct topic;
struct store_report;

/* What a command knows of the outside; main.c fills it in. */
struct context {
	struct config config;
	const char *path; /* of the configuration */
	int64_t now;
	bool quiet;
	bool verbose;
	bool unconfined; /* --no-sandbox */

	/* How to publish. */
	const char *changed; /* file for the names of changed files, or NULL */
	bool dry_run;	     /* print what would be published; write nothing */
	bool all;	     /* look at every file again */
	bool prune; /* remove the files of what is no longer configured */

	/* For those who ask sources. */
	const struct timer *timer;
	struct fetch_options fetch; /* but for the User-Agent */
	int (*stop_signal)(void);   /* that asked to stop, or 0 */

	struct mailer *mailer; /* of runs that send mails, or NULL */
	bool stopped;	       /* by one: what is read is published */
};

/* Exit status of a run that a signal stopped: the signal's number is added. */
#define COMMAND_STOPPED 128

/* Each takes its arguments, with its name first, and returns the exit status. */
int command_update(struct context *, int, char **);
int command_backfill(struct context *, int, char **);
int command_import(struct context *, int, char **);
int command_publish(struct context *, int, char **);
int command_remove(struct context *, int, char **);
int command_digest(struct context *, int, char **);
int command_topics(struct context *, int, char **);
int command_export(struct context *, int, char **);
int command_backup(struct context *, int, char **);
int command_check(struct context *, int, char **);
int command_doctor(struct context *, int, char **);
int command_status(struct context *, int, char **);
int command_init(struct context *, int, char **);

/* What they share. */
int command_usage(const char *);
int command_bad_option(char **);
const char *command_folder_of(struct arena *, const char *);
bool command_tells(const struct context *);
int command_lock(const struct context *);
int command_open(const struct context *, struct database **);
struct client *command_open_client(const struct context *, struct database *,
    const struct client_options *);
struct client *command_client(const struct context *, struct database *,
    int64_t, int64_t);
void command_print_topic(const struct topic *, int64_t, int64_t);
int command_finish(const struct context *, struct database *,
    struct store_report *, struct client *);
bool command_has_days(const struct config *);
size_t command_days_end(const struct key_list *, size_t);
int command_read_days(struct context *, struct database *, struct client *,
    const struct key_list *, struct store_report *, int *);
int command_read_latest(struct context *, struct database *, struct client *,
    struct store_report *, int *);
int command_needs_mails(const struct context *);
int command_start_mailer(struct context *);
int command_send_digests(const struct context *, struct database *);

/*
 * check, the store and the published files: what is wrong with them and, with
 * --repair, what can be made good.
 */
#include "cli/check_store.h"

#include <err.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/exit_status.h"
#include "base/findings.h"
#include "store/database.h"
#include "store/integrity.h"
#include "store/papers.h"
#include "store/salvage.h"
#include "store/salvage_file.h"
#include "store/store_check.h"
#include "fetch/client.h"
#include "publish/output_check.h"
#include "cli/command.h"

/* Seconds that a host may ask to wait, as with backfill. */
#define LONGEST 900

/* Check the rows of a store that is whole, in one transaction. */
static int
check_rows(struct store_check *c)
{
	int ret;

	if (database_begin_derived(c->database) == -1)
		return -1;
	ret = row_check(c);
	if (ret == 0)
		ret = index_check(c);
	if (ret == 0)
		ret = member_check(c);
	if (ret == 0 && c->mends)
		ret = store_check_mark_days(c);
	return database_end(c->database, ret);
}

static int
count(struct database *d, struct store_counts *counts)
{
	if (database_query(d, database_statement(d, SQL_COUNT_ALL),
		&counts->papers) == -1 ||
	    database_query(d, database_statement(d, SQL_COUNT_FILES),
		&counts->files) == -1)
		return -1;
	return 0;
}

/*
 * Check a copy of the store, as it is at one instant, so that no run has to wait, and
 * the files that were published from it.  Return the exit status.
 */
int
check_store(const struct context *c, struct store_counts *counts)
{
	struct findings f = { .path = c->config.site.database };
	struct store_check check = { .config = &c->config,
		.findings = &f,
		.now = c->now };
	int damaged, status;

	status = database_open(&check.database, f.path, DATABASE_COPY);
	if (status != 0) {
		if (salvage_file_is_ours(f.path))
			warnx("%s: check --repair saves what can be read",
			    f.path);
		return status;
	}
	damaged = integrity_check(database_connection(check.database), &f);
	if (damaged == -1 ||
	    (damaged == 0 &&
		(check_rows(&check) == -1 ||
		    count(check.database, counts) == -1)))
		status = EX_IOERR;
	f.path = c->config.site.output;
	if (status == 0 && damaged == 0 &&
	    output_check(check.database, &c->config, &f) == -1)
		status = EX_IOERR;
	key_list_free(&check.days);
	database_close(check.database);
	return exit_status_worst(status, f.status);
}

/* Is the file damaged, so that only its rows can be saved?  1, 0, or -1. */
static int
is_damaged(const char *path, struct findings *f)
{
	struct database_file file;
	int damaged = 1;

	if (database_file_open(&file, path, DATABASE_READ_ANY) == 0)
		damaged = integrity_check(&file.connection, f);
	database_file_close(&file);
	return damaged;
}

/* Save what can be read of a damaged store.  Return 0 or the exit status. */
static int
save_rows(const struct context *c, struct findings *f, bool *saved)
{
	struct arena a = { 0 };
	const char *kept;
	int damaged = 1, status = 0;

	/* What is no store of ours is refused there. */
	if (salvage_file_is_ours(f->path))
		damaged = is_damaged(f->path, f);
	if (damaged == -1)
		return EX_IOERR;
	*saved = damaged == 1;
	if (*saved && (status = salvage(f->path, &a, &kept)) == 0 && !c->quiet)
		printf("%s: what could be read is saved; the damaged store is "
		       "kept as %s\n",
		    f->path, kept);
	arena_free(&a);
	return status;
}

/* Say which days bring back what was lost. */
static void
tell_days(struct findings *f, const struct key_list *days)
{
	char first[DATE_DAY_SIZE], last[DATE_DAY_SIZE];
	size_t from, to;

	for (from = 0; from < days->count; from = to) {
		to = command_days_end(days, from);
		date_format_day(days->keys[from], first);
		date_format_day(days->keys[to - 1], last);
		findings_add(f, EX_DATAERR,
		    "to be read again: paperfeed backfill --again %s %s", first,
		    last);
	}
	findings_next_kind(f, "such times");
}

static int
forget_missing(const struct context *c, struct database *d)
{
	if (database_begin(d) == -1)
		return EX_IOERR;
	if (database_end(d, output_forget_missing(d, &c->config)) == -1)
		return EX_IOERR;
	return 0;
}

/* Read again what was lost, and publish all.  Return the exit status. */
static int
read_and_publish(struct context *c, struct store_check *check, bool update)
{
	struct store_report report = { 0 };
	struct client *client = NULL;
	bool empty;
	int status = 0, failed = 0;

	if (update && check->days.count > 0 && c->config.source_count > 0) {
		client = command_client(c, check->database, 0, LONGEST);
		status = command_has_days(&c->config) ?
		    command_read_days(c, check->database, client, &check->days,
			&report, &failed) :
		    command_read_latest(c, check->database, client, &report,
			&failed);
	} else
		tell_days(check->findings, &check->days);
	c->all = true;
	/* Feeds of which all is lost stay until something is read. */
	if (status == 0 && papers_is_empty(check->database, &empty) == -1)
		status = EX_IOERR;
	if (status == 0 && !empty)
		status = forget_missing(c, check->database);
	if (status == 0 && !empty)
		status = command_finish(c, check->database,
		    client == NULL ? NULL : &report, client);
	if (client != NULL)
		client_close(client);
	return exit_status_worst(status, failed);
}

/* Mend the rows of a store that is whole, and the files.  Return the exit status. */
static int
mend(struct context *c, struct store_check *check, bool update)
{
	struct findings *f = check->findings;
	const char *path = f->path;
	int status = check_rows(check) == -1 ? EX_IOERR : 0;

	f->path = c->config.site.output;
	if (status == 0 && !check->mended &&
	    output_check(check->database, &c->config, f) == -1)
		status = EX_IOERR;
	f->path = path;
	if (status != 0 ||
	    (!check->mended && f->count == 0 && check->days.count == 0))
		return status;
	/* What was found is mended from here on. */
	f->silent = false;
	if (check->lost > 0)
		findings_add(f, EX_DATAERR, "papers that are lost: %zu",
		    check->lost);
	f->status = 0;
	status = read_and_publish(c, check, update);
	if (status == 0 && !c->quiet)
		printf("%s: mended\n", path);
	return exit_status_worst(status, f->status);
}

/*
 * Make good what is wrong with the store and the published files, and read again what
 * was lost, if `update` says so.  Return the exit status.
 */
int
check_store_repair(struct context *c, bool update)
{
	struct findings f = { .path = c->config.site.database };
	struct store_check check = { .config = &c->config,
		.findings = &f,
		.now = c->now,
		.mends = true };
	int status = command_lock(c);

	if (status == 0)
		status = save_rows(c, &f, &check.salvaged);
	/* What follows from the damage needs no saying. */
	f.silent = check.salvaged;
	if (status == 0)
		status = database_open(&check.database, f.path, DATABASE_WRITE);
	if (status == 0)
		status = mend(c, &check, update);
	key_list_free(&check.days);
	database_close(check.database);
	return status;
}

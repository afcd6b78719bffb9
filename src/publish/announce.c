/*
 * Tells the site's hub which live feeds changed, so that it fetches them and
 * hands them to their subscribers.  W3C WebSub, section 6, leaves open how a
 * publisher does that; this is what the public hubs understand.
 */
#include "publish/announce.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/url.h"
#include "paper/paper.h"
#include "config/config.h"
#include "store/announcements.h"
#include "store/database.h"
#include "fetch/client.h"

/* Google's hub drops without a word what a request has beyond some ten URLs. */
#define BATCH 10

/* Seconds that the hub may take for one request. */
#define TIMEOUT 20

/* What the hub was told in a run. */
struct announcing {
	struct database *database;
	const struct announce_options *options;
	struct fetch_response response;
	size_t told; /* feeds */
};

/* Write a request's form: the address of each feed, as its rel="self" has it. */
static void
write_form(struct buf *form, const char *base, const struct name_list *names)
{
	struct buf self = { 0 };
	size_t i;

	buf_puts(form, "hub.mode=publish");
	for (i = 0; i < names->count; i++) {
		buf_clear(&self);
		buf_printf(&self, "%s%s", base, names->names[i]);
		buf_puts(form, "&hub.url=");
		url_add_encoded(form, self.data);
	}
	buf_free(&self);
}

/* Remember in a transaction how the hub answered, and what it took. */
static int
keep(const struct announcing *n, const struct name_list *names)
{
	const struct announce_options *o = n->options;
	bool taken = n->response.outcome == FETCH_OK;
	struct hub_state hub = { .url = o->site->hub,
		.attempted = o->now,
		.succeeded = taken ? o->now : DATE_NONE,
		.error = taken ? NULL : n->response.why.data };
	size_t i;

	for (i = 0; taken && i < names->count; i++) {
		if (announcements_remove(n->database, names->names[i]) == -1)
			return -1;
	}
	if (announcements_keep_hub(n->database, &hub) == -1)
		return -1;
	return client_keep(o->client);
}

/*
 * Tell the hub of the feeds that waited longest.  Return 1 when it took them, 0
 * when it did not or there is none, or -1 after a warning.
 */
static int
tell_batch(struct announcing *n)
{
	struct arena a = { 0 };
	struct name_list names = { 0 };
	struct buf form = { 0 };
	struct fetch_request request = { .url = n->options->site->hub,
		.timeout = TIMEOUT };
	int ret = announcements_read(n->database, &a, BATCH, &names);

	if (ret == -1 || names.count == 0)
		goto out;
	write_form(&form, n->options->site->url, &names);
	request.form = form.data;
	client_post(n->options->client, &request, &n->response);
	ret = database_begin(n->database);
	if (ret == 0)
		ret = database_end(n->database, keep(n, &names));
	if (ret == 0 && n->response.outcome == FETCH_OK) {
		n->told += names.count;
		ret = 1;
	}
out:
	buf_free(&form);
	arena_free(&a);
	return ret;
}

/* Print what the hub was told, and why not of everything. */
static void
print_told(const struct announcing *n)
{
	const char *hub = n->options->site->hub;

	if (n->told > 0)
		printf("hub %s: told of %zu feed%s\n", hub, n->told,
		    n->told == 1 ? "" : "s");
	if (n->response.outcome != FETCH_OK)
		printf("hub %s: not told: %s; the next run tries again\n", hub,
		    n->response.why.data);
}

/*
 * Tell the hub of all feeds that wait, at most ten in a request.  What it takes
 * is forgotten after each request, so that a run that dies repeats one of them.
 * After a request that fails there is no other: what waits is left for the next
 * run, and the store has the reason.  That is no failure of the run.
 * Return 0, or -1 after a warning when the store failed.
 */
int
announce(struct database *d, const struct announce_options *options)
{
	struct announcing n = { .database = d, .options = options };
	int more;

	do
		more = tell_batch(&n);
	while (more == 1);
	if (options->verbose)
		print_told(&n);
	fetch_response_free(&n.response);
	return more;
}

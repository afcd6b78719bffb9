/* remove: takes papers out of the store and all files. */
#include "cli/command.h"

#include <err.h>
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/key_list.h"
#include "paper/paper.h"
#include "store/database.h"
#include "store/find.h"
#include "store/highlight.h"
#include "store/paper_row.h"
#include "store/removed.h"
#include "cli/command_paper.h"
#include "cli/confine.h"

/* Find the papers with these names.  Return 0, or the exit status. */
static int
find_all(struct database *d, char **names, struct key_list *keys)
{
	struct arena a = { 0 };
	int64_t key;
	int found, status = 0;

	for (; *names != NULL && status == 0; names++) {
		if ((found = find_paper(d, &a, *names, &key)) == 1) {
			key_list_add(keys, key);
			continue;
		}
		status = found == -1 ? EX_IOERR : EX_NOINPUT;
		if (found == 0)
			warnx("%s: no such paper in the store; nothing was "
			      "removed",
			    *names);
	}
	key_list_sort(keys);
	arena_free(&a);
	return status;
}

/* Remove a paper, and print it for those who want to know. */
static int
remove_one(const struct context *c, struct database *d, int64_t key,
    bool for_good)
{
	const struct hits none = { 0 };
	struct arena a = { 0 };
	struct paper p = { 0 };
	int ret = paper_row_get(d, key, &a, &p);

	if (ret == 0)
		ret = removed_take(d, key, for_good);
	if (ret == 0 && (c->dry_run || command_tells(c)))
		command_print_paper(&p, &none);
	arena_free(&a);
	return ret;
}

/* Remove all papers or none.  Return 0, or the exit status. */
static int
remove_all(const struct context *c, struct database *d, char **names,
    bool for_good)
{
	struct key_list keys = { 0 };
	size_t i;
	int ret = 0, status;

	if (database_begin(d) == -1)
		return EX_IOERR;
	status = find_all(d, names, &keys);
	if (status != 0)
		ret = -1;
	for (i = 0; i < keys.count && ret == 0; i++) {
		if (i == 0 || keys.keys[i] != keys.keys[i - 1])
			ret = remove_one(c, d, keys.keys[i], for_good);
	}
	key_list_free(&keys);
	if (database_end(d, ret) == -1 && status == 0)
		status = EX_IOERR;
	return status;
}

/* remove [--changed FILE] [--dry-run] [--for-good] ID... */
int
command_remove(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "changed", required_argument, NULL, 'C' },
		{ "dry-run", no_argument, NULL, 'n' },
		{ "for-good", no_argument, NULL, 'f' },
		{ NULL, 0, NULL, 0 },
	};
	struct database *store = NULL;
	bool for_good = false;
	int o, status;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (o == 'C')
			c->changed = optarg;
		else if (o != 'n' && o != 'f')
			return command_bad_option(argv);
		c->dry_run = c->dry_run || o == 'n';
		for_good = for_good || o == 'f';
	}
	if (optind == argc)
		return command_usage("remove needs the ID of a paper");
	if (access(c->config.site.database, F_OK) == -1) {
		warnx("%s: no store yet; run update, or import a listing",
		    c->config.site.database);
		return EX_NOINPUT;
	}
	status = command_confine(c, &(struct needs){ .publishes = true });
	if (status != 0)
		return status;
	status = command_open(c, &store);
	if (status == 0)
		status = remove_all(c, store, argv + optind, for_good);
	if (status == 0)
		status = command_finish(c, store, NULL, NULL);
	database_close(store);
	return status;
}

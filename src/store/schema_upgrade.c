/* Makes the schema of a new store, and brings that of an older one up to date. */
#include "store/schema_upgrade.h"

#include <err.h>
#include <stdio.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "store/connection.h"
#include "store/schema.h"

/*
 * Bytes of a page.  A row takes some 2,200: with SQLite's usual 4,096 more than a
 * quarter of the file would be the empty ends of pages.
 */
#define PAGE_BYTES 16384

/*
 * Make the schema in an empty database, which has version 0, or bring that of
 * an older version up to date: all of it or nothing.
 */
static int
upgrade(struct connection *c, int version)
{
	char pragma[64];
	int i;

	if (connection_execute(c, "BEGIN IMMEDIATE") == -1)
		return -1;
	if (version == 0 && connection_execute(c, schema_text) == -1)
		goto rollback;
	for (i = version; i > 0 && i < SCHEMA_VERSION; i++) {
		if (connection_execute(c, schema_upgrades[i]) == -1)
			goto rollback;
	}
	snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %d",
	    SCHEMA_VERSION);
	if (connection_execute(c, pragma) == -1 ||
	    connection_execute(c, "COMMIT") == -1)
		goto rollback;
	return 0;

rollback:
	/* Some errors have rolled back already. */
	if (sqlite3_get_autocommit(c->handle) == 0)
		connection_execute(c, "ROLLBACK");
	return -1;
}

/*
 * Bring an older version up to date.  A table that others refer to can only be
 * made anew while SQLite does not follow these references.
 */
static int
upgrade_older(struct connection *c, int version)
{
	if (connection_execute(c, "PRAGMA foreign_keys = OFF") == -1 ||
	    upgrade(c, version) == -1)
		return -1;
	return connection_execute(c, "PRAGMA foreign_keys = ON");
}

/* Make the schema in an empty file.  Return 0, or EX_CANTCREAT after a warning. */
int
schema_upgrade_make(struct connection *c)
{
	char pragma[96];

	snprintf(pragma, sizeof(pragma),
	    "PRAGMA page_size = %d; PRAGMA application_id = %d", PAGE_BYTES,
	    SCHEMA_APPLICATION);
	if (connection_execute(c, pragma) == -1 || upgrade(c, 0) == -1)
		return EX_CANTCREAT;
	return 0;
}

/*
 * Is this a store, and one that this program understands?  An older one is
 * refused, left as it is, or upgraded.  Return 0, or EX_IOERR after a warning.
 */
int
schema_upgrade_check(struct connection *c, enum schema_older older)
{
	int application, version;

	if (connection_ask(c, "PRAGMA application_id", &application) == -1 ||
	    connection_ask(c, "PRAGMA user_version", &version) == -1)
		return EX_IOERR;
	if (application != SCHEMA_APPLICATION || version < 1) {
		warnx("%s: it is not a paperfeed store", c->path);
		return EX_IOERR;
	}
	if (version > SCHEMA_VERSION) {
		warnx("%s: made by a newer paperfeed (version %d, this one "
		      "knows %d)",
		    c->path, version, SCHEMA_VERSION);
		return EX_IOERR;
	}
	if (version == SCHEMA_VERSION || older == SCHEMA_LEAVE)
		return 0;
	if (older == SCHEMA_REFUSE) {
		warnx("%s: of an older version; \"paperfeed publish\" "
		      "upgrades it",
		    c->path);
		return EX_IOERR;
	}
	return upgrade_older(c, version) == -1 ? EX_IOERR : 0;
}

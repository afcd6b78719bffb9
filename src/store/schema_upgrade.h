#pragma once

struct connection;

/* What is done with a store of an older version. */
enum schema_older { SCHEMA_REFUSE, SCHEMA_LEAVE, SCHEMA_UPGRADE };

int schema_upgrade_make(struct connection *);
int schema_upgrade_check(struct connection *, enum schema_older);

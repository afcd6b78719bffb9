/*
 * The store as SQL: how a new one is made, how older ones are brought up to
 * date, and every statement that the program runs.  The texts are files of
 * their own, schema.sql, upgrade-2.sql and so on, and statements.sql.
 */
#include "store/schema.h"

#include <stddef.h>

static const char schema[] = {
#include "store/schema.inc"
	0
};
const char *const schema_text = schema;

/* An upgrade that was released is never changed. */
static const char to_2[] = {
#include "store/upgrade-2.inc"
	0
};
static const char to_3[] = {
#include "store/upgrade-3.inc"
	0
};
static const char to_4[] = {
#include "store/upgrade-4.inc"
	0
};
static const char to_5[] = {
#include "store/upgrade-5.inc"
	0
};
static const char to_6[] = {
#include "store/upgrade-6.inc"
	0
};
static const char to_7[] = {
#include "store/upgrade-7.inc"
	0
};
static const char to_8[] = {
#include "store/upgrade-8.inc"
	0
};
static const char to_9[] = {
#include "store/upgrade-9.inc"
	0
};
static const char to_10[] = {
#include "store/upgrade-10.inc"
	0
};

/* The n-th brings a store of version n, from 1 on, to the next one. */
const char *const schema_upgrades[SCHEMA_VERSION] = {
	NULL,
	to_2,
	to_3,
	to_4,
	to_5,
	to_6,
	to_7,
	to_8,
	to_9,
	to_10,
};

#define STATEMENT(name, sql) [SQL_##name] = (sql),
const char *const schema_statements[STATEMENTS] = {
#include "store/statements.inc"
};

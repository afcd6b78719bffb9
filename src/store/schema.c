/*
 * The store as SQL: how it is built, step by step, and every statement that
 * the program runs on it.  The texts are files of their own, schema-1.sql and
 * so on, and statements.sql.
 */
#include "store/schema.h"

/* Steps that were released are never changed. */
static const char step_1[] = {
#include "store/schema-1.inc"
	0
};
/* What was published, so that only what changed is made again. */
static const char step_2[] = {
#include "store/schema-2.inc"
	0
};
/* How sources are, and what hosts allow. */
static const char step_3[] = {
#include "store/schema-3.inc"
	0
};
/* Topics of single sources. */
static const char step_4[] = {
#include "store/schema-4.inc"
	0
};
/* Tables with better names, and who showed the papers of older versions. */
static const char step_5[] = {
#include "store/schema-5.inc"
	0
};

/* Step n brings a store of version n to version n + 1. */
const char *const schema_steps[] = {
	step_1,
	step_2,
	step_3,
	step_4,
	step_5,
};
const int schema_version =
    (int)(sizeof(schema_steps) / sizeof(schema_steps[0]));

#define STATEMENT(name, sql) [SQL_##name] = sql,
const char *const schema_statements[STATEMENTS] = {
#include "store/statements.inc"
};

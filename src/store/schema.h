#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#define SCHEMA_APPLICATION 0x70666565 /* "pfee" */

/* The statements of statements.sql: SQL_ and their names. */
#define STATEMENT(name, sql) SQL_##name,
enum statement {
#include "store/statements.inc"
	STATEMENTS
};
#undef STATEMENT

extern const char *const schema_statements[STATEMENTS];

/* The version this program writes. */
extern const int schema_version;
extern const char *const schema_steps[];

#endif

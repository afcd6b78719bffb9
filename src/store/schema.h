#pragma once

#define SCHEMA_APPLICATION 0x70666565 /* "pfee" */
#define SCHEMA_VERSION	   10	      /* of the stores this program writes */

/* The statements of statements.sql: SQL_ and their names. */
#define STATEMENT(name, sql) SQL_##name,
enum statement {
#include "store/statements.inc"
	STATEMENTS
};
#undef STATEMENT

extern const char *const schema_statements[STATEMENTS];

extern const char *const schema_text; /* of a new store */
extern const char *const schema_upgrades[SCHEMA_VERSION];

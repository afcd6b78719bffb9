#pragma once

struct people;
struct sqlite3;
struct sqlite3_stmt;

int author_function_register(struct sqlite3 *);
void author_function_bind(struct sqlite3_stmt *, const struct people *);

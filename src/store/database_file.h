#ifndef STORE_DATABASE_FILE_H
#define STORE_DATABASE_FILE_H

#include "store/database.h"

struct sqlite3;

/* An open store; what a store is made of is in schema.h. */
struct database_file {
	const char *path;
	struct sqlite3 *connection;
};

int database_file_open(struct database_file *, const char *,
    enum database_mode);
void database_file_close(struct database_file *);
int database_complain(const struct database_file *, int);

#endif

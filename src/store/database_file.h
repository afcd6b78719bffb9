#pragma once

#include <stdbool.h>

#include "store/connection.h"

/* What a store is opened for. */
enum database_mode {
	DATABASE_READ,
	DATABASE_READ_ANY, /* of an older version as well */
	DATABASE_WRITE,	   /* made when missing */
	DATABASE_COPY /* a temporary copy to write to, none to read is empty */
};

/* An open store; what a store is made of is in schema.h. */
struct database_file {
	struct connection connection;
	bool fresh;  /* new, and still beside its name: nobody sees it */
	bool loads;  /* fresh, and without a journal: all of it or nothing */
	bool failed; /* fresh, and something could not be done: it goes */
};

int database_file_open(struct database_file *, const char *,
    enum database_mode);
int database_file_load(struct database_file *);
int database_file_keep(struct database_file *);
void database_file_close(struct database_file *);

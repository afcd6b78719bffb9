#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "config.h"

struct store;
struct publish_options;
struct store_report;

/* What a command needs to know of the world; main.c fills it in. */
struct context {
	struct config config;
	int64_t now;
	bool quiet;
	bool verbose;
};

/* Each takes its arguments, with its name first, and returns the exit status. */
int command_import(struct context *, int, char **);
int command_publish(struct context *, int, char **);
int command_topics(struct context *, int, char **);
int command_export(struct context *, int, char **);

/* What they share. */
int command_usage(const char *);
int command_bad_option(char **);
int command_worst(int, int);
int command_open(const struct context *, struct store **);
int command_settle(struct store *, const struct store_report *);
int command_finish(const struct context *, struct store *,
    const struct store_report *);
int command_finish_with(const struct context *, struct store *,
    const struct store_report *, const struct publish_options *);

#endif

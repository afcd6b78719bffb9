/*
 * SQLite's statements fail in the unit tests that are linked with
 * --wrap=sqlite3_step.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct database;

/*
 * From now on one step of a statement fails, the nth of those that are tried;
 * nothing is printed.
 */
void fail_step(size_t n);

/*
 * Act in a transaction in which the nth step fails, which is taken back then.  Fails
 * unless the act tells it by -1, and nothing else.  Returns whether there was such
 * a step.
 */
bool act_with_failing_step(struct database *d, const char *name,
    int (*act)(struct database *), size_t n);

/* From now on all is well again.  Return whether there was such a step. */
bool step_failed(void);

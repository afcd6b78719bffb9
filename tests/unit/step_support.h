/*
 * SQLite's statements fail in the unit tests that are linked with
 * --wrap=sqlite3_step.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/*
 * From now on one step of a statement fails, the nth of those that are tried;
 * nothing is printed.
 */
void fail_step(size_t n);

/* From now on all is well again.  Return whether there was such a step. */
bool step_failed(void);

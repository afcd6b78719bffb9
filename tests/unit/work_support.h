/* Works on a stranger's bytes (base/sandbox_work.h) that do not end well. */
#pragma once

struct buf;

/* Never ends. */
void loop(struct buf *result, const void *input);

/* Says a megabyte. */
void say_much(struct buf *result, const void *input);

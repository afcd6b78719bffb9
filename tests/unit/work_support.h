/* Works on a stranger's bytes (base/sandbox_work.h) that do not end well. */
#pragma once

struct buf;
struct unpack;

/* Never ends. */
void loop(struct buf *result, const void *input);

/* Says a megabyte. */
void say_much(struct buf *result, const void *input);

/* Takes the result, which is a text as it is, into a buffer. */
void take_text(struct unpack *u, void *output);

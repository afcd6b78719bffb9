#pragma once

#include <stdbool.h>
#include <stdint.h>

struct buf;

/*
 * JSON that is being written, on one line unless it has parts.  Commas are
 * added automatically.  Each function takes the key of the value, or NULL in an
 * array.  Starts as { .out = BUFFER }.
 */
struct json {
	struct buf *out;
	bool comma; /* before the next value */
};

void json_open(struct json *, const char *, char);
void json_close(struct json *, char);
void json_text(struct json *, const char *, const char *);
void json_instant(struct json *, const char *, int64_t);
void json_day(struct json *, const char *, int64_t);
void json_number(struct json *, const char *, int64_t, int64_t);
void json_flag(struct json *, const char *, bool);
struct buf *json_begin_part(struct json *);

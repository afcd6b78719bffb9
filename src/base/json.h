#pragma once

#include <stdbool.h>
#include <stdint.h>

struct buf;

/*
 * JSON that is being written, on one line unless it has parts.  Commas are
 * added automatically.  Starts as { .out = BUFFER }.
 */
struct json {
	struct buf *out;
	bool comma; /* before the next value */
};

void json_open(struct json *, char);
void json_close(struct json *, char);
void json_key(struct json *, const char *);
void json_string(struct json *, const char *);
void json_number(struct json *, int64_t);
void json_null(struct json *);
struct buf *json_begin_part(struct json *);

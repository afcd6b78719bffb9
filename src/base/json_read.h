#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum json_type {
	JSON_NULL,
	JSON_FALSE,
	JSON_TRUE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

/* A value that was read, in the order of its array or object. */
struct json_value {
	enum json_type type;
	uint32_t name_length;
	const char *name; /* of a member of an object, else NULL */
	union {
		const char *text; /* JSON_STRING */
		double number;	  /* JSON_NUMBER */
		struct json_value
		    *first; /* JSON_ARRAY, JSON_OBJECT; NULL if empty */
	};
	struct json_value *next;
};

/* Where reading ended, and why. */
struct json_end {
	size_t place;  /* behind the value, or of what is wrong */
	bool too_many; /* values */
};

const struct json_value *json_read(struct arena *, char *, size_t, size_t,
    struct json_end *);
const struct json_value *json_member(const struct json_value *, const char *);
const char *json_string(const struct json_value *);

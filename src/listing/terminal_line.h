#pragma once

#include <stdbool.h>
#include <stddef.h>

/* A line without the blanks around it. */
struct terminal_line {
	const char *s;
	size_t n;
};

size_t terminal_line_number(const char *, size_t);
struct terminal_line terminal_line_skip_numbers(struct terminal_line);
bool terminal_line_is(struct terminal_line, const char *);
bool terminal_line_starts(struct terminal_line, const char *);
bool terminal_line_is_ornament(struct terminal_line);
struct terminal_line terminal_line_bare(struct terminal_line);

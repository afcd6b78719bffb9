#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Row keys of papers.  Starts as { 0 }; key_list_free() frees it. */
struct key_list {
	int64_t *keys;
	size_t count;
};

void key_list_add(struct key_list *, int64_t);
void key_list_sort(struct key_list *);
bool key_list_has(const struct key_list *, int64_t);
void key_list_free(struct key_list *);

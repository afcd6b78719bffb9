#pragma once

struct buf;

int changed_list_check(const char *);
int changed_list_add(const char *, const struct buf *);

#pragma once

#include <stdbool.h>

struct connection;

int schema_upgrade_make(struct connection *);
int schema_upgrade_check(struct connection *, bool);

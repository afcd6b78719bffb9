#pragma once

#include <stdbool.h>

struct sockaddr;

bool private_host_is_address(const struct sockaddr *);
bool private_host_is_name(const char *);

#ifndef BASE_PRIVATE_HOST_H
#define BASE_PRIVATE_HOST_H

#include <stdbool.h>

struct sockaddr;

bool private_host_is_address(const struct sockaddr *);
bool private_host_is_name(const char *);

#endif

#ifndef BASE_PRIVATE_HOST_H
#define BASE_PRIVATE_HOST_H

#include <stdbool.h>

struct sockaddr;

bool address_is_private(const struct sockaddr *);
bool address_is_private_host(const char *);

#endif

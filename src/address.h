#ifndef ADDRESS_H
#define ADDRESS_H

#include <stdbool.h>

struct sockaddr;

bool address_is_private(const struct sockaddr *);
bool address_is_private_host(const char *);

#endif

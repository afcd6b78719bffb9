#pragma once

#include <stddef.h>

const char *bounds_refuse(const char *, size_t);

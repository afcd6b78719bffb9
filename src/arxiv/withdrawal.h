#pragma once

#include <stdbool.h>

bool withdrawal_is_told(const char *, const char *);

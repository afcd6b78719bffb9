#pragma once

#include <stdbool.h>

int seccomp_enter(bool);
bool seccomp_is_there(void);

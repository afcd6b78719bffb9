#pragma once

#include <stdbool.h>

int seccomp_enter(bool);
int seccomp_isolate(int);
bool seccomp_is_there(void);

#pragma once

int lock_take(const char *);

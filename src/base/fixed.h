#pragma once

#include <stdint.h>

uint64_t fixed_sqrt(uint64_t);
uint64_t fixed_log2(uint64_t);

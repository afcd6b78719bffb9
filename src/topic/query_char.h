#pragma once

#include <stdbool.h>
#include <stdint.h>

bool query_char_is_space(uint32_t);
bool query_char_is_control(uint32_t);
bool query_char_is_symbol(uint32_t);
bool query_char_is_curly(uint32_t);

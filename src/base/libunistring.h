#pragma once

#include <unilbrk.h>
#include <uniwidth.h>

/*
 * The functions of libunistring that are called here.  Some of their names are
 * macros, for the newest form of a function.
 */
struct libunistring {
	__typeof__(u8_possible_linebreaks) *possible_breaks;
	__typeof__(u8_width) *width;
};

const struct libunistring *libunistring(void);

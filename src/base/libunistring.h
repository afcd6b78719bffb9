#pragma once

#include <unicase.h>
#include <unilbrk.h>
#include <uninorm.h>
#include <uniwidth.h>

/*
 * The functions of libunistring that are called here, and a constant of it.  Some of their names are
 * macros, for the newest form of a function.
 */
struct libunistring {
	__typeof__(u8_possible_linebreaks) *possible_breaks;
	__typeof__(u8_width) *width;
	__typeof__(u8_casefold) *fold_case;
	uninorm_t decomposed; /* UNINORM_NFKD */
};

const struct libunistring *libunistring(void);

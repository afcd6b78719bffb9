/*
 * What fuzz targets have in common.  Whoever links it says nothing on standard
 * error: err.h's functions are here again, and write nothing.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct buf;
struct listing_request;

/* Called by the fuzzer, or by replay.c, with each input. */
int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Ends the program, as a finding. */
_Noreturn void fail(void);

/* Does so unless it is true. */
static inline void
require(int ok)
{
	if (!ok)
		fail();
}

/*
 * Returns a copy of n bytes with a NUL behind them, which the caller frees.  The
 * copy has no byte more, so that the sanitizers see who reads on.
 */
char *take_copy(const uint8_t *, size_t);

/* The same without other NULs: line feeds stand for them. */
char *take_text(const uint8_t *, size_t);

/*
 * The request of a listing that a fuzzer makes up: for no day, or for one in April
 * of 2026 that is over.
 */
struct listing_request any_day(void);
struct listing_request one_day(void);

/*
 * The check of a text that goes out: UTF-8, with no character that XML, JSON or
 * a terminal could take for anything but itself.  Line feeds and the
 * characters of `also` may be in it.
 */
void check_characters(const char *, size_t, const char *also);

/* The check of an absolute URL of n bytes: http or https, a host, ASCII. */
void check_url(const char *, size_t);

/* Libraries of papers in the unit tests: read from tests/data/references. */
#pragma once

#include "support.h"

#include "reference/library.h"

struct buf;

/* The bytes of a file of tests/data/references; the caller frees them. */
struct buf read_fixture(const char *name);

/* A file of tests/data/references, which must be good; library_free() frees it. */
struct library load_fixture(const char *name);

/* A text, which must be good; library_free() frees it. */
struct library load_text(const char *text);

/* Writes a paper as `id|doi|day|title|authors|keywords`; the caller frees it. */
struct buf describe_paper(const struct paper *p);

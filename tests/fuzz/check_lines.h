/* A strict look at what the program writes in lines: CSV, BibTeX, the search. */
#pragma once

#include <stddef.h>

/*
 * Each ends the program unless n bytes are what the program means to write: so
 * many records of CSV (RFC 4180) with as many cells as the header has, and none
 * that a spreadsheet takes for a formula; so many references of BibTeX that it
 * reads as they were meant; lines of a search's index.
 */
void check_csv(const char *, size_t, size_t records);
void check_bibtex(const char *, size_t, size_t references);
void check_search(const char *, size_t);

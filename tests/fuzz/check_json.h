/* A strict look at the JSON that the program wrote. */
#pragma once

#include <stddef.h>

/*
 * Ends the program unless n bytes are one value of JSON and a line feed: with
 * keys that the program means to write, none twice in an object, clean strings,
 * links to http and https alone, and HTML that check_html() takes.
 */
void check_json(const char *, size_t);

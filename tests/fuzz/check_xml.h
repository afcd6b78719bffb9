/* A strict look at the XML that the program wrote. */
#pragma once

#include <stddef.h>

/*
 * Ends the program unless n bytes are a well-formed document of Atom, RSS or
 * OPML, for a parser that recovers from nothing: with elements and attributes
 * that the program means to write, links to http and https alone, and HTML
 * that check_html() takes.
 */
void check_xml(const char *, size_t);

/* A strict look at a mail that the program wrote. */
#pragma once

#include <stddef.h>

/*
 * Ends the program unless n bytes are a message as RFC 5322 and MIME have it:
 * ASCII in lines of at most 998 bytes, those of its bodies at most 76, without
 * CR; the program's own headers, each once and in their order; a part of text
 * and one of HTML that check_html() takes, in quoted-printable.
 */
void check_mail(const char *, size_t);

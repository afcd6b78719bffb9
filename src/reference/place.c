/* Says where something in a library is. */
#include "reference/place.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "reference/library.h"

/* Return the number of a place's line, from 1; start is the text's. */
static size_t
line_of(const char *start, const char *place)
{
	size_t line = 1;

	while ((start = memchr(start, '\n', (size_t)(place - start))) != NULL) {
		line++;
		start++;
	}
	return line;
}

/* Write why a library is refused, with the line of a place of its text. */
void
place_refuse(struct library *l, const char *start, const char *place,
    const char *why, ...)
{
	size_t n;
	va_list args;

	snprintf(l->why, sizeof(l->why), "line %zu: ", line_of(start, place));
	n = strlen(l->why);
	va_start(args, why);
	vsnprintf(l->why + n, sizeof(l->why) - n, why, args);
	va_end(args);
}

/* Count an entry that names no paper, and note where the first one is. */
void
place_skip(struct library *l, const char *start, const char *place)
{
	if (l->skipped++ == 0)
		snprintf(l->first_skipped, sizeof(l->first_skipped), "line %zu",
		    line_of(start, place));
}

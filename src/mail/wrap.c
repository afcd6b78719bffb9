/*
 * Breaks text into lines, in any script, as UAX #14 has it: the only file that
 * knows libunistring.
 */
#include "mail/wrap.h"

#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <unilbrk.h>
#include <uniwidth.h>

#include "base/buf.h"

#define WIDTH 72 /* columns: mails are read where lines are not broken again */

static int
width_of(const char *s)
{
	return u8_width((const uint8_t *)s, strlen(s), "UTF-8");
}

/* Forbid breaks within URLs: what is broken cannot be clicked on. */
static void
keep_urls(const char *text, char *breaks)
{
	const char *url = text;
	size_t n;

	while ((url = strstr(url, "http")) != NULL) {
		n = strcspn(url, " \n");
		if (strncmp(url, "http://", 7) == 0 ||
		    strncmp(url, "https://", 8) == 0)
			memset(breaks + (url + 1 - text), UC_BREAK_PROHIBITED,
			    n - 1);
		url += n;
	}
}

/* Add n bytes without the blanks at their end, and a line feed. */
static void
add_line(struct buf *out, const char *prefix, const char *s, size_t n)
{
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\n'))
		n--;
	if (n > 0) {
		buf_puts(out, prefix);
		buf_add(out, s, n);
	}
	buf_putc(out, '\n');
}

/*
 * Add a text in lines of at most 72 columns, but for words that are longer.  The
 * first line begins with `first`, the others with `rest`, which are as wide as
 * each other.
 */
void
wrap_add(struct buf *out, const char *first, const char *rest, const char *text)
{
	size_t n = strlen(text), start = 0, i;
	char *override = malloc(n + 1), *breaks = malloc(n + 1);
	const char *prefix = first;

	if (override == NULL || breaks == NULL)
		err(EX_OSERR, NULL);
	memset(override, UC_BREAK_UNDEFINED, n + 1);
	keep_urls(text, override);
	u8_width_linebreaks((const uint8_t *)text, n, WIDTH - width_of(first),
	    0, 0, override, "UTF-8", breaks);
	for (i = 0; i < n; i++) {
		if (breaks[i] != UC_BREAK_POSSIBLE &&
		    breaks[i] != UC_BREAK_MANDATORY)
			continue;
		add_line(out, prefix, text + start, i - start);
		prefix = rest;
		start = breaks[i] == UC_BREAK_MANDATORY ? i + 1 : i;
	}
	add_line(out, prefix, text + start, n - start);
	free(override);
	free(breaks);
}

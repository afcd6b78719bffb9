/* Breaks text into lines, in any script, as UAX #14 has it. */
#include "mail/wrap.h"

#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/libunistring.h"

#define WIDTH 72 /* columns: mails are read where lines are not broken again */

/* The columns of n bytes, without the blanks at their end. */
static int
width_of(const char *s, size_t n)
{
	while (n > 0 && s[n - 1] == ' ')
		n--;
	return libunistring()->width((const uint8_t *)s, n, "UTF-8");
}

/* Forbid breaks within URLs: what is broken cannot be clicked on. */
static void
keep_urls(const char *text, char *breaks)
{
	const char *url = text;
	size_t n;

	while ((url = strstr(url, "http")) != NULL) {
		for (n = 0; url[n] > ' ' && url[n] < 0x7f; n++)
			continue;
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
	while (n > 0 && s[n - 1] == ' ')
		n--;
	if (n > 0) {
		buf_puts(out, prefix);
		buf_add(out, s, n);
	}
	buf_putc(out, '\n');
}

/*
 * Add a text without line feeds, whose possible breaks are known, in lines of so
 * many columns.  The last break before a line is full is taken.
 */
static void
break_text(struct buf *out, const char *text, const char *breaks, int columns,
    const char *const prefixes[2])
{
	size_t n = strlen(text), start = 0, last = 0, i;

	for (i = 1; i <= n; i++) {
		if (i < n && breaks[i] != UC_BREAK_POSSIBLE)
			continue;
		if (last > start &&
		    width_of(text + start, i - start) > columns) {
			add_line(out, prefixes[start > 0], text + start,
			    last - start);
			start = last;
		}
		last = i;
	}
	add_line(out, prefixes[start > 0], text + start, n - start);
}

/*
 * Add a text in lines of at most 72 columns, but for words that are longer.  The
 * first line begins with `first`, the others with `rest`, which is as wide.
 */
void
wrap_add(struct buf *out, const char *first, const char *rest, const char *text)
{
	const char *prefixes[] = { first, rest };
	int columns = WIDTH -
	    libunistring()->width((const uint8_t *)first, strlen(first),
		"UTF-8");
	size_t n;
	char *line, *breaks;

	for (;; text += n + 1) {
		n = strcspn(text, "\n");
		line = strndup(text, n);
		breaks = malloc(n + 1);
		if (line == NULL || breaks == NULL)
			err(EX_OSERR, NULL);
		libunistring()->possible_breaks((const uint8_t *)line, n,
		    "UTF-8", breaks);
		keep_urls(line, breaks);
		break_text(out, line, breaks, columns, prefixes);
		free(line);
		free(breaks);
		if (text[n] == '\0')
			return;
		prefixes[0] = rest;
	}
}

/* A strict look at what the program writes in lines: CSV, BibTeX, the search. */
#include "check_lines.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/date.h"
#include "support.h"

/* Take a cell in quotes, behind the first of them.  Return its end. */
static const char *
skip_quoted(const char *s, const char *end)
{
	require(s < end && strchr("=+-@\t\r", *s) == NULL);
	for (; s < end; s++) {
		if (*s != '"')
			continue;
		s++;
		if (s == end || *s != '"')
			return s;
	}
	require(0);
	return end;
}

/* Take a record.  Return how many cells it has. */
static size_t
count_cells(const char **at, const char *end)
{
	const char *s = *at;
	size_t cells = 1;

	for (;; s++, cells++) {
		if (s < end && *s == '"')
			s = skip_quoted(s + 1, end);
		else
			s += strspn(s,
			    "abcdefghijklmnopqrstuvwxyz_0123456789-:TZ");
		require(s < end);
		if (*s != ',')
			break;
	}
	require(end - s >= 2 && s[0] == '\r' && s[1] == '\n');
	*at = s + 2;
	return cells;
}

void
check_csv(const char *s, size_t n, size_t records)
{
	const char *end = s + n;
	size_t cells;

	check_characters(s, n, "\r");
	cells = count_cells(&s, end);
	for (; records > 0; records--)
		require(count_cells(&s, end) == cells);
	require(s == end);
}

/* Does a line begin with a text? */
static bool
begins(const char *s, size_t n, const char *text)
{
	size_t length = strlen(text);

	return n >= length && memcmp(s, text, length) == 0;
}

/* A field's value: braces that close, whoever counts them, and nothing behind. */
static void
check_value(const char *s, size_t n)
{
	size_t depth = 0, i;

	require(n > 3 && s[0] == '{' && s[n - 2] == '}' && s[n - 1] == ',');
	for (i = 0; i + 1 < n; i++) {
		depth += s[i] == '{';
		require(depth > 0);
		depth -= s[i] == '}';
		/* TeX ends a line at a percent sign, and reads no control. */
		require(s[i] != '"');
	}
	require(depth == 0);
}

static void
check_field(const char *s, size_t n)
{
	static const char *const names[] = { "title", "author", "year",
		"eprint", "archivePrefix", "primaryClass", "doi", "url" };
	size_t i, length;

	if (begins(s, n, "  month = ")) {
		require(n == strlen("  month = jan,") && s[n - 1] == ',');
		return;
	}
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		length = strlen(names[i]);
		if (begins(s + 2, n - 2, names[i]) &&
		    begins(s + 2 + length, n - 2 - length, " = ")) {
			length += strlen("   = ");
			check_value(s + length, n - length);
			return;
		}
	}
	require(0);
}

void
check_bibtex(const char *s, size_t n, size_t references)
{
	const char *end = s + n;
	bool inside = false;
	size_t length;

	check_characters(s, n, "");
	for (; s < end; s += length + 1) {
		length = strcspn(s, "\n");
		require(s + length < end);
		if (inside && begins(s, length, "  ")) {
			check_field(s, length);
		} else if (inside) {
			require(length == 1 && *s == '}');
			inside = false;
		} else if (begins(s, length, "@misc{")) {
			require(references-- > 0);
			require(s[length - 1] == ',');
			require(
			    strcspn(s + 6, " {}\",#%'()=~\\") == length - 7);
			inside = true;
		} else
			require(length == 0 || *s == '%');
	}
	require(!inside && references == 0);
}

void
check_search(const char *s, size_t n)
{
	const char *end = s + n;
	size_t length, tabs, i;
	char day[DATE_DAY_SIZE];
	int64_t t;

	check_characters(s, n, "\t");
	for (; s < end; s += length + 1) {
		length = strcspn(s, "\n");
		require(s + length < end);
		for (tabs = i = 0; i < length; i++)
			tabs += s[i] == '\t';
		if (tabs == 0) {
			require(length == sizeof(day) - 1);
			memcpy(day, s, length);
			day[length] = '\0';
			require(date_parse_day(day, &t) == 0);
		} else
			require(tabs == 3 && s[0] != '\t');
	}
}

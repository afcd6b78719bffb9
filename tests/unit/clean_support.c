#include "clean_support.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

/*
 * A second opinion on what clean.c and utf8.c let through: the length of a
 * character by the table of RFC 3629 section 4, or 0.
 */
static size_t
character_length(const unsigned char *s)
{
	static const struct {
		unsigned char first, last, low, high;
		size_t length;
	} forms[] = {
		{ 0x01, 0x7f, 0x00, 0xff, 1 },
		{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 },
		{ 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
		{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	size_t i, j;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (*s < forms[i].first || *s > forms[i].last)
			continue;
		if (forms[i].length > 1 &&
		    (s[1] < forms[i].low || s[1] > forms[i].high))
			return 0;
		for (j = 2; j < forms[i].length; j++)
			if (s[j] < 0x80 || s[j] > 0xbf)
				return 0;
		return forms[i].length;
	}
	return 0;
}

/* Is the character at s, of n bytes, one that no text may hold? */
static bool
is_unwanted(const char *s, size_t n)
{
	/* NOLINTBEGIN(misc-misleading-bidirectional): what is looked for */
	static const char *const ranges[][2] = {
		{ "\x01", "\t" }, { "\x0b", "\x1f" }, { "\x7f", "\x7f" },
		{ "\xc2\x80", "\xc2\x9f" },	    /* C1 */
		{ "\xe2\x80\xa8", "\xe2\x80\xae" }, /* U+2028-202E */
		{ "\xe2\x81\xa6", "\xe2\x81\xa9" }, /* U+2066-2069 */
		{ "\xef\xb7\x90", "\xef\xb7\xaf" }, /* U+FDD0-FDEF */
		{ "\xef\xbb\xbf", "\xef\xbb\xbf" }, /* U+FEFF */
		{ "\xef\xbf\xbd", "\xef\xbf\xbf" }, /* U+FFFD-FFFF */
		{ "\xc2\xa0", "\xc2\xa0" },	    /* a blank */
	};
	/* NOLINTEND(misc-misleading-bidirectional) */
	size_t i;

	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (strlen(ranges[i][0]) == n &&
		    memcmp(s, ranges[i][0], n) >= 0 &&
		    memcmp(s, ranges[i][1], n) <= 0)
			return true;
	}
	/* U+1FFFE, U+1FFFF and their like in the other planes. */
	return n == 4 && ((unsigned char)s[1] & 0x0f) == 0x0f &&
	    s[2] == '\xbf' && (unsigned char)s[3] >= 0xbe;
}

/* White space must be single, or a paragraph's end, and not at the ends. */
static bool
is_tidy(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && strchr(" \n", s[0]) == NULL &&
	    strchr(" \n", s[n - 1]) == NULL && strstr(s, "  ") == NULL &&
	    strstr(s, "\n\n\n") == NULL && strstr(s, " \n") == NULL &&
	    strstr(s, "\n ") == NULL;
}

void
check_clean(const char *in, const char *out, bool lines)
{
	const char *s;
	size_t n;

	if (out == NULL)
		return;
	if (!is_tidy(out))
		fail_msg("'%s' became '%s': untidy", in, out);
	for (s = out; *s != '\0'; s += n) {
		n = character_length((const unsigned char *)s);
		if (n == 0)
			fail_msg("'%s' became '%s': no UTF-8", in, out);
		if (is_unwanted(s, n))
			fail_msg("'%s' became '%s': forbidden", in, out);
		if (*s == '\n' && !lines)
			fail_msg("'%s' became '%s': lines", in, out);
	}
}

void
expect_same(const char *in, const char *got, const char *wanted)
{
	if (got == NULL || wanted == NULL ? got != wanted :
					    strcmp(got, wanted) != 0)
		fail_msg("'%s' became '%s', not '%s'", in,
		    got == NULL ? "(null)" : got,
		    wanted == NULL ? "(null)" : wanted);
}

void
check_case(cleaner *clean, const struct clean_case *c, bool lines)
{
	struct arena a = { 0 };
	const char *once = clean(&a, c->in);

	expect_same(c->in, once, c->out);
	check_clean(c->in, once, lines);
	expect_same(c->in, clean(&a, once), once);
	arena_free(&a);
}

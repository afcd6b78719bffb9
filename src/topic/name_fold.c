/*
 * Folds a person's name: without case and accents, the letters that are alike;
 * and takes apart what is written together.
 */
#include "topic/name_fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/libunistring.h"
#include "base/utf8.h"

/* Letters that Unicode does not take apart, and what others write for them. */
static const struct {
	uint32_t letter;
	const char *plain;
} plain_letters[] = {
	{ 0xe6, "ae" },	 /* æ */
	{ 0xf0, "d" },	 /* ð */
	{ 0xf8, "o" },	 /* ø */
	{ 0xfe, "th" },	 /* þ */
	{ 0x111, "d" },	 /* đ */
	{ 0x127, "h" },	 /* ħ */
	{ 0x131, "i" },	 /* ı */
	{ 0x142, "l" },	 /* ł */
	{ 0x14b, "n" },	 /* ŋ */
	{ 0x153, "oe" }, /* œ */
	{ 0x167, "t" },	 /* ŧ */
};

/*
 * Scripts whose names need no blanks: Han, Hiragana, Katakana and Hangul
 * (Unicode's Scripts.txt).
 */
static const uint32_t unspaced[][2] = { { 0x1100, 0x11ff }, { 0x3005, 0x3007 },
	{ 0x3041, 0x30fa }, { 0x30fc, 0x318e }, { 0x3400, 0x9fff },
	{ 0xac00, 0xd7af }, { 0xf900, 0xfaff }, { 0xff66, 0xff9f },
	{ 0x20000, 0x3ffff } };

/* Is it a character of a script whose names need no blanks? */
bool
name_is_unspaced(uint32_t c)
{
	return c >= 0x1100 &&
	    utf8_is_in(c, unspaced, sizeof(unspaced) / sizeof(unspaced[0]));
}

/* Is it an accent that stands behind its letter? */
static bool
is_mark(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0x1ab0 && c <= 0x1aff) ||
	    (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff);
}

/* Return what others write for a letter, or NULL. */
static const char *
plain_letter(uint32_t c)
{
	size_t i;

	for (i = 0; i < sizeof(plain_letters) / sizeof(plain_letters[0]); i++) {
		if (plain_letters[i].letter == c)
			return plain_letters[i].plain;
	}
	return NULL;
}

/*
 * Copy n decomposed bytes without accents.  Return the length, which is not
 * more than n.
 */
static size_t
copy_plain(char *to, const char *s, size_t n)
{
	const char *plain;
	size_t used, length = 0;
	uint32_t c;

	for (; n > 0; s += used, n -= used) {
		if ((used = utf8_decode(s, n, &c)) == 0) {
			used = 1;
			continue;
		}
		if (is_mark(c))
			continue;
		/* Each of them has two bytes or more. */
		if ((plain = plain_letter(c)) != NULL) {
			while (*plain != '\0')
				to[length++] = *plain++;
			continue;
		}
		memmove(to + length, s, used);
		length += used;
	}
	return length;
}

static bool
is_ascii(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if ((unsigned char)s[i] >= 0x80)
			return false;
	}
	return true;
}

/*
 * Fold n bytes into `to`, of *size bytes, and set *size to the length.  Return
 * false if they are too long.
 */
bool
name_fold(const char *s, size_t n, char *to, size_t *size)
{
	const struct libunistring *lib;
	const uint8_t *folded;
	size_t i;

	if (is_ascii(s, n)) {
		if (n > *size)
			return false;
		for (i = 0; i < n; i++)
			to[i] = s[i] >= 'A' && s[i] <= 'Z' ?
			    (char)(s[i] - 'A' + 'a') :
			    s[i];
		*size = n;
		return true;
	}
	lib = libunistring();
	folded = lib->fold_case((const uint8_t *)s, n, NULL, lib->decomposed,
	    (uint8_t *)to, size);
	if (folded == NULL)
		return false;
	/* What does not fit comes in memory of its own. */
	if (folded != (const uint8_t *)to) {
		free((void *)folded);
		return false;
	}
	*size = copy_plain(to, to, *size);
	return true;
}

/* Is it a capital that is no vowel? */
static bool
is_consonant(char c)
{
	return c >= 'A' && c <= 'Z' && strchr("AEIOU", c) == NULL;
}

/* Can a word of n bytes only be initials: XM, JB, but not the family Ng? */
static bool
is_cluster(const char *s, size_t n)
{
	size_t i;

	if (n < 2 || n > 3 || memcmp(s, "NG", 2) == 0)
		return false;
	for (i = 0; i < n && is_consonant(s[i]); i++)
		continue;
	return i == n;
}

static bool
is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/*
 * Copy a name of n bytes without what stands in brackets, and with blanks between the
 * initials in "Wang XM", into `to`, which has room for twice as many.  Return
 * the length.
 */
size_t
name_separate(char *to, const char *s, size_t n)
{
	static const char breaks[] = " ,.-()[]";
	size_t i = 0, length = 0, word;
	int depth = 0;
	bool mixed = false;

	for (i = 0; i < n && !mixed; i++)
		mixed = s[i] >= 'a' && s[i] <= 'z';
	for (i = 0; i < n; i += word) {
		word = 1;
		while (!is_one_of(s[i], breaks) && i + word < n &&
		    !is_one_of(s[i + word], breaks))
			word++;
		if (is_one_of(s[i], "([")) {
			depth++;
			continue;
		}
		if (is_one_of(s[i], ")]") && depth > 0) {
			depth--;
			to[length++] = ' ';
			continue;
		}
		if (depth > 0)
			continue;
		if (mixed && is_cluster(s + i, word)) {
			for (; word > 0; word--) {
				to[length++] = s[i++];
				to[length++] = ' ';
			}
			continue;
		}
		memcpy(to + length, s + i, word);
		length += word;
	}
	return length;
}

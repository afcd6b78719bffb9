#include "tex/glyph.h"

#include <string.h>

/* What Unicode has above the line and below it, place by place. */
struct script {
	const char *plain;
	const char *glyphs;
};

static const struct script raised = {
	"0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKL"
	"MNOPRTUVWβγδθφχ*∗⋆∘°′†‡⊤−'",
	"⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸ"
	"ᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ**⋆°°′†‡ᵀ⁻′"
};

static const struct script lowered = { "0123456789+-=()aehijklmnoprstuvxβγφχρ",
	"₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵩᵪᵨ" };

/* Marks over and under letters: which they go with, and what comes of it. */
static const struct mark {
	char sign;	       /* TeX's name for it */
	const char *combining; /* for a letter that is not in bases */
	const char *bases;
	const char *composed; /* in the order of bases */
} marks[] = {
	{ '\'', "\xcc\x81", "aeiouyAEIOUYcnszlrCNSZLR",
	    "áéíóúýÁÉÍÓÚÝćńśźĺŕĆŃŚŹĹŔ" },
	{ '`', "\xcc\x80", "aeiouAEIOU", "àèìòùÀÈÌÒÙ" },
	{ '^', "\xcc\x82", "aeiouAEIOUcghjswyCGHJSWY",
	    "âêîôûÂÊÎÔÛĉĝĥĵŝŵŷĈĜĤĴŜŴŶ" },
	{ '"', "\xcc\x88", "aeiouyAEIOUY", "äëïöüÿÄËÏÖÜŸ" },
	{ '~', "\xcc\x83", "anoiuANOIU", "ãñõĩũÃÑÕĨŨ" },
	{ '=', "\xcc\x84", "aeiouAEIOU", "āēīōūĀĒĪŌŪ" },
	{ '.', "\xcc\x87", "zZIcegCEG", "żŻİċėġĊĖĠ" },
	{ 'c', "\xcc\xa7", "cCsStTgGkKnNrRlL", "çÇşŞţŢģĢķĶņŅŗŖļĻ" },
	{ 'v', "\xcc\x8c", "cCsSzZrReEnNdDtTgaiou", "čČšŠžŽřŘěĚňŇďĎťŤǧǎǐǒǔ" },
	{ 'u', "\xcc\x86", "aAgGeEiIoOuU", "ăĂğĞĕĔĭĬŏŎŭŬ" },
	{ 'H', "\xcc\x8b", "oOuU", "őŐűŰ" },
	{ 'k', "\xcc\xa8", "aAeEiIuU", "ąĄęĘįĮųŲ" },
	{ 'r', "\xcc\x8a", "aAuU", "åÅůŮ" },
	{ 'd', "\xcc\xa3", "aeiouhnstAEIOUHNST", "ạẹịọụḥṇṣṭẠẸỊỌỤḤṆṢṬ" },
	{ '>', "\xe2\x83\x97", "", "" },
};

/* Return the bytes of the character at s. */
static size_t
length(const char *s)
{
	size_t n = 1;

	while ((s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/*
 * Look for a character of n bytes among some.  Return the bytes of the one that
 * has its place in another text, which start at *found, or 0.
 */
static size_t
counterpart(const char *from, const char *to, const char *s, size_t n,
    const char **found)
{
	for (; *from != '\0'; from += length(from), to += length(to)) {
		if (length(from) != n || memcmp(from, s, n) != 0)
			continue;
		*found = to;
		return length(to);
	}
	return 0;
}

/*
 * Look for the character of n bytes at s as superscript (sign '^') or subscript
 * ('_').  Return its bytes, which start at *glyph, or 0 when Unicode has none.
 */
size_t
tex_glyph_script(char sign, const char *s, size_t n, const char **glyph)
{
	const struct script *t = sign == '^' ? &raised : &lowered;

	return counterpart(t->plain, t->glyphs, s, n, glyph);
}

static const struct mark *
find_mark(char sign)
{
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (marks[i].sign == sign)
			return &marks[i];
	}
	return NULL;
}

/*
 * Look for the letter with the mark as one character.  Return its bytes,
 * which start at *composed, or 0 when the two do not go together.
 */
size_t
tex_glyph_accent(char sign, char letter, const char **composed)
{
	const struct mark *m = find_mark(sign);

	return m == NULL ?
	    0 :
	    counterpart(m->bases, m->composed, &letter, 1, composed);
}

/* Return the mark as a combining character; the sign must be TeX's. */
const char *
tex_glyph_combining(char sign)
{
	const struct mark *m = find_mark(sign);

	return m != NULL ? m->combining : "";
}

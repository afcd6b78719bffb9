#include "tex/glyph.h"

#include <string.h>

/* What Unicode has above (^) and below (_) the line; "" where it has not. */
static const struct script {
	const char *plain, *raised, *lowered;
} scripts[] = {
	{ "0", "⁰", "₀" },
	{ "1", "¹", "₁" },
	{ "2", "²", "₂" },
	{ "3", "³", "₃" },
	{ "4", "⁴", "₄" },
	{ "5", "⁵", "₅" },
	{ "6", "⁶", "₆" },
	{ "7", "⁷", "₇" },
	{ "8", "⁸", "₈" },
	{ "9", "⁹", "₉" },
	{ "+", "⁺", "₊" },
	{ "-", "⁻", "₋" },
	{ "=", "⁼", "₌" },
	{ "(", "⁽", "₍" },
	{ ")", "⁾", "₎" },
	{ "a", "ᵃ", "ₐ" },
	{ "b", "ᵇ", "" },
	{ "c", "ᶜ", "" },
	{ "d", "ᵈ", "" },
	{ "e", "ᵉ", "ₑ" },
	{ "f", "ᶠ", "" },
	{ "g", "ᵍ", "" },
	{ "h", "ʰ", "ₕ" },
	{ "i", "ⁱ", "ᵢ" },
	{ "j", "ʲ", "ⱼ" },
	{ "k", "ᵏ", "ₖ" },
	{ "l", "ˡ", "ₗ" },
	{ "m", "ᵐ", "ₘ" },
	{ "n", "ⁿ", "ₙ" },
	{ "o", "ᵒ", "ₒ" },
	{ "p", "ᵖ", "ₚ" },
	{ "r", "ʳ", "ᵣ" },
	{ "s", "ˢ", "ₛ" },
	{ "t", "ᵗ", "ₜ" },
	{ "u", "ᵘ", "ᵤ" },
	{ "v", "ᵛ", "ᵥ" },
	{ "w", "ʷ", "" },
	{ "x", "ˣ", "ₓ" },
	{ "y", "ʸ", "" },
	{ "z", "ᶻ", "" },
	{ "A", "ᴬ", "" },
	{ "B", "ᴮ", "" },
	{ "D", "ᴰ", "" },
	{ "E", "ᴱ", "" },
	{ "G", "ᴳ", "" },
	{ "H", "ᴴ", "" },
	{ "I", "ᴵ", "" },
	{ "J", "ᴶ", "" },
	{ "K", "ᴷ", "" },
	{ "L", "ᴸ", "" },
	{ "M", "ᴹ", "" },
	{ "N", "ᴺ", "" },
	{ "O", "ᴼ", "" },
	{ "P", "ᴾ", "" },
	{ "R", "ᴿ", "" },
	{ "T", "ᵀ", "" },
	{ "U", "ᵁ", "" },
	{ "V", "ⱽ", "" },
	{ "W", "ᵂ", "" },
	{ "β", "ᵝ", "ᵦ" },
	{ "γ", "ᵞ", "ᵧ" },
	{ "δ", "ᵟ", "" },
	{ "θ", "ᶿ", "" },
	{ "φ", "ᵠ", "ᵩ" },
	{ "χ", "ᵡ", "ᵪ" },
	{ "*", "*", "" },
	{ "∗", "*", "" },
	{ "⋆", "⋆", "" },
	{ "∘", "°", "" },
	{ "°", "°", "" },
	{ "′", "′", "" },
	{ "†", "†", "" },
	{ "‡", "‡", "" },
	{ "⊤", "ᵀ", "" },
	{ "−", "⁻", "" },
	{ "'", "′", "" },
	{ "ρ", "", "ᵨ" },
};

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

/*
 * Return the character of n bytes at s as superscript (sign '^') or
 * subscript ('_'), or NULL when Unicode has none.
 */
const char *
tex_glyph_script(char sign, const char *s, size_t n)
{
	const char *found;
	size_t i;

	for (i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		if (strlen(scripts[i].plain) != n ||
		    memcmp(scripts[i].plain, s, n) != 0)
			continue;
		found = sign == '^' ? scripts[i].raised : scripts[i].lowered;
		return *found != '\0' ? found : NULL;
	}
	return NULL;
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
	const char *base;
	size_t i, n;

	if (m == NULL || (base = strchr(m->bases, letter)) == NULL ||
	    letter == '\0')
		return 0;
	*composed = m->composed;
	for (i = 0;; i++, *composed += n) {
		for (n = 1; ((*composed)[n] & 0xc0) == 0x80; n++)
			continue;
		if (&m->bases[i] == base)
			return n;
	}
}

/* Return the mark as a combining character; the sign must be TeX's. */
const char *
tex_glyph_combining(char sign)
{
	const struct mark *m = find_mark(sign);

	return m != NULL ? m->combining : "";
}

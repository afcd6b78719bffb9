/* The first sentences of an abstract, where there is no summary. */
#include "page/excerpt.h"

#include <stdbool.h>
#include <string.h>

/* In bytes: as long as a summary, and where a long sentence is cut. */
#define ENOUGH 120
#define MOST   320

/* Words before a full stop that ends no sentence. */
static const char *const abbreviations[] = { "e.g", "i.e", "al", "vs", "etc",
	"cf", "Fig", "Eq", "Sec", "approx", "resp", "No", "St", "Dr" };

#define ABBREVIATIONS (sizeof(abbreviations) / sizeof(abbreviations[0]))

/* Does the text up to a full stop end with an abbreviation? */
static bool
is_abbreviation(const char *text, const char *stop)
{
	size_t i, n;

	for (i = 0; i < ABBREVIATIONS; i++) {
		n = strlen(abbreviations[i]);
		if ((size_t)(stop - text) < n ||
		    strncmp(stop - n, abbreviations[i], n) != 0)
			continue;
		if (stop - n == text ||
		    strchr(" (", stop[-1 - (long)n]) != NULL)
			return true;
	}
	/* An initial, as in "J. Smith". */
	return stop - text >= 2 && stop[-2] == ' ' && stop[-1] >= 'A' &&
	    stop[-1] <= 'Z';
}

/* Does a sentence end with this sign?  Behind it come a space and a capital. */
static bool
is_end(const char *text, const char *at)
{
	const char *next = at + 1;

	if (strchr(".!?", *at) == NULL)
		return false;
	if (*next != '\0' && *next != '\n' &&
	    (*next != ' ' || (next[1] >= 'a' && next[1] <= 'z')))
		return false;
	return *at != '.' || !is_abbreviation(text, at);
}

/*
 * Return how many bytes of a text are its first sentences, as many as it takes to
 * say something.  A sentence that is far too long is cut behind a word; then
 * neither the text nor a sentence ends there.
 */
size_t
excerpt_length(const char *text)
{
	const char *at, *word = NULL, *sentence = NULL;

	for (at = text; *at != '\0' && *at != '\n'; at++) {
		if (at - text >= MOST)
			break;
		if (*at == ' ')
			word = at;
		if (!is_end(text, at))
			continue;
		sentence = at + 1;
		if (sentence - text >= ENOUGH)
			return (size_t)(sentence - text);
	}
	if (*at == '\0' || *at == '\n')
		return (size_t)(at - text);
	if (sentence != NULL)
		return (size_t)(sentence - text);
	if (word != NULL)
		return (size_t)(word - text);
	while (((unsigned char)*at & 0xc0) == 0x80)
		at--;
	return (size_t)(at - text);
}

/* Return what shows that a text goes on behind its first n bytes, or "". */
const char *
excerpt_sign(const char *text, size_t n)
{
	static const char *const ends[] = { ".", "!", "?", "。", "！", "？" };
	size_t i, length;

	if (n == 0 || text[n] == '\0')
		return "";
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		length = strlen(ends[i]);
		if (n >= length &&
		    strncmp(text + n - length, ends[i], length) == 0)
			return "";
	}
	return text[n] == ' ' ? " …" : "…";
}

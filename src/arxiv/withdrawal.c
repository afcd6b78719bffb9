/*
 * arXiv has no flag for a withdrawn paper: its comment or its abstract says so,
 * in words of the author's ("This paper has been withdrawn by the author") or of
 * arXiv's ("This submission has been removed by arXiv administrators").  Papers
 * about withdrawals, and papers that were withdrawn from a conference, use the
 * same words, so a sentence counts only if it says this of the paper itself.
 */
#include "arxiv/withdrawal.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#define WORD_MAX 16 /* bytes, with the NUL; longer words are no words of ours */

/* What may stand between the start of a sentence and "withdrawn". */
static const char before[] =
    " this the our my present paper article manuscript preprint submission "
    "work note letter report document eprint e-print arxiv has have been is "
    "was being now hereby temporarily ";

/* What says that this paper is meant: one of these is needed, or no word. */
static const char nouns[] =
    " paper article manuscript preprint submission work note letter report "
    "document eprint e-print ";

/* What may stand behind a sentence's first word, "withdrawn". */
static const char reasons[] =
    " by due because as since for pending until temporarily owing ";

/* A text that is read word by word. */
struct words {
	const char *s;
	char word[WORD_MAX]; /* the last one, in small letters */
};

static bool
is_in_word(const char *s)
{
	return isalnum((unsigned char)s[0]) ||
	    (s[0] == '-' && isalnum((unsigned char)s[1]));
}

/* Is the last word among those of a list? */
static bool
is_among(const struct words *w, const char *list)
{
	size_t n = strlen(w->word);
	const char *s = list;

	while ((s = strstr(s, w->word)) != NULL) {
		if (n > 0 && s[-1] == ' ' && s[n] == ' ')
			return true;
		s++;
	}
	return false;
}

static bool
is(const struct words *w, const char *word)
{
	return strcmp(w->word, word) == 0;
}

/*
 * Read the next word of a sentence.  Return false at the sentence's end.  A
 * word that is too long becomes one that is in no list.
 */
static bool
next(struct words *w, const char *ends)
{
	size_t n = 0;

	while (
	    *w->s != '\0' && strchr(ends, *w->s) == NULL && !is_in_word(w->s))
		w->s++;
	while (is_in_word(w->s)) {
		if (n < WORD_MAX - 1)
			w->word[n++] = (char)tolower((unsigned char)*w->s);
		w->s++;
	}
	w->word[n] = '\0';
	return n > 0;
}

/* Does "removed" or "withdrawn" come from arXiv, as in "by arXiv admins"? */
static bool
is_by_arxiv(struct words w, const char *ends)
{
	if (!next(&w, ends) || !is(&w, "by") || !next(&w, ends))
		return false;
	if (is(&w, "the"))
		next(&w, ends);
	return is(&w, "arxiv");
}

/*
 * Does a sentence go on behind "withdrawn" as one on this paper and on arXiv
 * does?  One of a conference says "withdrawn from ICLR".
 */
static bool
goes_on(struct words w, const char *ends, bool first)
{
	if (!next(&w, ends))
		return true;
	if (is(&w, "from")) {
		if (next(&w, ends) && is(&w, "the"))
			next(&w, ends);
		return is(&w, "arxiv");
	}
	return !first || is_among(&w, reasons);
}

/* Does the sentence say that the paper is withdrawn? */
static bool
is_withdrawal(struct words w, const char *ends, bool may_be_bare)
{
	bool noun = false, first;

	for (first = true; next(&w, ends); first = false) {
		if (is(&w, "withdrawn") && (noun || (first && may_be_bare)))
			return goes_on(w, ends, first);
		if (is(&w, "removed") && noun)
			return is_by_arxiv(w, ends);
		if (!is_among(&w, before))
			return false;
		noun = noun || is_among(&w, nouns);
	}
	return false;
}

/*
 * Does one of a text's sentences say so?  `bare` ones, without a subject, may be
 * all of them or only the first.
 */
static bool
tells(const char *text, const char *ends, bool bare)
{
	struct words w = { .s = text };
	bool first = true;

	while (w.s != NULL && *w.s != '\0') {
		if (is_withdrawal(w, ends, bare || first))
			return true;
		w.s = strpbrk(w.s, ends);
		if (w.s != NULL)
			w.s += strspn(w.s, ends);
		first = false;
	}
	return false;
}

/*
 * Does the comment or the abstract of a paper, cleaned, or NULL, say that the
 * paper is withdrawn?  A comment is a row of phrases, "8 pages, withdrawn by the
 * author"; an abstract has sentences.
 */
bool
withdrawal_is_told(const char *comment, const char *abstract)
{
	return tells(comment, ".,;:!?()[]\n", true) ||
	    tells(abstract, ".!?\n", false);
}

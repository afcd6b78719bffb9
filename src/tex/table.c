#include "tex/table.h"

#include <stdlib.h>
#include <string.h>

/* In the order of strcmp() for the search; commands.txt lists them. */
static const struct tex_command commands[] = {
#include "tex/commands.inc"
};

/*
 * Commands that are beyond doubt without their backslash too, when an opening
 * brace follows: the listing strips backslashes from some abstracts.
 */
static const char *const stripped[] = { "textbf", "textit", "texttt", "textsc",
	"textrm", "textsf", "emph", "mathcal", "mathbb", "mathbf", "mathrm",
	"mathsf", "mathit", "mathfrak", "mathtt", "mathscr", "boldsymbol",
	"operatorname", "mbox", "cite", "citep", "citet", "footnote",
	"textcolor", "textsuperscript", "textsubscript", "sqrt", "frac",
	"underline" };

/* Symbols beyond doubt as {times} beside a number: 256{times}256, {sim}50. */
static const char *const braced[] = { "times", "sim", "approx", "cdot", "circ",
	"pm", "leq", "geq", "le", "ge", "to", "rightarrow", "infty", "star",
	"ast", "ll", "gg", "mu", "propto", "neq", "degree" };

static int
compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct tex_command *)row)->name);
}

/* Return the command of that name of n letters, or NULL. */
const struct tex_command *
tex_table_command(const char *s, size_t n)
{
	char name[24];

	if (n >= sizeof(name))
		return NULL;
	memcpy(name, s, n);
	name[n] = '\0';
	return bsearch(name, commands, sizeof(commands) / sizeof(commands[0]),
	    sizeof(commands[0]), compare);
}

static const struct tex_command *
find_in(const char *const *names, size_t count, const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strlen(names[i]) == n && memcmp(names[i], s, n) == 0)
			return tex_table_command(s, n);
	}
	return NULL;
}

/* Return the command that n letters before a brace must have been, or NULL. */
const struct tex_command *
tex_table_stripped(const char *s, size_t n)
{
	return find_in(stripped, sizeof(stripped) / sizeof(stripped[0]), s, n);
}

/* Return the symbol that n letters in braces must have been, or NULL. */
const struct tex_command *
tex_table_braced(const char *s, size_t n)
{
	return find_in(braced, sizeof(braced) / sizeof(braced[0]), s, n);
}

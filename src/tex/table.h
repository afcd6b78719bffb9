#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What a command does; `text` is the text of its row. */
enum tex_kind {
	TEX_SYMBOL,   /* \times: text */
	TEX_GREEK,    /* \alpha: text, also where only alpha_{ is left */
	TEX_WORD,     /* \log: text, kept apart from a letter before it */
	TEX_LETTER,   /* \o: text, a blank behind it ends the command */
	TEX_STYLE,    /* \textbf{x}: x */
	TEX_ALPHABET, /* \mathcal{x}: x, which is maths */
	TEX_BOARD,    /* \mathbb{x}: x, doubled where Unicode has it */
	TEX_SWITCH,   /* \bf: nothing */
	TEX_SIZE,     /* \left( : nothing, the bracket stays */
	TEX_DROP,     /* \cite[a]{x}: nothing at all */
	TEX_ACCENT,   /* \v{s}: the letter under the mark text */
	TEX_SCRIPT,   /* \textsuperscript{x}: x raised or lowered by text */
	TEX_FRACTION, /* \frac{a}{b}: a/b */
	TEX_ROOT,     /* \sqrt{x}: the sign and x */
	TEX_URL,      /* \url{u}: u */
	TEX_LINK,     /* \href{u}{t}: t (u) */
	TEX_NOTE,     /* \footnote{x}: (x) */
	TEX_COLOUR,   /* \textcolor{c}{x}: x */
	TEX_KINDS
};

struct tex_command {
	const char *name; /* without the backslash */
	enum tex_kind kind;
	const char *text; /* UTF-8 or, for a mark, its sign in TeX */
};

const struct tex_command *tex_table_command(const char *, size_t);
const struct tex_command *tex_table_stripped(const char *, size_t);
const struct tex_command *tex_table_braced(const char *, size_t);

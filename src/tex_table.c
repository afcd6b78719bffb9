#include "tex_table.h"

#include <stdlib.h>
#include <string.h>

/*
 * The commands of LaTeX, amsmath, amssymb, natbib and hyperref that titles
 * and abstracts use, in the order of strcmp() for the search.
 */
static const struct tex_command commands[] = {
	{ "AA", TEX_LETTER, "Å" },	{ "AE", TEX_LETTER, "Æ" },
	{ "BibTeX", TEX_SYMBOL, "BibTeX" }, { "Big", TEX_SIZE, "" },
	{ "Bigg", TEX_SIZE, "" },	{ "Biggl", TEX_SIZE, "" },
	{ "Biggr", TEX_SIZE, "" },	{ "Bigl", TEX_SIZE, "" },
	{ "Bigm", TEX_SIZE, "" },	{ "Bigr", TEX_SIZE, "" },
	{ "Box", TEX_SYMBOL, "□" },	{ "Citep", TEX_DROP, "" },
	{ "Citet", TEX_DROP, "" },	{ "Cref", TEX_DROP, "" },
	{ "DH", TEX_LETTER, "Ð" },	{ "DJ", TEX_LETTER, "Đ" },
	{ "Delta", TEX_GREEK, "Δ" },	{ "Downarrow", TEX_SYMBOL, "⇓" },
	{ "Gamma", TEX_GREEK, "Γ" },	{ "H", TEX_ACCENT, "H" },
	{ "Huge", TEX_SWITCH, "" },	{ "Im", TEX_SYMBOL, "ℑ" },
	{ "L", TEX_LETTER, "Ł" },	{ "LARGE", TEX_SWITCH, "" },
	{ "LaTeX", TEX_SYMBOL, "LaTeX" }, { "Lambda", TEX_GREEK, "Λ" },
	{ "Large", TEX_SWITCH, "" },	{ "Leftarrow", TEX_SYMBOL, "⇐" },
	{ "Leftrightarrow", TEX_SYMBOL, "⇔" },
	{ "Longrightarrow", TEX_SYMBOL, "⇒" },
	{ "MakeLowercase", TEX_STYLE, "" }, { "MakeUppercase", TEX_STYLE, "" },
	{ "NG", TEX_LETTER, "Ŋ" },	{ "O", TEX_LETTER, "Ø" },
	{ "OE", TEX_LETTER, "Œ" },	{ "Omega", TEX_GREEK, "Ω" },
	{ "Phi", TEX_GREEK, "Φ" },	{ "Pi", TEX_GREEK, "Π" },
	{ "Pr", TEX_WORD, "Pr" },	{ "Psi", TEX_GREEK, "Ψ" },
	{ "Re", TEX_SYMBOL, "ℜ" },	{ "Rightarrow", TEX_SYMBOL, "⇒" },
	{ "S", TEX_SYMBOL, "§" },	{ "Sigma", TEX_GREEK, "Σ" },
	{ "TH", TEX_LETTER, "Þ" },	{ "TeX", TEX_SYMBOL, "TeX" },
	{ "Theta", TEX_GREEK, "Θ" },	{ "Uparrow", TEX_SYMBOL, "⇑" },
	{ "Upsilon", TEX_GREEK, "Υ" },	{ "Vert", TEX_SYMBOL, "‖" },
	{ "Xi", TEX_GREEK, "Ξ" },	{ "aa", TEX_LETTER, "å" },
	{ "acute", TEX_ACCENT, "'" },	{ "ae", TEX_LETTER, "æ" },
	{ "aleph", TEX_SYMBOL, "ℵ" },	{ "alpha", TEX_GREEK, "α" },
	{ "angle", TEX_SYMBOL, "∠" },	{ "approx", TEX_SYMBOL, "≈" },
	{ "arccos", TEX_WORD, "arccos" }, { "arcsin", TEX_WORD, "arcsin" },
	{ "arctan", TEX_WORD, "arctan" }, { "arg", TEX_WORD, "arg" },
	{ "argmax", TEX_WORD, "argmax" }, { "argmin", TEX_WORD, "argmin" },
	{ "ast", TEX_SYMBOL, "∗" },	{ "asymp", TEX_SYMBOL, "≍" },
	{ "autocite", TEX_DROP, "" },	{ "autoref", TEX_DROP, "" },
	{ "bar", TEX_ACCENT, "=" },	{ "because", TEX_SYMBOL, "∵" },
	{ "begin", TEX_DROP, "" },	{ "beta", TEX_GREEK, "β" },
	{ "bf", TEX_SWITCH, "" },	{ "bfseries", TEX_SWITCH, "" },
	{ "big", TEX_SIZE, "" },	{ "bigcap", TEX_SYMBOL, "⋂" },
	{ "bigcup", TEX_SYMBOL, "⋃" },	{ "bigg", TEX_SIZE, "" },
	{ "biggl", TEX_SIZE, "" },	{ "biggr", TEX_SIZE, "" },
	{ "bigl", TEX_SIZE, "" },	{ "bigm", TEX_SIZE, "" },
	{ "bigr", TEX_SIZE, "" },	{ "bigskip", TEX_SWITCH, "" },
	{ "bm", TEX_ALPHABET, "" },	{ "bmod", TEX_WORD, "bmod" },
	{ "boldmath", TEX_SWITCH, "" },	{ "boldsymbol", TEX_ALPHABET, "" },
	{ "bot", TEX_SYMBOL, "⊥" },	{ "bowtie", TEX_SYMBOL, "⋈" },
	{ "boxed", TEX_STYLE, "" },	{ "breve", TEX_ACCENT, "u" },
	{ "bullet", TEX_SYMBOL, "•" },	{ "c", TEX_ACCENT, "c" },
	{ "cap", TEX_SYMBOL, "∩" },	{ "cdot", TEX_SYMBOL, "⋅" },
	{ "cdots", TEX_SYMBOL, "⋯" },	{ "centering", TEX_SWITCH, "" },
	{ "check", TEX_ACCENT, "v" },	{ "checkmark", TEX_SYMBOL, "✓" },
	{ "chi", TEX_GREEK, "χ" },	{ "circ", TEX_SYMBOL, "∘" },
	{ "cite", TEX_DROP, "" },	{ "citealp", TEX_DROP, "" },
	{ "citealt", TEX_DROP, "" },	{ "citep", TEX_DROP, "" },
	{ "citet", TEX_DROP, "" },	{ "citeyear", TEX_DROP, "" },
	{ "citeyearpar", TEX_DROP, "" }, { "clubsuit", TEX_SYMBOL, "♣" },
	{ "cmark", TEX_SYMBOL, "✓" },	{ "coloneqq", TEX_SYMBOL, "≔" },
	{ "colonequals", TEX_SYMBOL, "≔" }, { "color", TEX_DROP, "" },
	{ "colorbox", TEX_COLOUR, "" },	{ "cong", TEX_SYMBOL, "≅" },
	{ "copyright", TEX_SYMBOL, "©" }, { "cos", TEX_WORD, "cos" },
	{ "cosh", TEX_WORD, "cosh" },	{ "cot", TEX_WORD, "cot" },
	{ "cref", TEX_DROP, "" },	{ "csc", TEX_WORD, "csc" },
	{ "cup", TEX_SYMBOL, "∪" },	{ "d", TEX_ACCENT, "d" },
	{ "dag", TEX_SYMBOL, "†" },	{ "dagger", TEX_SYMBOL, "†" },
	{ "ddag", TEX_SYMBOL, "‡" },	{ "ddagger", TEX_SYMBOL, "‡" },
	{ "ddot", TEX_ACCENT, "\"" },	{ "ddots", TEX_SYMBOL, "⋱" },
	{ "degree", TEX_SYMBOL, "°" },	{ "delta", TEX_GREEK, "δ" },
	{ "det", TEX_WORD, "det" },	{ "dfrac", TEX_FRACTION, "/" },
	{ "dh", TEX_LETTER, "ð" },	{ "diamond", TEX_SYMBOL, "⋄" },
	{ "diamondsuit", TEX_SYMBOL, "♦" }, { "dim", TEX_WORD, "dim" },
	{ "displaystyle", TEX_SWITCH, "" }, { "div", TEX_SYMBOL, "÷" },
	{ "dj", TEX_LETTER, "đ" },	{ "dot", TEX_ACCENT, "." },
	{ "doteq", TEX_SYMBOL, "≐" },	{ "dots", TEX_SYMBOL, "…" },
	{ "dotsc", TEX_SYMBOL, "…" },	{ "downarrow", TEX_SYMBOL, "↓" },
	{ "eg", TEX_SYMBOL, "e.g." },	{ "ell", TEX_GREEK, "ℓ" },
	{ "em", TEX_SWITCH, "" },	{ "emph", TEX_STYLE, "" },
	{ "emptyset", TEX_SYMBOL, "∅" }, { "end", TEX_DROP, "" },
	{ "enspace", TEX_SYMBOL, " " },	{ "ensuremath", TEX_ALPHABET, "" },
	{ "epsilon", TEX_GREEK, "ε" },	{ "eqref", TEX_DROP, "" },
	{ "equiv", TEX_SYMBOL, "≡" },	{ "eta", TEX_GREEK, "η" },
	{ "etal", TEX_SYMBOL, "et al." }, { "euro", TEX_SYMBOL, "€" },
	{ "exists", TEX_SYMBOL, "∃" },	{ "exp", TEX_WORD, "exp" },
	{ "fbox", TEX_STYLE, "" },	{ "flat", TEX_SYMBOL, "♭" },
	{ "footcite", TEX_DROP, "" },	{ "footnote", TEX_NOTE, "" },
	{ "footnotemark", TEX_DROP, "" }, { "footnotesize", TEX_SWITCH, "" },
	{ "forall", TEX_SYMBOL, "∀" },	{ "frac", TEX_FRACTION, "/" },
	{ "gamma", TEX_GREEK, "γ" },	{ "gcd", TEX_WORD, "gcd" },
	{ "ge", TEX_SYMBOL, "≥" },	{ "geq", TEX_SYMBOL, "≥" },
	{ "geqslant", TEX_SYMBOL, "≥" }, { "gets", TEX_SYMBOL, "←" },
	{ "gg", TEX_SYMBOL, "≫" },	{ "grave", TEX_ACCENT, "`" },
	{ "gt", TEX_SYMBOL, ">" },	{ "gtrsim", TEX_SYMBOL, "≳" },
	{ "hat", TEX_ACCENT, "^" },	{ "hbar", TEX_SYMBOL, "ℏ" },
	{ "hbox", TEX_STYLE, "" },	{ "heartsuit", TEX_SYMBOL, "♥" },
	{ "hfill", TEX_SYMBOL, " " },	{ "hl", TEX_STYLE, "" },
	{ "hom", TEX_WORD, "hom" },	{ "hookrightarrow", TEX_SYMBOL, "↪" },
	{ "href", TEX_LINK, "" },	{ "hspace", TEX_DROP, "" },
	{ "i", TEX_LETTER, "ı" },	{ "ie", TEX_SYMBOL, "i.e." },
	{ "iff", TEX_SYMBOL, "⇔" },	{ "implies", TEX_SYMBOL, "⇒" },
	{ "in", TEX_SYMBOL, "∈" },	{ "inf", TEX_WORD, "inf" },
	{ "infty", TEX_SYMBOL, "∞" },	{ "int", TEX_SYMBOL, "∫" },
	{ "iota", TEX_GREEK, "ι" },	{ "it", TEX_SWITCH, "" },
	{ "item", TEX_SYMBOL, "•" },	{ "itshape", TEX_SWITCH, "" },
	{ "j", TEX_LETTER, "ȷ" },	{ "k", TEX_ACCENT, "k" },
	{ "kappa", TEX_GREEK, "κ" },	{ "ker", TEX_WORD, "ker" },
	{ "l", TEX_LETTER, "ł" },	{ "lVert", TEX_SYMBOL, "‖" },
	{ "label", TEX_DROP, "" },	{ "lambda", TEX_GREEK, "λ" },
	{ "land", TEX_SYMBOL, "∧" },	{ "langle", TEX_SYMBOL, "⟨" },
	{ "lbrace", TEX_SYMBOL, "{" },	{ "lbrack", TEX_SYMBOL, "[" },
	{ "lceil", TEX_SYMBOL, "⌈" },	{ "ldots", TEX_SYMBOL, "…" },
	{ "le", TEX_SYMBOL, "≤" },	{ "leadsto", TEX_SYMBOL, "⇝" },
	{ "left", TEX_SIZE, "" },	{ "leftarrow", TEX_SYMBOL, "←" },
	{ "leftrightarrow", TEX_SYMBOL, "↔" }, { "leq", TEX_SYMBOL, "≤" },
	{ "leqslant", TEX_SYMBOL, "≤" }, { "lesssim", TEX_SYMBOL, "≲" },
	{ "lfloor", TEX_SYMBOL, "⌊" },	{ "lg", TEX_WORD, "lg" },
	{ "lim", TEX_WORD, "lim" },	{ "liminf", TEX_WORD, "liminf" },
	{ "limits", TEX_SWITCH, "" },	{ "limsup", TEX_WORD, "limsup" },
	{ "linebreak", TEX_SYMBOL, " " }, { "ll", TEX_SYMBOL, "≪" },
	{ "ln", TEX_WORD, "ln" },	{ "lnot", TEX_SYMBOL, "¬" },
	{ "log", TEX_WORD, "log" },	{ "longrightarrow", TEX_SYMBOL, "→" },
	{ "lor", TEX_SYMBOL, "∨" },	{ "lowercase", TEX_STYLE, "" },
	{ "lt", TEX_SYMBOL, "<" },	{ "lvert", TEX_SYMBOL, "|" },
	{ "mapsto", TEX_SYMBOL, "↦" },	{ "mathbb", TEX_BOARD, "" },
	{ "mathbf", TEX_ALPHABET, "" },	{ "mathcal", TEX_ALPHABET, "" },
	{ "mathds", TEX_BOARD, "" },	{ "mathfrak", TEX_ALPHABET, "" },
	{ "mathit", TEX_ALPHABET, "" },	{ "mathnormal", TEX_ALPHABET, "" },
	{ "mathring", TEX_ACCENT, "r" }, { "mathrm", TEX_ALPHABET, "" },
	{ "mathscr", TEX_ALPHABET, "" }, { "mathsf", TEX_ALPHABET, "" },
	{ "mathtt", TEX_ALPHABET, "" },	{ "max", TEX_WORD, "max" },
	{ "mbox", TEX_STYLE, "" },	{ "mdseries", TEX_SWITCH, "" },
	{ "medskip", TEX_SWITCH, "" },	{ "mid", TEX_SYMBOL, "∣" },
	{ "middle", TEX_SIZE, "" },	{ "min", TEX_WORD, "min" },
	{ "models", TEX_SYMBOL, "⊨" },	{ "mp", TEX_SYMBOL, "∓" },
	{ "mu", TEX_GREEK, "μ" },	{ "nabla", TEX_SYMBOL, "∇" },
	{ "nameref", TEX_DROP, "" },	{ "natural", TEX_SYMBOL, "♮" },
	{ "ne", TEX_SYMBOL, "≠" },	{ "nearrow", TEX_SYMBOL, "↗" },
	{ "neg", TEX_SYMBOL, "¬" },	{ "neq", TEX_SYMBOL, "≠" },
	{ "newline", TEX_SYMBOL, " " },	{ "nexists", TEX_SYMBOL, "∄" },
	{ "ng", TEX_LETTER, "ŋ" },	{ "ni", TEX_SYMBOL, "∋" },
	{ "nicefrac", TEX_FRACTION, "/" }, { "nocite", TEX_DROP, "" },
	{ "noindent", TEX_SWITCH, "" },	{ "nolimits", TEX_SWITCH, "" },
	{ "nolinkurl", TEX_URL, "" },	{ "normalfont", TEX_SWITCH, "" },
	{ "normalsize", TEX_SWITCH, "" }, { "notin", TEX_SYMBOL, "∉" },
	{ "nu", TEX_GREEK, "ν" },	{ "o", TEX_LETTER, "ø" },
	{ "odot", TEX_SYMBOL, "⊙" },	{ "oe", TEX_LETTER, "œ" },
	{ "oint", TEX_SYMBOL, "∮" },	{ "omega", TEX_GREEK, "ω" },
	{ "ominus", TEX_SYMBOL, "⊖" },	{ "operatorname", TEX_ALPHABET, "" },
	{ "oplus", TEX_SYMBOL, "⊕" },	{ "otimes", TEX_SYMBOL, "⊗" },
	{ "overbrace", TEX_ALPHABET, "" }, { "overline", TEX_ACCENT, "=" },
	{ "pageref", TEX_DROP, "" },	{ "parallel", TEX_SYMBOL, "∥" },
	{ "parencite", TEX_DROP, "" },	{ "partial", TEX_SYMBOL, "∂" },
	{ "path", TEX_URL, "" },	{ "perp", TEX_SYMBOL, "⊥" },
	{ "phi", TEX_GREEK, "φ" },	{ "pi", TEX_GREEK, "π" },
	{ "pm", TEX_SYMBOL, "±" },	{ "pmb", TEX_ALPHABET, "" },
	{ "pmod", TEX_WORD, "pmod" },	{ "pounds", TEX_SYMBOL, "£" },
	{ "prec", TEX_SYMBOL, "≺" },	{ "preceq", TEX_SYMBOL, "⪯" },
	{ "prime", TEX_SYMBOL, "′" },	{ "prod", TEX_SYMBOL, "∏" },
	{ "propto", TEX_SYMBOL, "∝" },	{ "psi", TEX_GREEK, "ψ" },
	{ "qquad", TEX_SYMBOL, " " },	{ "quad", TEX_SYMBOL, " " },
	{ "r", TEX_ACCENT, "r" },	{ "rVert", TEX_SYMBOL, "‖" },
	{ "rangle", TEX_SYMBOL, "⟩" },	{ "rbrace", TEX_SYMBOL, "}" },
	{ "rbrack", TEX_SYMBOL, "]" },	{ "rceil", TEX_SYMBOL, "⌉" },
	{ "ref", TEX_DROP, "" },	{ "relax", TEX_SWITCH, "" },
	{ "rfloor", TEX_SYMBOL, "⌋" },	{ "rho", TEX_GREEK, "ρ" },
	{ "right", TEX_SIZE, "" },	{ "rightarrow", TEX_SYMBOL, "→" },
	{ "rightleftharpoons", TEX_SYMBOL, "⇌" },
	{ "rightsquigarrow", TEX_SYMBOL, "⇝" }, { "rm", TEX_SWITCH, "" },
	{ "rmfamily", TEX_SWITCH, "" },	{ "rvert", TEX_SYMBOL, "|" },
	{ "sc", TEX_SWITCH, "" },	{ "scriptsize", TEX_SWITCH, "" },
	{ "scriptstyle", TEX_SWITCH, "" }, { "scshape", TEX_SWITCH, "" },
	{ "searrow", TEX_SYMBOL, "↘" },	{ "sec", TEX_WORD, "sec" },
	{ "section", TEX_STYLE, "" },	{ "selectfont", TEX_SWITCH, "" },
	{ "setminus", TEX_SYMBOL, "∖" }, { "sf", TEX_SWITCH, "" },
	{ "sffamily", TEX_SWITCH, "" },	{ "sgn", TEX_WORD, "sgn" },
	{ "sharp", TEX_SYMBOL, "♯" },	{ "sigma", TEX_GREEK, "σ" },
	{ "sim", TEX_SYMBOL, "∼" },	{ "simeq", TEX_SYMBOL, "≃" },
	{ "sin", TEX_WORD, "sin" },	{ "sinh", TEX_WORD, "sinh" },
	{ "sl", TEX_SWITCH, "" },	{ "slshape", TEX_SWITCH, "" },
	{ "smallskip", TEX_SWITCH, "" }, { "softmax", TEX_WORD, "softmax" },
	{ "spadesuit", TEX_SYMBOL, "♠" }, { "sqrt", TEX_ROOT, "√" },
	{ "ss", TEX_LETTER, "ß" },	{ "star", TEX_SYMBOL, "⋆" },
	{ "subsection", TEX_STYLE, "" }, { "subset", TEX_SYMBOL, "⊂" },
	{ "subseteq", TEX_SYMBOL, "⊆" }, { "substack", TEX_ALPHABET, "" },
	{ "succ", TEX_SYMBOL, "≻" },	{ "succeq", TEX_SYMBOL, "⪰" },
	{ "sum", TEX_SYMBOL, "∑" },	{ "sup", TEX_WORD, "sup" },
	{ "supset", TEX_SYMBOL, "⊃" },	{ "supseteq", TEX_SYMBOL, "⊇" },
	{ "tan", TEX_WORD, "tan" },	{ "tanh", TEX_WORD, "tanh" },
	{ "tau", TEX_GREEK, "τ" },	{ "text", TEX_STYLE, "" },
	{ "textasciicircum", TEX_SYMBOL, "^" },
	{ "textasciitilde", TEX_SYMBOL, "~" }, { "textbar", TEX_SYMBOL, "|" },
	{ "textbf", TEX_STYLE, "" },	{ "textbullet", TEX_SYMBOL, "•" },
	{ "textcite", TEX_DROP, "" },	{ "textcolor", TEX_COLOUR, "" },
	{ "textcopyright", TEX_SYMBOL, "©" },
	{ "textdegree", TEX_SYMBOL, "°" }, { "textellipsis", TEX_SYMBOL, "…" },
	{ "textemdash", TEX_SYMBOL, "—" }, { "textendash", TEX_SYMBOL, "–" },
	{ "texteuro", TEX_SYMBOL, "€" }, { "textgreater", TEX_SYMBOL, ">" },
	{ "textit", TEX_STYLE, "" },	{ "textless", TEX_SYMBOL, "<" },
	{ "textmd", TEX_STYLE, "" },	{ "textmu", TEX_SYMBOL, "μ" },
	{ "textnormal", TEX_STYLE, "" },
	{ "textquotedblleft", TEX_SYMBOL, "“" },
	{ "textquotedblright", TEX_SYMBOL, "”" },
	{ "textquoteleft", TEX_SYMBOL, "‘" },
	{ "textquoteright", TEX_SYMBOL, "’" },
	{ "textregistered", TEX_SYMBOL, "®" }, { "textrm", TEX_STYLE, "" },
	{ "textsc", TEX_STYLE, "" },	{ "textsf", TEX_STYLE, "" },
	{ "textsl", TEX_STYLE, "" },	{ "textstyle", TEX_SWITCH, "" },
	{ "textsubscript", TEX_SCRIPT, "_" },
	{ "textsuperscript", TEX_SCRIPT, "^" },
	{ "texttrademark", TEX_SYMBOL, "™" }, { "texttt", TEX_STYLE, "" },
	{ "textunderscore", TEX_SYMBOL, "_" }, { "textup", TEX_STYLE, "" },
	{ "tfrac", TEX_FRACTION, "/" },	{ "th", TEX_LETTER, "þ" },
	{ "thanks", TEX_DROP, "" },	{ "therefore", TEX_SYMBOL, "∴" },
	{ "theta", TEX_GREEK, "θ" },	{ "thinspace", TEX_SYMBOL, " " },
	{ "tilde", TEX_ACCENT, "~" },	{ "times", TEX_SYMBOL, "×" },
	{ "to", TEX_SYMBOL, "→" },	{ "top", TEX_SYMBOL, "⊤" },
	{ "triangle", TEX_SYMBOL, "△" }, { "triangleq", TEX_SYMBOL, "≜" },
	{ "tt", TEX_SWITCH, "" },	{ "ttfamily", TEX_SWITCH, "" },
	{ "u", TEX_ACCENT, "u" },	{ "uline", TEX_STYLE, "" },
	{ "unboldmath", TEX_SWITCH, "" }, { "underbrace", TEX_ALPHABET, "" },
	{ "underline", TEX_STYLE, "" },	{ "uparrow", TEX_SYMBOL, "↑" },
	{ "updownarrow", TEX_SYMBOL, "↕" }, { "uppercase", TEX_STYLE, "" },
	{ "upshape", TEX_SWITCH, "" },	{ "upsilon", TEX_GREEK, "υ" },
	{ "url", TEX_URL, "" },		{ "v", TEX_ACCENT, "v" },
	{ "varepsilon", TEX_GREEK, "ε" }, { "varnothing", TEX_SYMBOL, "∅" },
	{ "varphi", TEX_GREEK, "φ" },	{ "varrho", TEX_GREEK, "ϱ" },
	{ "varsigma", TEX_GREEK, "ς" },	{ "vartheta", TEX_GREEK, "ϑ" },
	{ "vdash", TEX_SYMBOL, "⊢" },	{ "vdots", TEX_SYMBOL, "⋮" },
	{ "vec", TEX_ACCENT, ">" },	{ "vee", TEX_SYMBOL, "∨" },
	{ "vert", TEX_SYMBOL, "|" },	{ "vspace", TEX_DROP, "" },
	{ "wedge", TEX_SYMBOL, "∧" },	{ "widehat", TEX_ACCENT, "^" },
	{ "widetilde", TEX_ACCENT, "~" }, { "wp", TEX_SYMBOL, "℘" },
	{ "xi", TEX_GREEK, "ξ" },	{ "xmark", TEX_SYMBOL, "✗" },
	{ "xspace", TEX_SYMBOL, "" },	{ "zeta", TEX_GREEK, "ζ" },
};

/*
 * Commands that are beyond doubt without their backslash too, when an opening
 * brace follows: the listing strips backslashes from some abstracts.
 */
static const char *const stripped[] = {
	"textbf", "textit", "texttt", "textsc", "textrm", "textsf", "emph",
	"mathcal", "mathbb", "mathbf", "mathrm", "mathsf", "mathit", "mathfrak",
	"mathtt", "mathscr", "boldsymbol", "operatorname", "mbox", "cite",
	"citep", "citet", "footnote", "textcolor", "textsuperscript",
	"textsubscript", "sqrt", "frac", "underline",
};

/* Symbols beyond doubt as {times} beside a number: 256{times}256, {sim}50. */
static const char *const braced[] = {
	"times", "sim", "approx", "cdot", "circ", "pm", "leq", "geq", "le",
	"ge", "to", "rightarrow", "infty", "star", "ast", "ll", "gg", "mu",
	"propto", "neq", "degree",
};

static int
compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct tex_command *)row)->name);
}

/* Return the command of that name of n letters, or NULL. */
const struct tex_command *
tex_table_command(const char *s, size_t n)
{
	char	 name[24];

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
	size_t	 i;

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

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "tex/tex.h"

#define MUTATIONS   200000
#define LENGTH_MAX  60 /* bytes of a made-up text */
#define LARGE	    (300 * 1024)
#define SECONDS_MAX 20 /* of one large text, under sanitizers too */

/*
 * What is readable stays, what is TeX becomes readable.  A text grows by a
 * fifth at most, so the shortest are given some words around.
 */
struct tex_case {
	const char *in, *out;
};

static const struct tex_case cases[] = {
	/* Quotation marks. */
	{ "the first ``deep'' methods", "the first “deep” methods" },
	{ "(e.g., ``long beak'' and", "(e.g., “long beak” and" },
	{ "hits a ''complexity wall,'' and", "hits a “complexity wall,” and" },
	{ "the ``weight part\" describes", "the “weight part” describes" },
	{ "called `model zoos' - are not", "called ‘model zoos’ - are not" },
	{ "a `needle-in-a-haystack' task", "a ‘needle-in-a-haystack’ task" },
	{ "saying `don't do it' here twice",
	    "saying ‘don't do it’ here twice" },
	{ "``\\textbf{Turing} test,'' he", "“Turing test,” he" },
	{ "`a' and the code `b_c'd` too", "‘a’ and the code `b_c'd` too" },
	{ "the code `x = \\n` stays", "the code `x = \\n` stays" },
	{ "run `git --all -- x`", "run `git --all -- x`" },
	{ "```python", "```python" },
	{ "``unclosed words", "``unclosed words" },
	{ "the agents' own, don't", "the agents' own, don't" },
	{ "5'' and 6''", "5'' and 6''" },
	{ "x = '' or ''", "x = '' or ''" },
	/* Dashes. */
	{ "models -- new and old -- are", "models – new and old – are" },
	{ "uncover--and validate", "uncover–and validate" },
	{ "in (2017--2024) and", "in (2017–2024) and" },
	{ "from 8--11\\% across", "from 8–11% across" },
	{ "over 74%--and achieves", "over 74%–and achieves" },
	{ "a word --- word", "a word — word" },
	{ "words---more words", "words—more words" },
	{ "The Trap -- Logical", "The Trap – Logical" },
	{ "first\n-- second and more", "first\n– second and more" },
	{ "use --verbose and", "use --verbose and" },
	{ "use (--all) or [--none]", "use (--all) or [--none]" },
	{ "a <!-- comment --> b", "a <!-- comment --> b" },
	{ "a row ---- of -----", "a row ---- of -----" },
	{ "| --- |:--|---|", "| --- |:--|---|" },
	{ "i--; f(x--)", "i--; f(x--)" },
	{ "x\n---\ny", "x\n---\ny" },
	{ "--", "--" },
	{ "1--2", "1--2" },
	{ "https://a.org/b--c and", "https://a.org/b--c and" },
	{ "github.com/a/b--c", "github.com/a/b--c" },
	{ "well-known state-of-the-art", "well-known state-of-the-art" },
	/* Escaped characters. */
	{ "by 40\\%.(4)", "by 40%.(4)" },
	{ "Embedding\\&MLP", "Embedding&MLP" },
	{ "snake\\_case", "snake_case" },
	{ "item \\#1", "item #1" },
	{ "cost of \\$200, writing", "cost of $200, writing" },
	{ "\\$OneMillion-Bench", "$OneMillion-Bench" },
	{ "the set \\{a, b\\}", "the set {a, b}" },
	{ "40\\\\% of it", "40% of it" },
	{ "\\$5\\$", "$5$" },
	{ "\\$x\\$ is kept", "\\$x$ is kept" },
	/* Styles. */
	{ "the \\textbf{Mamba} model", "the Mamba model" },
	{ "\\emph{x}, \\textit{y}, \\texttt{a_b}", "x, y, a_b" },
	{ "\\textsc{Bert} \\textrm{a} \\textsf{b}", "Bert a b" },
	{ "\\textbf{a \\emph{b} c}", "a b c" },
	{ "\\textbf {x} \\underline{y} \\mbox{z}", "x y z" },
	{ "(\\textbf{Self-Reward Decoding) for", "(Self-Reward Decoding) for" },
	{ "\\mathrm{KL}, \\mathcal{O}(n)", "KL, O(n)" },
	{ "over \\mathbb{R} and \\mathbb{K}", "over ℝ and K" },
	{ "\\operatorname{softmax}(x)", "softmax(x)" },
	{ "{\\it x} {\\bf y} {\\em z}", "x y z" },
	{ "an \\it old switch, \\bf{x}", "an old switch, x" },
	{ "{\\em word\\/}, i.e.\\@ it", "word, i.e. it" },
	{ "\\textcolor{red}{Github}", "Github" },
	{ "\\textit{boldsymbolπ-StepNFT}", "π-StepNFT" },
	{ "H\\textsubscript{2}O", "H₂O" },
	{ "2\\textsuperscript{nd} place", "2ⁿᵈ place" },
	{ "\\\\textbf{escaped twice}", "escaped twice" },
	/* Links, notes and references. */
	{ "see \\url{https://a.org/b\\_c}", "see https://a.org/b_c" },
	{ "\\href{https://a.org}{the site}", "the site (https://a.org)" },
	{ "\\href{https://a.org}{https://a.org}", "https://a.org" },
	{ "text\\footnote{A note.} here", "text (A note.) here" },
	{ "as shown~\\cite{a,b}.", "as shown." },
	{ "as \\citep[p.~5]{a} says", "as says" },
	{ "as \\citep[see][p. 5]{a} says", "as says" },
	{ "see Section~\\ref{sec:a} for", "see Section for" },
	{ "\\label{a}A text", "A text" },
	{ "\\begin{itemize}\\item one\\end{itemize}", "• one" },
	{ "at https://a.org/b{Hugging Face}, and",
	    "at Hugging Face (https://a.org/b), and" },
	{ "at https://a.org{https://a.org}.", "at https://a.org." },
	{ "at https://a.org/b{pink{Code}}.", "at Code (https://a.org/b)." },
	{ "at https://a.org/Cache/{Cache}.",
	    "at Cache (https://a.org/Cache/)." },
	{ "GET https://a.org/{id}/x", "GET https://a.org/{id}/x" },
	{ "GET https://a.org/{id}", "GET https://a.org/{id}" },
	{ "https://a.org/x\\_y\\%20", "https://a.org/x_y%20" },
	/* Accents. */
	{ "the Fr\\'echet mean", "the Fréchet mean" },
	{ "Fr\\'{e}chet, na\\\"ive, r\\^ole", "Fréchet, naïve, rôle" },
	{ "\\`a la carte, se\\~nor", "à la carte, señor" },
	{ "\\c{c}a, \\v{s}, Erd\\H{o}s", "ça, š, Erdős" },
	{ "\\=a, \\.z, \\u{g}, \\k{a}, \\r{a}", "ā, ż, ğ, ą, å" },
	{ "Schr{\\\"o}dinger, Schr\\\"{o}dinger", "Schrödinger, Schrödinger" },
	{ "Stra\\ss e, S\\o ren, {\\O}re", "Straße, Søren, Øre" },
	{ "\\L{}\\'od\\'z", "Łódź" },
	{ "\\AE, \\oe{}uvre, \\aa, \\AA", "Æ, œuvre, å, Å" },
	{ "\\'{\\i} and \\\"\\i", "í and ï" },
	{ "it\\'s and they\\'re", "it's and they're" },
	{ "\\\"a quoted text\\\"", "\\\"a quoted text\\\"" },
	{ "\\'q", "\\'q" },
	{ "foo\\.com and \\.zip", "foo\\.com and \\.zip" },
	{ "^\\~x", "^\\~x" },
	/* Ties. */
	{ "Fig.~3, et~al., (1)~QA", "Fig. 3, et al., (1) QA" },
	{ "+8.67~pp and 450~MB", "+8.67 pp and 450 MB" },
	{ "Models~(MLLMs) OmniDocBench~v1.5",
	    "Models (MLLMs) OmniDocBench v1.5" },
	{ "cd ~/x and /~user", "cd ~/x and /~user" },
	{ "only ~100 or (~15B)", "only ~100 or (~15B)" },
	{ "a ~ b, rate: ~5, 3~5", "a ~ b, rate: ~5, 3~5" },
	{ "https://a.org/~b~c", "https://a.org/~b~c" },
	{ "a.org/home~b", "a.org/home~b" },
	{ "~~struck~~ out", "~~struck~~ out" },
	/* Symbols. */
	{ "\\alpha, \\beta{} and \\Omega", "α, β and Ω" },
	{ "256\\times256, 5\\pm 1", "256×256, 5± 1" },
	{ "a \\cdot b \\approx c", "a ⋅ b ≈ c" },
	{ "\\le \\leq \\ge \\geq \\neq", "≤ ≤ ≥ ≥ ≠" },
	{ "A \\rightarrow B \\to C", "A → B → C" },
	{ "\\leftarrow \\Rightarrow \\infty", "← ⇒ ∞" },
	{ "\\sim \\in \\notin \\subset", "∼ ∈ ∉ ⊂" },
	{ "\\cup \\cap \\sum \\prod \\int", "∪ ∩ ∑ ∏ ∫" },
	{ "\\partial \\nabla \\forall \\exists", "∂ ∇ ∀ ∃" },
	{ "\\ldots \\dots \\cdots \\ell", "… … ⋯ ℓ" },
	{ "\\star \\ast \\dagger \\ll \\gg", "⋆ ∗ † ≪ ≫" },
	{ "\\langle x \\rangle \\propto \\equiv", "⟨ x ⟩ ∝ ≡" },
	{ "\\cong \\perp \\oplus \\otimes \\emptyset", "≅ ⊥ ⊕ ⊗ ∅" },
	{ "n\\log n, \\arg\\max x", "n log n, arg max x" },
	{ "\\sqrt{x}, \\sqrt{a+b}, \\sqrt[3]{n}", "√x, √(a+b), ³√n" },
	{ "\\frac{a}{b}, \\frac{a+1}{b}, \\frac12", "a/b, (a+1)/b, 1/2" },
	{ "\\hat{o}, \\hat{q}, \\overline{abc}", "ô, q̂, abc" },
	{ "\\left( a \\right)", "( a )" },
	{ "metrics (\\eg divergence", "metrics (e.g. divergence" },
	{ "10\\,000 and 5\\;ms", "10 000 and 5 ms" },
	{ "Network\\ for", "Network for" },
	{ "a line \\\\ and more", "a line   and more" },
	{ "hy\\-phen", "hyphen" },
	/* Unknown commands. */
	{ "We present \\method, which", "We present method, which" },
	{ "\\method{} is, \\method\\xspace is", "method is, method is" },
	{ "\\OneMillion-Bench x", "OneMillion-Bench x" },
	{ "\\highlight{X} here", "X here" },
	{ "\\SI{5}{ms}", "5 ms" },
	/* Maths. */
	{ "Let $k$-NN and $n=5$ be", "Let k-NN and n=5 be" },
	{ "the $\\tau^2$-bench", "the τ²-bench" },
	{ "DR$^{3}$-Eval is", "DR³-Eval is" },
	{ "in $O(n \\log n)$ time", "in O(n log n) time" },
	{ "$x_i^2 + y_{t+1}$", "xᵢ² + yₜ₊₁" },
	{ "$x_{b}$ and $x_q$", "x_b and x_q" },
	{ "$x_{i,j}$, $e^{-x^2}$", "x_(i,j), e^(-x²)" },
	{ "$y^{2q}$ and $y^{0.5}$", "y^(2q) and y^0.5" },
	{ "$\\mathbf{x} \\in \\mathbb{R}^{n}$", "x ∈ ℝⁿ" },
	{ "$100\\times$ and $50\\%$", "100× and 50%" },
	{ "$$E = mc^2$$", "E = mc²" },
	{ "\\(a+b\\) and \\[c^2\\]", "a+b and c²" },
	{ "$\\left\\| x \\right\\|$", "‖ x ‖" },
	{ "$V^*$, $f'$, $90^\\circ$", "V*, f', 90°" },
	{ "$\\sim$100, $\\geq$3, $-2$", "∼100, ≥3, -2" },
	{ "3$\\times$, $3\\times$3, a$\\to$b", "3×, 3×3, a→b" },
	{ "(\\lim_{n\\to\\infty})", "(lim_(n→∞))" },
	{ "$W^\\top x$, $\\bar x$, $\\hat\\theta$", "Wᵀ x, x̄, θ̂" },
	{ "($\\$2$/hour)", "($2/hour)" },
	{ "H$_2$O, 5$^{th}$, $^\\dagger$Equal", "H₂O, 5ᵗʰ, †Equal" },
	{ "$p<0.05$ and $>90$", "p<0.05 and >90" },
	{ "$a\\,b\\!c\\quad d$", "a bc  d" },
	{ "$x_{\\text{out}}$", "xₒᵤₜ" },
	{ "$\\frac{1}{\\sqrt{d_k}}$", "1/√dₖ" },
	/* Money and shells. */
	{ "$1 Million", "$1 Million" },
	{ "$5-$10", "$5-$10" },
	{ "costs $5 and $10", "costs $5 and $10" },
	{ "$5K-$10K, $5/$10", "$5K-$10K, $5/$10" },
	{ "$5\\%-$10\\%", "$5%-$10%" },
	{ "from $10\\,000-$20\\,000", "from $10 000-$20 000" },
	{ "<$10 in cost, $$$", "<$10 in cost, $$$" },
	{ "$PATH:$HOME/x", "$PATH:$HOME/x" },
	{ "US$5 and US$6", "US$5 and US$6" },
	/* Scripts in prose. */
	{ "O(L^2), R^2, τ^2-bench", "O(L²), R², τ²-bench" },
	{ "7.1 x 10^-4 mean", "7.1 x 10⁻⁴ mean" },
	{ "10^{-3} and H^{3}DP", "10⁻³ and H³DP" },
	{ "N_{0} and V_{0.5}", "N₀ and V_0.5" },
	{ "360^circ, 90^{circ}, 25^\\circ C", "360°, 90°, 25° C" },
	{ "λ^star and p_i^{,old}", "λ⋆ and p_i^(,old)" },
	{ "O(ell^{-β}) and alpha_{t}", "O(ℓ⁻ᵝ) and αₜ" },
	{ "O(N^k), Pass^k, R^*", "O(N^k), Pass^k, R^*" },
	{ "F_1, x_i, Z_T, d_out", "F_1, x_i, Z_T, d_out" },
	{ "[^0-9]+ and ^2 and a ^ b", "[^0-9]+ and ^2 and a ^ b" },
	/* The listing's half-stripped forms. */
	{ "texttt{D}ual, textbf{x}", "Dual, x" },
	{ "mathcal{O}(n), mathbb{R}", "O(n), ℝ" },
	{ "O (log(D) cdot |p|), where", "O (log(D) ⋅ |p|), where" },
	{ "1920times1080", "1920×1080" },
	{ "256{times}256, 4{times}", "256×256, 4×" },
	{ "only {sim}1K entries", "only ∼1K entries" },
	{ "up to 5\\%, 2times faster", "up to 5%, 2× faster" },
	{ "5\\% at 1.04sim2.2times", "5% at 1.04∼2.2×" },
	{ "5\\% to approx80%, ρapprox 0.1", "5% to ≈80%, ρ≈ 0.1" },
	{ "5\\%, (2 times 2 times 2)", "5%, (2 × 2 × 2)" },
	{ "5\\%, up to Ntimes wall", "5%, up to N× wall" },
	{ "q_i propto p\\%, leq 1K", "q_i ∝ p%, ≤ 1K" },
	{ "totaling 1{,}879 rounds", "totaling 1,879 rounds" },
	{ "2times faster", "2times faster" },
	{ "only leq 1K, approx5%", "only leq 1K, approx5%" },
	{ "many times, sim-to-real", "many times, sim-to-real" },
	{ "5\\%, sim2real, sim-to-real", "5%, sim2real, sim-to-real" },
	{ "5\\% in 3 times in alpha", "5% in 3 times in alpha" },
	{ "https://sim2reason.github.io 5\\%",
	    "https://sim2reason.github.io 5%" },
	/* Nothing opens what is closed. */
	{ "the modality gap'' in models", "the modality gap” in models" },
	{ "Mozi, an agent,'' and the rest", "Mozi, an agent,” and the rest" },
	{ "a 5'' screen, f'' and g''", "a 5'' screen, f'' and g''" },
	{ "a gap''s end, '' alone", "a gap''s end, '' alone" },
	/* Too short to grow: marks of ASCII, or as it is. */
	{ "``x''", "\"x\"" },
	{ "`x'", "'x'" },
	{ "''", "''" },
	{ "$x^4$", "x⁴" },
	/* Nothing of TeX. */
	{ "", "" },
	{ "A plain text.\n\nTwo paragraphs.",
	    "A plain text.\n\nTwo paragraphs." },
	{ "C:\\path", "C:\\path" },
	{ "C:\\new\\table and C:\\times", "C:\\new\\table and C:\\times" },
	{ "\\\\server\\share", "\\\\server\\share" },
	{ "src\\main.c, path\\to\\file", "src\\main.c, path\\to\\file" },
	{ "print(\"\\n\") and '\\t'", "print(\"\\n\") and '\\t'" },
	{ "a\\nb, \\d+\\.\\d*, \\w", "a\\nb, \\d+\\.\\d*, \\w" },
	{ "snake_case, __init__", "snake_case, __init__" },
	{ "<think> a*b*c </think>", "<think> a*b*c </think>" },
	{ "p < .001, 50%, #1, C#, R&D", "p < .001, 50%, #1, C#, R&D" },
	{ "https://a.org/b_c?d=%20&e#f_{g}",
	    "https://a.org/b_c?d=%20&e#f_{g}" },
	{ "first_last@a.org", "first_last@a.org" },
	{ "{\"a\": {1, 2}}, {-1,0,1}", "{\"a\": {1, 2}}, {-1,0,1}" },
	{ "Vision-G}nerative", "Vision-G}nerative" },
	{ "at \\81 on a", "at \\81 on a" },
	{ "emoji 🤗, 中文, עברית", "emoji 🤗, 中文, עברית" },
	{ "\\", "\\" },
	{ "{}", "{}" },
};

/* Return the text as the reader sees it; the caller frees it with free(). */
static char *
read_text(const char *s, size_t n, enum tex_kind kind, size_t *length)
{
	struct buf b = { 0 };

	if (!tex_to_text(&b, s, n, kind)) {
		assert_int_equal(b.length, 0);
		buf_add(&b, s, n);
	}
	*length = b.length;
	return b.data;
}

static int
is_utf8(const char *s, size_t n)
{
	uint32_t c;
	size_t i, step;

	for (i = 0; i < n; i += step) {
		if ((step = utf8_decode(s + i, n - i, &c)) == 0)
			return 0;
	}
	return 1;
}

/* At rest, not grown too much, and UTF-8 if it was. */
static void
check_rules_as(const char *s, size_t n, enum tex_kind kind)
{
	char *once, *twice;
	size_t length, again;

	once = read_text(s, n, kind, &length);
	twice = read_text(once, length, kind, &again);
	if (length != again || memcmp(once, twice, length) != 0)
		fail_msg("not at rest:\n  %.*s\n  %s\n  %s", (int)n, s, once,
		    twice);
	if (length * 10 > n * 12)
		fail_msg("grew from %zu to %zu: %.*s", n, length, (int)n, s);
	if (is_utf8(s, n) && !is_utf8(once, length))
		fail_msg("not UTF-8: %.*s", (int)n, s);
	free(once);
	free(twice);
}

static void
check_rules(const char *s, size_t n)
{
	check_rules_as(s, n, TEX_PROSE);
	check_rules_as(s, n, TEX_TITLE);
}

/* Return whether a case is read wrong, after a message. */
static int
is_wrong(const struct tex_case *c, enum tex_kind kind)
{
	size_t length;
	char *out = read_text(c->in, strlen(c->in), kind, &length);
	int wrong = strcmp(out, c->out) != 0;

	if (wrong)
		print_message("in:   %s\nwant: %s\ngot:  %s\n", c->in, c->out,
		    out);
	free(out);
	return wrong;
}

static void
test_cases(void **state)
{
	size_t i;
	int wrong = 0;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		wrong += is_wrong(&cases[i], TEX_PROSE);
	assert_int_equal(wrong, 0);
}

/* Forms that titles alone are read for, as prose has words like them. */
static void
test_titles(void **state)
{
	static const struct tex_case titles[] = {
		{ "infty-LLMs: Long Context", "∞-LLMs: Long Context" },
		{ "UniF^2ace: Fine-grained Faces",
		    "UniF²ace: Fine-grained Faces" },
		{ "UI2Code^N: A Visual Model", "UI2Codeᴺ: A Visual Model" },
		{ "Images of 512 times 512 Pixels",
		    "Images of 512 × 512 Pixels" },
		{ "16 times 16 times 4 Words", "16 × 16 × 4 Words" },
		/* and these not */
		{ "Pass^k is Not Enough", "Pass^k is Not Enough" },
		{ "R^* and x^n and a^b_c", "R^* and x^n and a^b_c" },
		{ "infty_norm, cinfty", "infty_norm, cinfty" },
		{ "3 times 5 Grids, 2 times 20 Ways",
		    "3 times 5 Grids, 2 times 20 Ways" },
		{ "512 times 5120, a512 times 512",
		    "512 times 5120, a512 times 512" },
	};
	size_t i;
	int wrong = 0;

	(void)state;
	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		wrong += is_wrong(&titles[i], TEX_TITLE);
		check_rules(titles[i].in, strlen(titles[i].in));
	}
	for (i = 0; i < 4; i++) /* as prose they stay */
		assert_true(
		    is_wrong(&(struct tex_case){ titles[i].in, titles[i].in },
			TEX_PROSE) == 0);
	assert_int_equal(wrong, 0);
}

static void
test_rules_of_cases(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		check_rules(cases[i].in, strlen(cases[i].in));
		check_rules(cases[i].out, strlen(cases[i].out));
	}
}

/* Only a text that changes is put into the buffer. */
static void
test_tells_changes(void **state)
{
	static const char *const same[] = { "", "plain words", "a-b don't",
		"an x_1 and cdo infy time", "$5 and $10", "use --all here",
		"sometimes 3 times" };
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		assert_false(
		    tex_to_text(&b, same[i], strlen(same[i]), TEX_PROSE));
		assert_int_equal(b.length, 0);
	}
	assert_true(tex_to_text(&b, "\\cite{x}.", 9, TEX_PROSE));
	assert_string_equal(b.data, ".");
	buf_clear(&b);
	assert_true(tex_to_text(&b, "\\cite{x}", 8, TEX_PROSE));
	assert_int_equal(b.length, 0);
	buf_free(&b);
}

/* xorshift32: the same texts everywhere. */
static uint32_t
next_number(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static void
test_mutations(void **state)
{
	static const char *const pieces[] = { "\\", "$", "^", "_", "{", "}",
		"~", "`", "'", "-", "--", " ", "\"", ".", ",", "(", ")", "[",
		"]", "1", "2", "a", "x", "T", "\n", "é", "中", "α", "\\\\",
		"$$", "``", "''", "\\textbf{", "\\frac{", "\\sqrt", "\\cite{",
		"\\alpha", "\\log", "\\it ", "\\method", "\\left(", "\\(",
		"\\)", "\\[", "\\]", "\\$", "\\%", "\\{", "\\}", "^{", "_{",
		"times", "sim", "cdot", "approx", "texttt{", "circ", "ell",
		"https://a.b/", "\\v{", "\\'", "\\^", "\\ ", "\\,", "/", "=",
		"{}", "C:\\", "\\url{", "\\href{", "\\footnote{", "\\mathbb{R",
		"\\o", "\\i", "<!--", "@", "|", "\\hat{", "*", "alpha",
		"boldsymbol", ":", "%" };
	char text[LENGTH_MAX + 16];
	uint32_t seed = 20260408;
	size_t i, n, length, want;
	const char *piece;

	(void)state;
	for (i = 0; i < MUTATIONS; i++) {
		want = 1 + next_number(&seed) % LENGTH_MAX;
		for (length = 0; length < want; length += n) {
			piece = pieces[next_number(&seed) %
			    (sizeof(pieces) / sizeof(pieces[0]))];
			n = strlen(piece);
			memcpy(text + length, piece, n);
		}
		check_rules(text, length);
	}
}

/* Parts of real forms, cut anywhere, with bytes that are no UTF-8. */
static void
test_cut_forms_and_bad_bytes(void **state)
{
	char text[LENGTH_MAX * 2];
	uint32_t seed = 1;
	size_t i, j, n, count = sizeof(cases) / sizeof(cases[0]);
	const char *s;

	(void)state;
	for (i = 0; i < MUTATIONS / 4; i++) {
		s = cases[next_number(&seed) % count].in;
		n = strlen(s) < sizeof(text) ? strlen(s) : sizeof(text);
		memcpy(text, s, n);
		for (j = next_number(&seed) % 4; n > 0 && j > 0; j--)
			text[next_number(&seed) % n] =
			    (char)(1 + next_number(&seed) % 255);
		n = n > 0 ? n - next_number(&seed) % n : 0;
		check_rules(text, n);
	}
}

static void
test_large_input_takes_linear_time(void **state)
{
	static const char *const units[] = { "{", "}", "$", "$a", "\\", "\\\\ ",
		"`", "``a", "''a ", "~", "a~b", "^", "^{", "x_{", "_", "-",
		"--", "a--", "\\textbf{", "\\frac{", "\\(", "\\[", "\\cite[",
		"\\'", "{\\bf ", "`a' ", "a'", "{{}", "\\footnote{a}",
		"https://a.b/{", "www.", "cdot ", "2times", "\\{", "\\$",
		"\\$a", "$\\$", "C:\\", "\\\"", "\\a", "\\sqrt{", "\\hat{",
		"a/.--", "word ", "{\\'", "\\log", "\\left", "$x_{", "\\sqrt[",
		"\\href{a}{", "{a}", "\\\\a\\" };
	char *text, *out;
	size_t i, j, n, length;
	clock_t start;

	(void)state;
	text = malloc(LARGE);
	assert_non_null(text);
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		n = strlen(units[i]);
		for (j = 0; j < LARGE; j++)
			text[j] = units[i][j % n];
		start = clock();
		out = read_text(text, LARGE, TEX_PROSE, &length);
		if ((clock() - start) / CLOCKS_PER_SEC > SECONDS_MAX)
			fail_msg("slow: %s", units[i]);
		assert_true(length <= LARGE / 5 * 6);
		free(out);
	}
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_rules_of_cases),
		cmocka_unit_test(test_tells_changes),
		cmocka_unit_test(test_mutations),
		cmocka_unit_test(test_cut_forms_and_bad_bytes),
		cmocka_unit_test(test_large_input_takes_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

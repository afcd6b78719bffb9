/*
 * FTS5's tokenizer "paperfeed": unicode61 splits text into words and folds case
 * and accents.  Chinese and Japanese text, which has no blanks, is split into its
 * characters, so that a word inside it is a phrase of these.  In a query a word
 * stands for its singular and its plural; with the option "singular" all words are
 * singulars instead, in texts and in queries.
 */
#include "topic/tokenizer.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define PLURAL_MIN 4  /* characters */
#define PLURAL_MAX 64 /* bytes; a longer word is no plural */

typedef int take_token(void *, int, const char *, int, int, int);

struct tokenizer {
	fts5_tokenizer base; /* unicode61's functions */
	Fts5Tokenizer *unicode61;
	bool singular;
};

/* One text on its way from unicode61 to FTS5. */
struct passage {
	void *context; /* FTS5's own */
	take_token *take;
	const char *text;
	size_t seen;   /* words so far */
	size_t prefix; /* number of the word with a *, from 1; or 0 */
};

/* A word of n bytes, folded, and its place in the text. */
struct token {
	const char *word;
	size_t n;
	int start, end;
};

/*
 * Characters that are written without blanks between words: Han, Hiragana and
 * Katakana (Unicode's Scripts.txt).
 */
static const uint32_t unspaced[][2] = { { 0x2e80, 0x2fd5 }, { 0x3005, 0x3007 },
	{ 0x3021, 0x3029 }, { 0x3038, 0x303c }, { 0x3041, 0x30ff },
	{ 0x31f0, 0x31ff }, { 0x3400, 0x9fff }, { 0xf900, 0xfaff },
	{ 0xff66, 0xff9f }, { 0x1b000, 0x1b16f }, { 0x20000, 0x3ffff } };

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Does a folded word of n bytes end like s? */
static bool
ends_in(const char *word, size_t n, const char *s)
{
	size_t length = strlen(s);

	return n >= length && memcmp(word + n - length, s, length) == 0;
}

static bool
is_plural(const char *word, size_t n)
{
	size_t i, characters = 0;

	if (n > PLURAL_MAX || !ends_in(word, n, "s") ||
	    ends_in(word, n, "ss") || ends_in(word, n, "us") ||
	    ends_in(word, n, "is"))
		return false;
	for (i = 0; i < n; i++)
		characters += (word[i] & 0xc0) != 0x80;
	return characters >= PLURAL_MIN;
}

static int
give(const struct passage *p, const struct token *t, int flags)
{
	return p->take(p->context, flags, t->word, (int)t->n, t->start, t->end);
}

/*
 * Put the singular of a folded word into `to`.  Return its length, 0 for a word
 * that is too long to be a plural.
 */
static size_t
singular(const char *word, size_t n, char to[static PLURAL_MAX])
{
	if (n > PLURAL_MAX)
		return 0;
	memcpy(to, word, n);
	if (!is_plural(word, n))
		return n;
	if (!ends_in(word, n, "ies"))
		return n - 1;
	to[n - 3] = 'y';
	return n - 2;
}

/*
 * Give another form of the word that a query asks for, at its place: n bytes of
 * its singular and an ending.  It must have the same singular, "one".
 */
static int
give_form(const struct passage *p, const struct token *asked,
    const struct token *one, size_t n, const char *ending)
{
	char word[PLURAL_MAX + 4], folded[PLURAL_MAX];
	struct token form = *asked;

	form.word = word;
	form.n = n + strlen(ending);
	memcpy(word, one->word, n);
	memcpy(word + n, ending, strlen(ending));
	if (form.n == asked->n && memcmp(word, asked->word, form.n) == 0)
		return SQLITE_OK;
	if (singular(word, form.n, folded) != one->n ||
	    memcmp(folded, one->word, one->n) != 0)
		return SQLITE_OK;
	return give(p, &form, FTS5_TOKEN_COLOCATED);
}

/* Give the word that a query asks for, and its singular and plural. */
static int
give_forms(const struct passage *p, const struct token *asked)
{
	char folded[PLURAL_MAX];
	struct token one = { .word = folded };
	int rc = give(p, asked, 0);

	one.n = singular(asked->word, asked->n, folded);
	if (one.n == 0)
		return rc;
	if (rc == SQLITE_OK)
		rc = give_form(p, asked, &one, one.n, "");
	if (rc == SQLITE_OK)
		rc = give_form(p, asked, &one, one.n, "s");
	if (rc == SQLITE_OK && ends_in(folded, one.n, "y"))
		rc = give_form(p, asked, &one, one.n - 1, "ies");
	return rc;
}

/* Return the length of the character of a text without blanks at s, or 0. */
static size_t
unspaced_length(const char *s, size_t n)
{
	uint32_t c;
	size_t length;

	/* The first of them has this byte first, most text has lower ones. */
	if ((unsigned char)*s < 0xe2)
		return 0;
	length = utf8_decode(s, n, &c);
	return length > 0 && utf8_is_in(c, unspaced, COUNT(unspaced)) ? length :
									0;
}

/*
 * Return the length of a word's first part: a character of a text without
 * blanks, or all up to the next one.
 */
static size_t
part_length(const char *s, size_t n)
{
	size_t i = 0, length = 0;

	while (i < n && (length = unspaced_length(s + i, n - i)) == 0)
		i++;
	return i > 0 ? i : length;
}

/* May a word have a character of a text without blanks?  Most are ASCII. */
static bool
may_be_unspaced(const struct token *t)
{
	size_t i;
	unsigned char all = 0;

	for (i = 0; i < t->n; i++)
		all |= (unsigned char)t->word[i];
	return all >= 0xe0;
}

/* Give a word, or the characters of a text without blanks, by a function. */
static int
give_parts(const struct passage *p, const struct token *t,
    int (*give_part)(const struct passage *, const struct token *))
{
	/* Folding an accent makes a word shorter than its text. */
	bool shorter = (size_t)(t->end - t->start) != t->n;
	struct token part = *t;
	size_t i;
	int rc = SQLITE_OK;

	if (t->n > 0 && !may_be_unspaced(t))
		return give_part(p, t);
	for (i = 0; i < t->n && rc == SQLITE_OK; i += part.n) {
		part.word = t->word + i;
		part.n = part_length(part.word, t->n - i);
		if (!shorter) {
			part.start = t->start + (int)i;
			part.end = part.start + (int)part.n;
		}
		rc = give_part(p, &part);
	}
	return rc;
}

/* Give the parts of a word as they are. */
static int
give_alone(const struct passage *p, const struct token *t)
{
	return give(p, t, 0);
}

/* Give the singular of a part of a word. */
static int
give_singular(const struct passage *p, const struct token *t)
{
	char one[PLURAL_MAX];
	struct token single = *t;
	size_t n = singular(t->word, t->n, one);

	if (n > 0) {
		single.word = one;
		single.n = n;
	}
	return give(p, &single, 0);
}

/* A word of a text or a query, of which all words are singulars. */
static int
take_singular(void *context, int flags, const char *word, int n, int start,
    int end)
{
	struct token t = { word, (size_t)n, start, end };

	(void)flags;
	return give_parts(context, &t, give_singular);
}

static int
count_word(void *context, int flags, const char *word, int n, int start,
    int end)
{
	struct passage *p = context;

	(void)flags, (void)word, (void)n, (void)start, (void)end;
	p->prefix++;
	return SQLITE_OK;
}

/* A word of a paper. */
static int
take_word(void *context, int flags, const char *word, int n, int start, int end)
{
	struct token t = { word, (size_t)n, start, end };

	(void)flags;
	return give_parts(context, &t, give_alone);
}

/* Does "=" stand before a word of a query, so that it is meant as it is? */
static bool
is_exact(const char *text, int start)
{
	return start > 0 && text[start - 1] == '=' &&
	    (start == 1 || (unsigned char)text[start - 2] <= ' ');
}

/* A word of a query. */
static int
take_term(void *context, int flags, const char *word, int n, int start, int end)
{
	struct passage *p = context;
	struct token t = { word, (size_t)n, start, end };
	bool alone = ++p->seen == p->prefix || is_exact(p->text, start);

	(void)flags;
	return give_parts(p, &t, alone ? give_alone : give_forms);
}

/*
 * Split a text into words.  In a query a prefix stands for itself alone; FTS5's
 * flag is for a whole phrase, but only its last word is the prefix, so we count
 * the words first.
 */
static int
tokenize(Fts5Tokenizer *self, void *context, int flags, const char *text, int n,
    take_token *take)
{
	struct tokenizer *t = (struct tokenizer *)self;
	struct passage p = { .context = context, .take = take, .text = text };
	bool query = (flags & FTS5_TOKENIZE_QUERY) != 0;
	int rc;

	if (t->singular)
		return t->base.xTokenize(t->unicode61, &p, flags, text, n,
		    take_singular);
	if ((flags & FTS5_TOKENIZE_PREFIX) != 0) {
		rc = t->base.xTokenize(t->unicode61, &p, flags, text, n,
		    count_word);
		if (rc != SQLITE_OK)
			return rc;
	}
	return t->base.xTokenize(t->unicode61, &p, flags, text, n,
	    query ? take_term : take_word);
}

static void
destroy(Fts5Tokenizer *self)
{
	struct tokenizer *t = (struct tokenizer *)self;

	t->base.xDelete(t->unicode61);
	free(t);
}

static int
create(void *context, const char **options, int count, Fts5Tokenizer **self)
{
	const char *folding[] = { "remove_diacritics", "2" };
	fts5_api *api = context;
	struct tokenizer *t;
	void *base_context;
	int rc;

	if (count > 1 || (count == 1 && strcmp(options[0], "singular") != 0))
		return SQLITE_ERROR;
	if ((t = calloc(1, sizeof(*t))) == NULL)
		return SQLITE_NOMEM;
	t->singular = count == 1;
	rc = api->xFindTokenizer(api, "unicode61", &base_context, &t->base);
	if (rc == SQLITE_OK)
		rc = t->base.xCreate(base_context, folding, 2, &t->unicode61);
	if (rc != SQLITE_OK) {
		free(t);
		return rc;
	}
	*self = (Fts5Tokenizer *)t;
	return SQLITE_OK;
}

/* Find FTS5's functions, as section 7 of its documentation says. */
static int
find_fts5(sqlite3 *db, fts5_api **api)
{
	sqlite3_stmt *stmt = NULL;
	int rc;

	*api = NULL;
	rc = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_pointer(stmt, 1, api, "fts5_api_ptr", NULL);
	if (rc == SQLITE_OK && sqlite3_step(stmt) != SQLITE_ROW)
		rc = sqlite3_errcode(db);
	sqlite3_finalize(stmt);
	if (rc == SQLITE_OK && *api == NULL)
		rc = SQLITE_ERROR;
	return rc;
}

/* Splits texts outside of FTS5. */
struct splitter {
	Fts5Tokenizer *tokenizer;
	tokenizer_take *take; /* of the run */
	void *context;
};

/* A word of a splitter's text. */
static int
take_split(void *context, int flags, const char *word, int n, int start,
    int end)
{
	struct splitter *s = context;

	(void)flags, (void)start, (void)end;
	s->take(s->context, word, (size_t)n);
	return SQLITE_OK;
}

/*
 * Make a splitter, which gives a text's words as the tokenizer does with "singular": two words are the same if and only if a query of one finds the other.
 * It ends before the connection, by splitter_close().  Return NULL without memory
 * or FTS5.
 */
struct splitter *
splitter_open(struct sqlite3 *db)
{
	const char *options[] = { "singular" };
	struct splitter *s = calloc(1, sizeof(*s));
	fts5_api *api;

	if (s != NULL && find_fts5(db, &api) == SQLITE_OK &&
	    create(api, options, 1, &s->tokenizer) == SQLITE_OK)
		return s;
	free(s);
	return NULL;
}

/* Hand each word of a text to a function.  Return 0, or -1 without memory. */
int
splitter_run(struct splitter *s, const char *text, tokenizer_take *take,
    void *context)
{
	s->take = take;
	s->context = context;
	return tokenize(s->tokenizer, s, FTS5_TOKENIZE_DOCUMENT, text,
		   (int)strlen(text), take_split) == SQLITE_OK ?
	    0 :
	    -1;
}

/* Free a splitter; NULL is fine. */
void
splitter_close(struct splitter *s)
{
	if (s == NULL)
		return;
	destroy(s->tokenizer);
	free(s);
}

/*
 * Register the tokenizer with a connection, for tokenize='paperfeed'.  It ends
 * with the connection.  A word is folded by unicode61 (remove_diacritics 2).  The
 * singular of one that has four letters or more and does not end in ss, us or is
 * ends in y instead of ies, or without its s.  A word of a query finds all words
 * with the same singular, unless "=" is right before it.  With the option
 * "singular", tokenize='paperfeed singular', a text's words are kept as singulars,
 * so that a query has one word to look for; "=" means nothing then.  Return 0, or an SQLite
 * error code, SQLITE_ERROR where FTS5 is missing.
 */
int
tokenizer_register(struct sqlite3 *db)
{
	fts5_tokenizer functions = { create, destroy, tokenize };
	fts5_api *api;
	int rc;

	if ((rc = find_fts5(db, &api)) != SQLITE_OK)
		return rc;
	return api->xCreateTokenizer(api, "paperfeed", api, &functions, NULL);
}

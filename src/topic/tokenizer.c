/*
 * FTS5's tokenizer "paperfeed": unicode61 splits text into words and folds case
 * and accents, then one rule turns plurals into singulars.  Papers and queries
 * go through it alike; only prefixes keep their plural, see tokenize().
 */
#include "topic/tokenizer.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define PLURAL_MIN 4  /* characters */
#define PLURAL_MAX 64 /* bytes; a longer word is no plural */

typedef int take_token(void *, int, const char *, int, int, int);

struct tokenizer {
	fts5_tokenizer base; /* unicode61's functions */
	Fts5Tokenizer *unicode61;
};

/* One text on its way from unicode61 to FTS5. */
struct passage {
	void *context; /* FTS5's own */
	take_token *take;
	size_t seen;   /* tokens so far */
	size_t prefix; /* number of the token with a *, from 1; or 0 */
};

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
count_token(void *context, int flags, const char *word, int n, int start,
    int end)
{
	struct passage *p = context;

	(void)flags, (void)word, (void)n, (void)start, (void)end;
	p->prefix++;
	return SQLITE_OK;
}

static int
fold_token(void *context, int flags, const char *word, int n, int start,
    int end)
{
	struct passage *p = context;
	char singular[PLURAL_MAX];

	if (++p->seen == p->prefix || !is_plural(word, (size_t)n))
		return p->take(p->context, flags, word, n, start, end);
	if (!ends_in(word, (size_t)n, "ies"))
		return p->take(p->context, flags, word, n - 1, start, end);
	memcpy(singular, word, (size_t)n - 3);
	singular[n - 3] = 'y';
	return p->take(p->context, flags, singular, n - 2, start, end);
}

/*
 * Leave a prefix as it is, because its last letter need not end a word: trans*
 * would become tran* and find tranquil.  FTS5's flag is for a whole phrase, but
 * only its last word is the prefix, so we count the words first.
 */
static int
tokenize(Fts5Tokenizer *self, void *context, int flags, const char *text, int n,
    take_token *take)
{
	struct tokenizer *t = (struct tokenizer *)self;
	struct passage p = { .context = context, .take = take };
	int rc;

	if ((flags & FTS5_TOKENIZE_PREFIX) != 0) {
		rc = t->base.xTokenize(t->unicode61, &p, flags, text, n,
		    count_token);
		if (rc != SQLITE_OK)
			return rc;
	}
	return t->base.xTokenize(t->unicode61, &p, flags, text, n, fold_token);
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

	(void)options;
	if (count != 0)
		return SQLITE_ERROR;
	if ((t = calloc(1, sizeof(*t))) == NULL)
		return SQLITE_NOMEM;
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

/*
 * Register the tokenizer with a connection, for tokenize='paperfeed'.  It ends
 * with the connection.  After unicode61 has folded a word (remove_diacritics
 * 2): if it has four letters or more and does not end in ss, us or is, a final
 * ies becomes y and any other final s is dropped.  Return 0, or an SQLite error
 * code, SQLITE_ERROR where FTS5 is missing.
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

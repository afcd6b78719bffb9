/*
 * Which earlier papers are near a new one: those that share the most rare words
 * of title and keywords.  It is found once, when a paper is published for the
 * first time, so that an entry never changes by it.
 *
 * Of few new papers the index known_by is asked for each word.  Of many it would be
 * asked for the same words again and again, so the titles and keywords of all papers
 * are read once, and what is rare is kept in memory.  Both ways find the same.
 *
 * FTS5's own ranking, bm25(), is not used, because it takes apart the whole text
 * of each paper that it ranks: the index has no sizes of columns.  Titles are all
 * of about one length, so the sum of the words' weights is enough.
 */
#include "store/related.h"

#include <ctype.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "paper/paper.h"
#include "topic/tokenizer.h"
#include "store/changes.h"
#include "store/database.h"
#include "store/nearest.h"
#include "store/rare_words.h"

/*
 * A word is rare if title or keywords of not more earlier papers have it: one in
 * a hundred of those in the store, within these bounds.
 */
#define RARE_SHARE 100
#define RARE_LEAST 8
#define RARE_MOST  100

#define WORD_LEAST 3  /* bytes of a word */
#define WORD_MOST  40 /* longer ones are addresses and the like */
#define WORDS_MOST 8  /* rare ones that are looked for */

/* One new paper among so many is worth reading them all. */
#define NEW_SHARE 16

/* A search for the papers near others, one after the other. */
struct search {
	struct database *database;
	struct nearest near; /* earlier papers, by rare words they share */
	size_t rare;	     /* most papers that have a rare word */
	struct splitter *splitter;

	/* Where an index is asked. */
	struct arena arena;	 /* of the words below */
	struct name_list common; /* words that are not rare, sorted */

	/* Where all papers are read. */
	bool reads_all;
	struct rare_words earlier; /* the words of those before */
};

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
is_common(const struct search *s, const char *word)
{
	return s->common.count > 0 &&
	    bsearch(&word, s->common.names, s->common.count, sizeof(word),
		compare_names) != NULL;
}

/* Remember a word that is not rare: earlier papers have it for ever. */
static void
add_common(struct search *s, const char *word)
{
	size_t n = s->common.count;
	const char *added;

	paper_add_name(&s->arena, &s->common, word, strlen(word));
	added = s->common.names[n];
	for (; n > 0 && strcmp(s->common.names[n - 1], word) > 0; n--)
		s->common.names[n] = s->common.names[n - 1];
	s->common.names[n] = added;
}

static int
compare_keys(const void *a, const void *b)
{
	const int64_t *p = a, *q = b;

	return (*p > *q) - (*p < *q);
}

/*
 * Ask an index for the earlier papers that have a word, if it is rare: with
 * columns, the one of all texts.
 */
static int
ask_for(struct search *s, int64_t key, const char *columns, const char *word)
{
	sqlite3_stmt *q = database_statement(s->database,
	    columns[0] == '\0' ? SQL_SHARING_WORD : SQL_SHARING);
	int64_t keys[RARE_MOST + 1];
	struct buf match = { 0 };
	size_t n = 0;
	int more = 0;

	buf_printf(&match, "%s\"%s\"", columns, word);
	database_bind_text(q, ":match", match.data);
	database_bind_number(q, ":key", key);
	while (n <= s->rare && (more = database_step(s->database, q)) == 1)
		keys[n++] = database_number(q, "key");
	sqlite3_reset(q);
	buf_free(&match);
	if (more == -1)
		return -1;
	if (n > s->rare) {
		add_common(s, word);
		return 0;
	}
	/* They descend, but for papers of days that were read late. */
	if (n > 1)
		qsort(keys, n, sizeof(keys[0]), compare_keys);
	nearest_add(&s->near, keys, n);
	return 0;
}

/* A word as the index has it: how many it is there, and the last one. */
struct split {
	size_t count;
	char word[2 * WORD_MOST];
	size_t n; /* 0: it is too long */
};

static void
take_split(void *context, const char *word, size_t n)
{
	struct split *w = context;

	w->count++;
	w->n = n < sizeof(w->word) ? n : 0;
	memcpy(w->word, word, w->n);
}

/* Find the earlier papers that have a word, if it is rare. */
static int
look_for(struct search *s, int64_t key, const char *word)
{
	struct split split = { 0 };
	const int64_t *keys;
	size_t n;

	if (splitter_run(s->splitter, word, take_split, &split) == -1)
		return -1;
	if (split.count == 0)
		return 0;
	/* Of several, as characters of Chinese, the order counts as well. */
	if (split.count > 1 || split.n == 0)
		return ask_for(s, key, "{title keywords} : ", word);
	if (!s->reads_all)
		return ask_for(s, key, "", word);
	n = rare_words_find(&s->earlier, split.word, split.n, &keys);
	if (n <= s->rare)
		nearest_add(&s->near, keys, n);
	return 0;
}

/* Letters and digits, and all that is not ASCII. */
static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Look for the words of a text that were not among those before. */
static int
look_for_words(struct search *s, int64_t key, const char *text,
    struct name_list *before, struct arena *a)
{
	char word[WORD_MOST + 1];
	size_t i, n;

	while (*text != '\0' && s->near.words < WORDS_MOST) {
		for (n = 0; is_word(text[n]); n++)
			;
		if (n >= WORD_LEAST && n <= WORD_MOST) {
			for (i = 0; i < n; i++)
				word[i] = (char)tolower((unsigned char)text[i]);
			word[n] = '\0';
			if (!paper_has_name(before, word) &&
			    !is_common(s, word)) {
				paper_add_name(a, before, word, n);
				if (look_for(s, key, word) == -1)
					return -1;
			}
		}
		text += n > 0 ? n : 1;
	}
	return 0;
}

/* Keep the nearest papers. */
static int
keep(struct search *s, int64_t key)
{
	int64_t keys[RELATED_PAPERS];
	size_t i, n = nearest_choose(&s->near, keys, RELATED_PAPERS);
	sqlite3_stmt *q;

	for (i = 0; i < n; i++) {
		q = database_statement(s->database, SQL_ADD_RELATED);
		database_bind_number(q, ":paper", key);
		database_bind_number(q, ":place", (int64_t)i + 1);
		database_bind_number(q, ":other", keys[i]);
		if (database_step(s->database, q) == -1)
			return -1;
	}
	return 0;
}

/* What a paper is known by. */
struct known {
	int64_t key;
	const char *title;
	const char *keywords; /* a line each */
};

/* It lasts until the next step. */
static struct known
read_known(sqlite3_stmt *q)
{
	return (struct known){ .key = database_number(q, "key"),
		.title = database_text(q, "title"),
		.keywords = database_text(q, "keywords") };
}

/* Find the papers near one, by the words of its title and its keywords. */
static int
find(struct search *s, const struct known *p)
{
	struct arena a = { 0 };
	struct name_list words = { 0 };
	int ret = -1;

	nearest_clear(&s->near);
	if (look_for_words(s, p->key, p->title, &words, &a) == 0 &&
	    look_for_words(s, p->key, p->keywords, &words, &a) == 0)
		ret = keep(s, p->key);
	arena_free(&a);
	return ret;
}

/* Find the papers near each new one, by asking the index. */
static int
find_few(struct search *s, const struct changes *changes)
{
	sqlite3_stmt *q;
	struct known p;
	size_t i;
	int ret = 0;

	for (i = 0; i < changes->count && ret == 0; i++) {
		if (changes->papers[i].what != CHANGE_NEW)
			continue;
		q = database_statement(s->database, SQL_KNOWN_BY);
		database_bind_number(q, ":first", changes->papers[i].key);
		database_bind_number(q, ":last", changes->papers[i].key);
		if (database_step(s->database, q) != 1)
			return -1;
		p = read_known(q);
		ret = find(s, &p);
		sqlite3_reset(q);
	}
	return ret;
}

/* A paper whose words are noted for later ones. */
struct noting {
	struct rare_words *words;
	int64_t key;
};

static void
note_word(void *context, const char *word, size_t n)
{
	struct noting *to = context;

	rare_words_add(to->words, word, n, to->key);
}

/* Note the words of a paper that is earlier than those that follow. */
static int
note_words(struct search *s, const struct known *p)
{
	struct noting to = { &s->earlier, p->key };

	if (splitter_run(s->splitter, p->title, note_word, &to) == -1)
		return -1;
	return splitter_run(s->splitter, p->keywords, note_word, &to);
}

/* Find the papers near each new one, by reading all papers in order. */
static int
find_many(struct search *s, const struct changes *changes)
{
	const struct change *c = changes->papers, *end = c + changes->count;
	sqlite3_stmt *q = database_statement(s->database, SQL_KNOWN_BY);
	struct known p;
	int more = 0, ret = 0;

	database_bind_number(q, ":first", INT64_MIN);
	database_bind_number(q, ":last", end[-1].key);
	while (ret == 0 && (more = database_step(s->database, q)) == 1) {
		p = read_known(q);
		while (c < end && c->key < p.key)
			c++;
		if (c < end && c->key == p.key && c->what == CHANGE_NEW)
			ret = find(s, &p);
		if (ret == 0)
			ret = note_words(s, &p);
	}
	sqlite3_reset(q);
	return more == -1 ? -1 : ret;
}

static size_t
count_new(const struct changes *changes)
{
	size_t i, count = 0;

	for (i = 0; i < changes->count; i++)
		count += changes->papers[i].what == CHANGE_NEW;
	return count;
}

static size_t
choose_rare(int64_t papers)
{
	if (papers < RARE_LEAST * RARE_SHARE)
		return RARE_LEAST;
	if (papers > RARE_MOST * RARE_SHARE)
		return RARE_MOST;
	return (size_t)papers / RARE_SHARE;
}

/*
 * Find the papers near those that are new since the last publishing, in the order
 * of their keys.  `before` is how many papers there were then.  Return 0, or -1
 * after a warning.
 */
int
related_find(struct database *d, const struct changes *changes, int64_t before)
{
	struct search s = { .database = d };
	size_t count = count_new(changes);
	int ret;

	if (count == 0)
		return 0;
	if ((s.splitter = database_splitter(d)) == NULL)
		err(EX_OSERR, NULL);
	s.rare = choose_rare(before + (int64_t)changes->count);
	s.earlier.most = s.rare;
	s.reads_all = before / NEW_SHARE < (int64_t)count;
	ret = s.reads_all ? find_many(&s, changes) : find_few(&s, changes);
	splitter_close(s.splitter);
	rare_words_free(&s.earlier);
	nearest_free(&s.near);
	arena_free(&s.arena);
	return ret;
}

/*
 * Read the papers near the one of a key into an array of RELATED_PAPERS, and
 * their count.  Return 0, or -1 after a warning.
 */
int
related_read(struct database *d, struct arena *a, int64_t key,
    struct related_paper *papers, size_t *count)
{
	sqlite3_stmt *q = database_statement(d, SQL_RELATED);
	const char *id;
	int more;

	*count = 0;
	database_bind_number(q, ":key", key);
	while ((more = database_step(d, q)) == 1) {
		if (*count == RELATED_PAPERS)
			continue;
		id = database_text(q, "id");
		papers[(*count)++] = (struct related_paper){
			.key = database_number(q, "key"),
			.id = id == NULL ? NULL : arena_string(a, id),
			.guid = arena_string(a, database_text(q, "guid")),
			.title = arena_string(a, database_text(q, "title")),
		};
	}
	return more;
}

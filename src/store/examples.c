/* Finds the papers that a topic has for examples. */
#include "store/examples.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/key_list.h"
#include "paper/guid.h"
#include "paper/paper.h"
#include "topic/terms.h"
#include "topic/topic.h"
#include "store/database.h"
#include "store/find.h"
#include "store/liked.h"
#include "store/paper_row.h"

/* A search for the examples of a topic. */
struct search {
	struct database *database;
	struct arena *arena;
	struct key_list *keys;	   /* of the papers that were found */
	struct name_list *missing; /* the names of the others, or NULL */
};

static void
add_missing(struct search *s, const char *name)
{
	if (s->missing != NULL && !paper_has_name(s->missing, name))
		paper_add_name(s->arena, s->missing, name, strlen(name));
}

/* Find the papers of a text with their names, parted by blanks or commas. */
static int
find_names(struct search *s, const char *names, enum example_kind kind)
{
	static const char blank[] = " ,\t\r\n";
	const char *name;
	int64_t key;
	size_t n;
	int found;

	for (; names != NULL && *names != '\0'; names += n) {
		names += strspn(names, blank);
		if ((n = strcspn(names, blank)) == 0)
			break;
		name = arena_copy(s->arena, names, n);
		found = find_paper(s->database, s->arena, name, &key);
		if (found == -1)
			return -1;
		if (found == 1)
			key_list_add(&s->keys[kind], key);
		else
			add_missing(s, name);
	}
	return 0;
}

/*
 * Find a paper of somebody's library by its id, its DOI or its title.  Return 1
 * with its key, 0 when the store lacks it, or -1.
 */
static int
find_in_store(struct database *d, struct arena *a, const struct paper *p,
    int64_t *key)
{
	struct sqlite3_stmt *q;
	int found = 0;

	if (p->id != NULL)
		found = find_paper(d, a, p->id, key);
	if (found == 0 && p->doi != NULL)
		found = find_paper(d, a, p->doi, key);
	if (found != 0 || p->title == NULL)
		return found;
	q = database_statement(d, SQL_FIND_BY_TITLE);
	database_bind_text(q, ":folded_title", guid_fold(a, p->title));
	return database_query(d, q, key);
}

/* Find the papers of a library; those without a text are missed. */
static int
find_library(struct search *s, const struct paper_list *library)
{
	const struct paper *p;
	int64_t key;
	size_t i;
	int found;

	for (i = 0; library != NULL && i < library->count; i++) {
		p = &library->papers[i];
		found = find_in_store(s->database, s->arena, p, &key);
		if (found == -1)
			return -1;
		if (found == 1)
			key_list_add(&s->keys[EXAMPLE_LIKE], key);
		else if (p->title == NULL)
			add_missing(s, p->id != NULL ? p->id : p->doi);
	}
	return 0;
}

/* Sort keys, and leave each of them once. */
static void
sort(struct key_list *l)
{
	size_t i, count = 0;

	key_list_sort(l);
	for (i = 0; i < l->count; i++) {
		if (count == 0 || l->keys[count - 1] != l->keys[i])
			l->keys[count++] = l->keys[i];
	}
	l->count = count;
}

/*
 * Find the papers of the store that a topic has for examples, by kind; the keys
 * ascend, and the caller frees them.  The names of those that the store lacks are
 * added to `missing`, which may be NULL; the arena owns them.  Return 0, or -1
 * after a warning.
 */
int
examples_find(struct database *d, struct arena *a, const struct topic *t,
    struct key_list *keys, struct name_list *missing)
{
	struct search s = { d, a, keys, missing };

	if (find_names(&s, t->like, EXAMPLE_LIKE) == -1 ||
	    find_names(&s, t->unlike, EXAMPLE_UNLIKE) == -1 ||
	    find_library(&s, t->library) == -1)
		return -1;
	sort(&keys[EXAMPLE_LIKE]);
	sort(&keys[EXAMPLE_UNLIKE]);
	return 0;
}

/* Add the papers of the store that are examples of a kind to a lesson. */
static int
add_stored(struct database *d, struct liked *l, enum example_kind kind,
    struct lesson *lesson)
{
	const struct key_list *keys = &l->examples[kind];
	struct sqlite3_stmt *q;
	struct paper_texts texts;
	size_t i;

	for (i = 0; i < keys->count; i++) {
		q = database_statement(d, SQL_PAPER_TEXTS);
		database_bind_number(q, ":first", keys->keys[i]);
		database_bind_number(q, ":last", keys->keys[i]);
		if (database_step(d, q) != 1)
			return -1;
		texts = (struct paper_texts){
			.title = database_text(q, "title"),
			.keywords = database_text(q, "keywords"),
			.abstract = database_text(q, "abstract"),
		};
		if (terms_read(&l->terms, l->splitter, &texts) == -1)
			return -1;
		lesson_add(lesson, &l->terms, kind);
		database_statement(d, SQL_PAPER_TEXTS);
	}
	return 0;
}

/* Add the texts of a paper that the store lacks to a lesson. */
static int
add_foreign(const struct paper *p, struct liked *l, struct lesson *lesson)
{
	struct buf keywords = { 0 };
	struct paper_texts texts = { .title = p->title };
	size_t i;
	int ret;

	for (i = 0; i < p->keywords.count; i++)
		buf_printf(&keywords, "%s\n", p->keywords.names[i]);
	texts.keywords = keywords.data;
	texts.abstract = p->abstract != NULL ? p->abstract : p->summary;
	ret = terms_read(&l->terms, l->splitter, &texts);
	if (ret == 0)
		lesson_add(lesson, &l->terms, EXAMPLE_LIKE);
	buf_free(&keywords);
	return ret;
}

/* Add the papers of a library that the store lacks to a lesson. */
static int
add_library(struct database *d, const struct paper_list *library,
    struct liked *l, struct lesson *lesson)
{
	struct arena a = { 0 };
	int64_t key;
	size_t i;
	int found, ret = 0;

	for (i = 0; library != NULL && i < library->count && ret == 0; i++) {
		found = find_in_store(d, &a, &library->papers[i], &key);
		if (found == -1)
			ret = -1;
		if (found == 0 && library->papers[i].title != NULL)
			ret = add_foreign(&library->papers[i], l, lesson);
	}
	arena_free(&a);
	return ret;
}

/*
 * Add a topic's examples, of which examples_find() has found those of the store,
 * to a lesson.  Return 0, or -1 after a warning.
 */
int
examples_add(struct database *d, const struct topic *t, struct liked *l,
    struct lesson *lesson)
{
	if (add_stored(d, l, EXAMPLE_LIKE, lesson) == -1 ||
	    add_stored(d, l, EXAMPLE_UNLIKE, lesson) == -1)
		return -1;
	return add_library(d, t->library, l, lesson);
}

/* Add an example of the store. */
static int
list_stored(struct database *d, struct arena *a, int64_t key,
    struct example *to)
{
	struct paper p;
	int i;

	if (paper_row_get(d, key, a, &p) == -1)
		return -1;
	*to = (struct example){ .title = p.title };
	for (i = LINK_ABS; i >= LINK_LISTING && to->url == NULL; i--)
		to->url = p.links[i];
	return 0;
}

/* Add an example to a list. */
static void
list_add(struct arena *a, struct example **list, size_t *count,
    struct example e)
{
	*list = array_grow_in(a, *list, *count, sizeof(**list));
	(*list)[(*count)++] = e;
}

/* List the papers of a library that the store lacks. */
static int
list_foreign(struct database *d, struct arena *a,
    const struct paper_list *library, struct example **list, size_t *count)
{
	const struct paper *p;
	struct example e;
	int64_t key;
	size_t i;
	int found;

	for (i = 0; library != NULL && i < library->count; i++) {
		p = &library->papers[i];
		if ((found = find_in_store(d, a, p, &key)) == -1)
			return -1;
		if (found == 1 || p->title == NULL)
			continue;
		e = (struct example){ .title = p->title };
		if (p->id != NULL)
			e.url =
			    arena_printf(a, "https://arxiv.org/abs/%s", p->id);
		else if (p->doi != NULL)
			e.url = arena_printf(a, "https://doi.org/%s", p->doi);
		list_add(a, list, count, e);
	}
	return 0;
}

/*
 * List what papers have to be like: the examples that the store has, the oldest
 * first, then the others by what is known of them.  The arena owns the list; return
 * 0, or -1 after a warning.
 */
int
examples_list(struct database *d, struct arena *a, const struct topic *t,
    struct example **list, size_t *count)
{
	struct key_list keys[EXAMPLE_KINDS] = { 0 };
	struct name_list missing = { 0 };
	struct topic likes = *t;
	struct example e;
	size_t i;
	int ret;

	*list = NULL;
	*count = 0;
	likes.unlike = NULL;
	ret = examples_find(d, a, &likes, keys, &missing);
	for (i = 0; i < keys[EXAMPLE_LIKE].count && ret == 0; i++) {
		ret = list_stored(d, a, keys[EXAMPLE_LIKE].keys[i], &e);
		if (ret == 0)
			list_add(a, list, count, e);
	}
	if (ret == 0)
		ret = list_foreign(d, a, t->library, list, count);
	for (i = 0; i < missing.count; i++)
		list_add(a, list, count,
		    (struct example){ .title = missing.names[i] });
	key_list_free(&keys[EXAMPLE_LIKE]);
	return ret;
}

/*
 * The people whose papers a topic wants: one name a line, and finding them among
 * a paper's authors.  Names are found by their family name, so that a thousand
 * cost as much as ten.
 */
#include "topic/people.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "topic/name_fold.h"
#include "topic/person_name.h"

#define PEOPLE_MAX	 10000
#define ORGANIZATION_MAX 512 /* bytes */
#define BLANKS		 " \t\r"

/* A person with the pieces of the name. */
struct entry {
	struct person person;
	struct person_name name;
	const char *organizations; /* folded, a NUL behind each and one more */
};

/* A key of a name, and whose it is. */
struct key {
	struct person_key key;
	const struct entry *entry;
};

/* Keys, sorted. */
struct index {
	struct key *keys;
	size_t count;
};

struct people {
	struct entry *entries;
	size_t count;
	struct index families, firsts;
};

/* Return a copy of n bytes without blanks at their ends. */
static const char *
trim(struct arena *a, const char *s, size_t n)
{
	while (n > 0 && strchr(BLANKS, s[n - 1]) != NULL)
		n--;
	for (; n > 0 && strchr(BLANKS, *s) != NULL; n--)
		s++;
	return arena_copy(a, s, n);
}

/* Fold an organization of n bytes: letters and digits alone.  Return the length. */
static size_t
fold_organization(const char *s, size_t n, char to[static ORGANIZATION_MAX])
{
	size_t length = ORGANIZATION_MAX - 2, i, kept = 0;

	if (!name_fold(s, n, to, &length))
		return 0;
	for (i = 0; i < length; i++) {
		if ((to[i] >= 'a' && to[i] <= 'z') ||
		    (to[i] >= '0' && to[i] <= '9') ||
		    (unsigned char)to[i] >= 0x80)
			to[kept++] = to[i];
	}
	to[kept] = '\0';
	return kept;
}

/* Fold organizations that | parts.  Return false if one says nothing. */
static bool
fold_organizations(struct arena *a, struct entry *e)
{
	const char *s = e->person.organization;
	char folded[ORGANIZATION_MAX];
	struct buf all = { 0 };
	size_t n;

	for (;; s += n + 1) {
		n = strcspn(s, "|");
		if (fold_organization(s, n, folded) == 0) {
			buf_free(&all);
			return false;
		}
		buf_add(&all, folded, strlen(folded) + 1);
		if (s[n] == '\0')
			break;
	}
	e->organizations = buf_move(&all, a);
	return true;
}

/* Read n bytes of a line.  Return why they are no person, or NULL. */
static const char *
read_line(struct arena *a, struct people *l, const char *s, size_t n, int line)
{
	const char *bar = memchr(s, '|', n);
	size_t length = bar == NULL ? n : (size_t)(bar - s);
	struct entry *e;

	if (l->count == PEOPLE_MAX)
		return "expected at most 10000 people";
	l->entries = array_grow_in(a, l->entries, l->count, sizeof(*e));
	e = &l->entries[l->count++];
	e->person.line = line;
	e->person.organization = e->organizations = NULL;
	e->person.written = trim(a, s, length);
	if (!person_name_read(&e->name, e->person.written,
		strlen(e->person.written)))
		return "expected a person's name";
	if (!person_name_is_whole(&e->name))
		return "expected a family name with another name or an "
		       "initial: one word alone would be everybody's";
	if (bar != NULL) {
		e->person.organization = trim(a, bar + 1, n - length - 1);
		if (!fold_organizations(a, e))
			return "expected an organization behind |";
	}
	return NULL;
}

static int
compare_keys(const void *a, const void *b)
{
	const struct person_key *x = a, *y = b;
	size_t n = x->length < y->length ? x->length : y->length;
	int order = memcmp(x->text, y->text, n);

	if (order != 0)
		return order;
	return x->length < y->length ? -1 : x->length > y->length;
}

static int
compare(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = compare_keys(&x->key, &y->key);

	return order != 0 ? order :
			    x->entry->person.line - y->entry->person.line;
}

static void
add_key(struct index *x, struct person_key key, const struct entry *e)
{
	if (key.length > 0)
		x->keys[x->count++] = (struct key){ key, e };
}

static void
sort_keys(struct arena *a, struct people *l)
{
	struct person_keys keys;
	size_t i, j;

	l->families.keys =
	    arena_array(a, l->count * PERSON_WORDS, sizeof(struct key));
	l->firsts.keys = arena_array(a, l->count, sizeof(struct key));
	for (i = 0; i < l->count; i++) {
		person_name_keys(&l->entries[i].name, &keys);
		for (j = 0; j < keys.count; j++)
			add_key(&l->families, keys.families[j], &l->entries[i]);
		add_key(&l->firsts, keys.first, &l->entries[i]);
	}
	qsort(l->families.keys, l->families.count, sizeof(struct key), compare);
	qsort(l->firsts.keys, l->firsts.count, sizeof(struct key), compare);
}

/* Return the length of a line without its comment: # with a blank before it. */
static size_t
without_comment(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (s[i] == '#' && (i == 0 || strchr(BLANKS, s[i - 1]) != NULL))
			return i;
	}
	return n;
}

/*
 * Read people, one a line: a name, and behind | the organization of the papers
 * that count, or several of them.  Lines may be empty; # begins a comment.
 * Return the people, owned by the arena, or NULL with what is wrong.
 */
struct people *
people_read(struct arena *a, const char *s, struct people_error *error)
{
	struct people *l = arena_alloc(a, sizeof(*l));
	size_t n, length;

	*error = (struct people_error){ .text = "" };
	for (error->line = 1; *s != '\0'; error->line++) {
		n = strcspn(s, "\n");
		length = without_comment(s, n);
		if (strspn(s, BLANKS) < length) {
			error->why = read_line(a, l, s, length, error->line);
			error->text = trim(a, s, length);
		}
		if (error->why != NULL)
			return NULL;
		s += n + (s[n] == '\n');
	}
	error->line = 1;
	error->text = "";
	error->why = "expected a name in some line, found none";
	if (l->count == 0)
		return NULL;
	sort_keys(a, l);
	return l;
}

/* How many people are there?  There is one at least. */
size_t
people_count(const struct people *l)
{
	return l->count;
}

/* Return a person, from 0, in the order of the file. */
const struct person *
people_get(const struct people *l, size_t i)
{
	return &l->entries[i].person;
}

/* Find the first of the keys that are the same, or the count. */
static size_t
find_key(const struct index *x, const struct person_key *key)
{
	size_t low = 0, high = x->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (compare_keys(&x->keys[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Is a paper's organization, folded, one of those of a person? */
static bool
agrees(const struct entry *e, const char *organization)
{
	const char *s = e->organizations;

	for (; s != NULL && *s != '\0'; s += strlen(s) + 1) {
		if (strcmp(s, organization) == 0)
			return true;
	}
	return s == NULL;
}

/* An author who is looked for. */
struct search {
	const struct person_name *name;
	const char *organization; /* of the paper, folded */
	struct author_found *found;
};

/*
 * Find a person with the author's name among those with a key.  If there is one
 * whose organization does not agree, note that and go on.
 */
static bool
find_by_key(const struct index *x, const struct person_key *key,
    struct search *s)
{
	size_t i = find_key(x, key);
	const struct entry *e;

	for (; i < x->count && compare_keys(&x->keys[i].key, key) == 0; i++) {
		e = x->keys[i].entry;
		if (!person_name_same(&e->name, s->name))
			continue;
		s->found->person = &e->person;
		s->found->elsewhere = !agrees(e, s->organization);
		if (!s->found->elsewhere)
			return true;
	}
	return false;
}

/* Find a person with the author's name. */
static bool
find_name(const struct people *l, struct search *s)
{
	struct person_keys keys;
	size_t i;

	person_name_keys(s->name, &keys);
	for (i = 0; i < keys.count; i++) {
		if (find_by_key(&l->families, &keys.families[i], s) ||
		    find_by_key(&l->firsts, &keys.families[i], s))
			return true;
	}
	return keys.first.length > 0 &&
	    find_by_key(&l->families, &keys.first, s);
}

/*
 * Find the first author of a paper who is one of these people.  Return whether
 * there is one.  If there is none but only because of the organization, `found`
 * has such a person, otherwise none.
 */
bool
people_find(const struct people *l, const struct author_list *authors,
    struct author_found *found)
{
	char organization[ORGANIZATION_MAX] = "";
	const char *s = authors->names;
	struct person_name name;
	struct author_found now;
	struct search search = { &name, organization, &now };
	size_t n;

	*found = (struct author_found){ 0 };
	if (authors->organization != NULL)
		fold_organization(authors->organization,
		    strlen(authors->organization), organization);
	for (; *s != '\0'; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		now = (struct author_found){ .name = s, .length = n };
		if (!person_name_read(&name, s, n))
			continue;
		if (find_name(l, &search)) {
			*found = now;
			return true;
		}
		if (found->person == NULL && now.person != NULL)
			*found = now;
	}
	return false;
}

/* Add the people as a text that changes when one of them does. */
void
people_describe(struct buf *out, const struct people *l)
{
	size_t i;

	for (i = 0; i < l->count; i++) {
		const struct person *p = &l->entries[i].person;

		buf_printf(out, "\n%s", p->written);
		if (p->organization != NULL)
			buf_printf(out, " | %s", p->organization);
	}
}

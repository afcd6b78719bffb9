/*
 * Any bytes as names: up to the first NUL people, then a paper's authors.  Two
 * names that are the same are so either way round, and find each other.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "topic/people.h"
#include "topic/person_name.h"
#include "support.h"

static void
check_pair(const char *one, const char *other)
{
	struct person_name a, b;

	if (!person_name_read(&a, one, strlen(one)) ||
	    !person_name_read(&b, other, strlen(other)))
		return;
	require(a.count > 0 && a.count <= PERSON_WORDS);
	require(a.length <= PERSON_TEXT);
	require(!person_name_is_whole(&a) || person_name_same(&a, &a));
	require(person_name_same(&a, &b) == person_name_same(&b, &a));
}

/* What is found is somebody with that name; who has it is found. */
static void
check_people(const struct people *l, const char *authors)
{
	struct author_list list = { .names = authors };
	struct author_found found;
	struct person_name author, person;
	bool is = people_find(l, &list, &found);
	size_t i;

	require(!is || found.person != NULL);
	if (found.person != NULL) {
		require(person_name_read(&author, found.name, found.length));
		require(person_name_read(&person, found.person->written,
		    strlen(found.person->written)));
		require(person_name_same(&person, &author));
		return;
	}
	for (i = 0; i < people_count(l); i++) {
		const char *name = people_get(l, i)->written;

		if (person_name_read(&person, name, strlen(name)) &&
		    person_name_read(&author, authors, strcspn(authors, "\n")))
			require(!person_name_same(&person, &author));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = { 0 };
	struct people_error error;
	const char *text = arena_copy(&a, (const char *)data, n);
	const char *authors = text + strlen(text);
	struct people *l;

	authors += (size_t)(authors - text) < n;
	check_pair(text, authors);
	l = people_read(&a, text, &error);
	if (l != NULL)
		check_people(l, authors);
	else
		require(error.why != NULL && error.line > 0);
	arena_free(&a);
	return 0;
}

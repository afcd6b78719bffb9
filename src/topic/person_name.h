#pragma once

#include <stdbool.h>
#include <stddef.h>

#define PERSON_TEXT  384 /* bytes of a folded name */
#define PERSON_WORDS 12
#define PERSON_PARTS 2

/* A folded word of a name. */
struct person_word {
	size_t start, length; /* in the name's text */
	bool initial;	      /* one letter */
	bool particle;	      /* inside the name: de la, von */
	/* Where the parts behind its hyphens begin: Jean-Pierre. */
	size_t parts[PERSON_PARTS];
	size_t part_count;
};

/*
 * A person's name in pieces.  The words are one behind the other in the text,
 * the family name last.
 */
struct person_name {
	char text[PERSON_TEXT];
	size_t length;
	struct person_word words[PERSON_WORDS];
	size_t count;
	size_t family; /* words of the family name, or 0: not known */
	bool comma;    /* it is known from a comma */
	bool unspaced; /* Chinese, Japanese or Korean: blanks are no matter */
};

/* A folded text of a name. */
struct person_key {
	const char *text;
	size_t length;
};

/*
 * By what a name is looked for: two that are the same have a family name in
 * common, or the first word of one is the family name of the other.
 */
struct person_keys {
	struct person_key families[PERSON_WORDS];
	size_t count;
	struct person_key first; /* its length may be 0: none */
};

bool person_name_read(struct person_name *, const char *, size_t);
bool person_name_is_whole(const struct person_name *);
bool person_name_same(const struct person_name *, const struct person_name *);
void person_name_keys(const struct person_name *, struct person_keys *);

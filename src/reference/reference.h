#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "paper/paper.h"

struct library;

/* What a field of an entry is, whatever its format calls it. */
enum reference_field {
	REFERENCE_TITLE,
	REFERENCE_SUBTITLE,
	REFERENCE_ABSTRACT,
	REFERENCE_AUTHOR,   /* one: "Doe, Jane" or "Jane Doe" */
	REFERENCE_KEYWORDS, /* parted by semicolons or commas */
	REFERENCE_EPRINT,   /* an identifier of the archive */
	REFERENCE_ARCHIVE,  /* arXiv, or another one */
	REFERENCE_CLASS,    /* of arXiv: cs.CL */
	REFERENCE_DOI,
	REFERENCE_URL,
	REFERENCE_NOTE, /* any text that may name arXiv with an identifier */
	REFERENCE_DATE, /* 2024-01-15 */
	REFERENCE_YEAR,
	REFERENCE_MONTH, /* a number or a name */
	REFERENCE_DAY,
	REFERENCE_FIELDS
};

/*
 * One entry of a library that is being read.  The arena owns its strings.  Start
 * with { .arena = a }.
 */
struct reference {
	struct arena *arena;
	const char *texts[REFERENCE_FIELDS]; /* the first of each field */
	struct name_list authors, keywords;
	const char *id;			 /* of arXiv, or NULL */
	enum reference_field id_is_from; /* the field that named it */
	const char *doi;
};

void reference_add(struct reference *, enum reference_field, const char *);
void reference_add_person(struct reference *, const char *, const char *);
bool reference_keep(struct library *, struct reference *);

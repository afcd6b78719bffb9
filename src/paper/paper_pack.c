/*
 * Papers as bytes: from the process that parses what strangers sent to the one
 * that keeps it, which does not trust it (base/sandbox.h).
 */
#include "paper/paper_pack.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/date.h"

enum field_kind {
	FIELD_TEXT,
	FIELD_SOURCE, /* bytes as they came */
	FIELD_LINK,   /* an http or https URL */
	FIELD_NAMES,
	FIELD_DATE,
	FIELD_COUNT,
	FIELD_FLAG
};

/* All that can be said of a paper before the store knows it. */
static const struct field {
	size_t offset;
	enum field_kind kind;
	size_t count; /* values, one behind the other */
} fields[] = {
	{ offsetof(struct paper, id), FIELD_TEXT, 1 },
	{ offsetof(struct paper, title), FIELD_TEXT, 1 },
	{ offsetof(struct paper, abstract), FIELD_TEXT, 1 },
	{ offsetof(struct paper, summary), FIELD_TEXT, 1 },
	{ offsetof(struct paper, source.title), FIELD_SOURCE, 1 },
	{ offsetof(struct paper, source.abstract), FIELD_SOURCE, 1 },
	{ offsetof(struct paper, source.summary), FIELD_SOURCE, 1 },
	{ offsetof(struct paper, authors), FIELD_NAMES, 1 },
	{ offsetof(struct paper, author_count), FIELD_COUNT, 1 },
	{ offsetof(struct paper, organization), FIELD_TEXT, 1 },
	{ offsetof(struct paper, submitter), FIELD_TEXT, 1 },
	{ offsetof(struct paper, keywords), FIELD_NAMES, 1 },
	{ offsetof(struct paper, published), FIELD_DATE, 1 },
	{ offsetof(struct paper, listed), FIELD_DATE, 1 },
	{ offsetof(struct paper, upvotes), FIELD_COUNT, 1 },
	{ offsetof(struct paper, comments), FIELD_COUNT, 1 },
	{ offsetof(struct paper, stars), FIELD_COUNT, 1 },
	{ offsetof(struct paper, links), FIELD_LINK, LINKS },
	{ offsetof(struct paper, categories), FIELD_NAMES, 1 },
	{ offsetof(struct paper, comment), FIELD_TEXT, 1 },
	{ offsetof(struct paper, journal), FIELD_TEXT, 1 },
	{ offsetof(struct paper, doi), FIELD_TEXT, 1 },
	{ offsetof(struct paper, version), FIELD_COUNT, 1 },
	{ offsetof(struct paper, arxiv_updated), FIELD_DATE, 1 },
	{ offsetof(struct paper, withdrawn), FIELD_FLAG, 1 },
	{ offsetof(struct paper, complete), FIELD_FLAG, 1 },
};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))

/* Add a list of names. */
void
paper_pack_names(struct buf *b, const struct name_list *l)
{
	size_t i;

	pack_number(b, (int64_t)l->count);
	for (i = 0; i < l->count; i++)
		pack_text(b, l->names[i]);
}

/* Add the value of a field, at which `value` points. */
static void
pack_value(struct buf *b, enum field_kind kind, const void *value)
{
	switch (kind) {
	case FIELD_TEXT:
	case FIELD_SOURCE:
	case FIELD_LINK:
		pack_text(b, *(const char *const *)value);
		break;
	case FIELD_NAMES:
		paper_pack_names(b, value);
		break;
	case FIELD_DATE:
	case FIELD_COUNT:
		pack_number(b, *(const int64_t *)value);
		break;
	case FIELD_FLAG:
		pack_number(b, *(const bool *)value);
		break;
	}
}

/* Return the bytes of a value of a field. */
static size_t
size_of(enum field_kind kind)
{
	static const size_t sizes[] = {
		[FIELD_TEXT] = sizeof(char *),
		[FIELD_SOURCE] = sizeof(char *),
		[FIELD_LINK] = sizeof(char *),
		[FIELD_NAMES] = sizeof(struct name_list),
		[FIELD_DATE] = sizeof(int64_t),
		[FIELD_COUNT] = sizeof(int64_t),
		[FIELD_FLAG] = sizeof(bool),
	};

	return sizes[kind];
}

/* Add the places where a paper was seen. */
static void
pack_listings(struct buf *b, const struct paper *p)
{
	const struct listed_in *seen;
	size_t i;

	pack_number(b, (int64_t)p->listing_count);
	for (i = 0; i < p->listing_count; i++) {
		seen = &p->listings[i];
		pack_number(b, (int64_t)seen->kind);
		pack_text(b, seen->label);
		pack_number(b, seen->day);
		pack_number(b, seen->rank);
	}
}

/* Add papers of which the store knows nothing yet. */
void
paper_pack(struct buf *b, const struct paper_list *l)
{
	const char *value;
	size_t n, i, j;

	pack_number(b, (int64_t)l->count);
	for (n = 0; n < l->count; n++) {
		for (i = 0; i < FIELDS; i++) {
			value = (const char *)&l->papers[n] + fields[i].offset;
			for (j = 0; j < fields[i].count; j++)
				pack_value(b, fields[i].kind,
				    value + j * size_of(fields[i].kind));
		}
		pack_listings(b, &l->papers[n]);
	}
}

/* Return how many values follow: no more than there are bytes. */
static size_t
unpack_count(struct unpack *u)
{
	return (size_t)unpack_number(u, 0, (int64_t)u->left);
}

/* Read a list of names into an empty one. */
void
paper_unpack_names(struct unpack *u, struct name_list *l)
{
	size_t n = unpack_count(u);
	const char *name;

	for (; n > 0 && !u->bad; n--) {
		name = unpack_text(u);
		if (name == NULL)
			u->bad = true;
		else
			paper_keep_name(u->arena, l, name);
	}
}

/* Return the next text, the URL of a page in the web, or NULL. */
static const char *
unpack_link(struct unpack *u)
{
	const char *url = unpack_text(u);

	if (url != NULL &&
	    strncasecmp(url, "https://", strlen("https://")) != 0 &&
	    strncasecmp(url, "http://", strlen("http://")) != 0) {
		u->bad = true;
		return NULL;
	}
	return url;
}

/* Read the value of a field into the place to which `value` points. */
static void
unpack_value(struct unpack *u, enum field_kind kind, void *value)
{
	switch (kind) {
	case FIELD_TEXT:
		*(const char **)value = unpack_text(u);
		break;
	case FIELD_SOURCE:
		*(const char **)value = unpack_bytes(u);
		break;
	case FIELD_LINK:
		*(const char **)value = unpack_link(u);
		break;
	case FIELD_NAMES:
		paper_unpack_names(u, value);
		break;
	case FIELD_DATE:
		*(int64_t *)value = unpack_date(u);
		break;
	case FIELD_COUNT:
		*(int64_t *)value = unpack_number(u, COUNT_UNKNOWN, COUNT_MAX);
		break;
	case FIELD_FLAG:
		*(bool *)value = unpack_number(u, false, true) != 0;
		break;
	}
}

/* Read the places where a paper was seen. */
static void
unpack_listings(struct unpack *u, struct paper *p)
{
	struct listed_in seen;
	size_t n = unpack_count(u);

	for (; n > 0 && !u->bad; n--) {
		seen.kind =
		    (enum listing_kind)unpack_number(u, 0, LISTING_KINDS - 1);
		seen.label = unpack_text(u);
		seen.day = unpack_date(u);
		seen.rank = unpack_number(u, 1, COUNT_MAX);
		if (!u->bad)
			paper_add_listing(u->arena, p, &seen);
	}
}

/*
 * Read papers into an empty list, in whose arena they are.  If something is bad
 * there may be a part of them.
 */
void
paper_unpack(struct unpack *u, struct paper_list *l)
{
	struct paper *p;
	size_t i, j, n = unpack_count(u);
	char *value;

	for (; n > 0 && !u->bad; n--) {
		p = paper_list_add(l);
		for (i = 0; i < FIELDS; i++) {
			value = (char *)p + fields[i].offset;
			for (j = 0; j < fields[i].count; j++)
				unpack_value(u, fields[i].kind,
				    value + j * size_of(fields[i].kind));
		}
		unpack_listings(u, p);
	}
}

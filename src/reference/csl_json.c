/*
 * Entries in JSON: CSL-JSON (https://docs.citationstyles.org, "CSL-JSON"), which
 * Zotero, Mendeley and JabRef export, and what the interfaces of Zotero,
 * Mendeley and Semantic Scholar answer.
 */
#include "reference/csl_json.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/json_read.h"
#include "reference/place.h"
#include "reference/reference.h"
#include "reference/library.h"

#define VALUES_FREE 10000 /* that a text may have, and more */
#define VALUE_BYTES 12	  /* one for so many bytes */
#define DEPTH_MAX   4	  /* objects of an entry in each other */

/* What to do with a member's value. */
enum reading {
	TEXT,	/* a text, a number, or several of them */
	PEOPLE, /* an array of names */
	ISSUED, /* CSL's date */
	TAGS,	/* an array of texts, or of objects with a "tag" */
	INSIDE	/* an object with more members of the entry */
};

/* Members by their names, in any case. */
static const struct {
	const char *name;
	enum reading reading;
	enum reference_field field; /* for TEXT */
} members[] = {
	{ "title", TEXT, REFERENCE_TITLE },
	{ "abstract", TEXT, REFERENCE_ABSTRACT },
	{ "abstractNote", TEXT, REFERENCE_ABSTRACT }, /* Zotero */
	{ "author", PEOPLE, REFERENCE_AUTHOR },
	{ "authors", PEOPLE, REFERENCE_AUTHOR },
	{ "creators", PEOPLE, REFERENCE_AUTHOR }, /* Zotero */
	{ "keyword", TEXT, REFERENCE_KEYWORDS },
	{ "keywords", TAGS, REFERENCE_KEYWORDS }, /* Mendeley */
	{ "tags", TAGS, REFERENCE_KEYWORDS },	  /* Zotero */
	{ "arxiv", TEXT, REFERENCE_EPRINT },
	{ "arxivId", TEXT, REFERENCE_EPRINT },
	{ "archiveID", TEXT, REFERENCE_NOTE },
	{ "archive_location", TEXT, REFERENCE_NOTE },
	{ "archiveLocation", TEXT, REFERENCE_NOTE },
	{ "doi", TEXT, REFERENCE_DOI }, { "url", TEXT, REFERENCE_URL },
	{ "websites", TEXT, REFERENCE_URL }, /* Mendeley */
	{ "number", TEXT, REFERENCE_NOTE },
	{ "container-title", TEXT, REFERENCE_NOTE },
	{ "publicationTitle", TEXT, REFERENCE_NOTE },
	{ "publisher", TEXT, REFERENCE_NOTE },
	{ "volume", TEXT, REFERENCE_NOTE }, { "note", TEXT, REFERENCE_NOTE },
	{ "extra", TEXT, REFERENCE_NOTE }, /* Zotero */
	{ "issued", ISSUED, REFERENCE_DATE }, { "date", TEXT, REFERENCE_DATE },
	{ "publicationDate", TEXT, REFERENCE_DATE },
	{ "year", TEXT, REFERENCE_YEAR }, { "month", TEXT, REFERENCE_MONTH },
	{ "day", TEXT, REFERENCE_DAY },
	{ "data", INSIDE, REFERENCE_NOTE },	   /* Zotero's interface */
	{ "identifiers", INSIDE, REFERENCE_NOTE }, /* Mendeley */
	{ "externalIds", INSIDE, REFERENCE_NOTE }, /* Semantic Scholar */
};

/* Members whose array is the entries. */
static const char *const lists[] = { "items", "references", "data",
	"documents" };

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *
text_of(const struct json_value *object, const char *name)
{
	return json_string(json_member(object, name));
}

/* Add a text or a number, or each of an array. */
static void
add_text(struct reference *r, enum reference_field field,
    const struct json_value *v)
{
	char number[32];

	if (v->type == JSON_ARRAY) {
		for (v = v->first; v != NULL; v = v->next) {
			if (v->type == JSON_STRING)
				reference_add(r, field, v->text);
		}
	} else if (v->type == JSON_STRING)
		reference_add(r, field, v->text);
	else if (v->type == JSON_NUMBER) {
		snprintf(number, sizeof(number), "%.15g", v->number);
		reference_add(r, field, number);
	}
}

/* Return the first of two members that is a text, or NULL. */
static const char *
either(const struct json_value *object, const char *one, const char *other)
{
	const char *s = text_of(object, one);

	return s != NULL ? s : text_of(object, other);
}

/* Add a person of CSL ("family"), Zotero ("lastName") or Mendeley. */
static void
add_person(struct reference *r, const struct json_value *v)
{
	const char *kind = text_of(v, "creatorType"), *particle, *family;
	const char *whole = either(v, "literal", "name");

	if (v->type == JSON_STRING)
		reference_add(r, REFERENCE_AUTHOR, v->text);
	if (v->type != JSON_OBJECT ||
	    (kind != NULL && strcmp(kind, "author") != 0))
		return;
	if (whole != NULL) {
		reference_add_person(r, NULL, whole);
		return;
	}
	family = either(v, "family", "lastName");
	if (family == NULL)
		family = text_of(v, "last_name");
	particle = either(v, "non-dropping-particle", "dropping-particle");
	if (particle != NULL && family != NULL)
		family = arena_printf(r->arena, "%s %s", particle, family);
	whole = either(v, "given", "firstName");
	if (whole == NULL)
		whole = text_of(v, "first_name");
	if (family != NULL || whole != NULL)
		reference_add_person(r, whole, family);
}

/* Add CSL's date: {"date-parts": [[2024, 1, 15]]}, or a text in "raw". */
static void
add_issued(struct reference *r, const struct json_value *v)
{
	static const enum reference_field parts[] = { REFERENCE_YEAR,
		REFERENCE_MONTH, REFERENCE_DAY };
	const struct json_value *part = json_member(v, "date-parts");
	const char *raw = either(v, "raw", "literal");
	size_t i;

	if (raw != NULL)
		reference_add(r, REFERENCE_DATE, raw);
	if (v->type == JSON_STRING)
		reference_add(r, REFERENCE_DATE, v->text);
	if (part == NULL || part->type != JSON_ARRAY || part->first == NULL ||
	    part->first->type != JSON_ARRAY)
		return;
	part = part->first->first;
	for (i = 0; i < COUNT(parts) && part != NULL; i++) {
		add_text(r, parts[i], part);
		part = part->next;
	}
}

static void
add_tags(struct reference *r, const struct json_value *v)
{
	const char *tag;

	if (v->type == JSON_STRING)
		reference_add(r, REFERENCE_KEYWORDS, v->text);
	if (v->type != JSON_ARRAY)
		return;
	for (v = v->first; v != NULL; v = v->next) {
		tag =
		    v->type == JSON_OBJECT ? text_of(v, "tag") : json_string(v);
		if (tag != NULL)
			reference_add(r, REFERENCE_KEYWORDS, tag);
	}
}

static void add_members(struct reference *, const struct json_value *, int);

static void
add_member(struct reference *r, const struct json_value *v, size_t row,
    int depth)
{
	const struct json_value *person;

	switch (members[row].reading) {
	case TEXT:
		add_text(r, members[row].field, v);
		break;
	case PEOPLE:
		if (v->type != JSON_ARRAY)
			break;
		for (person = v->first; person != NULL; person = person->next)
			add_person(r, person);
		break;
	case ISSUED:
		add_issued(r, v);
		break;
	case TAGS:
		add_tags(r, v);
		break;
	case INSIDE:
		if (v->type == JSON_OBJECT && depth < DEPTH_MAX)
			add_members(r, v, depth + 1);
		break;
	}
}

static void
add_members(struct reference *r, const struct json_value *object, int depth)
{
	const struct json_value *v;
	size_t i;

	for (v = object->first; v != NULL; v = v->next) {
		for (i = 0; i < COUNT(members); i++) {
			if (v->name_length == strlen(members[i].name) &&
			    strncasecmp(v->name, members[i].name,
				v->name_length) == 0) {
				add_member(r, v, i, depth);
				break;
			}
		}
	}
}

/* Read an entry, the item of a number. */
static void
read_item(struct library *to, const struct json_value *v, size_t number)
{
	struct reference r = { .arena = &to->papers.arena };

	if (v->type == JSON_OBJECT)
		add_members(&r, v, 0);
	if (v->type == JSON_OBJECT && reference_keep(to, &r))
		return;
	if (to->skipped++ == 0)
		snprintf(to->first_skipped, sizeof(to->first_skipped),
		    "item %zu", number);
}

/* Return the array of entries, an object that is the only one, or NULL. */
static const struct json_value *
find_items(const struct json_value *json)
{
	const struct json_value *list;
	size_t i;

	if (json->type == JSON_ARRAY)
		return json->first;
	if (json->type != JSON_OBJECT)
		return NULL;
	for (i = 0; i < COUNT(lists); i++) {
		list = json_member(json, lists[i]);
		if (list != NULL && list->type == JSON_ARRAY)
			return list->first;
	}
	return json_member(json, "title") != NULL ? json : NULL;
}

/*
 * Read n bytes of JSON.  Return 0 with the papers that they name, or -1 with why
 * not.
 */
int
csl_json_read(struct library *to, const char *s, size_t n)
{
	struct arena values = { 0 };
	const struct json_value *json, *item;
	struct json_end end;
	size_t number = 0;
	int ret = -1;

	json = json_read(&values, arena_copy(&to->papers.arena, s, n), n,
	    VALUES_FREE + n / VALUE_BYTES, &end);
	if (json != NULL)
		end.place += strspn(s + end.place, " \t\r\n");
	if (json == NULL || s[end.place] != '\0') {
		place_refuse(to, s, s + end.place, "%s",
		    end.too_many ? "JSON of too many values for its size" :
				   "this is no JSON");
		goto out;
	}
	for (item = find_items(json); item != NULL; item = item->next) {
		if (number++ == LIBRARY_COUNT) {
			snprintf(to->why, sizeof(to->why),
			    "item %zu: more than %d entries", number,
			    LIBRARY_COUNT);
			goto out;
		}
		read_item(to, item, number);
	}
	ret = 0;
out:
	arena_free(&values);
	return ret;
}

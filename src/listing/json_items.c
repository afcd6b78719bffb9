/*
 * The listing's items as JSON: the API's bare array, or the object in a
 * page's island.  The only user of cJSON.
 */
#include "listing/json_items.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/json_escape.h"
#include "paper/clean.h"
#include "listing/draft.h"

#define VALUES_FREE 10000 /* that a text may have, and more */
#define VALUE_BYTES 12	  /* one for so many bytes */
#define COUNT_MAX   1000000000

/*
 * Return the last member with a name, because most readers take the last of
 * equal names (RFC 8259 section 4 leaves that open).  A null counts as absent.
 */
static const cJSON *
member(const cJSON *object, const char *name)
{
	const cJSON *child, *found = NULL;

	if (!cJSON_IsObject(object))
		return NULL;
	cJSON_ArrayForEach(child, object)
	{
		if (strcmp(child->string, name) == 0)
			found = child;
	}
	return cJSON_IsNull(found) ? NULL : found;
}

static const char *
string(const cJSON *object, const char *name)
{
	return cJSON_GetStringValue(member(object, name));
}

static int64_t
number(const cJSON *value)
{
	if (!cJSON_IsNumber(value) || isnan(value->valuedouble))
		return COUNT_UNKNOWN;
	if (value->valuedouble < 0)
		return 0;
	if (value->valuedouble > COUNT_MAX)
		return COUNT_MAX;
	return (int64_t)value->valuedouble;
}

static int64_t
instant(const cJSON *value)
{
	const char *s = cJSON_GetStringValue(value);
	int64_t t = DATE_NONE;

	if (s != NULL)
		date_parse_instant(s, &t);
	return t;
}

/* Members that must have their type if they are there. */
static const struct {
	const char *name;
	int type;
} types[] = {
	{ "ai_keywords", cJSON_Array },
	{ "ai_summary", cJSON_String },
	{ "authors", cJSON_Array },
	{ "githubRepo", cJSON_String },
	{ "githubStars", cJSON_Number },
	{ "id", cJSON_String },
	{ "numComments", cJSON_Number },
	{ "organization", cJSON_Object },
	{ "paper", cJSON_Object },
	{ "projectPage", cJSON_String },
	{ "publishedAt", cJSON_String },
	{ "submittedOnDailyAt", cJSON_String },
	{ "summary", cJSON_String },
	{ "thumbnail", cJSON_String },
	{ "title", cJSON_String },
	{ "upvotes", cJSON_Number },
};

/* Return a member of another type than it should have, or NULL. */
static const char *
wrong_type(const cJSON *object)
{
	const cJSON *child;
	size_t i;

	if (!cJSON_IsObject(object))
		return NULL;
	cJSON_ArrayForEach(child, object)
	{
		if (cJSON_IsNull(child))
			continue;
		for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
			if (strcmp(child->string, types[i].name) == 0 &&
			    (child->type & 0xff) != types[i].type)
				return types[i].name;
		}
	}
	return NULL;
}

/* Read the authors who are shown, and how many there are. */
static void
read_authors(struct arena *a, struct paper *p, const cJSON *authors)
{
	const cJSON *author;
	const char *name;

	if (authors == NULL)
		return;
	cJSON_ArrayForEach(author, authors)
	{
		name = string(author, "name");
		if (name != NULL && !cJSON_IsTrue(member(author, "hidden")))
			paper_add_name(a, &p->authors, name, strlen(name));
	}
	p->author_count = (int64_t)p->authors.count;
}

static void
read_keywords(struct arena *a, struct paper *p, const cJSON *keywords)
{
	const cJSON *keyword;

	cJSON_ArrayForEach(keyword, keywords)
	{
		if (cJSON_IsString(keyword))
			paper_add_name(a, &p->keywords, keyword->valuestring,
			    strlen(keyword->valuestring));
	}
}

/* If both the item and its paper have a value, the item's counts. */
static const cJSON *
either(const cJSON *item, const cJSON *paper, const char *name)
{
	const cJSON *value = member(item, name);

	return value != NULL ? value : member(paper, name);
}

static void
fill_paper(struct arena *a, struct paper *p, const cJSON *item,
    const cJSON *paper)
{
	static const char *const person[] = { "fullname", "name", "user",
		NULL };
	const char *const *name;
	const cJSON *by;

	p->id = arena_string(a, string(paper, "id"));
	p->source.title =
	    arena_string(a, cJSON_GetStringValue(either(paper, item, "title")));
	p->source.abstract = arena_string(a,
	    cJSON_GetStringValue(either(paper, item, "summary")));
	p->source.summary = arena_string(a, string(paper, "ai_summary"));
	read_authors(a, p, member(paper, "authors"));
	read_keywords(a, p, member(paper, "ai_keywords"));
	p->organization = arena_string(a,
	    string(either(item, paper, "organization"), "fullname"));
	if ((by = member(item, "submittedBy")) == NULL)
		by = member(paper, "submittedOnDailyBy");
	for (name = person; *name != NULL && p->submitter == NULL; name++)
		p->submitter = arena_string(a, string(by, *name));
	p->published = instant(either(paper, item, "publishedAt"));
	if (p->published != DATE_NONE)
		p->published = date_midnight(p->published);
	p->listed = instant(member(paper, "submittedOnDailyAt"));
	p->upvotes = number(member(paper, "upvotes"));
	p->comments = number(member(item, "numComments"));
	p->stars = number(member(paper, "githubStars"));
	p->links[LINK_CODE] = arena_string(a, string(paper, "githubRepo"));
	p->links[LINK_PROJECT] = arena_string(a, string(paper, "projectPage"));
	p->links[LINK_THUMBNAIL] = arena_string(a, string(item, "thumbnail"));
}

static void
read_item(struct draft *d, const cJSON *item)
{
	const cJSON *paper = member(item, "paper");
	const char *wrong;
	char why[64];

	wrong = wrong_type(item);
	if (wrong == NULL && paper != NULL)
		wrong = wrong_type(paper);
	if (wrong != NULL) {
		snprintf(why, sizeof(why), "its %s has a wrong type", wrong);
		draft_skip(d, why);
	} else if (paper == NULL)
		draft_skip(d, "it has no paper");
	else if (member(paper, "id") == NULL)
		draft_skip(d, "it has no id");
	else
		fill_paper(&d->listing.papers.arena, draft_add(d), item, paper);
}

/* Refuse an object that is no listing, and name the keys it has. */
static void
refuse_object(struct draft *d, const cJSON *object)
{
	struct arena *a = &d->listing.papers.arena;
	struct buf keys = { .max = 200 };
	const cJSON *child;
	const char *key, *error;

	error = clean_line(a, string(object, "error"));
	if (error != NULL) {
		draft_refuse(d, "no listing: the source answers \"%.100s\"",
		    error);
		return;
	}
	cJSON_ArrayForEach(child, object)
	{
		if ((key = clean_line(a, child->string)) != NULL)
			buf_printf(&keys, "%s%.40s",
			    keys.length > 0 ? ", " : "", key);
	}
	draft_refuse(d,
	    "no listing: JSON has no array dailyPapers; its keys are %s",
	    keys.length > 0 ? keys.data : "none");
	buf_free(&keys);
}

/*
 * Find the day of a page that does not say its period, as those of August 2024
 * do not: the day of the instant `date`, else the one that was asked for.  A
 * fetched page may show another day than the one asked for, so that is not
 * taken for it.  Return its name, owned by the arena, or NULL if there is none.
 */
static const char *
find_day(struct draft *d, const cJSON *page)
{
	int64_t day = instant(member(page, "date"));
	char label[DATE_DAY_SIZE];

	if (day == DATE_NONE && !d->request->live)
		day = d->request->asked;
	if (day == DATE_NONE)
		return NULL;
	date_format_day(date_midnight(day), label);
	return arena_string(&d->listing.papers.arena, label);
}

/* Read kind, label and day of a page from its island. */
static int
read_period(struct draft *d, const cJSON *page)
{
	static const struct {
		const char *name;
		enum listing_kind kind;
	} periods[] = {
		{ "day", LISTING_DAY },
		{ "week", LISTING_WEEK },
		{ "month", LISTING_MONTH },
	};
	const char *date = string(page, "dateString");
	const char *period = string(page, "periodType");
	size_t i;

	if (member(page, "dateString") == NULL)
		date = find_day(d, page);
	if (date == NULL || date_parse_period(date, &d->listing.day) == -1) {
		draft_refuse(d,
		    "no listing: JSON has no dateString with a date");
		return -1;
	}
	d->listing.kind = LISTING_DAY;
	for (i = 0; i < sizeof(periods) / sizeof(periods[0]); i++) {
		if (period != NULL && strcmp(period, periods[i].name) == 0)
			d->listing.kind = periods[i].kind;
	}
	d->listing.label = arena_string(&d->listing.papers.arena, date);
	if ((date = string(page, "prevDate")) != NULL)
		date_parse_period(date, &d->listing.previous);
	return 0;
}

/*
 * Return the items of a page.  On a search page they are the results, because
 * its other list is the day's.  Return NULL if the page is refused because it
 * has none.
 */
static const cJSON *
page_items(struct draft *d, const cJSON *page)
{
	const cJSON *found = member(page, "searchResults");
	const cJSON *items = member(page, "dailyPapers");
	const char *query;

	query = clean_line(&d->listing.papers.arena,
	    string(member(page, "query"), "q"));
	if (query == NULL || !cJSON_IsArray(found))
		found = NULL;
	if (found == NULL && !cJSON_IsArray(items)) {
		refuse_object(d, page);
		return NULL;
	}
	if (read_period(d, page) == -1)
		return NULL;
	if (found == NULL)
		return items;
	d->listing.kind = LISTING_SEARCH;
	d->listing.label = query;
	return found;
}

/* The place behind the string whose opening quotation mark is at s. */
static const char *
skip_string(const char *s, const char *end)
{
	const char *p = s, *back;

	while ((p = memchr(p + 1, '"', (size_t)(end - p - 1))) != NULL) {
		for (back = p; back[-1] == '\\'; back--)
			continue;
		/* An even number of backslashes escape each other. */
		if ((p - back) % 2 == 0)
			return p + 1;
	}
	return end;
}

/*
 * Count commas and brackets outside of strings, because each makes a value of
 * about 80 bytes of memory.  A listing has one in 25 bytes.
 */
static bool
has_too_many_values(const char *s, size_t n)
{
	const char *end = s + n;
	size_t values = 0;

	while (s < end) {
		if (*s == '"') {
			s = skip_string(s, end);
			continue;
		}
		values += *s == ',' || *s == '[' || *s == '{';
		s++;
	}
	return values > VALUES_FREE + n / VALUE_BYTES;
}

/* Does a text end as an array or an object does?  If not, it was cut. */
bool
listing_json_is_whole(const char *s, size_t n)
{
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	return n > 0 && (s[n - 1] == ']' || s[n - 1] == '}');
}

/*
 * The arena that gives cJSON its memory while it parses; cJSON's functions have
 * no parameter for it.  Values are freed together (measured: reading JSON takes
 * a quarter fewer instructions).
 */
static struct arena *memory;

static void *
take_memory(size_t size)
{
	return arena_alloc(memory, size);
}

static void
keep_memory(void *p)
{
	(void)p;
}

static cJSON *
parse_into(struct arena *a, const char *s, size_t n, const char **end)
{
	cJSON_Hooks hooks = { take_memory, keep_memory };
	cJSON *json;

	memory = a;
	cJSON_InitHooks(&hooks);
	json = cJSON_ParseWithLengthOpts(s, n, end, false);
	cJSON_InitHooks(NULL);
	memory = NULL;
	return json;
}

/*
 * Parse n bytes to their last one.  Return the value, which the arena owns, or
 * NULL when it is refused.
 */
static const cJSON *
parse(struct draft *d, struct arena *a, const char *s, size_t n)
{
	const char *end = s;
	const cJSON *json;

	if (has_too_many_values(s, n)) {
		draft_refuse(d,
		    "no listing: JSON of too many values for its size");
		return NULL;
	}
	json = parse_into(a, s, n, &end);
	if (json == NULL) {
		draft_refuse(d, "no listing: JSON is %s at byte %zu of %zu",
		    listing_json_is_whole(s, n) ? "wrong" : "cut",
		    (size_t)(end - s), n);
		return NULL;
	}
	end += strspn(end, " \t\r\n");
	if (end < s + n) {
		draft_refuse(d, "no listing: JSON ends at byte %zu of %zu",
		    (size_t)(end - s), n);
		return NULL;
	}
	return json;
}

/*
 * Read the items of a bare array or of a page's object from n bytes of JSON
 * with a NUL behind them.  Return 0, or -1 when it is refused.
 */
int
listing_json_read(struct draft *d, const char *s, size_t n)
{
	struct buf copy = { 0 };
	struct arena values = { 0 };
	const cJSON *json, *items, *item;
	int ret = -1;

	json = parse(d, &values, json_escape_repair(&copy, s, n), n);
	if (json == NULL)
		goto out;
	if (cJSON_IsArray(json)) {
		d->listing.kind = LISTING_DAY;
		d->listing.by_item = true;
		d->listing.day = d->request->asked;
		items = json;
	} else if ((items = page_items(d, json)) == NULL)
		goto out;
	d->listing.complete = true;
	cJSON_ArrayForEach(item, items) read_item(d, item);
	ret = 0;
out:
	arena_free(&values);
	buf_free(&copy);
	return ret;
}

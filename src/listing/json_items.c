/*
 * The listing's items as JSON: the API's bare array, or the object in a
 * page's island.
 */
#include "listing/json_items.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/json_read.h"
#include "paper/clean.h"
#include "listing/draft.h"

#define VALUES_FREE 10000 /* that a text may have, and more */
#define VALUE_BYTES 12	  /* one for so many bytes */

static const char *
string(const struct json_value *object, const char *name)
{
	return json_string(json_member(object, name));
}

static int64_t
number(const struct json_value *value)
{
	if (value == NULL || value->type != JSON_NUMBER)
		return COUNT_UNKNOWN;
	if (value->number < 0)
		return 0;
	if (value->number > COUNT_MAX)
		return COUNT_MAX;
	return (int64_t)value->number;
}

static int64_t
instant(const struct json_value *value)
{
	const char *s = json_string(value);
	int64_t t = DATE_NONE;

	if (s != NULL)
		date_parse_instant(s, &t);
	return t;
}

/* A name and its length, as every member is compared with all of them. */
#define NAME(text) text, sizeof(text) - 1

/* Members that must have their type if they are there. */
static const struct {
	const char *name;
	size_t length;
	enum json_type type;
} types[] = {
	{ NAME("ai_keywords"), JSON_ARRAY },
	{ NAME("ai_summary"), JSON_STRING },
	{ NAME("authors"), JSON_ARRAY },
	{ NAME("githubRepo"), JSON_STRING },
	{ NAME("githubStars"), JSON_NUMBER },
	{ NAME("id"), JSON_STRING },
	{ NAME("numComments"), JSON_NUMBER },
	{ NAME("organization"), JSON_OBJECT },
	{ NAME("paper"), JSON_OBJECT },
	{ NAME("projectPage"), JSON_STRING },
	{ NAME("publishedAt"), JSON_STRING },
	{ NAME("submittedOnDailyAt"), JSON_STRING },
	{ NAME("summary"), JSON_STRING },
	{ NAME("thumbnail"), JSON_STRING },
	{ NAME("title"), JSON_STRING },
	{ NAME("upvotes"), JSON_NUMBER },
};

/* Return a member of another type than it should have, or NULL. */
static const char *
wrong_type(const struct json_value *object)
{
	const struct json_value *child;
	size_t i;

	if (object->type != JSON_OBJECT)
		return NULL;
	for (child = object->first; child != NULL; child = child->next) {
		if (child->type == JSON_NULL)
			continue;
		for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
			if (child->name_length == types[i].length &&
			    child->type != types[i].type &&
			    memcmp(child->name, types[i].name,
				types[i].length) == 0)
				return types[i].name;
		}
	}
	return NULL;
}

/* Read the authors who are shown, and how many there are. */
static void
read_authors(struct arena *a, struct paper *p, const struct json_value *authors)
{
	const struct json_value *author, *hidden;
	const char *name;

	if (authors == NULL)
		return;
	for (author = authors->first; author != NULL; author = author->next) {
		name = string(author, "name");
		hidden = json_member(author, "hidden");
		if (name != NULL &&
		    (hidden == NULL || hidden->type != JSON_TRUE))
			paper_keep_name(a, &p->authors, name);
	}
	p->author_count = (int64_t)p->authors.count;
}

static void
read_keywords(struct arena *a, struct paper *p,
    const struct json_value *keywords)
{
	const struct json_value *keyword;

	if (keywords == NULL)
		return;
	for (keyword = keywords->first; keyword != NULL;
	     keyword = keyword->next) {
		if (keyword->type == JSON_STRING)
			paper_keep_name(a, &p->keywords, keyword->text);
	}
}

/* If both the item and its paper have a value, the item's counts. */
static const struct json_value *
either(const struct json_value *item, const struct json_value *paper,
    const char *name)
{
	const struct json_value *value = json_member(item, name);

	return value != NULL ? value : json_member(paper, name);
}

/* Fill in a paper, whose strings stay where the JSON has them. */
static void
fill_paper(struct arena *a, struct paper *p, const struct json_value *item,
    const struct json_value *paper)
{
	static const char *const person[] = { "fullname", "name", "user",
		NULL };
	const char *const *name;
	const struct json_value *by;

	p->id = string(paper, "id");
	p->source.title = json_string(either(paper, item, "title"));
	p->source.abstract = json_string(either(paper, item, "summary"));
	p->source.summary = string(paper, "ai_summary");
	read_authors(a, p, json_member(paper, "authors"));
	read_keywords(a, p, json_member(paper, "ai_keywords"));
	p->organization =
	    string(either(item, paper, "organization"), "fullname");
	if ((by = json_member(item, "submittedBy")) == NULL)
		by = json_member(paper, "submittedOnDailyBy");
	for (name = person; *name != NULL && p->submitter == NULL; name++)
		p->submitter = string(by, *name);
	p->published = instant(either(paper, item, "publishedAt"));
	if (p->published != DATE_NONE)
		p->published = date_midnight(p->published);
	p->listed = instant(json_member(paper, "submittedOnDailyAt"));
	p->upvotes = number(json_member(paper, "upvotes"));
	p->comments = number(json_member(item, "numComments"));
	p->stars = number(json_member(paper, "githubStars"));
	p->links[LINK_CODE] = string(paper, "githubRepo");
	p->links[LINK_PROJECT] = string(paper, "projectPage");
	p->links[LINK_THUMBNAIL] = string(item, "thumbnail");
}

static void
read_item(struct draft *d, const struct json_value *item)
{
	const struct json_value *paper = json_member(item, "paper");
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
	else if (json_member(paper, "id") == NULL)
		draft_skip(d, "it has no id");
	else
		fill_paper(&d->listing.papers.arena, draft_add(d), item, paper);
}

/* Refuse an object that is no listing, and name the keys it has. */
static void
refuse_object(struct draft *d, const struct json_value *object)
{
	struct arena *a = &d->listing.papers.arena;
	struct buf keys = { .max = 200 };
	const struct json_value *child;
	const char *key, *error;

	error = clean_line(a, string(object, "error"));
	if (error != NULL) {
		draft_refuse(d, "no listing: the source answers \"%.100s\"",
		    error);
		return;
	}
	for (child = object->type == JSON_OBJECT ? object->first : NULL;
	     child != NULL; child = child->next) {
		if ((key = clean_line(a, child->name)) != NULL)
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
find_day(struct draft *d, const struct json_value *page)
{
	int64_t day = instant(json_member(page, "date"));
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
read_period(struct draft *d, const struct json_value *page)
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

	if (json_member(page, "dateString") == NULL)
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

static bool
is_array(const struct json_value *value)
{
	return value != NULL && value->type == JSON_ARRAY;
}

/*
 * Return the items of a page.  On a search page they are the results, because
 * its other list is the day's.  Return NULL if the page is refused because it
 * has none.
 */
static const struct json_value *
page_items(struct draft *d, const struct json_value *page)
{
	const struct json_value *found = json_member(page, "searchResults");
	const struct json_value *items = json_member(page, "dailyPapers");
	const char *query;

	query = clean_line(&d->listing.papers.arena,
	    string(json_member(page, "query"), "q"));
	if (query == NULL || !is_array(found))
		found = NULL;
	if (found == NULL && !is_array(items)) {
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

/* Does a text end as an array or an object does?  If not, it was cut. */
bool
listing_json_is_whole(const char *s, size_t n)
{
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	return n > 0 && (s[n - 1] == ']' || s[n - 1] == '}');
}

/*
 * Parse n bytes to their last one, and spoil them.  Return the value, which the
 * arena owns, or NULL when it is refused.  A listing has a comma or a bracket in
 * 25 bytes; many more would take too much memory.
 */
static const struct json_value *
parse(struct draft *d, struct arena *a, char *s, size_t n)
{
	bool whole = listing_json_is_whole(s, n);
	const struct json_value *json;
	struct json_end end;

	json = json_read(a, s, n, VALUES_FREE + n / VALUE_BYTES, &end);
	if (end.too_many) {
		draft_refuse(d,
		    "no listing: JSON of too many values for its size");
		return NULL;
	}
	if (json == NULL) {
		draft_refuse(d, "no listing: JSON is %s at byte %zu of %zu",
		    whole ? "wrong" : "cut", end.place, n);
		return NULL;
	}
	end.place += strspn(s + end.place, " \t\r\n");
	if (end.place < n) {
		draft_refuse(d, "no listing: JSON ends at byte %zu of %zu",
		    end.place, n);
		return NULL;
	}
	return json;
}

/*
 * Read the items of a bare array or of a page's object from n bytes of JSON with
 * a NUL behind them.  They are spoilt, and must live as long as the papers, whose
 * strings stay in them.  Return 0, or -1 when it is refused.
 */
int
listing_json_read_here(struct draft *d, char *s, size_t n)
{
	struct arena values = { 0 };
	const struct json_value *json, *items, *item;
	int ret = -1;

	json = parse(d, &values, s, n);
	if (json == NULL)
		goto out;
	if (is_array(json)) {
		d->listing.kind = LISTING_DAY;
		d->listing.by_item = true;
		d->listing.day = d->request->asked;
		items = json;
	} else if ((items = page_items(d, json)) == NULL)
		goto out;
	d->listing.complete = true;
	for (item = items->first; item != NULL; item = item->next)
		read_item(d, item);
	ret = 0;
out:
	arena_free(&values);
	return ret;
}

/* The same for bytes that stay as they are: a copy of them is read. */
int
listing_json_read(struct draft *d, const char *s, size_t n)
{
	return listing_json_read_here(d,
	    arena_copy(&d->listing.papers.arena, s, n), n);
}

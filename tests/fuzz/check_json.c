/* A strict look at the JSON that the program wrote. */
#include "check_json.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/json_read.h"
#include "check_html.h"
#include "support.h"

/* Keys, by what their values are; NULL ends each list. */
static const char *const links[] = { "home_page_url", "feed_url", "favicon",
	"url", "external_url", "image", "about", "scheme", "listing", "abs",
	"pdf", "code", "project", "thumbnail", NULL };
static const char *const dates[] = { "date_published", "date_modified",
	"updated", "arxiv_updated", NULL };
static const char *const texts[] = { "title", "description", "name", "type",
	"language", "version", "id", "summary", "comment", "journal_ref", "doi",
	"guid", "abstract", "organization", "published", "submitter", "journal",
	"kind", "label", "program", "newest", "health", "error", "slug", NULL };
static const char *const others[] = { "authors", "hubs", "items", "tags",
	"_arxiv", "categories", "withdrawn", "author_count", "upvotes",
	"peak_upvotes", "comments", "stars", "keywords", "links", "listings",
	"rank", "topics", "papers", "sources", "attempted", "succeeded",
	"changed", "http", "retired", "retired_files", NULL };

static int
has_name(const char *const *names, const char *name)
{
	for (; *names != NULL; names++) {
		if (strcmp(*names, name) == 0)
			return 1;
	}
	return 0;
}

static void
check_string(const char *name, const char *s)
{
	int64_t t;

	check_characters(s, strlen(s), "");
	if (name == NULL)
		require(s[0] != '\0');
	else if (has_name(links, name))
		check_url(s, strlen(s));
	else if (has_name(dates, name) || strcmp(name, "listed") == 0)
		require(date_parse_instant(s, &t) == 0);
	else if (strcmp(name, "content_html") == 0)
		check_html(s, strlen(s), &html_in_feeds);
	else
		require(has_name(texts, name));
}

static void check_value(const struct json_value *);

static void
check_members(const struct json_value *v)
{
	const struct json_value *other;

	for (; v != NULL; v = v->next) {
		if (v->name != NULL) {
			require(v->type == JSON_STRING ||
			    has_name(texts, v->name) ||
			    has_name(links, v->name) ||
			    has_name(dates, v->name) ||
			    has_name(others, v->name));
			for (other = v->next; other != NULL;
			     other = other->next)
				require(strcmp(v->name, other->name) != 0);
		}
		check_value(v);
	}
}

static void
check_value(const struct json_value *v)
{
	if (v->type == JSON_STRING)
		check_string(v->name, v->text);
	else if (v->type == JSON_ARRAY || v->type == JSON_OBJECT)
		check_members(v->first);
	else if (v->type == JSON_NUMBER)
		require(v->number >= 0 && v->number < 1e18);
}

/*
 * The reader takes more than RFC 8259 has: controls, and any number of strtod().
 * Outside of strings there may be digits, the signs of JSON and the letters of
 * its three words; inside, no line feed.  One ends the text.
 */
static void
check_bytes(const char *s, size_t n)
{
	bool quoted = false;
	size_t i;

	require(n > 0 && s[n - 1] == '\n');
	check_characters(s, n, "");
	for (i = 0; i < n; i++) {
		if (s[i] == '"')
			quoted = !quoted;
		else if (!quoted)
			require(strchr("{}[]:,\n0123456789truefalsn", s[i]) !=
			    NULL);
		else if (s[i] == '\\')
			i++;
		else
			require(s[i] != '\n');
	}
}

void
check_json(const char *s, size_t n)
{
	char *copy = take_copy((const uint8_t *)s, n);
	const struct json_value *v;
	struct arena a = { 0 };
	struct json_end end;

	check_bytes(s, n);
	v = json_read(&a, copy, n, 1000000, &end);
	require(v != NULL && v->type == JSON_OBJECT);
	require(end.place == n - 1);
	check_value(v);
	arena_free(&a);
	free(copy);
}

/* JSON Feed 1.1 (https://jsonfeed.org/version/1.1). */
#include "feed/json_feed.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "paper/paper.h"
#include "config/config.h"
#include "feed/entry.h"
#include "feed/entry_html.h"
#include "feed/feed.h"

/* Add a member, or none for NULL. */
static void
write_text(struct json *j, const char *key, const char *text)
{
	if (text != NULL)
		json_text(j, key, text);
}

/*
 * Return the URL of the paper's page at arXiv, which most people cite, or NULL.
 */
static const char *
external_url(const struct entry *e)
{
	static const char arxiv[] = "https://arxiv.org/abs/";
	size_t i;

	for (i = 0; i < e->related_count; i++) {
		if (strncmp(e->related[i].href, arxiv, strlen(arxiv)) == 0)
			return e->related[i].href;
	}
	return NULL;
}

static void
write_content(struct json *j, const struct entry *e)
{
	struct buf html = { 0 };

	entry_html_add_whole(&html, e);
	write_text(j, "content_html", html.data);
	buf_free(&html);
}

/* An item without authors has the feed's. */
static void
write_authors(struct json *j, const struct name_list *authors)
{
	size_t i;

	if (authors->count == 0)
		return;
	json_open(j, "authors", '[');
	for (i = 0; i < authors->count; i++) {
		json_open(j, NULL, '{');
		write_text(j, "name", authors->names[i]);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* Return the n-th tag: an entry's topics, arXiv's categories, the keywords. */
static const char *
tag(const struct entry *e, size_t n)
{
	const struct name_list *categories = &e->paper->categories;

	if (n < e->topic_count)
		return e->topics[n]->title;
	n -= e->topic_count;
	if (n < categories->count)
		return categories->names[n];
	return e->keywords.names[n - categories->count];
}

/*
 * Did the same tag come before?  Readers do not distinguish Agents from agents.
 */
static bool
is_repeated(const struct entry *e, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcasecmp(tag(e, i), tag(e, n)) == 0)
			return true;
	}
	return false;
}

static void
write_tags(struct json *j, const struct entry *e)
{
	size_t count =
	    e->topic_count + e->paper->categories.count + e->keywords.count;
	size_t i;

	if (count == 0)
		return;
	json_open(j, "tags", '[');
	for (i = 0; i < count; i++) {
		if (!is_repeated(e, i))
			json_text(j, NULL, tag(e, i));
	}
	json_close(j, ']');
}

/*
 * Add what arXiv says, as an extension (section "Extensions"): a tag cannot say
 * of which scheme it is.
 */
static void
write_arxiv(struct json *j, const struct paper *p)
{
	size_t i;

	if (p->version < 1)
		return;
	json_open(j, "_arxiv", '{');
	write_text(j, "about",
	    "https://info.arxiv.org/help/api/user-manual.html");
	write_text(j, "scheme", ENTRY_ARXIV_SCHEME);
	json_open(j, "categories", '[');
	for (i = 0; i < p->categories.count; i++)
		json_text(j, NULL, p->categories.names[i]);
	json_close(j, ']');
	write_text(j, "comment", p->comment);
	write_text(j, "journal_ref", p->journal);
	write_text(j, "doi", p->doi);
	json_number(j, "version", p->version, COUNT_UNKNOWN);
	json_flag(j, "withdrawn", p->withdrawn);
	json_close(j, '}');
}

/* Add a paper as an item, on one line.  Return 0, or -1 when it did not fit. */
int
json_feed_write_entry(struct buf *out, const struct entry *e,
    const struct site *site)
{
	struct json j = { .out = out };

	(void)site;
	json_open(&j, NULL, '{');
	write_text(&j, "id", e->guid);
	write_text(&j, "url", e->link);
	write_text(&j, "external_url", external_url(e));
	write_text(&j, "title", e->title);
	write_content(&j, e);
	write_text(&j, "summary", e->summary);
	write_text(&j, "image", e->thumbnail);
	json_instant(&j, "date_published", e->published);
	json_instant(&j, "date_modified", e->updated);
	write_authors(&j, &e->authors);
	write_tags(&j, e);
	write_arxiv(&j, e->paper);
	json_close(&j, '}');
	return out->full ? -1 : 0;
}

/* Name the hub that tells the feed's changes (W3C WebSub), if there is one. */
static void
write_hub(struct json *j, const char *hub)
{
	if (hub == NULL)
		return;
	json_open(j, "hubs", '[');
	json_open(j, NULL, '{');
	json_text(j, "type", "WebSub");
	json_text(j, "url", hub);
	json_close(j, '}');
	json_close(j, ']');
}

static void
write_head(struct json *j, const struct feed *f)
{
	struct arena a = { 0 };

	write_text(j, "version", "https://jsonfeed.org/version/1.1");
	write_text(j, "title", f->title);
	write_text(j, "home_page_url", f->page);
	write_text(j, "feed_url", arena_printf(&a, "%s.json", f->id));
	write_text(j, "description", f->description);
	write_text(j, "favicon",
	    arena_printf(&a, "%sfavicon.ico", f->site->url));
	json_open(j, "authors", '[');
	json_open(j, NULL, '{');
	write_text(j, "name", f->site->title);
	write_text(j, "url", f->site->url);
	json_close(j, '}');
	json_close(j, ']');
	write_text(j, "language", "en");
	write_hub(j, f->site->hub);
	arena_free(&a);
}

/*
 * Add a feed as JSON; its items have been written.  Return 0, or -1 when it
 * did not fit.
 */
int
json_feed_write(struct buf *out, const struct feed *f)
{
	struct json j = { .out = out };
	size_t i;

	json_open(&j, NULL, '{');
	write_head(&j, f);
	json_open(&j, "items", '[');
	for (i = 0; i < f->count; i++)
		entry_add_text(json_begin_part(&j), f->entries[i], f->form);
	json_close(&j, ']');
	json_close(&j, '}');
	buf_putc(out, '\n');
	return out->full ? -1 : 0;
}

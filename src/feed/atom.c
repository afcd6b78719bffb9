/*
 * Atom 1.0 (RFC 4287), live feeds and the months of an archive (RFC 5005
 * section 4).
 */
#include "feed/atom.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/xml.h"
#include "topic/topic.h"
#include "config/config.h"
#include "feed/entry.h"
#include "feed/feed.h"

static void
write_instant(struct xml *x, const char *name, int64_t instant)
{
	char text[DATE_RFC3339_SIZE];

	date_format_rfc3339(instant, text);
	xml_element(x, name, text);
}

/* A link (section 4.2.7); type and title may be NULL. */
static void
write_link(struct xml *x, const char *rel, const char *type, const char *href,
    const char *title)
{
	xml_open(x, "link");
	xml_attribute(x, "rel", rel);
	xml_attribute(x, "type", type);
	xml_attribute(x, "href", href);
	xml_attribute(x, "title", title);
	xml_close(x);
}

static void
write_author(struct xml *x, const char *name)
{
	xml_open(x, "author");
	xml_element(x, "name", name);
	xml_close(x);
}

/* A category (section 4.2.2); scheme and label may be NULL. */
static void
write_category(struct xml *x, const char *term, const char *scheme,
    const char *label)
{
	xml_open(x, "category");
	xml_attribute(x, "term", term);
	xml_attribute(x, "scheme", scheme);
	xml_attribute(x, "label", label);
	xml_close(x);
}

static void
write_topics(struct xml *x, const struct entry *e, const struct site *site)
{
	struct arena a = { 0 };
	const char *scheme = arena_printf(&a, "%stopics", site->url);
	size_t i;

	for (i = 0; i < e->topic_count; i++)
		write_category(x, e->topics[i]->slug, scheme,
		    e->topics[i]->title);
	arena_free(&a);
}

/* Which parts an entry has in each kind of document. */
struct manner {
	bool topics;
	bool counts;
	bool abstract;
};

static const struct manner in_feed = { true, true, true };
static const struct manner in_archive = { false, false, true };
static const struct manner in_brief = { false, false, false };

static void
write_content(struct xml *x, const struct entry *e, const struct manner *manner)
{
	xml_open(x, "content");
	xml_attribute(x, "type", "html");
	if (manner->abstract)
		xml_add_escaped(x, ENTRY_LASTING);
	else
		xml_text(x, "<p>The abstract is on the paper's page.</p>");
	if (manner->counts && e->counts != NULL)
		xml_text(x, e->counts);
	xml_close(x);
}

static int
write_entry(struct buf *out, const struct entry *e, const struct site *site,
    const struct manner *manner)
{
	struct xml x;
	size_t i;

	xml_start_part(&x, out, 1);
	xml_open(&x, "entry");
	xml_element(&x, "id", e->guid);
	xml_element(&x, "title", e->title);
	write_instant(&x, "published", e->published);
	write_instant(&x, "updated", e->updated);
	for (i = 0; i < e->authors.count; i++)
		write_author(&x, e->authors.names[i]);
	write_link(&x, "alternate", "text/html", e->link, NULL);
	for (i = 0; i < e->related_count; i++)
		write_link(&x, "related", e->related[i].type,
		    e->related[i].href, e->related[i].title);
	if (manner->topics)
		write_topics(&x, e, site);
	for (i = 0; i < e->keywords.count; i++)
		write_category(&x, e->keywords.names[i], NULL, NULL);
	if (manner->abstract)
		xml_element(&x, "summary", e->summary);
	write_content(&x, e, manner);
	if (e->thumbnail != NULL) {
		xml_open(&x, "media:thumbnail");
		xml_attribute(&x, "url", e->thumbnail);
		xml_close(&x);
	}
	xml_close(&x);
	return xml_end_part(&x);
}

/*
 * Add a paper as an entry (section 4.1.2) of a live feed, with the sign
 * ENTRY_LASTING for its content.  Return 0, or -1 when it did not fit.
 */
int
atom_write_entry(struct buf *out, const struct entry *e,
    const struct site *site)
{
	return write_entry(out, e, site, &in_feed);
}

/*
 * The same for an archive, whose entries do not change: without the paper's
 * other topics, because a new topic must not change the past, and without
 * votes.
 */
int
atom_write_archive_entry(struct buf *out, const struct entry *e,
    const struct site *site)
{
	return write_entry(out, e, site, &in_archive);
}

/*
 * The same for an archive's document that is too large: title, authors and
 * links, and one sentence instead of the abstract.
 */
int
atom_write_brief_entry(struct buf *out, const struct entry *e,
    const struct site *site)
{
	return write_entry(out, e, site, &in_brief);
}

static const char *
archive_url(struct arena *a, const struct feed *f, const char *month)
{
	if (month == NULL)
		return NULL;
	return arena_printf(a, "%sarchive/%s-%s.atom", f->site->url,
	    f->topic->slug, month);
}

/* Add the links from this document of the feed to the others (RFC 5005). */
static void
write_feed_links(struct xml *x, const struct feed *f)
{
	static const char type[] = "application/atom+xml";
	struct arena a = { 0 };
	const char *live = arena_printf(&a, "%s.atom", f->id);
	const char *previous = archive_url(&a, f, f->previous);
	const char *next = archive_url(&a, f, f->next);

	if (f->month == NULL)
		write_link(x, "self", type, live, NULL);
	else {
		write_link(x, "self", type, archive_url(&a, f, f->month), NULL);
		write_link(x, "current", type, live, NULL);
	}
	write_link(x, "alternate", "text/html", f->page, NULL);
	if (previous != NULL)
		write_link(x, "prev-archive", type, previous, NULL);
	if (next != NULL)
		write_link(x, "next-archive", type, next, NULL);
	arena_free(&a);
}

static void
write_head(struct xml *x, const struct feed *f)
{
	struct arena a = { 0 };

	xml_element(x, "id", f->id);
	xml_element(x, "title", f->title);
	xml_element(x, "subtitle", f->description);
	write_instant(x, "updated", f->updated);
	write_author(x, f->site->title);
	write_feed_links(x, f);
	xml_element(x, "icon", arena_printf(&a, "%sfavicon.ico", f->site->url));
	xml_open(x, "generator");
	xml_attribute(x, "version", PACKAGE_VERSION);
	xml_text(x, PACKAGE_NAME);
	xml_close(x);
	if (f->month != NULL) {
		xml_open(x, "fh:archive");
		xml_close(x);
	}
	arena_free(&a);
}

/*
 * Add a feed as Atom; its entries have been written.  Return 0, or -1 when it
 * did not fit.
 */
int
atom_write(struct buf *out, const struct feed *f)
{
	struct xml x;
	size_t i;

	xml_start(&x, out);
	xml_open(&x, "feed");
	xml_attribute(&x, "xmlns", "http://www.w3.org/2005/Atom");
	if (f->month != NULL)
		xml_attribute(&x, "xmlns:fh",
		    "http://purl.org/syndication/history/1.0");
	xml_attribute(&x, "xmlns:media", "http://search.yahoo.com/mrss/");
	xml_attribute(&x, "xml:lang", "en");
	write_head(&x, f);
	for (i = 0; i < f->count; i++)
		entry_add_text(xml_begin_part(&x), f->entries[i], f->form);
	xml_close(&x);
	return xml_end(&x);
}

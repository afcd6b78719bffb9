/* Atom 1.0 (RFC 4287). */
#include "write_atom.h"

#include "arena.h"
#include "buf.h"
#include "date.h"
#include "feed.h"
#include "xml.h"

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

static void
write_entry(struct xml *x, const struct entry *e)
{
	size_t i;

	xml_open(x, "entry");
	xml_element(x, "id", e->guid);
	xml_element(x, "title", e->title);
	write_instant(x, "published", e->published);
	write_instant(x, "updated", e->updated);
	for (i = 0; i < e->authors.count; i++)
		write_author(x, e->authors.names[i]);
	write_link(x, "alternate", "text/html", e->link, NULL);
	for (i = 0; i < e->related_count; i++)
		write_link(x, "related", e->related[i].type, e->related[i].href,
		    e->related[i].title);
	xml_element(x, "summary", e->summary);
	xml_open(x, "content");
	xml_attribute(x, "type", "html");
	xml_text(x, e->content);
	xml_close(x);
	xml_close(x);
}

/* Add a feed as Atom.  Return 0, or -1 when it did not fit. */
int
write_atom(struct buf *out, const struct feed *f)
{
	struct arena a = { 0 };
	struct xml x;
	size_t i;

	xml_start(&x, out);
	xml_open(&x, "feed");
	xml_attribute(&x, "xmlns", "http://www.w3.org/2005/Atom");
	xml_attribute(&x, "xml:lang", "en");
	xml_element(&x, "id", f->id);
	xml_element(&x, "title", f->title);
	xml_element(&x, "subtitle", f->description);
	write_instant(&x, "updated", f->updated);
	write_author(&x, f->publisher);
	write_link(&x, "self", "application/atom+xml",
	    arena_printf(&a, "%s.atom", f->id), NULL);
	write_link(&x, "alternate", "text/html", f->home, NULL);
	xml_open(&x, "generator");
	xml_attribute(&x, "version", PACKAGE_VERSION);
	xml_text(&x, PACKAGE_NAME);
	xml_close(&x);
	for (i = 0; i < f->count; i++)
		write_entry(&x, &f->entries[i]);
	xml_close(&x);
	arena_free(&a);
	return xml_end(&x);
}

/*
 * Atom 1.0 (RFC 4287), live feeds and the months of an archive (RFC 5005
 * section 4).
 */
#include "feed/atom.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/markup.h"
#include "topic/topic.h"
#include "config/config.h"
#include "feed/entry.h"
#include "feed/feed.h"

#define TYPE "application/atom+xml"

/* A link of an entry (section 4.2.7) beside its page. */
static void
add_related(struct buf *out, const struct related *r)
{
	buf_puts(out, "\n\t\t<link rel=\"related\"");
	markup_add_attribute(out, "type", r->type);
	markup_add_attribute(out, "href", r->href);
	markup_add_attribute(out, "title", r->title);
	buf_puts(out, "/>");
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

/*
 * Categories (section 4.2.2): the topics, arXiv's own, and the keywords as they
 * stand.
 */
static void
add_categories(struct buf *out, const struct entry *e, const struct site *site,
    const struct manner *manner)
{
	size_t i;

	for (i = 0; manner->topics && i < e->topic_count; i++)
		markup_add(out,
		    "\n\t\t<category term=\"%s\" scheme=\"%stopics\" "
		    "label=\"%s\"/>",
		    e->topics[i]->slug, site->url, e->topics[i]->title);
	for (i = 0; i < e->paper->categories.count; i++)
		markup_add(out,
		    "\n\t\t<category term=\"%s\" scheme=\"" ENTRY_ARXIV_SCHEME
		    "\"/>",
		    e->paper->categories.names[i]);
	for (i = 0; i < e->keywords.count; i++)
		markup_add(out, "\n\t\t<category term=\"%s\"/>",
		    e->keywords.names[i]);
}

static void
add_content(struct buf *out, const struct entry *e, const struct manner *manner)
{
	if (manner->abstract && e->summary != NULL)
		markup_add(out, "\n\t\t<summary>%s</summary>", e->summary);
	markup_add(out, "\n\t\t<content type=\"html\">");
	if (manner->abstract)
		buf_puts(out, ENTRY_LASTING);
	else
		markup_add(out, "%s",
		    "<p>The abstract is on the paper's page.</p>");
	if (manner->counts && e->counts != NULL)
		markup_add(out, "%s", e->counts);
	buf_puts(out, "</content>");
}

static int
write_entry(struct buf *out, const struct entry *e, const struct site *site,
    const struct manner *manner)
{
	char published[DATE_RFC3339_SIZE], updated[DATE_RFC3339_SIZE];
	size_t i;

	date_format_rfc3339(e->published, published);
	date_format_rfc3339(e->updated, updated);
	markup_add(out,
	    "\n\t<entry>"
	    "\n\t\t<id>%s</id>"
	    "\n\t\t<title>%s</title>"
	    "\n\t\t<published>%s</published>"
	    "\n\t\t<updated>%s</updated>",
	    e->guid, e->title, published, updated);
	for (i = 0; i < e->authors.count; i++)
		markup_add(out,
		    "\n\t\t<author>"
		    "\n\t\t\t<name>%s</name>"
		    "\n\t\t</author>",
		    e->authors.names[i]);
	markup_add(out,
	    "\n\t\t<link rel=\"alternate\" type=\"text/html\" href=\"%s\"/>",
	    e->link);
	for (i = 0; i < e->related_count; i++)
		add_related(out, &e->related[i]);
	add_categories(out, e, site, manner);
	add_content(out, e, manner);
	if (e->thumbnail != NULL)
		markup_add(out, "\n\t\t<media:thumbnail url=\"%s\"/>",
		    e->thumbnail);
	buf_puts(out, "\n\t</entry>");
	return out->full ? -1 : 0;
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
 * votes.  For a document that is too large it is brief: title, authors and
 * links, and one sentence instead of the abstract.
 */
int
atom_write_archive_entry(struct buf *out, const struct entry *e,
    const struct site *site, bool brief)
{
	return write_entry(out, e, site, brief ? &in_brief : &in_archive);
}

/* Add the link to a month of the archive, if there is one. */
static void
add_month_link(struct buf *out, const struct feed *f, const char *rel,
    const char *month)
{
	if (month != NULL)
		markup_add(out,
		    "\n\t<link rel=\"%s\" type=\"" TYPE "\" "
		    "href=\"%sarchive/%s-%s.atom\"/>",
		    rel, f->site->url, f->topic->slug, month);
}

/*
 * Add the links from this document of the feed to the others (RFC 5005), and
 * from the live one to the hub that tells its changes (W3C WebSub, section 4).
 */
static void
add_links(struct buf *out, const struct feed *f)
{
	add_month_link(out, f, "self", f->month);
	markup_add(out,
	    "\n\t<link rel=\"%s\" type=\"" TYPE "\" href=\"%s.atom\"/>"
	    "\n\t<link rel=\"alternate\" type=\"text/html\" href=\"%s\"/>",
	    f->month == NULL ? "self" : "current", f->id, f->page);
	if (f->month == NULL && f->site->hub != NULL)
		markup_add(out, "\n\t<link rel=\"hub\" href=\"%s\"/>",
		    f->site->hub);
	add_month_link(out, f, "prev-archive", f->previous);
	add_month_link(out, f, "next-archive", f->next);
}

static void
add_head(struct buf *out, const struct feed *f)
{
	char updated[DATE_RFC3339_SIZE];

	date_format_rfc3339(f->updated, updated);
	markup_add(out,
	    "\n\t<id>%s</id>"
	    "\n\t<title>%s</title>"
	    "\n\t<subtitle>%s</subtitle>"
	    "\n\t<updated>%s</updated>"
	    "\n\t<author>"
	    "\n\t\t<name>%s</name>"
	    "\n\t</author>",
	    f->id, f->title, f->description, updated, f->site->title);
	add_links(out, f);
	markup_add(out,
	    "\n\t<icon>%sfavicon.ico</icon>"
	    "\n\t<generator version=\"%s\">%s</generator>",
	    f->site->url, PACKAGE_VERSION, PACKAGE_NAME);
	if (f->month != NULL)
		buf_puts(out, "\n\t<fh:archive/>");
}

/* Start a feed or a document of its archive; the texts of entries follow. */
void
atom_open(struct buf *out, const struct feed *f)
{
	buf_puts(out,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\"");
	if (f->month != NULL)
		buf_puts(out,
		    " xmlns:fh=\"http://purl.org/syndication/history/1.0\"");
	buf_puts(out,
	    " xmlns:media=\"http://search.yahoo.com/mrss/\" xml:lang=\"en\">");
	add_head(out, f);
}

/* End what was started.  Return 0, or -1 when it did not fit. */
int
atom_close(struct buf *out)
{
	buf_puts(out, "\n</feed>\n");
	return out->full ? -1 : 0;
}

/*
 * Add a feed as Atom; its entries have been written.  Return 0, or -1 when it
 * did not fit.
 */
int
atom_write(struct buf *out, const struct feed *f)
{
	size_t i;

	atom_open(out, f);
	for (i = 0; i < f->count; i++)
		entry_add_text(out, f->entries[i], f->form);
	return atom_close(out);
}

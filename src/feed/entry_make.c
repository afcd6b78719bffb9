/* Makes an entry of a paper: the parts that all formats share. */
#include "feed/entry_make.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/escape.h"
#include "base/url.h"
#include "paper/paper.h"
#include "config/config.h"
#include "feed/entry.h"
#include "feed/entry_html.h"

#define AUTHORS_MAX  25 /* named one by one */
#define KEYWORDS_MAX 30

/* Links of a paper that go beside its page. */
static const struct {
	enum paper_link link;
	const char *title;
	const char *type;
} related_links[] = {
	{ LINK_ABS, "arXiv", "text/html" },
	{ LINK_PDF, "PDF", "application/pdf" },
	{ LINK_CODE, "Code", NULL },
	{ LINK_PROJECT, "Project page", NULL },
};

#define RELATED_LINKS (sizeof(related_links) / sizeof(related_links[0]))

/* Return the URL of a search for a title, for a paper whose id is not known. */
const char *
entry_search_link(struct arena *a, const char *title)
{
	struct buf url = { 0 };

	buf_puts(&url, "https://huggingface.co/papers?q=");
	url_add_encoded(&url, title);
	return buf_move(&url, a);
}

/* Add each address once: code and project page are often the same. */
static void
add_related(struct entry *e, const char *href, const char *title,
    const char *type)
{
	size_t i;

	if (href == NULL || strcmp(href, e->link) == 0)
		return;
	for (i = 0; i < e->related_count; i++) {
		if (strcmp(e->related[i].href, href) == 0)
			return;
	}
	e->related[e->related_count++] = (struct related){
		.href = href,
		.title = title,
		.type = type,
	};
}

/* Return the URL of a DOI (DOI Handbook, section 3.8), or NULL without one. */
static const char *
doi_link(struct arena *a, const char *doi)
{
	struct buf url = { 0 };
	const char *suffix = doi == NULL ? NULL : strchr(doi, '/');

	if (suffix == NULL)
		return NULL;
	buf_puts(&url, "https://doi.org/");
	buf_add(&url, doi, (size_t)(suffix + 1 - doi));
	url_add_encoded(&url, suffix + 1);
	return buf_move(&url, a);
}

static void
add_links(struct arena *a, struct entry *e, const struct paper *p)
{
	size_t i;

	e->link = p->links[LINK_LISTING];
	if (e->link == NULL)
		e->link = entry_search_link(a, p->title);
	for (i = 0; i < RELATED_LINKS; i++)
		add_related(e, p->links[related_links[i].link],
		    related_links[i].title, related_links[i].type);
	add_related(e, doi_link(a, p->doi), "DOI", NULL);
	/* The discussion is at the end of the paper's page. */
	if (p->links[LINK_LISTING] != NULL) {
		e->discussion =
		    arena_printf(a, "%s#community", p->links[LINK_LISTING]);
		add_related(e, e->discussion, "Discussion", "text/html");
	}
}

/*
 * Is it a name as most are: no address, and with single blanks between its words?
 */
static bool
is_plain_name(const char *name)
{
	return name[0] != '\0' && strchr(name, '@') == NULL && name[0] != ' ' &&
	    name[strlen(name) - 1] != ' ' && strstr(name, "  ") == NULL;
}

/*
 * Add a name without its words that are e-mail addresses, which readers and the
 * W3C validator do not want there.  If the whole name is an address, add the
 * part before the @.
 */
static void
add_author(struct arena *a, struct entry *e, const char *name)
{
	struct buf text = { 0 };
	const char *word = name;
	size_t n;

	while (*(word += strspn(word, " ")) != '\0') {
		n = strcspn(word, " ");
		if (memchr(word, '@', n) == NULL) {
			if (text.length > 0)
				buf_putc(&text, ' ');
			buf_add(&text, word, n);
		}
		word += n;
	}
	if (text.length == 0)
		buf_add(&text, name, strcspn(name, "@"));
	if (text.length == 0)
		buf_puts(&text, "Unknown");
	paper_add_name(a, &e->authors, text.data, text.length);
	buf_free(&text);
}

/* Nearly always the names are the paper's own, which are not copied then. */
static void
add_authors(struct arena *a, struct entry *e, const struct paper *p)
{
	const struct name_list *all = &p->authors;
	char rest[64];
	size_t i = 0;

	while (i < all->count && is_plain_name(all->names[i]))
		i++;
	if (i == all->count && i <= AUTHORS_MAX) {
		e->authors = *all;
		return;
	}
	for (i = 0; i < all->count && i < AUTHORS_MAX; i++)
		add_author(a, e, all->names[i]);
	if (i == all->count)
		return;
	snprintf(rest, sizeof(rest), "and %zu other%s", all->count - i,
	    all->count - i == 1 ? "" : "s");
	paper_add_name(a, &e->authors, rest, strlen(rest));
}

/* Add each keyword once; the texts stay the paper's. */
static void
add_keywords(struct arena *a, struct entry *e, const struct paper *p)
{
	struct name_list *l = &e->keywords;
	const char *keyword;
	size_t i;

	l->names = arena_array(a,
	    p->keywords.count < KEYWORDS_MAX ? p->keywords.count : KEYWORDS_MAX,
	    sizeof(const char *));
	for (i = 0; i < p->keywords.count && l->count < KEYWORDS_MAX; i++) {
		keyword = p->keywords.names[i];
		if (keyword[0] != '\0' && !paper_has_name(l, keyword))
			l->names[l->count++] = keyword;
	}
}

/* Escape content and picture for XML, once for all formats in XML. */
static void
escape_lasting(struct arena *a, struct entry *e)
{
	struct buf html = { 0 }, text = { 0 };

	entry_html_add_lasting(&html, e);
	escape_text_n(&text, html.data, html.length);
	e->lasting_length = text.length;
	e->lasting = buf_move(&text, a);
	buf_free(&html);
}

/*
 * Make the entry of a paper, without its topics and without the content of
 * feeds, which pages do not show.  `earlier` are the papers that it names, or
 * NULL.  The entry uses texts of the paper and of these, which must
 * last as long; the arena owns the others.
 */
void
entry_make(struct arena *a, struct entry *e, const struct paper *p,
    const struct site *site, const struct earlier_list *earlier)
{
	*e = (struct entry){
		.paper = p,
		.day = DATE_NONE,
		.guid = p->guid,
		.title = p->title,
		.published = p->listed,
		.updated = p->updated,
		.stored = DATE_NONE,
		.summary = p->summary,
	};
	if (earlier != NULL)
		e->earlier = *earlier;
	add_links(a, e, p);
	add_authors(a, e, p);
	add_keywords(a, e, p);
	if (site->thumbnails)
		e->thumbnail = p->links[LINK_THUMBNAIL];
}

/*
 * Make what feeds show of an entry, if that was not done; the arena owns it.  Its
 * content alone is kept for a live feed, as only that needs it in two forms.
 */
void
entry_make_content(struct arena *a, struct entry *e, const struct site *site,
    bool live)
{
	if (live && e->content == NULL)
		e->content = entry_html_make(a, e->paper, e);
	if (e->lasting != NULL)
		return;
	if (site->votes)
		e->counts = entry_html_make_counts(a, e->paper);
	escape_lasting(a, e);
}

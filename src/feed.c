/*
 * A topic and its papers as a feed: what all formats share is said once,
 * here.  Papers must outlive the feed.
 */
#include "feed.h"

#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "config.h"
#include "content.h"
#include "topic.h"

#define AUTHORS_MAX 25 /* named one by one */

/*
 * Contents of a feed in bytes, some six times of what 200 papers have: readers
 * and the W3C validator give up on feeds of more than 5 MB.
 */
#define CONTENTS_MAX ((size_t)3 * 1024 * 1024)

/* Links of a paper that go beside its page. */
static const struct {
	enum paper_link link;
	const char *title;
	const char *type;
} related_links[RELATED_MAX] = {
	{ LINK_ABS, "arXiv", "text/html" },
	{ LINK_PDF, "PDF", "application/pdf" },
	{ LINK_CODE, "Code", NULL },
	{ LINK_PROJECT, "Project page", NULL },
};

/* Percent-encode a text for a URL's query (RFC 3986 section 2.1). */
static void
encode(struct buf *out, const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

	for (; *s != '\0'; s++) {
		if (strchr(plain, *s) != NULL)
			buf_putc(out, *s);
		else
			buf_printf(out, "%%%02X", (unsigned char)*s);
	}
}

/* The paper's page, or where its id is not known a search for its title. */
static const char *
page_link(struct arena *a, const struct paper *p)
{
	struct buf url = { 0 };
	const char *link;

	if (p->links[LINK_LISTING] != NULL)
		return p->links[LINK_LISTING];
	buf_puts(&url, "https://huggingface.co/papers?q=");
	encode(&url, p->title);
	link = arena_copy(a, url.data, url.length);
	buf_free(&url);
	return link;
}

/* One link for each address: code and project page are often the same. */
static void
add_related(struct entry *e, const struct paper *p)
{
	const char *href;
	size_t i, j;

	for (i = 0; i < RELATED_MAX; i++) {
		if ((href = p->links[related_links[i].link]) == NULL)
			continue;
		for (j = 0; j < e->related_count; j++) {
			if (strcmp(e->related[j].href, href) == 0)
				break;
		}
		if (j < e->related_count)
			continue;
		e->related[e->related_count++] = (struct related){
			.href = href,
			.title = related_links[i].title,
			.type = related_links[i].type,
		};
	}
}

static void
add_authors(struct arena *a, struct entry *e, const struct paper *p)
{
	const struct name_list *all = &p->authors;
	char rest[64];
	size_t i;

	for (i = 0; i < all->count && i < AUTHORS_MAX; i++)
		paper_add_name(a, &e->authors, all->names[i],
		    strlen(all->names[i]));
	if (i == all->count)
		return;
	snprintf(rest, sizeof(rest), "and %zu other%s", all->count - i,
	    all->count - i == 1 ? "" : "s");
	paper_add_name(a, &e->authors, rest, strlen(rest));
}

static void
make_entry(struct arena *a, struct entry *e, const struct paper *p)
{
	e->guid = p->guid;
	e->title = p->title;
	e->link = page_link(a, p);
	e->published = p->listed;
	e->updated = p->updated;
	e->summary = p->summary;
	add_authors(a, e, p);
	add_related(e, p);
	e->content = content_make(a, p, e);
}

/*
 * Make the feed of a topic from its papers, newest first, or from as many as
 * a feed can hold.  `changed` is when the topic itself was made or changed:
 * the feed is never older (RFC 4287 section 4.2.15).  feed_free() frees it; site, topic and papers must last as
 * long.
 */
void
feed_make(struct feed *f, const struct site *site, const struct topic *topic,
    const struct paper_list *papers, int64_t changed)
{
	struct arena *a;
	size_t i, size = 0;

	*f = (struct feed){ .updated = changed };
	a = &f->arena;
	f->id = arena_printf(a, "%s%s", site->url, topic->slug);
	f->home = site->url;
	f->publisher = site->title;
	f->title = arena_printf(a, "%s – %s", topic->title, site->title);
	if (topic_is_all(topic))
		f->description = "All papers of Hugging Face's Daily Papers";
	else
		f->description = arena_printf(a,
		    "Hugging Face's Daily Papers "
		    "on %s",
		    topic->title);
	f->entries = arena_array(a, papers->count, sizeof(*f->entries));
	for (i = 0; i < papers->count && (i == 0 || size < CONTENTS_MAX); i++) {
		make_entry(a, &f->entries[i], &papers->papers[i]);
		size += strlen(f->entries[i].content);
		if (f->entries[i].updated > f->updated)
			f->updated = f->entries[i].updated;
	}
	f->count = i;
}

/* Free what feed_make() made. */
void
feed_free(struct feed *f)
{
	arena_free(&f->arena);
	*f = (struct feed){ 0 };
}

/*
 * A page: its island DailyPapers, else its cards.  libxml2's HTML parser says
 * what island_find() has doubts about, in one pass without a tree: memory grows
 * with the page, the stack does not.
 *
 * What libxml2 2.9.14 does with bad input, tried, and so what is kept from it:
 * an invalid byte turns the rest of the page into Latin-1, NUL and references
 * to it (or to what is no character) end an attribute's value without a word,
 * and there are tags it takes hours for.
 */
#include "listing/html.h"

#include <err.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/libxml2.h"
#include "listing/card_papers.h"
#include "listing/cards.h"
#include "listing/draft.h"
#include "listing/island.h"
#include "listing/json_items.h"
#include "listing/sniff.h"

#define NAME_SHOWN  40 /* bytes of an island's name */
#define NAMES_SHOWN 200

/* What libxml2 finds in a page. */
struct reader {
	htmlParserCtxtPtr parser;
	size_t depth;
	bool too_deep;
	size_t islands;	   /* with the name DailyPapers */
	struct buf json;   /* of the first of them */
	struct buf others; /* names of other islands */
	struct cards cards;
};

static void
reader_free(struct reader *r)
{
	buf_free(&r->json);
	buf_free(&r->others);
	cards_free(&r->cards);
}

/* Add a name that may hold anything to a list that is shown to people. */
static void
add_name(struct buf *names, const char *name)
{
	size_t n;

	n = strspn(name,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-_");
	if (n == 0 || n > NAME_SHOWN || name[n] != '\0' ||
	    names->length + n > NAMES_SHOWN)
		return;
	if (names->length > 0)
		buf_puts(names, ", ");
	buf_add(names, name, n);
}

static void
keep_island(struct reader *r, const char *const *attributes)
{
	const char *target = cards_attribute(attributes, "data-target");
	const char *props = cards_attribute(attributes, "data-props");

	if (target == NULL)
		return;
	if (strcmp(target, "DailyPapers") != 0)
		add_name(&r->others, target);
	else if (r->islands++ == 0 && props != NULL)
		buf_puts(&r->json, props);
}

static void
start_element(void *data, const xmlChar *name, const xmlChar **values)
{
	struct reader *r = data;
	const char *const *attributes = (const char *const *)values;

	if (++r->depth > ISLAND_DEPTH_MAX) {
		r->too_deep = true;
		libxml2()->stop_parser(r->parser);
		return;
	}
	keep_island(r, attributes);
	cards_open(&r->cards, (const char *)name, attributes);
}

static void
end_element(void *data, const xmlChar *name)
{
	struct reader *r = data;

	if (r->depth > 0)
		r->depth--;
	cards_close(&r->cards, (const char *)name);
}

static void
add_text(void *data, const xmlChar *text, int n)
{
	struct reader *r = data;

	cards_text(&r->cards, (const char *)text, (size_t)n);
}

/* The text of scripts and styles. */
static void
drop_text(void *data, const xmlChar *text, int n)
{
	(void)data, (void)text, (void)n;
}

/* Let libxml2 read n bytes into an empty reader, which reader_free() frees. */
static void
reader_read(struct reader *r, const char *s, size_t n)
{
	static const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	    HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC |
	    XML_PARSE_HUGE;
	const struct libxml2 *xml = libxml2();
	struct buf copy = { 0 };

	cards_init(&r->cards);
	sniff_copy_sound(&copy, s, n);
	if ((r->parser = xml->new_parser()) == NULL)
		err(EX_OSERR, NULL);
	*r->parser->sax = (htmlSAXHandler){
		.startElement = start_element,
		.endElement = end_element,
		.characters = add_text,
		.ignorableWhitespace = add_text,
		.cdataBlock = drop_text,
		.initialized = 1,
	};
	r->parser->userData = r;
	xml->read_memory(r->parser, copy.data, (int)copy.length, NULL, "UTF-8",
	    options);
	xml->free_parser(r->parser);
	r->parser = NULL;
	buf_free(&copy);
}

static bool
has_json(const struct reader *r)
{
	return r->islands == 1 && r->json.length > 0 && !r->too_deep;
}

/*
 * Have libxml2 find the JSON of a page's one island DailyPapers in n bytes
 * and put it into an empty buffer.  Return false, with an empty buffer, when
 * there is no such island, more than one, or no JSON in it.
 */
bool
listing_html_island(struct buf *json, const char *s, size_t n)
{
	struct reader r = { 0 };
	bool found;

	reader_read(&r, s, n);
	if ((found = has_json(&r)))
		buf_add(json, r.json.data, r.json.length);
	reader_free(&r);
	return found;
}

/*
 * Read the island's JSON, whose buffer becomes the papers'.  If it is refused,
 * only `why` is changed.
 */
static int
read_json(struct draft *d, struct buf *json, bool trending)
{
	struct buf text = *json;

	*json = (struct buf){ 0 };
	arena_adopt(&d->listing.papers.arena, text.data);
	if (listing_json_read_here(d, text.data, text.length) == -1) {
		listing_free(&d->listing);
		d->listing.day = DATE_NONE;
		return -1;
	}
	if (trending)
		d->listing.kind = LISTING_TRENDING;
	return 0;
}

/* Say what a page without island and cards has instead. */
static void
refuse(struct draft *d, const struct reader *r, bool whole)
{
	if (r->too_deep)
		draft_refuse(d,
		    "no listing: elements are nested more than %d deep",
		    ISLAND_DEPTH_MAX);
	else if (!whole)
		draft_refuse(d, "no listing: page is cut: no </html>");
	else if (r->cards.articles > 0)
		draft_refuse(d,
		    "no listing: page shows %zu cards but none has a heading "
		    "with a link to /papers/",
		    r->cards.articles);
	else if (r->islands > 1)
		draft_refuse(d,
		    "no listing: page has %zu islands DailyPapers and no cards",
		    r->islands);
	else if (r->islands == 1)
		draft_refuse(d,
		    "no listing: page has nothing in its island DailyPapers and no "
		    "cards");
	else
		draft_refuse(d,
		    "no listing: page has no island DailyPapers and no cards; "
		    "islands are %s",
		    r->others.length > 0 ? r->others.data : "none");
}

/*
 * Read a page of n bytes with a NUL behind them, and no other NUL.  The
 * island's JSON and the page's end tag both prove that nothing was cut.  The
 * cards are read if the island is missing, empty, not the only one, or no
 * longer a listing.  Return 0, or -1 if the page is refused.
 */
int
listing_html_read(struct draft *d, const char *s, size_t n)
{
	bool trending = sniff_is_trending(s, n);
	bool whole = sniff_is_whole(s, n), refused = false;
	struct buf json = { 0 };
	struct reader r = { 0 };
	int ret = 0;

	if (island_find(&json, s, n)) {
		if (read_json(d, &json, trending) == 0)
			goto out;
		refused = true;
	}
	reader_read(&r, s, n);
	/* Without a closing bracket the page was cut, not only the JSON. */
	if (!refused && has_json(&r) &&
	    (whole || listing_json_is_whole(r.json.data, r.json.length))) {
		if (read_json(d, &r.json, trending) == 0)
			goto out;
		refused = true;
	}
	if (whole && !r.too_deep && r.cards.count > 0) {
		card_papers_add(d, &r.cards, trending);
		goto out;
	}
	if (!refused)
		refuse(d, &r, whole);
	ret = -1;
out:
	reader_free(&r);
	return ret;
}

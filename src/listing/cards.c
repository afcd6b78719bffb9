/*
 * Collects the cards that a page shows to people, for pages without an island:
 * every <article> with a heading that links to a paper.  html.c hands over the
 * page's tags and texts one by one, in their order; card_text.c tells what they
 * mean; card_papers.c makes papers of them.
 */
#include "listing/cards.h"

#include <string.h>

#include "base/array.h"
#include "base/date.h"
#include "paper/clean.h"
#include "paper/paper.h"

#define BLANKS	" \t\n\r\f"
#define RUN_MAX 512 /* bytes of a name, a date, a number */

/* Begin with no cards; cards_free() frees them and all their strings. */
void
cards_init(struct cards *c)
{
	*c = (struct cards){
		.address = DATE_NONE,
		.neighbour = DATE_NONE,
		.run = { .max = RUN_MAX },
		.card = card_text_none,
	};
}

/* Free the cards with all their strings. */
void
cards_free(struct cards *c)
{
	buf_free(&c->heading);
	buf_free(&c->paragraph);
	buf_free(&c->run);
	arena_free(&c->arena);
}

/*
 * Empty a buffer.  Return its text without the blanks around it, owned by the
 * arena, or NULL when that is nothing or did not fit.
 */
static const char *
take_buf(struct cards *c, struct buf *b)
{
	const char *text = NULL;
	size_t start = 0, end = b->length;

	while (start < end && strchr(BLANKS, b->data[start]) != NULL)
		start++;
	while (start < end && strchr(BLANKS, b->data[end - 1]) != NULL)
		end--;
	if (start < end && !b->full)
		text = arena_copy(&c->arena, b->data + start, end - start);
	if (b->length > 0)
		buf_clear(b);
	return text;
}

/* Return the value of an attribute, or NULL; the list may be NULL. */
const char *
cards_attribute(const char *const *attributes, const char *name)
{
	if (attributes == NULL)
		return NULL;
	for (; *attributes != NULL; attributes += 2) {
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	}
	return NULL;
}

static bool
has(const char *const *attributes, const char *name, const char *value)
{
	const char *s = cards_attribute(attributes, name);

	return s != NULL && strcmp(s, value) == 0;
}

/* Note that a card is complete, if it is one, and begin another. */
static void
end_card(struct cards *c)
{
	if (c->card.id != NULL) {
		c->cards = array_grow_in(&c->arena, c->cards, c->count,
		    sizeof(*c->cards));
		c->cards[c->count++] = c->card;
	}
	c->card = card_text_none;
}

/*
 * A heading that links to a paper is its title.  A second heading to the same
 * paper is the same card for another width of the screen.  A heading to another
 * paper begins the other paper's card, even if the article's end tag is
 * missing.
 */
static void
close_heading(struct cards *c)
{
	const char *title = take_buf(c, &c->heading);

	if (!c->in_heading)
		return;
	c->in_heading = false;
	if (c->heading_id == NULL)
		return;
	if (c->card.id != NULL && strcmp(c->card.id, c->heading_id) != 0)
		end_card(c);
	c->card.id = c->heading_id;
	if (c->card.title == NULL)
		c->card.title = title;
}

/* The first paragraph below the title that is not one of the small texts. */
static void
close_paragraph(struct cards *c)
{
	const char *text = take_buf(c, &c->paragraph);

	if (!c->in_paragraph)
		return;
	c->in_paragraph = false;
	if (text == NULL)
		return;
	if (!card_text_take(&c->card, TO_ELSEWHERE, text) &&
	    c->card.id != NULL && c->card.text == NULL)
		c->card.text = text;
}

static void
close_link(struct cards *c)
{
	c->target = TO_ELSEWHERE;
	c->linked = NULL;
}

static void
close_article(struct cards *c)
{
	close_heading(c);
	close_paragraph(c);
	close_link(c);
	end_card(c);
	c->in_article = false;
}

/* Articles do not nest: one that was not closed ends here. */
static void
open_article(struct cards *c, const char *const *attributes)
{
	(void)attributes;
	close_article(c);
	c->in_article = true;
	c->articles++;
}

static void
open_heading(struct cards *c, const char *const *attributes)
{
	(void)attributes;
	close_heading(c);
	close_paragraph(c);
	c->in_heading = c->in_article;
	c->heading_id = c->linked;
}

static void
open_paragraph(struct cards *c, const char *const *attributes)
{
	(void)attributes;
	close_heading(c);
	close_paragraph(c);
	c->in_paragraph = c->in_article;
}

static void
open_link(struct cards *c, const char *const *attributes)
{
	const char *url = cards_attribute(attributes, "href");

	close_link(c);
	c->target = card_text_target(url);
	if (c->target == TO_DAY && c->neighbour == DATE_NONE)
		c->neighbour = card_text_day(url);
	if (c->target == TO_PAPER)
		c->linked = card_text_id(&c->arena, url);
	if (c->in_heading && c->heading_id == NULL)
		c->heading_id = c->linked;
	if (c->target == TO_VOTE)
		c->card.expected = EXPECT_VOTES;
	if (c->target == TO_COMMENTS && c->card.comments == COUNT_UNKNOWN)
		c->card.comments = 0;
	if (c->target == TO_CODE && c->card.code == NULL)
		c->card.code = arena_string(&c->arena, url);
}

/* Take the picture that links to the paper; others are people's faces. */
static void
open_image(struct cards *c, const char *const *attributes)
{
	const char *url = cards_attribute(attributes, "src");

	if (c->in_article && c->linked != NULL && url != NULL &&
	    strncmp(url, "https://", 8) == 0 && c->card.thumbnail == NULL)
		c->card.thumbnail = arena_string(&c->arena, url);
}

/*
 * Take a card's checkbox, whose label is its votes, and the page's search
 * field.
 */
static void
open_input(struct cards *c, const char *const *attributes)
{
	const char *query = cards_attribute(attributes, "value");

	if (c->in_article && has(attributes, "type", "checkbox"))
		c->card.expected = EXPECT_VOTES;
	if (!c->in_article && has(attributes, "name", "q") && c->query == NULL)
		c->query = clean_line(&c->arena, query);
}

/* The page's own address, if that names a day. */
static void
open_address(struct cards *c, const char *const *attributes)
{
	const char *url = NULL;

	if (has(attributes, "rel", "canonical"))
		url = cards_attribute(attributes, "href");
	else if (has(attributes, "property", "og:url"))
		url = cards_attribute(attributes, "content");
	if (card_text_target(url) == TO_DAY && c->address == DATE_NONE)
		c->address = card_text_day(url);
}

/* A tag ends the text before it. */
static void
end_run(struct cards *c)
{
	const char *text = take_buf(c, &c->run);

	if (text == NULL)
		return;
	if (c->in_article)
		card_text_take(&c->card, c->target, text);
	else if (c->neighbour != DATE_NONE && c->date == NULL &&
	    card_text_is_date(text))
		c->date = text;
}

/* The elements that mean something here. */
static const struct element {
	const char *name;
	void (*open)(struct cards *, const char *const *);
	void (*close)(struct cards *);
} elements[] = {
	{ "a", open_link, close_link },
	{ "article", open_article, close_article },
	{ "h1", open_heading, close_heading },
	{ "h2", open_heading, close_heading },
	{ "h3", open_heading, close_heading },
	{ "h4", open_heading, close_heading },
	{ "h5", open_heading, close_heading },
	{ "h6", open_heading, close_heading },
	{ "img", open_image, NULL },
	{ "input", open_input, NULL },
	{ "link", open_address, NULL },
	{ "meta", open_address, NULL },
	{ "p", open_paragraph, close_paragraph },
};

static const struct element *
find_element(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
		if (elements[i].name[0] == name[0] &&
		    strcmp(elements[i].name, name) == 0)
			return &elements[i];
	}
	return NULL;
}

/*
 * Take an element's start: its name in lower case, and its attributes' names
 * and values by turns with a NULL behind them, or NULL.
 */
void
cards_open(struct cards *c, const char *name, const char *const *attributes)
{
	const struct element *e = find_element(name);

	end_run(c);
	if (e != NULL)
		e->open(c, attributes);
}

/* Take n bytes of text; one text may come in several parts. */
void
cards_text(struct cards *c, const char *s, size_t n)
{
	if (c->in_heading)
		buf_add(&c->heading, s, n);
	else if (c->in_paragraph)
		buf_add(&c->paragraph, s, n);
	else
		buf_add(&c->run, s, n);
}

/* Take an element's end. */
void
cards_close(struct cards *c, const char *name)
{
	const struct element *e = find_element(name);

	end_run(c);
	if (e != NULL && e->close != NULL)
		e->close(c);
}

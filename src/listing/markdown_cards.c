/*
 * Makes cards of the links and texts of a page saved as Markdown.  Where a link
 * leads tells what its text is and of which paper.
 */
#include "listing/markdown_cards.h"

#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/date.h"
#include "paper/paper.h"
#include "listing/card_papers.h"
#include "listing/draft.h"
#include "listing/text_lines.h"
#include "listing/text_proof.h"

#define RECENT 4 /* papers of which the next part may be */

/*
 * Return a part as people read it, a string of the arena, or NULL if it is empty.
 */
static const char *
part_string(struct markdown_cards *m, struct span part)
{
	markdown_read(&m->part, part);
	if (m->part.text.length == 0)
		return NULL;
	return arena_copy(&m->cards.arena, m->part.text.data,
	    m->part.text.length);
}

/* Return the card of a paper, a new one if it is the first mention; or NULL. */
static struct card *
find_card(struct markdown_cards *m, const char *id)
{
	struct cards *c = &m->cards;
	size_t i;

	if (id == NULL)
		return NULL;
	for (i = c->count; i > 0 && i + RECENT > c->count; i--) {
		if (strcmp(c->cards[i - 1].id, id) == 0)
			return &c->cards[i - 1];
	}
	c->cards =
	    array_grow_in(&c->arena, c->cards, c->count, sizeof(*c->cards));
	c->cards[c->count] = card_text_none;
	c->cards[c->count].id = id;
	return &c->cards[c->count++];
}

/* Return the id of the paper to which a login leads back, or NULL. */
static const char *
voted_id(struct markdown_cards *m, const char *url)
{
	static const char path[] = "next=%2Fpapers%2F";
	const char *id = strcasestr(url, path);

	if (id == NULL)
		return NULL;
	id += strlen(path);
	return arena_copy(&m->cards.arena, id, strcspn(id, "&?#%"));
}

/* The heading of a card, the first one that links to its paper. */
static void
take_heading(struct markdown_cards *m, const char *id, const char *title)
{
	struct card *card = find_card(m, id);

	if (card == NULL || title == NULL || card->title != NULL)
		return;
	card->title = title;
	card->submitter = m->submitter;
	m->submitter = NULL;
	m->current = (size_t)(card - m->cards.cards) + 1;
	m->has_people = false;
}

/* Another link to a paper: its picture, its authors, its abstract. */
static void
take_paper(struct markdown_cards *m, const char *id, const char *text)
{
	struct card *card = find_card(m, id);

	if (card == NULL)
		return;
	if (text == NULL) {
		if (m->part.image != NULL && card->thumbnail == NULL &&
		    strncmp(m->part.image, "https://", 8) == 0)
			card->thumbnail = m->part.image;
	} else if (card_text_take(card, TO_ELSEWHERE, text)) {
		m->has_people = true;
	} else if (card->title != NULL && card->text == NULL) {
		card->text = text;
	}
}

/* A link to something that belongs to the current card. */
static void
take_of_card(struct markdown_cards *m, enum card_text_target target,
    const char *url, const char *text)
{
	struct card *card = &m->cards.cards[m->current - 1];

	/* The page's own links come behind the last card. */
	if (target == TO_ACCOUNT && !m->has_people && text != NULL) {
		card_text_take(card, target, text);
		m->has_people = true;
	}
	if (target == TO_CODE && card->code == NULL &&
	    strchr(url + strlen("https://github.com/"), '/') != NULL)
		card->code = arena_string(&m->cards.arena, url);
}

/* The votes of a paper, in the link or, where its box was lost, behind it. */
static void
take_vote(struct markdown_cards *m, const char *id, const char *text)
{
	struct card *card = find_card(m, id);

	if (card == NULL)
		return;
	card->expected = EXPECT_VOTES;
	m->has_people = true;
	if (text != NULL)
		card_text_take(card, TO_VOTE, text);
	else
		m->voted = (size_t)(card - m->cards.cards) + 1;
}

/*
 * Take a link by where it leads.  In a heading it is a card's title; it owns
 * nothing of its arguments.
 */
void
markdown_cards_link(struct markdown_cards *m, struct span part, const char *url,
    bool in_heading)
{
	enum card_text_target target = card_text_target(url);
	struct arena *a = &m->cards.arena;
	const char *text = part_string(m, part);
	struct card *card;

	if (target == TO_DAY && m->cards.neighbour == DATE_NONE)
		m->cards.neighbour = card_text_day(url);
	else if (target == TO_PAPER && in_heading)
		take_heading(m, card_text_id(a, url), text);
	else if (target == TO_PAPER)
		take_paper(m, card_text_id(a, url), text);
	else if (target == TO_VOTE)
		take_vote(m, voted_id(m, url), text);
	else if (target == TO_COMMENTS && text != NULL &&
	    (card = find_card(m, card_text_id(a, url))) != NULL)
		card_text_take(card, target, text);
	else if (m->current > 0)
		take_of_card(m, target, url, text);
}

/* Take a heading, or the text before an underline, that has no link. */
static void
take_page_heading(struct markdown_cards *m, const char *text)
{
	static const char *const names[] = { "Daily Papers",
		"Trending Papers" };
	const char *line = strrchr(text, '\n');
	size_t i, n;

	/* An underlined one may have a line above it. */
	if (line != NULL)
		text = line + 1;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		n = strlen(names[i]);
		/* Pandoc puts attributes behind it. */
		if (strncmp(text, names[i], n) == 0 &&
		    (text[n] == '\0' || strncmp(text + n, " {", 2) == 0)) {
			m->named = true;
			m->trending = i == 1;
		}
	}
}

/* Take a text above the cards: the day of the page, in words or in its URL. */
static void
take_page_text(struct markdown_cards *m, const char *text)
{
	static const char source[] = "URL Source: "; /* r.jina.ai's */

	if (strncmp(text, source, strlen(source)) == 0) {
		text += strlen(source);
		if (card_text_target(text) == TO_DAY)
			m->cards.address = card_text_day(text);
	} else if (card_text_is_date(text)) {
		m->cards.date = text;
	}
}

/* Take the votes behind an empty link.  Return whether the text is that. */
static bool
take_votes_behind(struct markdown_cards *m, const char *text)
{
	size_t voted = m->voted;

	m->voted = 0;
	return voted > 0 &&
	    card_text_take(&m->cards.cards[voted - 1], TO_VOTE, text);
}

/* Make a text that was wrapped one line. */
static const char *
unwrap(struct markdown_cards *m, const char *text)
{
	char *line = arena_copy(&m->cards.arena, text, strlen(text)), *s;

	for (s = line; *s != '\0'; s++) {
		if (*s == '\n')
			*s = ' ';
	}
	return line;
}

/* Take a text outside of links. */
static void
take_text(struct markdown_cards *m, const char *text)
{
	static const char by[] = "Submitted by";
	struct card *card =
	    m->current == 0 ? NULL : &m->cards.cards[m->current - 1];

	if (take_votes_behind(m, text))
		return;
	if (strncmp(text, TEXT_MIDDLE_DOT, strlen(TEXT_MIDDLE_DOT)) == 0)
		text += strlen(TEXT_MIDDLE_DOT) +
		    markdown_is_blank(text[strlen(TEXT_MIDDLE_DOT)]);
	if (strncmp(text, by, strlen(by)) == 0) {
		text += strlen(by) + markdown_is_blank(text[strlen(by)]);
		m->wants_submitter = true;
	}
	if (text[0] == '\0')
		return;
	if (m->wants_submitter) {
		m->submitter = text;
		m->wants_submitter = false;
	} else if (card == NULL) {
		take_page_text(m, text);
	} else if (card_text_take(card, TO_ELSEWHERE, unwrap(m, text))) {
		if (card->author_count != COUNT_UNKNOWN)
			m->has_people = true;
	} else if (m->trending && card->text == NULL && !m->has_people) {
		card->text = text;
	}
}

/* Take a part outside of links: a heading without one, or a text. */
void
markdown_cards_text(struct markdown_cards *m, struct span part, bool in_heading)
{
	const char *text = part_string(m, part);

	if (text == NULL)
		return;
	if (in_heading)
		take_page_heading(m, text);
	else
		take_text(m, text);
}

/*
 * Make papers of the cards.  Refuse a page unless every card has all that shows that it was read whole: a
 * title and votes, as the page has them, and nothing of the page in its texts.
 */
static int
add_papers(struct draft *d, const struct markdown_cards *m)
{
	static const char no[] = "no listing that can be read as Markdown";
	const struct card *card = m->cards.cards;
	const char *fault;
	size_t i;

	if (!m->named || m->cards.count == 0) {
		draft_refuse(d, "%s: %s", no,
		    m->named ?
			"no heading links to a paper" :
			"it has no heading \"Daily Papers\" or \"Trending Papers\"");
		return -1;
	}
	for (i = 0; i < m->cards.count; i++, card++) {
		if (card->title != NULL && card->upvotes != COUNT_UNKNOWN)
			continue;
		draft_refuse(d, "%s: %.64s has no %s", no, card->id,
		    card->title == NULL ? "heading" : "votes");
		return -1;
	}
	card_papers_add(d, &m->cards, m->trending);
	for (i = 0; i < d->listing.papers.count; i++) {
		fault = text_proof_fault(&d->listing.papers.papers[i]);
		if (fault == NULL)
			continue;
		draft_refuse(d, "%s: %s (item %zu)", no, fault, i + 1);
		return -1;
	}
	return 0;
}

/*
 * The date that a page shows has no year; the day that it links to tells which.
 * Where that link was lost, it is the last such date that there was.
 */
static void
set_neighbour(const struct draft *d, struct cards *c)
{
	int64_t day;

	if (c->neighbour == DATE_NONE && c->date != NULL &&
	    card_text_read_date(c->date, draft_last_day(d), &day))
		c->neighbour = day;
}

/* Begin without cards; markdown_cards_free() frees them. */
void
markdown_cards_init(struct markdown_cards *m)
{
	*m = (struct markdown_cards){ 0 };
	cards_init(&m->cards);
	m->part.arena = &m->cards.arena;
}

/*
 * Make papers of the cards, which stay the caller's.  Return 0, or -1 if the page
 * is refused.
 */
int
markdown_cards_add(struct draft *d, struct markdown_cards *m)
{
	set_neighbour(d, &m->cards);
	return add_papers(d, m);
}

/* Free the cards. */
void
markdown_cards_free(struct markdown_cards *m)
{
	buf_free(&m->part.text);
	cards_free(&m->cards);
}

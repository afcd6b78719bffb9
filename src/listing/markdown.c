/*
 * Reads a page that a crawler or a converter saved as Markdown.  Its links hold
 * what no other text does: the ids.  The heading of a card links to its paper,
 * its votes to a login that leads back to the paper, its abstract, authors and
 * comments to the paper again.  So every part says whose it is.
 *
 * What converters write is not always Markdown (CommonMark 0.31): links go on
 * over blank lines, URLs are wrapped, line ends become "\\".  A parser for
 * Markdown finds no link there, so brackets are looked for here.
 */
#include "listing/markdown.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "listing/card_papers.h"
#include "listing/cards.h"
#include "listing/draft.h"
#include "listing/markdown_text.h"
#include "listing/text_lines.h"
#include "listing/text_proof.h"

#define RECENT 4 /* papers of which the next part may be */

struct markdown {
	struct cards cards; /* a card's title comes with its heading */
	const char *at, *end;
	struct span plain; /* text since the last link, heading or blank line */
	const char *open;  /* behind the bracket that may begin a link */
	const char *first; /* the first of these since m->plain began */
	size_t depth;	   /* of brackets within it */
	size_t current;	   /* number of the last heading's card, from 1 */
	bool in_heading;
	bool has_people; /* the current card's, or what follows has none */
	bool named;	 /* the page's own heading was seen */
	bool trending;
	bool wants_submitter;
	size_t voted;	       /* number of the card whose votes come next */
	const char *submitter; /* of the next heading's card */
	struct markdown_text part; /* the last one that was read */
};

/*
 * Return a part as people read it, a string of the arena, or NULL if it is empty.
 */
static const char *
part_string(struct markdown *m, struct span part)
{
	markdown_read(&m->part, part);
	if (m->part.text.length == 0)
		return NULL;
	return arena_copy(&m->cards.arena, m->part.text.data,
	    m->part.text.length);
}

/* Return the card of a paper, a new one if it is the first mention; or NULL. */
static struct card *
find_card(struct markdown *m, const char *id)
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
voted_id(struct markdown *m, const char *url)
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
take_heading(struct markdown *m, const char *id, const char *title)
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
take_paper(struct markdown *m, const char *id, const char *text)
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
take_of_card(struct markdown *m, enum card_text_target target, const char *url,
    const char *text)
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
take_vote(struct markdown *m, const char *id, const char *text)
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

/* Take a link by where it leads. */
static void
take_link(struct markdown *m, struct span part, const char *url)
{
	enum card_text_target target = card_text_target(url);
	struct arena *a = &m->cards.arena;
	const char *text = part_string(m, part);
	struct card *card;

	if (target == TO_DAY && m->cards.neighbour == DATE_NONE)
		m->cards.neighbour = card_text_day(url);
	else if (target == TO_PAPER && m->in_heading)
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
take_page_heading(struct markdown *m, const char *text)
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
take_page_text(struct markdown *m, const char *text)
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
take_votes_behind(struct markdown *m, const char *text)
{
	size_t voted = m->voted;

	m->voted = 0;
	return voted > 0 &&
	    card_text_take(&m->cards.cards[voted - 1], TO_VOTE, text);
}

/* Make a text that was wrapped one line. */
static const char *
unwrap(struct markdown *m, const char *text)
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
take_text(struct markdown *m, const char *text)
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

/* Take the text before this place, and begin another one behind it. */
static void
end_plain(struct markdown *m, const char *to, const char *next)
{
	const char *text;

	m->plain.to = to;
	m->first = NULL;
	text = m->plain.from < to ? part_string(m, m->plain) : NULL;
	m->plain.from = next;
	if (text == NULL)
		return;
	if (m->in_heading)
		take_page_heading(m, text);
	else
		take_text(m, text);
}

/* Is the line at s a heading's underline? */
static bool
is_underline(const char *s, const char *end)
{
	const char *from = s;

	while (s < end && *s == '=')
		s++;
	return s - from >= 3 && (s == end || *s == '\n' || *s == '\r');
}

/* A heading begins at s, with its marks. */
static void
begin_heading(struct markdown *m, const char *s)
{
	end_plain(m, m->at, s);
	m->open = NULL;
	m->in_heading = true;
	while (s < m->end && *s == '#')
		s++;
	m->at = m->plain.from = markdown_skip_blanks(s, m->end);
}

/* Take the text before an underline as a heading, and skip that. */
static void
end_underlined(struct markdown *m, const char *underline)
{
	m->in_heading = true;
	end_plain(m, m->at, underline + strspn(underline, "="));
	m->in_heading = false;
	m->at = m->plain.from;
}

/* Skip a line that Pandoc puts around parts of a page. */
static void
skip_fence(struct markdown *m)
{
	while (m->at < m->end && *m->at != '\n')
		m->at++;
	m->plain.from = m->at;
}

/* A line begins: with a heading, an item, a blank line, or as the one before. */
static void
begin_line(struct markdown *m)
{
	const char *s = markdown_skip_blanks(m->at, m->end);
	const char *item = markdown_skip_marks(m->at, m->end);
	bool blank = s == m->end || *s == '\n' || *s == '\r';
	bool fence = strncmp(s, ":::", 3) == 0;
	bool dot = strncmp(s, TEXT_MIDDLE_DOT, strlen(TEXT_MIDDLE_DOT)) == 0;

	if (!blank && *s == '#') {
		begin_heading(m, s);
		return;
	}
	/* Links go on, and so do headings up to their link. */
	if (m->open != NULL || (m->in_heading && m->first != NULL && !blank))
		return;
	if (is_underline(s, m->end)) {
		end_underlined(m, s);
		return;
	}
	if (blank || fence || dot || m->in_heading || item != m->at)
		end_plain(m, m->at, item);
	m->in_heading = false;
	m->at = item;
	if (fence)
		skip_fence(m);
}

/*
 * The bracket at m->at closes a link, or one that was none.  A text may have
 * more brackets that close than that open: (0,1].
 */
static void
close_bracket(struct markdown *m)
{
	struct buf url = { .max = MARKDOWN_URL_MAX };
	struct span part = { m->open != NULL ? m->open : m->first, m->at };
	const char *next = markdown_url(&url, m->at + 1, m->end);

	if (next != NULL) {
		end_plain(m, part.from - 1, next);
		take_link(m, part, url.length > 0 ? url.data : "");
		m->open = NULL;
		m->at = next;
	} else {
		if (m->open != NULL && --m->depth == 0)
			m->open = NULL;
		m->at++;
	}
	buf_free(&url);
}

/* Read the whole text. */
static void
read_all(struct markdown *m)
{
	const char *next;
	bool new_line = true;

	while (m->at < m->end) {
		if (new_line)
			begin_line(m);
		if (m->at == m->end)
			break;
		new_line = *m->at == '\n';
		if (*m->at == '\\' && m->end - m->at > 1 && m->at[1] != '\n') {
			m->at += 2;
		} else if (*m->at == '!' &&
		    (next = markdown_image(&m->part, m->at, m->end)) != NULL) {
			m->at = next;
		} else if (*m->at == '[') {
			if (m->open == NULL) {
				m->open = m->at + 1;
				m->depth = 0;
				if (m->first == NULL)
					m->first = m->open;
			}
			m->depth++;
			m->at++;
		} else if (*m->at == ']' && m->first != NULL) {
			close_bracket(m);
		} else {
			m->at++;
		}
	}
	m->open = NULL;
	end_plain(m, m->end, m->end);
}

/*
 * Make papers of the cards.  Refuse a page unless every card has all that shows that it was read whole: a
 * title and votes, as the page has them, and nothing of the page in its texts.
 */
static int
add_papers(struct draft *d, const struct markdown *m)
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

/* Has a text a line that begins like the heading of a card? */
bool
markdown_is_likely(const char *s, size_t n)
{
	const char *end = s + n, *line, *next, *link;

	for (line = s; line < end; line = next) {
		next = memchr(line, '\n', (size_t)(end - line));
		next = next == NULL ? end : next + 1;
		if (*line != '#')
			continue;
		link = line + strspn(line, "#");
		if (link[0] == ' ' && link[1] == '[')
			return true;
	}
	return false;
}

/*
 * Read a page saved as Markdown, of n bytes with a NUL behind them, and no other
 * NUL.  Return 0, or -1 if it is refused.
 */
int
listing_markdown_read(struct draft *d, const char *s, size_t n)
{
	struct markdown m = { .at = s, .end = s + n, .plain.from = s };
	int ret;

	cards_init(&m.cards);
	m.part.arena = &m.cards.arena;
	read_all(&m);
	set_neighbour(d, &m.cards);
	ret = add_papers(d, &m);
	buf_free(&m.part.text);
	cards_free(&m.cards);
	return ret;
}

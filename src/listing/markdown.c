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

#include <string.h>

#include "base/buf.h"
#include "listing/markdown_cards.h"
#include "listing/markdown_text.h"
#include "listing/text_lines.h"

struct markdown {
	struct markdown_cards cards;
	const char *at, *end;
	struct span plain; /* text since the last link, heading or blank line */
	const char *open;  /* behind the bracket that may begin a link */
	const char *first; /* the first of these since m->plain began */
	size_t depth;	   /* of brackets within it */
	bool in_heading;
};

/* Take the text before this place, and begin another one behind it. */
static void
end_plain(struct markdown *m, const char *to, const char *next)
{
	m->plain.to = to;
	m->first = NULL;
	if (m->plain.from < to)
		markdown_cards_text(&m->cards, m->plain, m->in_heading);
	m->plain.from = next;
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
		markdown_cards_link(&m->cards, part,
		    url.length > 0 ? url.data : "", m->in_heading);
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
		    (next = markdown_image(&m->cards.part, m->at, m->end)) !=
			NULL) {
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

	markdown_cards_init(&m.cards);
	read_all(&m);
	ret = markdown_cards_add(d, &m.cards);
	markdown_cards_free(&m.cards);
	return ret;
}

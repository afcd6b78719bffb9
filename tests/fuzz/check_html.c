/*
 * A strict look at HTML that the program wrote.  It knows no other HTML than
 * that: whatever the rules for browsers make good is a finding here.
 */
#include "check_html.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "support.h"

#define DEPTH_MAX 32
#define IDS_MAX	  512

static const char *const feed_elements[] = { "p", "strong", "a href",
	"img src alt", NULL };

static const char *const page_elements[] = { "html lang", "head", "body",
	"meta charset name content", "title", "link rel href type title sizes",
	"script src defer", "header class", "footer", "main id",
	"nav class aria-label", "section class aria-labelledby", "div class",
	"article class id", "h1 dir", "h2 id class dir", "h3 class dir",
	"h4 class dir", "p class dir id role", "ul class aria-label",
	"ol class id", "li class dir", "a class href rel type dir", "bdi class",
	"span class dir", "strong", "time datetime", "code class", "pre",
	"details class", "summary", "img src alt width height loading",
	"form role action data-months data-days", "label for",
	"input type id name autocomplete placeholder", "button", "figure class",
	"figcaption", "svg class viewBox preserveAspectRatio role aria-label",
	"g", "rect class x y width height fill", "path class d", "table class",
	"caption", "thead", "tbody", "tr", "th scope", "td", "abbr title",
	NULL };

static const char *const mail_elements[] = { "html lang", "head", "body style",
	"meta charset name content", "title", "style", "div style", "h1 style",
	"h2 id dir style", "h3 dir style", "p class dir style", "ul style",
	"li", "a class href style", "span class style",
	"img src alt width style",
	"table role width cellpadding cellspacing border style", "tr",
	"td align style", NULL };

const struct html_place html_in_feeds = { feed_elements, "<p>", 0 };
const struct html_place html_in_pages = { page_elements, "<!DOCTYPE html>\n",
	1 };
const struct html_place html_in_mails = { mail_elements, "<!DOCTYPE html>\n",
	0 };

struct span {
	const char *s;
	size_t n;
};

struct checker {
	const struct html_place *place;
	const char *at, *end;
	struct span open[DEPTH_MAX]; /* elements that are not closed */
	size_t depth;
	struct span ids[IDS_MAX];
	size_t id_count;
};

/*
 * Are n bytes the same?  The sanitizers' memcmp() notes for the fuzzer what is
 * compared, which is of no use here and takes longer than the rest.
 */
static bool
same(const char *a, const char *b, size_t n)
{
	while (n > 0 && *a == *b) {
		a++;
		b++;
		n--;
	}
	return n == 0;
}

static bool
is(struct span a, const char *text)
{
	return same(a.s, text, a.n) && text[a.n] == '\0';
}

/* Take what is next in the text, and require it. */
static void
take(struct checker *c, const char *text)
{
	size_t n = strlen(text);

	require((size_t)(c->end - c->at) >= n && same(c->at, text, n));
	c->at += n;
}

static bool
next_is(const struct checker *c, char byte)
{
	return c->at < c->end && *c->at == byte;
}

/* Take a name: letters, digits and hyphens. */
static struct span
take_name(struct checker *c)
{
	struct span name = { c->at, 0 };

	while (
	    c->at < c->end && (isalnum((unsigned char)*c->at) || *c->at == '-'))
		c->at++;
	name.n = (size_t)(c->at - name.s);
	require(name.n > 0);
	return name;
}

/* Is a name among words that are parted by blanks? */
static bool
has_word(const char *words, struct span name)
{
	size_t n;

	for (; *words != '\0'; words += n + (words[n] == ' ')) {
		n = strcspn(words, " ");
		if (n == name.n && same(words, name.s, n))
			return true;
	}
	return false;
}

/* Return the attributes of an element, which must be one of the place. */
static const char *
find_element(const struct checker *c, struct span name)
{
	const char *const *e = c->place->elements;

	for (; *e != NULL; e++) {
		if (same(*e, name.s, name.n) &&
		    ((*e)[name.n] == ' ' || (*e)[name.n] == '\0'))
			return *e + name.n + ((*e)[name.n] == ' ');
	}
	require(0);
	return NULL;
}

/* What stands for a character, and the character. */
static const struct {
	const char *reference, *text;
} references[] = {
	{ "&amp;", "&" },
	{ "&lt;", "<" },
	{ "&gt;", ">" },
	{ "&quot;", "\"" },
	{ "&#13;", "\r" },
	{ "&#10;", "\n" },
	{ "&#9;", "\t" },
	{ "&nbsp;", " " },
	{ "&zwnj;", "" },
};

/* Take a reference to a character, of those that the program writes. */
static void
take_reference(struct checker *c, struct buf *text)
{
	size_t i, n;

	for (i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
		n = strlen(references[i].reference);
		if ((size_t)(c->end - c->at) >= n &&
		    same(c->at, references[i].reference, n)) {
			c->at += n;
			if (text != NULL)
				buf_puts(text, references[i].text);
			return;
		}
	}
	require(0);
}

/* A link to a file of the site, or into the page. */
static void
check_relative(const struct checker *c, const struct buf *url)
{
	size_t n = url->length;

	require(c->place->relative || url->data[0] == '#');
	require(strspn(url->data,
		    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "0123456789-_./#") == n);
	require(url->data[0] != '/' && strstr(url->data, "//") == NULL);
}

static void
check_link(const struct checker *c, const struct buf *url)
{
	if (url->data == NULL || url->length == 0)
		fail();
	if (strchr(url->data, ':') != NULL)
		check_url(url->data, url->length);
	else
		check_relative(c, url);
}

/* An id, which no other element of the page may have. */
static void
note_id(struct checker *c, struct span id)
{
	size_t i;

	require(id.n > 0 && memchr(id.s, ' ', id.n) == NULL);
	for (i = 0; i < c->id_count; i++)
		require(c->ids[i].n != id.n || !same(c->ids[i].s, id.s, id.n));
	if (c->id_count < IDS_MAX)
		c->ids[c->id_count++] = id;
}

static void
check_attribute(struct checker *c, struct span name, struct span raw,
    const struct buf *value)
{
	if (is(name, "href") || is(name, "src") || is(name, "action"))
		check_link(c, value);
	else if (is(name, "id"))
		note_id(c, raw);
	else if (is(name, "style"))
		require(value->length > 0 &&
		    strstr(value->data, "url") == NULL &&
		    strchr(value->data, '\\') == NULL);
}

/* Take an attribute; one without a value is `defer`. */
static void
take_attribute(struct checker *c, const char *attributes)
{
	struct span name = take_name(c), raw;
	struct buf value = { 0 };

	require(has_word(attributes, name));
	if (is(name, "defer"))
		return;
	take(c, "=\"");
	raw.s = c->at;
	while (!next_is(c, '"')) {
		require(c->at < c->end && *c->at != '<' && *c->at != '>');
		if (*c->at == '&')
			take_reference(c, &value);
		else
			buf_putc(&value, *c->at++);
	}
	raw.n = (size_t)(c->at - raw.s);
	take(c, "\"");
	check_attribute(c, name, raw, &value);
	buf_free(&value);
}

static bool
is_void(struct span name)
{
	return is(name, "meta") || is(name, "link") || is(name, "img") ||
	    is(name, "input");
}

static void
take_end_tag(struct checker *c)
{
	struct span name = take_name(c), open;

	require(c->depth > 0);
	open = c->open[--c->depth];
	require(open.n == name.n && same(open.s, name.s, name.n));
	take(c, ">");
}

/* Take a tag behind its first bracket. */
static void
take_tag(struct checker *c)
{
	const char *attributes;
	struct span name;

	if (next_is(c, '/')) {
		c->at++;
		take_end_tag(c);
		return;
	}
	name = take_name(c);
	attributes = find_element(c, name);
	while (next_is(c, ' ')) {
		c->at++;
		take_attribute(c, attributes);
	}
	if (next_is(c, '/')) {
		require(is(name, "rect") || is(name, "path"));
		take(c, "/>");
		return;
	}
	take(c, ">");
	if (is_void(name))
		return;
	require(c->depth < DEPTH_MAX);
	c->open[c->depth++] = name;
	/* What stands between is read in other ways: there must be nothing. */
	if (is(name, "script"))
		take(c, "</script>"), c->depth--;
}

void
check_html(const char *s, size_t n, const struct html_place *place)
{
	struct checker c = { .place = place, .at = s, .end = s + n };

	check_characters(s, n, "");
	require(n >= strlen(place->start) &&
	    memcmp(s, place->start, strlen(place->start)) == 0);
	if (s[1] == '!')
		c.at += strlen(place->start);
	while (c.at < c.end) {
		if (*c.at == '<') {
			c.at++;
			take_tag(&c);
		} else if (*c.at == '&') {
			take_reference(&c, NULL);
		} else {
			require(*c.at != '>');
			c.at++;
		}
	}
	require(c.depth == 0);
}

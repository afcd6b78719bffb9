/*
 * A page: its island DailyPapers, else its cards.  The only user of libxml2,
 * whose HTML parser says what island_find() has doubts about, in one pass
 * without a tree: memory grows with the page, the stack does not.
 *
 * What libxml2 2.9.14 does with bad input, tried, and so what is kept from it:
 * an invalid byte turns the rest of the page into Latin-1, NUL and references
 * to it (or to what is no character) end an attribute's value without a word,
 * a failed allocation makes it loop for ever, and there are tags it takes
 * hours for.
 */
#include "listing_html.h"

#include <err.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/time.h>
#include <sysexits.h>
#include <unistd.h>

#include <libxml/HTMLparser.h>
#include <libxml/xmlmemory.h>

#include "buf.h"
#include "cards.h"
#include "date.h"
#include "island.h"
#include "listing.h"
#include "listing_cards.h"
#include "listing_json.h"
#include "utf8.h"

#define DEPTH_MAX	10000	/* open elements; a real page has 40 */
#define NAME_SHOWN	40	/* bytes of an island's name */
#define NAMES_SHOWN	200
#define SECONDS_MIN	10	/* of the CPU, and one more for each MiB */

/* What libxml2 finds in a page. */
struct page {
	htmlParserCtxtPtr parser;
	size_t		 depth;
	bool		 too_deep;
	size_t		 islands;	/* with the name DailyPapers */
	struct buf	 json;		/* of the first of them */
	struct buf	 others;	/* names of other islands */
	struct cards	 cards;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
page_free(struct page *page)
{
	buf_free(&page->json);
	buf_free(&page->others);
	cards_free(&page->cards);
}

static void *
allocate(size_t size)
{
	void	*p = malloc(size);

	if (p == NULL)
		err(EX_OSERR, NULL);
	return p;
}

static void *
reallocate(void *old, size_t size)
{
	void	*p = realloc(old, size);

	if (p == NULL)
		err(EX_OSERR, NULL);
	return p;
}

static char *
duplicate(const char *s)
{
	char	*copy = strdup(s);

	if (copy == NULL)
		err(EX_OSERR, NULL);
	return copy;
}

/* Only _exit() and write() are allowed in here. */
static void
give_up(int number)
{
	static const char	 why[] =
	    "paperfeed: a page takes the HTML parser too long\n";

	(void)number;
	_exit(write(STDERR_FILENO, why, sizeof(why) - 1) == -1 ? EX_IOERR :
	    EX_DATAERR);
}

/* Limit the CPU time from now on; 0 seconds lift the limit. */
static void
limit_time(time_t seconds)
{
	struct sigaction	 action = { 0 };
	struct itimerval	 timer = { .it_value.tv_sec = seconds };

	action.sa_handler = seconds == 0 ? SIG_DFL : give_up;
	sigaction(SIGVTALRM, &action, NULL);
	setitimer(ITIMER_VIRTUAL, &timer, NULL);
}

/* Add a name that may hold anything to a list that is shown to people. */
static void
add_name(struct buf *names, const char *name)
{
	size_t	 n;

	n = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-_");
	if (n == 0 || n > NAME_SHOWN || name[n] != '\0' ||
	    names->length + n > NAMES_SHOWN)
		return;
	if (names->length > 0)
		buf_puts(names, ", ");
	buf_add(names, name, n);
}

static void
keep_island(struct page *page, const char *const *attributes)
{
	const char	*target = NULL, *props = NULL;

	for (; *attributes != NULL; attributes += 2) {
		if (strcmp(attributes[0], "data-target") == 0)
			target = attributes[1];
		else if (strcmp(attributes[0], "data-props") == 0)
			props = attributes[1];
	}
	if (target == NULL)
		return;
	if (strcmp(target, "DailyPapers") != 0)
		add_name(&page->others, target);
	else if (page->islands++ == 0 && props != NULL)
		buf_puts(&page->json, props);
}

static void
start_element(void *data, const xmlChar *name, const xmlChar **values)
{
	struct page		*page = data;
	const char *const	*attributes = (const char *const *)values;

	if (++page->depth > DEPTH_MAX) {
		page->too_deep = true;
		xmlStopParser(page->parser);
		return;
	}
	if (attributes != NULL)
		keep_island(page, attributes);
	cards_open(&page->cards, (const char *)name, attributes);
}

static void
end_element(void *data, const xmlChar *name)
{
	struct page	*page = data;

	if (page->depth > 0)
		page->depth--;
	cards_close(&page->cards, (const char *)name);
}

static void
add_text(void *data, const xmlChar *text, int n)
{
	struct page	*page = data;

	cards_text(&page->cards, (const char *)text, (size_t)n);
}

/* The text of scripts and styles. */
static void
drop_text(void *data, const xmlChar *text, int n)
{
	(void)data;
	(void)text;
	(void)n;
}

/*
 * Return the bytes of a numeric reference at s to what XML does not take for
 * a character (XML 1.0, section 2.2), or 0 if there is none.
 */
static size_t
bad_reference(const char *s, size_t n)
{
	static const char	 digits[] = "0123456789abcdef";
	const char		*digit;
	size_t			 i = 2, start;
	uint32_t		 base = 10, c = 0;

	if (n < 3 || s[1] != '#')
		return 0;
	if (s[2] == 'x' || s[2] == 'X') {
		base = 16;
		i++;
	}
	for (start = i; i < n; i++) {
		digit = memchr(digits, s[i] | 0x20, base);
		if (digit == NULL)
			break;
		if (c <= 0x10ffff)
			c = c * base + (uint32_t)(digit - digits);
	}
	if (i == start)
		return 0;
	if (c == '\t' || c == '\n' || c == '\r' ||
	    (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) ||
	    (c >= 0x10000 && c <= 0x10ffff))
		return 0;
	return i < n && s[i] == ';' ? i + 1 : i;
}

/*
 * Copy a page without what libxml2 stumbles over: bytes that are no UTF-8
 * are left out, references to no character become one to U+FFFD, as in HTML.
 */
static void
copy_sound(struct buf *copy, const char *s, size_t n)
{
	const char	*end = s + n, *plain = s;
	uint32_t	 c;
	size_t		 length, bad;

	while (s < end) {
		if (*s >= ' ' && *s < 0x7f && *s != '&') {
			s++;
			continue;
		}
		length = utf8_decode(s, (size_t)(end - s), &c);
		bad = 0;
		if (length == 0 || c == 0)
			bad = 1;
		else if (c == '&')
			bad = bad_reference(s, (size_t)(end - s));
		if (bad == 0) {
			s += length;
			continue;
		}
		buf_add(copy, plain, (size_t)(s - plain));
		if (*s == '&')
			buf_puts(copy, "\xef\xbf\xbd");
		s += bad;
		plain = s;
	}
	buf_add(copy, plain, (size_t)(s - plain));
}

/* Let libxml2 read n bytes into an empty page, which page_free() frees. */
static void
page_read(struct page *page, const char *s, size_t n)
{
	static const int	 options = HTML_PARSE_RECOVER |
	    HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
	    HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE;
	struct buf		 copy = { 0 };

	cards_init(&page->cards);
	copy_sound(&copy, s, n);
	xmlMemSetup(free, allocate, reallocate, duplicate);
	if ((page->parser = htmlNewParserCtxt()) == NULL)
		err(EX_OSERR, NULL);
	*page->parser->sax = (htmlSAXHandler){
		.startElement = start_element,
		.endElement = end_element,
		.characters = add_text,
		.ignorableWhitespace = add_text,
		.cdataBlock = drop_text,
		.initialized = 1,
	};
	page->parser->userData = page;
	limit_time(SECONDS_MIN + (time_t)(n >> 20));
	htmlCtxtReadMemory(page->parser, copy.data, (int)copy.length, NULL,
	    "UTF-8", options);
	limit_time(0);
	htmlFreeParserCtxt(page->parser);
	page->parser = NULL;
	buf_free(&copy);
}

static bool
has_json(const struct page *page)
{
	return page->islands == 1 && page->json.length > 0 && !page->too_deep;
}

/*
 * Have libxml2 find the JSON of a page's one island DailyPapers in n bytes
 * and put it into an empty buffer.  Return false, with an empty buffer, when
 * there is no such island, more than one, or no JSON in it.
 */
bool
listing_html_island(struct buf *json, const char *s, size_t n)
{
	struct page	 page = { 0 };
	bool		 found;

	page_read(&page, s, n);
	if ((found = has_json(&page)))
		buf_add(json, page.json.data, page.json.length);
	page_free(&page);
	return found;
}

/*
 * The page of trending papers looks like a day's in its JSON; its title tells
 * it.
 */
static bool
is_trending(const char *s, size_t n)
{
	static const char	 start[] = "Trending Papers";
	const char		*end = s + n;

	while ((s = memchr(s, '<', (size_t)(end - s))) != NULL &&
	    ((size_t)(end - s) < 6 || strncasecmp(s, "<title", 6) != 0))
		s++;
	if (s == NULL || (s = memchr(s, '>', (size_t)(end - s))) == NULL)
		return false;
	for (s++; s < end && is_blank(*s);)
		s++;
	return (size_t)(end - s) >= strlen(start) &&
	    memcmp(s, start, strlen(start)) == 0;
}

/*
 * Does the page end with </html>, but for blanks and comments?  Without it
 * there may have been more cards: libcurl takes a cut body for a whole one
 * when the server gave no length.
 */
static bool
is_whole(const char *s, size_t n)
{
	const char	*tag = NULL, *comment;

	for (;;) {
		while (n > 0 && is_blank(s[n - 1]))
			n--;
		if (n == 0 || s[n - 1] != '>')
			return false;
		if (n < 3 || memcmp(s + n - 3, "-->", 3) != 0)
			break;
		for (comment = NULL, n -= 3; n > 0 && comment == NULL; n--) {
			if (memcmp(s + n - 1, "<!--", 4) == 0)
				comment = s + n - 1;
		}
		if (comment == NULL)
			return false;
	}
	for (n--; n > 0 && is_blank(s[n - 1]);)
		n--;
	tag = n >= 6 ? s + n - 6 : NULL;
	return tag != NULL && strncasecmp(tag, "</html", 6) == 0;
}

/* Without a closing bracket it is the page that was cut. */
static bool
is_cut(const struct buf *json)
{
	size_t	 n = json->length;

	while (n > 0 && is_blank(json->data[n - 1]))
		n--;
	return n == 0 || (json->data[n - 1] != '}' && json->data[n - 1] != ']');
}

/* Read the island's JSON.  On failure all is as before, after a warning. */
static int
read_json(struct listing *l, const struct buf *json, bool trending)
{
	if (listing_json_read(l, json->data, json->length) == -1) {
		listing_free(l);
		l->day = DATE_NONE;
		return -1;
	}
	if (trending)
		l->kind = LISTING_TRENDING;
	return 0;
}

/* Say what a page without island and cards has instead. */
static void
refuse(const struct listing *l, const struct page *page, bool whole)
{
	if (page->too_deep)
		warnx("%s: elements are nested more than %d deep", l->name,
		    DEPTH_MAX);
	else if (!whole)
		warnx("%s: page is cut: no </html>", l->name);
	else if (page->cards.articles > 0)
		warnx("%s: page shows %zu cards but none has a link to "
		    "/papers/", l->name, page->cards.articles);
	else if (page->islands > 1)
		warnx("%s: page has %zu islands DailyPapers and no cards",
		    l->name, page->islands);
	else if (page->islands == 1)
		warnx("%s: page has nothing in its island DailyPapers and no "
		    "cards", l->name);
	else
		warnx("%s: page has no island DailyPapers and no cards; "
		    "islands are %s", l->name, page->others.length > 0 ?
		    page->others.data : "none");
}

/*
 * Read a page of n bytes with a NUL behind them, and no other NUL.  The
 * island's JSON is as good as the page's end: both prove that nothing was
 * cut.  The cards are read where the island is missing, empty, not alone, or
 * no listing any more.  Return 0, or -1 after one warning.
 */
int
listing_html_read(struct listing *l, const char *s, size_t n)
{
	bool		 trending = is_trending(s, n), whole = is_whole(s, n);
	bool		 warned = false;
	struct buf	 json = { 0 };
	struct page	 page = { 0 };
	int		 ret = 0;

	if (island_find(&json, s, n))
		warned = read_json(l, &json, trending) == -1;
	if (json.length > 0 && !warned)
		goto out;
	page_read(&page, s, n);
	if (!warned && has_json(&page) && (whole || !is_cut(&page.json))) {
		warned = read_json(l, &page.json, trending) == -1;
		if (!warned)
			goto out;
	}
	if (whole && !page.too_deep && page.cards.count > 0) {
		listing_cards_read(l, &page.cards, trending);
		goto out;
	}
	if (!warned)
		refuse(l, &page, whole);
	ret = -1;
out:
	page_free(&page);
	buf_free(&json);
	return ret;
}

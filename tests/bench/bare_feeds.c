/* Entries and feeds as paperfeed writes them, by templates. */
#include <err.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bare.h"

#define SITE	    "https://bench.example.org/"
#define SITE_TITLE  "Benchmark"
#define PAGE	    "https://huggingface.co/papers/"
#define ARXIV	    "https://arxiv.org/"
#define AUTHORS_MAX 25
#define RFC3339	    "%Y-%m-%dT%H:%M:%SZ"
#define RFC822	    "%a, %d %b %Y %H:%M:%S GMT"

#define DATE_SIZE 64

/* Make room for more bytes and a NUL. */
void
reserve(struct buf *b, size_t more)
{
	if (b->n + more < b->size)
		return;
	b->size = 2 * b->n + more + 1;
	if ((b->s = realloc(b->s, b->size)) == NULL)
		err(1, NULL);
}

/* Add n bytes, and a NUL behind them. */
void
add(struct buf *b, const char *s, size_t n)
{
	reserve(b, n);
	memcpy(b->s + b->n, s, n);
	b->n += n;
	b->s[b->n] = '\0';
}

/* Add a text, escaped for XML and HTML. */
static void
add_text(struct buf *b, const char *s)
{
	static const char *const escapes[64] = { ['&'] = "&amp;",
		['<'] = "&lt;",
		['>'] = "&gt;",
		['"'] = "&quot;" };
	const char *from = s, *instead;

	for (; *s != '\0'; s++) {
		if ((unsigned char)*s >= 64)
			continue;
		instead = escapes[(unsigned char)*s];
		if (instead == NULL && (*s >= ' ' || *s == '\n' || *s == '\t'))
			continue;
		add(b, from, (size_t)(s - from));
		if (instead != NULL)
			add(b, instead, strlen(instead));
		from = s + 1;
	}
	add(b, from, (size_t)(s - from));
}

/*
 * Add a template, with an escaped text for each $; nothing if the first one is
 * NULL.
 */
static void
fill(struct buf *b, const char *template, ...)
{
	size_t n, start = b->n;
	const char *text;
	va_list ap;

	va_start(ap, template);
	for (;; template += n + 1) {
		n = strcspn(template, "$");
		add(b, template, n);
		if (template[n] == '\0')
			break;
		if ((text = va_arg(ap, const char *)) == NULL) {
			b->n = start;
			break;
		}
		add_text(b, text);
	}
	va_end(ap);
}

static const char *
show(char text[static DATE_SIZE], int64_t when, const char *format)
{
	struct tm tm;

	strftime(text, DATE_SIZE, format, gmtime_r(&(time_t){ when }, &tm));
	return text;
}

/* The HTML of both formats. */
static void
add_html(struct buf *b, const char **text, const char *authors, int64_t date)
{
	const char *id = text[ID];
	char day[DATE_SIZE];

	fill(b, "<p><strong>AI summary:</strong> $</p>", text[SUMMARY]);
	fill(b, "<p>$</p>", text[ABSTRACT]);
	fill(b, "<p><strong>Authors:</strong> $</p>", authors);
	fill(b, "<p><strong>Organization:</strong> $</p>", text[ORGANIZATION]);
	fill(b,
	    "<p><strong>On arXiv since:</strong> $</p>"
	    "<p><a href=\"" PAGE "$\">Hugging Face</a>"
	    " · <a href=\"" ARXIV "abs/$\">arXiv</a>"
	    " · <a href=\"" ARXIV "pdf/$\">PDF</a>",
	    show(day, date, "%Y-%m-%d"), id, id, id);
	fill(b, " · <a href=\"$\">Code</a>", text[CODE]);
	fill(b, " · <a href=\"$\">Project page</a>", text[PROJECT]);
	fill(b, " · <a href=\"" PAGE "$#community\">Discussion</a></p>", id);
	fill(b, "<p><img src=\"$\" alt=\"Preview of the paper\"></p>",
	    text[THUMBNAIL]);
}

/* Add the parts of a text that has a line feed after each, escaped. */
static void
fill_lines(struct buf *b, const char *template, const char *lines, int most)
{
	static struct buf line;
	const char *end;

	for (; *lines != '\0' && most > 0; lines = end + 1, most--) {
		end = lines + strcspn(lines, "\n");
		line.n = 0;
		add(&line, lines, (size_t)(end - lines));
		fill(b, template, line.s);
	}
}

static void
add_topics(struct buf *atom, struct buf *rss, uint64_t set)
{
	const struct topic *t;

	for (t = topics + 1; t < topics + topic_count; t++) {
		if ((set & UINT64_C(1) << (t - topics)) == 0)
			continue;
		fill(atom,
		    "\n\t\t<category term=\"$\" scheme=\"" SITE "topics\" "
		    "label=\"$\"/>",
		    t->slug, t->title);
		fill(rss,
		    "\n\t\t\t<category domain=\"" SITE "topics\">$</category>",
		    t->title);
	}
}

/* Make a paper's entry in each format, of its row. */
void
make_entry(struct paper *p, sqlite3_stmt *row)
{
	static struct buf html, names;
	struct buf *atom = &p->entry[ATOM], *rss = &p->entry[RSS];
	const char *text[TEXTS], *id;
	char date[DATE_SIZE];
	int i;

	for (i = 0; i < TEXTS; i++)
		text[i] = (const char *)sqlite3_column_text(row, i + 1);
	id = text[ID];
	names.n = html.n = 0;
	fill_lines(&names, "$, ", text[AUTHORS], INT32_MAX);
	names.s[names.n - 2] = '\0';
	add_html(&html, text, names.s,
	    sqlite3_column_int64(row, PUBLISHED + 1));

	show(date, p->listed, RFC3339);
	fill(atom,
	    "\n\t<entry>\n\t\t<id>" ARXIV "abs/$</id>\n\t\t<title>$</title>"
	    "\n\t\t<published>$</published>\n\t\t<updated>$</updated>",
	    id, text[TITLE], date, date);
	fill_lines(atom, "\n\t\t<author>\n\t\t\t<name>$</name>\n\t\t</author>",
	    text[AUTHORS], AUTHORS_MAX);
	fill(atom,
	    "\n\t\t<link rel=\"alternate\" type=\"text/html\" href=\"" PAGE
	    "$\"/>\n\t\t<link rel=\"related\" type=\"text/html\" href=\"" ARXIV
	    "abs/$\" title=\"arXiv\"/>\n\t\t<link rel=\"related\" "
	    "type=\"application/pdf\" href=\"" ARXIV "pdf/$\" title=\"PDF\"/>",
	    id, id, id);
	fill(atom, "\n\t\t<link rel=\"related\" href=\"$\" title=\"Code\"/>",
	    text[CODE]);
	fill(atom,
	    "\n\t\t<link rel=\"related\" href=\"$\" title=\"Project page\"/>",
	    text[PROJECT]);
	fill(atom,
	    "\n\t\t<link rel=\"related\" type=\"text/html\" href=\"" PAGE
	    "$#community\" title=\"Discussion\"/>",
	    id);
	fill(rss,
	    "\n\t\t<item>\n\t\t\t<title>$</title>\n\t\t\t<link>" PAGE
	    "$</link>\n\t\t\t<description>$</description>"
	    "\n\t\t\t<dc:creator>$</dc:creator>",
	    text[TITLE], id, html.s, names.s);
	add_topics(atom, rss, p->topics);
	fill_lines(atom, "\n\t\t<category term=\"$\"/>", text[KEYWORDS],
	    INT32_MAX);
	fill_lines(rss, "\n\t\t\t<category>$</category>", text[KEYWORDS],
	    INT32_MAX);
	fill(atom, "\n\t\t<summary>$</summary>", text[SUMMARY]);
	fill(atom,
	    "\n\t\t<content type=\"html\">$</content>"
	    "\n\t\t<media:thumbnail url=\"$\"/>\n\t</entry>",
	    html.s, text[THUMBNAIL]);
	fill(rss,
	    "\n\t\t\t<comments>" PAGE "$#community</comments>"
	    "\n\t\t\t<guid isPermaLink=\"false\">" ARXIV "abs/$</guid>"
	    "\n\t\t\t<pubDate>$</pubDate>\n\t\t\t<media:thumbnail url=\"$\"/>"
	    "\n\t\t</item>",
	    id, id, show(date, p->listed, RFC822), text[THUMBNAIL]);
}

/* Add the feed of a topic in a format, with these papers. */
void
add_feed(struct buf *b, const struct topic *t, enum format format,
    struct paper *const *list, size_t count)
{
	static const char *const heads[] = {
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<feed xmlns=\"http://www.w3.org/2005/Atom\" "
		"xmlns:media=\"http://search.yahoo.com/mrss/\" xml:lang=\"en\">"
		"\n\t<id>" SITE "$</id>\n\t<title>$ – " SITE_TITLE "</title>"
		"\n\t<subtitle>Hugging Face's Daily Papers on $</subtitle>"
		"\n\t<updated>$</updated>"
		"\n\t<author>\n\t\t<name>" SITE_TITLE "</name>\n\t</author>"
		"\n\t<link rel=\"self\" type=\"application/atom+xml\" "
		"href=\"" SITE "$.atom\"/>",
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
		"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		"xmlns:media=\"http://search.yahoo.com/mrss/\">\n\t<channel>"
		"\n\t\t<link>" SITE "$.html</link>"
		"\n\t\t<title>$ – " SITE_TITLE "</title>"
		"\n\t\t<description>Hugging Face's Daily Papers on "
		"$</description>\n\t\t<lastBuildDate>$</lastBuildDate>"
		"\n\t\t<atom:link rel=\"self\" type=\"application/rss+xml\" "
		"href=\"" SITE "$.rss\"/>"
	};
	char date[DATE_SIZE];
	size_t i;

	fill(b, heads[format], t->slug, t->title, t->title,
	    show(date, count == 0 ? 0 : list[0]->listed,
		format == ATOM ? RFC3339 : RFC822),
	    t->slug);
	for (i = 0; i < count; i++)
		add(b, list[i]->entry[format].s, list[i]->entry[format].n);
	fill(b, format == ATOM ? "\n</feed>\n" : "\n\t</channel>\n</rss>\n");
}

/*
 * The fast way to the island's JSON.  Tags are followed from the page's first
 * byte to its last, because only that tells an island from its look-alike in
 * a comment or a script.  Only what every HTML parser reads alike is read
 * here; whatever else a page may hold is a doubt, and a doubt is no answer:
 * html.c asks libxml2 then.  The rules are those of the HTML standard
 * (https://html.spec.whatwg.org/#tokenization), minus all its repairs.
 */
#include "listing/island.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "listing/entity.h"

#define NAME_MAX_BYTES 64 /* libxml2 2.9 cuts names at 100 */

/* A piece of the page. */
struct span {
	const char *s;
	size_t n;
};

struct scan {
	const char *s; /* the next byte */
	const char *end;
	size_t depth; /* start tags less end tags */
	size_t islands;
	struct span json; /* the island's, still as a value */
};

struct attribute {
	struct span name;
	struct span value;
	char quote; /* 0 for none */
};

/* How an element's content is read. */
enum content {
	CONTENT_TAGS,
	CONTENT_RAW,   /* up to its end tag */
	CONTENT_TEXT,  /* parsers differ unless it has no '<' */
	CONTENT_DOUBT, /* parsers differ */
};

static const struct {
	struct span name;
	enum content content;
} contents[] = {
	{ { "iframe", 6 }, CONTENT_DOUBT },
	{ { "noembed", 7 }, CONTENT_DOUBT },
	{ { "noframes", 8 }, CONTENT_DOUBT },
	{ { "plaintext", 9 }, CONTENT_DOUBT },
	{ { "script", 6 }, CONTENT_RAW },
	{ { "style", 5 }, CONTENT_RAW },
	{ { "textarea", 8 }, CONTENT_TEXT },
	{ { "title", 5 }, CONTENT_TEXT },
	{ { "xmp", 3 }, CONTENT_DOUBT },
};

/* White space in tags.  HTML counts the form feed, too; libxml2 does not. */
static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool
is(struct span span, const char *s)
{
	return span.n == strlen(s) && memcmp(span.s, s, span.n) == 0;
}

/* Names of tags and attributes are the same in any case. */
static bool
is_name(struct span span, const char *s)
{
	return span.n == strlen(s) && strncasecmp(span.s, s, span.n) == 0;
}

static size_t
left(const struct scan *p)
{
	return (size_t)(p->end - p->s);
}

/* Go behind a text if it is next. */
static bool
skip(struct scan *p, const char *s, size_t n)
{
	if (left(p) < n || memcmp(p->s, s, n) != 0)
		return false;
	p->s += n;
	return true;
}

static bool
skip_byte(struct scan *p, char c)
{
	if (p->s == p->end || *p->s != c)
		return false;
	p->s++;
	return true;
}

static bool
skip_blanks(struct scan *p)
{
	const char *start = p->s;

	while (p->s < p->end && is_blank(*p->s))
		p->s++;
	return p->s > start;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_in_name(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
	    c == ':' || c == '.';
}

static bool
read_name(struct scan *p, struct span *name)
{
	name->s = p->s;
	if (p->s == p->end || !is_letter(*p->s))
		return false;
	while (p->s < p->end && is_in_name(*p->s))
		p->s++;
	name->n = (size_t)(p->s - name->s);
	return name->n <= NAME_MAX_BYTES;
}

/* Is it valid UTF-8 without a NUL?  libxml2 is given nothing else. */
static bool
is_sound(const char *s, size_t n)
{
	const char *end = s + n;
	uint64_t word;
	uint32_t c;
	size_t length;

	if (memchr(s, '\0', n) != NULL)
		return false;
	while (s < end) {
		if (end - s >= (ptrdiff_t)sizeof(word)) {
			memcpy(&word, s, sizeof(word));
			if ((word & UINT64_C(0x8080808080808080)) == 0) {
				s += sizeof(word);
				continue;
			}
		}
		length = utf8_decode(s, (size_t)(end - s), &c);
		if (length == 0)
			return false;
		s += length;
	}
	return true;
}

/* Skip a comment whose first "--" ends it; parsers disagree about others. */
static bool
skip_comment(struct scan *p)
{
	const char *dashes;

	if (left(p) == 0 || *p->s == '>' || *p->s == '-')
		return skip(p, "-->", 3);
	dashes = memmem(p->s, left(p), "--", 2);
	if (dashes == NULL)
		return false;
	p->s = dashes + 2;
	return skip_byte(p, '>');
}

/*
 * Return the place behind the end tag of a script or a style.  A comment that
 * starts inside can hide the end tag from one parser and not from another.
 */
static bool
skip_raw(struct scan *p, struct span name)
{
	while ((p->s = memchr(p->s, '<', left(p))) != NULL) {
		p->s++;
		if (skip(p, "!--", 3))
			return false;
		if (skip_byte(p, '/') && left(p) >= name.n &&
		    strncasecmp(p->s, name.s, name.n) == 0) {
			p->s += name.n;
			return skip_byte(p, '>');
		}
	}
	return false;
}

static bool
skip_content(struct scan *p, struct span name, bool closed)
{
	enum content content = CONTENT_TAGS;
	size_t i;

	for (i = 0; i < sizeof(contents) / sizeof(contents[0]); i++) {
		if (contents[i].name.n == name.n &&
		    strncasecmp(contents[i].name.s, name.s, name.n) == 0)
			content = contents[i].content;
	}
	if (content == CONTENT_TAGS)
		return true;
	if (content == CONTENT_DOUBT || closed)
		return false;
	if (content == CONTENT_RAW)
		return skip_raw(p, name);
	p->s = memchr(p->s, '<', left(p));
	return p->s != NULL && skip(p, "</", 2) && skip(p, name.s, name.n) &&
	    skip_byte(p, '>');
}

static bool
read_attribute(struct scan *p, struct attribute *a)
{
	const char *end;

	*a = (struct attribute){ 0 };
	if (!read_name(p, &a->name))
		return false;
	if (!skip_byte(p, '='))
		return true;
	if (p->s == p->end)
		return false;
	if (*p->s != '"' && *p->s != '\'')
		return read_name(p, &a->value);
	a->quote = *p->s++;
	if ((end = memchr(p->s, a->quote, left(p))) == NULL)
		return false;
	a->value = (struct span){ p->s, (size_t)(end - p->s) };
	p->s = end + 1;
	return true;
}

/* Keep an attribute that tells an island; it must have its plain form. */
static bool
keep_attribute(struct attribute *kept, const struct attribute *a,
    const char *name)
{
	if (kept->name.n != 0 || a->quote != '"' || !is(a->name, name))
		return false;
	*kept = *a;
	return true;
}

static bool
keep_island(struct scan *p, struct span name, const struct attribute *target,
    const struct attribute *props)
{
	if (target->name.n == 0)
		return true;
	if (memchr(target->value.s, '&', target->value.n) != NULL)
		return false;
	if (!is(target->value, "DailyPapers"))
		return true;
	if (!is(name, "div") || props->value.n == 0)
		return false;
	p->islands++;
	p->json = props->value;
	return true;
}

static bool
read_start_tag(struct scan *p)
{
	struct attribute target = { 0 }, props = { 0 }, a;
	struct span name;
	bool blank, closed;

	if (!read_name(p, &name))
		return false;
	for (;;) {
		blank = skip_blanks(p);
		if ((closed = skip(p, "/>", 2)) || skip_byte(p, '>'))
			break;
		if (!blank || !read_attribute(p, &a))
			return false;
		if (is_name(a.name, "data-target") &&
		    !keep_attribute(&target, &a, "data-target"))
			return false;
		if (is_name(a.name, "data-props") &&
		    !keep_attribute(&props, &a, "data-props"))
			return false;
	}
	if (!closed && ++p->depth > ISLAND_DEPTH_MAX)
		return false;
	return keep_island(p, name, &target, &props) &&
	    skip_content(p, name, closed);
}

static bool
skip_end_tag(struct scan *p)
{
	struct span name;

	if (p->depth > 0)
		p->depth--;
	if (!read_name(p, &name))
		return false;
	skip_blanks(p);
	return skip_byte(p, '>');
}

/* Read all tags.  Return false if parsers could disagree about one. */
static bool
read_tags(struct scan *p)
{
	const char *tag;
	bool sure = true;

	skip_blanks(p);
	if (left(p) >= 15 && strncasecmp(p->s, "<!doctype html>", 15) == 0)
		p->s += 15;
	while (sure && (tag = memchr(p->s, '<', left(p))) != NULL) {
		p->s = tag + 1;
		if (skip_byte(p, '/'))
			sure = skip_end_tag(p);
		else if (skip(p, "!--", 3))
			sure = skip_comment(p);
		else
			sure = read_start_tag(p);
	}
	return sure;
}

/*
 * Find the JSON of a page's one island DailyPapers in n bytes and put it,
 * decoded, into an empty buffer.  Return true only when it is beyond doubt
 * that there is just this one and that libxml2 would find the same; otherwise
 * false with an empty buffer, which says nothing about the page.
 */
bool
island_find(struct buf *json, const char *page, size_t n)
{
	struct scan p = { .s = page, .end = page + n };

	if (!is_sound(page, n) || !read_tags(&p) || p.islands != 1)
		return false;
	buf_add(json, p.json.s, p.json.n);
	if (!json->full && entity_decode(json))
		return true;
	buf_free(json);
	return false;
}

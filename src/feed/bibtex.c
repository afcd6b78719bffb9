/*
 * Writes papers as references for LaTeX and Zotero: BibTeX, with the fields of
 * arXiv's own export (https://info.arxiv.org/help/hypertex/bibstyles).  Texts
 * are UTF-8, which biber and BibTeX's successors read.
 */
#include "feed/bibtex.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "feed/entry.h"
#include "feed/feed.h"

/* The characters that escape() replaces. */
#define SPECIAL "\\{}~^<>|\"#$%&_"

/*
 * What TeX would take for commands.  BibTeX counts braces, escaped or not, so a
 * single one is written by name.
 */
static const char *
escape(char c)
{
	switch (c) {
	case '\\':
		return "\\textbackslash{}";
	case '{':
		return "\\textbraceleft{}";
	case '}':
		return "\\textbraceright{}";
	case '~':
		return "\\textasciitilde{}";
	case '^':
		return "\\textasciicircum{}";
	case '<':
		return "\\textless{}";
	case '>':
		return "\\textgreater{}";
	case '|':
		return "\\textbar{}";
	case '"':
		return "\\textquotedbl{}";
	case '#':
		return "\\#";
	case '$':
		return "\\$";
	case '%':
		return "\\%";
	case '&':
		return "\\&";
	case '_':
		return "\\_";
	default:
		return NULL;
	}
}

/* Add a text that TeX sets as it is. */
static void
add_text(struct buf *out, const char *s)
{
	size_t n;

	for (;; s += n + 1) {
		n = strcspn(s, SPECIAL);
		buf_add(out, s, n);
		if (s[n] == '\0')
			return;
		buf_puts(out, escape(s[n]));
	}
}

/* Add a URL, in which braces and TeX's comments have no place. */
static void
add_url(struct buf *out, const char *url)
{
	size_t n;

	for (;; url += n + 1) {
		n = strcspn(url, "{}\\\"");
		buf_add(out, url, n);
		if (url[n] == '\0')
			return;
		buf_printf(out, "%%%02X", (unsigned char)url[n]);
	}
}

/* Is one of its words "and", in any letters, which part names (btxdoc, 4.2)? */
static bool
has_and(const char *name)
{
	size_t n;

	for (; *name != '\0'; name += n + strspn(name + n, " ")) {
		n = strcspn(name, " ");
		if (n == 3 && strncasecmp(name, "and", n) == 0)
			return true;
	}
	return false;
}

/* Would BibTeX take a name apart at the wrong place? */
static bool
is_whole(const char *name)
{
	return strchr(name, ',') != NULL || has_and(name) ||
	    strcmp(name, "others") == 0;
}

/* Add the people or, if they are not known, the organization. */
static void
add_authors(struct buf *out, const struct paper *p)
{
	const struct name_list *l = &p->authors;
	const char *name;
	bool whole;
	size_t i;

	if (l->count == 0 && p->organization == NULL)
		return;
	buf_puts(out, "  author = {");
	for (i = 0; i < l->count; i++) {
		name = l->names[i];
		whole = is_whole(name);
		if (i > 0)
			buf_puts(out, " and ");
		if (whole)
			buf_putc(out, '{');
		add_text(out, name);
		if (whole)
			buf_putc(out, '}');
	}
	if (l->count == 0) {
		buf_putc(out, '{');
		add_text(out, p->organization);
		buf_putc(out, '}');
	}
	buf_puts(out, "},\n");
}

/* Add the day of arXiv or, if it is not known, of the listing. */
static void
add_date(struct buf *out, const struct paper *p)
{
	char day[DATE_DAY_SIZE], name[DATE_LONG_SIZE];
	int64_t t = p->published != DATE_NONE ? p->published : p->listed;

	date_format_day(t, day);
	date_format_long_month(t, name);
	if (day[0] == '\0')
		return;
	/* The three letters are a macro of BibTeX's styles. */
	buf_puts(out, "  year = {");
	buf_add(out, day, strlen("2026"));
	buf_puts(out, "},\n  month = ");
	buf_putc(out, (char)(name[0] - 'A' + 'a'));
	buf_add(out, name + 1, DATE_MONTH_SHORT - 1);
	buf_puts(out, ",\n");
}

/* Add a field of few bytes, none of which may close its braces. */
static void
add_field(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, "  %s = {", name);
	add_url(out, value);
	buf_puts(out, "},\n");
}

/* Add a paper as a reference, whose key never changes. */
void
bibtex_write_paper(struct buf *out, const struct paper *p)
{
	bool on_arxiv = paper_is_on_arxiv(p);
	const char *url = p->links[on_arxiv ? LINK_ABS : LINK_LISTING];

	buf_puts(out,
	    strncmp(p->guid, "urn:", 4) == 0 ? "@misc{paper:" : "@misc{arXiv:");
	buf_puts(out, entry_anchor(p));
	buf_puts(out, ",\n  title = {{");
	add_text(out, p->title);
	buf_puts(out, "}},\n");
	add_authors(out, p);
	add_date(out, p);
	if (on_arxiv) {
		buf_puts(out, "  eprint = {");
		buf_puts(out, p->id);
		buf_puts(out, "},\n  archivePrefix = {arXiv},\n");
	}
	if (on_arxiv && p->categories.count > 0)
		add_field(out, "primaryClass", p->categories.names[0]);
	if (p->doi != NULL)
		add_field(out, "doi", p->doi);
	if (url != NULL)
		add_field(out, "url", url);
	buf_puts(out, "}\n");
}

/* Add an entry as a reference.  Return 0, or -1 if it did not fit. */
int
bibtex_write_entry(struct buf *out, const struct entry *e,
    const struct site *site)
{
	(void)site; /* a reference does not name it */
	bibtex_write_paper(out, e->paper);
	return out->full ? -1 : 0;
}

/*
 * Add a feed's papers, whose entries have been written, as references.  Return
 * 0, or -1 if they did not fit.
 */
int
bibtex_write(struct buf *out, const struct feed *f)
{
	size_t i;

	/* What stands outside of references is a comment. */
	buf_printf(out, "%% The papers of %s\n", f->id);
	for (i = 0; i < f->count; i++) {
		buf_putc(out, '\n');
		entry_add_text(out, f->entries[i], f->form);
	}
	return out->full ? -1 : 0;
}

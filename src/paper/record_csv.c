/*
 * Records as lines of a table: CSV (RFC 4180), in UTF-8, with one header line.
 */
#include "paper/record_csv.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"

/* The columns, in the order of record_csv_write(). */
static const char header[] =
    "id,guid,title,authors,organization,published,listed,updated,upvotes,"
    "comments,stars,topics,keywords,listing,abs,pdf,code,project,summary,"
    "abstract,categories,comment,journal,doi,version,withdrawn\r\n";

/* Add the header line. */
void
record_csv_write_header(struct buf *out)
{
	buf_puts(out, header);
}

/*
 * Add a text, in quotes.  A spreadsheet takes a cell that begins with one of
 * these signs for a formula, so an apostrophe goes before it.
 */
static void
add_text(struct buf *out, const char *s)
{
	if (*s != '\0' && strchr("=+-@\t\r", *s) != NULL)
		buf_putc(out, '\'');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_putc(out, '"');
		buf_putc(out, *s);
	}
}

/* Add a cell; NULL is an empty one. */
static void
add_cell(struct buf *out, const char *s)
{
	if (s != NULL) {
		buf_putc(out, '"');
		add_text(out, s);
		buf_putc(out, '"');
	}
	buf_putc(out, ',');
}

/* Add a cell of names, with semicolons between them. */
static void
add_names(struct buf *out, const struct name_list *l)
{
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < l->count; i++)
		buf_printf(&text, "%s%s", i == 0 ? "" : "; ", l->names[i]);
	add_cell(out, text.data);
	buf_free(&text);
}

static void
add_count(struct buf *out, int64_t n)
{
	if (n != COUNT_UNKNOWN)
		buf_printf(out, "%" PRId64, n);
	buf_putc(out, ',');
}

static void
add_instant(struct buf *out, int64_t t)
{
	char text[DATE_RFC3339_SIZE];

	date_format_rfc3339(t, text);
	buf_printf(out, "%s,", text);
}

/* Add a record, with the slugs of its topics. */
void
record_csv_write(struct buf *out, const struct paper *p,
    const struct name_list *topics)
{
	static const enum paper_link links[] = { LINK_LISTING, LINK_ABS,
		LINK_PDF, LINK_CODE, LINK_PROJECT };
	char day[DATE_DAY_SIZE];
	size_t i;

	add_cell(out, p->id);
	add_cell(out, p->guid);
	add_cell(out, p->title);
	add_names(out, &p->authors);
	add_cell(out, p->organization);
	date_format_day(p->published, day);
	buf_printf(out, "%s,", day);
	add_instant(out, p->listed);
	add_instant(out, p->updated);
	add_count(out, p->upvotes);
	add_count(out, p->comments);
	add_count(out, p->stars);
	add_names(out, topics);
	add_names(out, &p->keywords);
	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		add_cell(out, p->links[links[i]]);
	add_cell(out, p->summary);
	add_cell(out, p->abstract);
	add_names(out, &p->categories);
	add_cell(out, p->comment);
	add_cell(out, p->journal);
	add_cell(out, p->doi);
	add_count(out, p->version);
	add_cell(out, p->withdrawn ? "yes" : NULL);
	/* The last cell has no comma behind it. */
	out->length--;
	buf_puts(out, "\r\n");
}

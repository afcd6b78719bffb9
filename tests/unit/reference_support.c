#include "reference_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "reference/references.h"

struct buf
read_fixture(const char *name)
{
	struct buf bytes = { 0 };
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/tests/data/references/%s",
	    getenv("abs_top_srcdir"), name);
	f = fopen(path, "rb");
	if (f == NULL)
		fail_msg("%s: cannot be opened", path);
	assert_int_equal(buf_read_fd(&bytes, fileno(f)), 0);
	fclose(f);
	return bytes;
}

static struct library
load(const char *name, const char *bytes, size_t n)
{
	struct library l;

	if (references_read(&l, name, bytes, n) != 0)
		fail_msg("%s", l.why);
	assert_string_equal(l.why, "");
	return l;
}

struct library
load_fixture(const char *name)
{
	struct buf bytes = read_fixture(name);
	struct library l = load(name, bytes.data, bytes.length);

	buf_free(&bytes);
	return l;
}

struct library
load_text(const char *text)
{
	return load("text", text, strlen(text));
}

static void
add_names(struct buf *b, const struct name_list *l)
{
	size_t i;

	buf_putc(b, '|');
	for (i = 0; i < l->count; i++)
		buf_printf(b, "%s%s", i > 0 ? "; " : "", l->names[i]);
}

struct buf
describe_paper(const struct paper *p)
{
	char day[DATE_DAY_SIZE] = "";
	struct buf b = { 0 };

	if (p->published != DATE_NONE)
		date_format_day(p->published, day);
	buf_printf(&b, "%s|%s|%s|%s", p->id == NULL ? "" : p->id,
	    p->doi == NULL ? "" : p->doi, day,
	    p->title == NULL ? "" : p->title);
	add_names(&b, &p->authors);
	add_names(&b, &p->keywords);
	return b;
}

#include "tex/link.h"

#include <string.h>

#include "base/buf.h"
#include "tex/scan.h"

/* Write an address, without the backslashes that TeX needs. */
void
tex_link_put_url(struct tex_scan *t, struct tex_span u)
{
	size_t i;

	for (i = u.from; i < u.to; i++) {
		if (t->text[i] == '\\' && i + 1 < u.to &&
		    tex_is_one(t->text[i + 1], "%&_#~{}$"))
			i++;
		buf_putc(t->out, t->text[i]);
	}
}

/*
 * Write an address u with the name it is shown under: "name (u)", or u only
 * when the name says nothing else.
 */
void
tex_link_put(struct tex_scan *t, struct tex_span u, struct tex_span name)
{
	size_t n = name.to - name.from;

	if (n == 0 ||
	    (n == u.to - u.from &&
		memcmp(t->text + u.from, t->text + name.from, n) == 0)) {
		tex_link_put_url(t, u);
		return;
	}
	tex_scan_part(t, name, false);
	buf_puts(t->out, " (");
	tex_link_put_url(t, u);
	buf_putc(t->out, ')');
}

/* Return the end of the address that starts at i. */
static size_t
url_end(const struct tex_scan *t, size_t i)
{
	while (tex_scan_at(t, i) > ' ' && tex_scan_at(t, i) < 0x7f &&
	    !tex_is_one(tex_scan_at(t, i), "\"<>{}\\`|"))
		i++;
	return i;
}

/* Does an address followed by {name} look like what is left of \href? */
static bool
is_link(const struct tex_scan *t, struct tex_span u, struct tex_span name)
{
	size_t n = name.to - name.from;
	int after = tex_scan_at(t, name.to + 1);

	if (n == 0 || tex_is_word(after) || tex_is_one(after, "/?=&{-_#") ||
	    tex_is_one(tex_scan_before(t, u.to), "?=&_^#%"))
		return false;
	return tex_scan_before(t, u.to) != '/' ||
	    memmem(t->text + u.from, u.to - u.from, t->text + name.from, n) !=
	    NULL;
}

/* Leave the colour out of a name such as pink{Github}. */
static struct tex_span
without_colour(const struct tex_scan *t, struct tex_span name)
{
	size_t end = tex_scan_letters(t, name.from);
	struct tex_span inner;

	if (end > name.from && tex_scan_group(t, end, &inner) == name.to)
		return inner;
	return name;
}

/*
 * The rule for an address: nothing in it is TeX, but TeX wants some of its
 * characters escaped.  A group behind it is the name that \href showed.
 */
size_t
tex_link_address(struct tex_scan *t, size_t i)
{
	struct tex_span u = { i, url_end(t, i) }, name;
	size_t next;

	next = tex_scan_group(t, u.to, &name);
	if (next != 0 && is_link(t, u, name)) {
		tex_link_put(t, u, without_colour(t, name));
		return next;
	}
	for (;;) {
		buf_add(t->out, t->text + i, u.to - i);
		if (tex_scan_at(t, u.to) != '\\' ||
		    !tex_is_one(tex_scan_at(t, u.to + 1), "_%&#~"))
			return u.to;
		i = u.to + 1;
		u.to = url_end(t, i);
	}
}

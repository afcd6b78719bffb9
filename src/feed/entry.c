/* An entry's texts, one for each form in which it is written. */
#include "feed/entry.h"

#include <string.h>

#include "base/buf.h"

/*
 * Return the name of a paper in fragments and references, which stays the
 * paper's: the end of its guid, arXiv's id or a UUID.  So it never changes, also
 * when a paper that was stored without an id gets one.
 */
const char *
entry_anchor(const struct paper *p)
{
	const char *arxiv = strstr(p->guid, "/abs/");
	const char *colon = strrchr(p->guid, ':');

	if (arxiv != NULL)
		return arxiv + strlen("/abs/");
	return colon == NULL ? p->guid : colon + 1;
}

/*
 * Keep the text that a format wrote of an entry, in the arena: the parts before
 * and behind the sign ENTRY_LASTING, if it is there.
 */
void
entry_set_text(struct arena *a, struct entry *e, size_t form,
    const struct buf *written)
{
	struct entry_text *t = &e->text[form];
	const char *text = written->data;
	const char *sign = memchr(text, ENTRY_LASTING[0], written->length);

	t->before_length =
	    sign == NULL ? written->length : (size_t)(sign - text);
	t->before = arena_copy(a, text, t->before_length);
	if (sign == NULL)
		return;
	t->after_length = written->length - t->before_length - 1;
	t->after = arena_copy(a, sign + 1, t->after_length);
}

/* Add the whole text that a format wrote of an entry. */
void
entry_add_text(struct buf *out, const struct entry *e, size_t form)
{
	const struct entry_text *t = &e->text[form];

	buf_add(out, t->before, t->before_length);
	if (t->after == NULL)
		return;
	buf_add(out, e->lasting, e->lasting_length);
	buf_add(out, t->after, t->after_length);
}

#include "paper/paper.h"

#include <ctype.h>
#include <string.h>

#include "base/array.h"
#include "base/date.h"

/* Letters of the archive in an old identifier: cond-mat.XX. */
#define ARCHIVE_MAX 16

/* As DESIGN's record and the store call them. */
const char *const paper_kind_names[LISTING_KINDS] = {
	[LISTING_DAY] = "day",
	[LISTING_WEEK] = "week",
	[LISTING_MONTH] = "month",
	[LISTING_TRENDING] = "trending",
	[LISTING_SEARCH] = "search",
	[LISTING_TEXT] = "text",
	[LISTING_PAGE] = "page",
};

const char *const paper_link_names[LINKS] = {
	[LINK_LISTING] = "listing",
	[LINK_ABS] = "abs",
	[LINK_PDF] = "pdf",
	[LINK_CODE] = "code",
	[LINK_PROJECT] = "project",
	[LINK_THUMBNAIL] = "thumbnail",
};

/*
 * Add a paper of which nothing is known yet.  Return it; it belongs to the
 * list and stays in place only until the next one is added.
 */
struct paper *
paper_list_add(struct paper_list *l)
{
	struct paper *p;

	l->papers = array_grow_in(&l->arena, l->papers, l->count, sizeof(*p));
	p = &l->papers[l->count++];
	*p = (struct paper){
		.author_count = COUNT_UNKNOWN,
		.published = DATE_NONE,
		.listed = DATE_NONE,
		.updated = DATE_NONE,
		.upvotes = COUNT_UNKNOWN,
		.peak_upvotes = COUNT_UNKNOWN,
		.comments = COUNT_UNKNOWN,
		.stars = COUNT_UNKNOWN,
		.version = COUNT_UNKNOWN,
		.arxiv_updated = DATE_NONE,
	};
	return p;
}

/* Free the papers and all their strings; the list is empty afterwards. */
void
paper_list_free(struct paper_list *l)
{
	arena_free(&l->arena);
	*l = (struct paper_list){ 0 };
}

/* Add a name that the arena owns already to the end of a list. */
void
paper_keep_name(struct arena *a, struct name_list *l, const char *name)
{
	l->names = array_grow_in(a, l->names, l->count, sizeof(*l->names));
	l->names[l->count++] = name;
}

/* Add a copy of n bytes to the end of a list of names. */
void
paper_add_name(struct arena *a, struct name_list *l, const char *name, size_t n)
{
	paper_keep_name(a, l, arena_copy(a, name, n));
}

/* Add a listing that showed the paper; the label is copied. */
void
paper_add_listing(struct arena *a, struct paper *p,
    const struct listed_in *seen)
{
	struct listed_in *new;

	p->listings = array_grow_in(a, p->listings, p->listing_count,
	    sizeof(*p->listings));
	new = &p->listings[p->listing_count++];
	*new = *seen;
	new->label = arena_string(a, seen->label);
}

/*
 * Return the length of an arXiv identifier at s, without its version, or 0
 * (https://info.arxiv.org/help/arxiv_identifier.html).
 */
size_t
paper_arxiv_length(const char *s)
{
	size_t n, digits;

	/* Since April 2007: 0704.0001, since 2015 with five digits. */
	if (strspn(s, "0123456789") == 4 && s[4] == '.') {
		digits = strspn(s + 5, "0123456789");
		return digits == 4 || digits == 5 ? 5 + digits : 0;
	}
	/* Before: cs/0112017, math.GT/0309136. */
	n = strspn(s, "abcdefghijklmnopqrstuvwxyz-");
	if (n > 0 && s[n] == '.' && isupper((unsigned char)s[n + 1]) &&
	    isupper((unsigned char)s[n + 2]))
		n += 3;
	if (n == 0 || n > ARCHIVE_MAX || s[n] != '/' ||
	    strspn(s + n + 1, "0123456789") != 7)
		return 0;
	return n + 1 + 7;
}

/* Does the paper have an arXiv identifier, not only one of the listing? */
bool
paper_is_on_arxiv(const struct paper *p)
{
	return p->id != NULL && paper_arxiv_length(p->id) == strlen(p->id);
}

/*
 * Set the links that follow from the identifier.  An identifier is made of
 * characters that stand in a URL as they are (clean_id()).
 */
void
paper_set_links(struct arena *a, struct paper *p)
{
	if (p->id == NULL)
		return;
	p->links[LINK_LISTING] =
	    arena_printf(a, "https://huggingface.co/papers/%s", p->id);
	if (!paper_is_on_arxiv(p))
		return;
	p->links[LINK_ABS] = arena_printf(a, "https://arxiv.org/abs/%s", p->id);
	p->links[LINK_PDF] = arena_printf(a, "https://arxiv.org/pdf/%s", p->id);
}

/* Is that name, to the letter, among those? */
bool
paper_has_name(const struct name_list *l, const char *name)
{
	size_t i;

	for (i = 0; i < l->count; i++) {
		if (strcmp(l->names[i], name) == 0)
			return true;
	}
	return false;
}

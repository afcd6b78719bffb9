/* A topic and the text of its rule. */
#include "topic/topic.h"

#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "paper/paper.h"
#include "topic/people.h"

/* Is it the feed of all papers? */
bool
topic_is_all(const struct topic *t)
{
	return strcmp(t->slug, "all") == 0;
}

/* Is it a part of all papers, so that its own are to be known? */
bool
topic_has_members(const struct topic *t)
{
	return !topic_is_all(t) || t->without != NULL;
}

/* Does it ask for papers that are like others? */
bool
topic_has_examples(const struct topic *t)
{
	return t->like != NULL || t->like_file != NULL || t->library != NULL;
}

/* Is a topic published in a format, which its files' ending names? */
bool
topic_has_format(const struct topic *t, const char *ending)
{
	const char *s = t->formats;
	size_t n;

	for (; *s != '\0'; s += n) {
		s += strspn(s, " ");
		n = strcspn(s, " ");
		if (n == strlen(ending) && memcmp(s, ending, n) == 0)
			return true;
	}
	return false;
}

/* Is an archive of a topic's months wanted?  Its documents are Atom's. */
bool
topic_has_archive(const struct topic *t)
{
	return strcmp(t->archive, "yes") == 0 && topic_has_format(t, "atom");
}

/* Add a text with the NUL that ends it to a hash; NULL is nothing. */
static uint64_t
add_text(uint64_t h, const char *s)
{
	return s == NULL ? h : hash_add(h, s, strlen(s) + 1);
}

/* Add what somebody's library has to say of its papers, as one number. */
static void
describe_library(struct buf *rule, const struct paper_list *library)
{
	uint64_t h = HASH_START;
	const struct paper *p;
	size_t i, k;

	for (i = 0; i < library->count; i++) {
		p = &library->papers[i];
		h = add_text(h, p->id);
		h = add_text(h, p->doi);
		h = add_text(h, p->title);
		h = add_text(h, p->abstract);
		for (k = 0; k < p->keywords.count; k++)
			h = add_text(h, p->keywords.names[k]);
	}
	buf_printf(rule, "\nlibrary %zu %016llx", library->count,
	    (unsigned long long)h);
}

/* Add what a topic's papers have to be like. */
static void
describe_examples(struct buf *rule, const struct topic *t)
{
	if (t->like != NULL)
		buf_printf(rule, "\nlike %s", t->like);
	if (t->unlike != NULL)
		buf_printf(rule, "\nunlike %s", t->unlike);
	if (t->library != NULL)
		describe_library(rule, t->library);
	buf_printf(rule, "\nabout %lld", (long long)t->about);
}

/* Add what finds a topic's papers, as a text that changes when it does. */
void
topic_describe(struct buf *rule, const struct topic *t)
{
	buf_puts(rule, t->query == NULL ? "all" : t->query);
	if (t->min_upvotes > 0)
		buf_printf(rule, "\nmin-upvotes %lld",
		    (long long)t->min_upvotes);
	if (t->per_day > 0)
		buf_printf(rule, "\nper-day %lld", (long long)t->per_day);
	if (t->organization != NULL)
		buf_printf(rule, "\norganization %s", t->organization);
	if (t->people != NULL) {
		buf_puts(rule, "\nby");
		people_describe(rule, t->people);
	}
	if (t->source != NULL)
		buf_printf(rule, "\nsource %s%s", t->source,
		    t->by_sight ? " by sight" : "");
	if (topic_has_examples(t))
		describe_examples(rule, t);
	if (t->without != NULL)
		buf_printf(rule, "\nwithout%s", t->without);
}

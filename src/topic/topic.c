/* A topic and the text of its rule. */
#include "topic/topic.h"

#include <string.h>

#include "base/buf.h"

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
	if (t->source != NULL)
		buf_printf(rule, "\nsource %s%s", t->source,
		    t->by_sight ? " by sight" : "");
	if (t->without != NULL)
		buf_printf(rule, "\nwithout%s", t->without);
}

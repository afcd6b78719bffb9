/*
 * Writes what the script of the first page (search.js) looks for: the papers of
 * a month, newest first, a line each.  A line of a date says of which day the
 * following ones are.  A paper's line is its anchor, the numbers of its topics
 * on the first page, its title and its people, with tabs between them: it is
 * data that nothing runs, and small, because a reader loads a year of it.
 */
#include "page/search.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "topic/topic.h"
#include "feed/entry.h"

#define PEOPLE_MOST 100 /* some papers have thousands */

/* Start an index; the configured topics must last as long. */
void
search_open(struct search_index *s, const struct topic *topics)
{
	*s = (struct search_index){ .topics = topics, .day = DATE_NONE };
}

/* Add a text without what separates texts. */
static void
add_text(struct buf *out, const char *s)
{
	size_t n;

	for (;; s += n + 1) {
		n = strcspn(s, "\t\n");
		buf_add(out, s, n);
		if (s[n] == '\0')
			return;
		buf_putc(out, ' ');
	}
}

/* Add a paper that is not newer than those before. */
void
search_add(struct buf *out, struct search_index *s, const struct entry *e)
{
	const struct name_list *people = &e->paper->authors;
	char day[DATE_DAY_SIZE];
	const char *before = "";
	size_t i;

	if (e->day != s->day) {
		s->day = e->day;
		date_format_day(e->day, day);
		buf_puts(out, day);
		buf_putc(out, '\n');
	}
	add_text(out, entry_anchor(e->paper));
	buf_putc(out, '\t');
	for (i = 0; i < e->topic_count; i++) {
		if (topic_is_all(e->topics[i]))
			continue;
		buf_printf(out, "%s%td", before, e->topics[i] - s->topics);
		before = ",";
	}
	buf_putc(out, '\t');
	add_text(out, e->title);
	buf_putc(out, '\t');
	for (i = 0; i < people->count && i < PEOPLE_MOST; i++) {
		buf_puts(out, i == 0 ? "" : ", ");
		add_text(out, people->names[i]);
	}
	buf_putc(out, '\n');
}

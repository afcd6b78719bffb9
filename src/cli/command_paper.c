/* topics --paper: why a paper is in a topic, or what a query finds in it. */
#include "cli/command_paper.h"

#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "topic/query.h"
#include "topic/topic.h"
#include "store/find.h"
#include "store/highlight.h"
#include "store/paper_row.h"
#include "store/rule.h"
#include "store/shown_by.h"
#include "cli/command.h"
#include "cli/explain_authors.h"
#include "cli/score.h"

/* A paper that is asked about. */
struct subject {
	struct database *database;
	struct arena arena;
	struct paper paper;
};

/*
 * Print a text with its matches: in bold on a terminal, else in brackets.  Each
 * name is a line, and empty lines separate paragraphs.
 */
static void
print_marked(const char *text)
{
	bool bold = isatty(STDOUT_FILENO);
	size_t n;

	for (; *text != '\0'; text++) {
		if (*text == HIT_START)
			fputs(bold ? "\033[1m" : "[", stdout);
		else if (*text == HIT_END)
			fputs(bold ? "\033[m" : "]", stdout);
		else if (*text == '\n') {
			n = strspn(text, "\n");
			if (text[n] != '\0')
				fputs(n == 1 ? ", " : " ", stdout);
			text += n - 1;
		} else
			putchar(*text);
	}
}

/* Print a paper's day, identifier and title, with the matches in the title. */
void
command_print_paper(const struct paper *p, const struct hits *hits)
{
	char day[DATE_DAY_SIZE];

	date_format_day(p->listed, day);
	printf("%s  %-10s  ", day, p->id == NULL ? "-" : p->id);
	print_marked(hits->texts[0] == NULL ? p->title : hits->texts[0]);
	putchar('\n');
}

/* Print the matches in the fields from `first` on, a line each. */
void
command_print_hits(const struct hits *hits, size_t first, int indent)
{
	for (; first < QUERY_FIELD_COUNT; first++) {
		if (hits->texts[first] == NULL)
			continue;
		printf("%*s%s: ", indent, "", query_fields[first]);
		print_marked(hits->texts[first]);
		putchar('\n');
	}
}

/* Print one part of a query, and what it matches in the paper. */
static int
show_part(void *context, const struct query_part *part)
{
	struct subject *s = context;
	struct hits hits;
	int found, indent = 6 + 2 * (int)part->depth;

	found = highlight_find(s->database, &s->arena, part->query,
	    s->paper.key, &hits);
	if (found == -1)
		return -1;
	printf("%-*s%s\n", indent, found == 1 ? "yes" : "no", part->label);
	if (found == 1 && part->leaf)
		command_print_hits(&hits, 0, indent + 2);
	return 0;
}

/* Is the paper in none of the categories that a topic asks for? */
static bool
misses_category(struct subject *s, const struct topic *t)
{
	struct topic by_category = { .slug = "" };
	struct buf query = { 0 };
	bool holds = true;

	if (t->category == NULL)
		return false;
	query_compile_categories(&query, t->category);
	by_category.query = query.data;
	if (rule_finds(s->database, &by_category, s->paper.key, &holds) == -1)
		holds = true;
	buf_free(&query);
	return !holds;
}

/* Return a paper's categories as a text. */
static const char *
list_categories(struct arena *a, const struct paper *p)
{
	const char *text = "its categories at arXiv are";
	size_t i;

	if (p->categories.count == 0)
		return "its categories at arXiv are not known";
	for (i = 0; i < p->categories.count; i++)
		text = arena_printf(a, "%s %s", text, p->categories.names[i]);
	return text;
}

/*
 * Return the first condition of a topic that the paper does not meet, as a
 * text.
 */
static const char *
reason(struct subject *s, const struct topic *t, bool found)
{
	const struct topic by_source = { .slug = "",
		.source = t->source,
		.without = t->without };
	struct paper *p = &s->paper;
	int64_t upvotes = p->peak_upvotes < 0 ? 0 : p->peak_upvotes;
	const char *authors;
	bool holds, like = true;

	if (misses_category(s, t))
		return list_categories(&s->arena, p);
	if (!found)
		return "match finds nothing in it";
	if (t->organization != NULL &&
	    (p->organization == NULL ||
		strcasecmp(p->organization, t->organization) != 0))
		return arena_printf(&s->arena, "its organization is %s",
		    p->organization == NULL ? "not known" : p->organization);
	if ((authors = explain_authors(&s->arena, t, p)) != NULL)
		return authors;
	if (upvotes < t->min_upvotes)
		return arena_printf(&s->arena,
		    "it has had %" PRId64 " of %" PRId64 " upvotes", upvotes,
		    t->min_upvotes);
	if (rule_finds(s->database, &by_source, p->key, &holds) == 0 && !holds)
		return arena_printf(&s->arena, "sources that have shown it: %s",
		    shown_by_sources(s->database, &s->arena, p->key));
	if (topic_has_examples(t) &&
	    score_reaches(s->database, t, p->key, &like) == 0 && !like)
		return "it is not like the examples";
	return "its day is not over, or others of it had more upvotes";
}

/* Say whether a topic holds the paper, and why. */
static int
explain_topic(struct subject *s, const struct topic *t)
{
	struct hits hits = { 0 };
	bool holds;
	int found = 1; /* a topic without a query leaves nothing to find */

	if (rule_finds(s->database, t, s->paper.key, &holds) == -1)
		return -1;
	if (t->query != NULL)
		found = highlight_find(s->database, &s->arena, t->query,
		    s->paper.key, &hits);
	if (found == -1)
		return -1;
	if (!holds)
		printf("no    %s: %s\n", t->slug, reason(s, t, found == 1));
	else {
		printf("yes   %s\n", t->slug);
		command_print_hits(&hits, 0, 8);
		explain_authors_print(&s->arena, t, &s->paper, 8);
	}
	if (!topic_has_examples(t))
		return 0;
	return score_explain(s->database, t, s->paper.key, 8);
}

/*
 * Print why a paper, named by its identifier or guid, matches a query or not,
 * part by part; with NULL for the query, which topics hold it.  Return the exit
 * status.
 */
int
command_explain(const struct context *c, struct database *d, const char *name,
    const char *query)
{
	const struct hits none = { 0 };
	struct subject s = { .database = d };
	const struct query_parts parts = { .visit = show_part, .context = &s };
	int64_t key;
	size_t i;
	int found, ret = 0, status = EX_IOERR;

	if ((found = find_paper(d, &s.arena, name, &key)) == 0) {
		warnx("--paper %s: no such paper in the store; an identifier "
		      "is like 2604.05015",
		    name);
		status = EX_NOINPUT;
	}
	if (found != 1 || paper_row_get(d, key, &s.arena, &s.paper) == -1)
		goto out;
	command_print_paper(&s.paper, &none);
	if (query != NULL)
		ret = query_each_part(query, &parts);
	for (i = 0; query == NULL && i < c->config.topic_count && ret == 0; i++)
		ret = explain_topic(&s, &c->config.topics[i]);
	status = ret == 0 ? 0 : EX_IOERR;
out:
	arena_free(&s.arena);
	return status;
}

/*
 * Compiles a topic's query, as people write it, into an expression for FTS5's
 * MATCH.  Every word is in quotes and every part has its own fields, so that
 * nothing in a query is FTS5 syntax unless it was written here.  The language
 * is FTS5's (its documentation, section 3) with these differences:
 * - words side by side may stand beside parentheses too; as in FTS5 they bind
 *   tighter than NOT, NOT tighter than AND, AND tighter than OR;
 * - a word may have punctuation inside and is a phrase then: GPT-4;
 * - a query without a field searches title, abstract and keywords only;
 * - of nested fields the inner ones count, but FTS5 searches only fields that
 *   both name: title:(a authors:b) is title:a AND authors:b here;
 * - a word finds its singular and plural too, unless = is right before it (the
 *   tokenizer sees to that);
 * - there is no + between phrases and no - before fields.
 */
#include "topic/query.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "topic/query_parse.h"
#include "topic/query_scan.h"

/* Add the names of fields. */
static void
add_fields(struct buf *out, unsigned fields, const char *between)
{
	const char *before = "";
	size_t i;

	for (i = 0; i < QUERY_FIELD_COUNT; i++) {
		if ((fields & 1U << i) == 0)
			continue;
		buf_printf(out, "%s%s", before, query_fields[i]);
		before = between;
	}
}

/* Add a term; the gap stands between its signs and its text. */
static void
add_term(struct buf *out, const struct query_node *node, const char *gap)
{
	if (node->first)
		buf_printf(out, "^%s", gap);
	buf_putc(out, '"');
	buf_add(out, node->text, node->length);
	buf_putc(out, '"');
	if (node->prefix)
		buf_printf(out, "%s*", gap);
}

static void
add_near(struct buf *out, const struct query_node *node)
{
	const struct query_node *child;

	buf_puts(out, "NEAR(");
	for (child = node->children; child != NULL; child = child->next) {
		add_term(out, child, " ");
		buf_puts(out, child->next != NULL ? " " : ", ");
	}
	buf_printf(out, "%u)", node->distance);
}

static bool
is_leaf(const struct query_node *node)
{
	return node->kind == NODE_TERM || node->kind == NODE_NEAR;
}

static void add_node(struct buf *, const struct query_node *);

/* Add operands; those that have operators themselves in parentheses. */
static void
add_operands(struct buf *out, const struct query_node *node,
    const struct query_node *last, const char *operator)
{
	for (;; node = node->next) {
		buf_puts(out, is_leaf(node) ? "" : "(");
		add_node(out, node);
		buf_puts(out, is_leaf(node) ? "" : ")");
		if (node == last)
			break;
		buf_puts(out, operator);
	}
}

static void
add_node(struct buf *out, const struct query_node *node)
{
	const struct query_node *first = node->children;
	bool several;

	switch (node->kind) {
	case NODE_TERM:
	case NODE_NEAR:
		buf_putc(out, '{');
		add_fields(out, node->fields, " ");
		buf_puts(out, "} : ");
		if (node->kind == NODE_TERM)
			add_term(out, node, " ");
		else
			add_near(out, node);
		break;
	case NODE_AND:
		add_operands(out, first, node->last, " AND ");
		break;
	case NODE_OR:
		add_operands(out, first, node->last, " OR ");
		break;
	case NODE_NOT:
		several = first->next != node->last;
		add_operands(out, first, first, "");
		buf_puts(out, several ? " NOT (" : " NOT ");
		add_operands(out, first->next, node->last, " OR ");
		buf_puts(out, several ? ")" : "");
		break;
	}
}

/* Add a part as people would write it: only with the fields that they named. */
static void
add_label(struct buf *out, const struct query_node *node)
{
	if (node->fields != QUERY_FIELDS_DEFAULT) {
		add_fields(out, node->fields, ", ");
		buf_puts(out, ": ");
	}
	if (node->kind == NODE_NEAR)
		add_near(out, node);
	else
		add_term(out, node, "");
}

/* Visit a part, then the parts that it joins. */
static int
visit_part(const struct query_node *node, const struct query_parts *parts,
    size_t depth)
{
	static const char *const operators[] = { [NODE_AND] = "all of",
		[NODE_OR] = "any of",
		[NODE_NOT] = "the first, none of the others" };
	struct buf query = { 0 }, label = { 0 };
	const struct query_node *child;
	bool leaf = is_leaf(node);
	int ret;

	add_node(&query, node);
	if (leaf)
		add_label(&label, node);
	ret = parts->visit(parts->context,
	    &(struct query_part){ .depth = depth,
		.leaf = leaf,
		.label = leaf ? label.data : operators[node->kind],
		.query = query.data });
	buf_free(&query);
	buf_free(&label);
	child = leaf ? NULL : node->children;
	for (; child != NULL && ret == 0; child = child->next)
		ret = visit_part(child, parts, depth + 1);
	return ret;
}

/*
 * Hand each part of a query, which must be free of errors, to a visitor: an
 * operator first, then what it joins.  Stops when the visitor does not return
 * 0.  Return what it returned last.
 */
int
query_each_part(const char *text, const struct query_parts *parts)
{
	struct arena arena = { 0 };
	struct query_error error;
	const struct query_node *node;
	int ret = 0;

	node = query_parse(&arena, text, false, &error);
	if (node != NULL)
		ret = visit_part(node, parts, 0);
	arena_free(&arena);
	return ret;
}

/*
 * Compile a query for FTS5's MATCH on a table with the columns query_fields,
 * and add the result to out.  Terms without a field are searched in title,
 * abstract and keywords, or in keywords alone.  The same query always gives the
 * same bytes.  Return 0, or -1 with the error filled in and nothing added.
 */
int
query_compile(struct buf *out, const char *text, bool keywords_only,
    struct query_error *error)
{
	struct arena arena = { 0 };
	const struct query_node *node;

	node = query_parse(&arena, text, keywords_only, error);
	if (node != NULL)
		add_node(out, node);
	arena_free(&arena);
	return node == NULL ? -1 : 0;
}

/*
 * Add what finds papers of arXiv's categories, words with single blanks between
 * them.  "cs.*" is found by "cs", because a category's parts are words.
 */
void
query_compile_categories(struct buf *out, const char *words)
{
	const char *operator= "";
	size_t n, end;

	for (; *words != '\0'; words += n + (words[n] == ' ')) {
		n = end = strcspn(words, " ");
		if (words[n - 1] == '*')
			end = n - 2;
		buf_printf(out, "%s{category} : \"%.*s\"", operator,(int) end,
		    words);
		operator= " OR ";
	}
}

/* Does a part of a query, or one that it joins, look into some fields? */
static bool
looks_into(const struct query_node *node, unsigned fields)
{
	const struct query_node *child;

	if (is_leaf(node))
		return (node->fields & fields) != 0;
	for (child = node->children; child != NULL; child = child->next) {
		if (looks_into(child, fields))
			return true;
	}
	return false;
}

/*
 * Does a query, which must be free of errors, look for what only arXiv says?
 */
bool
query_asks_arxiv(const char *text)
{
	struct arena arena = { 0 };
	struct query_error error;
	const struct query_node *node;
	bool asks;

	node = query_parse(&arena, text, false, &error);
	asks = node != NULL && looks_into(node, QUERY_FIELDS_ARXIV);
	arena_free(&arena);
	return asks;
}

/* The operators as people write them who do not know that these are words. */
static const struct {
	const char *word;
	const char *text;
} small[] = {
	{ "and",
	    "and is a word to find here; write AND, or \"and\" to find it" },
	{ "or", "or is a word to find here; write OR, or \"or\" to find it" },
	{ "not",
	    "not is a word to find here; write NOT, or \"not\" to find it" },
};

/* Does a token begin or end a part of a query that an operator could join? */
static bool
is_part(const struct query_token *t, enum query_kind parenthesis)
{
	return t->kind == QUERY_TERM || t->kind == parenthesis ||
	    (parenthesis == QUERY_OPEN &&
		(t->kind == QUERY_FIELDS || t->kind == QUERY_FIRST ||
		    t->kind == QUERY_NEAR));
}

/* Return what to say of a word without quotes if it is a small operator. */
static const char *
explain_small(const char *query, const struct query_token *t)
{
	size_t i;

	if (t->kind != QUERY_TERM || t->at != t->start || t->prefix)
		return NULL;
	for (i = 0; i < sizeof(small) / sizeof(small[0]); i++) {
		if (strlen(small[i].word) == t->length &&
		    memcmp(query + t->start, small[i].word, t->length) == 0)
			return small[i].text;
	}
	return NULL;
}

/*
 * Find the first "and", "or" or "not" in small letters, without quotes, between
 * two parts of a query without an error: it is a word like any other, and
 * silently makes another query.  Return true, with the place and what to do,
 * if there is one.
 */
bool
query_small_operator(const char *text, struct query_error *error)
{
	struct query_error unused;
	struct query_scan scan;
	struct query_token word;
	const char *why;

	if (query_scan_start(&scan, text, &unused) == -1)
		return false;
	while (query_scan_next(&scan) == 0 && scan.token.kind != QUERY_END) {
		scan.near |= scan.token.kind == QUERY_NEAR;
		scan.near &= scan.token.kind != QUERY_CLOSE;
		word = scan.token;
		why = explain_small(text, &word);
		if (why == NULL || scan.near ||
		    !is_part(&scan.previous, QUERY_CLOSE) ||
		    query_scan_next(&scan) == -1 ||
		    !is_part(&scan.token, QUERY_OPEN))
			continue;
		scan.error = error;
		query_scan_fail(&scan, word.at, why);
		return true;
	}
	return false;
}

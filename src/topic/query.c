/*
 * A topic's query, as people write it, to an expression for FTS5's MATCH.
 * Every word is written out in quotes and every part with its own fields, so
 * that FTS5 sees none of its syntax but what is made here.  The language is
 * FTS5's (its documentation, section 3) with these differences:
 * - words side by side may stand beside parentheses too; as in FTS5 they bind
 *   tighter than NOT, that tighter than AND, that tighter than OR;
 * - a word may have punctuation inside and is then a phrase: GPT-4;
 * - without a field only title, abstract and keywords are searched;
 * - of nested fields the inner ones count, where FTS5 would take those in
 *   both: title:(a authors:b) is title:a AND authors:b;
 * - a prefix finds its own word too, plural or not: agents* finds "agents";
 * - there are no + between phrases and no - before fields.
 */
#include "topic/query.h"

#include "base/arena.h"
#include "base/buf.h"
#include "topic/query_parse.h"
#include "topic/query_scan.h"

static void
add_fields(struct buf *out, unsigned fields)
{
	const char *before = "{";
	size_t i;

	for (i = 0; i < QUERY_FIELD_COUNT; i++) {
		if ((fields & 1U << i) == 0)
			continue;
		buf_puts(out, before);
		buf_puts(out, query_fields[i]);
		before = " ";
	}
	buf_puts(out, "} : ");
}

static void
add_term(struct buf *out, const struct query_node *node)
{
	if (node->first)
		buf_puts(out, "^ ");
	buf_putc(out, '"');
	buf_add(out, node->text, node->length);
	buf_puts(out, node->ending);
	buf_putc(out, '"');
	if (node->prefix)
		buf_puts(out, " *");
}

static void
add_near(struct buf *out, const struct query_node *node)
{
	const struct query_node *child;

	buf_puts(out, "NEAR(");
	for (child = node->children; child != NULL; child = child->next) {
		add_term(out, child);
		buf_puts(out, child->next != NULL ? " " : ", ");
	}
	buf_printf(out, "%u)", node->distance);
}

static void add_operand(struct buf *, const struct query_node *);

static void
add_operands(struct buf *out, const struct query_node *node,
    const char *operator)
{
	for (; node != NULL; node = node->next) {
		add_operand(out, node);
		if (node->next != NULL)
			buf_puts(out, operator);
	}
}

static void
add_node(struct buf *out, const struct query_node *node)
{
	switch (node->kind) {
	case NODE_TERM:
		add_fields(out, node->fields);
		add_term(out, node);
		break;
	case NODE_NEAR:
		add_fields(out, node->fields);
		add_near(out, node);
		break;
	case NODE_AND:
		add_operands(out, node->children, " AND ");
		break;
	case NODE_OR:
		add_operands(out, node->children, " OR ");
		break;
	case NODE_NOT:
		add_operand(out, node->children);
		buf_puts(out, " NOT ");
		if (node->children->next != node->last)
			buf_putc(out, '(');
		add_operands(out, node->children->next, " OR ");
		if (node->children->next != node->last)
			buf_putc(out, ')');
		break;
	}
}

/* An operand of AND, OR, NOT: in parentheses when it has operators itself. */
static void
add_operand(struct buf *out, const struct query_node *node)
{
	if (node->kind == NODE_TERM || node->kind == NODE_NEAR) {
		add_node(out, node);
		return;
	}
	buf_putc(out, '(');
	add_node(out, node);
	buf_putc(out, ')');
}

/* A part as people would write it: with fields only where it named them. */
static void
add_label(struct buf *out, const struct query_node *node)
{
	unsigned i, n = 0;

	for (i = 0;
	     i < QUERY_FIELD_COUNT && node->fields != QUERY_FIELDS_DEFAULT;
	     i++) {
		if ((node->fields & 1U << i) != 0)
			buf_printf(out, "%s%s", n++ == 0 ? "" : ", ",
			    query_fields[i]);
	}
	if (n > 0)
		buf_puts(out, ": ");
	if (node->kind == NODE_NEAR) {
		add_near(out, node);
		return;
	}
	buf_printf(out, "%s\"", node->first ? "^" : "");
	buf_add(out, node->text, node->length);
	buf_printf(out, "%s\"%s", node->ending, node->prefix ? "*" : "");
}

/* One part, then those that it is made of. */
static int
visit_part(const struct query_node *node, const struct query_parts *parts,
    size_t depth)
{
	static const char *const operators[] = { [NODE_AND] = "all of",
		[NODE_OR] = "any of",
		[NODE_NOT] = "the first, none of the others" };
	struct buf query = { 0 }, label = { 0 };
	const struct query_node *child;
	bool leaf = node->kind == NODE_TERM || node->kind == NODE_NEAR;
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
 * Hand the parts of a query that is known to be good to a visitor: each
 * operator before what it joins.  Stops when that returns other than 0.  Return
 * what it returned last.
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
 * Compile a query and add the result, for FTS5's MATCH on a table with the
 * columns of query_fields, to out.  Where it names no field it looks at title,
 * abstract and keywords, or at these only.  The same query gives the same bytes.
 * Return 0; or -1 with the error filled in and nothing added.
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

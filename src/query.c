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
#include "query.h"

#include "arena.h"
#include "buf.h"
#include "query_parse.h"
#include "query_scan.h"

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

/*
 * Compile a query and add the result, for FTS5's MATCH on a table with the
 * columns of query_fields, to out.  The same query gives the same bytes.
 * Return 0; or -1 with the error filled in and nothing added.
 */
int
query_compile(struct buf *out, const char *text, struct query_error *error)
{
	struct arena arena = { 0 };
	const struct query_node *node;

	node = query_parse(&arena, text, error);
	if (node != NULL)
		add_node(out, node);
	arena_free(&arena);
	return node == NULL ? -1 : 0;
}

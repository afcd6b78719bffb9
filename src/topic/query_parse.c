/*
 * Parses a query's tokens into a tree, by recursive descent.  query.c describes
 * the language.
 */
#include "topic/query_parse.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "topic/query_scan.h"

#define TERMS_MAX    500
#define GROUPS_MAX   100 /* parentheses within each other */
#define NEAR_DEFAULT 10	 /* words between, as in FTS5 */
#define NEAR_MAX     1000

/*
 * FTS5's parser has a stack of 100 entries (YYSTACKDEPTH of its generator,
 * Lemon).  The longest leaf, a NEAR() with its fields, takes 10 of them; an
 * expression and an operator before a parenthesis take 3.
 */
#define STACK_MAX   100
#define STACK_LEAF  10
#define STACK_GROUP 3

struct parser {
	struct query_scan scan;
	struct arena *arena;
	unsigned fields; /* of terms that name none */
	size_t terms;
	size_t groups;
};

/* The operators, loosest first; words side by side bind tightest. */
static const struct level {
	enum query_kind token;
	enum query_node_kind node;
} levels[] = {
	{ QUERY_OR, NODE_OR }, { QUERY_AND, NODE_AND }, { QUERY_NOT, NODE_NOT },
	{ QUERY_START, NODE_AND }, /* no token between */
};

#define LEVELS (sizeof(levels) / sizeof(levels[0]))

static struct query_node *parse_level(struct parser *, size_t);

static struct query_node *
fail(struct parser *p, size_t at, const char *text)
{
	query_scan_fail(&p->scan, at, text);
	return NULL;
}

static struct query_node *
new_node(struct parser *p, enum query_node_kind kind)
{
	struct query_node *node = arena_alloc(p->arena, sizeof(*node));

	node->kind = kind;
	node->at = p->scan.token.at;
	node->fields = p->fields;
	node->stack = STACK_LEAF;
	return node;
}

static void
add_child(struct query_node *parent, struct query_node *child)
{
	if (parent->last == NULL)
		parent->children = child;
	else
		parent->last->next = child;
	parent->last = child;
}

/*
 * Join two parts by an operator.  A chain becomes one node with many children,
 * because FTS5 limits the depth of its tree: a NOT b NOT c is a without b or c.
 */
static struct query_node *
join(struct parser *p, enum query_node_kind kind, struct query_node *left,
    struct query_node *right)
{
	struct query_node *node = left;
	size_t stack;

	if (left->kind != kind) {
		node = new_node(p, kind);
		node->at = left->at;
		node->stack = left->stack + STACK_GROUP;
		add_child(node, left);
	}
	if (right->kind == kind && kind != NODE_NOT) {
		node->last->next = right->children;
		node->last = right->last;
		stack = right->stack;
	} else {
		add_child(node, right);
		stack = right->stack + STACK_GROUP;
	}
	if (kind == NODE_NOT)
		stack += STACK_GROUP;
	if (stack > node->stack)
		node->stack = stack;
	if (node->stack > STACK_MAX)
		return fail(p, right->at, "operators are nested too deeply");
	return node;
}

/* Explain why a token may not stand where a term is expected. */
static struct query_node *
fail_operand(struct parser *p)
{
	const struct query_token *t = &p->scan.token;
	const struct query_token *before = &p->scan.previous;

	if (before->kind == QUERY_START && t->kind == QUERY_END)
		return fail(p, 0, "the query is empty");
	if (before->kind == QUERY_FIELDS)
		return fail(p, before->at,
		    "a field is followed by a word, a \"phrase\", NEAR( ) or "
		    "a parenthesis");
	if (t->kind == QUERY_NOT &&
	    (before->kind == QUERY_START || before->kind == QUERY_OPEN))
		return fail(p, t->at,
		    "a query must name something to find before NOT: this NOT "
		    "that");
	if (before->kind == QUERY_OPEN)
		return fail(p, before->at,
		    t->kind == QUERY_CLOSE ?
			"nothing to find between these parentheses" :
			"this parenthesis needs a word or phrase behind it");
	if (t->kind == QUERY_NOT)
		return fail(p, t->at,
		    "NOT stands without AND, OR or NOT before it: this NOT "
		    "that");
	if (t->kind == QUERY_CLOSE && before->kind == QUERY_START)
		return fail(p, t->at, "this parenthesis was never opened");
	if (t->kind == QUERY_AND || t->kind == QUERY_OR)
		return fail(p, t->at,
		    "AND and OR stand between two terms; to find these words, "
		    "put them in quotes");
	return fail(p, before->at, "a word or phrase is missing after this");
}

static struct query_node *
parse_term(struct parser *p)
{
	const struct query_token *t = &p->scan.token;
	struct query_node *node = new_node(p, NODE_TERM);

	if (++p->terms > TERMS_MAX)
		return fail(p, t->at, "a query has at most 500 terms");
	node->text = p->scan.text + t->start;
	node->length = t->length;
	node->prefix = t->prefix;
	if (query_scan_next(&p->scan) == -1)
		return NULL;
	return node;
}

/* [^] term */
static struct query_node *
parse_first(struct parser *p)
{
	struct query_node *node;
	bool first = p->scan.token.kind == QUERY_FIRST;

	if (first && query_scan_next(&p->scan) == -1)
		return NULL;
	if (p->scan.token.kind != QUERY_TERM)
		return fail(p, p->scan.previous.at,
		    "^ is followed by a word or a \"phrase\", the first of its "
		    "field");
	if ((node = parse_term(p)) == NULL)
		return NULL;
	node->first = first;
	return node;
}

/* Read the number behind NEAR's comma, which is the current token. */
static int
parse_distance(struct parser *p, unsigned *distance)
{
	const struct query_token *t = &p->scan.token;
	const char *number;
	unsigned long n;

	if (query_scan_next(&p->scan) == -1)
		return -1;
	number = p->scan.text + t->start;
	n = strtoul(number, NULL, 10);
	if (t->kind != QUERY_TERM || t->prefix ||
	    strspn(number, "0123456789") != t->length || n > NEAR_MAX)
		return query_scan_fail(&p->scan, p->scan.previous.at,
		    "only a number from 0 to 1000 follows NEAR's comma: "
		    "NEAR(this that, 10)");
	*distance = (unsigned)n;
	return query_scan_next(&p->scan);
}

/* NEAR( term ... [, number] ) */
static struct query_node *
parse_near(struct parser *p)
{
	struct query_node *child, *node = new_node(p, NODE_NEAR);

	p->scan.near = true;
	node->distance = NEAR_DEFAULT;
	if (query_scan_next(&p->scan) == -1)
		return NULL;
	while (p->scan.token.kind == QUERY_TERM) {
		if ((child = parse_term(p)) == NULL)
			return NULL;
		add_child(node, child);
	}
	if (node->children != NULL && p->scan.token.kind == QUERY_COMMA &&
	    parse_distance(p, &node->distance) == -1)
		return NULL;
	if (p->scan.token.kind == QUERY_END)
		return fail(p, node->at, "this NEAR( is never closed");
	if (node->children == NULL || p->scan.token.kind != QUERY_CLOSE)
		return fail(p, p->scan.token.at,
		    "NEAR takes words and phrases, then perhaps a number: "
		    "NEAR(this that, 10)");
	p->scan.near = false;
	return query_scan_next(&p->scan) == -1 ? NULL : node;
}

/* ( query ) */
static struct query_node *
parse_group(struct parser *p)
{
	struct query_node *node;
	size_t at = p->scan.token.at;

	if (++p->groups > GROUPS_MAX)
		return fail(p, at,
		    "more than 100 parentheses within each other");
	if (query_scan_next(&p->scan) == -1 ||
	    (node = parse_level(p, 0)) == NULL)
		return NULL;
	if (p->scan.token.kind != QUERY_CLOSE)
		return fail(p, at, "this parenthesis is never closed");
	p->groups--;
	return query_scan_next(&p->scan) == -1 ? NULL : node;
}

/* [fields:] ( group | NEAR | term ) */
static struct query_node *
parse_item(struct parser *p)
{
	struct query_node *node;
	unsigned outer = p->fields;

	if (p->scan.token.kind == QUERY_FIELDS) {
		p->fields = p->scan.token.fields;
		if (query_scan_next(&p->scan) == -1)
			return NULL;
	}
	switch (p->scan.token.kind) {
	case QUERY_OPEN:
		node = parse_group(p);
		break;
	case QUERY_NEAR:
		node = parse_near(p);
		break;
	case QUERY_TERM:
	case QUERY_FIRST:
		node = parse_first(p);
		break;
	default:
		return fail_operand(p);
	}
	p->fields = outer;
	return node;
}

/* Does the next token continue this level: its operator, or a term? */
static bool
continues(const struct parser *p, const struct level *level)
{
	enum query_kind kind = p->scan.token.kind;

	if (level->token != QUERY_START)
		return kind == level->token;
	return kind == QUERY_TERM || kind == QUERY_FIRST ||
	    kind == QUERY_FIELDS || kind == QUERY_OPEN || kind == QUERY_NEAR;
}

static struct query_node *
parse_level(struct parser *p, size_t i)
{
	struct query_node *left, *right;

	if (i == LEVELS)
		return parse_item(p);
	left = parse_level(p, i + 1);
	while (left != NULL && continues(p, &levels[i])) {
		if (levels[i].token != QUERY_START &&
		    query_scan_next(&p->scan) == -1)
			return NULL;
		if ((right = parse_level(p, i + 1)) == NULL)
			return NULL;
		left = join(p, levels[i].node, left, right);
	}
	return left;
}

/*
 * Parse a query.  Return its tree, which lives in the arena and points into
 * the text; or NULL with the error filled in.
 */
const struct query_node *
query_parse(struct arena *arena, const char *text, bool keywords_only,
    struct query_error *error)
{
	struct parser p = { .arena = arena };
	struct query_node *node;

	p.fields = keywords_only ? QUERY_FIELDS_KEYWORDS : QUERY_FIELDS_DEFAULT;
	if (query_scan_start(&p.scan, text, error) == -1 ||
	    query_scan_next(&p.scan) == -1 ||
	    (node = parse_level(&p, 0)) == NULL)
		return NULL;
	if (p.scan.token.kind != QUERY_END)
		return fail(&p, p.scan.token.at,
		    "this parenthesis was never opened");
	return node;
}

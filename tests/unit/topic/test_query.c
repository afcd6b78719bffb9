#include "support.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "topic/query.h"
#include "topic/tokenizer.h"

#define D "{title abstract keywords} : "

/* The papers that the queries search; rowids from 1. */
static const char rows[] =
    "INSERT INTO t VALUES"
    /* 1 */
    "('Language Agents at Work', 'Two agents plan together. It''s fun.', "
    "'Ada Agentova, Bo Li', 'Starlab', 'agents, planning',"
    "'cs.CL\ncs.MA\n', 'Accepted at ICML 2026'),"
    /* 2 */
    "('GPT-4 and text-to-image diffusion', 'A diffusion model in C++.', "
    "'Henri Poincaré', 'Agent Institute', 'image generation',"
    "'cs.CV\n', NULL),"
    /* 3 */
    "('Diffusion language models', 'Studies of categories.', "
    "'Bo Tran', 'Starlab', 'diffusion',"
    "'cs.LG\nstat.ML\n', 'Withdrawn'),"
    /* 4 */
    "('A transformer', 'Retrieval augmented generation, RAG.', "
    "'Chen Wu', '', 'retrieval',"
    "'cs.IR\nq-bio.NC\n', NULL),"
    /* 5 */
    "('Мир моделей', '世界 模型', 'Юрий', 'МГУ', '3D, Q&A',"
    "'eess.AS\nmath-ph\n', '12 pages, accepted');";

static sqlite3_stmt *
open_index(void)
{
	sqlite3_stmt *stmt;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(tokenizer_register(db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(db,
		"CREATE VIRTUAL TABLE t USING "
		"fts5(title, abstract, authors, organization, keywords, "
		"category, comment, "
		"tokenize='paperfeed')",
		NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, rows, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db,
			     "SELECT rowid FROM t "
			     "WHERE t MATCH ?1 ORDER BY rowid",
			     -1, &stmt, NULL),
	    SQLITE_OK);
	return stmt;
}

static void
close_index(sqlite3_stmt *stmt)
{
	sqlite3 *db = sqlite3_db_handle(stmt);

	sqlite3_finalize(stmt);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Find rows with FTS5, which must accept the expression; as digits. */
static void
find(sqlite3_stmt *stmt, const struct buf *match, char found[static 8])
{
	size_t n = 0;
	int rc;

	sqlite3_bind_text(stmt, 1, match->data, (int)match->length,
	    SQLITE_STATIC);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW && n < 7)
		found[n++] = (char)('0' + sqlite3_column_int(stmt, 0));
	found[n] = '\0';
	if (rc != SQLITE_DONE)
		fail_msg("%s: %s", match->data,
		    sqlite3_errmsg(sqlite3_db_handle(stmt)));
	sqlite3_reset(stmt);
}

static const struct {
	const char *query, *compiled;
} good[] = {
	{ "agent", D "\"agent\"" },
	{ " \n\tagent\r\n ", D "\"agent\"" },
	{ "\xc2\xa0"
	  "agent\xe3\x80\x80",
	    D "\"agent\"" },
	{ "a b", D "\"a\" AND " D "\"b\"" },
	{ "a\nb", D "\"a\" AND " D "\"b\"" },
	{ "a AND b", D "\"a\" AND " D "\"b\"" },
	{ "a OR b", D "\"a\" OR " D "\"b\"" },
	{ "a NOT b", D "\"a\" NOT " D "\"b\"" },
	{ "\"a phrase\"", D "\"a phrase\"" },
	{ "\"say \"\"hi\"\"\"", D "\"say \"\"hi\"\"\"" },
	{ "\"a (b) AND c*:\"", D "\"a (b) AND c*:\"" },
	{ "agent*", D "\"agent\" *" },
	{ "\"large lang\"*", D "\"large lang\" *" },
	{ "agents* x", D "\"agents\" * AND " D "\"x\"" },
	{ "=agents \"=retrieval x\"",
	    D "\"=agents\" AND " D "\"=retrieval x\"" },
	{ "大语言*", D "\"大语言\" *" },
	/* words with punctuation are phrases */
	{ "GPT-4", D "\"GPT-4\"" },
	{ "C++", D "\"C++\"" },
	{ "it's Q&A", D "\"it's\" AND " D "\"Q&A\"" },
	{ "x^2 3D o1", D "\"x^2\" AND " D "\"3D\" AND " D "\"o1\"" },
	{ "a, b", D "\"a,\" AND " D "\"b\"" },
	{ "\"https://x\"", D "\"https://x\"" },
	{ "мир 世界", D "\"мир\" AND " D "\"世界\"" },
	/* operators in lower case are words, in quotes too */
	{ "a and b", D "\"a\" AND " D "\"and\" AND " D "\"b\"" },
	{ "\"AND\"", D "\"AND\"" },
	{ "AND*", D "\"AND\" *" },
	{ "\"NEAR\"", D "\"NEAR\"" },
	/* precedence */
	{ "a OR b AND c", D "\"a\" OR (" D "\"b\" AND " D "\"c\")" },
	{ "a AND b NOT c", D "\"a\" AND (" D "\"b\" NOT " D "\"c\")" },
	{ "a b NOT c d",
	    "(" D "\"a\" AND " D "\"b\") NOT (" D "\"c\" AND " D "\"d\")" },
	{ "a OR b c", D "\"a\" OR (" D "\"b\" AND " D "\"c\")" },
	{ "a NOT b NOT c", D "\"a\" NOT (" D "\"b\" OR " D "\"c\")" },
	{ "a NOT (b NOT c)", D "\"a\" NOT (" D "\"b\" NOT " D "\"c\")" },
	{ "(a OR b) c", "(" D "\"a\" OR " D "\"b\") AND " D "\"c\"" },
	{ "a (b OR c)d",
	    D "\"a\" AND (" D "\"b\" OR " D "\"c\") AND " D "\"d\"" },
	{ "((a)) AND(b)", D "\"a\" AND " D "\"b\"" },
	{ "(a AND b) AND (c AND d)",
	    D "\"a\" AND " D "\"b\" AND " D "\"c\" "
	      "AND " D "\"d\"" },
	/* NEAR */
	{ "NEAR(a b)", D "NEAR(\"a\" \"b\", 10)" },
	{ "NEAR(a b \"c d\", 3)", D "NEAR(\"a\" \"b\" \"c d\", 3)" },
	{ "NEAR (a* b,0)", D "NEAR(\"a\" * \"b\", 0)" },
	{ "NEAR(agents* b , 1000) c, d",
	    D "NEAR(\"agents\" * \"b\", 1000) "
	      "AND " D "\"c,\" AND " D "\"d\"" },
	{ "title:NEAR(a b)", "{title} : NEAR(\"a\" \"b\", 10)" },
	/* the start of a field */
	{ "^agent", D "^ \"agent\"" },
	{ "title: ^agents*", "{title} : ^ \"agents\" *" },
	{ "^ \"a b\"", D "^ \"a b\"" },
	/* fields */
	{ "title:a", "{title} : \"a\"" },
	{ "Title : a b", "{title} : \"a\" AND " D "\"b\"" },
	{ "authors: \"bo li\"", "{authors} : \"bo li\"" },
	{ "organization:a OR keywords:b",
	    "{organization} : \"a\" OR "
	    "{keywords} : \"b\"" },
	{ "title:(a OR b)", "{title} : \"a\" OR {title} : \"b\"" },
	{ "{ title authors}:a", "{title authors} : \"a\"" },
	{ "{authors title title} : a", "{title authors} : \"a\"" },
	{ "title:(a authors:b c) d",
	    "{title} : \"a\" AND {authors} : \"b\" "
	    "AND {title} : \"c\" AND " D "\"d\"" },
	{ "title:(a authors:(b {abstract}:c) e)",
	    "{title} : \"a\" AND "
	    "{authors} : \"b\" AND {abstract} : \"c\" AND {title} : \"e\"" },
};

/* Compile a copy, around which a sanitizer sees who reads beyond it. */
static int
compile(struct buf *out, const char *query, struct query_error *error)
{
	char *copy = strdup(query);
	int ret;

	assert_non_null(copy);
	ret = query_compile(out, copy, false, error);
	free(copy);
	return ret;
}

static void
test_queries_compile_to_fts5(void **state)
{
	struct query_error error;
	struct buf out = { 0 };
	sqlite3_stmt *stmt = open_index();
	char found[8];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		buf_clear(&out);
		if (compile(&out, good[i].query, &error) == -1)
			fail_msg("%s: %zu: %s", good[i].query, error.column,
			    error.text);
		assert_string_equal(out.data, good[i].compiled);
		find(stmt, &out, found);
	}
	buf_free(&out);
	close_index(stmt);
}

static const struct {
	const char *query;
	size_t column;
	const char *text;
} bad[] = {
	{ "", 1, "empty" },
	{ " \n ", 1, "empty" },
	/* operators */
	{ "AND", 1, "in quotes" },
	{ "a AND", 3, "missing after" },
	{ "a OR ", 3, "missing after" },
	{ "a NOT", 3, "missing after" },
	{ "OR a", 1, "between two terms" },
	{ "a AND AND b", 7, "between two terms" },
	{ "a AND OR b", 7, "between two terms" },
	{ "NOT a", 1, "name something to find" },
	{ "a (NOT b)", 4, "name something to find" },
	{ "a AND NOT b", 7, "without AND" },
	{ "a NOT NOT b", 7, "without AND" },
	/* parentheses */
	{ "(a", 1, "never closed" },
	{ "b (a OR (c)", 3, "never closed" },
	{ "a)", 2, "never opened" },
	{ ")", 1, "never opened" },
	{ "(a))", 4, "never opened" },
	{ "()", 1, "nothing to find" },
	{ "(", 1, "needs a word" },
	{ "(AND a)", 1, "needs a word" },
	{ "(a OR)", 4, "missing after" },
	{ "near(a b)", 5, "in capitals" },
	{ "O(n)", 2, "quotes around" },
	/* terms */
	{ "\"a", 1, "never closed" },
	{ "a \"b \"\"", 3, "never closed" },
	{ "\"", 1, "never closed" },
	{ "\"\"", 1, "letter or a digit" },
	{ "---", 1, "letter or a digit" },
	{ "a + b", 3, "letter or a digit" },
	{ "a \"---\"", 3, "letter or a digit" },
	{ "é → b", 3, "letter or a digit" },
	{ "\"★ — …\"", 1, "letter or a digit" },
	{ "\xf0\x9f\x8e\x89", 1, "letter or a digit" },
	{ "a , b", 3, "letter or a digit" },
	{ "a -b", 3, "write NOT" },
	{ "é “a b”", 3, "straight quotes" },
	{ "a«b", 2, "straight quotes" },
	/* prefixes */
	{ "*", 1, "prefix*" },
	{ "a *", 3, "prefix*" },
	{ "*a", 1, "prefix*" },
	{ "a*b", 2, "prefix*" },
	{ "a**", 2, "prefix*" },
	{ "-*", 1, "letter or a digit" },
	/* fields */
	{ "nofield: x", 1,
	    "title, abstract, authors, organization, keywords, category "
	    "and comment" },
	{ "é nofield:\"x\"", 3,
	    "title, abstract, authors, organization, keywords, category "
	    "and comment" },
	{ "author:x", 1, "title, abstract, authors, organization" },
	{ "https://x", 1, "needs quotes" },
	{ "at 10:30", 4, "needs quotes" },
	{ "title:10:30", 7, "needs quotes" },
	{ "std::vector", 1, "needs quotes" },
	{ "title:", 1, "followed by" },
	{ "a title: AND b", 3, "followed by" },
	{ "title: abstract: x", 1, "followed by" },
	{ "(title:)", 2, "followed by" },
	{ "title::x", 7, "name is missing" },
	{ ": x", 1, "name is missing" },
	{ "a }", 3, "name is missing" },
	{ "{title", 1, "list of fields" },
	{ "{title x}: a", 8, "no such field" },
	{ "{}: a", 1, "braces hold" },
	{ "{title} a", 1, "braces hold" },
	{ "{title (a)}: b", 1, "list of fields" },
	{ "^", 1, "first of its field" },
	{ "^(a)", 1, "first of its field" },
	{ "^title:a", 1, "first of its field" },
	/* NEAR */
	{ "a NEAR b", 3, "NEAR is written" },
	{ "NEAR", 1, "NEAR is written" },
	{ "NEAR()", 6, "NEAR takes" },
	{ "NEAR(, 3)", 6, "NEAR takes" },
	{ "NEAR(a AND b)", 8, "NEAR takes" },
	{ "NEAR(a (b))", 8, "NEAR takes" },
	{ "NEAR(^a b)", 6, "NEAR takes" },
	{ "NEAR(title:a b)", 6, "NEAR takes" },
	{ "NEAR(a b", 1, "never closed" },
	{ "NEAR(", 1, "never closed" },
	{ "NEAR(a b,)", 9, "number from 0 to 1000" },
	{ "NEAR(a, b, 3)", 7, "number from 0 to 1000" },
	{ "NEAR(a b, 1001)", 9, "number from 0 to 1000" },
	{ "NEAR(a b, 99999999999999)", 9, "number from 0 to 1000" },
	{ "NEAR(a b, 3*)", 9, "number from 0 to 1000" },
	{ "NEAR(a b, 3 4)", 13, "NEAR takes" },
	/* bytes */
	{ "a\xff", 2, "UTF-8" },
	{ "é \xc3", 3, "UTF-8" },
	{ "\xed\xa0\x80", 1, "UTF-8" },
	{ "é\x01", 2, "control" },
	{ "\"a\x7f\"", 3, "control" },
	{ "a\xc2\x85", 2, "control" },
	{ "a\vb", 2, "control" },
};

static void
test_errors_have_place_and_reason(void **state)
{
	struct query_error error;
	struct buf out = { 0 };
	size_t i;

	(void)state;
	buf_puts(&out, "x");
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (compile(&out, bad[i].query, &error) == 0)
			fail_msg("%s: %s", bad[i].query, out.data);
		if (error.column != bad[i].column ||
		    strstr(error.text, bad[i].text) == NULL)
			fail_msg("%s: %zu: %s", bad[i].query, error.column,
			    error.text);
		/* The text was not cut. */
		assert_true(strlen(error.text) < sizeof(error.text) - 1);
		assert_string_equal(out.data, "x");
	}
	buf_free(&out);
}

static const struct {
	const char *query, *found;
} searches[] = {
	{ "agent", "1" },
	{ "AGENTS", "1" },
	{ "agents*", "1" },
	{ "authors: agent*", "1" },
	{ "organization:agents", "2" },
	{ "{organization title}: agent", "12" },
	{ "starlab", "" },
	{ "organization: starlab NOT title: diffusion", "1" },
	{ "diffusion", "23" },
	{ "diffusion NOT \"diffusion language\"", "2" },
	{ "diffusion NOT GPT-4 NOT rag", "3" },
	{ "diffusion (GPT-4 OR category)", "23" },
	{ "rag OR \"retrieval augmented\"", "4" },
	{ "retrieval agent", "" },
	{ "retrieval OR agent", "14" },
	{ "=agent", "" },
	{ "=agents", "1" },
	{ "=retrieval OR 界", "45" },
	{ "NEAR(=agents plan)", "1" },
	{ "title:^=language", "1" },
	{ "trans*", "4" },
	{ "authors: trans*", "" },
	{ "authors: tran*", "3" },
	{ "categori*", "3" },
	{ "study of category", "3" },
	{ "\"study categories\"", "" },
	{ "\"language mod\"*", "3" },
	{ "\"languages models\"*", "3" },
	{ "text-to-images", "2" },
	{ "image-to-text", "" },
	{ "C++", "2" },
	{ "it's", "1" },
	{ "Q&A 3D", "5" },
	{ "authors: poincare", "2" },
	{ "authors: (bo NOT li)", "3" },
	{ "title:(language authors:li)", "1" },
	{ "title:(language) authors:tran", "3" },
	{ "МИР 世界", "5" },
	{ "^language", "1" },
	{ "title: ^diffusion", "3" },
	{ "keywords: ^diff*", "3" },
	{ "NEAR(agents together, 1)", "1" },
	{ "NEAR(together agents, 0)", "" },
	{ "NEAR(plan* \"two agents\")", "1" },
	{ "together OR NEAR(retrieval generation, 1)", "14" },
	/* what arXiv says */
	{ "category:cs.CL", "1" },
	{ "category:cs.cl", "1" },
	{ "category:cs.*", "1234" },
	{ "category:cs", "1234" },
	{ "category:ml", "3" },
	{ "category:q-bio.NC", "4" },
	{ "category:q-bio.*", "4" },
	{ "category:math-ph", "5" },
	{ "category:(cs.CV OR cs.IR)", "24" },
	{ "{category}: cs.* NOT category:cs.CL", "234" },
	{ "comment:accepted", "15" },
	{ "comment:accepted category:cs.*", "1" },
	{ "comment:\"accepted at\"", "1" },
	/* nobody finds it who does not ask for it */
	{ "accepted OR ICML OR cs", "" },
};

static void
test_queries_find_papers(void **state)
{
	struct query_error error;
	struct buf out = { 0 };
	sqlite3_stmt *stmt = open_index();
	char found[8];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(searches) / sizeof(searches[0]); i++) {
		buf_clear(&out);
		if (compile(&out, searches[i].query, &error) == -1)
			fail_msg("%s: %zu: %s", searches[i].query, error.column,
			    error.text);
		find(stmt, &out, found);
		if (strcmp(found, searches[i].found) != 0)
			fail_msg("%s: %s", searches[i].query, found);
	}
	buf_free(&out);
	close_index(stmt);
}

/* Compile count times before, middle, and count times after. */
static int
compile_around(const char *before, const char *middle, const char *after,
    size_t count, struct query_error *error)
{
	struct buf text = { 0 }, out = { 0 };
	sqlite3_stmt *stmt;
	char found[8];
	int result;

	repeat(&text, before, count);
	buf_puts(&text, middle);
	repeat(&text, after, count);
	result = query_compile(&out, text.data, false, error);
	if (result == 0) {
		stmt = open_index();
		find(stmt, &out, found);
		close_index(stmt);
	}
	buf_free(&text);
	buf_free(&out);
	return result;
}

/* FTS5 accepts a query at each limit; one more is refused. */
static void
test_limits_are_those_of_fts5(void **state)
{
	static const struct {
		const char *before, *middle, *after;
		size_t count, column;
		const char *text;
	} tests[] = {
		{ "(", "NEAR(a b)", ")", 100, 101, "parentheses" },
		{ "a ", "a", "", 499, 1001, "500 terms" },
		{ "a NOT ", "a", "", 499, 3001, "500 terms" },
		{ "a OR ", "a", "", 499, 2501, "500 terms" },
		{ "NEAR(a b) OR ", "a", "", 249, 3251, "500 terms" },
		{ "a OR (b (", "NEAR(a* b)", "))", 15, 0, "too deeply" },
		{ "((", "^a*", " OR a) b)", 15, 0, "too deeply" },
		{ "a NOT (", "NEAR(a* b)", ")", 15, 0, "too deeply" },
		{ "a NOT b NOT (", "NEAR(a* b)", ")", 15, 0, "too deeply" },
		{ "(", "a", " NOT b NOT c)", 100, 101, "parentheses" },
		{ "é", "", "", 2048, 2049, "too long" },
		{ "abcd", "", "", 1024, 4097, "too long" },
	};
	struct query_error error;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		if (compile_around(tests[i].before, tests[i].middle,
			tests[i].after, tests[i].count, &error) == -1)
			fail_msg("%zu: %s", i, error.text);
		assert_int_equal(compile_around(tests[i].before,
				     tests[i].middle, tests[i].after,
				     tests[i].count + 1, &error),
		    -1);
		assert_non_null(strstr(error.text, tests[i].text));
		if (tests[i].column != 0)
			assert_int_equal(error.column, tests[i].column);
	}
}

/* An error has a place inside the text; FTS5 accepts all others. */
static void
test_random_queries_are_refused_or_run(void **state)
{
	static const char *const pieces[] = { "a", "agent", "é", "3D", "-", "+",
		"\"", "\"", "\"a b\"", "\"\"", "(", "(", ")", ")", "*", ":",
		"title:", "authors :", "{", "}", "{title abstract}:", "^", ",",
		" 3", "NEAR(", "NEAR(a b", "AND", " AND ", " OR ", " NOT ", " ",
		" ", "\n", "—", "“", "; DROP", "' --", "s*", "\\", "%" };
	struct query_error error;
	struct buf text = { 0 }, out = { 0 };
	sqlite3_stmt *stmt = open_index();
	uint32_t x = 2463534242U;
	size_t i, n, accepted = 0;
	char found[8];

	(void)state;
	for (i = 0; i < 100000; i++) {
		buf_clear(&text);
		buf_clear(&out);
		for (n = next_random(&x) % 9 + 1; n > 0; n--)
			buf_puts(&text,
			    pieces[next_random(&x) %
				(sizeof(pieces) / sizeof(pieces[0]))]);
		if (query_compile(&out, text.data, false, &error) == 0) {
			find(stmt, &out, found);
			accepted++;
		} else if (error.column < 1 || error.column > text.length)
			fail_msg("%s: %zu: %s", text.data, error.column,
			    error.text);
	}
	/* Both happen often. */
	assert_in_range(accepted, 5000, 95000);
	buf_free(&text);
	buf_free(&out);
	close_index(stmt);
}

/* Terms without a field are searched in keywords only. */
static void
test_keywords_only_without_a_field(void **state)
{
	static const struct {
		const char *query, *compiled, *found;
	} cases[] = {
		{ "agent", "{keywords} : \"agent\"", "1" },
		{ "diffusion", "{keywords} : \"diffusion\"", "3" },
		{ "transformer", "{keywords} : \"transformer\"", "" },
		{ "title:diffusion", "{title} : \"diffusion\"", "23" },
		{ "agent OR title:transformer",
		    "{keywords} : \"agent\" OR {title} : \"transformer\"",
		    "14" },
		{ "NEAR(image generation, 2)",
		    "{keywords} : NEAR(\"image\" \"generation\", 2)", "2" },
		{ "plan*", "{keywords} : \"plan\" *", "1" },
		{ "{title keywords}:(agent) retrieval",
		    "{title keywords} : \"agent\" AND "
		    "{keywords} : \"retrieval\"",
		    "" },
	};
	sqlite3_stmt *stmt = open_index();
	struct query_error error;
	struct buf b = { 0 };
	char found[8];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&b);
		assert_int_equal(query_compile(&b, cases[i].query, true,
				     &error),
		    0);
		assert_string_equal(b.data, cases[i].compiled);
		find(stmt, &b, found);
		if (strcmp(found, cases[i].found) != 0)
			fail_msg("%s: %s", cases[i].query, found);
	}
	/* The same errors are refused. */
	buf_clear(&b);
	assert_int_equal(query_compile(&b, "a OR", true, &error), -1);
	assert_int_equal(error.column, 3);
	buf_free(&b);
	close_index(stmt);
}

/* Where a query has an operator in small letters; 0: nowhere. */
static void
test_small_operators(void **state)
{
	static const struct {
		const char *query;
		size_t column;
	} cases[] = {
		{ "mamba or SSM", 7 },
		{ "a and b or c", 3 },
		{ "é and b", 3 },
		{ "(a) not (b)", 5 },
		{ "a and title:b", 3 },
		{ "a and NEAR(b c)", 3 },
		{ "NEAR(a b) or c", 11 },
		{ "a OR b\nor c", 8 },
		{ "{title abstract}: a and b", 21 },
		{ "a and {title}: b", 3 },
		{ "mamba OR SSM", 0 },
		{ "mamba Or SSM", 0 },
		{ "a \"or\" b", 0 },
		{ "a or* b", 0 },
		{ "\"a or b\"", 0 },
		{ "or a", 0 },
		{ "a or", 0 },
		{ "(or) a", 0 },
		{ "a OR not", 0 },
		{ "title:not a", 0 },
		{ "NEAR(a or b)", 0 },
		{ "organ order nothing", 0 },
		/* in no query at all */
		{ "", 0 },
		{ "\xff or a", 0 },
	};
	struct query_error error;
	size_t i, column;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		column = query_small_operator(cases[i].query, &error) ?
		    error.column :
		    0;
		if (column != cases[i].column)
			fail_msg("%s: %zu", cases[i].query, column);
	}
}

/* The parts that were visited, and how many to visit. */
struct visits {
	struct buf seen;
	sqlite3_stmt *stmt;
	int left;
};

static int
visit(void *context, const struct query_part *part)
{
	struct visits *v = context;
	struct buf query = { 0 };
	char found[8];

	/* Each part is a complete query. */
	buf_puts(&query, part->query);
	find(v->stmt, &query, found);
	buf_free(&query);
	buf_printf(&v->seen, "%zu%s %s %s\n", part->depth,
	    part->leaf ? "-" : "", part->label, found);
	return --v->left == 0 ? 7 : 0;
}

static void
test_visitor_sees_all_parts(void **state)
{
	static const struct {
		const char *query, *seen;
	} cases[] = {
		{ "agent", "0- \"agent\" 1\n" },
		{ "diffusion agent OR rag",
		    "0 any of 4\n"
		    "1 all of \n"
		    "2- \"diffusion\" 23\n"
		    "2- \"agent\" 1\n"
		    "1- \"rag\" 4\n" },
		{ "diffusion NOT language NOT (gpt OR model)",
		    "0 the first, none of the others \n"
		    "1- \"diffusion\" 23\n"
		    "1- \"language\" 13\n"
		    "1 any of 23\n"
		    "2- \"gpt\" 2\n"
		    "2- \"model\" 23\n" },
		{ "title:gpt-4", "0- title: \"gpt-4\" 2\n" },
		{ "{authors organization}:star*",
		    "0- authors, organization: \"star\"* 13\n" },
		{ "^a", "0- ^\"a\" 24\n" },
		{ "title: ^two", "0- title: ^\"two\" \n" },
		{ "\"agents plan\"*", "0- \"agents plan\"* 1\n" },
		{ "NEAR(two plan, 3)", "0- NEAR(\"two\" \"plan\", 3) 1\n" },
		{ "authors:NEAR(bo tran)",
		    "0- authors: NEAR(\"bo\" \"tran\", 10) 3\n" },
		{ "agents*", "0- \"agents\"* 1\n" },
	};
	struct visits v = { .stmt = open_index() };
	const struct query_parts parts = { .visit = visit, .context = &v };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&v.seen);
		v.left = 100;
		assert_int_equal(query_each_part(cases[i].query, &parts), 0);
		if (strcmp(v.seen.data, cases[i].seen) != 0)
			fail_msg("%s:\n%s", cases[i].query, v.seen.data);
	}
	/* A visitor can stop. */
	for (i = 1; i <= 3; i++) {
		buf_clear(&v.seen);
		v.left = (int)i;
		assert_int_equal(query_each_part("(a b) OR c", &parts), 7);
		assert_int_equal(v.left, 0);
	}
	buf_free(&v.seen);
	close_index(v.stmt);
}

static void
test_categories(void **state)
{
	static const struct {
		const char *words, *query;
	} cases[] = {
		{ "cs.RO", "{category} : \"cs.RO\"" },
		{ "cs.*", "{category} : \"cs\"" },
		{ "hep-th q-bio.* cs.CL",
		    "{category} : \"hep-th\" OR {category} : \"q-bio\" OR "
		    "{category} : \"cs.CL\"" },
	};
	struct buf query = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&query);
		query_compile_categories(&query, cases[i].words);
		assert_string_equal(query.data, cases[i].query);
	}
	buf_free(&query);
}

static void
test_who_asks_arxiv(void **state)
{
	(void)state;
	assert_false(query_asks_arxiv("category"));
	assert_false(query_asks_arxiv("title:(a OR authors:b) comment"));
	assert_true(query_asks_arxiv("category:cs.CL"));
	assert_true(query_asks_arxiv("a OR (b NOT {title comment}:c)"));
	assert_true(query_asks_arxiv("category:NEAR(a b)"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_queries_compile_to_fts5),
		cmocka_unit_test(test_errors_have_place_and_reason),
		cmocka_unit_test(test_queries_find_papers),
		cmocka_unit_test(test_keywords_only_without_a_field),
		cmocka_unit_test(test_small_operators),
		cmocka_unit_test(test_visitor_sees_all_parts),
		cmocka_unit_test(test_limits_are_those_of_fts5),
		cmocka_unit_test(test_categories),
		cmocka_unit_test(test_who_asks_arxiv),
		cmocka_unit_test(test_random_queries_are_refused_or_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

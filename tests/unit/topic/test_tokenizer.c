#include "support.h"

#include <sqlite3.h>
#include <string.h>

#include "topic/tokenizer.h"

static sqlite3 *
open_index(const char *text)
{
	sqlite3_stmt *stmt;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(tokenizer_register(db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(db,
		"CREATE VIRTUAL TABLE t USING fts5(x, tokenize='paperfeed');"
		"CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')",
		NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "INSERT INTO t VALUES (?1)", -1,
			     &stmt, NULL),
	    SQLITE_OK);
	sqlite3_bind_text(stmt, 1, text, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
	sqlite3_finalize(stmt);
	return db;
}

/* The tokens of a text, as in the index. */
static void
test_plurals_become_singulars(void **state)
{
	static const struct {
		const char *text, *tokens;
	} tests[] = {
		{ "agents", "agent" },
		{ "Agent", "agent" },
		{ "studies study", "study study" },
		{ "theories", "theory" },
		{ "series", "sery" },
		{ "LLMs", "llm" },
		{ "models modes", "model mode" },
		{ "analyses", "analyse" },
		/* ss, us and is are no plural */
		{ "class classes", "class classe" },
		{ "bus corpus", "bus corpus" },
		{ "analysis", "analysis" },
		{ "this", "this" },
		/* four letters, however many bytes */
		{ "gas has its s", "gas has its s" },
		{ "ties dies", "ty dy" },
		{ "ies", "ies" },
		{ "дas", "дas" },
		{ "дпas", "дпa" },
		{ "東as", "東as" },
		{ "東京as", "東京a" },
		/* accents and case */
		{ "Poincaré POINCARE Poincare\xcc\x81",
		    "poincare poincare poincare" },
		{ "Ñandús", "nandus" },
		{ "cafés CAFÉS", "cafe cafe" },
		{ "Việt", "viet" },
		/* other scripts */
		{ "Машинное ОБУЧЕНИЕ", "машинное обучение" },
		{ "機械学習 深層", "機械学習 深層" },
		{ "ΛΟΓΟΣ", "λογοσ" },
		/* digits and punctuation */
		{ "GPT-4 o1 3D 1920s", "gpt 4 o1 3d 1920" },
		{ "C++ it's Q&A", "c it s q a" },
		{ "snake_case_words", "snake case word" },
		{ "text-to-images", "text to image" },
		{ "— … ★", "" },
		{ "", "" },
	};
	sqlite3_stmt *stmt;
	sqlite3 *db;
	const char *got;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		db = open_index(tests[i].text);
		assert_int_equal(sqlite3_prepare_v2(db,
				     "SELECT "
				     "ifnull(group_concat(term, ' '), '') FROM "
				     "(SELECT term FROM v ORDER BY offset)",
				     -1, &stmt, NULL),
		    SQLITE_OK);
		assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
		got = (const char *)sqlite3_column_text(stmt, 0);
		assert_string_equal(got, tests[i].tokens);
		sqlite3_finalize(stmt);
		assert_int_equal(sqlite3_close(db), SQLITE_OK);
	}
}

static int
matches(sqlite3 *db, const char *query)
{
	sqlite3_stmt *stmt;
	int rc;

	assert_int_equal(sqlite3_prepare_v2(db,
			     "SELECT rowid FROM t WHERE "
			     "t MATCH ?1",
			     -1, &stmt, NULL),
	    SQLITE_OK);
	sqlite3_bind_text(stmt, 1, query, -1, SQLITE_STATIC);
	rc = sqlite3_step(stmt);
	assert_true(rc == SQLITE_ROW || rc == SQLITE_DONE);
	sqlite3_finalize(stmt);
	return rc == SQLITE_ROW;
}

/* Queries in FTS5's language. */
static void
test_plurals_and_singulars_find_each_other(void **state)
{
	static const struct {
		const char *text, *query;
		int found;
	} tests[] = {
		{ "an agent", "agents", 1 },
		{ "two agents", "agent", 1 },
		{ "two agents", "AGENTS", 1 },
		{ "case studies", "\"case study\"", 1 },
		{ "a case study", "\"cases studies\"", 1 },
		{ "classes", "class", 0 },
		/* a prefix is taken as written */
		{ "transformer", "trans*", 1 },
		{ "tranquil", "trans*", 0 },
		{ "the physics", "phys*", 1 },
		{ "phylum", "phys*", 0 },
		/* only the last word of a phrase is the prefix */
		{ "language agent trans", "\"languages agents tran\"*", 1 },
		{ "vision transformers", "\"visions trans\" *", 1 },
		{ "vision tranquil", "\"visions trans\" *", 0 },
		{ "Poincaré maps", "poincare", 1 },
		{ "Poincare", "\"POINCARÉ\"", 1 },
		{ "Poincaré", "\"Poinc\" *", 1 },
	};
	sqlite3 *db;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		db = open_index(tests[i].text);
		if (matches(db, tests[i].query) != tests[i].found)
			fail_msg("%s: %s", tests[i].text, tests[i].query);
		assert_int_equal(sqlite3_close(db), SQLITE_OK);
	}
}

/* A word of 64 bytes may be a plural, a longer one does not change. */
static void
test_long_words_are_no_plurals(void **state)
{
	char word[67];
	sqlite3 *db;

	(void)state;
	memset(word, 'a', sizeof(word));
	memcpy(word + 61, "ies", 4);
	db = open_index(word);
	memcpy(word + 61, "y", 2);
	assert_true(matches(db, word));
	sqlite3_close(db);

	memset(word, 'a', sizeof(word));
	memcpy(word + 62, "ies", 4);
	db = open_index(word);
	assert_true(matches(db, word));
	memcpy(word + 62, "y", 2);
	assert_false(matches(db, word));
	sqlite3_close(db);
}

/* It takes no arguments, and may be registered again. */
static void
test_registering_twice_and_arguments(void **state)
{
	sqlite3 *db = open_index("agents");

	(void)state;
	assert_int_equal(tokenizer_register(db), SQLITE_OK);
	assert_true(matches(db, "agent"));
	assert_int_not_equal(sqlite3_exec(db,
				 "CREATE VIRTUAL TABLE u USING "
				 "fts5(x, tokenize='paperfeed porter')",
				 NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
			     "INSERT INTO t(t) VALUES ('integrity-check')",
			     NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plurals_become_singulars),
		cmocka_unit_test(test_plurals_and_singulars_find_each_other),
		cmocka_unit_test(test_long_words_are_no_plurals),
		cmocka_unit_test(test_registering_twice_and_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

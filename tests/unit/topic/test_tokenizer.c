#include "support.h"

#include <sqlite3.h>
#include <string.h>

#include "base/buf.h"
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
test_words_are_folded(void **state)
{
	static const struct {
		const char *text, *tokens;
	} tests[] = {
		{ "agents", "agents" },
		{ "Agent", "agent" },
		{ "LLMs", "llms" },
		/* accents and case */
		{ "Poincaré POINCARE Poincare\xcc\x81",
		    "poincare poincare poincare" },
		{ "Ñandús", "nandus" },
		{ "cafés CAFÉS", "cafes cafes" },
		{ "Việt", "viet" },
		/* other scripts */
		{ "Машинное ОБУЧЕНИЕ", "машинное обучение" },
		{ "ΛΟΓΟΣ", "λογοσ" },
		{ "한국어 모델", "한국어 모델" },
		/* scripts without blanks, by characters */
		{ "機械学習 深層", "機 械 学 習 深 層" },
		{ "大语言模型。", "大 语 言 模 型" },
		{ "トランスフォーマー", "ト ラ ン ス フ ォ ー マ ー" },
		{ "GPT4とLLMsを使う", "gpt4 と llms を 使 う" },
		{ "café東京", "cafe 東 京" },
		{ "𠮷野家", "𠮷 野 家" },
		/* digits and punctuation */
		{ "GPT-4 o1 3D 1920s", "gpt 4 o1 3d 1920s" },
		{ "C++ it's Q&A", "c it s q a" },
		{ "snake_case_words", "snake case words" },
		{ "text-to-images", "text to images" },
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
		{ "theory", "theories", 1 },
		{ "keys", "key", 1 },
		{ "key", "keys", 1 },
		{ "cafe", "CAFÉS", 1 },
		{ "LLM", "llms", 1 },
		/* ss, us and is are no plural */
		{ "classes", "class", 0 },
		{ "corpu", "corpus", 0 },
		{ "corpus", "corpu", 0 },
		{ "analysi", "analysis", 0 },
		/* four letters, however many bytes */
		{ "gas", "ga", 0 },
		{ "tie", "ties", 0 },
		{ "дas", "дa", 0 },
		{ "дпas", "дпа", 0 },
		{ "дпas", "дпa", 1 },
		{ "東京as", "東京a", 0 },
		/* = takes a word as it is */
		{ "codes", "\"=code\"", 0 },
		{ "a code", "\"=code\"", 1 },
		{ "Code", "\"=CODE\"", 1 },
		{ "a code", "\"=codes\"", 0 },
		{ "two codes", "\"=codes\"", 1 },
		{ "code models", "\"=code model\"", 1 },
		{ "code models", "\"code =model\"", 0 },
		{ "code models", "\"a=code model\"", 0 },
		{ "a code models", "\"a=code model\"", 1 },
		{ "a codes", "\"a=code\"", 1 },
		{ "codes", "\"== code\"", 1 },
		/* words inside a text without blanks */
		{ "本文研究大语言模型的推理", "\"语言模型\"", 1 },
		{ "本文研究大语言模型的推理", "\"模型语言\"", 0 },
		{ "本文研究大语言模型的推理", "\"语言\" *", 1 },
		{ "大規模なトランスフォーマーを", "トランス*", 1 },
		{ "GPT4の論文", "gpt4", 1 },
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

static void
add_word(void *context, const char *word, size_t n)
{
	struct buf *words = context;

	buf_puts(words, words->length == 0 ? "" : " ");
	buf_add(words, word, n);
}

/* With "singular" all words are singulars; a splitter gives them elsewhere. */
static void
test_singulars(void **state)
{
	static const char text[] =
	    "Agents' studies of cafés, 模型 buses and a class",
			  words[] =
			      "agent study of cafe 模 型 buse and a class";
	struct buf got = { 0 };
	struct splitter *s;
	sqlite3 *db = open_index("agents");

	(void)state;
	s = splitter_open(db);
	assert_non_null(s);
	assert_int_equal(splitter_run(s, text, add_word, &got), 0);
	assert_string_equal(got.data, words);
	splitter_close(s);
	splitter_close(NULL);
	assert_int_equal(
	    sqlite3_exec(db,
		"DROP TABLE t; CREATE VIRTUAL TABLE t USING fts5(x,"
		" tokenize='paperfeed singular', detail=none, content='',"
		" columnsize=0);"
		"INSERT INTO t (rowid, x) VALUES (1, 'Agents and their policies')",
		NULL, NULL, NULL),
	    SQLITE_OK);
	assert_true(matches(db, "agent"));
	assert_true(matches(db, "AGENTS"));
	assert_true(matches(db, "policy"));
	assert_false(matches(db, "police"));
	buf_free(&got);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_are_folded),
		cmocka_unit_test(test_plurals_and_singulars_find_each_other),
		cmocka_unit_test(test_long_words_are_no_plurals),
		cmocka_unit_test(test_singulars),
		cmocka_unit_test(test_registering_twice_and_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

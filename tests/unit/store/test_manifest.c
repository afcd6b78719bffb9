/* What a store remembers of published files, file by file. */
#include "support.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "store/database.h"
#include "store/manifest.h"

/* Paths, and the numbers of their folders. */
static const struct {
	const char *path;
	size_t folder;
} paths[] = {
	{ "all.atom", 0 },
	{ "archive/all-2026-11.atom", 1 },
	{ "day/2026-11-20.html", 2 },
	{ "week/2026-W47.html", 3 },
	{ "month/2026-11.html", 4 },
	{ "search/a.json", 5 },
	/* Names of folders that only begin as one, or end early. */
	{ "day", 0 },
	{ "days/a.html", 0 },
	{ "da/a.html", 0 },
	{ "/a.html", 0 },
};

static void
test_folders(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(paths); i++) {
		if (manifest_folder_of(paths[i].path) != paths[i].folder)
			fail_msg("%s: %zu", paths[i].path,
			    manifest_folder_of(paths[i].path));
	}
}

/* A visitor that writes what it sees. */
static void
write_down(void *context, const struct manifest_file *f)
{
	buf_printf(context, "%s of %s, %lld at %lld%s;", f->name,
	    f->topic[0] == '\0' ? "the site" : f->topic, (long long)f->size,
	    (long long)f->modified, f->retired ? ", retired" : "");
}

/* The files of a folder are these. */
static void
expect_files(struct database *d, const char *folder, const char *wanted)
{
	struct buf seen = { 0 };

	buf_puts(&seen, "");
	assert_int_equal(manifest_each(d, folder, write_down, &seen), 0);
	assert_string_equal(seen.data, wanted);
	buf_free(&seen);
}

/* The names of a list are these, each followed by a blank. */
static void
expect_names(const struct name_list *names, const char *wanted)
{
	struct buf seen = { 0 };
	size_t i;

	buf_puts(&seen, "");
	for (i = 0; i < names->count; i++)
		buf_printf(&seen, "%s ", names->names[i]);
	assert_string_equal(seen.data, wanted);
	buf_free(&seen);
}

static void
add(struct database *d, const char *name, const char *topic, int64_t size,
    int64_t modified)
{
	assert_int_equal(manifest_add(d,
			     &(struct manifest_file){ .name = name,
				 .topic = topic,
				 .size = size,
				 .modified = modified }),
	    0);
}

/* Is it as it was left? */
static bool
is_as(struct database *d, const char *name, int64_t size, int64_t modified)
{
	int has = manifest_has_as(d,
	    &(struct manifest_file){ .name = name,
		.topic = "",
		.size = size,
		.modified = modified });

	assert_true(has == 0 || has == 1);
	return has == 1;
}

static void
test_files(void **state)
{
	static const int64_t late = INT64_C(1795428000123456789);
	struct database *d = open_memory();

	(void)state;
	expect_files(d, "", "");
	add(d, "rag.atom", "rag", 7, late);
	add(d, "index.html", "", 8, 2);
	add(d, "day/index.html", "", 9, 3);
	add(d, "archive/rag-2026-11.atom", "rag", 10, 4);
	expect_files(d, "",
	    "index.html of the site, 8 at 2;"
	    "rag.atom of rag, 7 at 1795428000123456789;");
	expect_files(d, "day", "day/index.html of the site, 9 at 3;");
	expect_files(d, "archive", "archive/rag-2026-11.atom of rag, 10 at 4;");
	expect_files(d, "week", "");
	assert_int_equal(manifest_has(d, "rag.atom"), 1);
	assert_int_equal(manifest_has(d, "day/index.html"), 1);
	assert_int_equal(manifest_has(d, "day/rag.atom"), 0);
	assert_int_equal(manifest_has(d, "rag-2026-11.atom"), 0);
	assert_true(is_as(d, "rag.atom", 7, late));
	assert_false(is_as(d, "rag.atom", 8, late));
	assert_false(is_as(d, "rag.atom", 7, late + 1));
	assert_false(is_as(d, "rag.rss", 7, late));
	add(d, "rag.atom", "rag", 8, late + 1);
	assert_true(is_as(d, "rag.atom", 8, late + 1));
	assert_int_equal(manifest_remove(d, "day/index.html"), 0);
	assert_int_equal(manifest_remove(d, "day/index.html"), 0);
	assert_int_equal(manifest_has(d, "day/index.html"), 0);
	assert_int_equal(manifest_has(d, "index.html"), 1);
	database_close(d);
}

static void
test_retired_files(void **state)
{
	struct name_list names = { 0 };
	struct database *d = open_memory();
	struct arena a = { 0 };

	(void)state;
	add(d, "rag.atom", "rag", 7, 1);
	add(d, "archive/rag-2026-11.atom", "rag", 10, 4);
	add(d, "all.atom", "all", 9, 3);
	assert_int_equal(manifest_add_names(d, &a, "rag", &names), 0);
	expect_names(&names, "rag.atom archive/rag-2026-11.atom ");
	assert_int_equal(manifest_add_names(d, &a, "none", &names), 0);
	assert_int_equal(names.count, 2);
	names = (struct name_list){ 0 };
	assert_int_equal(manifest_add_retired_files(d, &a, &names), 0);
	assert_int_equal(names.count, 0);
	assert_int_equal(manifest_retire(d, "rag.atom", true), 0);
	assert_int_equal(manifest_retire(d, "archive/rag-2026-11.atom", true),
	    0);
	assert_int_equal(manifest_retire(d, "archive/rag.atom", true), 0);
	assert_int_equal(manifest_add_retired_files(d, &a, &names), 0);
	expect_names(&names, "rag.atom archive/rag-2026-11.atom ");
	expect_files(d, "",
	    "all.atom of all, 9 at 3;rag.atom of rag, 7 at 1, retired;");
	assert_int_equal(manifest_retire(d, "rag.atom", false), 0);
	/* Who makes it again has it back. */
	add(d, "archive/rag-2026-11.atom", "rag", 10, 4);
	names = (struct name_list){ 0 };
	assert_int_equal(manifest_add_retired_files(d, &a, &names), 0);
	assert_int_equal(names.count, 0);
	arena_free(&a);
	database_close(d);
}

static void
test_publication(void **state)
{
	struct manifest m = { 0 };
	struct database *d = open_memory();
	struct arena a = { 0 };
	int64_t modified;

	(void)state;
	assert_int_equal(manifest_read(d, &a, &m), 0);
	assert_string_equal(m.settings, "");
	assert_true(m.published == DATE_NONE);
	assert_int_equal(manifest_keep(d,
			     &(struct manifest){ .settings = "S",
				 .outline = "O",
				 .listed = 5,
				 .pages = "P",
				 .published = at(FIRST_DAY) }),
	    0);
	/* Twice, as the statement is there for the whole run. */
	assert_int_equal(manifest_read(d, &a, &m), 0);
	assert_int_equal(manifest_read(d, &a, &m), 0);
	assert_string_equal(m.settings, "S");
	assert_string_equal(m.outline, "O");
	assert_int_equal(m.listed, 5);
	assert_string_equal(m.pages, "P");
	expect_instant(m.published, FIRST_DAY);
	assert_int_equal(manifest_folder(d, "day", &modified), 0);
	assert_int_equal(manifest_keep_folder(d, "day", 6), 0);
	assert_int_equal(manifest_keep_folder(d, "", 7), 0);
	assert_int_equal(manifest_keep_folder(d, "day", 8), 0);
	assert_int_equal(manifest_folder(d, "day", &modified), 1);
	assert_int_equal(modified, 8);
	assert_int_equal(manifest_folder(d, "", &modified), 1);
	assert_int_equal(modified, 7);
	arena_free(&a);
	database_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_folders),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_retired_files),
		cmocka_unit_test(test_publication),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

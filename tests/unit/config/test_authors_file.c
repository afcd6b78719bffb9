/* authors-file: people whom a topic names, in a file beside the configuration. */
#include "config_support.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "topic/people.h"

#define LAB SITE "topic lab {\n\tauthors-file = people.txt\n}\n"

static void
write_people(const struct place *p, const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/people.txt", p->folder);
	write_file(path, text, strlen(text));
}

/* The rule of a configuration's last topic. */
static struct buf
read_rule(const struct place *p)
{
	struct buf rule = { 0 };
	struct loaded l;

	load_good_config(&l, p, LAB);
	topic_describe(&rule, &l.config.topics[1]);
	config_free(&l.config);
	return rule;
}

static void
test_read(void **state)
{
	struct place *p = *state;
	struct loaded l;

	write_people(p,
	    "\xef\xbb\xbf"
	    "Jane Doe\r\n\r\nRoe, R. # or not\r\n");
	load_good_config(&l, p, LAB);
	assert_non_null(l.config.topics[1].people);
	assert_int_equal(people_count(l.config.topics[1].people), 2);
	assert_string_equal(people_get(l.config.topics[1].people, 1)->written,
	    "Roe, R.");
	assert_null(l.config.topics[0].people);
	config_free(&l.config);
}

/* The names are part of the rule, comments are not. */
static void
test_rule(void **state)
{
	struct place *p = *state;
	struct buf one, other;

	write_people(p, "Jane Doe\nR. Roe | MIT\n");
	one = read_rule(p);
	assert_string_equal(one.data, "all\nby\nJane Doe\nR. Roe | MIT");
	write_people(p, "# us\nJane Doe\n\n  R. Roe | MIT # and others");
	other = read_rule(p);
	assert_string_equal(one.data, other.data);
	buf_free(&other);
	write_people(p, "Jane Doe\nR. Roe\n");
	other = read_rule(p);
	assert_string_not_equal(one.data, other.data);
	buf_free(&one);
	buf_free(&other);
}

/* Fails unless the file is refused on a line, for a reason. */
static void
expect_refused(const struct place *p, const char *text, int line,
    const char *why)
{
	struct loaded l;
	char path[128];

	snprintf(path, sizeof(path), "%s/people.txt", p->folder);
	write_people(p, text);
	write_file(p->file, LAB, strlen(LAB));
	load_config(&l, p->file);
	assert_int_equal(l.result, -1);
	assert_true(says(&l, path, line, why));
}

static void
test_refused(void **state)
{
	struct place *p = *state;
	struct buf large = { 0 };

	expect_refused(p, "Jane Doe\nCher\n", 2, "found 'Cher'");
	expect_refused(p, "", 1, "found none");
	expect_refused(p, "Jane Doe\n\n\xff\xfe\n", 3,
	    "expected text in UTF-8");
	repeat(&large, "Jane Doe\n", 120000);
	expect_refused(p, large.data, 1, "expected a file of at most 1 MiB");
	buf_clear(&large);
	repeat(&large, "Jane Doe\n", 10001);
	expect_refused(p, large.data, 10001, "expected at most 10000 people");
	buf_free(&large);
}

static void
test_missing(void **state)
{
	static const char directory[] =
	    SITE "topic lab {\n\tauthors-file = .\n}\n";
	struct place *p = *state;
	struct loaded l;
	char path[64];

	refuse_config(p, LAB, 5, "cannot be read: No such file or directory");
	refuse_config(p, SITE "topic lab {\n\tauthors-file = ''\n}\n", 5,
	    "authors-file");
	snprintf(path, sizeof(path), "%s/.", p->folder);
	write_file(p->file, directory, strlen(directory));
	load_config(&l, p->file);
	assert_true(says(&l, path, 1, "Is a directory"));
}

static int
tear_down(void **state)
{
	struct place *p = *state;
	char path[128];

	snprintf(path, sizeof(path), "%s/people.txt", p->folder);
	unlink(path);
	return config_tear_down(state);
}

#define WITH_PEOPLE(f) \
	cmocka_unit_test_setup_teardown(f, config_set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PEOPLE(test_read),
		WITH_PEOPLE(test_rule),
		WITH_PEOPLE(test_refused),
		WITH_PEOPLE(test_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

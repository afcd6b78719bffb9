/* like-file: a library of papers beside the configuration. */
#include "config_support.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "paper/paper.h"
#include "topic/topic.h"

#define MINE SITE "topic mine {\n\tlike-file = mine.bib\n}\n"

static const char library[] =
    "@article{a,\n title = {Flow {Matching}},\n doi = {10.1000/182},\n"
    " abstract = {We learn.}, keywords = {flows, paths}\n}\n"
    "@misc{b, title={Robots}, eprint={2604.05015},"
    " archivePrefix={arXiv}}\n";

static void
write_library(const struct place *p, const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/mine.bib", p->folder);
	write_file(path, text, strlen(text));
}

static void
remove_library(const struct place *p)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/mine.bib", p->folder);
	assert_int_equal(unlink(path), 0);
}

static void
test_papers_are_read(void **state)
{
	struct place *p = *state;
	const struct topic *t;
	struct loaded l;

	write_library(p, library);
	load_good_config(&l, p, MINE);
	t = &l.config.topics[1];
	assert_true(topic_has_examples(t));
	assert_int_equal(t->about, TOPIC_ABOUT);
	assert_int_equal(t->library->count, 2);
	assert_string_equal(t->library->papers[0].title, "Flow Matching");
	assert_string_equal(t->library->papers[0].doi, "10.1000/182");
	assert_string_equal(t->library->papers[1].id, "2604.05015");
	config_free(&l.config);
	remove_library(p);
}

/* What is only read may be named as some of our files are: CSL-JSON is in .json. */
static void
test_any_name_will_do(void **state)
{
	static const char items[] =
	    "[{\"id\":\"a\",\"type\":\"article\",\"title\":\"Flow Matching\"}]";
	struct place *p = *state;
	struct loaded l;
	char path[128];

	snprintf(path, sizeof(path), "%s/zotero.json", p->folder);
	write_file(path, items, strlen(items));
	load_good_config(&l, p,
	    SITE "topic mine {\n\tlike-file = zotero.json\n}\n");
	assert_int_equal(l.config.topics[1].library->count, 1);
	config_free(&l.config);
	assert_int_equal(unlink(path), 0);
}

/* The rule of the topic, with a library. */
static struct buf
read_rule(const struct place *p, const char *text)
{
	struct buf rule = { 0 };
	struct loaded l;

	write_library(p, text);
	load_good_config(&l, p, MINE);
	topic_describe(&rule, &l.config.topics[1]);
	config_free(&l.config);
	return rule;
}

static void
test_rule_changes_with_the_papers(void **state)
{
	struct buf first = read_rule(*state, library);
	struct buf again = read_rule(*state, library);
	struct buf other = read_rule(*state, "2604.05015\n");

	assert_string_equal(first.data, again.data);
	assert_string_not_equal(first.data, other.data);
	buf_free(&first);
	buf_free(&again);
	buf_free(&other);
	remove_library(*state);
}

static void
test_what_is_no_library_is_refused(void **state)
{
	struct place *p = *state;
	char folder[128];

	refuse_config(p, MINE, 5, "mine.bib' cannot be read: No such file");
	snprintf(folder, sizeof(folder), "%s/mine.bib", p->folder);
	assert_int_equal(mkdir(folder, 0700), 0);
	refuse_config(p, MINE, 6, "mine.bib': Is a directory");
	assert_int_equal(rmdir(folder), 0);
	write_library(p, "");
	refuse_config(p, MINE, 6, "like-file: ");
	write_library(p, "one two three\n");
	refuse_config(p, MINE, 6, "mine.bib");
	remove_library(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_papers_are_read),
		WITH_PLACE(test_any_name_will_do),
		WITH_PLACE(test_rule_changes_with_the_papers),
		WITH_PLACE(test_what_is_no_library_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A file of people, and which of a paper's authors is one of them. */
#include "support.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "topic/people.h"

static const char file[] = "# our lab\n"
			   "Yann LeCun\n"
			   "\n"
			   "  Bengio, Yoshua\t# Montreal\r\n"
			   "Wei Wang | Tsinghua University\n"
			   "Wei Wang | NVIDIA Research|Microsoft\n"
			   "王晓明\n"
			   "G. Hinton";

static struct people *
read_people(struct arena *a, const char *text)
{
	struct people_error error;
	struct people *l = people_read(a, text, &error);

	if (l == NULL)
		fail_msg("line %d: %s", error.line, error.why);
	return l;
}

static void
test_read(void **state)
{
	struct arena a = { 0 };
	struct people *l = read_people(&a, file);
	struct buf text = { 0 };

	(void)state;
	assert_int_equal(people_count(l), 6);
	assert_string_equal(people_get(l, 1)->written, "Bengio, Yoshua");
	assert_int_equal(people_get(l, 1)->line, 4);
	assert_null(people_get(l, 1)->organization);
	assert_string_equal(people_get(l, 3)->organization,
	    "NVIDIA Research|Microsoft");
	people_describe(&text, l);
	assert_string_equal(text.data,
	    "\nYann LeCun\nBengio, Yoshua\nWei Wang | Tsinghua University\n"
	    "Wei Wang | NVIDIA Research|Microsoft\n王晓明\nG. Hinton");
	buf_free(&text);
	arena_free(&a);
}

static void
test_refused(void **state)
{
	static const struct {
		const char *text;
		int line;
		const char *why;
	} cases[] = {
		{ "", 1, "expected a name in some line, found none" },
		{ "# none\n\n", 1, "expected a name in some line, found none" },
		{ "Jane Doe\nLeCun\n", 2,
		    "expected a family name with another name or an initial: "
		    "one word alone would be everybody's" },
		{ "\n\nY. L.", 3,
		    "expected a family name with another name or an initial: "
		    "one word alone would be everybody's" },
		{ "...", 1, "expected a person's name" },
		{ "| MIT", 1, "expected a person's name" },
		{ "Jane Doe |", 1, "expected an organization behind |" },
		{ "Jane Doe | MIT | ", 1, "expected an organization behind |" },
	};
	struct people_error error;
	struct arena a = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_null(people_read(&a, cases[i].text, &error));
		assert_int_equal(error.line, cases[i].line);
		assert_string_equal(error.why, cases[i].why);
	}
	arena_free(&a);
}

static void
test_find(void **state)
{
	static const struct {
		const char *names, *organization;
		int line; /* 0: nobody; negative: somebody elsewhere */
		const char *name;
	} cases[] = {
		{ "", NULL, 0, NULL },
		{ "Jane Doe\n", NULL, 0, NULL },
		{ "Jane Doe\nY. LeCun\nYoshua Bengio\n", NULL, 2, "Y. LeCun" },
		{ "Jane Doe\nYoshua Bengio", "MILA", 4, "Yoshua Bengio" },
		{ "Wei Wang\n", "Tsinghua University", 5, "Wei Wang" },
		{ "Wang Wei\n", "tsinghua  university", 5, "Wang Wei" },
		{ "W. Wang\n", "Nvidia Research", 6, "W. Wang" },
		{ "Wei Wang\n", "Microsoft", 6, "Wei Wang" },
		{ "Wei Wang\n", NULL, -6, "Wei Wang" },
		{ "Wei Wang\n", "MIT", -6, "Wei Wang" },
		{ "Wei Wang\nGeoffrey E. Hinton\n", "MIT", 8,
		    "Geoffrey E. Hinton" },
		{ "晓明 王\n", NULL, 7, "晓明 王" },
		{ "\n\nOpenAI\n123\n\xff\n", NULL, 0, NULL },
	};
	struct arena a = { 0 };
	struct people *l = read_people(&a, file);
	struct author_list authors;
	struct author_found found;
	bool is;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		authors.names = cases[i].names;
		authors.organization = cases[i].organization;
		is = people_find(l, &authors, &found);
		assert_int_equal(is, cases[i].line > 0);
		if (cases[i].line == 0) {
			assert_null(found.person);
			continue;
		}
		assert_int_equal(found.elsewhere, cases[i].line < 0);
		assert_int_equal(found.person->line,
		    cases[i].line < 0 ? -cases[i].line : cases[i].line);
		assert_int_equal(found.length, strlen(cases[i].name));
		assert_memory_equal(found.name, cases[i].name, found.length);
	}
	arena_free(&a);
}

/* Organizations agree in their letters and digits, whatever is between them. */
static void
test_organizations(void **state)
{
	static const struct {
		const char *listed, *paper;
		bool agree;
	} cases[] = {
		{ "Lab 09", "LAB-09", true },
		{ "Az Lab", "A.Z. Lab", true },
		{ "Lab", "`L@a[b{/:", true },
		{ "Data", "Dt", false },
		{ "Zoo", "oo", false },
		{ "Lab 0", "Lab", false },
		{ "Lab 9", "Lab", false },
		{ "王 Lab", "Lab", false },
		{ "Müller", "muller", true },
	};
	struct author_list authors = { .names = "Ada Lovelace" };
	struct author_found found;
	struct arena a = { 0 };
	struct people *l;
	char text[64];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		snprintf(text, sizeof(text), "Ada Lovelace | %s",
		    cases[i].listed);
		l = read_people(&a, text);
		authors.organization = cases[i].paper;
		if (people_find(l, &authors, &found) != cases[i].agree)
			fail_msg("%s, %s", cases[i].listed, cases[i].paper);
		assert_non_null(found.person);
	}
	arena_free(&a);
}

/* A paper's organization that is too long is none. */
static void
test_long_organization(void **state)
{
	const char text[] = "Ada Lovelace | ";
	struct author_list authors = { .names = "Ada Lovelace" };
	struct author_found found;
	struct buf line = { 0 };
	struct people_error error;
	struct arena a = { 0 };
	struct people *l;

	(void)state;
	buf_puts(&line, text);
	repeat(&line, "x", 510);
	l = read_people(&a, line.data);
	authors.organization = line.data + strlen(text);
	assert_true(people_find(l, &authors, &found));
	repeat(&line, "x", 1);
	authors.organization = line.data + strlen(text);
	assert_false(people_find(l, &authors, &found));
	assert_true(found.elsewhere);
	repeat(&line, "x", 3);
	authors.organization = line.data + strlen(text);
	assert_false(people_find(l, &authors, &found));
	assert_null(people_read(&a, line.data, &error));
	arena_free(&a);
	buf_free(&line);
}

/* People are found whatever the order of the file, and however near their names. */
static void
test_neighbours(void **state)
{
	const char *first;
	struct author_list authors = { .organization = NULL };
	struct author_found found;
	struct buf text = { 0 };
	struct arena a = { 0 };
	struct people *l;
	char name[32];
	int c;

	(void)state;
	for (c = 'z'; c >= 'a'; c--) {
		first = c % 2 == 0 ? "Ada" : "Ida";
		buf_printf(&text, "%s Smith%c\n", first, c);
	}
	l = read_people(&a, text.data);
	for (c = 'a'; c <= 'z'; c++) {
		first = c % 2 == 0 ? "Ada" : "Ida";
		snprintf(name, sizeof(name), "%s Smith%c", first, c);
		authors.names = name;
		if (!people_find(l, &authors, &found))
			fail_msg("%s", name);
		assert_string_equal(found.person->written, name);
		first = c % 2 != 0 ? "Ada" : "Ida";
		snprintf(name, sizeof(name), "%s Smith%c", first, c);
		assert_false(people_find(l, &authors, &found));
	}
	buf_free(&text);
	arena_free(&a);
}

/* Of two who are elsewhere the first one is told. */
static void
test_first_of_two_elsewhere(void **state)
{
	const struct author_list authors = {
		.names = "Jane Doe\nAda Lovelace\nCharles Babbage\nJohn Doe"
	};
	struct author_found found;
	struct arena a = { 0 };
	struct people *l =
	    read_people(&a, "Charles Babbage | Lab\nAda Lovelace | Lab");

	(void)state;
	assert_false(people_find(l, &authors, &found));
	assert_true(found.elsewhere);
	assert_non_null(found.person);
	assert_string_equal(found.person->written, "Ada Lovelace");
	assert_int_equal(found.length, strlen("Ada Lovelace"));
	assert_memory_equal(found.name, "Ada Lovelace", found.length);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_organizations),
		cmocka_unit_test(test_long_organization),
		cmocka_unit_test(test_neighbours),
		cmocka_unit_test(test_first_of_two_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Another reader of BibTeX, pybtex, finds the same in the files that both take.
 * Skipped where python3-pybtex is not installed.
 */
#include "reference_support.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "paper/guid.h"

/* Debian's Python has the package, another one may be first in the path. */
static const char *python; /* the one that was found */
static const char *const pythons[] = { "/usr/bin/python3", "python3" };

/* Writes each entry as a line: its title, its authors, parted by tabs. */
static const char script[] =
    "import sys\n"
    "from pybtex.database import parse_file\n"
    "from pybtex.richtext import Text\n"
    "def plain(s): return str(Text.from_latex(s)).replace('\\n', ' ')\n"
    "for e in parse_file(sys.argv[1], 'bibtex').entries.values():\n"
    "    if e.type == 'proceedings' or 'title' not in e.fields: continue\n"
    "    people = e.persons.get('author', [])\n"
    "    print(plain(e.fields['title']), *[plain(' '.join(\n"
    "        p.first_names + p.middle_names + p.prelast_names +\n"
    "        p.last_names + p.lineage_names)) for p in people\n"
    "        if str(p) != 'others'], sep='\\t')\n";

/* A script that runs, and what it prints. */
struct running {
	pid_t pid;
	FILE *out;
};

/* Run a script with an argument. */
static struct running
run_python(const char *name, const char *code, const char *argument)
{
	struct running r;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	r.pid = fork();
	assert_int_not_equal(r.pid, -1);
	if (r.pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		/* It says that the package is missing. */
		if (argument == NULL)
			close(STDERR_FILENO);
		close(ends[0]);
		execlp(name, name, "-c", code, argument, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	r.out = fdopen(ends[0], "r");
	assert_non_null(r.out);
	return r;
}

/* Wait for its end, and return whether it was a good one. */
static bool
end_python(struct running *r)
{
	int status;

	fclose(r->out);
	assert_int_equal(waitpid(r->pid, &status, 0), r->pid);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Find a Python that has the package, or NULL. */
static const char *
find_python(void)
{
	struct running r;
	size_t i;

	for (i = 0; i < COUNT(pythons); i++) {
		r = run_python(pythons[i], "import pybtex.database", NULL);
		if (end_python(&r))
			return pythons[i];
	}
	return NULL;
}

/* Are two texts the same but for case, punctuation and blanks? */
static void
expect_alike(struct arena *a, const char *got, const char *wanted)
{
	assert_non_null(wanted);
	assert_string_equal(guid_fold(a, got), guid_fold(a, wanted));
}

static void
expect_same(const char *file)
{
	struct library l = load_fixture(file);
	struct running r;
	struct arena a = { 0 };
	char line[4096], path[512], *rest;
	size_t i, j;

	snprintf(path, sizeof(path), "%s/tests/data/references/%s",
	    getenv("abs_top_srcdir"), file);
	r = run_python(python, script, path);
	for (i = 0; i < l.papers.count; i++) {
		const struct paper *p = &l.papers.papers[i];

		if (p->title == NULL)
			continue;
		assert_non_null(fgets(line, sizeof(line), r.out));
		line[strcspn(line, "\n")] = '\0';
		rest = line;
		expect_alike(&a, p->title, strsep(&rest, "\t"));
		for (j = 0; j < p->authors.count; j++)
			expect_alike(&a, p->authors.names[j],
			    strsep(&rest, "\t"));
		assert_null(rest);
	}
	assert_null(fgets(line, sizeof(line), r.out));
	assert_true(end_python(&r));
	arena_free(&a);
	library_free(&l);
}

static void
test_same(void **state)
{
	static const char *const files[] = { "scholar.bib", "jabref.bib",
		"mendeley.bib", "crossref.bib" };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(files); i++)
		expect_same(files[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
	};

	/* cmocka's skip() is a failure in TAP. */
	if ((python = find_python()) == NULL) {
		puts("1..1\nok 1 - test_same # SKIP python3-pybtex is missing");
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}

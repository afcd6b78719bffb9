/* A file that gets its name when it is on the disk, and not before. */
#include "support.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "failing_support.h"
#include "base/durable.h"

struct place {
	char folder[FOLDER_SIZE];
	char made[FOLDER_SIZE + 8], path[FOLDER_SIZE + 8];
};

static void
expect_bytes(const char *path, const char *wanted)
{
	char got[16] = "";
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	assert_int_not_equal(fread(got, 1, sizeof(got) - 1, f), 0);
	fclose(f);
	assert_string_equal(got, wanted);
}

/* The old file stands until the new one is on the disk; that is told. */
static void
fail_each(const struct place *p)
{
	struct capture errors;
	long number;
	int ret;

	for (number = 1;; number++) {
		write_file(p->made, "new", 3);
		write_file(p->path, "old", 3);
		capture_start(&errors);
		fail_call(NULL, number, EIO);
		ret = durable_rename(p->made, p->path);
		if (!call_has_failed())
			break;
		capture_end(&errors);
		assert_int_equal(ret, -1);
		assert_non_null(strstr(errors.said, ": Input/output error\n"));
		if (access(p->made, F_OK) == 0)
			expect_bytes(p->path, "old");
		else
			expect_bytes(p->path, "new");
	}
	capture_end(&errors);
	/* Opened, its mode, synced, renamed; the folder opened and synced. */
	assert_int_equal(number, 7);
	assert_int_equal(ret, 0);
	assert_string_equal(errors.said, "");
}

static void
test_each_call_fails(void **state)
{
	struct place p;
	struct stat st;

	(void)state;
	make_folder(p.folder);
	snprintf(p.made, sizeof(p.made), "%s/made", p.folder);
	snprintf(p.path, sizeof(p.path), "%s/path", p.folder);
	fail_each(&p);
	expect_bytes(p.path, "new");
	assert_int_equal(access(p.made, F_OK), -1);
	assert_int_equal(stat(p.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	remove_folder(p.folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_call_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

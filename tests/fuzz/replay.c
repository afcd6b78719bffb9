/*
 * Runs the inputs of tests/data/fuzz/NAME.txt through a fuzz target without a
 * fuzzer, as a test that any compiler builds.  A line of that file is an input:
 * printable ASCII stands for itself, and \\, \n, \t, \r and \xHH for the rest.
 * A target that changes its inputs itself is given what it makes of them, too.
 */
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support.h"

#define CHANGES 20 /* of an input */
#define GROWTH	2048

size_t LLVMFuzzerMutate(uint8_t *, size_t, size_t);
size_t LLVMFuzzerCustomMutator(uint8_t *, size_t, size_t, unsigned int);

/* What libFuzzer does to bytes: here, nothing. */
size_t
LLVMFuzzerMutate(uint8_t *data, size_t n, size_t max)
{
	(void)data;
	(void)max;
	return n;
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	require(c >= 'a' && c <= 'f');
	return c - 'a' + 10;
}

/* Decode an escape at s, behind its backslash.  Return what is behind it. */
static const char *
decode(struct buf *out, const char *s)
{
	static const char letters[] = "\\ntr", bytes[] = "\\\n\t\r";
	const char *letter;

	if (*s == 'x') {
		buf_putc(out, (char)(digit(s[1]) * 16 + digit(s[2])));
		return s + 3;
	}
	letter = strchr(letters, *s);
	require(*s != '\0' && letter != NULL);
	buf_putc(out, bytes[letter - letters]);
	return s + 1;
}

/* Decode a line, up to its end. */
static void
decode_line(struct buf *out, const char *s)
{
	buf_clear(out);
	while (*s != '\0' && *s != '\n') {
		if (*s == '\\')
			s = decode(out, s + 1);
		else
			buf_putc(out, *s++);
	}
}

/* Run what the target's own changes make of an input. */
static void
run_changed(const struct buf *input)
{
	size_t max = input->length + GROWTH, n;
	uint8_t *data = malloc(max);
	unsigned int seed;

	require(data != NULL);
	for (seed = 1; seed <= CHANGES && input->length > 0; seed++) {
		memcpy(data, input->data, input->length);
		n = LLVMFuzzerCustomMutator(data, input->length, max, seed);
		require(n <= max);
		if (n > 0)
			LLVMFuzzerTestOneInput(data, n);
	}
	free(data);
}

static void
run(const struct buf *input)
{
	static const uint8_t none[1];

	LLVMFuzzerTestOneInput(input->length == 0 ?
		none :
		(const uint8_t *)input->data,
	    input->length);
	run_changed(input);
}

/* Return the file of inputs of the target that this program is. */
static FILE *
open_inputs(const char *program)
{
	const char *folder = getenv("abs_top_srcdir");
	const char *slash = strrchr(program, '/');
	const char *name = slash == NULL ? program : slash + 1;
	char path[4096];
	FILE *f;

	require(strncmp(name, "fuzz_", 5) == 0);
	snprintf(path, sizeof(path), "%s/tests/data/fuzz/%s.txt",
	    folder == NULL ? "." : folder, name + 5);
	f = fopen(path, "r");
	if (f == NULL)
		printf("Bail out! %s cannot be read\n", path);
	return f;
}

int
main(int argc, char **argv)
{
	struct buf input = { 0 };
	char *line = NULL;
	size_t size = 0, count = 0;
	FILE *f = argc == 0 ? NULL : open_inputs(argv[0]);

	if (f == NULL)
		return 1;
	/* What fails ends the program: its line is the one that is missing. */
	setvbuf(stdout, NULL, _IOLBF, 0);
	while (getline(&line, &size, f) != -1) {
		decode_line(&input, line);
		run(&input);
		printf("ok %zu - line %zu\n", count + 1, count + 1);
		count++;
	}
	printf("1..%zu\n", count);
	free(line);
	fclose(f);
	buf_free(&input);
	return count == 0;
}

/* Prints what a check finds, a line each, and remembers the exit status. */
#include "base/findings.h"

#include <err.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "base/exit_status.h"

/* Of one kind so many lines are printed: a broken disk has thousands. */
#define LINES_MOST 10

#define LINE_SIZE 512

/* Print a finding, behind the path, and take its exit status into account. */
void
findings_add(struct findings *f, int status, const char *format, ...)
{
	char line[LINE_SIZE];
	va_list arguments;

	f->status = exit_status_worst(f->status, status);
	f->count++;
	if (f->silent || ++f->of_kind > LINES_MOST)
		return;
	va_start(arguments, format);
	vsnprintf(line, sizeof(line), format, arguments);
	va_end(arguments);
	warnx("%s: %s", f->path, line);
}

/*
 * Those that follow are of another kind.  If more than are printed were of this
 * one, a line says how many, and what they are.
 */
void
findings_next_kind(struct findings *f, const char *what)
{
	if (f->of_kind > LINES_MOST)
		warnx("%s: %zu more %s", f->path, f->of_kind - LINES_MOST,
		    what);
	f->of_kind = 0;
}

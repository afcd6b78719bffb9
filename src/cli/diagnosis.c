/* Lines of what was found. */
#include "cli/diagnosis.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/exit_status.h"

/* Print a line: how it is, what was looked at, and what was found. */
__attribute__((format(printf, 3, 0))) static void
print(const char *how, const char *what, const char *format, va_list arguments)
{
	printf("%-4s %s: ", how, what);
	vprintf(format, arguments);
	putchar('\n');
	/* Who waits for a server sees what is known by then. */
	fflush(stdout);
}

/* Print that something is as it should be. */
void
diagnosis_ok(const struct diagnosis *d, const char *what, const char *format,
    ...)
{
	va_list arguments;

	if (d->quiet)
		return;
	va_start(arguments, format);
	print("ok", what, format, arguments);
	va_end(arguments);
}

/*
 * Print that something may be wrong, or may be meant; that does not change the
 * status.
 */
void
diagnosis_warn(const struct diagnosis *d, const char *what, const char *format,
    ...)
{
	va_list arguments;

	(void)d;
	va_start(arguments, format);
	print("WARN", what, format, arguments);
	va_end(arguments);
}

/* Print that something is wrong, and keep the status if it is the worst. */
void
diagnosis_fail(struct diagnosis *d, int status, const char *what,
    const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print("FAIL", what, format, arguments);
	va_end(arguments);
	d->status = exit_status_worst(d->status, status);
}

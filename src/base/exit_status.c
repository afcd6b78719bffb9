/* Exit statuses, of <sysexits.h>. */
#include "base/exit_status.h"

#include <stddef.h>
#include <sysexits.h>

/*
 * Return the more important of two exit statuses: configuration, store, output,
 * then sources; 0 only if both are 0.
 */
int
exit_status_worst(int a, int b)
{
	static const int order[] = { EX_CONFIG, EX_IOERR, EX_CANTCREAT,
		EX_DATAERR, EX_NOINPUT, EX_UNAVAILABLE, EX_TEMPFAIL };
	size_t i;

	for (i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (a == order[i] || b == order[i])
			return order[i];
	}
	return a != 0 ? a : b;
}

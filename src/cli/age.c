/* How long ago something was. */
#include "cli/age.h"

#include <inttypes.h>

#include "base/buf.h"
#include "base/date.h"

#define MINUTE INT64_C(60)
#define HOUR   INT64_C(3600)

/* Add how long ago an instant was, in the unit that people would use. */
void
age_add(struct buf *out, int64_t seconds)
{
	if (seconds < 2 * HOUR)
		buf_printf(out, "%" PRId64 " min ago",
		    seconds < 0 ? 0 : seconds / MINUTE);
	else if (seconds < 2 * DATE_DAY)
		buf_printf(out, "%" PRId64 " h ago", seconds / HOUR);
	else
		buf_printf(out, "%" PRId64 " days ago", seconds / DATE_DAY);
}

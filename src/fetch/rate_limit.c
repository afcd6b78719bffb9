/* How fast one may ask. */
#include "fetch/rate_limit.h"

/*
 * Return when the bucket will be full again, at an instant: not before that
 * instant, and not later than if it were empty, because a clock may have been
 * ahead.
 */
static int64_t
due(const struct token_bucket *p, int64_t now)
{
	int64_t latest = now + p->burst * p->interval;

	if (p->due < now)
		return now;
	return p->due < latest ? p->due : latest;
}

/*
 * Return the milliseconds to wait, at an instant, before a request may be sent.
 */
int64_t
rate_limit_wait(const struct token_bucket *p, int64_t now)
{
	int64_t ready = due(p, now) - (p->burst - 1) * p->interval;

	return ready > now ? ready - now : 0;
}

/* Take a request out of the bucket, at an instant. */
void
rate_limit_take(struct token_bucket *p, int64_t now)
{
	p->due = due(p, now) + p->interval;
}

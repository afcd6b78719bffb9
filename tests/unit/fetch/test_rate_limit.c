

#include "support.h"

#include "fetch/rate_limit.h"

#define MANY 400 /* requests of a simulation */

/* 2026-04-08 in milliseconds. */
#define NOW INT64_C(1775606400000)

static const struct {
	int64_t burst, interval;
} limits[] = {
	{ 1, 1 },
	{ 1, 250 },
	{ 2, 1000 },
	{ 5, 7 },
	{ 20, 4000 },
	{ 100, 3 },
	{ 200, 2000 },
};

/* Numbers from 0 to below n: xorshift, from a fixed seed. */
static int64_t
choose(uint64_t *random, int64_t n)
{
	*random ^= *random << 13;
	*random ^= *random >> 7;
	*random ^= *random << 17;
	return (int64_t)(*random % (uint64_t)n);
}

/* Set a bucket's size and speed. */
static void
set_bucket(struct token_bucket *p, int64_t burst, int64_t interval)
{
	p->burst = burst;
	p->interval = interval;
}

/* Wait as long as it takes, and no longer, and send.  Return when. */
static int64_t
send_one(struct token_bucket *p, int64_t now)
{
	int64_t wait = rate_limit_wait(p, now);

	assert_in_range(wait, 0, p->interval);
	assert_int_equal(rate_limit_wait(p, now + wait), 0);
	if (wait > 0)
		assert_int_equal(rate_limit_wait(p, now + wait - 1), 1);
	rate_limit_take(p, now + wait);
	return now + wait;
}

/* No span of time T sees more than burst + T / interval requests. */
static void
check_spans(const struct token_bucket *p, const int64_t *sent, int64_t n)
{
	int64_t i, j;

	for (i = 0; i < n; i++)
		for (j = i; j < n; j++)
			if (j - i + 1 >
			    p->burst + (sent[j] - sent[i]) / p->interval)
				fail_msg("%d/%d: %d to %d", (int)p->burst,
				    (int)p->interval, (int)i, (int)j);
}

/* Requests arrive in bursts and with pauses of up to so many intervals. */
static void
simulate(struct token_bucket *p, uint64_t *random, int64_t pause)
{
	int64_t sent[MANY], now = NOW, i;

	for (i = 0; i < MANY; i++) {
		if (choose(random, 3) != 0)
			now += choose(random, pause * p->interval + 1);
		sent[i] = now = send_one(p, now);
	}
	check_spans(p, sent, MANY);
}

static void
test_spans(void **state)
{
	static const int64_t pauses[] = { 0, 1, 2, 3, 300 };
	uint64_t random = 4711;
	size_t i, j;

	(void)state;
	for (i = 0; i < COUNT(limits); i++) {
		for (j = 0; j < COUNT(pauses); j++) {
			struct token_bucket p = { 0 };

			set_bucket(&p, limits[i].burst, limits[i].interval);
			simulate(&p, &random, pauses[j]);
		}
	}
}

/* An idle bucket lets all of a burst through at once, then one by one. */
static void
test_burst(void **state)
{
	int64_t now, n, round;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(limits); i++) {
		struct token_bucket p = { 0 };

		set_bucket(&p, limits[i].burst, limits[i].interval);
		now = NOW;
		for (round = 0; round < 3; round++) {
			for (n = 0; n < p.burst; n++)
				assert_int_equal(send_one(&p, now), now);
			for (n = 0; n < 10; n++) {
				assert_int_equal(rate_limit_wait(&p, now),
				    p.interval);
				now = send_one(&p, now);
			}
			/* Half of it comes back in half of the time. */
			now += p.burst / 2 * p.interval;
			for (n = 0; n < p.burst / 2; n++)
				assert_int_equal(send_one(&p, now), now);
			assert_int_equal(rate_limit_wait(&p, now), p.interval);
			now += p.burst * p.interval;
		}
	}
}

/* What was taken without waiting is paid for later, up to a whole bucket. */
static void
test_overdrawn(void **state)
{
	struct token_bucket p = { 0 };
	int i;

	(void)state;
	set_bucket(&p, 3, 1000);
	for (i = 0; i < 100; i++)
		rate_limit_take(&p, NOW);
	assert_in_range(rate_limit_wait(&p, NOW), 1, 3 * 1000);
	for (i = 1; i <= 3; i++)
		send_one(&p, NOW + 10000);
	assert_int_equal(rate_limit_wait(&p, NOW + 10000), 1000);
}

/* Who waits once before each request waits an interval at most. */
static void
check_jump(struct token_bucket *p, int64_t now)
{
	int64_t sent[MANY], wait, i;

	for (i = 0; i < MANY; i++) {
		wait = rate_limit_wait(p, now);
		assert_in_range(wait, 0, p->interval);
		sent[i] = now += wait;
		rate_limit_take(p, now);
	}
	check_spans(p, sent, MANY);
	assert_int_equal(rate_limit_wait(p, now), p->interval);
	now += (p->burst + 1) * p->interval;
	for (i = 0; i < p->burst; i++)
		assert_int_equal(send_one(p, now), now);
}

/* Set back or ahead, the clock costs no more than an empty bucket. */
static void
test_clock(void **state)
{
	static const int64_t jumps[] = { -NOW, -86400000, -5000, -1, 0, 1, 5000,
		86400000, NOW };
	int64_t n;
	size_t i, j;

	(void)state;
	for (i = 0; i < COUNT(limits); i++) {
		for (j = 0; j < COUNT(jumps); j++) {
			struct token_bucket p = { 0 };

			set_bucket(&p, limits[i].burst, limits[i].interval);
			for (n = 0; n < p.burst; n++)
				rate_limit_take(&p, NOW);
			check_jump(&p, NOW + jumps[j]);
		}
	}
}

/* A limit that changes counts at once, in both directions. */
static void
test_limit_changes(void **state)
{
	struct token_bucket p = { 0 };
	int i;

	(void)state;
	set_bucket(&p, 10, 1000);
	for (i = 0; i < 10; i++)
		send_one(&p, NOW);
	set_bucket(&p, 1, 200);
	assert_int_equal(rate_limit_wait(&p, NOW), 200);
	set_bucket(&p, 20, 1000);
	assert_int_equal(rate_limit_wait(&p, NOW), 0);
	/* Without an interval there is no limit. */
	set_bucket(&p, 1, 0);
	for (i = 0; i < 1000; i++)
		assert_int_equal(send_one(&p, NOW), NOW);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_burst),
		cmocka_unit_test(test_overdrawn),
		cmocka_unit_test(test_clock),
		cmocka_unit_test(test_limit_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

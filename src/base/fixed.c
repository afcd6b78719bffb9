/*
 * Roots and logarithms in whole numbers.  Those of libm differ in the last bit from
 * one machine to the next; what is kept in a store must not.
 */
#include "base/fixed.h"

/* Return the square root of x, rounded down. */
uint64_t
fixed_sqrt(uint64_t x)
{
	uint64_t root = 0, bit = UINT64_C(1) << 62;

	while (bit > x)
		bit >>= 2;
	for (; bit > 0; bit >>= 2) {
		if (x >= root + bit) {
			x -= root + bit;
			root = (root >> 1) + bit;
		} else
			root >>= 1;
	}
	return root;
}

/*
 * Return the logarithm of x to base 2, in parts of 65,536 and rounded down; of 0
 * it is 0.
 */
uint64_t
fixed_log2(uint64_t x)
{
	uint64_t log = 0, m;
	int i;

	if (x == 0)
		return 0;
	for (m = x; m > 1; m >>= 1)
		log++;
	/* x = 2^log * m / 2^31; each squaring of m gives one more bit. */
	m = log > 31 ? x >> (log - 31) : x << (31 - log);
	for (i = 0; i < 16; i++) {
		m = (m * m) >> 31;
		log <<= 1;
		if (m >> 32 != 0) {
			m >>= 1;
			log++;
		}
	}
	return log;
}

/*
 * The sum of a row, an SQL function: row_sum('paper', key, ...) of the table's name
 * and the values.  SQLite notices a damaged page only if its structure suffers;
 * with the sum in the row, not a byte of it changes unseen.
 */
#include "store/row_sum.h"

#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#define START	   UINT64_C(0x9e3779b97f4a7c15)
#define MULTIPLIER UINT64_C(0xff51afd7ed558ccd)

/* SQLite stores numbers up to here in six bytes. */
#define SUM_BITS 47

/* Each step can be undone, so that two sums differ if one word does. */
static uint64_t
mix(uint64_t sum, uint64_t word)
{
	sum = (sum ^ word) * MULTIPLIER;
	return sum ^ sum >> 32;
}

/* Take eight bytes as a number, on every machine the same. */
static uint64_t
word_at(const unsigned char *at)
{
	return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 |
	    (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 |
	    (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
	    (uint64_t)at[7] << 56;
}

static uint64_t
mix_bytes(uint64_t sum, const unsigned char *at, size_t n)
{
	uint64_t word = 0;

	sum = mix(sum, n);
	for (; n >= sizeof(word); n -= sizeof(word), at += sizeof(word))
		sum = mix(sum, word_at(at));
	while (n > 0)
		word = word << 8 | at[--n];
	return mix(sum, word);
}

/* Mix a value with its type; all numbers of a row with a sum are whole. */
static uint64_t
mix_value(uint64_t sum, sqlite3_value *v)
{
	int type = sqlite3_value_type(v);
	const unsigned char *bytes;

	sum = mix(sum, (uint64_t)type);
	switch (type) {
	case SQLITE_NULL:
		return sum;
	case SQLITE_INTEGER:
		return mix(sum, (uint64_t)sqlite3_value_int64(v));
	case SQLITE_BLOB:
		bytes = sqlite3_value_blob(v);
		break;
	default:
		bytes = sqlite3_value_text(v);
		break;
	}
	return mix_bytes(sum, bytes, (size_t)sqlite3_value_bytes(v));
}

static void
row_sum(sqlite3_context *context, int count, sqlite3_value **values)
{
	uint64_t sum = START;
	int i;

	for (i = 0; i < count; i++)
		sum = mix_value(sum, values[i]);
	sqlite3_result_int64(context, (int64_t)(sum >> (64 - SUM_BITS)));
}

/* Make the function known to a connection.  Return SQLite's result code. */
int
row_sum_register(sqlite3 *db)
{
	return sqlite3_create_function_v2(db, "row_sum", -1,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, row_sum, NULL, NULL,
	    NULL);
}

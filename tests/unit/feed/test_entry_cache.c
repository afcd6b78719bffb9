#include "topic_support.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/key_list.h"
#include "store/membership.h"
#include "feed/entry_cache.h"

#define PAPERS_MANY 600 /* more than the slots that a cache starts with */
#define MUCH	    ((size_t)13 * 1024 * 1024)

/* Starts a store with many papers, and lists their keys. */
static void
start(struct rig *r, struct key_list *keys)
{
	struct buf json = { 0 };
	int i;

	start_rig(r, ":memory:");
	for (i = 0; i < PAPERS_MANY; i++)
		add_item(&json, i + 1, "Paper", at(NEWEST) - i, 1);
	put_items(r, &json, READ);
	*keys = (struct key_list){ 0 };
	assert_int_equal(membership_read(r->database, &r->topics[ALL],
			     INT64_MIN, INT64_MAX, keys),
	    0);
	assert_int_equal(keys->count, PAPERS_MANY);
}

static void
end(struct rig *r, struct key_list *keys)
{
	key_list_free(keys);
	end_rig(r);
}

static struct entry *
get(struct rig *r, const struct key_list *keys, size_t i)
{
	struct entry *e =
	    entry_cache_get(&r->cache, keys->keys[i], &r->topics[ALL]);

	assert_non_null(e);
	assert_int_equal(e->paper->key, keys->keys[i]);
	return e;
}

/* Fills the cache up to the point where its entries are made before others. */
static void
fill(struct rig *r)
{
	memset(arena_alloc(&r->cache.arena, MUCH), 1, MUCH);
	entry_cache_trim(&r->cache);
}

/* Each is made once, however many there are. */
static void
test_made_once(void **state)
{
	static struct entry *entries[PAPERS_MANY];
	struct key_list keys;
	struct rig r;
	size_t i;

	(void)state;
	start(&r, &keys);
	for (i = 0; i < PAPERS_MANY; i++)
		entries[i] = get(&r, &keys, i);
	assert_int_equal(r.cache.count, PAPERS_MANY);
	entry_cache_trim(&r.cache);
	for (i = 0; i < PAPERS_MANY; i++)
		assert_ptr_equal(get(&r, &keys, i), entries[i]);
	assert_int_equal(r.cache.count, PAPERS_MANY);
	end(&r, &keys);
}

/* Entries are forgotten when those that came after them take much memory. */
static void
test_forgets_what_was_made_before(void **state)
{
	struct entry *first, *second;
	struct key_list keys;
	struct rig r;
	size_t i;

	(void)state;
	start(&r, &keys);
	first = get(&r, &keys, 0);
	fill(&r);
	/* It is still known, and can still be written. */
	assert_ptr_equal(get(&r, &keys, 0), first);
	assert_int_equal(entry_cache_write(&r.cache, first, ENTRY_LIVE), 0);
	second = get(&r, &keys, 1);
	fill(&r);
	assert_int_equal(r.cache.count, 1);
	assert_ptr_equal(get(&r, &keys, 1), second);
	/* The first one is made again, and complete. */
	first = get(&r, &keys, 0);
	assert_null(first->text[ENTRY_LIVE].before);
	assert_int_equal(entry_cache_write(&r.cache, first, ENTRY_LIVE), 0);
	assert_int_equal(r.cache.count, 2);
	/* Both are found when the slots become more. */
	for (i = 0; i < PAPERS_MANY; i++)
		get(&r, &keys, i);
	assert_ptr_equal(get(&r, &keys, 0), first);
	assert_ptr_equal(get(&r, &keys, 1), second);
	fill(&r);
	fill(&r);
	assert_int_equal(r.cache.count, 0);
	end(&r, &keys);
}

/* What feeds show of an entry is made when the first of them needs it. */
static void
test_content_when_needed(void **state)
{
	struct key_list keys;
	const char *archived;
	struct entry *e;
	struct rig r;

	(void)state;
	start(&r, &keys);
	e = get(&r, &keys, 0);
	assert_null(e->lasting);
	assert_int_equal(entry_cache_write(&r.cache, e, ENTRY_ARCHIVE), 0);
	/* An archive shows it in one form, so it is not kept beside that. */
	assert_null(e->content);
	assert_int_equal(strlen(e->lasting), e->lasting_length);
	assert_true(e->lasting_length > 0);
	archived = e->lasting;
	e = entry_cache_get_live(&r.cache, keys.keys[0], &r.topics[0]);
	assert_non_null(e);
	assert_non_null(e->content);
	assert_ptr_equal(e->lasting, archived);
	e = entry_cache_get_live(&r.cache, keys.keys[1], &r.topics[0]);
	assert_non_null(e);
	assert_non_null(e->content);
	assert_true(e->lasting_length > strlen(e->content));
	end(&r, &keys);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_made_once),
		cmocka_unit_test(test_forgets_what_was_made_before),
		cmocka_unit_test(test_content_when_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

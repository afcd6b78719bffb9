/*
 * Has an answer read by a process of its own where the run is confined, as
 * listing/parse_apart.c does it with listings.
 */
#include "arxiv/answer.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/libxml2.h"
#include "base/sandbox_work.h"
#include "paper/paper_pack.h"

/* CPU time for an answer, and one second more for each MiB. */
#define SECONDS_MIN 10

/* Bytes of an answer that was read. */
#define PACKED_MAX ((size_t)128 * 1024 * 1024)

static void
load_libxml2(void)
{
	libxml2();
}

static void (*const libraries[])(void) = { load_libxml2, NULL };

/* What is read. */
struct reading {
	const char *bytes;
	size_t length;
};

/* Read the answer and pack it, where nothing else can be done. */
static void
read_and_pack(struct buf *result, const void *input)
{
	const struct reading *r = input;
	struct answer answer;

	pack_number(result, answer_read_here(&answer, r->bytes, r->length));
	pack_number(result, (int64_t)answer.entries);
	pack_number(result, answer.whole);
	pack_number(result, answer.error);
	pack_text(result, answer.why);
	paper_pack(result, &answer.papers);
	answer_free(&answer);
}

/* Does each paper say which one it is? */
static bool
have_ids(const struct paper_list *l)
{
	size_t i;

	for (i = 0; i < l->count; i++) {
		if (l->papers[i].id == NULL)
			return false;
	}
	return true;
}

/* Read what was packed.  Return 0 or -1, both with an answer. */
static int
unpack(struct answer *answer, const struct buf *packed)
{
	struct unpack u = { .next = packed->data,
		.left = packed->length,
		.arena = &answer->papers.arena };
	int ret = (int)unpack_number(&u, -1, 0);
	const char *why;

	answer->entries = (size_t)unpack_number(&u, 0, COUNT_MAX);
	answer->whole = unpack_number(&u, false, true) != 0;
	answer->error = unpack_number(&u, false, true) != 0;
	why = unpack_phrase(&u);
	snprintf(answer->why, sizeof(answer->why), "%s",
	    why == NULL ? "" : why);
	paper_unpack(&u, &answer->papers);
	if (unpack_is_whole(&u) && have_ids(&answer->papers))
		return ret;
	snprintf(answer->why, sizeof(answer->why),
	    "its reader gave something else");
	return -1;
}

/*
 * Read n bytes of an answer, with a NUL behind them.  Return 0, or -1 if it is
 * not believed: it is no answer, not whole, or arXiv's word for an error; then it
 * has no papers, and `why` is a phrase.  If it only has an entry that cannot be
 * used, `why` tells of the first one.  answer_free() frees it.
 */
int
answer_read(struct answer *answer, const char *s, size_t n)
{
	const struct reading r = { .bytes = s, .length = n };
	const struct sandbox_work work = { .run = read_and_pack,
		.load = libraries,
		.input = &r,
		.name = "arXiv's answer",
		.seconds = SECONDS_MIN + (time_t)(n >> 20) };
	struct buf packed = { .max = PACKED_MAX };
	const char *why;
	int ret = -1;

	*answer = (struct answer){ 0 };
	why = sandbox_do(&work, &packed);
	if (why == NULL)
		ret = unpack(answer, &packed);
	else
		snprintf(answer->why, sizeof(answer->why), "%s", why);
	if (ret == -1)
		paper_list_free(&answer->papers);
	buf_free(&packed);
	return ret;
}

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

static void (*const libraries[])(void) = { libxml2_load, NULL };

/* What is read. */
struct reading {
	const char *bytes;
	size_t length;
};

/* What came of it. */
struct outcome {
	struct answer *answer;
	int result;
};

/* Read the answer and pack it, where nothing else can be done. */
static void
read_and_pack(struct buf *packed, const void *input)
{
	const struct reading *r = input;
	struct answer answer;

	pack_number(packed, answer_read_here(&answer, r->bytes, r->length));
	pack_number(packed, (int64_t)answer.entries);
	pack_number(packed, answer.whole);
	pack_number(packed, answer.error);
	pack_text(packed, answer.why);
	paper_pack(packed, &answer.papers);
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

static void
take(struct unpack *u, void *output)
{
	struct outcome *o = output;
	struct answer *answer = o->answer;
	const char *why;

	u->arena = &answer->papers.arena;
	o->result = (int)unpack_number(u, -1, 0);
	answer->entries = (size_t)unpack_number(u, 0, COUNT_MAX);
	answer->whole = unpack_number(u, false, true) != 0;
	answer->error = unpack_number(u, false, true) != 0;
	why = unpack_phrase(u);
	snprintf(answer->why, sizeof(answer->why), "%s",
	    why == NULL ? "" : why);
	paper_unpack(u, &answer->papers);
	if (!have_ids(&answer->papers))
		u->bad = true;
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
		.take = take,
		.load = libraries,
		.name = "arXiv's answer",
		.seconds = SANDBOX_SECONDS(n),
		.most = SANDBOX_RESULT_MAX };
	struct outcome o = { .answer = answer };
	const char *why;

	*answer = (struct answer){ 0 };
	why = sandbox_do(&work, &r, &o);
	if (why != NULL) {
		snprintf(answer->why, sizeof(answer->why), "%s", why);
		o.result = -1;
	}
	if (o.result == -1)
		paper_list_free(&answer->papers);
	return o.result;
}

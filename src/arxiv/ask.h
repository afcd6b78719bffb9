#pragma once

#include <stddef.h>

#include "fetch/fetch_message.h"
#include "arxiv/answer.h"

struct client;

/* Questions to arXiv, one after the other; ask_free() frees it. */
struct ask {
	struct client *client;
	int64_t timeout;      /* seconds for one */
	struct buf url;	      /* of the next one; ask_send() empties it */
	struct answer answer; /* to the last one */
	struct buf why;	      /* it failed, or what was left out */
	size_t sent;	      /* questions */
	struct fetch_response response;
};

int ask_send(struct ask *);
void ask_free(struct ask *);

#pragma once

#include "fetch/fetch_message.h"

struct fetcher;

struct fetcher *fetch_open(const struct fetch_options *);
void fetch_close(struct fetcher *);
enum fetch_outcome fetch_get(struct fetcher *, const struct fetch_request *,
    struct fetch_response *);

#pragma once

#include "base/pack.h"
#include "listing/listing.h"

void listing_pack(struct buf *, const struct listing *);
void listing_unpack(struct unpack *, struct listing *);

#pragma once

#include "base/pack.h"
#include "paper/paper.h"

void paper_pack_names(struct buf *, const struct name_list *);
void paper_unpack_names(struct unpack *, struct name_list *);
void paper_pack(struct buf *, const struct paper_list *);
void paper_unpack(struct unpack *, struct paper_list *);

#ifndef LISTING_CARD_PAPERS_H
#define LISTING_CARD_PAPERS_H

#include <stdbool.h>

struct cards;
struct draft;

void card_papers_add(struct draft *, const struct cards *, bool);

#endif

#ifndef LISTING_LISTING_CARDS_H
#define LISTING_LISTING_CARDS_H

#include <stdbool.h>

struct cards;
struct draft;

void listing_cards_read(struct draft *, const struct cards *, bool);

#endif

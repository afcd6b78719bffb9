#ifndef LISTING_LISTING_CARDS_H
#define LISTING_LISTING_CARDS_H

#include <stdbool.h>

struct cards;
struct listing;

void listing_cards_read(struct listing *, const struct cards *, bool);

#endif

#pragma once

#include <stdbool.h>

struct cards;
struct draft;

void card_papers_add(struct draft *, const struct cards *, bool);

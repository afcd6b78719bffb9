#pragma once

struct sqlite3;

int difference_fits_register(struct sqlite3 *);

#pragma once

struct sqlite3;

int row_sum_register(struct sqlite3 *);

#pragma once

struct sqlite3;

int tokenizer_register(struct sqlite3 *);

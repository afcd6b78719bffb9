#ifndef TOKENIZER_H
#define TOKENIZER_H

struct sqlite3;

int tokenizer_register(struct sqlite3 *);

#endif

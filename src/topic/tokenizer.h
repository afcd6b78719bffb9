#ifndef TOPIC_TOKENIZER_H
#define TOPIC_TOKENIZER_H

struct sqlite3;

int tokenizer_register(struct sqlite3 *);

#endif

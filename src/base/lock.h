#ifndef BASE_LOCK_H
#define BASE_LOCK_H

int lock_take(const char *);

#endif

#ifndef LOCK_H
#define LOCK_H

int lock_take(const char *);

#endif

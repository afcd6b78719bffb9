#ifndef BASE_EXIT_STATUS_H
#define BASE_EXIT_STATUS_H

int exit_status_worst(int, int);

#endif

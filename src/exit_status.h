#ifndef EXIT_STATUS_H
#define EXIT_STATUS_H

int exit_status_worst(int, int);

#endif

#pragma once

int exit_status_worst(int, int);

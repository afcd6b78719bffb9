#pragma once

struct sandbox;

/* Each system has its own; sandbox.c says what they do. */
int sandbox_system_enter(const struct sandbox *);
int sandbox_system_isolate(int);
const char *sandbox_system_describe(void);

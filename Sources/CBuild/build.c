#include "retrace_build.h"

#define TEXT_OF(name) #name
#define TEXT(name) TEXT_OF(name)

// Package.swift defines it. Here, as one small file of C, a new commit costs its compilation and no other.
#ifndef RETRACE_COMMIT
#define RETRACE_COMMIT unknown
#endif

const char *rt_build_commit(void) { return TEXT(RETRACE_COMMIT); }

/* Finding, compiling and running scripts and the modules they import. */
#ifndef EVALUATE_H
#define EVALUATE_H

#include "quickjs.h"

/*
 * Runs the script at a path. A file is a module if its name ends in .mjs, or if it does not compile as a script but does as a module.
 * Gives an array: the promise of its end, and a module's namespace or undefined.
 */
JSValue evaluate_script(JSContext *context, JSValue path);

/* Throws an Error that says why a file cannot be read, by WASI's error number. */
JSValue throw_unreadable(JSContext *context, const char *path, int32_t error);

#endif

/* What the prelude calls: one function per name, called through QuickJS's callback env.host_call. */
#ifndef NATIVE_H
#define NATIVE_H

#include "quickjs.h"

/* An object with all functions, to be given to the prelude. */
JSValue make_natives(JSContext *context);

#endif

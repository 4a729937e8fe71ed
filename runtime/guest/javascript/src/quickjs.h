/*
 * What the driver calls of QuickJS-NG as npm's quickjs-wasi exports it. A JSValue is a 64-bit word: a tag in the high half and an
 * integer or address in the low one, or a double. A box is a JSValue on the heap, which the qjs_ functions and the env.host_ callbacks use.
 */
#ifndef QUICKJS_H
#define QUICKJS_H

#include <stddef.h>
#include <stdint.h>

#define QUICKJS(name) __attribute__((import_module("quickjs"), import_name(#name)))

typedef uint64_t JSValue;
typedef struct JSContext JSContext;
typedef struct JSRuntime JSRuntime;
typedef struct JSModule JSModule;

enum {
    JS_TAG_STRING = -7,
    JS_TAG_STRING_ROPE = -6,
    JS_TAG_MODULE = -3,
    JS_TAG_INT = 0,
    JS_TAG_UNDEFINED = 3,
    JS_TAG_EXCEPTION = 6,
};
enum { JS_EVAL_SCRIPT = 0, JS_EVAL_MODULE = 1, JS_EVAL_COMPILE_ONLY = 1 << 5, JS_EVAL_ASYNC = 1 << 7 };
enum { JS_PROMISE_NONE = -1, JS_PROMISE_PENDING = 0 };

#define JS_UNDEFINED ((JSValue)JS_TAG_UNDEFINED << 32)
#define JS_EXCEPTION ((JSValue)JS_TAG_EXCEPTION << 32)

static inline int JS_Tag(JSValue value) {
    return (int)(value >> 32);
}

static inline int JS_IsException(JSValue value) {
    return JS_Tag(value) == JS_TAG_EXCEPTION;
}

static inline JSValue JS_Integer(int32_t value) {
    return (uint32_t)value;
}

QUICKJS(_initialize) void quickjs_initialize(void);
QUICKJS(qjs_init) int qjs_init(void);
QUICKJS(qjs_get_runtime_ptr) JSRuntime *qjs_get_runtime_ptr(void);
QUICKJS(qjs_get_context_ptr) JSContext *qjs_get_context_ptr(void);
QUICKJS(qjs_set_module_loader) void qjs_set_module_loader(int on);
QUICKJS(qjs_set_promise_rejection_handler) void qjs_set_promise_rejection_handler(int on);
QUICKJS(qjs_set_max_stack_size) void qjs_set_max_stack_size(size_t bytes);
QUICKJS(qjs_new_host_function) JSValue *qjs_new_host_function(const char *name, size_t length, int parameters);
QUICKJS(qjs_free_value) void qjs_free_value(JSValue *box);

QUICKJS(malloc) void *malloc(size_t bytes);
QUICKJS(realloc) void *realloc(void *memory, size_t bytes);
QUICKJS(free) void free(void *memory);
QUICKJS(strlen) size_t strlen(const char *text);
QUICKJS(strcmp) int strcmp(const char *left, const char *right);
QUICKJS(memcmp) int memcmp(const void *left, const void *right, size_t bytes);

QUICKJS(JS_DupValue) JSValue JS_DupValue(JSContext *, JSValue);
QUICKJS(JS_FreeValue) void JS_FreeValue(JSContext *, JSValue);
QUICKJS(JS_Eval) JSValue JS_Eval(JSContext *, const char *source, size_t length, const char *name, int flags);
QUICKJS(JS_EvalFunction) JSValue JS_EvalFunction(JSContext *, JSValue compiled);
QUICKJS(JS_GetModuleNamespace) JSValue JS_GetModuleNamespace(JSContext *, JSModule *);
QUICKJS(JS_Call) JSValue JS_Call(JSContext *, JSValue function, JSValue self, int count, JSValue *arguments);
QUICKJS(JS_IsJobPending) int JS_IsJobPending(JSRuntime *);
QUICKJS(JS_ExecutePendingJob) int JS_ExecutePendingJob(JSRuntime *, JSContext **);
QUICKJS(JS_PromiseState) int JS_PromiseState(JSContext *, JSValue);
QUICKJS(JS_GetException) JSValue JS_GetException(JSContext *);
QUICKJS(JS_ThrowPlainError) JSValue JS_ThrowPlainError(JSContext *, const char *format, ...);
QUICKJS(JS_ThrowTypeError) JSValue JS_ThrowTypeError(JSContext *, const char *format, ...);
QUICKJS(JS_ThrowOutOfMemory) JSValue JS_ThrowOutOfMemory(JSContext *);
QUICKJS(JS_NewNumber) JSValue JS_NewNumber(JSContext *, double);
QUICKJS(JS_NewStringLen) JSValue JS_NewStringLen(JSContext *, const char *, size_t);
QUICKJS(JS_ToCStringLen2) const char *JS_ToCStringLen2(JSContext *, size_t *length, JSValue, int surrogates_apart);
QUICKJS(JS_FreeCString) void JS_FreeCString(JSContext *, const char *);
QUICKJS(JS_NewArray) JSValue JS_NewArray(JSContext *);
QUICKJS(JS_NewObject) JSValue JS_NewObject(JSContext *);
QUICKJS(JS_GetPropertyStr) JSValue JS_GetPropertyStr(JSContext *, JSValue, const char *name);
QUICKJS(JS_SetPropertyStr) int JS_SetPropertyStr(JSContext *, JSValue, const char *name, JSValue taken);
QUICKJS(JS_SetPropertyUint32) int JS_SetPropertyUint32(JSContext *, JSValue, uint32_t index, JSValue taken);
QUICKJS(JS_NewUint8ArrayCopy) JSValue JS_NewUint8ArrayCopy(JSContext *, const uint8_t *, size_t);
QUICKJS(JS_GetUint8Array) uint8_t *JS_GetUint8Array(JSContext *, size_t *length, JSValue);

#endif

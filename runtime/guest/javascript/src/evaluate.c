#include "evaluate.h"

#include "files.h"
#include "wasi.h"

JSValue throw_unreadable(JSContext *context, const char *path, int32_t error) {
    const char *why = error == WASI_ENOENT  ? "no such file is mounted"
                      : error == WASI_EISDIR ? "it is a directory"
                      : error == WASI_ENOMEM ? "out of memory"
                                             : "not the path of a mounted file";
    return JS_ThrowPlainError(context, "cannot read %s: %s", path, why);
}

static int ends_with(const char *text, const char *end) {
    size_t length = strlen(text);
    size_t tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* A compiled script or module; if it is neither, the module's error is pending. */
static JSValue compile(JSContext *context, const char *path, const char *source, size_t length) {
    if (!ends_with(path, ".mjs")) {
        JSValue script = JS_Eval(context, source, length, path, JS_EVAL_SCRIPT | JS_EVAL_ASYNC | JS_EVAL_COMPILE_ONLY);
        if (!JS_IsException(script)) {
            return script;
        }
        JS_FreeValue(context, JS_GetException(context));
    }
    return JS_Eval(context, source, length, path, JS_EVAL_MODULE | JS_EVAL_COMPILE_ONLY);
}

JSValue evaluate_script(JSContext *context, JSValue path) {
    size_t length;
    int32_t error;
    const char *name = JS_ToCStringLen2(context, &length, path, 0);
    if (name == NULL) {
        return JS_EXCEPTION;
    }
    char *source = read_file(name, &length, &error);
    JSValue compiled = source == NULL ? throw_unreadable(context, name, error) : compile(context, name, source, length);
    free(source);
    JS_FreeCString(context, name);
    if (JS_IsException(compiled)) {
        return JS_EXCEPTION;
    }
    JSModule *module = JS_Tag(compiled) == JS_TAG_MODULE ? (JSModule *)(uint32_t)compiled : NULL;
    JSValue done = JS_EvalFunction(context, compiled);
    if (JS_IsException(done)) {
        return JS_EXCEPTION;
    }
    JSValue both = JS_NewArray(context);
    JS_SetPropertyUint32(context, both, 0, done);
    JS_SetPropertyUint32(context, both, 1, module == NULL ? JS_UNDEFINED : JS_GetModuleNamespace(context, module));
    return both;
}

/* Where a path's last name begins. */
static size_t folder_length(const char *path) {
    size_t length = strlen(path);
    while (length > 0 && path[length - 1] != '/') {
        length--;
    }
    return length;
}

/* The path `specifier` names in a file of the folder at `base`: absolute, without "." and "..". */
static char *resolve(const char *base, size_t base_length, const char *specifier) {
    size_t length = strlen(specifier);
    char *path = malloc(base_length + length + 2);
    size_t end = 0;
    if (path == NULL) {
        return NULL;
    }
    const char *const parts[] = {base, specifier};
    const size_t lengths[] = {*specifier == '/' ? 0 : base_length, length};
    for (int part = 0; part < 2; part++) {
        for (size_t at = 0, next; at < lengths[part]; at = next + 1) {
            const char *name = parts[part] + at;
            for (next = at; next < lengths[part] && parts[part][next] != '/'; next++) {
            }
            size_t count = next - at;
            if (count == 2 && name[0] == '.' && name[1] == '.') {
                while (end > 0 && path[--end] != '/') {
                }
            } else if (count > 0 && !(count == 1 && name[0] == '.')) {
                path[end++] = '/';
                __builtin_memcpy(path + end, name, count);
                end += count;
            }
        }
    }
    path[end] = '\0';
    return path;
}

/* The path of an imported module. */
__attribute__((export_name("host_module_normalize")))
char *host_module_normalize(const char *importer, const char *specifier) {
    if (*specifier != '.' && *specifier != '/') {
        JS_ThrowTypeError(qjs_get_context_ptr(), "cannot import %s: only mounted files can be, as ./%s or /%s", specifier,
                          specifier, specifier);
        return NULL;
    }
    return resolve(importer, folder_length(importer), specifier);
}

/* The source of an imported module. */
__attribute__((export_name("host_module_load")))
char *host_module_load(const char *path, size_t *length) {
    int32_t error;
    char *source = read_file(path, length, &error);
    if (source == NULL) {
        throw_unreadable(qjs_get_context_ptr(), path, error);
    }
    return source;
}

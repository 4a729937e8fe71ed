#include "native.h"

#include "../../c/souk.h"
#include "evaluate.h"
#include "files.h"
#include "wasi.h"

/*
 * Functions take strings, small integers and Uint8Arrays as the prelude made them, and nothing else: no argument can call
 * back into a script.
 */

static JSContext *context;

static int is_string(JSValue value) {
    return JS_Tag(value) == JS_TAG_STRING || JS_Tag(value) == JS_TAG_STRING_ROPE;
}

static JSValue misused(void) {
    return JS_ThrowTypeError(context, "not an argument the host takes");
}

static JSValue write_to(JSValue file, JSValue content) {
    size_t length;
    if (!is_string(content)) {
        const uint8_t *bytes = JS_GetUint8Array(context, &length, content);
        if (bytes == NULL) {
            return JS_EXCEPTION;
        }
        write_all((int32_t)file, bytes, length);
        return JS_UNDEFINED;
    }
    const char *text = JS_ToCStringLen2(context, &length, content, 0);
    if (text == NULL) {
        return JS_EXCEPTION;
    }
    write_all((int32_t)file, text, length);
    JS_FreeCString(context, text);
    return JS_UNDEFINED;
}

static JSValue bytes_of(char *bytes, size_t length) {
    if (bytes == NULL) {
        return JS_ThrowOutOfMemory(context);
    }
    JSValue array = JS_NewUint8ArrayCopy(context, (uint8_t *)bytes, length);
    free(bytes);
    return array;
}

static JSValue read_path(JSValue path) {
    size_t length;
    int32_t error;
    const char *text = is_string(path) ? JS_ToCStringLen2(context, &length, path, 0) : NULL;
    if (text == NULL) {
        return misused();
    }
    char *bytes = read_file(text, &length, &error);
    JSValue result = bytes == NULL ? throw_unreadable(context, text, error) : bytes_of(bytes, length);
    JS_FreeCString(context, text);
    return result;
}

static JSValue read_standard_input(void) {
    size_t length;
    char *bytes = read_input(&length);
    return bytes_of(bytes, length);
}

static JSValue list_of(char **texts, uint32_t count) {
    if (texts == NULL) {
        return JS_ThrowOutOfMemory(context);
    }
    JSValue list = JS_NewArray(context);
    for (uint32_t i = 0; i < count; i++) {
        JS_SetPropertyUint32(context, list, i, JS_NewStringLen(context, texts[i], strlen(texts[i])));
    }
    free(texts);
    return list;
}

static JSValue list_arguments(void) {
    uint32_t count;
    char **texts = read_arguments(&count);
    return list_of(texts, count);
}

static JSValue list_environment(void) {
    uint32_t count;
    char **texts = read_environment(&count);
    return list_of(texts, count);
}

/* Uniform in [0, 1), a multiple of 2^-53. */
static JSValue next_random(void) {
    uint64_t bits;
    wasi_random_get(&bits, sizeof bits);
    return JS_NewNumber(context, (double)(bits >> 11) * 0x1p-53);
}

static JSValue encode(JSValue text) {
    size_t length;
    const char *bytes = is_string(text) ? JS_ToCStringLen2(context, &length, text, 0) : NULL;
    if (bytes == NULL) {
        return misused();
    }
    JSValue array = JS_NewUint8ArrayCopy(context, (const uint8_t *)bytes, length);
    JS_FreeCString(context, bytes);
    return array;
}

static JSValue decode(JSValue array) {
    size_t length;
    const uint8_t *bytes = JS_GetUint8Array(context, &length, array);
    return bytes == NULL ? JS_EXCEPTION : JS_NewStringLen(context, (const char *)bytes, length);
}

/* The 48 bytes of turn_info. */
static JSValue turn_info(void) {
    souk_turn turn;
    souk_turn_info(&turn);
    return JS_NewUint8ArrayCopy(context, (const uint8_t *)&turn, sizeof turn);
}

/* The 36 bytes of account; undefined if the job is no agent's with an account. */
static JSValue account(void) {
    souk_account account;
    return souk_account_info(&account) == SOUK_OK ? JS_NewUint8ArrayCopy(context, (const uint8_t *)&account, sizeof account)
                                                  : JS_UNDEFINED;
}

/* Sender (20), value (16), body; undefined if there is no such message. */
static JSValue read_message(JSValue index) {
    enum { HEAD = sizeof(souk_address) + sizeof(souk_amount) };
    uint8_t *message = malloc(HEAD + SOUK_MOST_BODY_BYTES);
    uint32_t size;
    if (message == NULL) {
        return JS_ThrowOutOfMemory(context);
    }
    int32_t error = souk_inbox_read((uint32_t)index, (souk_address *)message, (souk_amount *)(message + sizeof(souk_address)),
                                    message + HEAD, SOUK_MOST_BODY_BYTES, &size);
    JSValue result = error == SOUK_OK ? JS_NewUint8ArrayCopy(context, message, HEAD + size) : JS_UNDEFINED;
    free(message);
    return result;
}

/*
 * Adds an effect: its kind as docs/agent-abi.md numbers it, and the host call's arguments one behind the other. Gives the error number.
 */
static JSValue add_effect(JSValue kind, JSValue array) {
    enum { PAY = 1, SEND, SPAWN, SLEEP, END };
    enum { HEAD = sizeof(souk_address) + sizeof(souk_amount) };
    static const uint32_t least[] = {0, HEAD, HEAD, SOUK_CHILD_JOB_BYTES + sizeof(souk_amount), 8, sizeof(souk_address)};
    size_t length;
    uint8_t *bytes = JS_GetUint8Array(context, &length, array);
    if (bytes == NULL) {
        return JS_EXCEPTION;
    }
    if ((uint32_t)kind < PAY || (uint32_t)kind > END || length < least[(uint32_t)kind]) {
        return misused();
    }
    const souk_address *to = (souk_address *)bytes;
    const souk_amount *amount = (souk_amount *)(bytes + sizeof *to);
    switch ((uint32_t)kind) {
        case PAY:
            return JS_Integer(souk_pay(to, amount));
        case SEND:
            return JS_Integer(souk_send(to, amount, bytes + HEAD, (uint32_t)length - HEAD));
        case SPAWN:
            return JS_Integer(souk_spawn((souk_child_job *)bytes, (souk_amount *)(bytes + SOUK_CHILD_JOB_BYTES)));
        case SLEEP:
            return JS_Integer(souk_sleep(*(int64_t *)bytes));
        default:
            return JS_Integer(souk_end(to));
    }
}

typedef enum {
    WRITE, READ, INPUT, ARGUMENTS, ENVIRONMENT, RANDOM, ENCODE, DECODE, EVALUATE, TURN, ACCOUNT, MESSAGE, EFFECT, EXIT, COUNT
} Native;

static const char names[COUNT][12] = {"write", "read", "input", "arguments", "environment", "random", "encode", "decode",
                                      "evaluate", "turn", "account", "message", "effect", "exit"};
static const uint8_t parameters[COUNT] = {2, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 2, 1};

static JSValue call(Native native, JSValue *const *boxes) {
    switch (native) {
        case WRITE:
            return write_to(*boxes[0], *boxes[1]);
        case READ:
            return read_path(*boxes[0]);
        case INPUT:
            return read_standard_input();
        case ARGUMENTS:
            return list_arguments();
        case ENVIRONMENT:
            return list_environment();
        case RANDOM:
            return next_random();
        case ENCODE:
            return encode(*boxes[0]);
        case DECODE:
            return decode(*boxes[0]);
        case EVALUATE:
            return evaluate_script(context, *boxes[0]);
        case TURN:
            return turn_info();
        case ACCOUNT:
            return account();
        case MESSAGE:
            return read_message(*boxes[0]);
        case EFFECT:
            return add_effect(*boxes[0], *boxes[1]);
        case EXIT:
            wasi_proc_exit((int32_t)*boxes[0]);
        case COUNT:
            break;
    }
    return misused();
}

static Native native_named(const char *name, size_t length) {
    for (Native native = 0; native < COUNT; native++) {
        if (strlen(names[native]) == length && memcmp(names[native], name, length) == 0) {
            return native;
        }
    }
    return COUNT;
}

/* Boxes a result for QuickJS; a null box says that an exception is pending. */
__attribute__((export_name("host_call")))
JSValue *host_call(const char *name, size_t length, JSValue *self, uint32_t count, JSValue *const *boxes) {
    (void)self;
    Native native = native_named(name, length);
    JSValue result = native == COUNT || count != parameters[native] ? misused() : call(native, boxes);
    JSValue *box = JS_IsException(result) ? NULL : malloc(sizeof *box);
    if (box != NULL) {
        *box = result;
    }
    return box;
}

JSValue make_natives(JSContext *owner) {
    context = owner;
    JSValue natives = JS_NewObject(context);
    for (Native native = 0; native < COUNT; native++) {
        JSValue *box = qjs_new_host_function(names[native], strlen(names[native]), parameters[native]);
        JS_SetPropertyStr(context, natives, names[native], JS_DupValue(context, *box));
        qjs_free_value(box);
    }
    return natives;
}

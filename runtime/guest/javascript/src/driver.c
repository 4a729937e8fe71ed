/* The module's two entries: a command runs a script to its end; an agent's script lives on from turn to turn. */
#include <stdint.h>

#include "files.h"
#include "native.h"
#include "prelude.h"
#include "quickjs.h"
#include "wasi.h"

/* Scripts that recurse deeper get a RangeError, before the machine's call depth or the stack's 896 KiB end. */
enum { SCRIPT_STACK_BYTES = 384 << 10 };

/* A promise that was rejected and that nothing handles yet. Both boxes are ours. */
typedef struct Rejection {
    struct Rejection *next;
    JSValue *promise;
    JSValue *reason;
} Rejection;

static JSContext *context;
static JSValue prelude;
static Rejection *rejections;
static int begun; /* whether an agent's script has been run */

static void log_text(const char *text) {
    write_all(WASI_STDERR, text, strlen(text));
}

static JSValue call_prelude(const char *name, JSValue argument) {
    JSValue function = JS_GetPropertyStr(context, prelude, name);
    JSValue result = JS_Call(context, function, prelude, 1, &argument);
    JS_FreeValue(context, function);
    return result;
}

/* Writes what was thrown to the log, and ends the job or drops the turn. */
static _Noreturn void give_up(JSValue thrown) {
    JSValue description = call_prelude("describe", thrown);
    const char *text = JS_IsException(description) ? NULL : JS_ToCStringLen2(context, NULL, description, 0);
    log_text(text == NULL ? "error: the script threw something that cannot be described" : text);
    log_text("\n");
    wasi_proc_exit(1);
}

/* Runs everything that is waiting, until `result` is settled or nothing is left. Takes `result`. */
static void finish(JSValue result) {
    JSRuntime *runtime = qjs_get_runtime_ptr();
    if (JS_IsException(result)) {
        give_up(JS_GetException(context));
    }
    while (JS_IsJobPending(runtime)) {
        JSContext *where;
        if (JS_ExecutePendingJob(runtime, &where) < 0) {
            give_up(JS_GetException(where));
        }
    }
    if (rejections != NULL) {
        give_up(*rejections->reason);
    }
    if (JS_PromiseState(context, result) == JS_PROMISE_PENDING) {
        log_text("error: the script waits for a promise that nothing settles\n");
        wasi_proc_exit(1);
    }
    JS_FreeValue(context, result);
}

static void require_memory(int there) {
    if (!there) {
        log_text("error: out of memory: raise the job's memory limit\n");
        wasi_proc_exit(1);
    }
}

/*
 * Sets JavaScript up, up to where it looks at the job. The build calls this once and keeps the memory it leaves, so that no job has to.
 */
__attribute__((export_name("prepare"))) void prepare(void) {
    quickjs_initialize();
    require_memory(qjs_init() == 0);
    context = qjs_get_context_ptr();
    qjs_set_max_stack_size(SCRIPT_STACK_BYTES);
    qjs_set_module_loader(1);
    qjs_set_promise_rejection_handler(1);
    JSValue make = JS_Eval(context, PRELUDE, sizeof PRELUDE - 1, "souk:prelude", JS_EVAL_SCRIPT);
    JSValue natives = make_natives(context);
    prelude = JS_Call(context, make, JS_UNDEFINED, 1, &natives);
    JS_FreeValue(context, natives);
    JS_FreeValue(context, make);
}

__attribute__((export_name("_start"))) void run_command(void) {
    finish(call_prelude("start", JS_UNDEFINED));
}

__attribute__((export_name("turn"))) void run_turn(void) {
    if (!begun) {
        begun = 1;
        finish(call_prelude("start", JS_UNDEFINED));
    }
    finish(call_prelude("turn", JS_UNDEFINED));
}

static void forget(Rejection *rejection) {
    qjs_free_value(rejection->promise);
    qjs_free_value(rejection->reason);
    free(rejection);
}

__attribute__((export_name("host_promise_rejection")))
void host_promise_rejection(JSValue *promise, JSValue *reason, int handled) {
    if (!handled) {
        Rejection *rejection = malloc(sizeof *rejection);
        require_memory(rejection != NULL);
        *rejection = (Rejection){rejections, promise, reason};
        rejections = rejection;
        return;
    }
    for (Rejection **link = &rejections; *link != NULL; link = &(*link)->next) {
        Rejection *rejection = *link;
        if (*rejection->promise == *promise) {
            *link = rejection->next;
            forget(rejection);
            break;
        }
    }
    qjs_free_value(promise);
    qjs_free_value(reason);
}

/* Scripts are never interrupted: fuel ends them. */
__attribute__((export_name("host_interrupt"))) int host_interrupt(void) {
    return 0;
}

/* Local time is UTC. */
__attribute__((export_name("host_get_timezone_offset"))) int host_get_timezone_offset(uint32_t high, uint32_t low) {
    (void)high;
    (void)low;
    return 0;
}

// Programs of one kind of work each, as bad for an engine as that kind gets: what the weights must hold against.
// All repeat a body `turns` times, `unroll` copies a pass, and write the locals $x and $d at the end, so that nothing can be left out.

/** A number that looks random in $r: the upper bits of a linear congruential generator. */
const RANDOM = "(local.set $r (i32.add (i32.mul (local.get $r) (i32.const 1664525)) (i32.const 1013904223)))";

const repeat = (count, make) => Array.from({ length: count }, (_, i) => make(i)).join("\n");

/** Walks through `kibibytes` of memory in an order no prefetcher foresees, a cache line a step. */
function chase(name, kibibytes, turns) {
  const lines = kibibytes * 16;
  return {
    name, turns, unroll: 16, pages: Math.ceil(kibibytes / 64) + 1,
    setup: `(loop $fill
      (i32.store (i32.add (i32.shl (local.get $y) (i32.const 6)) (i32.const 65536))
        (i32.add (i32.const 65536) (i32.shl
          (i32.and (i32.add (i32.mul (local.get $y) (i32.const 1664525)) (i32.const 1013904223)) (i32.const ${lines - 1})) (i32.const 6))))
      (br_if $fill (i32.lt_u (local.tee $y (i32.add (local.get $y) (i32.const 1))) (i32.const ${lines}))))
      (local.set $p (i32.const 65536))`,
    body: "(local.set $p (i32.load (local.get $p)))",
    end: "(local.set $x (i64.extend_i32_u (local.get $p)))",
  };
}

const x = (operation, ...operands) => `(local.set $x (${operation} (local.get $x) ${operands.join(" ")}))`;
const d = (operation, ...operands) => `(local.set $d (${operation} (local.get $d) ${operands.join(" ")}))`;

const ARITHMETIC = [
  { name: "empty_loop", turns: 60e6, unroll: 1, body: "" },
  { name: "add", turns: 60e6, unroll: 16, body: x("i64.add", "(i64.extend_i32_s (local.get $n))") },
  { name: "multiply", turns: 60e6, unroll: 16, body: x("i64.mul", "(i64.const 6364136223846793005)") },
  { name: "bit_counts", turns: 12e6, unroll: 8, body: `(local.set $x (i64.xor (local.get $x) (i64.add (i64.clz (local.get $x)) (i64.add (i64.ctz (local.get $x)) (i64.popcnt (local.get $x))))))` },
  { name: "rotate", turns: 30e6, unroll: 16, body: x("i64.rotl", "(local.get $x)") },
  { name: "divide_i32", turns: 12e6, unroll: 8, body: "(local.set $r (i32.add (i32.div_u (i32.const -7) (i32.or (local.get $r) (i32.const 1))) (local.get $n)))" },
  { name: "divide_i64", turns: 8e6, unroll: 8, body: "(local.set $x (i64.add (i64.div_s (i64.const 0x7123456789abcdef) (i64.or (i64.and (local.get $x) (i64.const 0xffff)) (i64.const 3))) (i64.const 12345)))" },
  { name: "remainder_i64", turns: 8e6, unroll: 8, body: "(local.set $x (i64.rem_u (i64.const 0xf123456789abcdef) (i64.or (i64.and (local.get $x) (i64.const 0xffffff)) (i64.const 3))))" },
  { name: "remainder_i32", turns: 8e6, unroll: 8, body: "(local.set $r (i32.add (i32.rem_s (i32.const 0x7bcdef12) (i32.or (i32.and (local.get $r) (i32.const 0xffff)) (i32.const 3))) (local.get $n)))" },
  { name: "select", turns: 20e6, unroll: 8, body: `${RANDOM} (local.set $x (select (i64.const 77) (local.get $x) (i32.lt_s (local.get $r) (i32.const 0))))` },
];

const FLOATS = [
  { name: "float_add", turns: 20e6, unroll: 16, body: d("f64.add", "(f64.const 1.5)") },
  { name: "float_multiply_add", turns: 20e6, unroll: 8, body: `(local.set $d (f64.add (f64.mul (local.get $d) (f64.const 0.999)) (f64.const 0.5)))` },
  { name: "float_divide", turns: 10e6, unroll: 8, body: "(local.set $d (f64.div (f64.const 3.1) (f64.add (local.get $d) (f64.const 0.7))))" },
  { name: "float_root", turns: 10e6, unroll: 8, body: "(local.set $d (f64.sqrt (f64.add (local.get $d) (f64.const 1.5))))" },
  { name: "float_root_f32", turns: 10e6, unroll: 8, body: "(local.set $f (f32.sqrt (f32.add (local.get $f) (f32.const 1.5))))", end: "(local.set $d (f64.promote_f32 (local.get $f)))" },
  { name: "float_denormal", turns: 10e6, unroll: 8, setup: "(local.set $d (f64.const 1e-308))", body: "(local.set $d (f64.add (f64.mul (local.get $d) (f64.const 0.25)) (f64.const 1e-309)))" },
  { name: "float_nan", turns: 10e6, unroll: 8, setup: "(local.set $d (f64.const nan:0x123456))", body: "(local.set $d (f64.add (f64.mul (local.get $d) (f64.const 0.25)) (f64.const 1)))" },
  { name: "float_min_max", turns: 12e6, unroll: 8, body: `(local.set $d (f64.max (f64.const 0.5) (f64.min (local.get $d) (f64.convert_i32_s (local.get $n)))))` },
  { name: "float_min_max_f32", turns: 12e6, unroll: 8, body: `(local.set $f (f32.max (f32.const 0.5) (f32.min (local.get $f) (f32.convert_i32_s (local.get $n)))))`, end: "(local.set $d (f64.promote_f32 (local.get $f)))" },
  { name: "float_round", turns: 8e6, unroll: 4, body: `(local.set $d (f64.add (f64.const 0.7) (f64.nearest (f64.ceil (f64.sub (f64.floor (f64.trunc (local.get $d))) (f64.const 0.3))))))` },
  { name: "float_round_f32", turns: 8e6, unroll: 4, body: `(local.set $f (f32.add (f32.const 0.7) (f32.nearest (f32.ceil (f32.sub (f32.floor (f32.trunc (local.get $f))) (f32.const 0.3))))))`, end: "(local.set $d (f64.promote_f32 (local.get $f)))" },
  { name: "float_compare", turns: 12e6, unroll: 8, body: `(local.set $d (f64.add (local.get $d) (f64.convert_i32_s (f64.lt (local.get $d) (f64.const 1000)))))` },
  { name: "float_copysign", turns: 12e6, unroll: 8, body: `(local.set $d (f64.copysign (f64.add (local.get $d) (f64.const 1)) (f64.neg (local.get $d))))` },
  { name: "convert_u64", turns: 8e6, unroll: 4, body: `(local.set $x (i64.trunc_sat_f64_u (f64.add (f64.convert_i64_u (local.get $x)) (f64.const 12345))))` },
  { name: "convert_checked", turns: 8e6, unroll: 4, body: `(local.set $x (i64.and (i64.const 0xfffffff) (i64.trunc_f64_u (f64.add (f64.convert_i64_s (local.get $x)) (f64.const 12345)))))` },
  { name: "convert_checked_i32", turns: 8e6, unroll: 4, body: `(local.set $r (i32.and (i32.const 0xfffff) (i32.trunc_f64_s (f64.add (f64.convert_i32_s (local.get $r)) (f64.const 1.5)))))`, end: "(local.set $x (i64.extend_i32_u (local.get $r)))" },
  { name: "convert_saturated_f32", turns: 8e6, unroll: 4, body: `(local.set $r (i32.trunc_sat_f32_s (f32.mul (f32.convert_i32_u (local.get $r)) (f32.const 1.25))))`, end: "(local.set $x (i64.extend_i32_u (local.get $r)))" },
  { name: "convert_width", turns: 12e6, unroll: 8, body: `(local.set $d (f64.add (f64.const 1) (f64.promote_f32 (f32.demote_f64 (local.get $d)))))` },
  { name: "reinterpret", turns: 12e6, unroll: 8, body: `(local.set $d (f64.reinterpret_i64 (i64.xor (i64.const 0xff) (i64.reinterpret_f64 (local.get $d)))))` },
];

const MEMORY = [
  chase("chase_16k", 16, 60e6),
  chase("chase_512k", 512, 25e6),
  chase("chase_8m", 8192, 4e6),
  chase("chase_128m", 131072, 1e6),
  { name: "scatter_64m", turns: 4e6, unroll: 8, pages: 1025, body: `${RANDOM} (i32.store (i32.shr_u (local.get $r) (i32.const 6)) (local.get $r))` },
  { name: "loads", turns: 40e6, unroll: 16, body: (i) => x("i64.add", `(i64.load offset=${1024 + i * 8} (i32.and (local.get $n) (i32.const 0xff8)))`) },
  { name: "stores", turns: 40e6, unroll: 16, body: (i) => `(i64.store offset=${1024 + i * 8} (i32.and (local.get $n) (i32.const 0xff8)) (local.get $x))` },
  { name: "loads_narrow", turns: 20e6, unroll: 8, body: x("i64.add", "(i64.load8_s offset=1024 (i32.and (local.get $n) (i32.const 0xfff)))") + x("i64.add", "(i64.load16_u offset=1027 (i32.and (local.get $n) (i32.const 0xfff)))") },
  { name: "loads_across_lines", turns: 20e6, unroll: 8, body: `(local.set $p (i32.load offset=4093 (i32.add (i32.const 1024) (i32.and (local.get $p) (i32.const 0x3c0)))))`, end: "(local.set $x (i64.extend_i32_u (local.get $p)))" },
  { name: "store_then_load", turns: 10e6, unroll: 8, body: `(i32.store8 offset=1027 (i32.const 0) (i32.wrap_i64 (local.get $x))) (local.set $x (i64.add (i64.load offset=1024 (i32.const 0)) (i64.const 1)))` },
  { name: "float_loads", turns: 24e6, unroll: 8, body: (i) => `(f64.store offset=${2048 + i * 8} (i32.and (local.get $n) (i32.const 0xff8)) (f64.add (f64.load offset=${1024 + i * 8} (i32.and (local.get $n) (i32.const 0xff8))) (f64.const 1)))` },
  { name: "memory_size", turns: 30e6, unroll: 8, body: x("i64.add", "(i64.extend_i32_u (memory.size))") },
  { name: "memory_grow_nothing", turns: 300e3, unroll: 1, body: x("i64.add", "(i64.extend_i32_u (memory.grow (i32.const 0)))") },
  { name: "memory_grow_refused", turns: 1e6, unroll: 1, body: x("i64.add", "(i64.extend_i32_u (memory.grow (i32.const 65535)))") },
  { name: "memory_grow_pages", turns: 1000, unroll: 1, body: x("i64.add", "(i64.extend_i32_u (memory.grow (i32.const 1)))") },
  { name: "copy_1", turns: 6e6, unroll: 4, pages: 4, body: "(memory.copy (i32.const 4096) (i32.and (local.get $n) (i32.const 0xfff)) (i32.const 1))" },
  { name: "copy_100", turns: 6e6, unroll: 4, pages: 4, body: "(memory.copy (i32.add (i32.const 8192) (i32.and (local.get $n) (i32.const 0xfff))) (i32.and (local.get $n) (i32.const 0xfff)) (i32.const 100))" },
  { name: "copy_64k", turns: 20000, unroll: 1, pages: 4, body: "(memory.copy (i32.const 65537) (i32.and (local.get $n) (i32.const 0xfff)) (i32.const 65536))" },
  { name: "copy_32m", turns: 16, unroll: 1, pages: 1026, body: "(memory.copy (i32.const 33554439) (i32.and (local.get $n) (i32.const 0xfff)) (i32.const 33554432))" },
  { name: "copy_back_overlapping", turns: 12000, unroll: 1, pages: 4, body: "(memory.copy (i32.const 1027) (i32.const 1024) (i32.const 65536))" },
  { name: "fill_1", turns: 6e6, unroll: 4, body: "(memory.fill (i32.and (local.get $n) (i32.const 0xfff)) (local.get $n) (i32.const 1))" },
  { name: "fill_64k", turns: 20000, unroll: 1, pages: 2, body: "(memory.fill (i32.and (local.get $n) (i32.const 0xfff)) (local.get $n) (i32.const 65536))" },
  { name: "fill_32m", turns: 32, unroll: 1, pages: 513, body: "(memory.fill (i32.const 4096) (local.get $n) (i32.const 33554432))" },
  { name: "init_1", turns: 6e6, unroll: 4, fields: `(data $text "deterministic")`, body: "(memory.init $text (i32.const 4096) (i32.const 3) (i32.const 1))" },
];

const TARGETS = repeat(16, (i) => `(func $target${i} (type $step) (i64.xor (local.get 0) (i64.const ${i * 77 + 1})))`);
const MANY = 512;
const FAR_TARGETS = repeat(MANY, (i) => `(func $far${i} (type $step)
  ${repeat(6, (j) => `(local.set 0 (i64.add (i64.mul (local.get 0) (i64.const ${i * 1000003 + j * 97 + 3})) (i64.rotl (local.get 0) (i64.const ${j + 1}))))`)}
  (if (i64.eqz (i64.and (local.get 0) (i64.const 1))) (then (local.set 0 (i64.xor (local.get 0) (i64.const ${i * 31})))))
  (local.get 0))`);

const CONTROL = [
  { name: "call", turns: 12e6, unroll: 4, fields: "(func $callee (param i64) (result i64) (i64.add (local.get 0) (i64.const 3)))", body: x("call $callee") },
  { name: "recursion", turns: 24, unroll: 1, fields: `(func $fib (param i32) (result i64)
      (if (result i64) (i32.lt_u (local.get 0) (i32.const 2)) (then (i64.const 1))
        (else (i64.add (call $fib (i32.sub (local.get 0) (i32.const 1))) (call $fib (i32.sub (local.get 0) (i32.const 2)))))))`,
    body: x("i64.add", "(call $fib (i32.const 27))") },
  { name: "deep_recursion", turns: 200, unroll: 1, fields: `(func $sink (param i32 i64) (result i64)
      (if (result i64) (i32.eqz (local.get 0)) (then (local.get 1))
        (else (i64.add (i64.const 1) (call $sink (i32.sub (local.get 0) (i32.const 1)) (i64.mul (local.get 1) (i64.const 3)))))))`,
    body: x("i64.add", "(call $sink (i32.const 40000) (local.get $x))") },
  { name: "call_parameters", turns: 6e6, unroll: 2, fields: `(func $wide ${"(param i64)".repeat(16)} (result i64)
      (if (i64.eqz (local.get 0)) (then (return (i64.const 9))))
      ${repeat(15, (i) => `(local.set 0 (i64.add (local.get 0) (local.get ${i + 1})))`)} (local.get 0))`,
    body: `(local.set $x (call $wide ${"(local.get $x) ".repeat(16)}))` },
  { name: "call_many_locals", turns: 3e6, unroll: 1, fields: `(func $many (param i64) (result i64) ${"(local i64)".repeat(1000)}
      (if (i64.eqz (local.get 0)) (then ${repeat(999, (i) => `(local.set ${i + 1} (i64.add (local.get ${i + 2}) (local.get 0)))`)}))
      (loop $again ${repeat(10, (i) => `(local.set ${i * 90 + 1} (i64.add (local.get ${i * 90 + 2}) (local.get 0)))`)}
        (br_if $again (i64.eqz (local.get 1)))) (i64.add (local.get 1) (i64.const 1)))`,
    body: x("call $many") },
  { name: "call_indirect", turns: 8e6, unroll: 2, table: repeat(16, (i) => `$target${i}`), fields: TARGETS,
    body: `${RANDOM} ${x("call_indirect (type $step)", "(i32.const 5)")}` },
  { name: "call_indirect_random", turns: 6e6, unroll: 2, table: repeat(16, (i) => `$target${i}`), fields: TARGETS,
    body: `${RANDOM} ${x("call_indirect (type $step)", "(i32.shr_u (local.get $r) (i32.const 28))")}` },
  { name: "call_far", turns: 3e6, unroll: 1, table: repeat(MANY, (i) => `$far${i}`), fields: FAR_TARGETS,
    body: `${RANDOM} ${x("call_indirect (type $step)", "(i32.shr_u (local.get $r) (i32.const 23))")}` },
  { name: "branch_random", turns: 12e6, unroll: 4, body: `${RANDOM} (if (i32.lt_s (local.get $r) (i32.const 0))
      (then (i32.store offset=1024 (i32.const 0) (local.get $r))) (else ${x("i64.add", "(i64.const 5)")}))` },
  { name: "branch_table_random", turns: 10e6, unroll: 1, body: `${RANDOM}
      ${repeat(65, (i) => `(block $b${64 - i}`)}
      (br_table ${repeat(64, (i) => `$b${i}`)} $b64 (i32.shr_u (local.get $r) (i32.const 26)))
      ${repeat(65, (i) => `) ${x(i % 2 ? "i64.add" : "i64.xor", `(i64.const ${i * 3 + 1})`)} ${i < 64 && i % 4 === 3 ? "(br $done)" : ""}`)}` },
  { name: "globals", turns: 40e6, unroll: 8, fields: "(global $g (mut i64) (i64.const 1))", body: `(global.set $g (i64.add (global.get $g) (local.get $x)))`, end: x("i64.add", "(global.get $g)") },
  { name: "table_access", turns: 4e6, unroll: 4, table: repeat(16, (i) => `$target${i}`), fields: TARGETS,
    body: `(table.set $t (i32.and (local.get $n) (i32.const 7)) (table.get $t (i32.const 9)))` },
  { name: "table_copy_1", turns: 3e6, unroll: 2, table: repeat(16, (i) => `$target${i}`), fields: TARGETS, body: "(table.copy (i32.const 1) (i32.const 2) (i32.const 1))" },
  { name: "table_copy_10000", turns: 1000, unroll: 1, fields: "(table $big 20000 funcref)", body: "(table.copy $big $big (i32.const 1) (i32.const 5000) (i32.const 10000))" },
  { name: "table_fill_10000", turns: 1000, unroll: 1, fields: "(table $big 20000 funcref)", body: "(table.fill $big (i32.const 1) (ref.null func) (i32.const 10000))" },
  { name: "table_grow_nothing", turns: 300e3, unroll: 1, fields: "(table $small 10 funcref)", body: x("i64.add", "(i64.extend_i32_u (table.grow $small (ref.null func) (i32.const 0)))") },
  { name: "table_grow_one", turns: 20e3, unroll: 1, fields: "(table $small 10 funcref)", body: x("i64.add", "(i64.extend_i32_u (table.grow $small (ref.null func) (i32.const 1)))") },
];

const wasi = (name, parameters) => `(import "wasi_snapshot_preview1" "${name}" (func $${name} (param ${parameters}) (result i32)))`;

const HOST = [
  { name: "host_clock", turns: 500e3, unroll: 1, imports: wasi("clock_time_get", "i32 i64 i32"),
    body: x("i64.add", "(i64.extend_i32_u (call $clock_time_get (i32.const 0) (i64.const 1) (i32.const 32)))") },
  { name: "host_yield", turns: 500e3, unroll: 1, imports: wasi("sched_yield", ""), body: x("i64.add", "(i64.extend_i32_u (call $sched_yield))") },
  { name: "host_error", turns: 300e3, unroll: 1, imports: wasi("fd_close", "i32"), body: x("i64.add", "(i64.extend_i32_u (call $fd_close (i32.const 99)))") },
  { name: "host_write_1", turns: 300e3, unroll: 1, setup: "(i32.store (i32.const 32) (i32.const 64)) (i32.store (i32.const 36) (i32.const 1))",
    body: x("i64.add", "(i64.extend_i32_u (call $fd_write (i32.const 1) (i32.const 32) (i32.const 1) (i32.const 48)))") },
  { name: "host_write_4096", turns: 1500, unroll: 1, setup: "(i32.store (i32.const 32) (i32.const 64)) (i32.store (i32.const 36) (i32.const 4096))",
    body: x("i64.add", "(i64.extend_i32_u (call $fd_write (i32.const 1) (i32.const 32) (i32.const 1) (i32.const 48)))") },
  { name: "host_log", turns: 100e3, unroll: 1, setup: "(i32.store (i32.const 32) (i32.const 64)) (i32.store (i32.const 36) (i32.const 256))",
    body: x("i64.add", "(i64.extend_i32_u (call $fd_write (i32.const 2) (i32.const 32) (i32.const 1) (i32.const 48)))") },
  { name: "host_random_8", turns: 200e3, unroll: 1, imports: wasi("random_get", "i32 i32"),
    body: x("i64.add", "(i64.extend_i32_u (call $random_get (i32.const 64) (i32.const 8)))") },
  { name: "host_random_4096", turns: 3000, unroll: 1, imports: wasi("random_get", "i32 i32"),
    body: x("i64.add", "(i64.extend_i32_u (call $random_get (i32.const 64) (i32.const 4096)))") },
  { name: "host_arguments", turns: 200e3, unroll: 1, imports: wasi("args_sizes_get", "i32 i32"),
    body: x("i64.add", "(i64.extend_i32_u (call $args_sizes_get (i32.const 64) (i32.const 68)))") },
];

export const PROGRAMS = [...ARITHMETIC, ...FLOATS, ...MEMORY, ...CONTROL, ...HOST];

/** The text of a program's module. */
export function wat({ turns, unroll, pages = 2, imports = "", fields = "", table, setup = "", body, end = "" }) {
  return `(module
    (type $step (func (param i64) (result i64)))
    (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
    ${imports}
    (memory (export "memory") ${pages})
    ${table ? `(table $t funcref (elem ${table}))` : ""}
    ${fields}
    (func (export "_start")
      (local $n i32) (local $r i32) (local $p i32) (local $y i32) (local $x i64) (local $f f32) (local $d f64)
      (local.set $x (i64.const 12345)) (local.set $r (i32.const 1)) (local.set $d (f64.const 1)) (local.set $f (f32.const 1))
      ${setup}
      (local.set $n (i32.const ${turns / unroll}))
      (loop $next
        ${repeat(unroll, (i) => `(block $done ${typeof body === "function" ? body(i) : body})`)}
        (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
      ${end}
      (i64.store (i32.const 16) (local.get $x)) (f64.store (i32.const 24) (local.get $d))
      (i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const 16))
      (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))`;
}

;; Keeps something in every place that lasts, and uses every one that does not: memory that grows,
;; all kinds of globals (with NaNs of every sort), a passive segment, a table, a scratch stack; clock and chance.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
  (memory (export "memory") 2)
  (table 2 funcref)
  (elem (i32.const 0) $even $odd)
  (data (i32.const 8) "kept from the start")
  (data $passive "from a passive segment")
  (global $base i32 (i32.const 4096))
  (global $stack (mut i32) (i32.const 65536))
  (global $turns (mut i64) (i64.const 0))
  (global $single (mut f32) (f32.const nan:0x200001))
  (global $limit i64 (i64.const 1000))
  (global $double (mut f64) (f64.const -nan:0x4000000000001))
  (func (export "_initialize")
    (i32.store (i32.const 100) (i32.add (i32.load (i32.const 100)) (i32.const 1))))
  (func $even (result i32) i32.const 3)
  (func $odd (result i32) i32.const 5)
  ;; Uses the scratch stack and leaves what it wrote below the pointer.
  (func $scratch (param $value i32) (result i32)
    (global.set $stack (i32.sub (global.get $stack) (i32.const 16)))
    (i32.store (global.get $stack) (local.get $value))
    (i32.mul (i32.load (global.get $stack)) (i32.const 7))
    (global.set $stack (i32.add (global.get $stack) (i32.const 16))))
  (func (export "turn")
    (local $n i32)
    (global.set $turns (i64.add (global.get $turns) (i64.const 1)))
    (local.set $n (i32.wrap_i64 (global.get $turns)))
    ;; A page more in every third turn, and a mark at the end of what there is.
    (if (i32.eqz (i32.rem_u (local.get $n) (i32.const 3)))
      (then (drop (memory.grow (i32.const 1)))))
    (i32.store (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 4)) (local.get $n))
    ;; The bits of signalling and quiet NaNs, changed by the turn.
    (global.set $single (f32.reinterpret_i32 (i32.or (i32.const 0xFFA00000) (local.get $n))))
    (global.set $double
      (f64.reinterpret_i64 (i64.xor (i64.reinterpret_f64 (global.get $double)) (global.get $turns))))
    (f32.store (i32.const 104) (global.get $single))
    ;; Chance and time of this turn.
    (drop (call $random (i32.const 112) (i32.const 8)))
    (drop (call $clock (i32.const 0) (i64.const 1) (i32.const 120)))
    (drop (call $clock (i32.const 1) (i64.const 1) (i32.const 128)))
    ;; A block that is set in one turn and zero again in the next.
    (if (i32.and (local.get $n) (i32.const 1))
      (then
        (memory.init $passive (i32.const 12288) (i32.const 0) (i32.const 22))
        (memory.fill (i32.const 16384) (local.get $n) (i32.const 9000)))
      (else
        (memory.fill (i32.const 12288) (i32.const 0) (i32.const 22))
        (memory.fill (i32.const 16384) (i32.const 0) (i32.const 9000))))
    (i32.store (global.get $base)
      (i32.add (i32.load (global.get $base)) (call $scratch (local.get $n))))
    (i32.store (i32.const 136)
      (i32.add
        (i32.load (i32.const 136))
        (call_indirect (result i32) (i32.and (local.get $n) (i32.const 1)))))
    ;; All of it is told: the first 144 bytes.
    (i32.store (i32.const 200) (i32.const 0))
    (i32.store (i32.const 204) (i32.const 144))
    (drop (call $write (i32.const 1) (i32.const 200) (i32.const 1) (i32.const 208)))
    (i32.store (i32.const 204) (i32.const 4))
    (drop (call $write (i32.const 2) (i32.const 200) (i32.const 1) (i32.const 208)))))

;; Does in its third turn what the first letter of its first argument says; each turn writes a dot.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (import "souk" "pay" (func $pay (param i32 i32) (result i32)))
  (import "souk" "sleep" (func $sleep (param i64) (result i32)))
  (import "souk" "end" (func $end (param i32) (result i32)))
  (memory 1)
  (data (i32.const 512) ".")
  (data (i32.const 600) "\01\02\03\04\05\06\07\08\09\0a\0b\0c\0d\0e\0f\10\11\12\13\14")
  (data (i32.const 620) "\2a")
  (global $turns (mut i32) (i32.const 0))
  (func $put (param $bytes i32)
    (i32.store (i32.const 520) (i32.const 512))
    (i32.store (i32.const 524) (local.get $bytes))
    (drop (call $write (i32.const 1) (i32.const 520) (i32.const 1) (i32.const 528))))
  (func $deep (call $deep))
  (func $is (param $letter i32) (result i32)
    ;; The texts begin behind 256: "program", then the argument.
    (i32.eq (i32.load8_u (i32.const 264)) (local.get $letter)))
  (func (export "turn")
    (global.set $turns (i32.add (global.get $turns) (i32.const 1)))
    (call $put (i32.const 1))
    (drop (call $pay (i32.const 600) (i32.const 620)))
    (if (i32.ne (global.get $turns) (i32.const 3)) (then return))
    (drop (call $args (i32.const 0) (i32.const 256)))
    (if (call $is (i32.const 120)) (then (call $exit (i32.const 0))))      ;; x
    (if (call $is (i32.const 102)) (then (call $exit (i32.const -1))))     ;; f
    (if (call $is (i32.const 117)) (then unreachable))                      ;; u
    (if (call $is (i32.const 100))                                          ;; d
      (then (drop (i32.div_u (i32.const 1) (i32.load (i32.const 700))))))
    (if (call $is (i32.const 108)) (then (loop $l (br $l))))                ;; l
    (if (call $is (i32.const 114)) (then (call $deep)))                     ;; r
    (if (call $is (i32.const 111)) (then (call $put (i32.const 60000))))    ;; o
    (if (call $is (i32.const 115))                                          ;; s
      (then (drop (call $sleep (i64.const 2000000000)))))
    (if (call $is (i32.const 101)) (then (drop (call $end (i32.const 600)))))))

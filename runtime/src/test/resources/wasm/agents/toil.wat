;; Each turn counts in a global, works for some 60 million instructions on its memory, writes a dot and pays.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "souk" "pay" (func $pay (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 512) ".")
  (data (i32.const 520) "\00\02\00\00\01\00\00\00")
  (data (i32.const 600) "\01\02\03\04\05\06\07\08\09\0a\0b\0c\0d\0e\0f\10\11\12\13\14")
  (global $turns (mut i32) (i32.const 0))
  (func $work
    (local $left i32)
    (local $mix i64)
    (local.set $mix (i64.load (i32.const 1024)))
    (local.set $left (i32.const 6000000))
    (loop $again
      (local.set $mix
        (i64.add (i64.mul (local.get $mix) (i64.const 6364136223846793005)) (i64.const 1442695040888963407)))
      (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
    (i64.store (i32.const 1024) (local.get $mix))
    (i64.store
      (i32.add (i32.const 4096) (i32.and (i32.wrap_i64 (i64.shr_u (local.get $mix) (i64.const 40))) (i32.const 0xeff8)))
      (local.get $mix)))
  (func (export "turn")
    (global.set $turns (i32.add (global.get $turns) (i32.const 1)))
    (call $work)
    (i32.store (i32.const 620) (global.get $turns))
    (drop (call $write (i32.const 1) (i32.const 520) (i32.const 1) (i32.const 528)))
    (drop (call $pay (i32.const 600) (i32.const 620)))))

;; An agent whose state and output do not depend on how its life is cut into jobs: each turn takes the message of the inbox that
;; is its own, counted from the job's first turn, keeps a sum of all of them in a global and in blocks of a memory that grows,
;; pays the sender back, and tells turn, sum, account, time and size. Without an account it exits with what the host says.
(module
  (import "souk" "turn_info" (func $info (param i32) (result i32)))
  (import "souk" "account" (func $account (param i32) (result i32)))
  (import "souk" "inbox_read" (func $read (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "souk" "pay" (func $pay (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
  (memory 1)
  (global $sum (mut i64) (i64.const 0))
  ;; 0: turn info (48). 48: sender (20). 68: value (16). 84: body (8). 92: size (4).
  ;; Told: 128: turn (4). 132: begun (4). 136: sum (8). 144: account (20). 164: balance (16). 180: size (4). 184: time (8). 192: end.
  (data (i32.const 200) "\80\00\00\00\40\00\00\00")
  (func $must (param $errno i32)
    (if (local.get $errno) (then (call $exit (local.get $errno)))))
  (func (export "_initialize")
    (i32.store (i32.const 132) (i32.add (i32.load (i32.const 132)) (i32.const 1))))
  (func (export "turn")
    (call $must (call $info (i32.const 0)))
    (call $must (call $account (i32.const 144)))
    (call $must
      (call $read (i32.sub (i32.load (i32.const 0)) (i32.load (i32.const 12)))
        (i32.const 48) (i32.const 68) (i32.const 84) (i32.const 8) (i32.const 92)))
    (call $must (call $clock (i32.const 1) (i64.const 1) (i32.const 184)))
    (call $must (call $pay (i32.const 48) (i32.const 68)))
    (global.set $sum
      (i64.add
        (i64.mul (global.get $sum) (i64.const 6364136223846793005))
        (i64.add (i64.load (i32.const 68)) (i64.load (i32.const 84)))))
    (if (i64.eqz (i64.and (global.get $sum) (i64.const 12)))
      (then (drop (memory.grow (i32.const 1)))))
    ;; In a block that the sum chooses.
    (i64.store
      (i32.add (i32.const 4096) (i32.mul (i32.wrap_i64 (i64.and (global.get $sum) (i64.const 7))) (i32.const 4096)))
      (global.get $sum))
    (i32.store (i32.const 128) (i32.load (i32.const 0)))
    (i64.store (i32.const 136) (global.get $sum))
    (i32.store (i32.const 180) (memory.size))
    (call $must (call $write (i32.const 1) (i32.const 200) (i32.const 1) (i32.const 208)))
    ;; What differs from job to job is not kept.
    (memory.fill (i32.const 0) (i32.const 0) (i32.const 96))))

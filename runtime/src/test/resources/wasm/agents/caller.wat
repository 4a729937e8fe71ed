;; Uses every call of an agent: turn 0 pays and sends, turn 1 spawns, turn 2 sleeps and ends.
;; Each turn writes what it is told, the outcome of a message that is not there and of a file of the turn before.
;; As a command it exits with what its host says to an agent's call.
(module
  (import "souk" "turn_info" (func $info (param i32) (result i32)))
  (import "souk" "inbox_read" (func $read (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "souk" "pay" (func $pay (param i32 i32) (result i32)))
  (import "souk" "send" (func $send (param i32 i32 i32 i32) (result i32)))
  (import "souk" "spawn" (func $spawn (param i32 i32) (result i32)))
  (import "souk" "sleep" (func $sleep (param i64) (result i32)))
  (import "souk" "end" (func $end (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (memory 1)
  ;; 0: turn info (48). 48: sender (20). 68: value (16). 84: body (2). 86: size (4). 90: outcomes (2). 92: end.
  (data (i32.const 200) "\00\00\00\00\5c\00\00\00")
  (data (i32.const 216) "tmp/x")
  ;; A child job: five hashes, kind 0, fuel 1,000, memory 16, turns 0, price 7.
  (data (i32.const 460)
    "\00\00\00\00\00\00\00\03\e8" "\00\00\00\10" "\00"
    "\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\07")
  (func $must (param $errno i32)
    (if (local.get $errno) (then (call $exit (local.get $errno)))))
  (func $find (param $flags i32) (result i32)
    (call $open (i32.const 3) (i32.const 0) (i32.const 216) (i32.const 5) (local.get $flags)
      (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 224)))
  (func (export "turn")
    (local $turn i32)
    (call $must (call $info (i32.const 0)))
    (local.set $turn (i32.load (i32.const 0)))
    (call $must (call $read (i32.const 0) (i32.const 48) (i32.const 68) (i32.const 84) (i32.const 2) (i32.const 86)))
    (i32.store8 (i32.const 90)
      (call $read (i32.const 1) (i32.const 48) (i32.const 68) (i32.const 84) (i32.const 2) (i32.const 86)))
    (i32.store8 (i32.const 91) (call $find (i32.const 0)))
    (call $must (call $find (i32.const 1)))
    (call $must (call $write (i32.const 1) (i32.const 200) (i32.const 1) (i32.const 208)))
    (if (i32.eqz (local.get $turn)) (then
      (call $must (call $pay (i32.const 48) (i32.const 68)))
      (call $must (call $send (i32.const 48) (i32.const 68) (i32.const 84) (i32.const 2)))))
    (if (i32.eq (local.get $turn) (i32.const 1)) (then
      (call $must (call $spawn (i32.const 300) (i32.const 68)))))
    (if (i32.eq (local.get $turn) (i32.const 2)) (then
      (call $must (call $sleep (i64.const 1760000060)))
      (call $must (call $end (i32.const 48))))))
  (func (export "_start")
    (call $exit (call $pay (i32.const 48) (i32.const 68)))))

;; Does what its mail says, whoever sends it. A message is any number of orders; amounts and lengths are little-endian:
;;   0                                      trap
;;   1  to (20)  amount (16)                pay
;;   2  to (20)  value (16)  length (4)  body   send
;;   3  budget (16)  child job (190)        spawn
;;   4  until (8)                           sleep
;;   5  heir (20)                           end
;;   6  orders                              what to do upon each outcome of a child; the rest of the message
;; Anything else is read and left. It keeps how many messages it has read and a sum over them, how often the contract told it of
;; children and of refused effects, and the last of each. It exits with what the host says if that refuses an order.
(module
  (import "souk" "turn_info" (func $info (param i32) (result i32)))
  (import "souk" "inbox_read" (func $read (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "souk" "pay" (func $pay (param i32 i32) (result i32)))
  (import "souk" "send" (func $send (param i32 i32 i32 i32) (result i32)))
  (import "souk" "spawn" (func $spawn (param i32 i32) (result i32)))
  (import "souk" "sleep" (func $sleep (param i64) (result i32)))
  (import "souk" "end" (func $end (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory 1)
  ;; 0: turn info (48). 48: sender (20). 68: value (16). 84: size (4).
  ;; 4096: body. 8192: what to do upon outcomes. 12288: the last outcome. 16384: the last refusals.
  (global $messages (mut i32) (i32.const 0))
  (global $sum (mut i64) (i64.const 0))
  (global $outcomes (mut i32) (i32.const 0))
  (global $refusals (mut i32) (i32.const 0))
  (global $reflex (mut i32) (i32.const 0))
  (func $must (param $errno i32)
    (if (local.get $errno) (then (call $exit (local.get $errno)))))
  (func $obey (param $at i32) (param $end i32)
    (local $order i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $order (i32.load8_u (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (if (i32.eqz (local.get $order)) (then unreachable))
        (if (i32.eq (local.get $order) (i32.const 1))
          (then
            (call $must (call $pay (local.get $at) (i32.add (local.get $at) (i32.const 20))))
            (local.set $at (i32.add (local.get $at) (i32.const 36)))
            (br $next)))
        (if (i32.eq (local.get $order) (i32.const 2))
          (then
            (call $must
              (call $send
                (local.get $at)
                (i32.add (local.get $at) (i32.const 20))
                (i32.add (local.get $at) (i32.const 40))
                (i32.load (i32.add (local.get $at) (i32.const 36)))))
            (local.set $at
              (i32.add
                (i32.add (local.get $at) (i32.const 40))
                (i32.load (i32.add (local.get $at) (i32.const 36)))))
            (br $next)))
        (if (i32.eq (local.get $order) (i32.const 3))
          (then
            (call $must (call $spawn (i32.add (local.get $at) (i32.const 16)) (local.get $at)))
            (local.set $at (i32.add (local.get $at) (i32.const 206)))
            (br $next)))
        (if (i32.eq (local.get $order) (i32.const 4))
          (then
            (call $must (call $sleep (i64.load (local.get $at))))
            (local.set $at (i32.add (local.get $at) (i32.const 8)))
            (br $next)))
        (if (i32.eq (local.get $order) (i32.const 5))
          (then
            (call $must (call $end (local.get $at)))
            (local.set $at (i32.add (local.get $at) (i32.const 20)))
            (br $next)))
        (if (i32.eq (local.get $order) (i32.const 6))
          (then
            (global.set $reflex (i32.sub (local.get $end) (local.get $at)))
            (memory.copy (i32.const 8192) (local.get $at) (global.get $reflex)))))))
  (func $hear (param $size i32)
    (if (i32.eq (i32.load8_u (i32.const 4096)) (i32.const 1))
      (then
        (global.set $outcomes (i32.add (global.get $outcomes) (i32.const 1)))
        (memory.copy (i32.const 12288) (i32.const 4096) (local.get $size))
        (call $obey (i32.const 8192) (i32.add (i32.const 8192) (global.get $reflex))))
      (else
        (global.set $refusals (i32.add (global.get $refusals) (i32.const 1)))
        (memory.copy (i32.const 16384) (i32.const 4096) (local.get $size)))))
  (func $isNotice (result i32)
    (i64.eqz
      (i64.or
        (i64.or (i64.load (i32.const 48)) (i64.load (i32.const 56)))
        (i64.load32_u (i32.const 64)))))
  (func (export "turn")
    (local $index i32)
    (local $size i32)
    (call $must (call $info (i32.const 0)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $index) (i32.load (i32.const 8))))
        (call $must
          (call $read (local.get $index)
            (i32.const 48) (i32.const 68) (i32.const 4096) (i32.const 4096) (i32.const 84)))
        (local.set $size (i32.load (i32.const 84)))
        (global.set $messages (i32.add (global.get $messages) (i32.const 1)))
        (global.set $sum
          (i64.add
            (i64.mul (global.get $sum) (i64.const 6364136223846793005))
            (i64.add (i64.load (i32.const 68)) (i64.load (i32.const 4096)))))
        (if (call $isNotice)
          (then (call $hear (local.get $size)))
          (else (call $obey (i32.const 4096) (i32.add (i32.const 4096) (local.get $size)))))
        (local.set $index (i32.add (local.get $index) (i32.const 1)))
        (br $next)))))

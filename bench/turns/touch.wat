;; An agent that makes its memory as large, and changes as many blocks of 4 KiB in every turn, as its first message says:
;; pages of 64 KiB, number of blocks, bytes from one to the next (little-endian, 4 bytes each).
(module
  (import "souk" "inbox_read" (func $inbox_read (param i32 i32 i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func $grow
    (if (i32.lt_u (memory.size) (i32.load (i32.const 64)))
      (then (drop (memory.grow (i32.sub (i32.load (i32.const 64)) (memory.size)))))))
  (func $touch (local $left i32) (local $at i32)
    (local.set $left (i32.load (i32.const 68)))
    (local.set $at (i32.const 4096))
    (loop $next
      (i32.store (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))
      (local.set $at (i32.add (local.get $at) (i32.load (i32.const 72))))
      (br_if $next (local.tee $left (i32.sub (local.get $left) (i32.const 1))))))
  (func (export "turn")
    (drop (call $inbox_read
      (i32.const 0) (i32.const 0) (i32.const 32) (i32.const 64) (i32.const 12) (i32.const 80)))
    (call $grow)
    (call $touch)))

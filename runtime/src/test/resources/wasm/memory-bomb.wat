;; Grows its memory until it may not, then writes how many pages it has.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\10\00\00\00\04\00\00\00")
  (func (export "_start")
    (loop $more (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
    (if (i32.ne (memory.grow (i32.const 0x7fffffff)) (i32.const -1)) (then (unreachable)))
    (if (i32.ne (memory.grow (i32.const -1)) (i32.const -1)) (then (unreachable)))
    (i32.store (i32.const 16) (memory.size))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 64)))))

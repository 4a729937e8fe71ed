;; Writes four bytes, then divides by zero.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\10\00\00\00\04\00\00\00" "\00\00\00\00\00\00\00\00" "done")
  (func (export "_start")
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 64)))
    (drop (i32.div_u (i32.const 1) (i32.load (i32.const 128))))))

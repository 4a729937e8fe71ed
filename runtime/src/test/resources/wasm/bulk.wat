;; Copies and fills, then fills without end so that fuel must run out.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 16)
  (data $text "abcdef")
  (func (export "_start")
    (memory.init $text (i32.const 32) (i32.const 1) (i32.const 5))
    (memory.copy (i32.const 34) (i32.const 32) (i32.const 5))
    (memory.fill (i32.const 39) (i32.const 46) (i32.const 3))
    (data.drop $text)
    (i32.store (i32.const 0) (i32.const 32))
    (i32.store (i32.const 4) (i32.const 10))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
    (loop $more
      (memory.fill (i32.const 0) (i32.const 1) (i32.const 1048576))
      (br $more))))

;; Exits with 7 out of a nested call.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory 1)
  (func $nested (call $exit (i32.const 7)))
  (func (export "_start") (call $nested) (loop $never (br $never))))

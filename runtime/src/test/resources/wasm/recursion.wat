;; Calls itself without end.
(module
  (memory 1)
  (func $deeper (param i64) (call $deeper (i64.add (local.get 0) (i64.const 1))))
  (func (export "_start") (call $deeper (i64.const 0))))

;; Calls itself without end through a table, with many locals in each frame.
(module
  (memory 1)
  (table 1 funcref)
  (elem (i32.const 0) $deeper)
  (type $deeper (func (param i64 f64) (result i64)))
  (func $deeper (type $deeper) (local i64 i64 i64 i64 i64 i64 i64 i64 f64 f64 f64 f64 i32 i32 i32)
    (i64.add (i64.const 1)
      (call_indirect (type $deeper)
        (i64.add (local.get 0) (i64.const 1)) (f64.sqrt (local.get 1)) (i32.const 0))))
  (func (export "_start") (drop (call $deeper (i64.const 0) (f64.const 2)))))

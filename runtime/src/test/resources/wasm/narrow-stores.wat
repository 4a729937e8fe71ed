;; Each store ends beyond the memory by its offset, and would be at its beginning if addresses wrapped around.
(module
  (memory 1)
  (func (export "i32.store8") (param i32) (i32.store8 offset=22 (local.get 0) (i32.const 7)))
  (func (export "i32.store16") (param i32) (i32.store16 offset=22 (local.get 0) (i32.const 7)))
  (func (export "i32.store") (param i32) (i32.store offset=22 (local.get 0) (i32.const 7)))
  (func (export "i64.store8") (param i32) (i64.store8 offset=22 (local.get 0) (i64.const 7)))
  (func (export "i64.store16") (param i32) (i64.store16 offset=22 (local.get 0) (i64.const 7)))
  (func (export "i64.store32") (param i32) (i64.store32 offset=22 (local.get 0) (i64.const 7)))
  (func (export "i64.store") (param i32) (i64.store offset=22 (local.get 0) (i64.const 7)))
  (func (export "f32.store") (param i32) (f32.store offset=22 (local.get 0) (f32.const 7)))
  (func (export "f64.store") (param i32) (f64.store offset=22 (local.get 0) (f64.const 7))))

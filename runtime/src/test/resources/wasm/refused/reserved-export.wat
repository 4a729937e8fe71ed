(module (memory 1) (global i64 (i64.const 5)) (export "souk:fuel" (global 0)) (func (export "_start")))

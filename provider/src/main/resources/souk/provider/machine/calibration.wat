;; Work of many kinds without an end: its fuel limit ends it. Made with wat2wasm.
(module
  (memory (export "memory") 16)
  (func (export "_start") (local $i i32) (local $n i64) (local $x f64)
    (local.set $i (i32.const 1))
    (loop $next
      ;; a pseudo-random place in a mebibyte
      (local.set $i (i32.add (i32.mul (local.get $i) (i32.const 1664525)) (i32.const 1013904223)))
      (local.set $n
        (i64.add
          (i64.rotl (local.get $n) (i64.const 7))
          (i64.load (i32.and (local.get $i) (i32.const 0xffff8)))))
      (i64.store (i32.and (local.get $i) (i32.const 0xffff8)) (local.get $n))
      (local.set $x
        (f64.add
          (f64.mul (local.get $x) (f64.const 0.5))
          (f64.convert_i32_s (local.get $i))))
      (if (i64.eqz (i64.and (local.get $n) (i64.const 3)))
        (then (local.set $n (i64.xor (local.get $n) (i64.trunc_sat_f64_s (local.get $x))))))
      (br $next))))

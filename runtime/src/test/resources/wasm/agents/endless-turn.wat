;; Its second turn never ends.
(module
  (memory 1)
  (global $turns (mut i32) (i32.const 0))
  (func (export "turn")
    (global.set $turns (i32.add (global.get $turns) (i32.const 1)))
    (if (i32.ge_u (global.get $turns) (i32.const 2)) (then (loop $l (br $l))))))

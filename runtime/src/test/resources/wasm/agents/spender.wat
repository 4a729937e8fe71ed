;; Works for as many rounds as are left in its memory, so that its turns cost more and more.
(module
  (memory 1)
  (global $rounds (mut i32) (i32.const 100))
  (func (export "turn")
    (local $left i32)
    (global.set $rounds (i32.mul (global.get $rounds) (i32.const 2)))
    (local.set $left (global.get $rounds))
    (loop $again
      (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (local.get $left)))
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (br_if $again (local.get $left)))))

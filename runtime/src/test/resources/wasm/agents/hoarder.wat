;; Takes 256 pages more each turn and leaves no byte of its memory zero or as it was.
(module
  (memory 0)
  (global $turns (mut i32) (i32.const 0))
  (func (export "turn")
    (global.set $turns (i32.add (global.get $turns) (i32.const 1)))
    (drop (memory.grow (i32.const 256)))
    (memory.fill
      (i32.const 0) (global.get $turns) (i32.mul (memory.size) (i32.const 65536)))))

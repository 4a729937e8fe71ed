;; An agent without memory pages or mutable globals: its state never changes.
(module
  (memory 0 1)
  (func (export "turn")))

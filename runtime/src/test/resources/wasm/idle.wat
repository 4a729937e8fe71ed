;; An agent whose turns do nothing; no command.
(module (memory 1) (func (export "turn")))

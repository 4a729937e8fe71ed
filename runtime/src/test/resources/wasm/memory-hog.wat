;; Grows its memory by 64 MiB again and again until it may not.
(module
  (memory 1)
  (func (export "_start")
    (loop $more (br_if $more (i32.ne (memory.grow (i32.const 1024)) (i32.const -1))))))

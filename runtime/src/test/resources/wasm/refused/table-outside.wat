(module
  (memory 1)
  (func (export "_start") (drop (table.size 0))))

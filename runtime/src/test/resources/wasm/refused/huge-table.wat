(module (memory 1) (table 100001 funcref) (func (export "_start")))

(module (memory 1) (func $f) (start $f) (func (export "_start")))

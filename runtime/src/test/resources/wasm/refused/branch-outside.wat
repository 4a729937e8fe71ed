(module (memory 1) (func (export "_start") (br 5)))

(module (memory 1) (data "x") (func (export "turn") (data.drop 0)))

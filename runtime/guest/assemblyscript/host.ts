// The functions a host offers, as they are: docs/agent-abi.md and WASI preview 1. Addresses of memory are `usize`.

// @ts-ignore: decorator
@external("souk", "turn_info")
export declare function turn_info(at: usize): i32;
// @ts-ignore: decorator
@external("souk", "account")
export declare function account(at: usize): i32;
// @ts-ignore: decorator
@external("souk", "inbox_read")
export declare function inbox_read(index: u32, from: usize, value: usize, body: usize, room: u32, size: usize): i32;
// @ts-ignore: decorator
@external("souk", "pay")
export declare function pay(to: usize, amount: usize): i32;
// @ts-ignore: decorator
@external("souk", "send")
export declare function send(to: usize, value: usize, body: usize, length: u32): i32;
// @ts-ignore: decorator
@external("souk", "spawn")
export declare function spawn(job: usize, budget: usize): i32;
// @ts-ignore: decorator
@external("souk", "sleep")
export declare function sleep(until: i64): i32;
// @ts-ignore: decorator
@external("souk", "end")
export declare function end(heir: usize): i32;
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_write")
export declare function fd_write(fd: u32, vectors: usize, count: u32, written: usize): u16;
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "proc_exit")
export declare function proc_exit(status: u32): void;

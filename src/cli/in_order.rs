//! Work on many files at once, with the results taken one by one in the order of the files, whatever the number of
//! threads. What is finished and waits its turn is bounded, so memory does not grow with the number of files. It knows
//! nothing of drafts.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Results that may wait their turn.
const AHEAD: usize = 1024;
/// Bytes that may wait their turn, as `weigh` counts them.
const WEIGHT: usize = 32 << 20;
/// Deeply nested drafts want more than the usual two megabytes.
const STACK: usize = 16 << 20;

struct State<R> {
    next: usize,
    taken: usize,
    weight: usize,
    stopped: bool,
    ready: BTreeMap<usize, Option<R>>,
}

/// Does `work` on each item, on up to `threads` threads, each with a worker of its own from `worker`; gives the results
/// to `take` in the order of the items, on the calling thread, until it breaks off. A worker that panics gives `None`
/// and is replaced.
pub fn in_order<T, R, W>(
    items: &[T],
    threads: usize,
    worker: impl Fn() -> W + Sync,
    weigh: impl Fn(&R) -> usize + Sync,
    mut take: impl FnMut(&T, Option<R>) -> ControlFlow<()>,
) where
    T: Sync,
    R: Send,
    W: FnMut(&T) -> R,
{
    let state = Mutex::new(State { next: 0, taken: 0, weight: 0, stopped: false, ready: BTreeMap::new() });
    let changed = Condvar::new();
    let lock = || state.lock().unwrap_or_else(PoisonError::into_inner);
    let wait = |guard| changed.wait(guard).unwrap_or_else(PoisonError::into_inner);
    let claim = || claim(lock(), &wait, items.len());
    let labour = || {
        let mut work = worker();
        while let Some(i) = claim() {
            let result = catch_unwind(AssertUnwindSafe(|| work(&items[i]))).ok();
            if result.is_none() {
                work = worker();
            }
            let mut state = lock();
            state.weight += result.as_ref().map_or(0, &weigh);
            state.ready.insert(i, result);
            changed.notify_all();
        }
    };
    thread::scope(|scope| {
        let mut hands = 0;
        for _ in 0..threads.clamp(1, items.len().max(1)) {
            hands += usize::from(thread::Builder::new().stack_size(STACK).spawn_scoped(scope, labour).is_ok());
        }
        if hands == 0 {
            return alone(items, worker(), &mut take);
        }
        for (i, item) in items.iter().enumerate() {
            let mut guard = lock();
            let result = loop {
                match guard.ready.remove(&i) {
                    Some(result) => break result,
                    None => guard = wait(guard),
                }
            };
            guard.taken = i + 1;
            guard.weight = guard.weight.saturating_sub(result.as_ref().map_or(0, &weigh));
            changed.notify_all();
            drop(guard);
            if take(item, result).is_break() {
                break;
            }
        }
        lock().stopped = true;
        changed.notify_all();
    });
}

/// Everything on this thread, one after the other, where no thread is to be had.
fn alone<T, R>(items: &[T], mut work: impl FnMut(&T) -> R, take: &mut impl FnMut(&T, Option<R>) -> ControlFlow<()>) {
    for item in items {
        let result = catch_unwind(AssertUnwindSafe(|| work(item))).ok();
        if take(item, result).is_break() {
            return;
        }
    }
}

/// The next item to work on. The one whose turn it is may always be worked on; others only while not too much waits.
fn claim<'s, R>(
    mut state: MutexGuard<'s, State<R>>,
    wait: &impl Fn(MutexGuard<'s, State<R>>) -> MutexGuard<'s, State<R>>,
    all: usize,
) -> Option<usize> {
    loop {
        if state.stopped || state.next >= all {
            return None;
        }
        let is_due = state.next == state.taken;
        if is_due || (state.next < state.taken + AHEAD && state.weight < WEIGHT) {
            state.next += 1;
            return Some(state.next - 1);
        }
        state = wait(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(threads: usize, items: &[usize], stop_at: usize) -> Vec<Option<usize>> {
        let mut out = Vec::new();
        let work = || {
            |&n: &usize| {
                assert!(n != 13, "unlucky");
                if n % 3 == 0 {
                    thread::yield_now();
                }
                n * 2
            }
        };
        in_order(
            items,
            threads,
            work,
            |_| WEIGHT / 2,
            |_, result| {
                out.push(result);
                if out.len() == stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        out
    }

    #[test]
    fn the_order_is_that_of_the_items() {
        let items: Vec<usize> = (0..200).collect();
        let expected: Vec<_> = items.iter().map(|n| (*n != 13).then_some(n * 2)).collect();
        for threads in [1, 2, 7, 500] {
            assert_eq!(run(threads, &items, usize::MAX), expected, "{threads} threads");
        }
        assert_eq!(run(4, &items, 5), expected[..5]);
        assert_eq!(run(4, &[], 5), []);
    }
}

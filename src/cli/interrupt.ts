// What a signal leaves to do before the process ends.

const tasks = new Set<() => void>();

/** Has `task` (synchronous) done when a signal stops the program; returns what takes it back. */
export function whenInterrupted(task: () => void): () => void {
  tasks.add(task);
  return () => void tasks.delete(task);
}

/** Does what is left to do. Called by the signal handlers. */
export function interrupt(): void {
  for (const task of tasks) task();
}

// A worker for tests of the pool: it does what the path says.
import { workerData } from 'node:worker_threads';

export default function read({ path, slot }) {
  Atomics.store(workerData.clock, slot, Math.max(1, Date.now() - workerData.origin));
  if (path.startsWith('exit')) process.exit(3);
  if (path.startsWith('throw')) throw new Error('a fault\nin the worker');
  if (path.startsWith('hang')) for (;;);
  return { path, seen: null, kind: 'read', pieces: [], warnings: [] };
}

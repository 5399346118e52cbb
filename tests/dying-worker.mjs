// A worker for tests of the pool: it does what the path, or the document's id, says.
import { workerData } from 'node:worker_threads';

function suffer(path, slot) {
  const now = Number(process.hrtime.bigint() / 1_000_000n);
  Atomics.store(workerData.clock, slot, Math.max(1, now - workerData.origin));
  if (path.startsWith('exit')) process.exit(3);
  if (path.startsWith('throw')) throw new Error('a fault\nin the worker');
  if (path.startsWith('slow')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
  if (path.startsWith('hang')) for (;;);
}

export default function read({ path, slot }) {
  suffer(path, slot);
  return { path, seen: null, kind: 'read', records: 0, pieces: [], warnings: [] };
}

export function readLines({ lines, slot }) {
  return lines.map((line, at) => {
    Atomics.store(workerData.reached, slot, at);
    suffer(JSON.parse(line).id, slot);
    return { kind: 'read', pieces: [line], warnings: [] };
  });
}

// A thread that is ended while it is inside nodejieba takes the whole process with it: the addon throws what nobody catches. So
// a slot has a lock, an Int32 in shared memory: the thread holds it inside the addon, and whoever ends the thread takes it first.

/** What a slot's lock says. */
export const Lock = { free: 0, inAddon: 1, ending: 2 } as const;

/** Takes the lock for the thread's end; false where it is inside the addon just now, and is to be asked again. */
export const mayEnd = (lock: Int32Array<SharedArrayBuffer>, slot: number): boolean =>
  Atomics.compareExchange(lock, slot, Lock.free, Lock.ending) !== Lock.inAddon;

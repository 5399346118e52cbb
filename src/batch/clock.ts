// How long something takes, by a clock that is the same in all threads and that nobody sets: not the time of day.

/** Milliseconds since some instant before the program began. */
export const milliseconds = (): number => Number(process.hrtime.bigint() / 1_000_000n);

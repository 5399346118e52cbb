/** Whether `npm run torture` asks: tests that have a longer form then take it. */
export const LONG = process.env.ZHIBIAO_TORTURE === '1';

// npm run torture: everything in docs/reliability.md, one after the other, and what came of it in a table at the end. What
// cannot be tried on this machine is said and is no failure. Options: names of steps; left out, all of them.
import { spawnSync } from 'node:child_process';

/** A script ends with this where it cannot be tried here. */
const SKIPPED = 77;

const run = (command, words, env = {}) =>
  spawnSync(command, words, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;

/** Tests that npm test runs too; here in their long form, where they have one. */
const tests = (...names) => {
  const files = names.map((name) => `tests/${name}.test.ts`);
  return run('npx', ['vitest', 'run', ...files], { ZHIBIAO_TORTURE: '1' });
};

/** Known weaknesses of packages. Some registries do not tell; then nothing is known, which is no failure. */
function audit() {
  const { stdout } = spawnSync('npm', ['audit', '--json', '--audit-level=moderate'], { encoding: 'utf8' });
  let answer = {};
  try {
    answer = JSON.parse(stdout);
  } catch {
    // No answer.
  }
  const counts = answer.metadata?.vulnerabilities;
  if (counts === undefined) {
    console.log('the registry does not tell of weaknesses: npm audit is to be run where one does');
    return SKIPPED;
  }
  console.log(counts);
  return counts.moderate + counts.high + counts.critical > 0 ? 1 : 0;
}

const cold =
  (...words) =>
  () =>
    run('tests/torture/cold-debian.sh', words);

const STEPS = {
  build: () => run('npm', ['run', '--silent', 'build']),
  fuzz: () => run('npm', ['run', '--silent', 'fuzz']),
  large: () => run('node', ['tests/torture/run.mjs', 'large']),
  adversarial: () => tests('fuzz', 'adversarial', 'properties'),
  differential: () => tests('differential'),
  numbers: () => tests('numbers'),
  files: () => tests('files', 'bad-input', 'batch'),
  supply: () => tests('supply'),
  audit,
  cold: () => tests('cold'),
  'cold-bookworm': cold('bookworm'),
  // Other versions of the C library: older and newer.
  'cold-bullseye': cold('bullseye', 'short'),
  'cold-trixie': cold('trixie', 'short'),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(`no such step: ${unknown.join(', ')}; there are ${Object.keys(STEPS).join(', ')}`);
  process.exit(2);
}
const outcomes = [];
for (const [name, step] of Object.entries(STEPS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n== ${name}`);
  const began = performance.now();
  const status = step();
  const what = status === 0 ? 'held' : status === SKIPPED ? 'cannot be tried here' : `FAILED (${status})`;
  outcomes.push({
    name,
    what,
    failed: status !== 0 && status !== SKIPPED,
    seconds: (performance.now() - began) / 1000,
  });
}
console.log('');
for (const { name, what, seconds } of outcomes) console.log(`${name.padEnd(14)} ${what} (${seconds.toFixed(0)} s)`);
process.exitCode = outcomes.some(({ failed }) => failed) ? 1 : 0;

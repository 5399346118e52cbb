// npm run fixtures:update: writes fixtures/*.records.json anew and tightens the floors in fixtures/agreement.json.
// Read the difference before committing it.
import { spawnSync } from 'node:child_process';

const ran = spawnSync('npx', ['vitest', 'run', 'tests/fixtures.test.ts', '--update'], {
  stdio: 'inherit',
  env: { ...process.env, FIXTURES: 'update' },
});
process.exit(ran.status ?? 1);

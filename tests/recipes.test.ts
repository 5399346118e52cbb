// The recipes of docs/recipes.md, run one after the other in a folder of articles.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { fixturesFolder } from './articles.js';
import { askDuckDb, emptyFolder, extractProgram, firstOf, isMissing } from './programs.js';

interface Recipe {
  heading: string;
  language: string;
  code: string;
  line: number;
}

function recipesOf(page: string): Recipe[] {
  const recipes: Recipe[] = [];
  let heading = '';
  let open: Recipe | null = null;
  for (const [i, line] of readFileSync(join(packageRoot, 'docs', page), 'utf8')
    .split('\n')
    .entries()) {
    if (open === null) {
      if (line.startsWith('## ')) heading = line.slice(3);
      if (line.startsWith('```')) open = { heading, language: line.slice(3), code: '', line: i + 1 };
    } else if (line === '```') {
      recipes.push(open);
      open = null;
    } else open.code += `${line}\n`;
  }
  return recipes;
}

const recipes = recipesOf('recipes.md');
const folder = emptyFolder();
const env = { ...process.env, PATH: `${dirname(extractProgram)}:${process.env.PATH}` };

/** Runs a program on a recipe; what it printed. */
function run(command: string, words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: folder, env, encoding: 'utf8' });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

const python = firstOf(['python3', '/usr/bin/python3'], ['-c', 'import pandas, openpyxl']);

/** How the code of each language is run, and whether that is missing here. */
const RUNNERS: Readonly<Record<string, { missing: (code: string) => boolean; run: (code: string) => unknown }>> = {
  bash: {
    missing: (code) => (/\bjq\b/.test(code) && isMissing('jq')) || (/\bsoffice\b/.test(code) && isMissing('soffice')),
    run: (code) => run('bash', ['--norc', '-euo', 'pipefail', '-c', code]),
  },
  python: {
    missing: () => isMissing(python, ['-c', 'import pandas, openpyxl']),
    run: (code) => run(python, ['-c', code]),
  },
  r: { missing: () => isMissing('Rscript', ['-e', 'library(jsonlite)']), run: (code) => run('Rscript', ['-e', code]) },
  sql: {
    missing: () => false,
    async run(code) {
      const rows = await askDuckDb(code.replace(/'(records\.\w+)'/g, (_, name: string) => `'${join(folder, name)}'`));
      expect(rows.length).toBeGreaterThan(0);
    },
  },
};

beforeAll(() => {
  mkdirSync(join(folder, 'articles'));
  for (const name of readdirSync(fixturesFolder).filter((each) => /\.(md|html|txt)$/.test(each)))
    cpSync(join(fixturesFolder, name), join(folder, 'articles', name));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('docs/recipes.md', () => {
  for (const { heading, language, code, line } of recipes) {
    const runner = RUNNERS[language];
    if (runner === undefined) continue;
    test.skipIf(runner.missing(code))(`${heading}, line ${line}`, async () => {
      await runner.run(code);
    });
  }

  test('what the recipes made', () => {
    const made = readdirSync(folder);
    expect(made).toEqual(
      expect.arrayContaining(['records.parquet', 'records.xlsx', 'wide.xlsx', 'wide.csv', 'out.ndjson']),
    );
    expect(readFileSync(join(folder, 'records-excel.csv'), 'utf8')).toMatch(/^\ufeff编号,来源,/);
    expect(readFileSync(join(folder, 'wide.csv'), 'utf8')).toMatch(/^period,.* \(元\)/);
    expect(readFileSync(join(folder, 'out.ndjson'), 'utf8').trim().split('\n')).toHaveLength(2);
  });

  test('only what has a program of its own is not run', () => {
    const left = recipes.filter(({ language }) => !(language in RUNNERS)).map(({ language }) => language);
    expect(left).toEqual(['powerquery']);
  });
});

test('both languages have the same recipes', () => {
  const codes = (page: string): string[] => recipesOf(page).map(({ language, code }) => `${language}\n${code}`);
  expect(codes('recipes.zh-CN.md')).toEqual(codes('recipes.md'));
});

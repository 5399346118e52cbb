// The recipe of docs/scale.md for GNU parallel, over two hosts: two sshd of this machine on loopback, each with its own port
// and key. One of them is killed half-way.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { attempt, emptyFolder, extractProgram, isMissing } from './programs.js';

const SSHD = '/usr/sbin/sshd';
const missing = [
  // moreutils has another program of that name, which knows no --pipe.
  isMissing('parallel', ['--pipe', '--version']),
  isMissing('ssh', ['-V']),
  isMissing('test', ['-x', SSHD]),
].includes(true);

const folder = emptyFolder();

/** The recipe as the page has it. */
const recipe =
  /```bash\n(parallel --pipe[\s\S]*?)```/.exec(readFileSync(join(packageRoot, 'docs', 'scale.md'), 'utf8'))?.[1] ?? '';

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function key(name: string): string {
  const path = join(folder, name);
  const { status, stderr } = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`ssh-keygen: ${stderr}`);
  return path;
}

interface Host {
  name: string;
  server: ChildProcess;
}

/** Starts a host on loopback that knows only the test's key and has `extract` on its path. */
async function startHost(name: string): Promise<Host> {
  const port = await freePort();
  const home = join(folder, `${name}.home`);
  mkdirSync(home);
  const configuration = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${key(`${name}.key`)}`,
    `AuthorizedKeysFile ${join(folder, 'user.pub')}`,
    'PidFile none',
    'UsePAM no',
    'StrictModes no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    `AllowUsers ${userInfo().username}`,
    'PermitRootLogin prohibit-password',
    // Many connections begin at once.
    'MaxStartups 100',
    // A home of its own: the user's start-up files (a shell that ssh starts reads them) may wait for a lock that a process
    // whose power was cut had left.
    `SetEnv PATH=${dirname(extractProgram)}:${process.env.PATH} HOME=${home}`,
  ];
  writeFileSync(join(folder, `${name}.sshd`), `${configuration.join('\n')}\n`);
  const access = [
    `Host ${name}`,
    '  HostName 127.0.0.1',
    `  Port ${port}`,
    `  User ${userInfo().username}`,
    `  IdentityFile ${join(folder, 'user')}`,
    '  IdentitiesOnly yes',
    `  UserKnownHostsFile ${join(folder, 'known')}`,
    '  StrictHostKeyChecking no',
    // As the page advises.
    '  ConnectTimeout 15',
    '  ServerAliveInterval 15',
    '  LogLevel ERROR',
  ];
  writeFileSync(join(folder, 'ssh'), `${access.join('\n')}\n`, { flag: 'a' });
  const log = join(folder, `${name}.log`);
  const server = spawn(SSHD, ['-D', '-e', '-f', join(folder, `${name}.sshd`)], {
    stdio: ['ignore', 'ignore', openSync(log, 'w')],
  });
  for (let tries = 0; !readFileSync(log, 'utf8').includes('listening'); tries++) {
    if (server.exitCode !== null || tries > 600) throw new Error(`sshd: ${readFileSync(log, 'utf8')}`);
    await wait(50);
  }
  return { name, server };
}

/** A process and all that it started. */
function family(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return [pid, ...stdout.split('\n').filter(Boolean).map(Number).flatMap(family)];
}

/** Ends a host as a power cut does: nothing on it has the time to say goodbye. */
function cutPower({ server }: Host): void {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  for (const pid of family(server.pid)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/** Documents with a bad line among them here and there, one of them without an id. */
const input = Array.from({ length: 1200 }, (_, i) => {
  if (i % 400 === 100) return `{"id":"bad-${i}"}`;
  if (i % 400 === 200) return `not JSON ${i}`;
  return JSON.stringify({
    id: `doc-${i}`,
    published: '2024-01-02',
    text: `去年新增就业${i + 1}人。${'这里没有数字。'.repeat(20)}`,
  });
});

describe.skipIf(missing)('GNU parallel over two hosts', () => {
  const hosts: Host[] = [];
  let whole = '';

  beforeAll(async () => {
    // sshd wants it where it is started by root; elsewhere it does not need it.
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
    key('user');
    for (const name of ['alpha', 'beta']) hosts.push(await startHost(name));
    mkdirSync(join(folder, 'parallel'));
    // It would else ask to be cited.
    writeFileSync(join(folder, 'parallel', 'will-cite'), '');
    writeFileSync(join(folder, 'documents.ndjson'), `${input.join('\n')}\n`);
    whole = attempt(['--from', 'ndjson', '--format', 'ndjson', '--errors', '-', '-'], input.join('\n')).out;
  });
  afterAll(() => {
    for (const host of hosts) cutPower(host);
    rmSync(folder, { recursive: true });
  });

  const jobs = (): string[][] =>
    existsSync(join(folder, 'jobs'))
      ? readFileSync(join(folder, 'jobs'), 'utf8')
          .split('\n')
          .slice(1, -1)
          .map((line) => line.split('\t'))
      : [];
  /** How many jobs a host has done, as the log of jobs has it: sequence, host, …, exit status. */
  const done = (name: string): number => jobs().filter((job) => job[1] === name && job[6] === '0').length;

  test('ends complete though one of them dies half-way', { timeout: 600_000 }, async () => {
    expect(recipe).toContain('--sshlogin alpha,beta');
    expect(recipe).toContain('--block 10M');
    const words = recipe.replace('--block 10M', `--block 20k --jobs 2 --joblog ${join(folder, 'jobs')}`);
    expect(
      whole.split('\n').filter((line) => line.startsWith('{"id":null,"error":"not a JSON object: not JSON')),
    ).toHaveLength(3);

    const env = {
      ...process.env,
      PARALLEL_SSH: `ssh -F ${join(folder, 'ssh')}`,
      PARALLEL_HOME: join(folder, 'parallel'),
    };
    const run = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', words], {
      cwd: folder,
      env,
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    let said = '';
    run.stderr.on('data', (piece) => {
      said += piece;
    });
    const ended = once(run, 'exit');
    const [, beta] = hosts as [Host, Host];
    while (run.exitCode === null && done('beta') < 2) await wait(20);
    const before = jobs().length;
    cutPower(beta);
    const [status] = await ended;
    expect({ status, said: status === 0 ? '' : said }).toEqual({ status: 0, said: '' });

    // It was half-way, and what the dead host had not finished was done by the other.
    const blocks = Math.ceil(Buffer.byteLength(input.join('\n')) / 20_000);
    expect(before).toBeLessThan(blocks - 4);
    expect(done('beta')).toBeGreaterThanOrEqual(2);
    expect(done('alpha')).toBeGreaterThan(blocks / 2);
    expect(readFileSync(join(folder, 'records.ndjson'), 'utf8')).toBe(whole);
  });
});

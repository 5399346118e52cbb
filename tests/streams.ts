// Streams of made-up documents, and how much memory the program takes for them.
import { spawnSync } from 'node:child_process';
import { packageRoot } from '../src/assets.js';
import { extractProgram } from './programs.js';

/** The documents of a stream, one JSON object a line: `figures` sentences with a figure each. */
export function documents(count: number, figures: number): string {
  const lines: string[] = [];
  for (let document = 0; document < count; document++) {
    let text = '';
    for (let figure = 1; figure <= figures; figure++)
      text += `2023年，南昌市第${figure}批新增就业${document * figures + figure}人。\n`;
    lines.push(JSON.stringify({ id: `doc-${document}`, title: '稳岗', published: '2024-01-02', text }));
  }
  return `${lines.join('\n')}\n`;
}

/** Prints the most memory that the process ever took, in megabytes, when it ends. */
const REPORT = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => process.stderr.write("peak " + process.resourceUsage().maxRSS / 1000))',
)}`;

/** Runs the program on an input; what it wrote to standard output, and its peak in megabytes. */
export function measured(
  words: readonly string[],
  input: string,
): { status: number | null; out: string; peak: number } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', REPORT, extractProgram, ...words], {
    encoding: 'utf8',
    cwd: packageRoot,
    input,
    maxBuffer: 1 << 30,
  });
  return { status, out: stdout, peak: Number(/peak ([\d.]+)$/.exec(stderr)?.[1] ?? Number.NaN) };
}

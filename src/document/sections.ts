// Headings that are not marked up as such, and the section of every block.
import type { RawBlock } from './builder.js';

/** A title line is at most this long, in characters. */
const LONGEST_TITLE = 40;
// A, B … or 01, 一 in a paragraph of its own, with a title line after it.
const MARK = /^(?:[A-ZＡ-Ｚ]|0?\d|[一二三四五六七八九十壹贰叁肆伍])$/;
const SENTENCE = /[。！？!?；;，：:…]$|[。；;]/;

const isTitle = (text: string): boolean => text.length > 1 && text.length <= LONGEST_TITLE && !SENTENCE.test(text);

const asRead = ({ text, read }: RawBlock): string => read?.text ?? text;

/**
 * Makes headings of title lines (after a section mark, or all in bold), drops the marks and gives each block its section:
 * the nearest heading above it.
 */
export function setSections(blocks: readonly RawBlock[]): RawBlock[] {
  const kept: RawBlock[] = [];
  let section: string | null = null;
  let marked = false;
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i] as RawBlock;
    const next = blocks[i + 1];
    const short = block.kind === 'paragraph' && isTitle(asRead(block));
    if (block.kind === 'paragraph' && MARK.test(asRead(block)) && next?.kind === 'paragraph' && isTitle(asRead(next))) {
      marked = true;
      continue;
    }
    const heading = block.kind === 'heading' || (short && (marked || block.bold));
    marked = false;
    kept.push({ ...block, kind: heading ? 'heading' : block.kind, section });
    if (heading) section = block.text;
  }
  return kept;
}

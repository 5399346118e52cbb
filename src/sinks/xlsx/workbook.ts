// A workbook written as its rows come. Why not one of the XLSX libraries: the streaming writers of those that write several
// sheets (exceljs and its forks) put the time of writing into the archive, so that two runs differ, and take rows faster than
// they write them, so that memory grows with the rows. The archive, which is the hard part, is a library's (yazl).
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { type Options, ZipFile } from 'yazl';
import type { Output } from '../output.js';
import { LOOK, rowXml, type StyledCell, type Value } from './cells.js';
import {
  contentTypes,
  rangeOf,
  rootRelationships,
  type SheetColumn,
  sheetHead,
  sheetTail,
  stylesXml,
  type WrittenSheet,
  workbookRelationships,
  workbookXml,
} from './parts.js';

export type Row = readonly (Value | StyledCell)[];

/** The first moment that a ZIP archive can name: the same input must give the same bytes. */
const ENTRY: Partial<Options> = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

/** Rows on a sheet, at most: Excel's limit. */
const MOST_ROWS = 1_048_576;
/** Rows that are made into XML at a time. */
const BATCH = 500;

/** Writes sheets one after the other, rows as they come. Every promise rejects when the output cannot be written. */
export class Workbook {
  readonly #zip = new ZipFile();
  readonly #sheets: WrittenSheet[] = [];
  readonly #pumped: Promise<void>;
  #part: PassThrough | null = null;
  #name = '';
  #columns: readonly SheetColumn[] = [];
  #rows = 0;
  #continued = 1;

  constructor(
    output: Output,
    private readonly mostRows = MOST_ROWS,
  ) {
    const pump = async (): Promise<void> => {
      for await (const piece of this.#zip.outputStream) await output.write(piece as Buffer);
    };
    this.#pumped = pump();
    // Whoever waits next hears of it.
    this.#pumped.catch(() => {});
  }

  /** Begins a sheet with its heading row. */
  async openSheet(name: string, columns: readonly SheetColumn[]): Promise<void> {
    this.#name = name;
    this.#columns = columns;
    this.#continued = 1;
    await this.#begin();
  }

  /** Adds rows to the open sheet; past the most that a sheet holds they go on another, "name 2". */
  async addRows(rows: readonly Row[]): Promise<void> {
    for (let at = 0; at < rows.length; ) {
      if (this.#rows === this.mostRows) {
        await this.closeSheet();
        this.#continued++;
        await this.#begin();
      }
      const batch = rows.slice(at, at + Math.min(BATCH, this.mostRows - this.#rows));
      at += batch.length;
      await this.#write(batch.map((row) => rowXml(++this.#rows, row)).join(''));
    }
  }

  /** Ends the open sheet. */
  async closeSheet(): Promise<void> {
    const filter = rangeOf(this.#columns.length, this.#rows);
    await this.#write(sheetTail(filter));
    this.#sheets.push({ name: this.#name + (this.#continued > 1 ? ` ${this.#continued}` : ''), filter });
    this.#part?.end();
    this.#part = null;
  }

  /** Ends the workbook; everything has been handed to the output then. */
  async end(): Promise<void> {
    const add = (path: string, xml: string): void => this.#zip.addBuffer(Buffer.from(xml), path, ENTRY);
    const count = this.#sheets.length;
    add('xl/workbook.xml', workbookXml(this.#sheets));
    add('xl/styles.xml', stylesXml);
    add('xl/_rels/workbook.xml.rels', workbookRelationships(count));
    add('_rels/.rels', rootRelationships);
    add('[Content_Types].xml', contentTypes(count));
    this.#zip.end();
    await this.#pumped;
  }

  async #begin(): Promise<void> {
    const number = this.#sheets.length + 1;
    this.#part = new PassThrough();
    this.#zip.addReadStream(this.#part, `xl/worksheets/sheet${number}.xml`, ENTRY);
    this.#rows = 1;
    const headings = this.#columns.map(({ heading }): StyledCell => ({ value: heading, look: LOOK.heading }));
    await this.#write(sheetHead(this.#columns, number === 1) + rowXml(1, headings));
  }

  /** Waits while the archive is behind: rows in memory are bounded. */
  async #write(xml: string): Promise<void> {
    const part = this.#part;
    if (part === null || part.write(xml)) return;
    await Promise.race([once(part, 'drain'), this.#pumped]);
  }
}

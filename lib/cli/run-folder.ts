import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileError, FileJournal, writeWhole } from '../clone/engine/file-journal.ts';
import type { Job } from '../clone/job/record.ts';
import type { NameRules } from '../plan/names.ts';

/**
 * The folder of one run of a plan: a journal a clone, so that a step writes one small file however many rooms there are.
 */
export class RunFolder {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Takes the folder for this process, until it ends. Throws a JournalError where it can't be written.
   * @returns a sentence where it can't be taken
   */
  static take(folder: string, names: NameRules): RunFolder | string {
    makeFolder(join(folder, 'jobs'));
    const lock = join(folder, 'lock');
    if (!takeLock(lock)) return `Another process works in this folder. If none does, delete ${lock}.`;
    process.once('exit', () => rmSync(lock, { force: true }));
    // With other names it is another run: what is done here would count as done for it.
    const rules = join(folder, 'names.json');
    const wanted = JSON.stringify(names);
    if (!existsSync(rules)) writeWhole(rules, wanted);
    else if (readFileSync(rules, 'utf8') !== wanted)
      return 'This folder holds the run of a plan with other names. Name another folder with --journal.';
    return new RunFolder(folder);
  }

  journal(key: string): FileJournal<Job> {
    return new FileJournal<Job>(join(this.#folder, 'jobs', `${key}.json`));
  }

  write(name: string, text: string): void {
    writeWhole(join(this.#folder, name), text);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileError(error);
  }
}

function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw fileError(error);
    if (!existsSync(lock) || isAlive(Number(readFileSync(lock, 'utf8')))) return false;
    // Its process was killed.
    rmSync(lock, { force: true });
    return takeLock(lock);
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    // Signal 0 only asks whether there is such a process.
    return process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

import type { Language } from './variant.ts';

/** What a module of the course is: an External tool, a Kaltura video, or one of Moodle's own. */
export type Module = 'forum' | 'page' | 'assign' | 'lti' | 'kalvidres';

/** An activity of a course, as `course_modules` and the module's own table hold it. */
export interface CourseModule {
  readonly id: number;
  readonly module: Module;
  readonly name: string;
  readonly visible: boolean;
  /** External tools: its type, 0 for none; the activity's own address and custom parameters, and how it opens. */
  readonly typeId: number;
  readonly toolUrl: string;
  readonly customParameters: string;
  readonly newWindow: boolean;
  /** Kaltura videos: the entry. */
  readonly entryId: string;
  /** Its grouping, 0 for none. A save drops it where the form has no field for it. */
  readonly groupingId: number;
  /** What the settings form has beside: grades, completion, restrictions, tags, outcomes; by field, as they are sent. */
  readonly settings: Readonly<Record<string, readonly string[]>>;
}

export interface Section {
  readonly id: number;
  readonly number: number;
  readonly name: string;
  readonly modules: readonly number[];
}

const COPY: Readonly<Record<Language, string>> = { en: '(copy)', he: '(עותק)' };

/** A course in memory, with what Moodle's own functions do to it. */
export class Course {
  readonly id = 2;
  readonly name = 'Algebra I';
  /** What Moodle would have logged: views, by activity. A test reads it. */
  readonly views: number[] = [];
  readonly #language: Language;
  readonly #modules = new Map<number, CourseModule>();
  #sections: readonly Section[];
  #nextId: number;

  constructor(sections: readonly (readonly CourseModule[])[], language: Language) {
    this.#language = language;
    for (const module of sections.flat()) this.#modules.set(module.id, module);
    this.#nextId = Math.max(0, ...this.#modules.keys()) + 1;
    this.#sections = sections.map((modules, number) => ({
      id: number + 1,
      number,
      name: number === 0 ? 'General' : `Week ${number}`,
      modules: modules.map(({ id }) => id),
    }));
  }

  get sections(): readonly Section[] {
    return this.#sections;
  }

  get modules(): readonly CourseModule[] {
    return this.#sections.flatMap((section) => section.modules.map((id) => this.must(id)));
  }

  find(id: number): CourseModule | undefined {
    return this.#modules.get(id);
  }

  must(id: number): CourseModule {
    const found = this.#modules.get(id);
    if (!found) throw new Error(`No module ${id}`);
    return found;
  }

  sectionOf(id: number): Section {
    const found = this.#sections.find(({ modules }) => modules.includes(id));
    if (!found) throw new Error(`No section of ${id}`);
    return found;
  }

  update(id: number, fields: Partial<CourseModule>): void {
    this.#modules.set(id, { ...this.must(id), ...fields, id });
  }

  /**
   * `duplicate_module`: the copy stands right below the original, as visible as that is
   * (docs/facts/moodle-pages.md#5-activities-and-their-entries).
   */
  duplicate(id: number): CourseModule {
    const original = this.must(id);
    const copy = { ...original, id: this.#nextId, name: `${original.name} ${COPY[this.#language]}` };
    this.#nextId += 1;
    this.#modules.set(copy.id, copy);
    this.#place(this.sectionOf(id).id, (modules) =>
      modules.flatMap((module) => (module === id ? [module, copy.id] : [module])),
    );
    return copy;
  }

  /** To the end of another section. */
  move(id: number, section: number): void {
    this.#place(this.sectionOf(id).id, (modules) => modules.filter((module) => module !== id));
    this.#place(section, (modules) => [...modules, id]);
  }

  remove(id: number): void {
    this.#place(this.sectionOf(id).id, (modules) => modules.filter((module) => module !== id));
    this.#modules.delete(id);
  }

  #place(section: number, change: (modules: readonly number[]) => readonly number[]): void {
    this.#sections = this.#sections.map((candidate) =>
      candidate.id === section ? { ...candidate, modules: change(candidate.modules) } : candidate,
    );
  }
}

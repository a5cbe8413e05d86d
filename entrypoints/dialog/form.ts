import { computed, signal } from '@preact/signals';
import { descriptionAsText } from '../../lib/room/description.ts';
import { checkName, defaultCloneName } from '../../lib/room/name.ts';
import type { RoomTexts } from '../../lib/room/texts.ts';

const parser = new DOMParser();

/** What is typed: kept whatever the background says, from the moment the fields are first filled. */
export function createForm() {
  const filled = signal(false);
  const name = signal('');
  const description = signal('');
  const tags = signal('');
  /** The description as stored: sent back byte for byte unless it was edited. */
  const stored = signal('');
  const edited = signal(false);
  const judged = signal(false);
  const texts = computed<RoomTexts>(() => ({
    name: name.value,
    description: edited.value ? description.value : stored.value,
    tags: tags.value,
  }));

  function keepFormatting(): void {
    description.value = descriptionAsText(stored.value, parser);
    edited.value = false;
  }

  return {
    filled,
    name,
    description,
    tags,
    stored,
    edited,
    judged,
    texts,
    keepFormatting,
    /** Fills the fields once; later views change nothing of what is typed. */
    fill(given: RoomTexts): void {
      if (filled.value) return;
      filled.value = true;
      name.value = given.name;
      tags.value = given.tags;
      stored.value = given.description;
      keepFormatting();
    },
    /** The texts of a new clone: the original's, under the default name. */
    fillNew(original: RoomTexts, pattern: string): void {
      this.fill({ ...original, name: defaultCloneName(pattern, original.name) });
    },
    describe(text: string): void {
      description.value = text;
      edited.value = true;
    },
    /** Whether it may be saved; says what is wrong from now on. */
    judge(): boolean {
      judged.value = true;
      return checkName(name.value) === undefined;
    },
  };
}

export type Form = ReturnType<typeof createForm>;

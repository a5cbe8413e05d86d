import { computed, signal } from '@preact/signals';
import type { DialogMessage } from '../../lib/messages/messages.ts';
import type { Choice } from '../../lib/room/choice.ts';
import { checkName, defaultCloneName } from '../../lib/room/name.ts';
import type { RoomTexts } from '../../lib/room/texts.ts';
import type { ToldIn } from './told.ts';

/** What is typed and chosen: kept whatever the background says, from the moment the fields are first filled. */
export function createForm() {
  const filled = signal(false);
  const name = signal('');
  /** As it is to be stored: what was stored, byte for byte, until it is edited. */
  const description = signal('');
  const tags = signal('');
  const leaveOut = signal<readonly Choice[]>([]);
  const copyActivity = signal(false);
  const judged = signal(false);
  const texts = computed<RoomTexts>(() => ({
    name: name.value,
    description: description.value,
    tags: tags.value,
  }));

  return {
    filled,
    name,
    description,
    tags,
    leaveOut,
    copyActivity,
    judged,
    texts,
    /** Fills the fields once; later views change nothing of what is typed. */
    fill(given: RoomTexts): void {
      if (filled.value) return;
      filled.value = true;
      name.value = given.name;
      description.value = given.description;
      tags.value = given.tags;
    },
    /** A new clone: the original's texts under the default name, and what is chosen by the settings. */
    fillNew({ original, namePattern, leaveOut: out, activity }: ToldIn<'form'>, pattern: string): void {
      if (filled.value) return;
      leaveOut.value = out;
      copyActivity.value = activity.kind === 'offered' && activity.checked;
      this.fill({ ...original, name: defaultCloneName(namePattern || pattern, original.name) });
    },
    choose(choice: Choice, copied: boolean): void {
      const others = leaveOut.value.filter((other) => other !== choice);
      leaveOut.value = copied ? others : [...others, choice];
    },
    /** Whether it may be saved; says what is wrong from now on. */
    judge(): boolean {
      judged.value = true;
      return checkName(name.value) === undefined;
    },
    /** What Save says. */
    saved: (): DialogMessage => ({
      type: 'save',
      texts: texts.value,
      leaveOut: leaveOut.value,
      copyActivity: copyActivity.value,
    }),
  };
}

export type Form = ReturnType<typeof createForm>;

import { batch, computed, signal } from '@preact/signals';
import type { DialogMessage, Draft } from '../../lib/messages/messages.ts';
import type { Choice } from '../../lib/room/choice.ts';
import { checkName, defaultCloneName } from '../../lib/room/texts/name.ts';
import type { RoomTexts } from '../../lib/room/texts/texts.ts';
import type { View, ViewIn } from './view.ts';

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
  /** Whether what stands in the fields was typed before, in a window that was closed. */
  const restored = signal(false);
  /** Counts the times that the fields were filled anew: fields that hold what is typed begin again. */
  const fillings = signal(0);
  /** What the fields were filled with, or what was saved last. */
  const base = signal<Draft | undefined>(undefined);
  /** The name that was put into the field before the room was read; undefined: none was. */
  let early: string | undefined;
  /** The clone of which the fields become those, whatever stands in them now. */
  let expected: string | undefined;
  const texts = computed<RoomTexts>(() => ({
    name: name.value,
    description: description.value,
    tags: tags.value,
  }));
  const content = computed<Draft>(() => ({
    texts: texts.value,
    leaveOut: leaveOut.value,
    copyActivity: copyActivity.value,
  }));

  const put = (draft: Draft): void => {
    name.value = draft.texts.name;
    description.value = draft.texts.description;
    tags.value = draft.texts.tags;
    leaveOut.value = draft.leaveOut;
    copyActivity.value = draft.copyActivity;
    fillings.value += 1;
  };

  /** Whoever has typed has gone: nothing of it is left for the one who is there now. */
  const empty = (): void => {
    // First: what is typed is sent to be kept before it goes.
    filled.value = false;
    early = undefined;
    base.value = undefined;
    restored.value = false;
    judged.value = false;
    put({ texts: { name: '', description: '', tags: '' }, leaveOut: [], copyActivity: false });
  };

  return {
    filled,
    name,
    description,
    tags,
    leaveOut,
    copyActivity,
    judged,
    restored,
    fillings,
    texts,
    content,
    /** Whether anything is typed or chosen that is not saved. */
    isChanged: computed(() => base.value !== undefined && !sameDraft(base.value, content.value)),
    /**
     * Fills the fields once, the name as soon as it is known, with what was typed before where there is such; later views change nothing of what is
     * typed. What was saved since counts as saved.
     * @param pattern of the default name, with `{name}`, in the window's language
     */
    show(view: View, pattern: string): void {
      if (view.state === 'failed' && view.problem.code === 'windowOfOther') return empty();
      if (view.state === 'reading' && view.known && !filled.value && early === undefined)
        early = name.value = defaultCloneName(view.known.namePattern || pattern, view.known.name);
      const given = contentOf(view, pattern);
      if (!given) return;
      const typed = early !== undefined && name.value !== early ? name.value : undefined;
      const isExpected = view.state === 'job' && view.job.jobId === expected;
      if (isExpected) expected = undefined;
      // A saved name loses the spaces at its ends, and what is typed has lost nothing.
      if (filled.value && !isExpected)
        base.value = view.state === 'job' ? { ...content.value, texts: given.texts } : base.value;
      else {
        // At once: in between, what was in the fields looks like something that is typed.
        batch(() => {
          filled.value = true;
          base.value = given;
          restored.value = given.draft !== undefined;
          put(given.draft ?? given);
          // What is typed already stays, whatever was typed in a window before.
          if (typed !== undefined) name.value = typed;
          early = undefined;
        });
      }
    },
    /** From that clone's next view on the fields are its own. */
    expect(jobId: string): void {
      expected = jobId;
    },
    /** Throws away what is typed. */
    discard(): void {
      if (base.value) put(base.value);
      restored.value = false;
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
    /** What Save sends. */
    saved: (): DialogMessage => ({ type: 'save', ...content.value }),
  };
}

export type Form = ReturnType<typeof createForm>;

/** What the fields hold at first: a new clone gets the original's texts under the default name. */
function contentOf(view: View, pattern: string): (Draft & { readonly draft: Draft | undefined }) | undefined {
  switch (view.state) {
    case 'form':
      return {
        texts: { ...textsOf(view), name: defaultCloneName(view.namePattern || pattern, view.original.name) },
        leaveOut: view.leaveOut,
        copyActivity: view.activity.kind === 'offered' && view.activity.checked,
        draft: view.draft,
      };
    case 'job': {
      const { name, description, tags } = view.job.texts;
      return { texts: { name, description, tags }, leaveOut: [], copyActivity: false, draft: view.draft };
    }
    case 'refused':
    case 'reading':
    case 'failed':
    case 'gone':
      return undefined;
  }
}

const textsOf = ({ original: { name, description, tags } }: ViewIn<'form'>): RoomTexts => ({
  name,
  description,
  tags,
});

/** Names are saved without the spaces at their ends. */
const sameDraft = (a: Draft, b: Draft): boolean =>
  a.texts.name.trim() === b.texts.name.trim() &&
  a.texts.description === b.texts.description &&
  a.texts.tags === b.texts.tags &&
  a.copyActivity === b.copyActivity &&
  [...a.leaveOut].sort().join() === [...b.leaveOut].sort().join();

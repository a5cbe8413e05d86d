import { cloneEntry, type Entry, updateEntry } from '../kaltura/entry.ts';
import type { EntryId } from '../kaltura/ids.ts';
import { Multirequest, type Slot } from '../kaltura/multirequest.ts';
import { type Result, succeeded } from '../kaltura/result.ts';
import { holdsToken } from '../kaltura/token.ts';
import type { RoomTexts } from '../room/texts.ts';
import { type ChildOutcome, readChildren } from './copy-children.ts';
import type { StoredTexts } from './journal.ts';
import { addChild, type ChildPlan, clearPeople, setTemplate } from './plan.ts';
import type { Run } from './run.ts';
import { settleRoom } from './settle.ts';
import type { StepResult } from './steps.ts';

/** What came of the first request. `false`: not done yet, a later step repeats the update. */
export interface RoomOutcome {
  readonly room: EntryId;
  readonly people: boolean;
  readonly template: boolean;
  /** Undefined: not stored yet, or not known to be. */
  readonly texts: StoredTexts | undefined;
  readonly children: readonly ChildOutcome[];
}

/**
 * The guarded chain (kaltura-api facts 11): a no-op update of the original, which the server refuses to whoever may
 * not edit it; the clone, by that call's token; people, texts and template as three updates, so that a refused text
 * never leaves the old co-editors on the copy; then the first children.
 */
export function copyRoom(run: Run, children: readonly ChildPlan[]): Promise<StepResult<RoomOutcome>> {
  return run.steps.creating('room', {
    effect: () => sendRoom(run, children),
    settle: (intent) => settleRoom(run, intent, children),
  });
}

async function sendRoom(run: Run, children: readonly ChildPlan[]): Promise<Result<RoomOutcome>> {
  const { entry } = run.job.original;
  const wanted = ((await run.journal.job(run.job.id)) ?? run.job).wanted;
  const chain = new Multirequest();
  const guard = chain.add(updateEntry(entry.id, entry.objectType, {}));
  const clone = chain.add(cloneEntry(guard.id()));
  const people = chain.add(clearPeople(clone.id(), entry));
  const safe = tokenFree(wanted.texts);
  const texts =
    Object.keys(safe).length > 0 ? chain.add(updateEntry(clone.id(), entry.objectType, safe)) : undefined;
  const templateCall = setTemplate(clone.id(), entry);
  const template = templateCall && chain.add(templateCall);
  const slots = new Map<EntryId, Slot<Entry>>();
  const childSlots = children.map((plan) => {
    const parent = plan.parent === undefined ? clone : (slots.get(plan.parent) ?? clone);
    const added = addChild(chain, plan, parent.id());
    slots.set(plan.source, added.cloned);
    return added;
  });

  const sent = await run.client.send(chain);
  if (!sent.ok) return sent;
  const answers = sent.value;
  const guarded = answers.read(guard);
  if (!guarded.ok) return guarded;
  const cloned = answers.read(clone);
  if (!cloned.ok) return cloned;
  const copied = readChildren(answers, childSlots);
  if (!copied.ok) return copied;
  const allTexts = Object.keys(safe).length === 3 && texts !== undefined && answers.read(texts).ok;
  return succeeded({
    room: cloned.value.id,
    people: answers.read(people).ok,
    template: template === undefined || answers.read(template).ok,
    texts: allTexts ? { ...wanted, refused: [] } : undefined,
    children: copied.value,
  });
}

/** The texts that may go into a multirequest: the server would read a token in any other and replace it. */
function tokenFree(texts: RoomTexts): Partial<RoomTexts> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]: [string, string]) => !holdsToken(text)));
}

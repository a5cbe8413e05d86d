import type { ChildPlan } from '../plans.ts';
import type { Entry } from '../../../kaltura/entry.ts';
import { listMadeUnder } from '../../../kaltura/entry-lists.ts';
import type { EntryId } from '../../../kaltura/ids.ts';
import { Multirequest } from '../../../kaltura/transport/multirequest.ts';
import { getTime } from '../../../kaltura/system.ts';
import { listUploadTokens } from '../../../kaltura/upload-token.ts';
import type { Step } from '../../engine/journal.ts';
import type { Evidence } from '../../engine/steps.ts';
import type { Run } from '../../job/run.ts';
import { askForList, wholeLists } from '../../reading/lists.ts';
import { giveUp, isOver, OVER_S, receiptsFor } from '../evidence.ts';
import { pollAgain, pollForEvidence, pollingSince, unwrap } from '../look.ts';
import type { ChildOutcome } from '../outcomes.ts';
import { proofFor } from '../proof.ts';

/** Children that a lost request was to make. */
export interface LostChildren {
  readonly room: EntryId;
  readonly plans: readonly ChildPlan[];
  /** Child of the original → its copy, of those that are known: under these the others belong. */
  readonly copies: ReadonlyMap<EntryId, EntryId>;
  /** `notAtWork`: it is enough that the request has ended, whatever the index shows. */
  readonly until?: 'notAtWork';
}

/**
 * What became of a lost batch of children: each is found under the new room, or under the copy of its parent there. A
 * copy that stands nowhere is not proved to be ours, and is left alone.
 */
export const reconcileChildren = (
  run: Run,
  intent: Step,
  lost: LostChildren,
): Promise<Evidence<readonly ChildOutcome[]>> =>
  pollForEvidence(run, intent, () => lookForChildren(run, intent, lost), giveUp);

async function lookForChildren(
  run: Run,
  intent: Step,
  { room, plans, copies, until }: LostChildren,
): Promise<Evidence<readonly ChildOutcome[]>> {
  if (plans.length === 0) return { kind: 'happened', outcome: [] };
  const chain = new Multirequest();
  const time = chain.add(getTime());
  const receiptList = chain.add(listUploadTokens());
  const answers = unwrap(await run.client.send(chain));
  const since = pollingSince(intent, unwrap(answers.read(time)));
  const receipts = receiptsFor(run, since, answers.read(receiptList));
  const found = new Map(copies);
  const made = new Map<EntryId, Entry>();
  // Level by level: where a child is found, its own children are looked for under it.
  const looked = new Set<EntryId>();
  const proved = await proofFor(run);
  for (;;) {
    const open = plans.filter(({ source }) => !made.has(source));
    const parents = new Set(
      open.flatMap(({ parent }) => (parent === undefined ? room : (found.get(parent) ?? []))),
    );
    const next = [...parents].filter((parent) => !looked.has(parent));
    if (next.length === 0) break;
    for (const parent of next) {
      looked.add(parent);
      const under = await childrenUnder(run, parent);
      for (const { source } of open) {
        const copy = under.find((entry) => proved(source, entry));
        if (!copy) continue;
        made.set(source, copy);
        found.set(source, copy.id);
      }
    }
  }
  const outcomes = plans.map(({ source, template }): ChildOutcome => {
    const copy = made.get(source);
    if (!copy) return { source, state: 'retry' };
    // A breakout room gets its template by a call of its own: without it, the move is done again with it.
    const moved = !template || copy.templateRoomEntryId === template;
    return { source, state: 'copied', copy: copy.id, moved };
  });
  const over = until === 'notAtWork' ? since.elapsed >= OVER_S : isOver(intent, since, receipts);
  return made.size === plans.length || over ? { kind: 'happened', outcome: outcomes } : pollAgain(since);
}

/** All children of an entry of ours. */
async function childrenUnder(run: Run, parent: EntryId): Promise<readonly Entry[]> {
  const chain = new Multirequest();
  const asked = askForList(chain, (page) => listMadeUnder(parent, page));
  const answers = unwrap(await run.client.send(chain));
  const [list] = await wholeLists(run.client, answers, [asked]);
  return list ? unwrap(list) : [];
}

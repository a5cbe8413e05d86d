import type { UserId } from '../../kaltura/ids.ts';
import type { Service } from '../../kaltura/session.ts';
import { parseDraft } from '../../messages/inbound.ts';
import type { Draft } from '../../messages/messages.ts';
import type { SessionArea } from '../sessions/session-store.ts';

/** Whose text it is, and about what: a room that is to be cloned, or a clone whose texts are being changed. */
export type DraftKey =
  { readonly jobId: string } | { readonly service: Service; readonly user: UserId; readonly entryId: string };

/** What is typed in windows and not saved, in `storage.session`: it outlives the window, and ends with the browser. */
export class Drafts {
  readonly #area: SessionArea;

  constructor(area: SessionArea) {
    this.#area = area;
  }

  async put(key: DraftKey, draft: Draft): Promise<void> {
    await this.#area.set({ [nameOf(key)]: draft });
  }

  async find(key: DraftKey): Promise<Draft | undefined> {
    const name = nameOf(key);
    return parseDraft((await this.#area.get(name))[name]);
  }

  async remove(key: DraftKey): Promise<void> {
    await this.#area.remove(nameOf(key));
  }
}

/** On a shared computer nobody is shown what somebody else has typed. */
const nameOf = (key: DraftKey): string =>
  'jobId' in key
    ? `draft|job|${key.jobId}`
    : `draft|room|${key.service.url}|${key.service.partnerId}|${key.user.toLowerCase()}|${key.entryId}`;

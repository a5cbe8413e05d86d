import { type ReadonlySignal, signal } from '@preact/signals';
import type { Account, Galleries } from '../../lib/messages/messages.ts';
import { type Gallery, MOST_GALLERIES } from '../../lib/room/gallery.ts';
import type { Ask } from './ask.ts';

export type GalleryChoice = ReturnType<typeof createGalleryChoice>;

/** To which galleries the new rooms are published: to none, unless it is chosen. */
export function createGalleryChoice(ask: Ask, account: ReadonlySignal<Account | undefined>) {
  /** Where the person may publish; undefined: not known yet. */
  const galleries = signal<readonly Gallery[] | undefined>(undefined);
  const publishTo = signal<ReadonlySet<number>>(new Set());
  /** So many galleries of a plan are none of hers. */
  const galleriesRefused = signal(0);

  return {
    ...{ galleries, publishTo, galleriesRefused },

    list: async (of: Account): Promise<void> => {
      galleries.value = undefined;
      publishTo.value = new Set();
      galleriesRefused.value = 0;
      const answer = await ask<Galleries | undefined>({ type: 'rooms.galleries', account: of });
      if (account.value === of) galleries.value = answer?.ok ? answer.galleries : [];
    },

    /** Chooses the galleries of a plan, as far as she may publish there. */
    chooseOnly: (ids: readonly number[]): void => {
      const known = new Set(galleries.value?.map(({ id }) => id));
      publishTo.value = new Set(ids.filter((id) => known.has(id)));
      galleriesRefused.value = ids.length - publishTo.value.size;
    },

    publish: (gallery: number, isChosen: boolean): void => {
      const others = [...publishTo.value].filter((id) => id !== gallery);
      if (!isChosen) publishTo.value = new Set(others);
      else if (others.length < MOST_GALLERIES) publishTo.value = new Set([...others, gallery]);
    },
  };
}

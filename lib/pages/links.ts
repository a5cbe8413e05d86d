import { editLinkOf, mediaLinkOf } from './naming.ts';

/** The entries to which links lead, each once. */
export const linkedEntries = (root: ParentNode): string[] => [
  ...new Set(
    [...root.querySelectorAll<HTMLAnchorElement>('a[href]')].flatMap(
      (link) => mediaLinkOf(link) ?? editLinkOf(link) ?? [],
    ),
  ),
];

import type { Drawn } from '../data.ts';
import type { Markup } from '../layout.ts';
import { classicEditPage } from './classic-edit.ts';
import { classicEntryPage } from './classic-entry.ts';
import { classicListPage } from './classic-list.ts';
import { themingPage } from './theming.ts';

/** A page, as the site's generation of pages draws it. */
export function drawPage(page: Drawn): Markup {
  const { data, look, labels } = page;
  if (look.ui === 'theming') return themingPage(page);
  switch (data.kind) {
    case 'entry':
      return classicEntryPage({ data, look, labels });
    case 'edit':
      return classicEditPage({ data, look, labels });
    case 'myMedia':
    case 'gallery':
      return classicListPage({ data, look, labels });
  }
}

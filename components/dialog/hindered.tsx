import type { Translate } from '../../lib/texts/texts.ts';
import type { Hindrance } from './guard.ts';

/** Why nothing happened: what was pressed or typed may have been meant for the page, or went there. */
export const Hindered = ({ by, t }: { readonly by: Hindrance; readonly t: Translate }) => (
  <p class="box bad hindered" role="alert">
    {t(`dialog.${by}`)}
  </p>
);

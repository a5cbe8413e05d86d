import type { Translate } from '../../lib/texts/texts.ts';

/** Why nothing happened: something lies over the window, so that what was pressed may have been meant for that. */
export const Covered = ({ t }: { readonly t: Translate }) => (
  <p class="box bad covered" role="alert">
    {t('dialog.covered')}
  </p>
);

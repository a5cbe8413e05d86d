import type { Translate } from '../../lib/texts/texts.ts';

/** Says of a setting that an administrator fixed it. */
export function FixedNote({ fixed, t }: { readonly fixed: boolean; readonly t: Translate }) {
  return fixed ? <span class="quiet fixed">{t('options.fixed')}</span> : null;
}

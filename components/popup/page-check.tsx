import { useState } from 'preact/hooks';
import type { CheckFinding, PageCheck } from '../../lib/messages/messages.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { SupportText } from '../support-text.tsx';

export interface PageCheckProps {
  readonly check: () => Promise<PageCheck>;
  /** How the page is built, in JSON. */
  readonly readStructure: () => Promise<string>;
  readonly copy: (text: string) => Promise<void>;
  readonly t: Translate;
}

type Shown =
  | { readonly kind: 'nothing' | 'checking' }
  | { readonly kind: 'check'; readonly check: PageCheck; readonly isCopied: boolean }
  | { readonly kind: 'structure'; readonly text: string };

/** Why "Clone room" is in the page, or is not: a sentence for the teacher, and what support needs. */
export function PageCheckSection({ check, readStructure, copy, t }: PageCheckProps) {
  const [shown, setShown] = useState<Shown>({ kind: 'nothing' });
  const discard = (): void => setShown({ kind: 'nothing' });
  const start = (): void => {
    setShown({ kind: 'checking' });
    void check().then((found) => setShown({ kind: 'check', check: found, isCopied: false }), discard);
  };
  const structure = (): void => void readStructure().then((text) => setShown({ kind: 'structure', text }));
  switch (shown.kind) {
    case 'nothing':
      return (
        <details class="support">
          <summary>{t('popup.check.missing')}</summary>
          <div class="line">
            <button type="button" class="button small" onClick={start}>
              {t('popup.check.start')}
            </button>
            <button type="button" class="button small" onClick={structure}>
              {t('popup.check.structure')}
            </button>
          </div>
        </details>
      );
    case 'checking':
      return (
        <p role="status" class="quiet">
          {t('popup.check.checking')}
        </p>
      );
    case 'check':
      return (
        <section>
          <p role="status">{findingText(shown.check.finding, t)}</p>
          <SupportText
            text={shown.check.text}
            what={t('popup.check.what')}
            label={t('popup.check.label')}
            fileName="clone-room-page-check.json"
            onDiscard={discard}
            t={t}
            more={(text) => (
              <button
                type="button"
                class="button"
                onClick={() => void copy(text).then(() => setShown({ ...shown, isCopied: true }))}
              >
                {t('popup.check.copy')}
              </button>
            )}
          />
          <p role="status">{shown.isCopied && t('popup.check.copied')}</p>
        </section>
      );
    case 'structure':
      return (
        <SupportText
          text={shown.text}
          what={t('popup.check.structureWhat')}
          label={t('popup.check.structureLabel')}
          fileName="clone-room-page-structure.json"
          onDiscard={discard}
          t={t}
        />
      );
  }
}

function findingText(finding: CheckFinding, t: Translate): string {
  switch (finding.kind) {
    case 'item':
    case 'button':
    case 'menuNotOpened':
    case 'notAllowed':
      return t(`popup.check.${finding.kind}`);
    case 'frameNotAllowed':
      return t('popup.check.frameNotAllowed', { host: finding.host });
    case 'noRightOn':
      return t('popup.page.noRightOn', { name: finding.name });
    case 'native':
    case 'asking':
    case 'noEntry':
    case 'noSession':
    case 'noAnswer':
    case 'noRoom':
    case 'noRight':
    case 'galleryRoom':
      return t(`popup.page.${finding.kind}`);
  }
}

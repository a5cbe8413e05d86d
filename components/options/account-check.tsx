import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import type { AccountCheck as Account, AccountRow } from '../../lib/room/report/account.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Sign } from '../sign.tsx';

export interface AccountCheckProps {
  readonly check: () => Promise<readonly Account[]>;
  readonly t: Translate;
}

/** What an account lets a clone do, one table an account: the first thing that an administrator runs on a real one. */
export function AccountCheck({ check, t }: AccountCheckProps) {
  const [accounts, setAccounts] = useState<readonly Account[]>();
  const [isBusy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    setAccounts(await check().finally(() => setBusy(false)));
  };
  return (
    <div class="support">
      <p class="quiet">{t('options.account.what')}</p>
      <div>
        <button type="button" class="button" aria-disabled={isBusy} onClick={() => !isBusy && void run()}>
          {t('options.account.check')}
        </button>
      </div>
      <div role="status">
        {isBusy && t('options.account.busy')}
        {accounts?.length === 0 && t('options.account.none')}
      </div>
      {accounts?.map((account) => (
        <AccountTable key={`${account.host} ${account.partnerId}`} account={account} t={t} />
      ))}
    </div>
  );
}

function AccountTable({ account, t }: { readonly account: Account; readonly t: Translate }) {
  const { host, partnerId, version, clockOffset, rooms, rows } = account;
  const unknown = t('options.account.unknown');
  return (
    <table class="account">
      <caption>
        <bdi dir="ltr">
          {host} · {partnerId}
        </bdi>
      </caption>
      <tbody>
        <Line name={t('options.account.version')} value={version ?? unknown} />
        <Line
          name={t('options.account.clock')}
          value={clockOffset === undefined ? unknown : t('options.account.seconds', { count: clockOffset })}
        />
        <Line name={t('options.account.rooms')} value={String(rooms ?? unknown)} />
        {rows.map((row) => (
          <tr key={`${row.kind} ${row.name}`}>
            <th scope="row">{nameOf(row, t)}</th>
            <td>
              <Sign tone={TONES[row.verdict]} /> {verdictOf(row, t)}
              {'code' in row && row.code !== '' && (
                <>
                  {' '}
                  <code dir="ltr">{breakable(row.code)}</code>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Line({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <bdi>{value}</bdi>
      </td>
    </tr>
  );
}

const TONES = { yes: 'good', no: 'warning', unknown: 'none' } as const;

/** Of a part it is said whether it will be copied; of all else, whether it is allowed. */
function verdictOf({ kind, verdict }: AccountRow, t: Translate): string {
  if (kind !== 'part' || verdict === 'unknown') return t(`options.account.${verdict}`);
  return t(verdict === 'yes' ? 'options.account.copied' : 'options.account.notCopied');
}

function nameOf(row: AccountRow, t: Translate) {
  switch (row.kind) {
    case 'part':
      return t(`report.part.${row.name}`);
    case 'service':
      return t(row.name === 'chat' ? 'options.services.chat' : 'options.services.storyboard');
    case 'call':
    case 'permission':
      return <code dir="ltr">{breakable(row.name)}</code>;
  }
}

/** A name of a server's, which a narrow table breaks after an underscore or a full stop, not within a word. */
function breakable(name: string) {
  return name.split(/(?<=[_.])/).map((word, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}

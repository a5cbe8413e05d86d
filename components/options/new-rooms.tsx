import { CHOICES } from '../../lib/room/choice.ts';
import { Check } from '../check.tsx';
import { FixedNote } from './fixed-note.tsx';
import type { SettingProps } from './setting-props.ts';
import { Switch } from './switch.tsx';

/** What is copied unless the teacher chooses otherwise, and where a new room takes its settings from. */
export function NewRooms(props: SettingProps) {
  const { settings, isFixed, onChange, t } = props;
  return (
    <>
      <fieldset class="choices plain">
        <legend>{t('options.rooms.parts')}</legend>
        {CHOICES.map((choice) => (
          <Check
            key={choice}
            id={`part-${choice}`}
            label={t(`options.rooms.part.${choice}`)}
            checked={!settings.leaveOut.includes(choice)}
            disabled={isFixed('leaveOut')}
            onChange={(copied) => {
              const others = settings.leaveOut.filter((other) => other !== choice);
              void onChange({ leaveOut: copied ? others : [...others, choice] });
            }}
          >
            <FixedNote fixed={isFixed('leaveOut')} t={t} />
          </Check>
        ))}
        <Switch {...props} name="copyActivity" label={t('dialog.activity')} />
      </fieldset>
      <fieldset class="choices plain">
        <legend>{t('options.rooms.settingsFrom')}</legend>
        {(['original', 'template'] as const).map((source) => (
          <Check
            key={source}
            group="settings-from"
            id={`from-${source}`}
            label={t(`options.rooms.from.${source}`)}
            checked={settings.settingsFrom === source}
            disabled={isFixed('settingsFrom')}
            onChange={() => void onChange({ settingsFrom: source })}
          >
            <FixedNote fixed={isFixed('settingsFrom')} t={t} />
          </Check>
        ))}
      </fieldset>
    </>
  );
}

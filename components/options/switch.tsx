import type { Settings } from '../../lib/settings/settings.ts';
import { Check } from '../check.tsx';
import { FixedNote } from './fixed-note.tsx';
import type { SettingProps } from './setting-props.ts';

type Flag = { [Name in keyof Settings]: Settings[Name] extends boolean ? Name : never }[keyof Settings];

export interface SwitchProps extends SettingProps {
  readonly name: Flag;
  readonly label: string;
}

/** A setting that is on or off. */
export function Switch({ name, label, settings, isFixed, onChange, t }: SwitchProps) {
  return (
    <Check
      id={name}
      label={label}
      checked={settings[name]}
      disabled={isFixed(name)}
      onChange={(checked) => void onChange({ [name]: checked })}
    >
      <FixedNote fixed={isFixed(name)} t={t} />
    </Check>
  );
}

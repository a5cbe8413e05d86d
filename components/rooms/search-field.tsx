export interface SearchFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onSearch: (value: string) => void;
}

/** What is searched for in a list of names. */
export function SearchField({ id, label, value, onSearch }: SearchFieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="search"
        autocomplete="off"
        value={value}
        onInput={(event) => onSearch(event.currentTarget.value)}
      />
    </div>
  );
}

import { type Admin, ADMIN } from './admin.ts';

interface Profile {
  readonly systemName: string;
  /** KalturaMetadataObjectType. */
  readonly of: string;
  readonly elements: readonly string[];
}

/** A metadata profile of this name, made where there is none; undefined where the server refuses one. */
export async function profileOf(
  admin: Admin,
  { systemName, of, elements }: Profile,
): Promise<number | undefined> {
  const filter = { objectType: 'KalturaMetadataProfileFilter', systemNameEqual: systemName };
  const listed = await admin.call(ADMIN, 'metadata_metadataprofile', 'list', {
    filter: { ...filter, metadataObjectTypeEqual: of },
  });
  const [existing] = (listed as { objects?: { id: number }[] }).objects ?? []; // a list, or an exception without one
  if (existing) return existing.id;
  const element = (name: string, i: number): string =>
    `<xsd:element id="md_${i + 1}" name="${name}" minOccurs="0" maxOccurs="1" type="xsd:string"/>`;
  const xsdData =
    '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:element name="metadata"><xsd:complexType><xsd:sequence>' +
    `${elements.map(element).join('')}</xsd:sequence></xsd:complexType></xsd:element></xsd:schema>`;
  const metadataProfile = {
    objectType: 'KalturaMetadataProfile',
    name: systemName,
    systemName,
    metadataObjectType: of,
  };
  const made = await admin.call(ADMIN, 'metadata_metadataprofile', 'add', { metadataProfile, xsdData });
  return (made as { id?: number }).id; // a profile, or an exception without an id
}

import JSZip from 'jszip';

/** Contents by paths with `/`. */
export type Files = ReadonlyMap<string, Buffer>;

/** A zip holds no earlier time. The same for each file, so that the same files make the same package. */
const FILE_TIME = new Date(Date.UTC(1980, 0, 1));

/** A zip of files: the same bytes for the same files, whatever their order, times and rights. */
export function zipOf(files: Files): Promise<Buffer> {
  const zip = new JSZip();
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, content] of sorted)
    zip.file(name, content, { date: FILE_TIME, createFolders: false, unixPermissions: 0o644 });
  return zip.generateAsync({
    type: 'nodebuffer',
    compression: 'DEFLATE',
    compressionOptions: { level: 9 },
    platform: 'UNIX',
  });
}

/** The files of a zip that we made. */
export async function unzip(bytes: Buffer): Promise<Files> {
  const { files } = await JSZip.loadAsync(bytes);
  const contents = Object.values(files).map(async (file): Promise<[string, Buffer]> => [
    file.name,
    await file.async('nodebuffer'),
  ]);
  return new Map(await Promise.all(contents));
}

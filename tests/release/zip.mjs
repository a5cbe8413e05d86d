import JSZip from 'jszip';

/** A zip holds no earlier time. The same for each file, so that the same files make the same package. */
const FILE_TIME = new Date(Date.UTC(1980, 0, 1));

/**
 * A zip of files, the same bytes for the same files, whatever their order, times and rights.
 * @param files contents by paths with `/`
 */
export function zipOf(files) {
  const zip = new JSZip();
  for (const name of [...files.keys()].toSorted())
    zip.file(name, files.get(name), { date: FILE_TIME, createFolders: false, unixPermissions: 0o644 });
  return zip.generateAsync({
    type: 'nodebuffer',
    compression: 'DEFLATE',
    compressionOptions: { level: 9 },
    platform: 'UNIX',
  });
}

/** The files of a zip that we made. */
export async function unzip(bytes) {
  const { files } = await JSZip.loadAsync(bytes);
  const contents = Object.values(files).map(async (file) => [file.name, await file.async('nodebuffer')]);
  return new Map(await Promise.all(contents));
}

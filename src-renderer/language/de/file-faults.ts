/** What is wrong with files and the disk. */
import type { FileFault, FileFaultCode } from '../../../src-main/contract/file-fault.ts';
import type { Said } from '../said.ts';

const DOING = { read: 'lesen', write: 'schreiben' } as const;

/** “Die Datei …”, with its path where that is known. */
const file = ({ path }: { readonly path: string | null }) => (path === null ? 'Die Datei' : `Die Datei ${path}`);
const folderOf = (path: string | null) => (path === null ? 'Der Ordner' : `Der Ordner von ${path}`);

const FAULTS: { readonly [Code in FileFaultCode]: (facts: Extract<FileFault, { code: Code }>) => string } = {
  'no-space': (facts) =>
    `${file(facts)} hat auf der Platte keinen Platz mehr. Platz schaffen, oder den Datenordner verlegen.`,
  'no-quota': (facts) =>
    `${file(facts)} passt nicht mehr in das Kontingent der Platte. Platz schaffen, oder es erhöhen lassen.`,
  'too-large-a-file': (facts) =>
    `${file(facts)} ist für das Dateisystem zu groß. Eine Platte mit einem anderen Dateisystem verwenden.`,
  'no-permission': (facts) =>
    `${file(facts)} lässt sich nicht ${DOING[facts.doing]}: Das Recht dazu fehlt. Es diesem Benutzer geben.`,
  'read-only': ({ path }) =>
    `${folderOf(path)} liegt auf einer Platte, die nur gelesen werden darf. Erst die Platte prüfen, dann beschreibbar einhängen.`,
  'no-folder': ({ path }) =>
    `${folderOf(path)} kann keiner sein: Ein Teil des Pfads ist eine Datei. Diese Datei verschieben.`,
  'no-file': (facts) => `${file(facts)} gibt es nicht.`,
  'folder-went-away': ({ path }) =>
    `${folderOf(path)} verschwand während des Schreibens. Nachsehen, ob die Platte noch angeschlossen ist.`,
  'name-taken': (facts) =>
    `${file(facts)} gibt es schon, und überschrieben wird sie nie. Verschieben, falls sie dort nicht hingehört.`,
  'folder-in-place': ({ path }) =>
    `Wo eine Datei sein sollte, ist ein Ordner${path === null ? '' : `: ${path}`}. Ihn verschieben.`,
  'name-too-long': (facts) =>
    `${file(facts)} hat für dieses Dateisystem einen zu langen Namen. Einen Datenordner mit kürzerem Pfad nehmen.`,
  'disk-failed': (facts) =>
    `${file(facts)} ließ sich nicht ${DOING[facts.doing]}, die Platte versagt (${facts.errno}). Erst die Platte und ihr Kabel prüfen.`,
  'too-many-open': (facts) =>
    `${file(facts)} lässt sich nicht öffnen, zu viele sind es schon. Andere Programme schließen, oder die Grenze erhöhen (ulimit -n).`,
  'file-refused': (facts) =>
    `${file(facts)} ließ sich nicht ${DOING[facts.doing]}, das Dateisystem weigert sich (${facts.errno}). Erst die Platte prüfen.`,
  'not-fits': (facts) => `${file(facts)} ist keine FITS-Datei.`,
  'bad-card': (facts) => `${file(facts)} hat einen Eintrag im Kopf, der FITS nicht entspricht.`,
  'no-end': (facts) => `${file(facts)} ist beschädigt: Ihr Kopf hat kein Ende.`,
  truncated: (facts) => `${file(facts)} ist beschädigt: Sie ist kürzer, als ihr Kopf verlangt.`,
  damaged: (facts) =>
    `${file(facts)} hat sich verändert, seit sie geschrieben wurde: Ihre Prüfsumme stimmt nicht. Noch einmal kopieren, oder weglassen.`,
  unsupported: (facts) => `${file(facts)} enthält kein Bild, wie es hier gebraucht wird.`,
  'not-as-taken': (facts) =>
    `${file(facts)} ist nicht mehr, was bei der Aufnahme geschrieben wurde. Die Aufnahme verwerfen oder weglassen.`,
};
/** Of these the console's own sentence says what exactly. */
const WITH_PARTICULARS: readonly FileFaultCode[] = ['bad-card', 'unsupported'];

/** @param message the console's own sentence */
export function fileFault(message: string, facts: FileFault): Said {
  // A fault has the facts of its own code.
  const word = FAULTS[facts.code] as (facts: FileFault) => string;
  return { text: word(facts), original: WITH_PARTICULARS.includes(facts.code) ? message : null };
}

/** As a part of another sentence, which has no room for particulars. */
export function fileFaultText(facts: FileFault): string {
  return fileFault('', facts).text;
}

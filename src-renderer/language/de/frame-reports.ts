import type { FrameReason, FrameReasonCode } from '../../../src-main/contract/frame-reason.ts';
import type { StarCheck, StarFacts } from '../../../src-main/contract/star-limits.ts';
import type { DeviceFailure } from '../../../src-main/contract/vocabulary.ts';
import { adu, celsius, count, decimal, percent } from '../../format/numbers.ts';
import type { frameReports as English } from '../en/frame-reports.ts';
import type { Said } from '../said.ts';
import { plural } from './plural.ts';
import { only, TROUBLES } from './reports.ts';

const px = (value: number) => `${decimal(value.toFixed(2))} px`;

const STARS: Readonly<Record<StarCheck, (facts: StarFacts) => string>> = {
  max_hfr: ({ value }) => `Der Halbflussradius der Sterne ist ${px(value)}. Nach dem Fokus sehen.`,
  max_hfr_rise: ({ value, best }) =>
    `Der Halbflussradius der Sterne ist ${px(value)}, der beste der Nacht war ${px(best ?? 0)}. Nach Fokus, Seeing und Wind sehen.`,
  min_stars: ({ value }) =>
    `Die Aufnahme zeigt nur ${count(value)} ${plural(value, { one: 'Stern', other: 'Sterne' })}. Nach Himmel, Taukappe und Fokus sehen.`,
  max_star_loss: ({ value, best }) =>
    `Die Aufnahme zeigt ${count(value)} ${plural(value, { one: 'Stern', other: 'Sterne' })}, dasselbe Feld zeigte schon ${count(best ?? 0)}. Nach Wolken, Tau und Kuppel sehen.`,
  max_background: ({ value }) =>
    `Der Himmel hat ${adu(Math.round(value))} ADU. Nach Mondlicht, Wolken und Lampen sehen.`,
  max_axis_ratio: ({ value, angleDeg }) =>
    `Alle Sterne sind gleich verzogen, ${decimal(value.toFixed(2))}-mal so lang wie breit, ${Math.round(angleDeg ?? 0)}° zu den Zeilen. Nach Nachführung, Wind und Kabeln sehen.`,
};

/** What a light has of what a limit is on, and what to look at. */
export function starSentence(facts: StarFacts): string {
  return STARS[facts.check](facts);
}

/** Of these the device's own sentence says no more of the frame. */
const SAID_WHOLLY: readonly DeviceFailure[] = ['aborted'];

const REASONS: { readonly [Code in FrameReasonCode]: (facts: Extract<FrameReason, { code: Code }>) => Said } = {
  'wrong-size': ({ width, height, wantedWidth, wantedHeight }) =>
    only(`Die Kamera lieferte ${width} × ${height} Pixel statt ${wantedWidth} × ${wantedHeight}.`),
  saturated: ({ fraction }) =>
    only(`${percent(fraction)} der Pixel sind gesättigt. Kürzer belichten, oder auf dunkleren Himmel warten.`),
  'flat-level': ({ medianAdu, targetAdu }) => {
    const off = medianAdu / targetAdu - 1;
    return only(
      `Das Flat hat ${adu(medianAdu)} ADU, ${percent(Math.abs(off))} ${off > 0 ? 'über' : 'unter'} den ${adu(targetAdu)} ADU, die es haben soll. Das Licht hat sich geändert: die Helligkeit des Panels, oder Wolken am Himmel.`,
    );
  },
  'stray-light': ({ frameType, medianAdu, earlierAdu }) =>
    only(
      `Während eines ${frameType === 'dark' ? 'Darks' : 'Bias'} kam Licht auf den Sensor: ${adu(medianAdu)} ADU, das vorige hatte ${adu(earlierAdu)}. Nach Verschluss und Deckel sehen.`,
    ),
  'no-light': ({ medianAdu, blankAdu, earlierAdu }) =>
    only(
      `Es kam kein Licht auf den Sensor: ${adu(medianAdu)} ADU, eine leere Aufnahme hat ${adu(blankAdu)}, das vorige Light hatte ${adu(earlierAdu)}. Nach Verschluss, Deckel und Kuppel sehen.`,
    ),
  faint: ({ medianAdu, blankAdu }) =>
    only(
      `Das erste Light durch dieses Filter ist kaum heller als eine leere Aufnahme (${adu(medianAdu)} gegen ${adu(blankAdu)} ADU). Sollte der Himmel heller sein, nach Verschluss, Deckel und Kuppel sehen.`,
    ),
  'off-set-point': ({ when, sensorC, offC }) =>
    only(
      `Der Sensor hatte am ${when === 'start' ? 'Anfang' : 'Ende'} ${celsius(sensorC)}, ${celsius(offC)} neben dem Sollwert.`,
    ),
  stars: (facts) => only(starSentence(facts)),
  device: ({ failure, why }) => ({ text: TROUBLES[failure], original: SAID_WHOLLY.includes(failure) ? null : why }),
  fault: ({ why }) => ({ text: TROUBLES.internal, original: why }),
  'console-ended': () => only('Die Konsole endete während der Aufnahme.'),
  'disk-refused': () => only('Die Platte verweigerte sich während der Aufnahme.'),
  'file-gone': () => only('Ihre Datei fehlte, als das Aufnahmebuch mit der Platte abgeglichen wurde.'),
  'not-needed': () => only('Bei einem Start gefunden; ihr Plan hatte schon, was er braucht.'),
  'task-over': () => only('Bei einem Start gefunden; ihr Auftrag war schon beendet.'),
};

export function frameReason(reason: FrameReason): Said {
  // A reason has the facts of its own code.
  const word = REASONS[reason.code] as (facts: FrameReason) => Said;
  return word(reason);
}

export const frameReports: typeof English = {
  reason: ({ reason, reasonFacts }) => (reasonFacts === null ? only(reason) : frameReason(reasonFacts)),
};

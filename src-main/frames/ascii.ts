/** Greek letters by name: star names such as “α Cen” must stay readable. */
const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  ς: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
};

/** Letters and signs that Unicode's compatibility forms do not reduce to ASCII by themselves. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  '\u00b5': 'u',
  '°': 'deg',
  '′': "'",
  '″': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '\u2010': '-',
  '\u2011': '-',
  '⁻': '-',
  '⁺': '+',
  '×': 'x',
  '·': '.',
  '•': '*',
  '…': '...',
  '±': '+/-',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  œ: 'oe',
  Œ: 'OE',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
};

/**
 * Rewrites text in printable ASCII (0x20 to 0x7E), which is all that a FITS header may hold: accents are dropped, Greek
 * letters and common signs spelled out, line breaks and tabs become spaces, whatever is left becomes `?`.
 * Printable ASCII comes back as it was.
 */
export function toAscii(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  // The micro sign's compatibility form is the Greek mu, and no unit is spelled with “mu”: replace before normalising.
  const known = [...text].map((character) => REPLACEMENTS[character] ?? character).join('');
  let ascii = '';
  for (const character of known.normalize('NFKD')) {
    if (/[\x20-\x7e]/.test(character)) ascii += character;
    else if (/\p{Mark}/u.test(character)) continue;
    else if (/[\s\p{Cc}]/u.test(character)) ascii += ' ';
    else ascii += REPLACEMENTS[character] ?? greekName(character) ?? '?';
  }
  return ascii;
}

function greekName(character: string): string | undefined {
  const lower = character.toLowerCase();
  const name = GREEK[lower];
  if (name === undefined) return undefined;
  return lower === character ? name : name[0]!.toUpperCase() + name.slice(1);
}

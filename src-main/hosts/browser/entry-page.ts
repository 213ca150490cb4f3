/** The answer to a browser that is not let in: says how to get in, and nothing about the console. */
export function entryPage(): Response {
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Warmroom: not signed in</title><meta name="viewport" content="width=device-width"></head>
<body style="background:#111;color:#ddd;font:18px/1.5 sans-serif;max-width:34em;margin:15vh auto;padding:0 1em">
<h1>This browser is not signed in</h1>
<p>Each address that the console prints lets one browser in, once. To get a new one, look at the terminal in which the
console runs and press Enter there, or start it again with <code>warmroom serve</code>, then open the address it prints.</p>
</body>
</html>
`;
  return new Response(html, {
    status: 401,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}

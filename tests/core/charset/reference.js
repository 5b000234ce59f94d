// Runs in a browser, in a page whose character set is the one asked for; see make.
"use strict";
const out = [];
const set = document.characterSet.toLowerCase();
const hex = (text) => [...text].map((c) => c.codePointAt(0).toString(16).toUpperCase()).join("+");
const decoded = (decoder, bytes) => hex(decoder.decode(new Uint8Array(bytes)));

function labels() {
  for (const line of LABELS.trim().split("\n")) {
    const label = line.split(" ")[0];
    let name = "replacement"; // not told to scripts
    try { name = new TextDecoder(label).encoding; } catch (error) { }
    out.push(`label ${label} ${name}`);
  }
}

// Sequences of bytes at which decoders differ, in an order that is the same each time.
function malformed() {
  const pools = {
    "utf-8": "41 80 8F 90 9F A0 BF C0 C1 C2 DF E0 E4 ED EF F0 F1 F4 F5 FF",
    "gb18030": "30 32 35 39 3C 41 7F 80 81 84 90 95 A0 B0 D6 E3 FE FF",
    "big5": "3C 40 7E 7F 80 81 87 88 A0 A1 A3 A5 C6 FE FF",
    "utf-16le": "00 41 D8 DB DC DF E0 FE FF",
    "utf-16be": "00 41 D8 DC DF FE FF",
    "windows-1252": "41 80 81 8D 9F A0 FF",
    "x-user-defined": "41 80 FF",
  };
  let seed = 1;
  const random = (n) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % n;
  };
  for (const [name, pool] of Object.entries(pools)) {
    const bytes = pool.split(" ").map((b) => parseInt(b, 16));
    const decoder = new TextDecoder(name);
    for (let i = 0; i < (name.length < 8 ? 200 : 40); ++i) {
      const sample = [...Array(1 + random(9))].map(() => bytes[random(bytes.length)]);
      const written = sample.map((b) => b.toString(16).padStart(2, "0")).join("");
      out.push(`bytes ${name} ${written} ${decoded(decoder, sample)}`);
    }
  }
}

function pairs() {
  const decoder = new TextDecoder(set);
  for (let lead = 0x80; lead <= 0xFF; ++lead) {
    const row = [];
    for (let trail = 0; trail <= 0xFF; ++trail) row.push(decoded(decoder, [lead, trail]));
    out.push(`pair ${set} ${lead.toString(16)} ${row.join(",")}`);
  }
}

// What a link sends whose query is one character.
function queries() {
  const link = document.createElement("a");
  const row = [];
  const add = (c) => {
    link.href = "http://h/?" + String.fromCodePoint(c);
    row.push(link.search.slice(1));
  };
  for (let c = 0x80; c < 0xD800; ++c) add(c);
  for (let c = 0xE000; c < 0x10000; ++c) add(c);
  for (let c = 0x20000; c < 0x2FA20; ++c) add(c);
  out.push(`query ${set} ${row.join(",")}`);
}

// Runs of four-byte codes whose code points follow each other: first and last pointer, code point.
function fourBytes() {
  const decoder = new TextDecoder(set);
  let run = null;
  const end = () => { if (run) out.push(`four ${run.first} ${run.last} ${run.start}`); };
  for (let pointer = 0; pointer < 126 * 12600; ++pointer) {
    const got = decoded(decoder, [0x81 + Math.floor(pointer / 12600),
      0x30 + Math.floor(pointer / 1260) % 10, 0x81 + Math.floor(pointer / 10) % 126,
      0x30 + pointer % 10]);
    const value = parseInt(got, 16);
    if (run && (got === "FFFD" ? run.start === "FFFD" : value === run.value + 1)) {
      run.last = pointer;
      run.value = value;
    } else {
      end();
      run = { first: pointer, last: pointer, start: got, value };
    }
  }
  end();
}

if (set === "utf-8") { labels(); malformed(); }
else { pairs(); if (set === "gb18030") fourBytes(); else queries(); }
document.getElementById("o").textContent = "BEGIN\n" + out.join("\n") + "\nEND";

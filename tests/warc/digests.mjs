// Recomputes every digest of WARC files with nothing but Node's own zlib and crypto, member by
// member, and checks what can be checked without knowing who wrote them: lengths, unique ids, and
// that every record points to one that exists.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync, inflateRawSync } from "node:zlib";

const gzipHead = 10;
const gzipTail = 8;

// The gzip members of a file, each inflated; the second pass checks the CRC.
function* members(bytes) {
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] !== 0x1f || bytes[at + 1] !== 0x8b || bytes[at + 3] !== 0)
      throw new Error(`no plain gzip member at ${at}`);
    const { engine } = inflateRawSync(bytes.subarray(at + gzipHead), { info: true });
    const end = at + gzipHead + engine.bytesWritten + gzipTail;
    yield gunzipSync(bytes.subarray(at, end));
    at = end;
  }
}

function parse(record) {
  const split = record.indexOf("\r\n\r\n");
  const lines = record.subarray(0, split).toString("utf8").split("\r\n");
  if (lines.shift() !== "WARC/1.1") throw new Error("a member that is no WARC/1.1 record");
  const fields = new Map();
  for (const line of lines) {
    const colon = line.indexOf(":");
    fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const length = Number(fields.get("content-length"));
  const block = record.subarray(split + 4, split + 4 + length);
  if (block.length !== length) throw new Error("a block shorter than its Content-Length");
  if (record.subarray(split + 4 + length).toString() !== "\r\n\r\n")
    throw new Error("a record that does not end with two empty lines");
  return { fields, block };
}

const digest = (bytes) => "sha256:" + createHash("sha256").update(bytes).digest("hex");

// What follows the head; some servers end its lines with bare line feeds.
function payload(block) {
  const ends = ["\r\n\r\n", "\n\n"].map((end) => [block.indexOf(end), end.length]);
  const [split, length] = ends.filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0])[0] ?? [-1, 0];
  return split < 0 ? Buffer.alloc(0) : block.subarray(split + length);
}

const totals = { files: 0, records: 0, digests: 0, revisits: 0 };

function check(file) {
  const ids = new Set();
  const pointers = [];
  const payloads = new Map(); // of responses, by record id
  const revisits = [];
  for (const member of members(readFileSync(file))) {
    const { fields, block } = parse(member);
    const id = fields.get("warc-record-id");
    if (!id || ids.has(id)) throw new Error(`record id ${id} missing or twice`);
    ids.add(id);
    if (fields.has("warc-concurrent-to")) pointers.push(fields.get("warc-concurrent-to"));
    const digests = [["warc-block-digest", block]];
    // The payload of a revisit is that of the record it refers to, which stands in the same file.
    if (fields.get("warc-type") === "revisit") revisits.push(fields);
    else digests.push(["warc-payload-digest", payload(block)]);
    if (fields.get("warc-type") === "response") payloads.set(id, fields);
    for (const [name, bytes] of digests) {
      const written = fields.get(name);
      if (written === undefined) continue;
      if (written !== digest(bytes)) throw new Error(`${id}: ${name} ${written}, is ${digest(bytes)}`);
      totals.digests += 1;
    }
    if (fields.get("warc-type") === "response" && !fields.has("warc-payload-digest"))
      throw new Error(`${id}: a response without a payload digest`);
    totals.records += 1;
  }
  for (const id of pointers) if (!ids.has(id)) throw new Error(`points to ${id}, which is not there`);
  for (const revisit of revisits) {
    const before = payloads.get(revisit.get("warc-refers-to"));
    if (!before) throw new Error(`refers to ${revisit.get("warc-refers-to")}, which is not there`);
    for (const [name, referred] of [
      ["warc-payload-digest", "warc-payload-digest"],
      ["warc-refers-to-target-uri", "warc-target-uri"],
      ["warc-refers-to-date", "warc-date"],
    ])
      if (revisit.get(name) !== before.get(referred))
        throw new Error(`a revisit says ${name} ${revisit.get(name)}, the record ${before.get(referred)}`);
    if (!revisit.get("warc-profile")?.startsWith("http://netpreserve.org/warc/1.1/revisit/"))
      throw new Error("a revisit of no known profile");
    totals.revisits += 1;
  }
  totals.files += 1;
}

let failed = 0;
for (const file of process.argv.slice(2)) {
  try {
    check(file);
  } catch (error) {
    failed += 1;
    console.log(`${file}: ${error.message}`);
  }
}
console.log(`digests: ${totals.files} files, ${totals.records} records, ${totals.digests} digests recomputed, ${totals.revisits} revisits found, ${failed} files with errors`);
process.exit(failed || totals.digests === 0 ? 1 : 0);

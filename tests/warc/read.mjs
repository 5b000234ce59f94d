// Reads WARC files with warcio, as a third party would, and prints what it found. Any complaint of
// the library, and any record without what a reader needs, is an error.
import { createReadStream } from "node:fs";
import { WARCParser } from "warcio";

let records = 0;
const kinds = new Map();

async function read(file) {
  for await (const record of new WARCParser(createReadStream(file))) {
    const content = await record.readFully(false);
    const length = Number(record.warcHeader("Content-Length"));
    const head = record.httpHeaders ? Buffer.byteLength(record.httpHeaders.toString()) : 0;
    if (!record.warcHeader("WARC-Record-ID") || !record.warcDate)
      throw new Error("a record without its id or date");
    if ((content?.length ?? 0) > length) throw new Error("more content than Content-Length says");
    if (record.warcType === "response" && head === 0) throw new Error("a response without a head");
    if (record.warcType === "revisit" && head === 0) throw new Error("a revisit without a head");
    kinds.set(record.warcType, (kinds.get(record.warcType) ?? 0) + 1);
    records += 1;
  }
}

const complaints = [];
for (const method of ["warn", "error"]) console[method] = (...words) => complaints.push(words.join(" "));

const files = process.argv.slice(2);
let failed = 0;
for (const file of files) {
  complaints.length = 0;
  try {
    await read(file);
  } catch (error) {
    complaints.push(error.message);
  }
  if (complaints.length === 0) continue;
  failed += 1;
  console.log(`${file}: ${complaints.join("; ")}`);
}
const counted = [...kinds].map(([kind, count]) => `${kind} ${count}`).join(", ");
console.log(`warcio: ${files.length} files, ${records} records (${counted}), ${failed} files with errors`);
process.exit(failed || records === 0 ? 1 : 0);

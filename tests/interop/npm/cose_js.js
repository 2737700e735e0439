// Holds our COSE to the npm package cose-js, both ways: `node cose_js.js COSE_PEER`, where require() finds cose-js.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const cose = require('cose-js');

const peer = process.argv[2];
// Number: name, bytes of the key.
const algorithms = {
  10: ['AES-CCM-16-64-128', 16],
  11: ['AES-CCM-16-64-256', 32],
  30: ['AES-CCM-16-128-128', 16],
  31: ['AES-CCM-16-128-256', 32]
};
const texts = [Buffer.from('short'), Buffer.alloc(5000, 0x5a), Buffer.alloc(65535, 7)];

/// What our end makes of the data; null if it refuses them.
function run (folder, verb, alg, data, aad) {
  const [input, output] = [path.join(folder, 'in'), path.join(folder, 'out')];
  fs.writeFileSync(input, data);
  const done = spawnSync(peer, [verb, alg, input, output, aad.toString('hex')], { timeout: 60000 });
  if (done.status === 0) return fs.readFileSync(output);
  assert.strictEqual(done.status, 1, String(done.error || done.stderr));
  return null;
}

async function check (folder) {
  let count = 0;
  for (const [alg, [name, keySize]] of Object.entries(algorithms)) {
    const key = Buffer.from([...Array(keySize).keys()]);
    for (const text of texts) {
      for (const externalAAD of [Buffer.alloc(0), Buffer.from('0102', 'hex')]) {
        const ours = run(folder, 'seal', alg, text, externalAAD);
        assert.deepStrictEqual(await cose.encrypt.read(ours, key, { externalAAD }), text);
        const changed = Buffer.from(ours);
        changed[changed.length - 1] ^= 1;
        await assert.rejects(cose.encrypt.read(changed, key, { externalAAD }));

        const headers = { p: { alg: name }, u: { kid: 'shared' } };
        const theirs = await cose.encrypt.create(headers, text, { key }, { externalAAD });
        assert.deepStrictEqual(run(folder, 'open', alg, theirs, externalAAD), text);
        const broken = Buffer.from(theirs);
        broken[broken.length - 1] ^= 1;
        assert.strictEqual(run(folder, 'open', alg, broken, externalAAD), null);
        count += 2;
      }
    }
  }
  console.log(`${count} messages opened by the other end`);
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cose-js-'));
check(folder)
  .finally(() => fs.rmSync(folder, { recursive: true }))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
